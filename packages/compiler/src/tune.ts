/**
 * What tuning needs of the compiler: schedules to try, and a layer compiled with each. Measuring is for whoever has the
 * device; the compiler has no hooks for it.
 */
import type { Artifact } from '@einlay/artifact';
import { success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import { scheduleCandidates } from '@einlay/passes';
import type { KernelSchedule, Schedule } from '@einlay/passes';
import type { Compilation } from './compile.ts';
import { describe } from './describe.ts';
import { SHIPPED_TABLE, findTuned } from './tuned/tuned-table.ts';
import type { TunedTable } from './tuned/tuned-table.ts';
import { cudaKernelTarget, kernelTarget, targets } from './targets.ts';
import type { KernelDevice } from './targets.ts';

/** 1 / φ: multiples of it are spread evenly, however many there are. */
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/**
 * Schedules of a layer for a device, in the order in which to try them: first the one that `compile` chooses, then the
 * others so that any beginning of the list has some of every kind.
 */
export function tuningSchedules(
  { optimized }: Compilation,
  device: KernelDevice,
  tuned: TunedTable = SHIPPED_TABLE,
): readonly Schedule[] {
  const isCuda = 'architecture' in device;
  const most = isCuda ? cudaKernelTarget(device) : kernelTarget(device);
  const known = isCuda ? findTuned(tuned, optimized, device, most) : undefined;
  const [chosen, ...others] = scheduleCandidates(optimized, most);
  const spread = others.map((schedule, at) => ({ schedule, key: ((at + 1) * GOLDEN) % 1 }));
  spread.sort((one, other) => one.key - other.key);
  const all = [known, chosen, ...spread.map(({ schedule }) => schedule)].filter((each) => each !== undefined);
  return [...new Map(all.map((schedule) => [JSON.stringify(schedule), schedule])).values()];
}

/** The kernels of a compiled layer by another schedule. Errors: those of `checkSchedule` and the backend. */
export function compileSchedule(
  { program, optimized, cost }: Compilation,
  schedule: Schedule,
  device: KernelDevice,
): Result<Artifact> {
  const emitted =
    'architecture' in device
      ? targets.cuda.emit(optimized, { schedule, cuda: device })
      : targets.wgsl.emit(optimized, { schedule, device });
  return emitted.ok ? success(describe(program, cost, emitted.value.payload)) : emitted;
}

/** How long each kernel of a schedule took, in the order of the schedule. */
export interface MeasuredKernels {
  readonly schedule: Schedule;
  readonly times: readonly number[];
}

/**
 * The schedule whose kernels are each the fastest that was measured: kernels that compute the same can be exchanged.
 * Undefined when nothing was measured.
 */
export function mixSchedules(measured: readonly MeasuredKernels[]): Schedule | undefined {
  const fastest = new Map<string, { readonly kernel: KernelSchedule; readonly time: number }>();
  for (const { schedule, times } of measured)
    schedule.kernels.forEach((kernel, at) => {
      const [key, time] = [purposeOf(kernel), times[at] ?? Infinity];
      if (time < (fastest.get(key)?.time ?? Infinity)) fastest.set(key, { kernel, time });
    });
  let best: { readonly schedule: Schedule; readonly time: number } | undefined;
  for (const { schedule } of measured) {
    const chosen = schedule.kernels.map((kernel) => fastest.get(purposeOf(kernel)) ?? { kernel, time: Infinity });
    const time = chosen.reduce((all, each) => all + each.time, 0);
    if (time < (best?.time ?? Infinity)) best = { schedule: { kernels: chosen.map(({ kernel }) => kernel) }, time };
  }
  return best?.schedule;
}

/** What a kernel computes, however it does that. */
const purposeOf = (kernel: KernelSchedule): string =>
  kernel.kind !== 'pointwise' && kernel.kind !== 'rows'
    ? JSON.stringify(kernel.stages.map(({ einsum, epilogue }) => [einsum, epilogue]))
    : `${kernel.kind} ${kernel.value}`;
