/** Kernels of subgroup matrices, for the chooser: what fits a device, and what is likely the fastest. */
import type { Extent, TensorNode, ValueId } from '@einlay/ir';
import { guess } from './choose-tiles.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { estimateSubgroupCycles } from './estimate-cost.ts';
import { extentsOf } from './matrix-plan.ts';
import { workgroupBytesOf } from './subgroup-kernel.ts';
import { planSubgroupMatrices } from './subgroup-plan.ts';
import type { SubgroupMatrixKernel, SubgroupMatrixStageSchedule } from './schedule.ts';

/** A product of matrices that the subgroups of a device do: rows × depth times depth × columns. */
export interface SubgroupProduct {
  readonly type: string;
  readonly resultType: string;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
}

/** Sizes of a device that such kernels must fit. */
export interface SubgroupTarget {
  readonly workgroupBytes: number;
  readonly invocations: number;
  readonly subgroup: number;
  readonly products: readonly SubgroupProduct[];
}

/** What is tried: matrices of a subgroup, and subgroups of a workgroup, both down and across. */
interface Block {
  readonly matrices: readonly [number, number];
  readonly subgroups: readonly [number, number];
}

/** How much is summed at a time. */
const CHUNKS = [32, 16];

/** The best of 98 that were timed for a product of 1024 columns and depths, and smaller ones for what has less. */
const BLOCKS: readonly Block[] = [
  { matrices: [4, 4], subgroups: [2, 2] },
  { matrices: [4, 4], subgroups: [4, 1] },
  { matrices: [2, 4], subgroups: [2, 2] },
  { matrices: [2, 4], subgroups: [4, 1] },
  { matrices: [4, 2], subgroups: [2, 2] },
  { matrices: [4, 2], subgroups: [4, 1] },
  { matrices: [4, 1], subgroups: [4, 1] },
  { matrices: [2, 2], subgroups: [2, 2] },
  { matrices: [1, 1], subgroups: [1, 1] },
];

/** All that fit, best first by the model. */
export function subgroupKernels(
  stage: Stage,
  schedule: Omit<SubgroupMatrixStageSchedule, 'rows' | 'columns' | 'summed'>,
  nodeOf: (value: ValueId) => TensorNode,
  { workgroupBytes, invocations: most, subgroup, products }: SubgroupTarget,
): readonly { readonly kernel: SubgroupMatrixKernel; readonly cycles: number }[] {
  const roles = rolesOf(stage);
  const extents = extentsOf([stage], nodeOf);
  const found: { readonly kernel: SubgroupMatrixKernel; readonly cycles: number }[] = [];
  for (const { type, resultType, rows: ofRows, columns: ofColumns, depth } of products) {
    if (type !== 'f16' || resultType !== 'f32') continue;
    for (const { matrices, subgroups } of BLOCKS)
      for (const chunk of CHUNKS) {
        const [rows, columns] = matrices;
        const [down, across] = subgroups;
        const invocations = down * across * subgroup;
        if (invocations > most || chunk % depth !== 0) continue;
        const parts = new Map([
          ...roles.batch.map((name) => [name, 1] as const),
          ...deal(roles.row, rows * ofRows * down, extents),
          ...deal(roles.column, columns * ofColumns * across, extents),
          ...deal(roles.summed, chunk, extents),
        ]);
        const partOf = (name: string): number => parts.get(name) as number;
        const kernel: SubgroupMatrixKernel = {
          kind: 'subgroup-matrices',
          stages: [{ ...schedule, rows, columns, summed: roles.summed.map(partOf) }],
          tiles: stage.output.map(partOf),
          invocations,
          subgroup,
          shape: [ofRows, ofColumns, depth],
        };
        const planned = planSubgroupMatrices([stage], kernel, nodeOf);
        if (!('plan' in planned) || workgroupBytesOf(planned.plan) > workgroupBytes) continue;
        found.push({ kernel, cycles: estimateSubgroupCycles(planned.plan) });
      }
  }
  return found.sort((one, other) => one.cycles - other.cycles);
}

/** Deals `all` positions to indices, to the innermost first: whatever divides and is there, and the rest to the outermost. */
function deal(
  names: readonly string[],
  all: number,
  extents: ReadonlyMap<string, Extent>,
): readonly (readonly [name: string, part: number])[] {
  let rest = all;
  return [...names.entries()].reverse().map(([at, name]) => {
    let part = rest;
    if (at > 0) while (part > guess(extents.get(name) as Extent) || rest % part !== 0) part -= 1;
    rest /= part;
    return [name, part] as const;
  });
}
