/** From a layer to its point in the continuous space, or to why it is none. */
import type { TensorProgram } from '@einlay/ir';
import {
  MOST_FACTORS,
  analyzeSizes,
  factorsOf,
  networkCounts,
  networkTaxonomy,
  perIndexOf,
  placeProblem,
  thetaOfSizes,
} from '@einlay/space';
import type { Analysis, Network, NetworkCounts, NetworkIndex, Taxonomy, Widths } from '@einlay/space';
import { traceLayer } from './trace-layer.ts';
import type { TracedProduct } from './trace-layer.ts';

/** A layer of one or two factors: a point of seven exponents. */
export interface FoundPoint {
  readonly kind: 'point';
  readonly analysis: Analysis;
  /** The factors of the layer that are A and B. */
  readonly factors: readonly string[];
  readonly product: TracedProduct;
}

/** A layer of more factors: a point of the general form. */
export interface FoundNetwork extends NetworkCounts, Taxonomy {
  readonly kind: 'network';
  readonly widths: Widths;
  /** Its values are sizes. */
  readonly network: Network;
  readonly factors: readonly string[];
  readonly product: TracedProduct;
}

/** A layer that is no point, and why. */
export interface NoPoint {
  readonly kind: 'none';
  /** Words that go on after «it is not a point of the space: ». */
  readonly reason: string;
  /** When it is one product all the same. */
  readonly product?: TracedProduct;
}

/** The point of a layer, or why there is none. */
export type Found = FoundPoint | FoundNetwork | NoPoint;

/** The point that a layer is. Axes whose extents only a run knows are tokens, all others features. */
export function findPoint(program: TensorProgram): Found {
  const traced = traceLayer(program);
  if (traced.kind === 'none') return traced;
  const { product } = traced;
  const problem = productProblem(product);
  if (problem !== undefined) return none(problem, product);

  const factors = product.tensors.filter(({ role }) => role === 'factor');
  const [input] = product.tensors.filter(({ role }) => role === 'input');
  const indices: NetworkIndex[] = [];
  for (const [at, index] of product.indices.entries()) {
    const place = {
      onInput: input?.indices.includes(at) ?? false,
      onOutput: product.output.includes(at),
      factors: factors.reduce((set, { indices: own }, factor) => (own.includes(at) ? set | (1 << factor) : set), 0),
    };
    const { extent: value } = index;
    if (typeof value !== 'number') {
      if (place.onInput && place.onOutput && place.factors === 0) continue;
      return none(`index \`${index.name}\` has no extent before it runs, and is not one of tokens`, product);
    }
    const wrong = placeProblem(place, factors.length);
    if (wrong !== undefined) return none(`index \`${index.name}\` ${wrong}`, product);
    indices.push({ ...place, value });
  }
  const network: Network = { factors: factors.length, indices };
  const side = (name: 'onInput' | 'onOutput'): number =>
    indices.filter((index) => index[name]).reduce((all, { value }) => all * value, 1);
  const widths: Widths = { dIn: side('onInput'), dOut: side('onOutput') };
  const names = factors.map(({ name }) => name);
  const sizes = perIndexOf(network, 1, (one, other) => one * other);
  if (!sizes) {
    const counts = networkCounts(network);
    return {
      kind: 'network',
      widths,
      network,
      factors: names,
      product,
      ...counts,
      ...networkTaxonomy(exponentsOf(network, widths)),
    };
  }
  const theta = thetaOfSizes(sizes, widths);
  // A layer with a second factor of nothing but blocks has one all the same.
  const analysis = analyzeSizes(theta, sizes, widths, factors.length === 2 ? ['A', 'B'] : factorsOf(theta));
  return analysis.ok
    ? { kind: 'point', analysis: analysis.value, factors: names, product }
    : none(analysis.problems.map(({ message }) => message).join('; '), product);
}

const none = (reason: string, product: TracedProduct): NoPoint => ({ kind: 'none', reason, product });

/** What is wrong with a product as a layer: x must stand in it once, and every factor too. */
function productProblem({ tensors }: TracedProduct): string | undefined {
  const inputs = tensors.filter(({ role }) => role === 'input');
  const factors = tensors.filter(({ role }) => role === 'factor');
  const [first, second] = inputs;
  if (!first) return 'its output does not depend on an input';
  if (second)
    return first.name === second.name
      ? `it is not linear in \`${first.name}\`, which stands in a product with itself`
      : `it is a product of two inputs, \`${first.name}\` and \`${second.name}\``;
  if (factors.length === 0) return 'it has no factors';
  if (factors.length > MOST_FACTORS) return `it has ${factors.length} factors, and a point has ${MOST_FACTORS} at most`;
  const twice = factors.find(({ name }, at) => factors.findIndex((factor) => factor.name === name) !== at);
  if (twice) return `it uses the factor \`${twice.name}\` more than once`;
  const diagonal = tensors.find(({ indices }) => new Set(indices).size < indices.length);
  return diagonal && `it takes a diagonal of \`${diagonal.name}\``;
}

/** The network with exponents in place of sizes. */
function exponentsOf({ factors, indices }: Network, { dIn, dOut }: Widths): Network {
  const narrow = Math.min(dIn, dOut);
  const blocks = indices
    .filter(({ onInput, onOutput }) => onInput && onOutput)
    .reduce((all, { value }) => all * value, 1);
  const share = (size: number, width: number): number => (size === 1 ? 0 : Math.log(size) / Math.log(width));
  const left = 1 - share(blocks, narrow);
  const exponent = ({ onInput, onOutput, value }: NetworkIndex): number => {
    if (onInput === onOutput) return share(value, narrow);
    return left * share(value, (onInput ? dIn : dOut) / blocks);
  };
  return { factors, indices: indices.map((index) => ({ ...index, value: exponent(index) })) };
}

/** The exponents of a found layer in the general form, for tables. */
export const exponentsOfNetwork = ({ network, widths }: FoundNetwork): Network => exponentsOf(network, widths);
