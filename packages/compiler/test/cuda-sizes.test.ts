/** CUDA as it is emitted, compiled for the processor and run there, at sizes that no tile divides: the interpreter agrees. */
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { encode } from '@einlay/artifact';
import { sm90a } from '@einlay/backends/cuda';
import { evaluateExtent, parametersOf } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { disagreement } from '@einlay/ir/testing';
import { compile, compileSchedule, tuningSchedules } from '../src/index.ts';
import type { Compilation, CompileOptions, Schedule } from '../src/index.ts';
import { openFakeCuda } from './fake-cuda.ts';
import { runArtifact } from './run-artifact.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

const { runtime, remove } = openFakeCuda();
afterAll(remove);

const library = 'export { dense, low_rank, kronecker, tensor_train, monarch, btt, btt3, blast, ffn } from "std"';

/** Layers whose extents no tile divides, of no token and of one, of one feature and of many. */
const awkward: readonly [string, Readonly<Record<string, number>>, 'f32' | 'bf16' | 'f16', readonly number[]][] = [
  ['dense', { d_in: 1, d_out: 1 }, 'bf16', [0, 1, 3]],
  ['dense', { d_in: 100, d_out: 36 }, 'f16', [0, 1, 65]],
  ['btt', { g: 16, a: 48, p: 16, e: 48 }, 'bf16', [17]],
  ['btt', { g: 25, a: 40, p: 25, e: 40 }, 'f16', [1]],
  ['btt', { g: 7, a: 9, p: 5, e: 11 }, 'f32', [0, 1, 33]],
  ['btt', { g: 8, a: 16, p: 8, e: 16, r: 3 }, 'bf16', [0, 17]],
  ['low_rank', { d_in: 48, d_out: 40, r: 4 }, 'bf16', [1, 19]],
  ['low_rank', { d_in: 64, d_out: 72, r: 24 }, 'f16', [2, 64]],
  ['monarch', { d_in: 96, d_out: 96, blocks: 4 }, 'bf16', [0, 5]],
  ['kronecker', { b: 12, a: 20, e: 12, d: 20 }, 'bf16', [1, 18]],
  ['tensor_train', { b: 16, a: 16, e: 12, d: 16, r: 2 }, 'f16', [3]],
  ['btt3', { a: 4, b: 8, g: 16, d: 4, e: 8, m: 16, r: 2 }, 'bf16', [3]],
  ['ffn', { d: 48, f: 80 }, 'bf16', [0, 21]],
];

/** Small numbers, exact in half precision. */
function inputsFor(program: TensorProgram, tokens: number): ReadonlyMap<string, HostTensor> {
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

/** Whether a schedule of a layer computes what the interpreter does, for so many tokens. */
async function check(compilation: Compilation, schedule: Schedule, tokens: readonly number[]): Promise<void> {
  const { program } = compilation;
  const artifact = compileSchedule(compilation, schedule, sm90a);
  if (!artifact.ok) throw new Error(artifact.diagnostics[0]?.message);
  const emission = { artifact: artifact.value, bytes: encode(artifact.value), files: [] };
  for (const count of tokens) {
    const inputs = inputsFor(program, count);
    const results = await runArtifact(emission, runtime, inputs);
    expect(disagreement({ program, inputs }, results)).toBeUndefined();
  }
}

function compiled(layer: string, options: CompileOptions): Compilation {
  const result = compile(library, { layer, ...options });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  return result.value;
}

describe('awkward sizes', () => {
  test.each(awkward)('%s %j in %s of %j tokens', async (layer, set, dtype, tokens) => {
    const compilation = compiled(layer, { set, dtype });
    // The one that is chosen, and one of those that tuning would try.
    const schedules = tuningSchedules(compilation, sm90a);
    for (const schedule of new Set([schedules[0], schedules.at(-1)]))
      await check(compilation, schedule as Schedule, tokens);
  });
});

test.each([2, 4])('clusters of %i workgroups', async (cluster) => {
  const compilation = compiled('btt', { set: { g: 32, a: 32, p: 32, e: 32 }, dtype: 'bf16' });
  const [chosen] = tuningSchedules(compilation, sm90a);
  const kernels = (chosen as Schedule).kernels.map((kernel) => {
    expect(kernel.kind).toBe('matrices');
    return { ...kernel, cluster };
  });
  await check(compilation, { kernels: kernels }, [17, 100]);
});

/** Factors in shared memory, brought there by copies that go on by themselves, multiplied from there by four warps. */
test.each([
  ['dense', { d_in: 128, d_out: 96 }, 'f16', [0, 70]],
  ['low_rank', { d_in: 128, d_out: 128, r: 32 }, 'bf16', [130]],
] as const)('staged factors of %s %j in %s of %j tokens', async (layer, set, dtype, tokens) => {
  const compilation = compiled(layer, { set, dtype });
  const staged = tuningSchedules(compilation, sm90a).filter(({ kernels }) =>
    kernels.some((kernel) => kernel.kind === 'matrices' && kernel.stages.some(({ slots }) => slots !== undefined)),
  );
  expect(staged.length).toBeGreaterThan(0);
  for (const schedule of new Set([staged[0], staged.at(-1)])) await check(compilation, schedule as Schedule, tokens);
});
