/** Finds contraction paths: the one door to all path finders. */
import { failure, success } from '@einlay/ir';
import type { Result, Target } from '@einlay/ir';
import { report } from '../diagnostics.ts';
import { costOfPath } from './cost.ts';
import { greedy } from './greedy.ts';
import { networkOf } from './network.ts';
import type { Network } from './network.ts';
import { timeOn } from './objective.ts';
import type { Objective } from './objective.ts';
import { MOST_OPTIMAL, optimal } from './optimal.ts';
import type { PathPlan, PathProblem } from './problem.ts';
import { annealAll, contextOf, randomGreedy, rebuildAll, search } from './search.ts';
import type { SearchContext } from './search.ts';
import { pathOfTree } from './tree.ts';
import type { ContractionTree } from './tree.ts';
import { WorkingTree } from './working-tree.ts';

export const FINDERS = ['auto', 'optimal', 'greedy', 'random-greedy', 'anneal'] as const;

export type Finder = (typeof FINDERS)[number];

export interface PathOptions {
  /** Which finder; `auto` is exact up to `MOST_EXACT` operands and a portfolio beyond. */
  readonly optimize?: Finder;
  /** What to minimise; `time` needs a target. */
  readonly minimize?: 'flops' | 'size' | 'time';
  readonly target?: Target;
  /** Elements that no result may exceed. When no path keeps within it, indices are sliced. */
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
  const { optimize = 'auto', minimize = 'flops', target, seed = 0 } = options;
  const network = networkOf(problem);
  const { count } = network;
  if (minimize === 'time' && target === undefined) return failure(report['path-target']({}));
  if (optimize === 'optimal' && count > MOST_OPTIMAL) return failure(report['path-too-large']({}, count, MOST_OPTIMAL));
  const objective = objectiveOf(minimize, target);
  const context = contextOf(objective, seed, options.seconds ?? defaultSeconds(count));
  const tree = count < 3 ? firstTree(count) : FIND[optimize](network, context);
  const path = pathOfTree(tree, count);
  return success({ path, slices: [], ...costOfPath(problem, path) });
}

/** Half of what comparable finders take. */
const defaultSeconds = (count: number): number => 0.0015 * count;

function objectiveOf(minimize: 'flops' | 'size' | 'time', target: Target | undefined): Objective {
  if (minimize === 'time' && target) return timeOn(target);
  return minimize === 'size' ? { kind: 'size', unit: 1 } : { kind: 'flops' };
}

const firstTree = (count: number): ContractionTree => (count === 2 ? Int32Array.of(0, 1) : new Int32Array());

const FIND: Readonly<Record<Finder, (network: Network, context: SearchContext) => ContractionTree>> = {
  auto: (network, context) =>
    (network.count <= MOST_EXACT ? exact(network, context) : undefined) ?? search(network, context),
  optimal: (network, context) => exact(network, context) ?? search(network, context),
  greedy: (network) => greedy(network).tree,
  'random-greedy': (network, context) => {
    const tree = new WorkingTree(network, context.objective);
    return (randomGreedy(tree, context, 128)[0] ?? { tree: greedy(network).tree }).tree;
  },
  anneal: (network, context) => {
    const tree = new WorkingTree(network, context.objective);
    tree.load(greedy(network).tree);
    return annealAll(tree, context, context.work.left).tree;
  },
};

// From here on a good tree to compare with saves more time than finding it takes.
const FEWEST_BOUNDED = 11;

function exact(network: Network, context: SearchContext): ContractionTree | undefined {
  const { objective } = context;
  if (network.count < FEWEST_BOUNDED || objective.kind === 'size') return optimal(network, { objective });
  const tree = new WorkingTree(network, objective);
  tree.load(greedy(network).tree);
  rebuildAll(tree, context, 8, 4);
  return optimal(network, { objective, bound: tree.total * (1 + 1e-9) });
}
