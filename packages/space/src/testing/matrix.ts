/** Layers as plain loops, and the matrices they stand for. */
import fc from 'fast-check';
import type { Sizes } from '../sizes.ts';

export interface Layer {
  readonly sizes: Sizes;
  /** In the order (ξ, γ, α, φ, δ, ρ). */
  readonly a: readonly number[];
  /** In the order (ξ, φ, γ, β, ρ, ε). */
  readonly b: readonly number[];
}

const product = (numbers: readonly number[]): number => numbers.reduce((all, number) => all * number, 1);

/** Calls `visit` for every combination of positions. */
export function everyPosition(extents: readonly number[], visit: (...position: readonly number[]) => void): void {
  for (let offset = 0; offset < product(extents); offset += 1) {
    let rest = offset;
    const position = extents.toReversed().map((extent) => {
      const digit = rest % extent;
      rest = Math.floor(rest / extent);
      return digit;
    });
    visit(...position.toReversed());
  }
}

const offsetOf = (extents: readonly number[], ...position: readonly number[]): number =>
  extents.reduce((offset, extent, axis) => offset * extent + (position[axis] ?? 0), 0);

export const shapeA = ({ xi, gamma, alpha, phi, delta, rho }: Sizes) => [xi, gamma, alpha, phi, delta, rho] as const;
export const shapeB = ({ xi, phi, gamma, beta, rho, epsilon }: Sizes) => [xi, phi, gamma, beta, rho, epsilon] as const;

/** The matrix, rows by features of x in the order (ξ, γ, β, α), columns by those of y in the order (ξ, φ, ε, δ). */
export function matrixOf({ sizes, a, b }: Layer): number[][] {
  const { alpha, beta, gamma, delta, epsilon, phi, rho, xi } = sizes;
  const matrix = Array.from({ length: xi * gamma * beta * alpha }, () =>
    Array.from({ length: xi * phi * epsilon * delta }, () => 0),
  );
  everyPosition(
    [xi, gamma, beta, alpha, phi, epsilon, delta, rho],
    (k = 0, g = 0, bb = 0, aa = 0, f = 0, e = 0, d = 0, r = 0) => {
      const row = matrix[offsetOf([xi, gamma, beta, alpha], k, g, bb, aa)] ?? [];
      const column = offsetOf([xi, phi, epsilon, delta], k, f, e, d);
      row[column] =
        (row[column] ?? 0) +
        (a[offsetOf(shapeA(sizes), k, g, aa, f, d, r)] ?? NaN) * (b[offsetOf(shapeB(sizes), k, f, g, bb, r, e)] ?? NaN);
    },
  );
  return matrix;
}

/** The layer applied, A first, and how many multiply-adds that took. */
export function applyAFirst(
  { sizes, a, b }: Layer,
  x: readonly number[],
): { y: number[]; macs: number; between: number } {
  const { alpha, beta, gamma, delta, epsilon, phi, rho, xi } = sizes;
  const zShape = [xi, beta, gamma, delta, phi, rho];
  const z = Array.from({ length: product(zShape) }, () => 0);
  const y = Array.from({ length: xi * phi * epsilon * delta }, () => 0);
  let macs = 0;
  everyPosition([...zShape, alpha], (k = 0, bb = 0, g = 0, d = 0, f = 0, r = 0, aa = 0) => {
    const at = offsetOf(zShape, k, bb, g, d, f, r);
    z[at] =
      (z[at] ?? 0) +
      (a[offsetOf(shapeA(sizes), k, g, aa, f, d, r)] ?? NaN) *
        (x[offsetOf([xi, gamma, beta, alpha], k, g, bb, aa)] ?? NaN);
    macs += 1;
  });
  everyPosition([...zShape, epsilon], (k = 0, bb = 0, g = 0, d = 0, f = 0, r = 0, e = 0) => {
    const at = offsetOf([xi, phi, epsilon, delta], k, f, e, d);
    y[at] =
      (y[at] ?? 0) +
      (b[offsetOf(shapeB(sizes), k, f, g, bb, r, e)] ?? NaN) * (z[offsetOf(zShape, k, bb, g, d, f, r)] ?? NaN);
    macs += 1;
  });
  return { y, macs, between: z.length };
}

/** The layer applied, B first. */
export function applyBFirst(
  { sizes, a, b }: Layer,
  x: readonly number[],
): { y: number[]; macs: number; between: number } {
  const { alpha, beta, gamma, delta, epsilon, phi, rho, xi } = sizes;
  const zShape = [xi, alpha, gamma, epsilon, phi, rho];
  const z = Array.from({ length: product(zShape) }, () => 0);
  const y = Array.from({ length: xi * phi * epsilon * delta }, () => 0);
  let macs = 0;
  everyPosition([...zShape, beta], (k = 0, aa = 0, g = 0, e = 0, f = 0, r = 0, bb = 0) => {
    const at = offsetOf(zShape, k, aa, g, e, f, r);
    z[at] =
      (z[at] ?? 0) +
      (b[offsetOf(shapeB(sizes), k, f, g, bb, r, e)] ?? NaN) *
        (x[offsetOf([xi, gamma, beta, alpha], k, g, bb, aa)] ?? NaN);
    macs += 1;
  });
  everyPosition([...zShape, delta], (k = 0, aa = 0, g = 0, e = 0, f = 0, r = 0, d = 0) => {
    const at = offsetOf([xi, phi, epsilon, delta], k, f, e, d);
    y[at] =
      (y[at] ?? 0) +
      (a[offsetOf(shapeA(sizes), k, g, aa, f, d, r)] ?? NaN) * (z[offsetOf(zShape, k, aa, g, e, f, r)] ?? NaN);
    macs += 1;
  });
  return { y, macs, between: z.length };
}

/** x·W. */
export const multiply = (x: readonly number[], matrix: readonly (readonly number[])[]): number[] =>
  (matrix[0] ?? []).map((_, column) => matrix.reduce((sum, row, at) => sum + (x[at] ?? NaN) * (row[column] ?? NaN), 0));

/** A layer whose factors have normal entries drawn by `random`. */
export function gaussianLayer(sizes: Sizes, random: () => number): Layer {
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return {
    sizes,
    a: Array.from({ length: product(shapeA(sizes)) }, normal),
    b: Array.from({ length: product(shapeB(sizes)) }, normal),
  };
}

/** Sizes from 1 to `most`, with blocks now and then. */
export const arbitrarySizes = (most: number): fc.Arbitrary<Sizes> => {
  const size = fc.integer({ min: 1, max: most });
  return fc.record({
    alpha: size,
    beta: size,
    gamma: size,
    delta: size,
    epsilon: size,
    phi: size,
    rho: size,
    xi: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.integer({ min: 2, max: 3 })),
  });
};
