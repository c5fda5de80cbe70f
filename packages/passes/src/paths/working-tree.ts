/** A contraction tree that is being improved: every value knows its indices and cost, and changes stay local. */
import type { Network } from './network.ts';
import { stepCost } from './objective.ts';
import type { Objective } from './objective.ts';
import type { Random } from './random.ts';
import { SubsetSearch } from './subsets.ts';
import type { ContractionTree } from './tree.ts';

// Reaching a global is slow in some hosts (Jest's among them), and these are the innermost loops.
const { clz32 } = Math;

/** Most tensors of a subtree that is rebuilt at once. */
export const MOST_SUBTREE = 12;

const NONE = -1;

/**
 * A binary tree over the operands of a network. Values 0 … n − 1 are the operands, the others results of contractions;
 * unlike in a `ContractionTree`, a result may have a smaller number than what it is made of.
 *
 * The indices of a result depend only on which operands are below it, so a change inside a subtree leaves the subtree's
 * own result alone.
 */
export class WorkingTree {
  readonly network: Network;
  readonly objective: Objective;
  readonly #left: Int32Array;
  readonly #right: Int32Array;
  readonly #bits: Int32Array;
  readonly #size: Float64Array;
  readonly #cost: Float64Array;
  /** By group: how many tensors of the subtree at hand have it. */
  readonly #uses: Int32Array;
  readonly #kept: Int32Array;
  readonly #search = new SubsetSearch(MOST_SUBTREE);
  readonly #slots: Int32Array;
  readonly #patterns: { on: Int32Array; kept: Uint8Array; weights: Float64Array; logs: Float64Array };

  constructor(network: Network, objective: Objective) {
    const { count, words, groups } = network;
    const values = 2 * count - 1;
    this.network = network;
    this.objective = objective;
    this.#left = new Int32Array(values).fill(NONE);
    this.#right = new Int32Array(values).fill(NONE);
    this.#bits = new Int32Array(values * words);
    this.#bits.set(network.operands);
    this.#size = new Float64Array(values);
    this.#cost = new Float64Array(values);
    this.#uses = new Int32Array(groups);
    this.#kept = new Int32Array(words);
    this.#slots = new Int32Array(groups).fill(NONE);
    this.#patterns = {
      on: new Int32Array(groups),
      kept: new Uint8Array(groups),
      weights: new Float64Array(groups),
      logs: new Float64Array(groups),
    };
    for (let operand = 0; operand < count; operand += 1) {
      let size = 1;
      for (let word = 0; word < words; word += 1)
        size *= this.#weigh(word, network.operands[operand * words + word] as number);
      this.#size[operand] = size;
    }
  }

  /** The result of all operands; results are numbered from the number of operands up to this. */
  get root(): number {
    return 2 * this.network.count - 2;
  }

  /** The cost of all steps together. */
  get total(): number {
    let total = 0;
    for (let value = this.network.count; value <= this.root; value += 1) total += this.#cost[value] as number;
    return total;
  }

  /** Elements of the largest result, the root left out. */
  get largest(): number {
    let largest = 0;
    for (let value = this.network.count; value < this.root; value += 1)
      largest = Math.max(largest, this.#size[value] as number);
    return largest;
  }

  /** Becomes `tree`. */
  load(tree: ContractionTree): void {
    const { count } = this.network;
    this.#uses.set(this.network.uses);
    for (let step = 0; step < count - 1; step += 1)
      this.#contract(count + step, tree[2 * step] as number, tree[2 * step + 1] as number);
  }

  /** The tree as it is now. */
  save(): ContractionTree {
    const { count } = this.network;
    const tree = new Int32Array(2 * (count - 1));
    const numbers = new Int32Array(2 * count - 1);
    for (let operand = 0; operand < count; operand += 1) numbers[operand] = operand;
    // Depth first without recursion: a chain of a thousand operands is a thousand deep. Parents come before children.
    const order = count > 1 ? [this.root] : [];
    for (let at = 0; at < order.length; at += 1)
      for (const child of [this.#left[order[at] as number] as number, this.#right[order[at] as number] as number])
        if (child >= count) order.push(child);
    order.reverse().forEach((value, step) => {
      tree[2 * step] = numbers[this.#left[value] as number] as number;
      tree[2 * step + 1] = numbers[this.#right[value] as number] as number;
      numbers[value] = count + step;
    });
    return tree;
  }

  /**
   * Simulated annealing: `moves` random rotations ((A, B), C) → ((A, C), B). One that makes its two steps dearer by a
   * factor f is accepted with probability f^(−1/temperature): looking at the factor of these two steps, not at their
   * share of the whole, improves all parts of the tree alike, however little they cost.
   */
  anneal(moves: number, temperature: number, random: Random): void {
    const { count, words } = this.network;
    const [left, right, bits, cost, size] = [this.#left, this.#right, this.#bits, this.#cost, this.#size];
    if (count < 3) return;
    const kept = this.#kept;
    for (let move = 0; move < moves; move += 1) {
      const draw = random.below(4 * (count - 1));
      const top = count + (draw >>> 2);
      let inner = ((draw & 1) === 0 ? left : right)[top] as number;
      let c = ((draw & 1) === 0 ? right : left)[top] as number;
      if (inner < count) {
        if (c < count) continue;
        [inner, c] = [c, inner];
      }
      const a = ((draw & 2) === 0 ? left : right)[inner] as number;
      const b = ((draw & 2) === 0 ? right : left)[inner] as number;
      // An index of A or C stays in their product exactly if B or the result of all three has it.
      let innerSize = 1;
      let innerVolume = 1;
      let topVolume = 1;
      let innerSums = 0;
      let topSums = 0;
      for (let word = 0; word < words; word += 1) {
        const both = (bits[a * words + word] as number) | (bits[c * words + word] as number);
        const other = bits[b * words + word] as number;
        const result = bits[top * words + word] as number;
        const stays = both & (other | result);
        kept[word] = stays;
        if (stays !== 0) innerSize *= this.#weigh(word, stays);
        if (stays !== both) innerVolume *= this.#weigh(word, both & ~stays);
        if ((other & ~stays) !== 0) topVolume *= this.#weigh(word, other & ~stays);
        innerSums |= both & ~stays;
        topSums |= (stays | other) & ~result;
      }
      const innerCost = stepCost(
        this.objective,
        innerSize * innerVolume,
        innerSums !== 0,
        (size[a] as number) + (size[c] as number),
        innerSize,
      );
      const topCost = stepCost(
        this.objective,
        innerSize * topVolume,
        topSums !== 0,
        innerSize + (size[b] as number),
        size[top] as number,
      );
      const before = (cost[inner] as number) + (cost[top] as number);
      const after = innerCost + topCost;
      if (!(after <= before) && !(random.next() < (before / after) ** (1 / temperature))) continue;
      left[inner] = a;
      right[inner] = c;
      left[top] = inner;
      right[top] = b;
      bits.set(kept, inner * words);
      size[inner] = innerSize;
      cost[inner] = innerCost;
      cost[top] = topCost;
    }
  }

  /**
   * Rebuilds the subtree below `root` in the best possible way, its parts being at most `most` values below it. Which
   * parts: the dearest values are opened first, or, given `random`, any.
   *
   * @returns the work in splits
   */
  rebuild(root: number, most: number, random?: Random): number {
    const { count } = this.network;
    const parts = [this.#left[root] as number, this.#right[root] as number];
    const inside = [root];
    let before = this.#cost[root] as number;
    while (parts.length < most) {
      const at = random ? randomResult(parts, count, random) : this.#dearest(parts);
      const value = at === NONE ? undefined : parts[at];
      if (value === undefined) break;
      parts[at] = this.#left[value] as number;
      parts.push(this.#right[value] as number);
      inside.push(value);
      before += this.#cost[value] as number;
    }
    if (parts.length < 3) return 0;
    const patternCount = this.#describe(parts, root);
    const { cost, splits } = this.#search.solve({
      tensors: parts.length,
      patterns: this.#patterns,
      patternCount,
      objective: this.objective,
      minimise: 'sum',
      memoryLimit: Infinity,
      bound: before * (1 - 1e-9),
    });
    if (cost < Infinity) {
      const tree = this.#search.tree(parts.length);
      const names = [...parts, ...inside.reverse()];
      for (let step = 0; step < parts.length - 1; step += 1)
        this.#contract(
          names[parts.length + step] as number,
          names[tree[2 * step] as number] as number,
          names[tree[2 * step + 1] as number] as number,
        );
    }
    return splits + 2 ** parts.length;
  }

  #dearest(parts: readonly number[]): number {
    let dearest = NONE;
    for (const [at, value] of parts.entries())
      if (
        value >= this.network.count &&
        (dearest === NONE || (this.#cost[value] as number) > (this.#cost[parts[dearest] as number] as number))
      )
        dearest = at;
    return dearest;
  }

  /** Fills in the patterns and uses of a subtree's parts; the number of patterns. */
  #describe(parts: readonly number[], root: number): number {
    const { words, weights, logs } = this.network;
    const { on, kept, weights: patternWeights, logs: patternLogs } = this.#patterns;
    const slots = this.#slots;
    const found: number[] = [];
    for (const [part, value] of parts.entries())
      for (let word = 0; word < words; word += 1)
        for (let rest = this.#bits[value * words + word] as number; rest !== 0; rest &= rest - 1) {
          const group = (word << 5) + 31 - clz32(rest & -rest);
          let slot = slots[group] as number;
          if (slot === NONE) {
            slot = found.length;
            slots[group] = slot;
            found.push(group);
            const stays = ((this.#bits[root * words + word] as number) >>> (group & 31)) & 1;
            on[slot] = 0;
            kept[slot] = stays;
            this.#uses[group] = stays;
          }
          on[slot] = (on[slot] as number) | (1 << part);
          this.#uses[group] = (this.#uses[group] as number) + 1;
        }
    for (const [slot, group] of found.entries()) {
      patternWeights[slot] = weights[group] as number;
      patternLogs[slot] = logs[group] as number;
      slots[group] = NONE;
    }
    return found.length;
  }

  /** Makes `result` the contraction of two values; `uses` counts, for each of their indices, who still has it. */
  #contract(result: number, one: number, other: number): void {
    const { words } = this.network;
    const uses = this.#uses;
    let size = 1;
    let summedVolume = 1;
    let summed = false;
    for (let word = 0; word < words; word += 1) {
      const a = this.#bits[one * words + word] as number;
      const b = this.#bits[other * words + word] as number;
      let kept = 0;
      for (let rest = a | b; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const group = (word << 5) + 31 - clz32(bit);
        const elsewhere = (uses[group] as number) - ((a & b & bit) !== 0 ? 2 : 1);
        uses[group] = elsewhere + 1;
        if (elsewhere > 0) kept |= bit;
      }
      this.#bits[result * words + word] = kept;
      size *= this.#weigh(word, kept);
      if (kept !== (a | b)) {
        summed = true;
        summedVolume *= this.#weigh(word, (a | b) & ~kept);
      }
    }
    this.#left[result] = one;
    this.#right[result] = other;
    this.#size[result] = size;
    const read = (this.#size[one] as number) + (this.#size[other] as number);
    this.#cost[result] = stepCost(this.objective, size * summedVolume, summed, read, size);
  }

  /** The product of the weights of groups in one word. */
  #weigh(word: number, bits: number): number {
    const { weights } = this.network;
    let product = 1;
    for (let rest = bits; rest !== 0; rest &= rest - 1)
      product *= weights[(word << 5) + 31 - clz32(rest & -rest)] as number;
    return product;
  }
}

/** The position of a random value that is no operand, or `NONE`. */
function randomResult(parts: readonly number[], count: number, random: Random): number {
  const results = parts.flatMap((value, at) => (value >= count ? [at] : []));
  return results[random.below(results.length)] ?? NONE;
}
