/** Structures that have names: each is a point, or a few exponents away from being one. */
import { refuse } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { checkTheta, parseExponent, thetaOf, vectorOf } from './theta.ts';
import type { Theta } from './theta.ts';

/** A parameter of a named structure. */
export interface StructureParameter {
  readonly name: string;
  /** Parameters without one must be given. */
  readonly default?: number;
}

/** A family of points with a name, such as `monarch(s)`. */
export interface NamedStructure {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly StructureParameter[];
  /** The point, for values in the order of the parameters, each between 0 and 1. */
  readonly point: (values: readonly number[]) => Theta;
}

/** Of a rank d^s, a number of blocks d^s, an index of size d^s. */
const power = (name: string): StructureParameter => ({ name });

const optional = (name: string, value: number): StructureParameter => ({ name, default: value });

/** The structures that have names. */
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

/** A structure by name. */
export const structureNamed = (name: string): NamedStructure | undefined =>
  STRUCTURES.find((structure) => structure.name === name);

/** A value for a parameter of a structure: by position, or by name. */
export interface StructureValue {
  readonly name?: string;
  readonly value: number;
}

/** The point of a named structure. Problems: unknown names, values that are missing, too many, or no exponents. */
export function structurePoint(name: string, given: readonly StructureValue[]): Outcome<Theta> {
  const structure = structureNamed(name);
  if (!structure)
    return refuse(
      'theta',
      `there is no structure \`${name}\`: they are theta(…), ${STRUCTURES.map((each) => each.name).join(', ')}`,
    );
  const { parameters } = structure;
  const values = new Map<string, number>();
  const problems: string[] = [];
  given.forEach(({ name: wanted, value }, position) => {
    const parameter = wanted === undefined ? parameters[position] : parameters.find((each) => each.name === wanted);
    const takes = `${name}(${parameters.map((each) => each.name).join(', ')})`;
    if (!parameter)
      problems.push(
        wanted === undefined
          ? `${takes} takes ${parameters.length === 1 ? '1 exponent' : `${parameters.length} exponents`} at most, but is given ${given.length}`
          : `${takes} has no exponent \`${wanted}\``,
      );
    else if (values.has(parameter.name)) problems.push(`\`${parameter.name}\` of ${takes} is given twice`);
    else if (!(value >= 0 && value <= 1))
      problems.push(`\`${parameter.name}\` of ${takes} is ${value}, which is not between 0 and 1`);
    else values.set(parameter.name, value);
  });
  const missing = parameters.filter((each) => each.default === undefined && !values.has(each.name));
  if (problems.length === 0 && missing.length > 0)
    problems.push(
      `${name}(${parameters.map((each) => each.name).join(', ')}) needs \`${missing.map((each) => each.name).join('`, `')}\``,
    );
  if (problems.length > 0) return refuse('theta', ...new Set(problems));
  const theta = structure.point(parameters.map((each) => values.get(each.name) ?? each.default ?? 0));
  return checkTheta(vectorOf(theta), theta.xi);
}

/** The point in a text such as `monarch(1/4)`, `btt(s = 1/4, a = 1/3)`, `dense` or `theta(1/2, 0, …)`. */
export function parseStructure(text: string): Outcome<Theta> {
  const [, name, list = ''] = /^\s*(\w+)\s*(?:\(([^()]*)\))?\s*$/.exec(text) ?? [];
  if (name === undefined) return refuse('theta', `\`${text}\` is not a structure such as monarch(1/4)`);
  const words = list.trim() === '' ? [] : list.split(',');
  const given = words.map((word): StructureValue & { readonly word: string } => {
    const [, parameter, exponent = word] = /^\s*(\w+)\s*=(.*)$/s.exec(word) ?? [];
    const value = parseExponent(exponent);
    return parameter === undefined
      ? { value, word: exponent.trim() }
      : { name: parameter, value, word: exponent.trim() };
  });
  const wrong = given.filter(({ value }) => Number.isNaN(value));
  if (wrong.length > 0) return refuse('theta', ...wrong.map(({ word }) => `\`${word}\` is not a number`));
  return pointNamed(name, given);
}

/** As `structurePoint`, with `theta` as one more name, whose exponents are all its seven, and `xi` by name. */
export function pointNamed(name: string, given: readonly StructureValue[]): Outcome<Theta> {
  if (name !== 'theta') return structurePoint(name, given);
  const named = given.filter((each) => each.name !== undefined);
  const unknown = named.find((each) => each.name !== 'xi');
  if (unknown) return refuse('theta', `theta(α, β, γ, δ, ε, φ, ρ, xi = 0) has no exponent \`${unknown.name ?? ''}\``);
  if (named.length > 1) return refuse('theta', '`xi` of theta(…) is given twice');
  const positional = given.filter((each) => each.name === undefined).map(({ value }) => value);
  return checkTheta(positional, named[0]?.value);
}
