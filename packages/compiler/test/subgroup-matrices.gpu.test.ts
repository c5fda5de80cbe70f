/** Kernels of subgroup matrices on a real adapter, in the shape that it multiplies. */
import { expect, test } from '@jest/globals';
import { encode } from '@einlay/artifact';
import { disagreement } from '@einlay/ir/testing';
import { scheduleCandidates } from '@einlay/passes';
import { webgpu } from '@einlay/runtime-webgpu';
import { compile, compileSchedule, kernelTarget, targetOfAdapter } from '../src/index.ts';
import { inputsOf } from './held-layers.ts';
import { runArtifact } from './run-artifact.ts';
import { DENSE, MIXED, TURNED } from './subgroup-layers.ts';

const runtime = webgpu();

test.each([
  ['dense', DENSE, { i: 100, o: 44 }, 70],
  ['dense for one token', DENSE, { i: 32, o: 9 }, 1],
  ['dense for nobody', DENSE, { i: 32, o: 16 }, 0],
  ['several rows, columns and sums', MIXED, { h: 3, g: 2, a: 3, c: 12, p: 5, e: 12 }, 45],
  ['tokens side by side', TURNED, { i: 24, o: 20, n: 36 }, 1],
] as const)('%s, by every schedule that tuning tries', async (_, source, set, tokens) => {
  const target = targetOfAdapter(await runtime.facts());
  const compiled = compile(source, { set, dtype: 'f16' });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const { optimized } = compiled.value;
  const inputs = inputsOf(optimized, tokens);
  // On a processor they gain nothing, but they can be run there.
  const device = { ...kernelTarget(target), kind: 'graphics' } as const;
  const schedules = scheduleCandidates(optimized, device).filter(({ kernels }) =>
    kernels.some(({ kind }) => kind === 'subgroup-matrices'),
  );
  // Every adapter that tests run on in Node multiplies matrices in half precision.
  expect(schedules.length).toBeGreaterThan(3);
  for (const schedule of schedules) {
    const artifact = compileSchedule(compiled.value, schedule, target);
    if (!artifact.ok) throw new Error(artifact.diagnostics.map(({ message }) => message).join('\n'));
    const emission = { artifact: artifact.value, bytes: encode(artifact.value), files: [] };
    const results = await runArtifact(emission, runtime, inputs);
    expect([schedule, disagreement({ program: optimized, inputs }, results)]).toEqual([schedule, undefined]);
  }
});
