/** What a kernel that holds its factors in registers does, or why a chain cannot be done like that. */
import { printExtent } from '@einlay/ir';
import type { Extent, TensorNode, ValueId } from '@einlay/ir';
import { rolesOf } from './contraction-stages.ts';
import type { Roles, Stage } from './contraction-stages.ts';
import { extentsOf } from './matrix-plan.ts';
import type { HeldKernel } from './schedule.ts';

/** What a plan has to know of values. */
export interface HeldFacts {
  readonly nodeOf: (value: ValueId) => TensorNode;
  /** Whether a value lies in a buffer. */
  readonly isStored: (value: ValueId) => boolean;
}

export interface HeldStage {
  readonly stage: Stage;
  readonly roles: Roles;
  /** What is summed: of the input in the order in which it lies, later in the order of the factor. */
  readonly summedNames: readonly string[];
  /** Columns that an invocation holds, and invocations that share a sum. */
  readonly columns: number;
  /** Of the workgroup's part: matrices, their columns, and what each sums. */
  readonly batches: number;
  readonly columnCount: number;
  readonly summed: number;
  /** Parts that each invocation does, one after the other. */
  readonly rounds: number;
  /** Whether it reads the input of the kernel. */
  readonly isFirst: boolean;
  /** Whether factors are read four columns at a time. */
  readonly isWide: boolean;
}

export interface HeldPlan {
  readonly stages: readonly HeldStage[];
  /** How many rows there are, and how many a workgroup does at a time. */
  readonly rows: Extent;
  readonly tile: number;
  /** Elements of a row of the input. */
  readonly rowElements: number;
  /** Elements of factors that an invocation holds. */
  readonly held: number;
  /** The other indices of the result that workgroups have parts of, outermost first. */
  readonly others: readonly { readonly name: string; readonly extent: number; readonly tile: number }[];
  readonly tileOf: (name: string) => number;
  readonly invocations: number;
  readonly workgroups: number;
  readonly subgroup: number;
}

/** Registers of an invocation for factors, at most: there are 255 for everything. */
const MOST_HELD = 128;

/** Rows whose sums it keeps, and elements of the input that it reads ahead, at most: both are written out one by one. */
const MOST_ROWS = 32;
const MOST_AHEAD = 64;

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

/** The plan for a chain of `stages`, or what does not fit, in words. */
export function planHeld(
  stages: readonly Stage[],
  { tiles, stages: schedules, invocations, workgroups, subgroup }: HeldKernel,
  { nodeOf, isStored }: HeldFacts,
): { readonly plan: HeldPlan } | { readonly problem: string } {
  if (invocations % subgroup !== 0) return { problem: `${invocations} invocations are no subgroups of ${subgroup}` };
  const last = stages.at(-1) as Stage;
  const { shape } = last.einsum;
  if (tiles.length !== shape.length) return { problem: `there are ${tiles.length} tiles for ${shape.length} axes` };
  const extents = extentsOf(stages, nodeOf);
  const [row, ...moreRows] = rolesOf(last).row;
  if (row === undefined || moreRows.length > 0) return { problem: 'there must be one index of rows' };
  const tileOf = (name: string): number => {
    const at = last.output.indexOf(name);
    return at >= 0 ? (tiles[at] as number) : (extents.get(name) as number);
  };
  const tile = tileOf(row);
  if (tile < 4 || tile % 4 !== 0) return { problem: `a tile of ${tile} rows is no multiple of four` };
  if (tile > MOST_ROWS) return { problem: `a workgroup would do ${tile} rows at a time, more than ${MOST_ROWS}` };
  const unknown = [...extents].find(([name, extent]) => name !== row && (typeof extent !== 'number' || extent === 0));
  if (unknown) return { problem: `index \`${unknown[0]}\` has ${printExtent(unknown[1])} positions` };
  const uneven = last.output.find(
    (name) => name !== row && (tileOf(name) === 0 || (extents.get(name) as number) % tileOf(name) !== 0),
  );
  if (uneven !== undefined) return { problem: `tiles of ${tileOf(uneven)} do not divide index \`${uneven}\`` };

  const { left } = stages[0] as Stage;
  const isWhole = left.indices.slice(1).every((name) => tileOf(name) === extents.get(name));
  if (left.indices[0] !== row || !isStored(left.value) || !isWhole)
    return { problem: 'what the first stage reads must lie in memory, row by row, and be read whole' };
  const rowElements = product(left.indices.slice(1).map(tileOf));
  const ahead = Math.ceil((tile * rowElements) / invocations);
  if (ahead > MOST_AHEAD)
    return { problem: `an invocation would read ${ahead} elements ahead, more than ${MOST_AHEAD}` };
  const planned: HeldStage[] = [];
  for (const [at, stage] of stages.entries()) {
    const columns = schedules[at]?.columns as number;
    const roles = rolesOf(stage);
    const isFirst = at === 0;
    if (roles.row.length !== 1 || roles.row[0] !== row) return { problem: 'all stages must have the same rows' };
    const before = planned[at - 1]?.roles;
    if (before && [...before.batch, ...before.column].some((name) => !stage.left.indices.includes(name)))
      return { problem: 'a stage must read all that the one before makes' };
    if (!isStored(stage.right.value)) return { problem: 'factors must lie in memory' };
    const summedNames = isFirst ? stage.left.indices.filter((name) => roles.summed.includes(name)) : roles.summed;
    const [batches, columnCount, summed] = [roles.batch, roles.column, summedNames].map((names) =>
      product(names.map(tileOf)),
    ) as [number, number, number];
    if (columnCount % columns !== 0) return { problem: `${columns} columns do not divide ${columnCount}` };
    if (summed % columns !== 0) return { problem: `${columns} invocations do not divide a sum of ${summed}` };
    const inner = summedNames.at(-1);
    if (
      isFirst &&
      (inner === undefined ||
        inner !== stage.left.indices.at(-1) ||
        tileOf(inner) % 4 !== 0 ||
        summed % (4 * columns) !== 0)
    )
      return { problem: `${columns} invocations cannot share the input's innermost index four by four` };
    const rounds = (batches * columnCount) / invocations;
    if (!Number.isInteger(rounds))
      return { problem: `${invocations} invocations do not divide ${batches * columnCount} columns` };
    const innermost = stage.right.indices.at(-1);
    const isWide =
      columns === 4 && innermost !== undefined && innermost === roles.column.at(-1) && tileOf(innermost) % 4 === 0;
    planned.push({ stage, roles, summedNames, columns, batches, columnCount, summed, rounds, isFirst, isWide });
  }
  const held = planned.reduce((all, { rounds, summed }) => all + rounds * summed, 0);
  if (held > MOST_HELD) return { problem: `an invocation would hold ${held} elements, more than ${MOST_HELD}` };
  return {
    plan: {
      stages: planned,
      rows: extents.get(row) as Extent,
      tile,
      rowElements,
      held,
      others: last.output
        .filter((name) => name !== row && tileOf(name) !== extents.get(name))
        .map((name) => ({ name, extent: extents.get(name) as number, tile: tileOf(name) })),
      tileOf,
      invocations,
      workgroups,
      subgroup,
    },
  };
}
