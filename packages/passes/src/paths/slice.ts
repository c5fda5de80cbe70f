/** Loops over indices until every result is small enough. */
import { stepsOfPath, volume, withSlices } from './cost.ts';
import { networkOf } from './network.ts';
import type { Path, PathProblem } from './problem.ts';
import { rebuildAll } from './search.ts';
import type { SearchContext } from './search.ts';
import { pathOfTree, treeOfPath } from './tree.ts';
import { WorkingTree } from './working-tree.ts';

export interface SlicedPath {
  readonly path: Path;
  readonly slices: readonly string[];
}

/**
 * Slices one index after the other, mending the path after each, until no result of a step has more than `limit`
 * elements; the output, which has at most that many, is not counted among them.
 *
 * A step without the sliced index is done again for each of its values. So of the indices of the largest result the one
 * is taken that adds least to the operations, for the factor by which it shrinks that result.
 */
export function slice(problem: PathProblem, start: Path, limit: number, context: SearchContext): SlicedPath {
  const { operands, extents } = problem;
  let path = start;
  const slices: string[] = [];
  for (;;) {
    const inner = withSlices(extents, slices);
    const steps = stepsOfPath(problem, path).map(({ involved, kept }) => ({
      involved,
      kept,
      flops: volume(involved, inner),
      size: volume(kept, inner),
    }));
    let largest: { readonly kept: ReadonlySet<string>; readonly size: number } = { kept: new Set(), size: 0 };
    for (const step of steps.slice(0, -1)) if (step.size > largest.size) largest = step;
    if (largest.size <= limit) return { path, slices };
    let chosen: { readonly index: string; readonly price: number } | undefined;
    for (const index of largest.kept) {
      const extent = inner.get(index) as number;
      if (extent < 2) continue;
      let [repeated, whole] = [0, 0];
      for (const { involved, flops } of steps) {
        whole += flops;
        if (!involved.has(index)) repeated += flops;
      }
      const price = Math.log((whole + repeated * (extent - 1)) / whole) / Math.log(extent);
      // With operations beyond float64 all prices are NaN; any index will do then.
      if (chosen === undefined || price < chosen.price) chosen = { index, price };
    }
    slices.push((chosen as { readonly index: string }).index);
    const tree = new WorkingTree(networkOf({ ...problem, extents: withSlices(extents, slices) }), context.objective);
    tree.load(treeOfPath(path, operands.length));
    rebuildAll(tree, context, 8, 2);
    path = pathOfTree(tree.save(), operands.length);
  }
}
