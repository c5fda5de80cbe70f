/** Structures that have names: each is a point, or a few exponents away from being one. */
import { thetaOf } from './theta.ts';
import type { Theta } from './theta.ts';

export interface StructureParameter {
  readonly name: string;
  /** Parameters without one must be given. */
  readonly default?: number;
  readonly most: number;
}

export interface NamedStructure {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly StructureParameter[];
  /** The point, for values in the order of the parameters, each between 0 and its `most`. */
  readonly point: (values: readonly number[]) => Theta;
}

/** Of a rank d^s, a number of blocks d^s, an index of size d^s. */
const power = (name: string, most = 1): StructureParameter => ({ name, most });

const optional = (name: string, value: number, most = 1): StructureParameter => ({ name, most, default: value });

export const STRUCTURES: readonly NamedStructure[] = [
  {
    name: 'dense',
    summary: 'one full matrix',
    parameters: [],
    point: () => thetaOf([1, 0, 0, 1, 0, 0, 0]),
  },
  {
    name: 'low_rank',
    summary: 'a bottleneck of d^s features',
    parameters: [power('s')],
    point: ([s = 0]) => thetaOf([1, 0, 0, 0, 1, 0, s]),
  },
  {
    name: 'kronecker',
    summary: 'the Kronecker product of matrices of d^a and d^(1-a) rows',
    parameters: [optional('a', 1 / 2)],
    point: ([a = 0]) => thetaOf([a, 1 - a, 0, a, 1 - a, 0, 0]),
  },
  {
    name: 'tensor_train',
    summary: 'two cores of d^a and d^(1-a) rows joined by a bond of d^s',
    parameters: [power('s'), optional('a', 1 / 2)],
    point: ([s = 0, a = 0]) => thetaOf([a, 1 - a, 0, a, 1 - a, 0, s]),
  },
  {
    name: 'monarch',
    summary: 'two block-diagonal matrices of d^s blocks with a shuffle between',
    parameters: [optional('s', 1 / 2)],
    // Of more than √d blocks, some of the outer ones stay apart from each other.
    point: ([s = 0]) =>
      s <= 1 / 2
        ? thetaOf([1 - s, 0, s, 0, 1 - s, s, 1 - 2 * s])
        : thetaOf([1 - s, 0, 1 - s, 0, 1 - s, 1 - s, 0], 2 * s - 1),
  },
  {
    name: 'btt',
    summary: 'block tensor-train: d^(1-a) blocks of x, d^(1-e) blocks of y, rank d^s in each pair',
    parameters: [optional('s', 0), optional('a', 1 / 2), optional('e', 1 / 2)],
    point: ([s = 0, a = 0, e = 0]) => thetaOf([a, 0, 1 - a, 0, e, 1 - e, s]),
  },
  {
    name: 'block_dense',
    summary: 'd^s blocks compressed to d^t features each, then a full matrix',
    parameters: [power('s'), power('t')],
    point: ([s = 0, t = 0]) => thetaOf([1 - s, 0, s, 0, 1, 0, t]),
  },
  {
    name: 'block_diagonal',
    summary: 'd^s small matrices side by side',
    parameters: [power('s')],
    point: ([s = 0]) => thetaOf([1 - s, 0, 0, 1 - s, 0, 0, 0], s),
  },
];

export const structureNamed = (name: string): NamedStructure | undefined =>
  STRUCTURES.find((structure) => structure.name === name);
