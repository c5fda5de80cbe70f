/**
 * Random bodies of maps that stay where their functions are tame: logarithms and roots of what is positive, quotients
 * by what is not near zero, exponentials of what is small. A comparison jumps, so it only sees numbers that every target
 * holds exactly: indices, literals and elements of parameters.
 */
import type { BinaryOperator, Scalar, UnaryOperator } from '../tensor/nodes.ts';
import type { Choices } from './choices.ts';

/** An expression and how large its absolute value can get. */
export interface BoundedScalar {
  readonly scalar: Scalar;
  readonly bound: number;
}

/** What an expression may start from. `exact` marks numbers that no target rounds, `truth` marks truth values. */
export interface ScalarLeaf extends BoundedScalar {
  readonly exact: boolean;
  readonly truth: boolean;
}

const LITERALS = [0.5, 1, -1.5, 0.25, 2, 0] as const;
const SAFE_UNARY = [
  'negate',
  'abs',
  'relu',
  'tanh',
  'sin',
  'cos',
  'sigmoid',
  'erf',
  'gelu',
  'gelu_tanh',
  'silu',
] as const satisfies readonly UnaryOperator[];
const COMPARISONS = [
  'less-equal',
  'less',
  'greater',
  'greater-equal',
  'equal',
  'not-equal',
] as const satisfies readonly BinaryOperator[];
const LARGEST = 64;

const literal = (value: number): Scalar => ({ kind: 'literal', value });
const unary = (operator: UnaryOperator, argument: Scalar): Scalar => ({ kind: 'unary', operator, argument });
const binary = (operator: BinaryOperator, left: Scalar, right: Scalar): Scalar => ({
  kind: 'binary',
  operator,
  left,
  right,
});

/** A random expression of at most `depth` nested operators over `leaves`. */
export function randomScalar(choices: Choices, leaves: readonly ScalarLeaf[], depth: number): BoundedScalar {
  const numbers = leaves.filter(({ truth }) => !truth);
  const leaf = (): BoundedScalar => {
    if (numbers.length > 0 && !choices.oneIn(4)) return choices.from(numbers);
    const value = choices.from(LITERALS);
    return { scalar: literal(value), bound: Math.abs(value) };
  };
  const argument = (): BoundedScalar => randomScalar(choices, leaves, depth - 1);
  if (depth === 0) return leaf();
  switch (choices.below(6)) {
    case 0:
      return leaf();
    case 1: {
      const operator = choices.from(SAFE_UNARY);
      const { scalar, bound } = argument();
      return { scalar: unary(operator, scalar), bound: Math.max(bound, 1) };
    }
    case 2:
      return steepUnary(choices, argument());
    case 3: {
      const [left, right] = [argument(), argument()];
      const operator = choices.from(['add', 'subtract', 'max', 'min'] as const);
      return { scalar: binary(operator, left.scalar, right.scalar), bound: left.bound + right.bound };
    }
    case 4:
      return scaling(choices, argument(), argument());
    default: {
      const condition = randomCondition(choices, leaves, 1);
      const [whenTrue, whenFalse] = [argument(), argument()];
      return {
        scalar: { kind: 'select', condition, whenTrue: whenTrue.scalar, whenFalse: whenFalse.scalar },
        bound: Math.max(whenTrue.bound, whenFalse.bound),
      };
    }
  }
}

/** exp, log, sqrt or rsqrt of something that was moved to where they are smooth. */
function steepUnary(choices: Choices, { scalar, bound }: BoundedScalar): BoundedScalar {
  const positive = binary('add', unary('abs', scalar), literal(0.5));
  switch (choices.below(4)) {
    case 0:
      return { scalar: unary('exp', unary('tanh', scalar)), bound: 3 };
    case 1:
      return { scalar: unary('log', positive), bound: Math.log(bound + 2) };
    case 2:
      return { scalar: unary('sqrt', positive), bound: Math.sqrt(bound + 1) };
    default:
      return { scalar: unary('rsqrt', positive), bound: 2 };
  }
}

/** A product, quotient or power that does not grow beyond what half precision holds. */
function scaling(choices: Choices, left: BoundedScalar, right: BoundedScalar): BoundedScalar {
  const positive = (scalar: Scalar): Scalar => binary('add', unary('abs', scalar), literal(0.5));
  switch (choices.below(3)) {
    case 0:
      return left.bound * right.bound <= LARGEST
        ? { scalar: binary('multiply', left.scalar, right.scalar), bound: left.bound * right.bound }
        : { scalar: binary('subtract', left.scalar, right.scalar), bound: left.bound + right.bound };
    case 1:
      return { scalar: binary('divide', left.scalar, positive(right.scalar)), bound: 2 * left.bound };
    default: {
      const exponent = choices.from([0.5, -1, 1.5]);
      return {
        scalar: binary('power', positive(left.scalar), literal(exponent)),
        bound: Math.max(2, (left.bound + 0.5) ** exponent),
      };
    }
  }
}

/** A truth value of what is exact: comparisons, elements of truth tensors, and their combinations. */
export function randomCondition(choices: Choices, leaves: readonly ScalarLeaf[], depth: number): Scalar {
  const truths = leaves.filter(({ truth }) => truth);
  const exact = leaves.filter((leaf) => leaf.exact && !leaf.truth);
  const number = (): Scalar =>
    exact.length > 0 && !choices.oneIn(3) ? choices.from(exact).scalar : literal(choices.from(LITERALS));
  if (truths.length > 0 && choices.below(2) === 0) return choices.from(truths).scalar;
  if (depth > 0 && choices.oneIn(4)) {
    const left = randomCondition(choices, leaves, depth - 1);
    if (choices.oneIn(3)) return unary('not', left);
    return binary(choices.from(['and', 'or'] as const), left, randomCondition(choices, leaves, depth - 1));
  }
  return binary(choices.from(COMPARISONS), number(), number());
}
