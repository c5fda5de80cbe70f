/** Contraction trees for networks too large for an exact answer: many starts, then improvement of the best. */
import { bisect } from './bisect.ts';
import { greedy } from './greedy.ts';
import type { GreedyOptions } from './greedy.ts';
import type { Network } from './network.ts';
import { flopsObjective } from './objective.ts';
import type { Objective } from './objective.ts';
import { randomFrom } from './random.ts';
import type { Random } from './random.ts';
import type { ContractionTree } from './tree.ts';
import { WorkingTree } from './working-tree.ts';

/**
 * Time, counted instead of measured: one unit is about a nanosecond on a machine of today. So the same problem has the
 * same path on every machine and in every run.
 */
export class Work {
  #left: number;

  constructor(seconds: number) {
    this.#left = seconds * 1e9;
  }

  get left(): number {
    return this.#left;
  }

  spend(units: number): void {
    this.#left -= units;
  }
}

export interface SearchContext {
  readonly objective: Objective;
  readonly random: Random;
  readonly work: Work;
}

/** A tree and its cost by the objective of the search. */
export interface Candidate {
  readonly tree: ContractionTree;
  readonly cost: number;
}

const costly = (one: Candidate, other: Candidate): number => one.cost - other.cost;

/**
 * The best `keep` of `runs` greedy trees, best first; all but the first are drawn with noise. Stops early when `share`
 * of the work is done.
 */
export function randomGreedy(
  tree: WorkingTree,
  { random, work }: SearchContext,
  runs: number,
  keep = 1,
  share = 1,
): readonly [Candidate, ...Candidate[]] {
  const { network } = tree;
  const enough = work.left * (1 - share);
  const draw = (options: GreedyOptions): Candidate => {
    const found = greedy(network, options);
    tree.load(found.tree);
    work.spend(found.candidates * (80 + 10 * network.words) + network.count * (300 + 20 * network.words));
    return { tree: found.tree, cost: tree.total };
  };
  let best: readonly [Candidate, ...Candidate[]] = [draw({})];
  for (let run = 1; run < runs && work.left > enough; run += 1) {
    const drawn = draw({ credit: 0.2 + 1.2 * random.next(), temperature: 2 ** (-8 * random.next()), random });
    const [first, ...rest] = [...best, drawn].sort(costly);
    best = [first as Candidate, ...rest.slice(0, keep - 1)];
  }
  return best;
}

/** Rebuilds the subtree below every result, the dearest parts opened first, then random ones, until nothing gets better. */
export function rebuildAll(tree: WorkingTree, { random, work }: SearchContext, most: number, sweeps: number): void {
  const { network } = tree;
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const before = tree.total;
    for (let result = network.count; result <= tree.root; result += 1) {
      const splits = tree.rebuild(result, most, sweep % 2 === 1 ? random : undefined);
      work.spend(splits * 4 + most * (100 + 20 * network.words));
      if (work.left < 0) return;
    }
    if (sweep % 2 === 1 && tree.total >= before * (1 - 1e-6)) return;
  }
}

/** Improves the tree that is loaded by annealing, from hot to cold, with rebuilds between, for `units` of work. */
export function annealAll(tree: WorkingTree, context: SearchContext, units: number): Candidate {
  const { network } = tree;
  const { random, work } = context;
  let best: Candidate = { tree: tree.save(), cost: tree.total };
  const start = work.left;
  const until = start - units;
  const movesPerRound = 20 * network.count;
  const unitsPerMove = 60 + 12 * network.words;
  while (work.left > until) {
    const done = (start - work.left) / units;
    tree.anneal(movesPerRound, HOTTEST * (COLDEST / HOTTEST) ** done, random);
    work.spend(movesPerRound * unitsPerMove);
    rebuildAll(tree, context, 6, 1);
    if (tree.total < best.cost) best = { tree: tree.save(), cost: tree.total };
  }
  return best;
}

const HOTTEST = 1;
const COLDEST = 0.05;

/** Shares of the work for greedy trees, and for these and all other starts together; the rest is for annealing. */
const GREEDY_SHARE = 0.1;
const START_SHARE = 0.4;

/**
 * The portfolio for networks too large to search exactly: greedy trees, which are good where the network is thin, and
 * bisected ones, which are good where it has a shape; all of them rebuilt, and the best annealed.
 */
export function search(given: Network, context: SearchContext): ContractionTree {
  const { work, random } = context;
  const network = withinRange(given);
  const tree = new WorkingTree(network, context.objective);
  const enough = work.left * (1 - START_SHARE);
  const rebuilt = (start: ContractionTree): Candidate => {
    tree.load(start);
    rebuildAll(tree, context, 8, 6);
    return { tree: tree.save(), cost: tree.total };
  };
  const better = (one: Candidate, other: Candidate): Candidate => (other.cost < one.cost ? other : one);
  let best = randomGreedy(tree, context, 128, 4, GREEDY_SHARE)
    .map(({ tree: start }) => rebuilt(start))
    .reduce(better);
  while (work.left > enough) {
    const { tree: start, moves } = bisect(network, random);
    work.spend(moves * 12 + network.count * 1000);
    best = better(best, rebuilt(start));
  }
  tree.load(best.tree);
  best = better(best, annealAll(tree, context, work.left * 0.8));
  tree.load(best.tree);
  rebuildAll(tree, context, 10, 4);
  return tree.save();
}

/**
 * The network with all extents replaced by a root of them, when costs would overflow: of two trees the one with the much
 * larger steps stays the dearer one.
 */
function withinRange(network: Network): Network {
  if (network.logs.reduce((sum, log) => sum + Math.abs(log), 0) < 1000) return network;
  const tree = new WorkingTree(network, flopsObjective);
  tree.load(greedy(network).tree);
  if (tree.total < Infinity) return network;
  return withinRange({
    ...network,
    weights: network.weights.map((weight) => Math.sqrt(weight)),
    logs: network.logs.map((log) => log / 2),
  });
}

export const contextOf = (objective: Objective, seed: number, seconds: number): SearchContext => ({
  objective,
  random: randomFrom(seed),
  work: new Work(seconds),
});
