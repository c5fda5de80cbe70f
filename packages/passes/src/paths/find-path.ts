/** Finds contraction paths: the one door to all path finders. */
import { failure, success } from '@einlay/ir';
import type { Result, Target } from '@einlay/ir';
import { report } from '../diagnostics.ts';
import { costOfPath, volume, withSlices } from './cost.ts';
import { greedy } from './greedy.ts';
import { networkOf } from './network.ts';
import type { Network } from './network.ts';
import { flopsObjective, sizeObjective, timeObjective } from './objective.ts';
import type { Objective } from './objective.ts';
import { MOST_OPTIMAL, optimal } from './optimal.ts';
import type { PathPlan, PathProblem } from './problem.ts';
import { annealAll, contextOf, randomGreedy, rebuildAll, search } from './search.ts';
import type { SearchContext } from './search.ts';
import { slice } from './slice.ts';
import { pathOfTree } from './tree.ts';
import type { ContractionTree } from './tree.ts';
import { WorkingTree } from './working-tree.ts';

/** The ways of searching for a path. */
export const FINDERS = ['auto', 'optimal', 'greedy', 'random-greedy', 'anneal'] as const;

/** How to search for a path; `auto` chooses by the number of operands. */
export type Finder = (typeof FINDERS)[number];

/** How to search for a path, and what for. */
export interface PathOptions {
  /** Which finder; `auto` is exact up to `MOST_EXACT` operands and a portfolio beyond. */
  readonly optimize?: Finder;
  /** What to minimise; `time` needs a target. */
  readonly minimize?: 'flops' | 'size' | 'time';
  readonly target?: Target;
  /**
   * Elements that no result may exceed, the output included. When keeping within it costs less with loops over indices
   * than without, the plan has slices.
   */
  readonly memoryLimit?: number;
  /** Of the finders that draw at random; the same seed gives the same path. */
  readonly seed?: number;
  /** About how long to search, counted in work, not measured: the result does not depend on the machine. */
  readonly seconds?: number;
}

/** Up to this many operands `auto` gives the optimum. */
export const MOST_EXACT = 16;

/**
 * A contraction path for the problem, and what it costs.
 *
 * Errors: `path-memory-limit`, `path-target`, `path-too-large`.
 */
export function findPath(problem: PathProblem, options: PathOptions = {}): Result<PathPlan> {
  const { optimize = 'auto', minimize = 'flops', target, memoryLimit = Infinity, seed = 0 } = options;
  const network = networkOf(problem);
  const { count } = network;
  if (minimize === 'time' && target === undefined) return failure(report['path-target']({}));
  if (optimize === 'optimal' && count > MOST_OPTIMAL) return failure(report['path-too-large']({}, count, MOST_OPTIMAL));
  const seconds = options.seconds ?? defaultSeconds(count);
  const contextFor = (limit: number, share: number): SearchContext =>
    contextOf({ ...objectiveOf(network, minimize, target), memoryLimit: limit }, seed, share * seconds);
  const free = planOf(problem, FIND[optimize](network, contextFor(Infinity, 1)));
  if (free.largestIntermediate <= memoryLimit) return success(free);

  // With slices of a single element everything fits but the output, which has to be somewhere.
  const smallest = Math.max(1, volume(problem.output, problem.extents));
  if (memoryLimit < smallest) return failure(report['path-memory-limit']({}, memoryLimit, smallest));
  const limited = planOf(problem, FIND[optimize](network, contextFor(memoryLimit, 1 / 2)));
  const plans = [free, limited].map((plan) =>
    sliced(problem, plan, memoryLimit, optimize, contextFor(memoryLimit, 1 / 4)),
  );
  return success(plans.reduce((one, other) => (other.flops < one.flops ? other : one)));
}

const planOf = (problem: PathProblem, tree: ContractionTree, slices: readonly string[] = []): PathPlan => {
  const path = pathOfTree(tree, problem.operands.length);
  return { path, slices, ...costOfPath(problem, path, slices) };
};

/** The plan with as many slices as the limit asks for, and the path that is best for these slices. */
function sliced(problem: PathProblem, plan: PathPlan, limit: number, finder: Finder, context: SearchContext): PathPlan {
  if (plan.largestIntermediate <= limit) return plan;
  const { path, slices } = slice(problem, plan.path, limit, context);
  const mended: PathPlan = { path, slices, ...costOfPath(problem, path, slices) };
  const network = networkOf({ ...problem, extents: withSlices(problem.extents, slices) });
  const again = planOf(problem, FIND[finder](network, context), slices);
  return again.largestIntermediate <= limit && again.flops < mended.flops ? again : mended;
}

/** A fraction of what comparable finders take; large networks gain from more, small ones do not. */
const defaultSeconds = (count: number): number => Math.min(2, 1e-5 * count ** 2);

function objectiveOf(network: Network, minimize: 'flops' | 'size' | 'time', target: Target | undefined): Objective {
  if (minimize === 'time' && target) return timeObjective(target);
  if (minimize !== 'size') return flopsObjective;
  const tree = new WorkingTree(network, flopsObjective);
  tree.load(greedy(network).tree);
  return sizeObjective(Math.max(1, tree.largest));
}

const FIND: Readonly<Record<Finder, (network: Network, context: SearchContext) => ContractionTree>> = {
  auto: (network, context) =>
    (network.count <= MOST_EXACT ? exact(network, context) : undefined) ?? search(network, context),
  optimal: (network, context) => exact(network, context) ?? search(network, context),
  greedy: (network) => greedy(network).tree,
  'random-greedy': (network, context) =>
    randomGreedy(new WorkingTree(network, context.objective), context, 128)[0].tree,
  anneal: (network, context) => {
    const tree = new WorkingTree(network, context.objective);
    tree.load(greedy(network).tree);
    return annealAll(tree, context, context.work.left).tree;
  },
};

// From here on a good tree to compare with saves more time than finding it takes.
const FEWEST_BOUNDED = 11;

/** The optimum; undefined when no tree keeps within the memory limit. */
function exact(network: Network, context: SearchContext): ContractionTree | undefined {
  const { objective } = context;
  if (network.count < FEWEST_BOUNDED || objective.kind === 'size') return optimal(network, { objective });
  const tree = new WorkingTree(network, objective);
  tree.load(greedy(network).tree);
  rebuildAll(tree, context, 8, 4);
  // A tree that breaks the memory limit says nothing about those that keep it.
  const bound = tree.largest <= objective.memoryLimit ? tree.total * (1 + 1e-9) : Infinity;
  return optimal(network, { objective, bound });
}
