/** Contraction trees by always taking the pair that looks best. */
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { ContractionTree } from './tree.ts';

// Reaching a global is slow in some hosts (Jest's among them), and these are the innermost loops.
const { clz32 } = Math;

export interface GreedyOptions {
  /** How much of the operands' sizes is credited against the size of the result. */
  readonly credit?: number;
  /** Noise on the logarithm of a candidate's score; 0 is without. */
  readonly temperature?: number;
  readonly random?: Random;
}

export interface GreedyAnswer {
  readonly tree: ContractionTree;
  /** Pairs scored: the measure of work. */
  readonly candidates: number;
}

// A tensor on an index that more tensors share than this looks at this many of them only: all pairs are too many.
const MOST_NEIGHBOURS = 48;

/**
 * Contracts, again and again, the two tensors with a common index whose contraction lets memory grow least; then joins
 * what has no index in common, smallest first. With noise, every run gives another tree.
 */
export function greedy(network: Network, { credit = 1, temperature = 0, random }: GreedyOptions = {}): GreedyAnswer {
  const { count, words, weights } = network;
  const values = 2 * count - 1;
  const tree = new Int32Array(2 * (count - 1));
  const bits = new Int32Array(values * words);
  bits.set(network.operands);
  const uses = network.uses.slice();
  const sizes = new Float64Array(values);
  const alive = new Uint8Array(values).fill(1, 0, count);
  const holders: number[][] = Array.from({ length: network.groups }, () => []);
  const seen = new Int32Array(values).fill(-1);
  const queue = new CandidateQueue();
  let candidates = 0;

  const sizeOfResult = (left: number, right: number): number => {
    let size = 1;
    for (let word = 0; word < words; word += 1) {
      const a = bits[left * words + word] as number;
      const b = bits[right * words + word] as number;
      for (let rest = a | b; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const group = (word << 5) + 31 - clz32(bit);
        if ((uses[group] as number) > ((a & b & bit) !== 0 ? 2 : 1)) size *= weights[group] as number;
      }
    }
    return size;
  };
  const propose = (left: number, right: number): void => {
    candidates += 1;
    const growth = sizeOfResult(left, right) - credit * ((sizes[left] as number) + (sizes[right] as number));
    // Gumbel noise on the scale of logarithms makes the choice a Boltzmann draw among all candidates.
    const noise = random && temperature > 0 ? temperature * -Math.log(-Math.log(random.next() || 0.5)) : 0;
    queue.push(noise === 0 ? growth : Math.sign(growth) * Math.log1p(Math.abs(growth)) - noise, left, right);
  };
  const neighbours = (value: number, visit: (other: number) => void): void => {
    seen[value] = value;
    for (let word = 0; word < words; word += 1)
      for (let rest = bits[value * words + word] as number; rest !== 0; rest &= rest - 1) {
        const holding = holders[(word << 5) + 31 - clz32(rest & -rest)] as number[];
        let visited = 0;
        for (let at = holding.length - 1; at >= 0 && visited < MOST_NEIGHBOURS; at -= 1) {
          const other = holding[at] as number;
          if (alive[other] === 0) {
            holding[at] = holding[holding.length - 1] as number;
            holding.pop();
          } else if (seen[other] !== value) {
            seen[other] = value;
            visited += 1;
            visit(other);
          }
        }
      }
  };
  const hold = (value: number): void => {
    for (let word = 0; word < words; word += 1)
      for (let rest = bits[value * words + word] as number; rest !== 0; rest &= rest - 1)
        (holders[(word << 5) + 31 - clz32(rest & -rest)] as number[]).push(value);
  };
  const contract = (left: number, right: number, result: number): void => {
    tree[2 * (result - count)] = left;
    tree[2 * (result - count) + 1] = right;
    sizes[result] = sizeOfResult(left, right);
    alive[left] = 0;
    alive[right] = 0;
    alive[result] = 1;
    for (let word = 0; word < words; word += 1) {
      const a = bits[left * words + word] as number;
      const b = bits[right * words + word] as number;
      let kept = 0;
      for (let rest = a | b; rest !== 0; rest &= rest - 1) {
        const bit = rest & -rest;
        const group = (word << 5) + 31 - clz32(bit);
        const elsewhere = (uses[group] as number) - ((a & b & bit) !== 0 ? 2 : 1);
        if (elsewhere > 0) kept |= bit;
        uses[group] = elsewhere + 1;
      }
      bits[result * words + word] = kept;
    }
  };

  for (let operand = 0; operand < count; operand += 1) {
    sizes[operand] = sizeOf(bits, operand * words, words, weights);
    neighbours(operand, (other) => {
      propose(other, operand);
    });
    hold(operand);
  }
  let next = count;
  while (queue.pop()) {
    const { left, right } = queue;
    if (alive[left] === 0 || alive[right] === 0) continue;
    contract(left, right, next);
    neighbours(next, (other) => {
      propose(other, next);
    });
    hold(next);
    next += 1;
  }
  const apart = new CandidateQueue();
  for (let value = 0; value < next; value += 1)
    if (alive[value] === 1) apart.push(sizes[value] as number, value, value);
  for (; next < values; next += 1) {
    apart.pop();
    const { left } = apart;
    apart.pop();
    contract(left, apart.left, next);
    apart.push(sizes[next] as number, next, next);
  }
  return { tree, candidates };
}

function sizeOf(bits: Int32Array, at: number, words: number, weights: Float64Array): number {
  let size = 1;
  for (let word = 0; word < words; word += 1)
    for (let rest = bits[at + word] as number; rest !== 0; rest &= rest - 1)
      size *= weights[(word << 5) + 31 - clz32(rest & -rest)] as number;
  return size;
}

/** A binary heap of pairs, least score first; equal scores leave in the order they came. */
class CandidateQueue {
  readonly #scores: number[] = [];
  readonly #entries: number[] = [];
  readonly #lefts: number[] = [];
  readonly #rights: number[] = [];
  left = 0;
  right = 0;

  push(score: number, left: number, right: number): void {
    const entry = this.#lefts.length;
    this.#lefts.push(left);
    this.#rights.push(right);
    let at = this.#entries.length;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.#scores[parent] as number) <= score) break;
      this.#scores[at] = this.#scores[parent] as number;
      this.#entries[at] = this.#entries[parent] as number;
      at = parent;
    }
    this.#scores[at] = score;
    this.#entries[at] = entry;
  }

  /** Moves the least pair into `left` and `right`; false when there is none. */
  pop(): boolean {
    const entry = this.#entries[0];
    if (entry === undefined) return false;
    this.left = this.#lefts[entry] as number;
    this.right = this.#rights[entry] as number;
    const score = this.#scores.pop() as number;
    const moved = this.#entries.pop() as number;
    const size = this.#entries.length;
    if (size === 0) return true;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && this.#precedes(child + 1, child)) child += 1;
      const childScore = this.#scores[child] as number;
      if (score < childScore || (score === childScore && moved < (this.#entries[child] as number))) break;
      this.#scores[at] = childScore;
      this.#entries[at] = this.#entries[child] as number;
      at = child;
    }
    this.#scores[at] = score;
    this.#entries[at] = moved;
    return true;
  }

  #precedes(one: number, other: number): boolean {
    const difference = (this.#scores[one] as number) - (this.#scores[other] as number);
    return difference < 0 || (difference === 0 && (this.#entries[one] as number) < (this.#entries[other] as number));
  }
}
