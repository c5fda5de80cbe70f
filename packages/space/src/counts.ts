/** What a layer of given sizes costs and can express: exact, in whole numbers. */
import { inputProduct, outputProduct } from './sizes.ts';
import type { Sizes, Widths } from './sizes.ts';
import type { Theta } from './theta.ts';

/** What sizes amount to. */
export interface Counts {
  /** Numbers in all factors. */
  readonly params: number;
  /** Multiply-adds of a token, in the cheaper order. */
  readonly macs: number;
  readonly macsAFirst: number;
  readonly macsBFirst: number;
  /** Elements a token has between the two factors, in the cheaper order; 0 when there is only one factor. */
  readonly intermediate: number;
  readonly intermediateAFirst: number;
  readonly intermediateBFirst: number;
  /**
   * The least that must pass between x and y, whichever factors stand on either side. The matrix has this rank for almost all values of its
   * factors; a few shapes with α, β, δ and ε all above 1 and ρ = 1 stay a little below.
   */
  readonly rank: number;
}

/** The factors a point has: one whose exponents are all 0 would be a single number, and is left out. */
export type FactorNames = readonly ('A' | 'B')[];

const BOTH: FactorNames = ['A', 'B'];

/** Which factors a point has: one that would be a single number is left out. */
export function factorsOf({ alpha, beta, gamma, delta, epsilon, phi, rho }: Theta): FactorNames {
  if (gamma > 0 || phi > 0 || rho > 0) return BOTH;
  if (beta === 0 && epsilon === 0) return ['A'];
  return alpha === 0 && delta === 0 ? ['B'] : BOTH;
}

/** Counts of a layer with these factors. Sizes may be fractions, for growth laws. */
export function countsOf(sizes: Sizes, { dIn, dOut }: Widths, factors: FactorNames = BOTH): Counts {
  const { alpha, beta, gamma, delta, epsilon, phi, rho, xi } = sizes;
  const rank = Math.min(
    ...[dIn, dOut, inputProduct(sizes), outputProduct(sizes)],
    ...[xi * beta * gamma * delta * phi * rho, xi * alpha * gamma * epsilon * phi * rho],
  );
  const [a, b] = [xi * alpha * gamma * delta * phi * rho, xi * beta * gamma * epsilon * phi * rho];
  const [only] = factors;
  if (factors.length === 1) {
    const params = only === 'A' ? a : b;
    const macs = { macs: params, macsAFirst: params, macsBFirst: params };
    return { params, ...macs, intermediate: 0, intermediateAFirst: 0, intermediateBFirst: 0, rank };
  }
  const [macsAFirst, macsBFirst] = [a * beta + b * delta, b * alpha + a * epsilon];
  const intermediateAFirst = xi * beta * gamma * delta * phi * rho;
  const intermediateBFirst = xi * alpha * gamma * epsilon * phi * rho;
  const isAFirst = macsAFirst <= macsBFirst;
  return {
    params: a + b,
    macs: isAFirst ? macsAFirst : macsBFirst,
    macsAFirst,
    macsBFirst,
    intermediate: isAFirst ? intermediateAFirst : intermediateBFirst,
    intermediateAFirst,
    intermediateBFirst,
    rank,
  };
}

/** The sizes of a point at widths that need not be whole, or be split exactly: for growth laws. */
export function exactSizes(theta: Theta, { dIn, dOut }: Widths): Sizes {
  const narrow = Math.min(dIn, dOut);
  const xi = narrow ** theta.xi;
  const power = (width: number, exponent: number): number =>
    exponent === 0 ? 1 : (width / xi) ** (exponent / (1 - theta.xi));
  return {
    alpha: power(dIn, theta.alpha),
    beta: power(dIn, theta.beta),
    gamma: power(dIn, theta.gamma),
    delta: power(dOut, theta.delta),
    epsilon: power(dOut, theta.epsilon),
    phi: power(dOut, theta.phi),
    rho: narrow ** theta.rho,
    xi,
  };
}
