/** What the choices of `arrange` cost, in seconds of ONNX Runtime on a CPU; see `onnxRates`. */
import { reordering, sameLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { onnxRates as rates } from './target.ts';

/** How an operand of a matrix product lies in memory: which of batch, rows and columns is outermost. */
export const FORMS = ['plain', 'transposed', 'batchInside', 'batchInsideTransposed'] as const;

export type Form = (typeof FORMS)[number];

export interface ProductSizes {
  readonly batch: number;
  readonly rows: number;
  readonly columns: number;
  readonly summed: number;
  readonly elementBytes: number;
}

/** One MatMul. Transposes of its operands that ONNX Runtime fuses into it are in the forms. */
export function productSeconds(sizes: ProductSizes, left: Form, right: Form): number {
  const { batch, rows, columns, summed, elementBytes } = sizes;
  const lost = [rows, columns, summed].reduce((all, extent) => all * (1 + rates.smallExtent / Math.max(extent, 1)), 1);
  const flops = 2 * batch * rows * columns * summed;
  const slow = elementBytes / 4;
  return (
    rates.launch +
    batch * rates.batchedProduct +
    flops * rates.flop * lost * slow +
    batch * rows * summed * elementBytes * rates.packByte.left[left] +
    batch * summed * columns * elementBytes * rates.packByte.right[right] +
    batch * rows * columns * elementBytes * rates.productByte
  );
}

/** One operator of pointwise work that reads and writes so many bytes. */
export const pointwiseSeconds = (bytes: number): number => rates.launch + bytes * rates.pointwiseByte;

/** Copying a tensor of so many bytes, once. */
export const copySeconds = (bytes: number): number => rates.launch + bytes * rates.copyByte;

/** Transposes that lead from one layout to another, one after the other, and what they cost. */
export interface Route {
  readonly seconds: number;
  readonly layouts: readonly Layout[];
}

/**
 * The cheapest way to reorder axes. ONNX Runtime moves a single axis several times faster than it does anything else, so
 * two such moves often beat the one Transpose that says the same.
 */
export function cheapestRoute(sizes: readonly number[], from: Layout, to: Layout, elementBytes: number): Route {
  if (sameLayout(from, to)) return { seconds: 0, layouts: [] };
  let best: Route = { seconds: transposeSeconds(sizes, from, to, elementBytes), layouts: [to] };
  if (from.length > MAX_ROUTED_AXES) return best;
  for (const middle of singleMoves(reordering(from, to).groups)) {
    const seconds =
      transposeSeconds(sizes, from, middle, elementBytes) + transposeSeconds(sizes, middle, to, elementBytes);
    if (seconds < best.seconds) best = { seconds, layouts: [middle, to] };
  }
  return best;
}

/** Beyond this many axes only the direct way is considered. */
const MAX_ROUTED_AXES = 8;

/** Every layout that moving one group leads to. */
function* singleMoves(groups: readonly Layout[]): Iterable<Layout> {
  for (const [position, group] of groups.entries()) {
    const rest = groups.filter((_, at) => at !== position);
    for (let at = 0; at <= rest.length; at += 1)
      if (at !== position) yield [...rest.slice(0, at), group, ...rest.slice(at)].flat();
  }
}

function transposeSeconds(sizes: readonly number[], from: Layout, to: Layout, elementBytes: number): number {
  const { groups, order } = reordering(from, to);
  if (groups.length < 2) return 0;
  const extents = groups.map((group) => group.reduce((all, axis) => all * (sizes[axis] as number), 1));
  const elements = extents.reduce((all, extent) => all * extent, 1);
  const bytes = 2 * elements * elementBytes;
  const staysInside = order.at(-1) === groups.length - 1;
  const staysOutside = order[0] === 0;
  const block = staysInside ? (extents.at(-1) as number) : 1;
  const moved = extents.slice(staysOutside ? 1 : 0, staysInside ? -1 : undefined);
  if (moved.length > 2) {
    const { byte, block: perBlock, element } = rates.transpose;
    return rates.launch + bytes * byte + (block > 1 ? (elements / block) * perBlock : elements * element);
  }
  const { byte, block: perBlock, pair, element, wideRow, wide, pagesApart, matrix } = rates.moveAxis;
  if (block > 1) return rates.launch + bytes * byte + (elements / block) * (block === 2 ? pair : perBlock);
  const matrices = staysOutside ? (extents[0] as number) : 1;
  const [rows, columns] = moved as [number, number];
  // Rows pages apart are read and written: every access falls into the same few lines of the cache.
  const collides = (rows * elementBytes) % 16384 === 0 && (columns * elementBytes) % 4096 === 0;
  const slower = (columns > wideRow ? wide : 1) * (collides ? pagesApart : 1);
  return rates.launch + bytes * element * slower + matrices * matrix;
}
