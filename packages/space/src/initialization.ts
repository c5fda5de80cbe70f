/** How the factors of a layer are drawn before training, and how fast they learn. */
import type { FactorNames } from './counts.ts';
import { countsOf } from './counts.ts';
import type { Sizes, Widths } from './sizes.ts';

/** A factor as a batch of matrices, in the order in which factors are applied. */
export interface FactorRule {
  readonly name: 'A' | 'B';
  readonly fanIn: number;
  readonly fanOut: number;
  /** Standard deviation of a normal distribution: √min(fan in, fan out) / fan in. */
  readonly sigma: number;
  /** What the learning rate is multiplied by: width of x / fan in / number of factors. */
  readonly kappa: number;
}

/** The factors of a layer in the cheaper order, each with its rules. */
export function initialization(sizes: Sizes, widths: Widths, factors: FactorNames): readonly FactorRule[] {
  const { macsAFirst, macsBFirst } = countsOf(sizes, widths, factors);
  const order = macsAFirst <= macsBFirst ? factors : factors.toReversed();
  return order.map((name, position) => {
    const [fanIn, fanOut] = fansOf(name, position === 0 && order.length > 1, sizes);
    return {
      name,
      fanIn,
      fanOut,
      sigma: Math.sqrt(Math.min(fanIn, fanOut)) / fanIn,
      kappa: widths.dIn / fanIn / order.length,
    };
  });
}

/** What a factor maps to what; the first one hands ρ on to the second. */
function fansOf(name: 'A' | 'B', isFirst: boolean, sizes: Sizes): readonly [fanIn: number, fanOut: number] {
  const { alpha, beta, gamma, delta, epsilon, phi, rho } = sizes;
  if (name === 'A') return isFirst ? [alpha, delta * phi * rho] : [alpha * gamma * rho, delta];
  return isFirst ? [beta, epsilon * phi * rho] : [beta * gamma * rho, epsilon];
}

/** The μP factor of a layer: the fan-in that the base model has there, over the fan-in it has here. */
export const widthMultiplier = (baseFanIn: number, fanIn: number): number => baseFanIn / fanIn;
