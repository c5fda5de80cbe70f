/** The three numbers that say what a point is worth, as the width of a square layer grows with θ fixed. */
import { EXPONENT_PRECISION } from './theta.ts';
import type { Theta } from './theta.ts';

/** The three numbers that say what a point is worth. */
export interface Taxonomy {
  /** Sharing: parameters are d^−ω of the multiply-adds of a token. At 0 every parameter is used once. */
  readonly omega: number;
  /** Rank: that of the matrix is d^ψ. At 1 it is full. */
  readonly psi: number;
  /** Compute: multiply-adds of a token are d^(1+ν). At 1 they are those of a dense layer. */
  readonly nu: number;
}

/**
 * ω, ψ and ν whichever factor is called A: work is that of the cheaper order of contraction. (Formulas that take A first for
 * granted are wrong for points such as (1/3, 2/3, 0, 3/4, 1/4, 0, 0).)
 */
export function taxonomyOf({ alpha, beta, delta, epsilon, rho, xi }: Theta): Taxonomy {
  const saved = Math.max(Math.min(alpha, epsilon), Math.min(beta, delta));
  const bottleneck = Math.min(0, 1 - xi + rho - alpha - epsilon, 1 - xi + rho - beta - delta);
  return {
    omega: tidy(Math.min(alpha + delta, beta + epsilon) - saved),
    psi: tidy(1 + bottleneck),
    nu: tidy(1 - xi + rho - saved),
  };
}

/** Whether every parameter is used once a token. */
export const isUnshared = ({ omega }: Taxonomy): boolean => Math.abs(omega) < EXPONENT_PRECISION;

/** Whether the rank grows as the width does. */
export const isFullRank = ({ psi }: Taxonomy): boolean => psi > 1 - EXPONENT_PRECISION;

/** Without what rounding left at the end of a sum of decimals. */
const tidy = (exponent: number): number => Math.round(exponent * 1e12) / 1e12 + 0;
