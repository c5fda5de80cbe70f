/** The stages of a kernel of contractions, with one set of index names for all. */
import { invariant } from '@einlay/ir';
import type { NodeOfKind, Operand, TensorNode } from '@einlay/ir';
import type { ContractionKernel, Side } from './schedule.ts';

/** One contraction with the indices of the whole chain: a name means the same in every stage. */
export interface Stage {
  readonly einsum: NodeOfKind<'einsum'>;
  readonly epilogue?: NodeOfKind<'map'>;
  readonly left: Operand;
  readonly right: Operand;
  /** Indices of the result, by axis. */
  readonly output: readonly string[];
  readonly micro: readonly [number, number];
  readonly staged: readonly Side[];
  readonly unroll: number;
}
/** The roles of the indices of a stage. */
export interface Roles {
  readonly batch: readonly string[];
  readonly row: readonly string[];
  readonly column: readonly string[];
  readonly summed: readonly string[];
}

export function rolesOf({ left, right, output }: Pick<Stage, 'left' | 'right' | 'output'>): Roles {
  const both = left.indices.filter((name) => right.indices.includes(name));
  return {
    batch: output.filter((name) => both.includes(name)),
    row: output.filter((name) => left.indices.includes(name) && !both.includes(name)),
    column: output.filter((name) => right.indices.includes(name) && !both.includes(name)),
    // In the order of the right operand: weights are read in the order in which they lie.
    summed: right.indices.filter((name) => !output.includes(name)),
  };
}

/**
 * The stages of a chain with one set of index names. `values` are the results of its stages, in order; each but the last
 * is an operand of the next.
 */
export function chainStages(
  schedule: Pick<ContractionKernel, 'stages'>,
  named: ReadonlyMap<string, TensorNode>,
): readonly Stage[] {
  const stages: Stage[] = [];
  let wanted: { readonly names: readonly string[]; readonly taken: ReadonlySet<string> } | undefined;
  for (const { einsum: einsumName, epilogue: mapName, left, micro, staged = [], unroll = 1 } of [
    ...schedule.stages,
  ].reverse()) {
    const einsum = named.get(einsumName);
    const epilogue = mapName === undefined ? undefined : named.get(mapName);
    invariant(
      einsum?.kind === 'einsum' && einsum.operands.length === 2,
      `apply-schedule: ${einsumName} is no contraction`,
    );
    invariant(epilogue === undefined || epilogue.kind === 'map', `apply-schedule: ${mapName ?? ''} is no map`);
    const names = new Map<string, string>();
    const taken = new Set(wanted?.taken);
    einsum.output.forEach((name, axis) => names.set(name, wanted?.names[axis] ?? name));
    for (const name of einsum.operands.flatMap(({ indices }) => indices)) {
      if (names.has(name)) continue;
      let fresh = name;
      for (let count = 2; taken.has(fresh) || [...names.values()].includes(fresh); count += 1)
        fresh = `${name}${count}`;
      names.set(name, fresh);
    }
    const rename = ({ value, indices }: Operand): Operand => ({
      value,
      indices: indices.map((name) => names.get(name) as string),
    });
    const stage: Stage = {
      einsum,
      ...(epilogue === undefined ? {} : { epilogue }),
      left: rename(einsum.operands[left] as Operand),
      right: rename(einsum.operands[1 - left] as Operand),
      output: einsum.output.map((name) => names.get(name) as string),
      micro,
      staged,
      unroll,
    };
    stages.unshift(stage);
    const before = schedule.stages[schedule.stages.length - stages.length - 1];
    if (before === undefined) break;
    const made = named.get(before.epilogue ?? before.einsum) as TensorNode;
    const operand = [stage.left, stage.right].find(({ value }) => value === made.id);
    invariant(operand, `apply-schedule: ${before.einsum} is no operand of ${einsumName}`);
    wanted = { names: operand.indices, taken: new Set([...taken, ...names.values()]) };
  }
  return stages;
}
