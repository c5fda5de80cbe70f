/** What a path costs, step by step. */
import { invariant } from '@einlay/ir';
import type { Path, PathCost, PathProblem } from './problem.ts';

/** One step of a path: the indices of all its operands together, and those its result keeps. */
export interface PathStep {
  readonly operands: number;
  readonly involved: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
}

/** The steps of a valid path. An index stays as long as an operand that is left, or the output, has it. */
export function stepsOfPath({ operands, output }: PathProblem, path: Path): readonly PathStep[] {
  const list: ReadonlySet<string>[] = operands.map((indices) => new Set(indices));
  const uses = new Map<string, number>();
  const use = (indices: Iterable<string>, by: 1 | -1): void => {
    for (const index of indices) uses.set(index, (uses.get(index) ?? 0) + by);
  };
  for (const indices of [...list, new Set(output)]) use(indices, 1);
  return path.map((positions) => {
    const involved = new Set<string>();
    for (const position of positions) {
      const indices = list[position];
      invariant(indices, () => `steps of path: no operand at a position of step [${positions.join(', ')}]`);
      use(indices, -1);
      for (const index of indices) involved.add(index);
    }
    for (const position of [...positions].sort((a, b) => b - a)) list.splice(position, 1);
    const kept = new Set([...involved].filter((index) => uses.get(index) !== 0));
    use(kept, 1);
    list.push(kept);
    return { operands: positions.length, involved, kept };
  });
}

/**
 * The cost of following `path`, which must be valid (`parsePath` checks one from outside).
 *
 * A sliced index counts as an axis of extent 1 in every step, and all steps are repeated for each of its values, so
 * `flops` is that of all slices together. `largestIntermediate` is what is held at once: the results of steps inside a
 * slice, and the whole output.
 */
export function costOfPath(problem: PathProblem, path: Path, slices: readonly string[] = []): PathCost {
  const { operands, output, extents } = problem;
  const inner = withSlices(extents, slices);
  const named = operands.flatMap((indices) => [...new Set(indices)]);
  const all = new Set(named);
  let flops = 0;
  let largestIntermediate = volume(output, extents);
  for (const [at, { operands: taken, involved, kept }] of stepsOfPath(problem, path).entries()) {
    flops += volume(involved, inner) * operationsOf(taken, kept.size < involved.size);
    if (at < path.length - 1) largestIntermediate = Math.max(largestIntermediate, volume(kept, inner));
  }
  return {
    flops: times(flops, volume(slices, extents)),
    naiveFlops: volume(all, extents) * operationsOf(operands.length, named.length > all.size),
    largestIntermediate,
  };
}

/** Extents inside one slice. */
export const withSlices = (
  extents: ReadonlyMap<string, number>,
  slices: readonly string[],
): ReadonlyMap<string, number> => new Map([...extents, ...slices.map((index) => [index, 1] as const)]);

/** Operations for one combination of index values. */
const operationsOf = (operands: number, summed: boolean): number => Math.max(1, operands - 1) + (summed ? 1 : 0);

/** The product of extents; 0 when one is 0, however large the others are. */
export function volume(indices: Iterable<string>, extents: ReadonlyMap<string, number>): number {
  let product = 1;
  for (const index of indices) {
    const extent = extents.get(index);
    invariant(extent !== undefined, () => `cost of path: index ${index} has no extent`);
    product = times(product, extent);
  }
  return product;
}

const times = (left: number, right: number): number => (left === 0 || right === 0 ? 0 : left * right);
