/** Layers of the standard library as kernels, by the loop interpreter, at sizes that no tile divides. */
import { describe, expect, test } from '@jest/globals';
import { bindSymbols, evaluateExtent, interpret, parametersOf } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import type { LoopProgram } from '@einlay/ir/loop';
import { disagreement } from '@einlay/ir/testing';
import { applySchedule, checkSchedule, chooseSchedule, scheduleCandidates } from '@einlay/passes';
import { compile } from '../src/index.ts';

const NAMES =
  'dense, low_rank, kronecker, tensor_train, tensor_train3, monarch, btt, btt3, block_diagonal, block_dense, blast, attention, ffn, transformer_block';
const library = `export { ${NAMES} } from "std"`;
const target = { workgroupBytes: 16384, invocations: 256, buffers: 8 };

function inputsOf(program: TensorProgram, bindings: ReadonlyMap<string, number>): ReadonlyMap<string, HostTensor> {
  return new Map(
    parametersOf(program).map(({ name, shape }, k) => {
      const extents = shape.map((extent) => evaluateExtent(extent, bindings));
      const length = extents.reduce((all, extent) => all * extent, 1);
      const data = Float64Array.from({ length }, (_, i) => ((((i * 37 + k * 103 + 18) % 1009) % 7) - 3) / 8);
      return [name, { shape: extents, data }];
    }),
  );
}

/** Outputs of kernels by the loop interpreter, with the shapes that the program gives them. */
function runKernels(
  program: TensorProgram,
  loops: LoopProgram,
  inputs: ReadonlyMap<string, HostTensor>,
): ReadonlyMap<string, HostTensor> {
  const bindings = bindSymbols(
    parametersOf(program).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
  );
  const shapes = new Map([...interpret(program, inputs)].map(([name, { shape }]) => [name, shape]));
  return interpretLoops(loops, inputs, shapes, bindings);
}

function scheduled(layer: string, set: Readonly<Record<string, number>>): readonly [TensorProgram, LoopProgram] {
  const compiled = compile(library, { layer, set });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const { program, optimized } = compiled.value;
  return [program, applySchedule(optimized, chooseSchedule(optimized, target))];
}

const cases: readonly [string, Readonly<Record<string, number>>, Readonly<Record<string, number>>][] = [
  ['dense', { d_in: 7, d_out: 9 }, { '...': 5 }],
  ['dense', { d_in: 1, d_out: 1 }, { '...': 1 }],
  ['low_rank', { d_in: 30, d_out: 18, r: 5 }, { '...': 19 }],
  ['kronecker', { b: 3, a: 5, e: 7, d: 2 }, { '...': 3 }],
  ['tensor_train', { b: 3, a: 5, e: 7, d: 2, r: 3 }, { '...': 3 }],
  ['tensor_train3', { a: 2, b: 3, c: 5, d: 3, e: 2, f: 4, r: 2, s: 3 }, { '...': 2 }],
  ['monarch', { d_in: 36, d_out: 24, blocks: 4 }, { '...': 3 }],
  ['btt', { g: 4, a: 8, p: 8, e: 4 }, { '...': 17 }],
  ['btt', { g: 5, a: 8, p: 10, e: 4 }, { '...': 3 }],
  ['btt', { g: 3, a: 16, p: 6, e: 8, r: 3 }, { '...': 2 }],
  ['btt', { g: 2, a: 3, p: 5, e: 7, r: 8 }, { '...': 0 }],
  ['btt3', { a: 2, b: 3, g: 2, d: 3, e: 2, m: 2, r: 2 }, { '...': 3 }],
  ['block_diagonal', { blocks: 3, i: 5, o: 6 }, { '...': 4 }],
  ['block_dense', { g: 3, a: 4, r: 2, d_out: 10 }, { '...': 3 }],
  ['blast', { b: 3, p: 4, q: 5, r: 3 }, { '...': 3 }],
  ['attention', { d: 8, heads: 2 }, { '...': 2, t: 5 }],
  ['ffn', { d: 6, f: 9 }, { '...': 3 }],
  ['transformer_block', { d: 8, heads: 2, f: 12 }, { '...': 2, t: 3 }],
];

describe('kernels of the standard library', () => {
  test.each(cases)('%s %j %j', (layer, set, symbols) => {
    const [program, loops] = scheduled(layer, set);
    const inputs = inputsOf(program, new Map(Object.entries(symbols)));
    const results = runKernels(program, loops, inputs);
    expect(disagreement({ program, inputs }, results)).toBeUndefined();
  });

  test.each(['low_rank', 'kronecker', 'tensor_train', 'monarch', 'btt', 'block_dense'])(
    '%s is one kernel that writes nothing but its result',
    (layer) => {
      const sizes: Readonly<Record<string, Readonly<Record<string, number>>>> = {
        // Wider ones take less time as two: a workgroup of the second has many rows for what it reads.
        low_rank: { d_in: 256, d_out: 256, r: 16 },
        kronecker: { b: 32, a: 32, e: 32, d: 32 },
        tensor_train: { b: 32, a: 32, e: 32, d: 32, r: 1 },
        monarch: { d_in: 1024, d_out: 1024, blocks: 32 },
        btt: { g: 32, a: 32, p: 32, e: 32 },
        block_dense: { g: 32, a: 32, r: 4, d_out: 1024 },
      };
      const [, loops] = scheduled(layer, sizes[layer] as Record<string, number>);
      expect(loops.kernels).toHaveLength(1);
      expect(loops.buffers.filter(({ content }) => content.kind === 'scratch')).toEqual([]);
    },
  );
});

test.each([
  ['btt', { g: 8, a: 8, p: 8, e: 8 }],
  ['btt', { g: 8, a: 4, p: 4, e: 16, r: 2 }],
  ['low_rank', { d_in: 24, d_out: 32, r: 16 }],
  ['kronecker', { b: 8, a: 8, e: 4, d: 8 }],
  ['dense', { d_in: 12, d_out: 40 }],
])('every candidate for tuning %s %j computes the same', (layer, set) => {
  const compiled = compile(library, { layer, set });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const { program, optimized } = compiled.value;
  const inputs = inputsOf(program, new Map([['...', 5]]));
  const candidates = scheduleCandidates(optimized, target);
  const chunked = candidates.filter(({ kernels }) => kernels.some((kernel) => 'chunk' in kernel));
  // A few of each kind: all of them would take minutes in an interpreter.
  const some = [candidates, chunked].flatMap((list) => list.filter((_, at) => at % Math.ceil(list.length / 8) === 0));
  expect(some.length).toBeGreaterThan(4);
  for (const schedule of some) {
    expect(checkSchedule(optimized, JSON.parse(JSON.stringify(schedule)), target).diagnostics).toEqual([]);
    const results = runKernels(program, applySchedule(optimized, schedule), inputs);
    expect([schedule, disagreement({ program, inputs }, results)]).toEqual([schedule, undefined]);
  }
});
