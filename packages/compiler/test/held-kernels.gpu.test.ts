/** Kernels that hold their factors in registers, on a real adapter with the subgroups it has. */
import { expect, test } from '@jest/globals';
import { encode } from '@einlay/artifact';
import { disagreement } from '@einlay/ir/testing';
import { checkSchedule } from '@einlay/passes';
import { webgpu } from '@einlay/runtime-webgpu';
import { compile, compileSchedule, kernelTarget, targetOfAdapter } from '../src/index.ts';
import { BTT, inputsOf, stagesOf } from './held-layers.ts';
import { runArtifact } from './run-artifact.ts';

const runtime = webgpu();

test.each([0, 1, 3, 8, 13, 100])('btt of %d tokens', async (tokens) => {
  const facts = await runtime.facts();
  // Every adapter that tests run on has subgroups of one size.
  expect([facts.features.includes('subgroups'), facts.subgroupMaxSize]).toEqual([true, facts.subgroupMinSize]);
  const target = targetOfAdapter(facts);
  const compiled = compile(BTT, { set: { g: 16, a: 16, p: 16, e: 16, r: 1 } });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const { optimized } = compiled.value;
  const stages = stagesOf(optimized, [4, 4]);
  const sizes = { tiles: [4, 16, 16], invocations: 256, workgroups: 3, subgroup: facts.subgroupMinSize };
  const schedule = checkSchedule(optimized, { kernels: [{ kind: 'held', stages, ...sizes }] }, kernelTarget(target));
  if (!schedule.ok) throw new Error(schedule.diagnostics.map(({ message }) => message).join('\n'));
  const artifact = compileSchedule(compiled.value, schedule.value, target);
  if (!artifact.ok) throw new Error(artifact.diagnostics.map(({ message }) => message).join('\n'));
  const inputs = inputsOf(optimized, tokens);
  const emission = { artifact: artifact.value, bytes: encode(artifact.value), files: [] };
  const results = await runArtifact(emission, runtime, inputs);
  expect(disagreement({ program: optimized, inputs }, results)).toBeUndefined();
});
