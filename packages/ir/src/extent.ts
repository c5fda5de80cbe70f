/**
 * Extents: sizes of axes, known or not.
 *
 * An extent is a number, or a product of a number and symbols whose values are known only when a program runs: the
 * tokens of a batch, a sequence length, or `8·t` where an axis of t was joined with one of 8. Products are all that
 * splitting and joining axes needs, and two products are equal exactly when they are written the same.
 */
import { invariant } from './diagnostic.ts';

/** A product of `coefficient` and `symbols`, which are sorted, repeated for powers, and never empty. */
export interface SymbolicExtent {
  readonly coefficient: number;
  readonly symbols: readonly string[];
}

/** How long an axis is: a number, or a product with symbols that are known only when a layer runs. */
export type Extent = number | SymbolicExtent;

/** Values for symbols, by name. */
export type ExtentBindings = ReadonlyMap<string, number>;

/** No axis and no tensor may have more elements than this: beyond it, positions are no longer exact in every target. */
export const MAX_ELEMENTS = 2 ** 40;

/** The extent named `name`, unknown until run. */
export const symbol = (name: string): SymbolicExtent => ({ coefficient: 1, symbols: [name] });

const coefficientOf = (extent: Extent): number => (typeof extent === 'number' ? extent : extent.coefficient);
const symbolsOf = (extent: Extent): readonly string[] => (typeof extent === 'number' ? [] : extent.symbols);

function product(coefficient: number, symbols: readonly string[]): Extent {
  return symbols.length === 0 || coefficient === 0 ? coefficient : { coefficient, symbols: [...symbols].sort() };
}

/** The product of extents; 1 for none. */
export function multiplyExtents(extents: readonly Extent[]): Extent {
  return product(
    extents.reduce<number>((all, extent) => all * coefficientOf(extent), 1),
    extents.flatMap(symbolsOf),
  );
}

/** `dividend / divisor` when that is an extent again, else undefined (a remainder, or a symbol only in the divisor). */
export function divideExtent(dividend: Extent, divisor: Extent): Extent | undefined {
  if (coefficientOf(divisor) === 0) return undefined;
  const coefficient = coefficientOf(dividend) / coefficientOf(divisor);
  const rest = [...symbolsOf(dividend)];
  for (const name of symbolsOf(divisor)) {
    const position = rest.indexOf(name);
    if (position < 0) return undefined;
    rest.splice(position, 1);
  }
  return Number.isInteger(coefficient) ? product(coefficient, rest) : undefined;
}

/** Whether two extents are equal for every value of their symbols. */
export function extentsEqual(left: Extent, right: Extent): boolean {
  const a = symbolsOf(left);
  const b = symbolsOf(right);
  return coefficientOf(left) === coefficientOf(right) && a.length === b.length && a.every((name, at) => name === b[at]);
}

/** Whether two shapes have equal extents, axis by axis. */
export const shapesEqual = (left: readonly Extent[], right: readonly Extent[]): boolean =>
  left.length === right.length && left.every((extent, axis) => extentsEqual(extent, right[axis] as Extent));

/** The extent with every symbol in `bindings` replaced by its value. */
export function bindExtent(extent: Extent, bindings: ExtentBindings): Extent {
  if (typeof extent === 'number') return extent;
  const unbound = extent.symbols.filter((name) => !bindings.has(name));
  if (unbound.length === extent.symbols.length) return extent;
  const bound = extent.symbols.filter((name) => bindings.has(name));
  return product(
    bound.reduce((all, name) => all * (bindings.get(name) ?? 1), extent.coefficient),
    unbound,
  );
}

/** The number an extent stands for; every symbol must be bound. */
export function evaluateExtent(extent: Extent, bindings: ExtentBindings = new Map()): number {
  const value = bindExtent(extent, bindings);
  invariant(typeof value === 'number', () => `extent ${printExtent(value)} has no value`);
  return value;
}

/** How many elements a shape has; every symbol must be bound. */
export const countElements = (shape: readonly Extent[], bindings?: ExtentBindings): number =>
  shape.reduce<number>((all, extent) => all * evaluateExtent(extent, bindings), 1);

/** `1024`, `t`, `8·t`. */
export function printExtent(extent: Extent): string {
  if (typeof extent === 'number') return String(extent);
  const factors = extent.coefficient === 1 ? extent.symbols : [String(extent.coefficient), ...extent.symbols];
  return factors.join('·');
}

/** `[t, 32, 32]`. */
export const printShape = (shape: readonly Extent[]): string => `[${shape.map(printExtent).join(', ')}]`;
