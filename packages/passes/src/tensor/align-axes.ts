import { divideExtent, extentsEqual, multiplyExtents } from '@einlay/ir';
import type { Extent } from '@einlay/ir';

/** Runs of axes of two shapes with the same elements: what a reshape joins, splits or leaves alone. */
export interface AxisGroup {
  readonly from: readonly number[];
  readonly to: readonly number[];
}

/**
 * The smallest groups of axes that a reshape from `from` to `to` maps onto each other, in order; an axis of extent 1 is a
 * group by itself, with nothing on the other side. Undefined when the groups cannot be told, as with extents of 0.
 */
export function alignAxes(from: readonly Extent[], to: readonly Extent[]): readonly AxisGroup[] | undefined {
  const groups: AxisGroup[] = [];
  const axesOf = (shape: readonly Extent[]): number[] => [...shape.keys()].filter((axis) => shape[axis] !== 1);
  const left = axesOf(from);
  const right = axesOf(to);
  while (left.length > 0 && right.length > 0) {
    const group = { from: left.splice(0, 1), to: right.splice(0, 1) };
    for (;;) {
      const fromExtent = multiplyExtents(group.from.map((axis) => from[axis] as Extent));
      const toExtent = multiplyExtents(group.to.map((axis) => to[axis] as Extent));
      if (extentsEqual(fromExtent, toExtent)) break;
      const isShort = divideExtent(toExtent, fromExtent) !== undefined;
      if (!isShort && divideExtent(fromExtent, toExtent) === undefined) return undefined;
      const [next] = (isShort ? left : right).splice(0, 1);
      if (next === undefined) return undefined;
      (isShort ? group.from : group.to).push(next);
    }
    groups.push(group);
  }
  return left.length + right.length === 0 ? groups : undefined;
}
