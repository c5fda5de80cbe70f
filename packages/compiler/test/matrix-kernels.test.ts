/** Layers on tensor cores, by the loop interpreter: every schedule that would be weighed, at sizes that no tile divides. */
import { describe, expect, test } from '@jest/globals';
import { bindSymbols, evaluateExtent, interpret, parametersOf } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement } from '@einlay/ir/testing';
import { applySchedule, checkSchedule, chooseSchedule, scheduleCandidates } from '@einlay/passes';
import type { KernelTarget, Schedule } from '@einlay/passes';
import { compile } from '../src/index.ts';

const library = `export { dense, low_rank, kronecker, tensor_train, monarch, btt, btt3, block_diagonal, blast, ffn } from "std"
layer mixed(g, b, a, f, e, d, r) {
  input x[..., (g b a)]
  factor A[g, a, f, d, r], B[f, g, b, r, e]
  output y[..., (f e d)] = x[..., g, b, a] * A[g, a, f, d, r] * B[f, g, b, r, e]
}`;
const target: KernelTarget = {
  workgroupBytes: 232448,
  invocations: 1024,
  buffers: 64,
  matrices: { residentBytes: 233472, types: ['bf16', 'f16'], cluster: 8, staged: true },
};

function inputsOf(program: TensorProgram, tokens: number): ReadonlyMap<string, HostTensor> {
  const bindings = new Map([['...', tokens]]);
  return new Map(
    parametersOf(program).map(({ name, shape }, k) => {
      const extents = shape.map((extent) => evaluateExtent(extent, bindings));
      const length = extents.reduce((all, extent) => all * extent, 1);
      const data = Float64Array.from({ length }, (_, i) => ((((i * 37 + k * 103 + 18) % 1009) % 7) - 3) / 8);
      return [name, { shape: extents, data }];
    }),
  );
}

const cases: readonly [string, Readonly<Record<string, number>>, number][] = [
  ['btt', { g: 16, a: 32, p: 32, e: 32 }, 17],
  ['btt', { g: 8, a: 32, p: 16, e: 16, r: 4 }, 33],
  ['btt', { g: 16, a: 48, p: 24, e: 32, r: 2 }, 5],
  ['btt', { g: 25, a: 40, p: 25, e: 40 }, 3],
  ['btt', { g: 4, a: 16, p: 8, e: 16, r: 8 }, 16],
  ['low_rank', { d_in: 64, d_out: 96, r: 32 }, 40],
  ['low_rank', { d_in: 128, d_out: 64, r: 8 }, 1],
  ['low_rank', { d_in: 24, d_out: 24, r: 4 }, 19],
  ['low_rank', { d_in: 32, d_out: 16, r: 6 }, 3],
  ['monarch', { d_in: 256, d_out: 256, blocks: 16 }, 20],
  // What lies between is summed, and columns run, in another order than in the source, or blocks would straddle.
  ['monarch', { d_in: 192, d_out: 192, blocks: 8 }, 17],
  ['mixed', { g: 4, b: 4, a: 8, f: 4, e: 8, d: 4, r: 3 }, 5],
  ['block_diagonal', { blocks: 3, i: 32, o: 16 }, 18],
  ['dense', { d_in: 96, d_out: 200 }, 50],
  ['kronecker', { b: 16, a: 32, e: 16, d: 16 }, 3],
  ['dense', { d_in: 192, d_out: 64 }, 70],
  ['low_rank', { d_in: 128, d_out: 64, r: 32 }, 70],
  ['btt', { g: 4, a: 64, p: 8, e: 32, r: 4 }, 65],
  ['ffn', { d: 64, f: 128 }, 19],
  // Columns whose last group is not full, several matrices at once.
  ['blast', { b: 4, p: 24, q: 20, r: 8 }, 19],
];

describe('kernels on tensor cores', () => {
  test.each(cases)('%s %j with %i tokens', (layer, set, tokens) => {
    const compiled = compile(library, { layer, set, dtype: 'bf16' });
    if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
    const { program, optimized } = compiled.value;
    const inputs = inputsOf(program, tokens);
    const bindings = bindSymbols(
      parametersOf(program).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
    );
    const shapes = new Map([...interpret(program, inputs)].map(([name, { shape }]) => [name, shape]));
    const schedules = [chooseSchedule(optimized, target), ...scheduleCandidates(optimized, target).slice(1)];
    const onMatrices = schedules.filter(({ kernels }) => kernels.some(({ kind }) => kind === 'matrices'));
    expect(schedules[0]?.kernels.map(({ kind }) => kind)).toContain('matrices');
    const clusters = onMatrices.flatMap((schedule) =>
      [2, 4].map((cluster): Schedule => {
        const isChain = (kernel: Schedule['kernels'][number]): boolean =>
          kernel.kind === 'matrices' && kernel.stages.length > 1;
        return {
          kernels: schedule.kernels.map(
            (kernel) => (isChain(kernel) ? { ...kernel, cluster } : kernel) as typeof kernel,
          ),
        };
      }),
    );
    const fitting = clusters.filter((schedule) => checkSchedule(optimized, schedule, target).ok);
    const staged = onMatrices.filter(({ kernels }) =>
      kernels.some((kernel) => kernel.kind === 'matrices' && kernel.stages.some(({ slots }) => slots !== undefined)),
    );
    for (const schedule of [
      ...staged.slice(0, 1),
      ...staged.slice(-1),
      ...onMatrices.slice(0, 1),
      ...onMatrices.slice(-1),
      ...fitting.slice(0, 1),
      ...fitting.slice(-1),
    ]) {
      expect(checkSchedule(optimized, schedule, target).diagnostics).toEqual([]);
      const results = interpretLoops(applySchedule(optimized, schedule), inputs, shapes, bindings);
      expect(disagreement({ program, inputs }, results)).toBeUndefined();
    }
  });
});
