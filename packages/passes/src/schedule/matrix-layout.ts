/**
 * How a stage's columns and summed indices are spread over the lanes of a subgroup.
 *
 * A product does not care in which order its columns are numbered, nor in which order it sums, as long as both sides agree.
 * So both are chosen such that what a lane holds lies side by side in memory: of every row `width` neighbours along the
 * summed index, and of the result a run of neighbouring columns. The right operand, a factor, is packed once to match.
 */
import type { Packing } from '@einlay/ir/loop';

/** Columns of one product, by the hardware. */
export const COLUMNS = 8;
/** Lanes that share a row. */
const PAIRS = 4;

/** An axis cut into `outer` parts of `inner`, padded when their product is more than its extent. */
export interface Cut {
  readonly name: string;
  readonly extent: number;
  readonly outer: number;
  readonly inner: number;
}

/**
 * Cuts axes, outermost first, so that one block of `block` neighbours in their row-major order is the product of all inner
 * parts. Undefined when blocks would straddle; only the outermost axis is padded.
 */
export function cutAxes(
  axes: readonly { readonly name: string; readonly extent: number }[],
  block: number,
): readonly Cut[] | undefined {
  const cuts: Cut[] = [];
  let rest = block;
  for (let at = axes.length - 1; at >= 0; at -= 1) {
    const { name, extent } = axes[at] as (typeof axes)[number];
    if (extent % rest === 0) {
      cuts.unshift({ name, extent, outer: extent / rest, inner: rest });
      rest = 1;
    } else if (rest % extent === 0 && at > 0) {
      cuts.unshift({ name, extent, outer: 1, inner: extent });
      rest /= extent;
    } else if (at === 0) {
      cuts.unshift({ name, extent, outer: Math.ceil(extent / rest), inner: rest });
      rest = 1;
    } else return undefined;
  }
  return rest === 1 ? cuts : undefined;
}

/** Bits of a column's number inside its group, lowest first: which lane, and which of what the lane holds. */
type ColumnBit = { readonly of: 'lane' | 'held'; readonly bit: number };

/**
 * A group of `tiles` products' columns. A lane holds 2 · tiles of them, numbered x: bit 0 tells the two that the hardware
 * gives it in one product, the others which product. `run` of them are neighbours, a power of two.
 */
export function columnBits(tiles: number, run: number): readonly ColumnBit[] {
  const held = Math.log2(2 * tiles);
  const low = Math.log2(run);
  const x = Array.from({ length: held }, (_, bit): ColumnBit => ({ of: 'held', bit }));
  return [...x.slice(0, low), { of: 'lane', bit: 0 }, { of: 'lane', bit: 1 }, ...x.slice(low)];
}

/** The number inside its group of the column that a lane holds as x; `pair` is the lane's number among those of its row. */
export const columnOf = (bits: readonly ColumnBit[], pair: number, x: number): number =>
  bits.reduce((sum, { of, bit }, position) => sum + ((((of === 'lane' ? pair : x) >> bit) & 1) << position), 0);

/** A part of an axis of a packed factor, with how far it moves in memory. */
export interface PackedPart {
  readonly name: string;
  readonly kind: 'whole' | 'outer' | 'inner';
  readonly stride: number;
}

export interface PackedFactor {
  readonly packing: Packing;
  readonly elements: number;
  /** Strides of whole axes, and of the outer parts of cut ones. */
  readonly strides: ReadonlyMap<string, number>;
  /** How far it is from one product of a group to the next. */
  readonly tileStride: number;
  /** Of a staged factor, from one block of columns to the next. */
  readonly blockStride: number;
}

/**
 * The packing of a right operand with axes `indices`: first what is neither column nor summed, then groups of columns,
 * the products of a group, blocks of the sum; innermost, for each of 8 columns, `4 · width` neighbours along the sum.
 *
 * With `groups` it is packed to be staged: what is neither column nor summed, then blocks of so many groups, blocks of the sum,
 * each as two matrices of depth 16 that lie as `stagedPosition` says, which the caller has made sure of: one axis at most has
 * several groups, a multiple of `groups`, and a block of the sum is 32.
 */
export function packFactor(
  indices: readonly string[],
  shape: readonly number[],
  columns: readonly Cut[],
  summed: readonly Cut[],
  bits: readonly ColumnBit[],
  groups?: number,
): PackedFactor {
  const columnCuts = new Map(columns.map((cut) => [cut.name, cut]));
  const summedCuts = new Map(summed.map((cut) => [cut.name, cut]));
  const splits: number[][] = [];
  const numbers = new Map<string, number>();
  let count = 0;
  const isStaged = groups !== undefined;
  const blocked = columns.find(({ outer }) => outer > 1) ?? columns[0];
  const part = (key: string): void => {
    numbers.set(key, count);
    count += 1;
  };
  indices.forEach((name, axis) => {
    const [column, sum] = [columnCuts.get(name), summedCuts.get(name)];
    if (column) {
      const binary = Math.log2(column.inner);
      const isBlocked = isStaged && name === blocked?.name;
      splits.push([
        ...(isBlocked ? [column.outer / groups, groups] : [column.outer]),
        ...Array.from({ length: binary }, () => 2),
      ]);
      if (isBlocked) part(`block ${name}`);
      part(`outer ${name}`);
      for (let bit = binary - 1; bit >= 0; bit -= 1) part(`bit ${name} ${bit}`);
    } else if (sum) {
      const binary = isStaged ? Math.log2(sum.inner) : 0;
      splits.push([sum.outer, ...(isStaged ? Array.from({ length: binary }, () => 2) : [sum.inner])]);
      part(`outer ${name}`);
      if (!isStaged) part(`inner ${name}`);
      for (let bit = binary - 1; bit >= 0; bit -= 1) part(`bit ${name} ${bit}`);
    } else {
      splits.push([shape[axis] as number]);
      part(`whole ${name}`);
    }
  });
  const whole = indices.filter((name) => !columnCuts.has(name) && !summedCuts.has(name));
  /** Where bit `position` of a number inside its block stands. */
  const bitAt = (position: number, cuts = columns): string => {
    let below = position;
    for (const { name, inner } of [...cuts].reverse()) {
      const binary = Math.log2(inner);
      if (below < binary) return `bit ${name} ${below}`;
      below -= binary;
    }
    return '';
  };
  const positions = (of: ColumnBit['of'], wanted: (bit: number) => boolean): readonly string[] =>
    bits
      .flatMap((each, position) => (each.of === of && wanted(each.bit) ? [{ bit: each.bit, position }] : []))
      .sort((left, right) => right.bit - left.bit)
      .map(({ position }) => bitAt(position));
  // Of the 32 neighbours along a sum a lane has 8: bits 3 and 4 say which lane, 2 which of its two products, 1 which eight of depth.
  const depthBits = (...positions: readonly number[]): readonly string[] =>
    positions.map((position) => bitAt(position, summed));
  const staged = isStaged && [
    ...whole.map((name) => `whole ${name}`),
    `block ${blocked?.name ?? ''}`,
    ...summed.map(({ name }) => `outer ${name}`),
    ...depthBits(2, 1),
    ...columns.map(({ name }) => `outer ${name}`),
    ...positions('held', (bit) => bit > 0),
    ...positions('lane', () => true),
    ...positions('held', (bit) => bit === 0),
    ...depthBits(4, 3, 0),
  ];
  const keys = staged || [
    ...whole.map((name) => `whole ${name}`),
    ...columns.map(({ name }) => `outer ${name}`),
    ...positions('held', (bit) => bit > 0),
    ...summed.map(({ name }) => `outer ${name}`),
    ...positions('lane', () => true),
    ...positions('held', (bit) => bit === 0),
    ...summed.map(({ name }) => `inner ${name}`),
  ];
  const order = keys.map((key) => numbers.get(key) as number);
  const extents = splits.flat();
  const strideAfter = (at: number): number =>
    order.slice(at + 1).reduce((all, each) => all * (extents[each] as number), 1);
  const strides = new Map<string, number>();
  keys.forEach((key, at) => {
    const [kind, name] = key.split(' ') as [string, string];
    if (kind === 'whole' || kind === 'outer') strides.set(name, strideAfter(at));
  });
  const elements = extents.reduce((all, each) => all * each, 1);
  const lastTileBit = positions('held', (bit) => bit > 0).at(-1);
  return {
    packing: { shape, splits, order },
    elements,
    strides,
    tileStride: lastTileBit === undefined ? 0 : strideAfter(keys.indexOf(lastTileBit)),
    blockStride: isStaged ? strideAfter(keys.indexOf(`block ${blocked?.name ?? ''}`)) : 0,
  };
}

/** What lane `pair` adds to each column index of its group, as a table over the four lanes of a row, and x likewise. */
export function columnDigits(
  columns: readonly Cut[],
  bits: readonly ColumnBit[],
  tiles: number,
): {
  readonly ofPair: ReadonlyMap<string, readonly number[]>;
  readonly ofHeld: ReadonlyMap<string, readonly number[]>;
} {
  const digitOf = (number: number, at: number): number => {
    const below = columns.slice(at + 1).reduce((all, { inner }) => all * inner, 1);
    return Math.floor(number / below) % (columns[at] as Cut).inner;
  };
  const table = (length: number, number: (position: number) => number): ReadonlyMap<string, readonly number[]> =>
    new Map(
      columns.map(({ name }, at) => [name, Array.from({ length }, (_, position) => digitOf(number(position), at))]),
    );
  return {
    ofPair: table(PAIRS, (pair) => columnOf(bits, pair, 0)),
    ofHeld: table(2 * tiles, (x) => columnOf(bits, 0, x)),
  };
}
