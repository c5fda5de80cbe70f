/** Exact search for the best contraction tree of few tensors: dynamic programming over subsets. */
import type { ContractionTree } from './tree.ts';
import type { Objective } from './objective.ts';
import { stepCost } from './objective.ts';

// Reaching a global is slow in some hosts (Jest's among them), and these are the innermost loops.
const { clz32 } = Math;

/**
 * Few tensors and what connects them. Pattern p is a product of extents: of all indices that stand on exactly the
 * tensors in the bit set `on[p]`; they leave when all of those are contracted, unless `kept[p]`.
 */
export interface Patterns {
  readonly on: Int32Array;
  readonly kept: Uint8Array;
  readonly weights: Float64Array;
  readonly logs: Float64Array;
}

export interface SubsetQuestion {
  readonly tensors: number;
  readonly patterns: Patterns;
  /** How many of the patterns' entries are in use. */
  readonly patternCount: number;
  readonly objective: Objective;
  /** Minimise the sum of the steps' costs, or the elements of the largest result (whatever the objective). */
  readonly minimise: 'sum' | 'peak';
  /** No result but the last may have more elements than this. */
  readonly memoryLimit: number;
  /** Only trees cheaper than this are wanted; the closer to the truth, the faster the search. */
  readonly bound: number;
}

export interface SubsetAnswer {
  /** Infinity when there is no tree below the bound and within the limit. */
  readonly cost: number;
  /** Splits of subsets looked at: the measure of work. */
  readonly splits: number;
}

/**
 * Searches over subsets of at most `capacity` tensors, in memory that is allocated once.
 *
 * For a subset S of the tensors let T(S) be the product of the extents of all indices that stand on a tensor of S, and
 * C(S) of those that stand on no other tensor and are not kept; for a single tensor let C be 1. The result of contracting S
 * has T(S) / C(S) elements. An index takes no part in the last step, joining A and B into S, exactly if it is summed inside A or inside B, so the
 * step's volume is T(S) / (C(A) · C(B)): three factors, whatever the indices are, hyperedges included. It sums an index
 * if more indices are closed in S than in A and B.
 *
 * All splits of all subsets are looked at, disconnected ones too: contracting small tensors without a common index
 * first can be best. What makes this fast is the bound: a subset is left out as soon as making it and reading it
 * once costs more than a known tree.
 */
export class SubsetSearch {
  readonly #touched: Float64Array;
  readonly #closed: Float64Array;
  readonly #closedCount: Uint16Array;
  readonly #size: Float64Array;
  readonly #cost: Float64Array;
  readonly #split: Int32Array;

  constructor(capacity: number) {
    const subsets = 2 ** capacity;
    this.#touched = new Float64Array(subsets);
    this.#closed = new Float64Array(subsets);
    this.#closedCount = new Uint16Array(subsets);
    this.#size = new Float64Array(subsets);
    this.#cost = new Float64Array(subsets);
    this.#split = new Int32Array(subsets);
  }

  /** The least cost of a tree; `tree` gives the tree itself until the next search. */
  solve(question: SubsetQuestion): SubsetAnswer {
    // Products of extents overflow where their quotients need not; logarithms are slower but do not.
    let magnitude = 0;
    for (let pattern = 0; pattern < question.patternCount; pattern += 1)
      magnitude += Math.abs(question.patterns.logs[pattern] as number);
    const logarithmic = magnitude > 1000;
    this.#measure(question, logarithmic);
    return this.#search(question, logarithmic);
  }

  /** Fills in C as a reciprocal and T (or their logarithms), and the sizes of results. */
  #measure({ tensors, patterns, patternCount }: SubsetQuestion, logarithmic: boolean): void {
    const subsets = 1 << tensors;
    const [touched, closed, closedCount, size] = [this.#touched, this.#closed, this.#closedCount, this.#size];
    const neutral = logarithmic ? 0 : 1;
    touched.fill(neutral, 0, subsets);
    closed.fill(neutral, 0, subsets);
    closedCount.fill(0, 0, subsets);
    let whole = neutral;
    for (let pattern = 0; pattern < patternCount; pattern += 1) {
      const on = patterns.on[pattern] as number;
      const weight = (logarithmic ? patterns.logs : patterns.weights)[pattern] as number;
      whole = logarithmic ? whole + weight : whole * weight;
      touched[on] = logarithmic ? (touched[on] as number) + weight : (touched[on] as number) * weight;
      if (patterns.kept[pattern] === 0) {
        closed[on] = logarithmic ? (closed[on] as number) + weight : (closed[on] as number) * weight;
        closedCount[on] = (closedCount[on] as number) + 1;
      }
    }
    // From "exactly on S" to "within S", one tensor after the other.
    for (let bit = 1; bit < subsets; bit <<= 1)
      for (let subset = bit; subset < subsets; subset = (subset + 1) | bit) {
        const without = subset ^ bit;
        if (logarithmic) {
          touched[subset] = (touched[subset] as number) + (touched[without] as number);
          closed[subset] = (closed[subset] as number) + (closed[without] as number);
        } else {
          touched[subset] = (touched[subset] as number) * (touched[without] as number);
          closed[subset] = (closed[subset] as number) * (closed[without] as number);
        }
        closedCount[subset] = (closedCount[subset] as number) + (closedCount[without] as number);
      }
    // What a tensor alone has leaves only when it is first contracted.
    for (let tensor = 1; tensor < subsets; tensor <<= 1) {
      closed[tensor] = neutral;
      closedCount[tensor] = 0;
    }
    // From "within S" to "touching S": all but what lies within the other tensors. Each pair of complements is swapped.
    for (let subset = 0; subset < subsets >> 1; subset += 1) {
      const others = subsets - 1 - subset;
      const inside = touched[subset] as number;
      const outside = touched[others] as number;
      touched[subset] = logarithmic ? whole - outside : whole / outside;
      touched[others] = logarithmic ? whole - inside : whole / inside;
    }
    for (let subset = 0; subset < subsets; subset += 1) {
      const negated = logarithmic ? -(closed[subset] as number) : 1 / (closed[subset] as number);
      closed[subset] = negated;
      size[subset] = logarithmic ? 2 ** ((touched[subset] as number) + negated) : (touched[subset] as number) * negated;
    }
  }

  #search(question: SubsetQuestion, logarithmic: boolean): SubsetAnswer {
    const { tensors, objective, memoryLimit, bound } = question;
    const [touched, closed, closedCount, size] = [this.#touched, this.#closed, this.#closedCount, this.#size];
    const [cost, split] = [this.#cost, this.#split];
    const whole = (1 << tensors) - 1;
    const peaks = question.minimise === 'peak';
    const flopsOnly = objective.kind === 'flops' && memoryLimit <= objective.memoryLimit;
    let splits = 0;
    for (let tensor = 1; tensor < whole; tensor <<= 1) cost[tensor] = 0;
    for (let subset = 3; subset <= whole; subset += 1) {
      const lowest = subset & -subset;
      const rest = subset ^ lowest;
      if (rest === 0) continue;
      const ownClosed = closed[subset] as number;
      // A step with a subset that is left out costs infinitely much.
      cost[subset] = Infinity;
      closed[subset] = Infinity;
      const written = size[subset] as number;
      if (subset !== whole && written > memoryLimit) continue;
      // Whoever reads the result takes part with each of its elements, and writes no more than nothing.
      const least = peaks || subset === whole ? 0 : stepCost(objective, written, false, written, 0);
      let best = bound - least;
      if (peaks ? written >= best : best <= 0) continue;
      let bestSplit = 0;
      const subsetTouched = touched[subset] as number;
      const subsetClosedCount = closedCount[subset] as number;
      // The lowest tensor stays on one side, so that no split comes twice. These loops are all the time there is.
      if (peaks)
        for (let other = rest; other !== 0; other = (other - 1) & rest) {
          const before = Math.max(cost[subset ^ other] as number, cost[other] as number);
          if (before >= best) continue;
          best = before;
          bestSplit = subset ^ other;
        }
      else if (flopsOnly && !logarithmic)
        for (let other = rest; other !== 0; other = (other - 1) & rest) {
          const one = subset ^ other;
          // The volume first: it alone is mostly too much, and then half of the memory is not looked at.
          const volume = subsetTouched * (closed[one] as number) * (closed[other] as number);
          if (volume >= best) continue;
          const summed = subsetClosedCount > (closedCount[one] as number) + (closedCount[other] as number);
          const total = (cost[one] as number) + (cost[other] as number) + (summed ? 2 * volume : volume);
          if (total >= best) continue;
          best = total;
          bestSplit = one;
        }
      else
        for (let other = rest; other !== 0; other = (other - 1) & rest) {
          const one = subset ^ other;
          const before = (cost[one] as number) + (cost[other] as number);
          if (before >= best) continue;
          const volume = logarithmic
            ? 2 ** (subsetTouched + (closed[one] as number) + (closed[other] as number))
            : subsetTouched * (closed[one] as number) * (closed[other] as number);
          // No step costs less than this: worth a look before a closer look.
          if (before + objective.perStep + volume * objective.perFlop >= best) continue;
          const summed = subsetClosedCount > (closedCount[one] as number) + (closedCount[other] as number);
          const read = (size[one] as number) + (size[other] as number);
          const total = before + stepCost(objective, volume, summed, read, written);
          if (total >= best) continue;
          best = total;
          bestSplit = one;
        }
      splits += 2 ** bitCount(rest);
      if (bestSplit !== 0) {
        cost[subset] = peaks ? Math.max(best, written) : best;
        closed[subset] = ownClosed;
        split[subset] = bestSplit;
      }
    }
    return { cost: tensors === 1 ? 0 : (cost[whole] as number), splits };
  }

  /** The tree of the last successful search, over tensors 0 … n − 1. */
  tree(tensors: number): ContractionTree {
    const tree = new Int32Array(2 * (tensors - 1));
    let steps = 0;
    const build = (subset: number): number => {
      if ((subset & (subset - 1)) === 0) return 31 - clz32(subset);
      const one = this.#split[subset] as number;
      const left = build(one);
      const right = build(subset ^ one);
      tree[2 * steps] = left;
      tree[2 * steps + 1] = right;
      steps += 1;
      return tensors + steps - 1;
    };
    if (tensors > 1) build(2 ** tensors - 1);
    return tree;
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
