/** What a kernel of subgroup matrices does, or why a contraction cannot be done like that. */
import { printExtent } from '@einlay/ir';
import type { Extent, TensorNode, ValueId } from '@einlay/ir';
import { rolesOf } from './contraction-stages.ts';
import type { Roles, Stage } from './contraction-stages.ts';
import { extentsOf } from './matrix-plan.ts';
import type { SubgroupMatrixKernel } from './schedule.ts';

export interface SubgroupPlan {
  readonly stage: Stage;
  readonly roles: Roles;
  readonly extents: ReadonlyMap<string, Extent>;
  /** How much of an index the workgroup has at a time. */
  readonly partOf: (name: string) => number;
  readonly invocations: number;
  readonly subgroup: number;
  readonly shape: { readonly rows: number; readonly columns: number; readonly depth: number };
  /** Matrices of a subgroup, below each other and side by side. */
  readonly rows: number;
  readonly columns: number;
  /** Rows and columns of the workgroup, and how much it sums at a time. */
  readonly tileRows: number;
  readonly tileColumns: number;
  readonly chunk: number;
  /** Subgroups side by side. */
  readonly across: number;
}

/** Matrices of a subgroup, at most: they are in its registers. */
const MOST_MATRICES = 32;

/** Elements that an invocation reads ahead, at most: they are written out one by one. */
const MOST_AHEAD = 64;

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

/** The plan for a kernel of one stage, or what does not fit, in words. */
export function planSubgroupMatrices(
  [stage, ...others]: readonly Stage[],
  { tiles, stages, invocations, subgroup, shape: [ofRows, ofColumns, depth] }: SubgroupMatrixKernel,
  nodeOf: (value: ValueId) => TensorNode,
): { readonly plan: SubgroupPlan } | { readonly problem: string } {
  const [schedule] = stages;
  if (stage === undefined || schedule === undefined || others.length > 0)
    return { problem: 'subgroup matrices do one contraction in a kernel' };
  const { einsum, left, right, output } = stage;
  const roles = rolesOf(stage);
  const { rows, columns, summed } = schedule;
  if (invocations % subgroup !== 0) return { problem: `${invocations} invocations are no subgroups of ${subgroup}` };
  if (tiles.length !== einsum.shape.length)
    return { problem: `there are ${tiles.length} tiles for ${einsum.shape.length} axes` };
  if (summed.length !== roles.summed.length)
    return { problem: `there are parts of ${summed.length} summed indices, not of ${roles.summed.length}` };
  for (const { value, indices } of [left, right]) {
    if (nodeOf(value).dtype !== 'f16') return { problem: `an operand is in ${nodeOf(value).dtype}, not in f16` };
    if (new Set(indices).size < indices.length) return { problem: 'an index stands twice on one operand' };
  }
  const extents = extentsOf([stage], nodeOf);
  const none = [...extents].find(([, extent]) => extent === 0);
  if (none) return { problem: `index \`${none[0]}\` has no positions` };
  const unknown = roles.summed.find((name) => typeof extents.get(name) !== 'number');
  if (unknown !== undefined)
    return { problem: `index \`${unknown}\` of extent ${printExtent(extents.get(unknown) as Extent)} is summed` };
  const parts = new Map<string, number>([
    ...output.map((name, axis) => [name, tiles[axis] as number] as const),
    ...roles.summed.map((name, at) => [name, summed[at] as number] as const),
  ]);
  const partOf = (name: string): number => parts.get(name) as number;
  const several = roles.batch.find((name) => partOf(name) !== 1);
  if (several !== undefined) return { problem: `a workgroup would do ${partOf(several)} of index \`${several}\`` };
  const [tileRows, tileColumns, chunk] = [roles.row, roles.column, roles.summed].map((names) =>
    product(names.map(partOf)),
  ) as [number, number, number];
  if (rows * columns > MOST_MATRICES)
    return { problem: `a subgroup would make ${rows * columns} matrices, more than ${MOST_MATRICES}` };
  if (chunk === 0 || chunk % depth !== 0) return { problem: `matrices of depth ${depth} do not divide ${chunk}` };
  const [down, across] = [tileRows / (rows * ofRows), tileColumns / (columns * ofColumns)];
  if (!Number.isInteger(down) || !Number.isInteger(across) || down * across !== invocations / subgroup)
    return {
      problem: `${invocations / subgroup} subgroups, each with ${rows * ofRows} × ${columns * ofColumns}, do not make ${tileRows} × ${tileColumns}`,
    };
  const ahead = Math.ceil((tileRows * chunk) / invocations) + Math.ceil((tileColumns * chunk) / invocations);
  if (ahead > MOST_AHEAD)
    return { problem: `an invocation would read ${ahead} elements ahead, more than ${MOST_AHEAD}` };
  return {
    plan: {
      stage,
      roles,
      extents,
      partOf,
      invocations,
      subgroup,
      shape: { rows: ofRows, columns: ofColumns, depth },
      rows,
      columns,
      tileRows,
      tileColumns,
      chunk,
      across,
    },
  };
}
