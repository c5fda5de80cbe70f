/** What a path costs, step by step. */
import { invariant } from '@einlay/ir';
import type { Path, PathCost, PathProblem } from './problem.ts';

/**
 * The cost of following `path`, which must be valid (`parsePath` checks one from outside).
 *
 * A sliced index counts as an axis of extent 1 in every step, and all steps are repeated for each of its values, so
 * `flops` is that of all slices together. `largestIntermediate` is what is held at once: the results of steps inside a
 * slice, and the whole output.
 */
export function costOfPath(problem: PathProblem, path: Path, slices: readonly string[] = []): PathCost {
  const { operands, output, extents } = problem;
  const sliced = new Set(slices);
  const extentOf = (index: string): number => {
    const extent = extents.get(index);
    invariant(extent !== undefined, () => `cost of path: index ${index} has no extent`);
    return extent;
  };
  const innerExtent = (index: string): number => (sliced.has(index) ? 1 : extentOf(index));
  const list = operands.map((indices) => new Set(indices));
  const uses = new Map<string, number>();
  const use = (indices: Iterable<string>, by: 1 | -1): void => {
    for (const index of indices) uses.set(index, (uses.get(index) ?? 0) + by);
  };
  list.forEach((indices) => {
    use(indices, 1);
  });
  use(new Set(output), 1);

  let flops = 0;
  let largestIntermediate = volume(output, extentOf);
  for (const step of path) {
    const taken = step.map((position) => list[position]);
    const involved = new Set<string>();
    for (const indices of taken) {
      invariant(indices, () => `cost of path: no operand at a position of step [${step.join(', ')}]`);
      use(indices, -1);
      for (const index of indices) involved.add(index);
    }
    for (const position of [...step].sort((a, b) => b - a)) list.splice(position, 1);
    const kept = new Set([...involved].filter((index) => uses.get(index) !== 0));
    flops += volume(involved, innerExtent) * operationsOf(step.length, kept.size < involved.size);
    if (list.length > 0) largestIntermediate = Math.max(largestIntermediate, volume(kept, innerExtent));
    use(kept, 1);
    list.push(kept);
  }
  const all = new Set(operands.flat());
  return {
    flops: times(flops, volume(slices, extentOf)),
    naiveFlops: volume(all, extentOf) * operationsOf(operands.length, all.size > new Set(output).size),
    largestIntermediate,
  };
}

/** Operations for one combination of index values. */
const operationsOf = (operands: number, summed: boolean): number => Math.max(1, operands - 1) + (summed ? 1 : 0);

/** The product of extents; 0 when one is 0, however large the others are. */
export function volume(indices: Iterable<string>, extentOf: (index: string) => number): number {
  let product = 1;
  for (const index of indices) product = times(product, extentOf(index));
  return product;
}

const times = (left: number, right: number): number => (left === 0 || right === 0 ? 0 : left * right);
