/** Contraction trees from the top down: cut the network in two where little crosses, and again. */
import type { Network } from './network.ts';
import type { Random } from './random.ts';
import type { ContractionTree } from './tree.ts';

// Reaching a global is slow in some hosts (Jest's among them), and these are the innermost loops.
const { clz32 } = Math;

export interface BisectAnswer {
  readonly tree: ContractionTree;
  /** Moves considered: the measure of work. */
  readonly moves: number;
}

/** Parts as small as this are left to whoever improves the tree. */
const SMALLEST_PART = 4;
/** No side of a cut has less than this share of the operands. */
const SMALLEST_SHARE = 0.3;
const PASSES = 6;
/** A pass ends after this many moves, and a tenth of all, that brought nothing. */
const MOST_IDLE = 20;

/**
 * Splits the operands into two sides such that the product of the extents crossing from one to the other is small, then
 * does the same with each side. A cut grows from a random operand and is refined as Fiduccia and Mattheyses do: move the
 * operand that helps most (or harms least) to the other side, each once, then go back to the best state seen.
 */
export function bisect(network: Network, random: Random): BisectAnswer {
  const { count, words, groups, logs } = network;
  const groupsOf = Array.from({ length: count }, (_, operand) => groupsIn(network.operands, operand * words, words));
  const tree = new Int32Array(2 * (count - 1));
  const total = new Int32Array(groups);
  const onOne = new Int32Array(groups);
  const side = new Uint8Array(count);
  const gain = new Float64Array(count);
  const locked = new Uint8Array(count);
  const holders: number[][] = Array.from({ length: groups }, () => []);
  let steps = 0;
  let moves = 0;
  const join = (one: number, other: number): number => {
    tree[2 * steps] = one;
    tree[2 * steps + 1] = other;
    steps += 1;
    return count + steps - 1;
  };

  /** By how much the cut shrinks when the operand changes sides. */
  const gainOf = (operand: number): number => {
    let sum = 0;
    for (const group of groupsOf[operand] as number[]) {
      const all = total[group] as number;
      const own = side[operand] === 1 ? (onOne[group] as number) : all - (onOne[group] as number);
      if (all === 1) continue;
      if (own === 1) sum += logs[group] as number;
      else if (own === all) sum -= logs[group] as number;
    }
    return sum;
  };
  const move = (operand: number): void => {
    const to = 1 - (side[operand] as number);
    side[operand] = to;
    for (const group of groupsOf[operand] as number[]) onOne[group] = (onOne[group] as number) + 2 * to - 1;
    for (const group of groupsOf[operand] as number[])
      // The gain of a neighbour on a wide index rarely changes.
      if ((holders[group] as number[]).length <= 8)
        for (const other of holders[group] as number[]) gain[other] = gainOf(other);
    gain[operand] = gainOf(operand);
  };

  const cut = (part: readonly number[]): void => {
    for (const operand of part) {
      side[operand] = 0;
      for (const group of groupsOf[operand] as number[]) {
        total[group] = 0;
        onOne[group] = 0;
        holders[group] = [];
      }
    }
    for (const operand of part)
      for (const group of groupsOf[operand] as number[]) {
        total[group] = (total[group] as number) + 1;
        (holders[group] as number[]).push(operand);
      }
    for (const operand of part) gain[operand] = gainOf(operand);
    const best = (from: number): number => {
      let found = -1;
      for (const operand of part)
        if (
          locked[operand] === 0 &&
          side[operand] === from &&
          (found < 0 || (gain[operand] as number) > (gain[found] as number))
        )
          found = operand;
      moves += part.length;
      return found;
    };
    const least = Math.max(1, Math.floor(SMALLEST_SHARE * part.length));
    const wanted = Math.max(1, Math.round(part.length * (0.4 + 0.2 * random.next())));
    move(part[random.below(part.length)] as number);
    let ones = 1;
    for (; ones < wanted; ones += 1) move(best(0));
    for (let pass = 0; pass < PASSES; pass += 1) {
      const moved: number[] = [];
      let [change, bestChange, bestLength] = [0, 0, 0];
      const idle = MOST_IDLE + part.length / 10;
      while (moved.length - bestLength < idle) {
        const [fromZero, fromOne] = [part.length - ones > least ? best(0) : -1, ones > least ? best(1) : -1];
        const chosen =
          fromOne < 0 || (fromZero >= 0 && (gain[fromZero] as number) >= (gain[fromOne] as number))
            ? fromZero
            : fromOne;
        if (chosen < 0) break;
        change += gain[chosen] as number;
        locked[chosen] = 1;
        ones += side[chosen] === 1 ? -1 : 1;
        move(chosen);
        moved.push(chosen);
        if (change > bestChange + 1e-9) [bestChange, bestLength] = [change, moved.length];
      }
      for (const operand of moved) locked[operand] = 0;
      for (const operand of moved.slice(bestLength).reverse()) {
        ones += side[operand] === 1 ? -1 : 1;
        move(operand);
      }
      if (bestLength === 0) break;
    }
  };

  const build = (part: readonly number[]): number => {
    if (part.length <= SMALLEST_PART) return part.reduce(join);
    cut(part);
    const ones = part.filter((operand) => side[operand] === 1);
    const others = part.filter((operand) => side[operand] === 0);
    return join(build(ones), build(others));
  };
  build(Array.from({ length: count }, (_, operand) => operand));
  return { tree, moves };
}

function groupsIn(bits: Int32Array, at: number, words: number): number[] {
  const found: number[] = [];
  for (let word = 0; word < words; word += 1)
    for (let rest = bits[at + word] as number; rest !== 0; rest &= rest - 1)
      found.push((word << 5) + 31 - clz32(rest & -rest));
  return found;
}
