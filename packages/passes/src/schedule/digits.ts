/** From one flat position to the positions of several indices. */
import { index, plus, quotient, remainder, times } from '@einlay/ir/loop';
import type { IndexLike, LoopExpression } from '@einlay/ir/loop';

/**
 * The digits of `tile · size + offset` in the mixed radix of `extents`, outermost first. Tiles that divide an extent, or
 * the other way round, cost no division for the offset. The outermost digit has no bound: it shows what lies beyond.
 */
export function digitsOf(
  tile: IndexLike,
  size: number,
  offset: number,
  extents: readonly IndexLike[],
): readonly LoopExpression[] {
  if (extents.length === 0) return [];
  const digits: LoopExpression[] = [];
  let [rest, width, within] = [index(tile), size, offset];
  for (const extent of extents.slice(1).reverse()) {
    if (typeof extent === 'number' && width % extent === 0) {
      digits.push(index(within % extent));
      within = Math.floor(within / extent);
      width /= extent;
    } else if (typeof extent === 'number' && extent % width === 0) {
      const tiles = extent / width;
      digits.push(plus(times(remainder(rest, tiles), width), within));
      [rest, width, within] = [quotient(rest, tiles), 1, 0];
    } else {
      const flat = plus(times(rest, width), within);
      digits.push(remainder(flat, extent));
      [rest, width, within] = [quotient(flat, extent), 1, 0];
    }
  }
  digits.push(plus(times(rest, width), within));
  return digits.reverse();
}
