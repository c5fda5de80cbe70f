/** Kernels that hold their factors in registers, for the chooser: what fits a device, and what is likely the fastest. */
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { estimateHeldCycles } from './estimate-cost.ts';
import { planHeld } from './held-plan.ts';
import type { HeldFacts, HeldPlan } from './held-plan.ts';
import type { HeldKernel, HeldStageSchedule } from './schedule.ts';

/** Sizes of a device that such kernels must fit. */
export interface HeldTarget {
  readonly workgroupBytes: number;
  readonly invocations: number;
  /** Invocations of a subgroup. */
  readonly subgroup: number;
}

/** Invocations of a multiprocessor that hold factors: with more there are too few registers for each, with fewer memory waits. */
const RESIDENT_INVOCATIONS = 512;

/** Multiprocessors that share the rows. */
const MULTIPROCESSORS = 132;

/** Elements of factors that a multiprocessor holds: half of its registers. The others are for sums, and what is on its way. */
const MOST_HELD = 32768;

/** Rows at a time, and how many where an invocation holds so much that more rows would take its registers. */
const ROW_TILES = [8, 4];
const MANY_HELD = 64;
const FEW_ROWS = 4;

const SPLITS = [1, 2, 4, 8, 16];

/** Columns that an invocation holds: what it reads from workgroup memory serves all of them. */
const COLUMNS = 4;

/** The kernel for a chain that the model takes for the fastest; undefined when none fits. */
export function chooseHeld(
  stages: readonly Stage[],
  schedules: readonly Omit<HeldStageSchedule, 'columns'>[],
  facts: HeldFacts,
  { workgroupBytes, invocations: most, subgroup }: HeldTarget,
): { readonly kernel: HeldKernel; readonly cycles: number } | undefined {
  const last = stages.at(-1) as Stage;
  const [row] = rolesOf(last).row;
  let best: { readonly kernel: HeldKernel; readonly cycles: number } | undefined;
  if (most < RESIDENT_INVOCATIONS || row === undefined) return undefined;
  for (const name of last.output.filter((each) => each !== row))
    for (const parts of SPLITS)
      for (const tile of ROW_TILES)
        for (const invocations of [RESIDENT_INVOCATIONS, RESIDENT_INVOCATIONS / 2]) {
          const kernel: HeldKernel = {
            kind: 'held',
            stages: schedules.map((stage) => ({ ...stage, columns: COLUMNS })),
            tiles: last.output.map((each, axis) => {
              if (each === row) return tile;
              const extent = last.einsum.shape[axis] as number;
              return each === name ? Math.ceil(extent / parts) : extent;
            }),
            invocations,
            workgroups: Math.max(1, Math.floor((MULTIPROCESSORS * RESIDENT_INVOCATIONS) / invocations / parts)),
            subgroup,
          };
          const planned = planHeld(stages, kernel, facts);
          if (!('plan' in planned) || !fits(planned.plan, workgroupBytes)) continue;
          const cycles = estimateHeldCycles(planned.plan);
          if (!(best && best.cycles <= cycles)) best = { kernel, cycles };
        }
  return best;
}

/** Whether as many workgroups as share a multiprocessor have registers and memory enough. */
function fits({ stages, tile, rowElements, held, invocations }: HeldPlan, workgroupBytes: number): boolean {
  if (held > MANY_HELD && tile > FEW_ROWS) return false;
  const kept = stages.slice(1).reduce((all, { batches, summed }) => all + tile * batches * summed, 0);
  return held * invocations <= MOST_HELD && 4 * (tile * rowElements + kept) <= workgroupBytes;
}
