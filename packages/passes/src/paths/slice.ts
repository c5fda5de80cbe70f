/** Loops over indices until every result is small enough. */
import { stepsOfPath, volume, withSlices } from './cost.ts';
import type { PathStep } from './cost.ts';
import { networkOf } from './network.ts';
import type { Path, PathProblem } from './problem.ts';
import { rebuildAll, Work } from './search.ts';
import type { SearchContext } from './search.ts';
import { pathOfTree, treeOfPath } from './tree.ts';
import { WorkingTree } from './working-tree.ts';

export interface SlicedPath {
  readonly path: Path;
  readonly slices: readonly string[];
}

/** Trying a slice means rebuilding the tree, so for large trees few are tried. */
const affordable = (most: number, operands: number): number => Math.max(1, Math.min(most, Math.floor(200 / operands)));

interface Sliced extends SlicedPath {
  /** Of all slices together; results that are still too large make their steps dearer. */
  readonly cost: number;
}

/**
 * Slices one index after the other until no result of a step has more than `limit` elements; the output, which has at
 * most that many, is not counted among them. `context` has the limit in its objective.
 *
 * A beam search: of the indices that promise most each is tried, the tree being rebuilt for extent 1 of it, and the
 * cheapest few sets of slices go on, until those that fit are cheaper than all that do not yet.
 */
export function slice(problem: PathProblem, start: Path, limit: number, context: SearchContext): SlicedPath {
  const { operands, extents } = problem;
  const count = operands.length;
  const tryIndex = ({ path, slices }: SlicedPath, index: string): Sliced => {
    const all = [...slices, index];
    const tree = new WorkingTree(networkOf({ ...problem, extents: withSlices(extents, all) }), context.objective);
    tree.load(treeOfPath(path, count));
    const [most, sweeps] = count > 100 ? [6, 1] : [8, 2];
    rebuildAll(tree, { ...context, work: new Work(Infinity) }, most, sweeps);
    return { path: pathOfTree(tree.save(), count), slices: all, cost: tree.total * volume(all, extents) };
  };
  let beam: readonly SlicedPath[] = [{ path: start, slices: [] }];
  let fitting: Sliced | undefined;
  for (;;) {
    const tried = new Map<string, Sliced>();
    for (const state of beam) {
      const steps = stepsOfPath(problem, state.path);
      for (const index of promisingSlices(steps, withSlices(extents, state.slices), limit).slice(
        0,
        affordable(8, count),
      )) {
        const next = tryIndex(state, index);
        tried.set([...next.slices].sort().join(), next);
      }
    }
    const open: Sliced[] = [];
    for (const state of [...tried.values()].sort((one, other) => one.cost - other.cost)) {
      if (fitting !== undefined && state.cost >= fitting.cost) continue;
      if (promisingSlices(stepsOfPath(problem, state.path), withSlices(extents, state.slices), limit).length > 0)
        open.push(state);
      else fitting = state;
    }
    if (fitting !== undefined && open.length === 0) return fitting;
    beam = open.slice(0, affordable(4, count));
  }
}

/**
 * Indices of results that are too large, best first: those that add least to the operations (a step without a sliced
 * index is done again for each of its values) for what they take away from such results.
 */
function promisingSlices(
  path: readonly PathStep[],
  extents: ReadonlyMap<string, number>,
  limit: number,
): readonly string[] {
  const steps = path.map(({ involved, kept }) => ({
    involved,
    kept,
    flops: volume(involved, extents),
    size: volume(kept, extents),
  }));
  const tooLarge = steps.slice(0, -1).filter(({ size }) => size > limit);
  const whole = steps.reduce((sum, { flops }) => sum + flops, 0);
  const priceOf = (index: string): number => {
    const extent = extents.get(index) as number;
    let [repeated, gained] = [0, 0];
    for (const { involved, flops } of steps) if (!involved.has(index)) repeated += flops;
    for (const { kept, size } of tooLarge) if (kept.has(index)) gained += Math.log(Math.min(extent, size / limit));
    const price = Math.log1p((repeated / whole) * (extent - 1)) / gained;
    // Operations beyond float64 have no ratio; then one index is as good as another.
    return Number.isNaN(price) ? 0 : price;
  };
  return [...new Set(tooLarge.flatMap(({ kept }) => [...kept]))]
    .filter((index) => (extents.get(index) as number) > 1)
    .map((index) => ({ index, price: priceOf(index) }))
    .sort((one, other) => one.price - other.price)
    .map(({ index }) => index);
}
