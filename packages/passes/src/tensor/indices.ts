/** Small questions about indices that several passes ask. */
import type { Extent, Operand, TensorNode, ValueId } from '@einlay/ir';

/** `items` without repeats, in order of first appearance. */
export const distinct = <Item>(items: Iterable<Item>): Item[] => [...new Set(items)];

/** The indices of operands, each once, in order of first appearance. */
export const indicesOf = (operands: readonly Operand[]): string[] =>
  distinct(operands.flatMap(({ indices }) => indices));

/** `name`, or `name` with the first number that makes it differ from everything in `taken`. */
export function freshIndex(name: string, taken: ReadonlySet<string>): string {
  let fresh = name;
  for (let count = 2; taken.has(fresh); count += 1) fresh = `${name}${count}`;
  return fresh;
}

/** The operands with indices renamed; indices that `names` does not know stay. */
export const renameIndices = (operands: readonly Operand[], names: ReadonlyMap<string, string>): Operand[] =>
  operands.map(({ value, indices }) => ({ value, indices: indices.map((index) => names.get(index) ?? index) }));

/** The extent of every index of `operands`, whose nodes `nodeOf` gives. */
export function extentsOf(
  operands: readonly Operand[],
  nodeOf: (value: ValueId) => TensorNode,
): ReadonlyMap<string, Extent> {
  const extents = new Map<string, Extent>();
  for (const { value, indices } of operands) {
    const { shape } = nodeOf(value);
    indices.forEach((index, axis) => extents.set(index, shape[axis] as Extent));
  }
  return extents;
}
