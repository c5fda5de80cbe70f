/** Hostile sources give diagnostics, or kernels that a WGSL compiler accepts and that stay within their memory. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { create } from 'webgpu';
import { load } from '@einlay/artifact';
import { bindSymbols, evaluateExtent, nodesById, parametersOf, symbolsOfProgram } from '@einlay/ir';
import type { HostTensor, TensorNode, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement } from '@einlay/ir/testing';
import { applySchedule, checkSchedule, chooseSchedule, scheduleCandidates } from '@einlay/passes';
import type { KernelTarget, Schedule } from '@einlay/passes';
import { webgpu } from '@einlay/runtime-webgpu';
import { compile } from '../src/index.ts';
import type { Compilation, Emission } from '../src/index.ts';
import { hugeSources, smallSources } from './hostile-sources.ts';
import type { HostileSource } from './hostile-sources.ts';

/** Dawn without a device: it compiles every kernel and runs none. */
const runtime = webgpu({ gpu: create(['backend=null']) });

/** Small workgroups and little memory, so that small layers need more than one of each. */
const target: KernelTarget = { workgroupBytes: 2048, invocations: 64, buffers: 8 };

/** Compiles, and lets a WGSL compiler have its say. Undefined when there are diagnostics instead. */
async function compiled({ source, layer, set }: HostileSource): Promise<Compilation | undefined> {
  const result = compile(source, { layer, set, targets: ['wgsl'] });
  if (!result.ok) {
    expect(result.diagnostics.filter(({ severity }) => severity === 'error')).not.toEqual([]);
    return undefined;
  }
  const { bytes } = result.value.emissions.get('wgsl') as Emission;
  await (await load(bytes, { runtime })).close();
  return result.value;
}

/** Small numbers; `tokens` is the least value of what is known only when the layer runs. */
function inputsOf(program: TensorProgram, tokens: number): ReadonlyMap<string, HostTensor> {
  const bindings = new Map(symbolsOfProgram(program).map((name, at) => [name, at + tokens]));
  return new Map(
    parametersOf(program).map(({ name, dtype, shape }, k) => {
      const extents = shape.map((extent) => evaluateExtent(extent, bindings));
      const length = extents.reduce((all, extent) => all * extent, 1);
      // Every table has a row 0.
      const numberAt = (at: number): number =>
        dtype === 'i32' ? 0 : ((((at * 37 + k * 101 + 17) % 1009) % 7) - 3) / 4;
      return [name, { shape: extents, data: Float64Array.from({ length }, (_, at) => numberAt(at)) }];
    }),
  );
}

/** The outputs of kernels by the loop interpreter, which throws where they misbehave. */
function runKernels(
  { program, optimized }: Compilation,
  schedule: Schedule,
  inputs: ReadonlyMap<string, HostTensor>,
): ReadonlyMap<string, HostTensor> {
  const bindings = bindSymbols(
    parametersOf(program).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
  );
  const nodes = nodesById(program);
  const shapes = new Map(
    program.outputs.map(({ name, value }) => {
      const { shape } = nodes.get(value) as TensorNode;
      return [name, shape.map((extent) => evaluateExtent(extent, bindings))];
    }),
  );
  return interpretLoops(applySchedule(optimized, schedule), inputs, shapes, bindings);
}

/** The schedule with some of its numbers replaced; positions in a contraction stay. */
function withNumbers(schedule: Schedule, numbers: readonly number[]): unknown {
  let next = 0;
  return JSON.parse(JSON.stringify(schedule), (key, value: unknown) => {
    if (typeof value !== 'number' || key === 'left') return value;
    const number = numbers[next++] ?? 0;
    return number === 0 ? value : number;
  });
}

test('small layers', async () => {
  let interpreted = 0;
  let changed = 0;
  await fc.assert(
    fc.asyncProperty(
      smallSources,
      fc.nat({ max: 6 }),
      fc.nat(),
      fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3, 4, 5, 8, 16, 64), { maxLength: 12 }),
      async (hostile, tokens, choice, numbers) => {
        const compilation = await compiled(hostile);
        if (!compilation) return;
        const { program } = compilation;
        const inputs = inputsOf(program, tokens);
        const problemOf = (schedule: Schedule): string | undefined =>
          disagreement({ program, inputs }, runKernels(compilation, schedule, inputs));
        const candidates = scheduleCandidates(compilation.optimized, target);
        const candidate = candidates[choice % candidates.length] as Schedule;
        expect(problemOf(candidate)).toBeUndefined();
        interpreted += 1;
        const other = checkSchedule(compilation.optimized, withNumbers(candidate, numbers), target);
        if (!other.ok) return;
        expect(problemOf(other.value)).toBeUndefined();
        changed += 1;
      },
    ),
    { numRuns: 60 },
  );
  // Most of them are layers like any other.
  expect([interpreted > 20, changed > 10]).toEqual([true, true]);
}, 60_000);

test('layers of any size', async () => {
  let accepted = 0;
  await fc.assert(
    fc.asyncProperty(hugeSources, async (hostile) => {
      if (await compiled(hostile)) accepted += 1;
    }),
    { numRuns: 100 },
  );
  expect(accepted).toBeGreaterThan(10);
}, 60_000);

test('positions outside a table read its ends', async () => {
  const source = `layer look_up(v, d) {
    input k[t]: i32
    factor E[v, d]
    output y[t, d] = E[k[t], d]
  }`;
  const compilation = await compiled({ source, layer: 'look_up', set: { v: 3, d: 5 } });
  expect(compilation).toBeDefined();
  if (!compilation) return;
  const { program, optimized } = compilation;
  const wild = [-(2 ** 31), -1, 0, 2, 3, 4, 2 ** 31 - 1];
  const inputsWith = (rows: readonly number[]): ReadonlyMap<string, HostTensor> =>
    new Map([...inputsOf(program, rows.length), ['k', { shape: [rows.length], data: Float64Array.from(rows) }]]);
  const results = runKernels(compilation, chooseSchedule(optimized, target), inputsWith(wild));
  expect(disagreement({ program, inputs: inputsWith([0, 0, 0, 2, 2, 2, 2]) }, results)).toBeUndefined();
});
