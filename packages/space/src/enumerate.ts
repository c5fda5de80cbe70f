/** All layers of given widths whose sizes are divisors of them: the points of the space that need no padding. */
import { divisorsOf, splitsOf } from './divisors.ts';
import type { Sizes, Widths } from './sizes.ts';

/** Which sizes are wanted. */
export interface EnumerateOptions {
  /** Every size is 1 or a multiple of this. */
  readonly multiple?: number;
  /** Only those with ω = 0: A has no δ and is the smaller factor, or B has no β and is. */
  readonly unshared?: boolean;
}

/**
 * Sizes one after another, of two that differ by the names of A and B only one. ρ is 1 or a power of two, up to where it
 * makes the layer no better.
 */
export function* enumerateSizes({ dIn, dOut }: Widths, options: EnumerateOptions = {}): Generator<Sizes> {
  const { multiple = 1, unshared = false } = options;
  const isAllowed = (sizes: readonly number[]): boolean => sizes.every((size) => size === 1 || size % multiple === 0);
  const [inputs, outputs] = [splitsOf(dIn, 3).filter(isAllowed), splitsOf(dOut, 3).filter(isAllowed)];
  for (const [alpha = 1, beta = 1, gamma = 1] of inputs) {
    for (const [delta = 1, epsilon = 1, phi = 1] of outputs) {
      const saved = Math.min(alpha, epsilon);
      const swapped = Math.min(beta, delta);
      if (saved < swapped || (saved === swapped && isAfter([alpha, epsilon], [beta, delta]))) continue;
      if (unshared && !((delta === 1 && alpha <= epsilon) || (beta === 1 && epsilon <= alpha))) continue;
      for (let rho = 1; rho <= saved; rho *= 2)
        if (rho === 1 || rho % multiple === 0 || multiple % rho === 0)
          yield { alpha, beta, gamma, delta, epsilon, phi, rho, xi: 1 };
    }
  }
}

const isAfter = (one: readonly number[], other: readonly number[]): boolean => {
  const at = one.findIndex((value, position) => value !== other[position]);
  return at >= 0 && (one[at] ?? 0) < (other[at] ?? 0);
};

/** How many sizes there are to look at, before any is left out. */
export const countSplits = ({ dIn, dOut }: Widths): number => tripleSplits(dIn) * tripleSplits(dOut);

const tripleSplits = (width: number): number =>
  divisorsOf(width).reduce((all, divisor) => all + divisorsOf(width / divisor).length, 0);
