/** A path problem as bit sets, the form all searches work on. */
import { invariant } from '@einlay/ir';
import type { PathProblem } from './problem.ts';

/**
 * Indices that stand on the same operands (and alike in the output) always take part in the same steps, so they are
 * merged into one group whose weight is the product of their extents. A tensor is a set of groups: `words` 32-bit words.
 */
export interface Network {
  readonly count: number;
  readonly words: number;
  readonly groups: number;
  /** By group. An extent of 0 has the weight `ZERO_WEIGHT`: costs can be multiplied and divided, and still order. */
  readonly weights: Float64Array;
  /** Logarithms to base 2 of the weights; sums of these cannot overflow. */
  readonly logs: Float64Array;
  /** Operands that have the group, plus 1 when the output does. */
  readonly uses: Int32Array;
  /** Groups of operand k at `k · words`. */
  readonly operands: Int32Array;
  readonly output: Int32Array;
}

const ZERO_LOG = -256;

export function networkOf({ operands, output, extents }: PathProblem): Network {
  const places = new Map<string, number[]>();
  for (const index of output) places.set(index, [-1]);
  operands.forEach((indices, operand) => {
    for (const index of indices) {
      const known = places.get(index);
      if (known === undefined) places.set(index, [operand]);
      else if (known[known.length - 1] !== operand) known.push(operand);
    }
  });
  const groups = new Map<string, { readonly on: readonly number[]; weight: number; log: number }>();
  for (const [index, on] of places) {
    const extent = extents.get(index);
    invariant(
      extent !== undefined && extent >= 0 && Number.isFinite(extent),
      () => `paths: extent ${extent} of index ${index}`,
    );
    const key = on.join();
    const group = groups.get(key) ?? { on, weight: 1, log: 0 };
    group.weight *= extent === 0 ? 2 ** ZERO_LOG : extent;
    group.log += extent === 0 ? ZERO_LOG : Math.log2(extent);
    groups.set(key, group);
  }
  const words = Math.max(1, Math.ceil(groups.size / 32));
  const network: Network = {
    count: operands.length,
    words,
    groups: groups.size,
    weights: Float64Array.from(groups.values(), ({ weight }) => weight),
    logs: Float64Array.from(groups.values(), ({ log }) => log),
    uses: Int32Array.from(groups.values(), ({ on }) => on.length),
    operands: new Int32Array(operands.length * words),
    output: new Int32Array(words),
  };
  [...groups.values()].forEach(({ on }, group) => {
    for (const operand of on) {
      const [set, at] = operand < 0 ? [network.output, 0] : [network.operands, operand * words];
      set[at + (group >>> 5)] = (set[at + (group >>> 5)] as number) | (1 << (group & 31));
    }
  });
  return network;
}
