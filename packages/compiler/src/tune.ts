/**
 * What tuning needs of the compiler: schedules to try, and a layer compiled with each. Measuring is for whoever has the
 * device; the compiler has no hooks for it.
 */
import type { Artifact } from '@einlay/artifact';
import type { WgslTarget } from '@einlay/backends/wgsl';
import { success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import { scheduleCandidates } from '@einlay/passes';
import type { Schedule } from '@einlay/passes';
import type { Compilation } from './compile.ts';
import { describe } from './describe.ts';
import { kernelTarget, targets } from './targets.ts';

/** 1 / φ: multiples of it are spread evenly, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Schedules of a layer for a device, in the order in which to try them: first the one that `compile` chooses, then the
 * others so that any beginning of the list has some of every kind.
 */
export function tuningSchedules({ optimized }: Compilation, device: WgslTarget): readonly Schedule[] {
  const [chosen, ...others] = scheduleCandidates(optimized, kernelTarget(device));
  const spread = others.map((schedule, at) => ({ schedule, key: ((at + 1) * GOLDEN) % 1 }));
  spread.sort((one, other) => one.key - other.key);
  return [...(chosen === undefined ? [] : [chosen]), ...spread.map(({ schedule }) => schedule)];
}

/** The kernels of a compiled layer by another schedule. Errors: those of `checkSchedule` and the backend. */
export function compileSchedule(
  { program, optimized, cost }: Compilation,
  schedule: Schedule,
  device: WgslTarget,
): Result<Artifact> {
  const emitted = targets.wgsl.emit(optimized, { schedule, device });
  return emitted.ok ? success(describe(program, cost, emitted.value.payload)) : emitted;
}
