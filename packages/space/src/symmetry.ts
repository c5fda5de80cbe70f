/** Points that stand for the same layers, and points that nobody should want. */
import { EXPONENT_PRECISION, THETA_INDICES } from './theta.ts';
import type { IndexName, Theta } from './theta.ts';

/** Anything that has a value for every index: exponents, sizes. */
type PerIndex = Readonly<Record<IndexName, number>>;

/** The same set of matrices, up to an order of features, with A and B exchanged. */
export const swapFactors = ({ alpha, beta, gamma, delta, epsilon, phi, rho, xi }: PerIndex): PerIndex => ({
  alpha: beta,
  beta: alpha,
  gamma,
  delta: epsilon,
  epsilon: delta,
  phi,
  rho,
  xi,
});

/** The transposed matrices: x and y change places, and so do the factors, so that A still meets x first. */
export const transpose = ({ alpha, beta, gamma, delta, epsilon, phi, rho, xi }: PerIndex): PerIndex => ({
  alpha: epsilon,
  beta: delta,
  gamma: phi,
  delta: beta,
  epsilon: alpha,
  phi: gamma,
  rho,
  xi,
});

/** Whether A first is the cheaper order, so that no factor must be exchanged. */
export const isCanonical = ({ alpha, beta, delta, epsilon }: PerIndex): boolean =>
  Math.min(alpha, epsilon) >= Math.min(beta, delta) - EXPONENT_PRECISION;

/** The same point with A first the cheaper order. */
export const canonical = (point: PerIndex): PerIndex => (isCanonical(point) ? point : swapFactors(point));

/** Whether the point costs more than a dense layer, without being able to say more. */
export const isDegenerate = ({ alpha, beta, delta, epsilon, rho }: Theta): boolean =>
  rho > Math.max(Math.min(alpha, epsilon), Math.min(beta, delta)) + EXPONENT_PRECISION;

/** Which points count as one. */
export interface SymmetryOptions {
  /** Whether a layer and its transpose count as one. */
  readonly transposed?: boolean;
}

/** A text that two points (or two lists of sizes) share exactly when symmetry makes one of the other. */
export function symmetryKey(point: PerIndex, { transposed = false }: SymmetryOptions = {}): string {
  const forms = [point, swapFactors(point)];
  const all = transposed ? [...forms, ...forms.map(transpose)] : forms;
  return all.map(keyOf).reduce((least, key) => (key < least ? key : least));
}

const keyOf = (point: PerIndex): string => {
  let key = `${Math.round(point.xi / EXPONENT_PRECISION)}`;
  for (const name of THETA_INDICES) key += ` ${Math.round(point[name] / EXPONENT_PRECISION)}`;
  return key;
};
