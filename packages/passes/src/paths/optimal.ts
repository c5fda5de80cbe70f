/** The best contraction tree of a whole network, found exactly. */
import type { Network } from './network.ts';
import { flopsObjective } from './objective.ts';
import type { Objective } from './objective.ts';
import { SubsetSearch } from './subsets.ts';
import type { SubsetQuestion } from './subsets.ts';
import type { ContractionTree } from './tree.ts';

/** Beyond this many operands there are too many subsets to hold. */
export const MOST_OPTIMAL = 20;

export interface OptimalOptions {
  /** Its memory limit holds for every result but the last. */
  readonly objective: Objective;
  /** Trees that cost this or more are not wanted. */
  readonly bound?: number;
}

/**
 * The tree of least cost among all trees over at most `MOST_OPTIMAL` operands, outer products included; for `size`, the
 * one of least operations among those with the smallest largest result. Undefined when no tree keeps within the limits.
 */
export function optimal(network: Network, options: OptimalOptions): ContractionTree | undefined {
  const { objective, bound = Infinity } = options;
  const search = new SubsetSearch(network.count);
  const question = {
    tensors: network.count,
    patterns: patternsOf(network),
    patternCount: network.groups,
    objective,
    memoryLimit: objective.memoryLimit,
  };
  if (objective.kind !== 'size')
    return search.solve({ ...question, minimise: 'sum', bound }).cost < Infinity
      ? search.tree(network.count)
      : undefined;
  const peak = search.solve({ ...question, minimise: 'peak', bound: Infinity }).cost;
  if (peak === Infinity) return undefined;
  const memoryLimit = peak * (1 + 1e-9);
  const flops: SubsetQuestion = {
    ...question,
    objective: { ...flopsObjective, memoryLimit },
    memoryLimit,
    minimise: 'sum',
    bound: Infinity,
  };
  return search.solve(flops).cost < Infinity ? search.tree(network.count) : undefined;
}

function patternsOf({ count, words, groups, weights, logs, operands, output }: Network) {
  const on = new Int32Array(groups);
  const kept = new Uint8Array(groups);
  for (let group = 0; group < groups; group += 1) {
    const [word, bit] = [group >>> 5, 1 << (group & 31)];
    for (let operand = 0; operand < count; operand += 1)
      if (((operands[operand * words + word] as number) & bit) !== 0)
        on[group] = (on[group] as number) | (1 << operand);
    kept[group] = ((output[word] as number) & bit) === 0 ? 0 : 1;
  }
  return { on, kept, weights, logs };
}
