/** Reads and prints extents. */
import type { Extent, SymbolicExtent } from './artifact.ts';

/** No axis and no tensor has more elements: beyond it, positions are no longer exact everywhere. */
export const MAX_ELEMENTS = 2 ** 40;

/** The number an extent stands for, or undefined when one of its symbols has no value yet. */
export function valueOf(extent: Extent, symbols: ReadonlyMap<string, number>): number | undefined {
  if (typeof extent === 'number') return extent;
  let value = extent.coefficient;
  for (const name of extent.symbols) {
    const factor = symbols.get(name);
    if (factor === undefined) return undefined;
    value *= factor;
  }
  return value;
}

/** The number of elements of a shape. */
export const elementsOf = (shape: readonly number[]): number => shape.reduce((all, extent) => all * extent, 1);

export const isSymbolic = (extent: Extent | undefined): extent is SymbolicExtent => typeof extent === 'object';

/** `1024`, `t`, `8·t`. */
export function printExtent(extent: Extent): string {
  if (typeof extent === 'number') return String(extent);
  const factors = extent.coefficient === 1 ? extent.symbols : [String(extent.coefficient), ...extent.symbols];
  return factors.join('·');
}

/** `[..., 1024]`. */
export const printShape = (shape: readonly Extent[]): string => `[${shape.map(printExtent).join(', ')}]`;
