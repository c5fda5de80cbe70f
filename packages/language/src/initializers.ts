/**
 * How factors are drawn, and how fast they learn, when a layer does not say: the rules of paper sections 4.2 and 4.3.
 *
 * A factor in a product is a batch of matrices, from the indices that earlier operands share with it and nobody later
 * needs, to the indices that are new with it. Earlier means: tensors that are no factors, and factors written before.
 */
import { multiplyExtents } from '@einlay/ir';
import type { Extent, Initializer, ValueId } from '@einlay/ir';

/** One operand of a product; `factor` is its parameter when it is nothing but a factor. */
export interface ProductOperand {
  readonly indices: readonly string[];
  readonly factor?: ValueId | undefined;
}

/** What a factor does in the first product it stands in. */
export type FactorUse =
  | { readonly kind: 'matrix'; readonly fanIn: number; readonly fanOut: number; readonly learningRate: number }
  /** The rows of a look-up table. */
  | { readonly kind: 'table' };

/** Deviation of embeddings (paper section 4.2). */
const TABLE_DEVIATION = 0.02;

/** The uses of all factors of one product, in written order. Products over extents that only a run knows say nothing. */
export function factorUses(
  operands: readonly ProductOperand[],
  output: readonly string[],
  extentOf: (index: string) => Extent,
): readonly (readonly [ValueId, FactorUse])[] {
  const size = (indices: readonly string[]): number => {
    const extent = multiplyExtents([...new Set(indices)].map(extentOf));
    return typeof extent === 'number' ? extent : NaN;
  };
  const data = operands.filter(({ factor }) => factor === undefined).flatMap(({ indices }) => indices);
  const factors = operands.filter((operand) => operand.factor !== undefined);
  const width = size(data.filter((index) => !output.includes(index)));
  const earlier = new Set(data);
  return factors.flatMap(({ indices, factor }, position) => {
    const later = factors.slice(position + 1).flatMap((operand) => operand.indices);
    const consumed = indices.filter((index) => earlier.has(index) && !later.includes(index) && !output.includes(index));
    const made = indices.filter((index) => !earlier.has(index));
    indices.forEach((index) => earlier.add(index));
    const [fanIn, fanOut] = [size(consumed), size(made)];
    if (factor === undefined || Number.isNaN(fanIn * fanOut * width)) return [];
    return [[factor, { kind: 'matrix', fanIn, fanOut, learningRate: width / fanIn / factors.length }] as const];
  });
}

/** How a factor is drawn that its layer says nothing of; one that is only added, such as a bias, starts at zero. */
export function defaultInitializer(use: FactorUse | undefined): Initializer {
  if (use?.kind === 'matrix') return { kind: 'spectral', fanIn: use.fanIn, fanOut: use.fanOut };
  return use ? { kind: 'normal', deviation: TABLE_DEVIATION } : { kind: 'zeros' };
}

/** The learning-rate multiplier κ of a factor that its layer says nothing of. */
export const defaultLearningRate = (use: FactorUse | undefined): number =>
  use?.kind === 'matrix' ? use.learningRate : 1;
