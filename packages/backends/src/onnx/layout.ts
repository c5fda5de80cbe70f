/**
 * Layouts: in which order the axes of a value lie in memory.
 *
 * A layout lists axis numbers, outermost first; the tensor is row-major over them. Axes of extent 1 lie anywhere, so
 * layouts leave them out. Whether neighbouring axes are one dimension of an ONNX tensor or several is not part of a
 * layout: a Reshape changes it without touching memory.
 */
import { divideExtent, evaluateExtent, extentsEqual, invariant, multiplyExtents } from '@einlay/ir';
import type { Extent, ExtentBindings } from '@einlay/ir';

export type Layout = readonly number[];

/** The layout of a caller's tensor: axes in order. */
export const canonicalLayout = (shape: readonly Extent[]): Layout => withoutUnits(shape, [...shape.keys()]);

/** The layout without axes of extent 1. */
export const withoutUnits = (shape: readonly Extent[], layout: Layout): Layout =>
  layout.filter((axis) => shape[axis] !== 1);

export const sameLayout = (left: Layout, right: Layout): boolean =>
  left.length === right.length && left.every((axis, at) => axis === right[at]);

/** A reordering of runs of axes: `groups` as they lie now, and `order`, the position of each group that lies there after. */
export interface Reordering {
  readonly groups: readonly Layout[];
  readonly order: readonly number[];
}

/** How to get from one layout of a value to another, with axes that stay neighbours kept together. */
export function reordering(from: Layout, to: Layout): Reordering {
  const groups: number[][] = [];
  for (const axis of from) {
    const last = groups.at(-1);
    const before = to[to.indexOf(axis) - 1];
    if (last && before !== undefined && last.at(-1) === before) last.push(axis);
    else groups.push([axis]);
  }
  const order = groups
    .map((group, position) => ({ position, at: to.indexOf(group[0] as number) }))
    .sort((left, right) => left.at - right.at)
    .map(({ position }) => position);
  return { groups, order };
}

/** The product of the extents of some axes. */
export const extentOf = (shape: readonly Extent[], axes: readonly number[]): Extent =>
  multiplyExtents(axes.map((axis) => shape[axis] as Extent));

/** Axes of an operand of a reshape that hold the same elements as some axes of its value; both in order. */
export interface ReshapeGroup {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/**
 * The smallest runs of axes of two shapes of as many elements that hold the same elements. Axes of extent 1 are left
 * out. A reshape moves no element between groups, so whole groups can lie in any order before and after it.
 */
export function reshapeGroups(before: readonly Extent[], after: readonly Extent[]): readonly ReshapeGroup[] {
  const left = canonicalLayout(before);
  const right = canonicalLayout(after);
  const whole: readonly ReshapeGroup[] = [{ before: left, after: right }];
  if ([...before, ...after].includes(0)) return whole;
  const groups: ReshapeGroup[] = [];
  for (let [l, r] = [0, 0]; l < left.length || r < right.length;) {
    const found = shortestMatch(before, left.slice(l), after, right.slice(r));
    if (!found) return whole;
    groups.push(found);
    l += found.before.length;
    r += found.after.length;
  }
  return groups;
}

function shortestMatch(
  before: readonly Extent[],
  left: Layout,
  after: readonly Extent[],
  right: Layout,
): ReshapeGroup | undefined {
  for (let size = 1; size <= left.length; size += 1) {
    const extent = extentOf(before, left.slice(0, size));
    for (let others = 1; others <= right.length; others += 1) {
      const other = extentOf(after, right.slice(0, others));
      if (extentsEqual(extent, other)) return { before: left.slice(0, size), after: right.slice(0, others) };
      if (divideExtent(extent, other) === undefined) break;
    }
  }
  return undefined;
}

/** Numbers for the extents of a shape, symbols estimated by `bindings`. */
export function estimate(shape: readonly Extent[], bindings: ExtentBindings): readonly number[] {
  const sizes = shape.map((extent) => evaluateExtent(extent, bindings));
  invariant(sizes.every(Number.isFinite), 'onnx: an extent without an estimate');
  return sizes;
}
