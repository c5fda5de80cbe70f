/** Chooses among points as they pass by, keeping nothing but what it chose. */
import type { Analysis } from './analyze.ts';
import { symmetryKey } from './symmetry.ts';
import type { SymmetryOptions } from './symmetry.ts';
import { isFullRank, isUnshared } from './taxonomy.ts';

/** What a point must be; what is left out does not matter. */
export interface Wanted {
  readonly fullRank?: boolean;
  readonly unshared?: boolean;
  readonly mostParams?: number;
  readonly mostMacs?: number;
  /** Elements of a token between the factors. */
  readonly mostIntermediate?: number;
}

/** Whether an analysed point is what is wanted. Full rank is asked of the taxonomy and of the sizes. */
export function isWanted(point: Analysis, wanted: Wanted): boolean {
  const { widths, params, macs, intermediate, rank } = point;
  if (wanted.fullRank === true && !(isFullRank(point) && rank === Math.min(widths.dIn, widths.dOut))) return false;
  if (wanted.unshared === true && !isUnshared(point)) return false;
  return (
    params <= (wanted.mostParams ?? Infinity) &&
    macs <= (wanted.mostMacs ?? Infinity) &&
    intermediate <= (wanted.mostIntermediate ?? Infinity)
  );
}

/** The first elements, `most` of them. */
export function* take<Element>(elements: Iterable<Element>, most: number): Generator<Element> {
  if (most <= 0) return;
  let taken = 0;
  for (const element of elements) {
    yield element;
    taken += 1;
    if (taken === most) return;
  }
}

/** The elements that are kept, one after the other, without a list of all. */
export function* filter<Element>(
  elements: Iterable<Element>,
  isKept: (element: Element) => boolean,
): Generator<Element> {
  for (const element of elements) if (isKept(element)) yield element;
}

/**
 * Of points whose sizes are the same up to symmetry the first. It remembers a short text for every one that is let through; of
 * given widths there are far fewer than points.
 */
export function* distinct(points: Iterable<Analysis>, options: SymmetryOptions = {}): Generator<Analysis> {
  const seen = new Set<string>();
  for (const point of points) {
    const key = symmetryKey(point.sizes, options);
    if (seen.has(key)) continue;
    seen.add(key);
    yield point;
  }
}

/** The least by an order, in order; of equal ones the earlier. Keeps `count` and no more. */
export function least<Element>(
  elements: Iterable<Element>,
  count: number,
  compare: (one: Element, other: Element) => number,
): readonly Element[] {
  const kept: Element[] = [];
  for (const element of elements) {
    const last = kept[count - 1];
    if (last !== undefined && compare(element, last) >= 0) continue;
    let [low, high] = [0, kept.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (compare(kept[middle] as Element, element) <= 0) low = middle + 1;
      else high = middle;
    }
    kept.splice(low, 0, element);
    if (kept.length > count) kept.pop();
  }
  return kept;
}
