/** Runs a kernel that holds its factors in registers, with the subgroups that an adapter has. */
import { encode } from '@einlay/artifact';
import { disagreement } from '@einlay/ir/testing';
import { checkSchedule } from '@einlay/passes';
import type { WebgpuRuntime } from '@einlay/runtime-webgpu';
import { compile, compileSchedule, kernelTarget, targetOfAdapter } from '@einlay/compiler';
import { BTT, inputsOf, stagesOf } from './held-layers.ts';
import { runArtifact } from './run-artifact.ts';

/** What is wrong with the results; rejects when the adapter has no subgroups, or subgroups of several sizes. */
export async function runHeld(runtime: WebgpuRuntime, tokens: number): Promise<string | undefined> {
  const facts = await runtime.facts();
  const subgroup = facts.subgroupMinSize;
  if (!facts.features.includes('subgroups') || subgroup !== facts.subgroupMaxSize)
    throw new Error(`subgroups of ${facts.subgroupMinSize} to ${facts.subgroupMaxSize}`);
  const target = targetOfAdapter(facts);
  const compiled = compile(BTT, { set: { g: 16, a: 16, p: 16, e: 16, r: 1 } });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  const { optimized } = compiled.value;
  const stages = stagesOf(optimized, [4, 4]);
  const sizes = { tiles: [4, 16, 16], invocations: 256, workgroups: 3, subgroup };
  const schedule = checkSchedule(optimized, { kernels: [{ kind: 'held', stages, ...sizes }] }, kernelTarget(target));
  if (!schedule.ok) throw new Error(schedule.diagnostics.map(({ message }) => message).join('\n'));
  const artifact = compileSchedule(compiled.value, schedule.value, target);
  if (!artifact.ok) throw new Error(artifact.diagnostics.map(({ message }) => message).join('\n'));
  const inputs = inputsOf(optimized, tokens);
  const emission = { artifact: artifact.value, bytes: encode(artifact.value), files: [] };
  return disagreement({ program: optimized, inputs }, await runArtifact(emission, runtime, inputs));
}
