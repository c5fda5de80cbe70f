/** The functions of expressions, and how each kind of sign computes. */
import type { BinaryOperator, Scalar, UnaryOperator } from '@einlay/ir';
import type { BinarySign } from './ast.ts';

/** Functions of one number. */
const UNARY_FUNCTIONS = [
  'exp',
  'log',
  'sqrt',
  'rsqrt',
  'abs',
  'sin',
  'cos',
  'tanh',
  'erf',
  'sigmoid',
  'relu',
  'gelu',
  'gelu_tanh',
  'silu',
] as const satisfies readonly UnaryOperator[];

/** Functions of two numbers or more, from left to right. */
const FOLDING_FUNCTIONS = ['max', 'min'] as const satisfies readonly BinaryOperator[];

/** `where(condition, whenTrue, whenFalse)` */
export const SELECT = 'where';

/** The functions of scalars that the language has. */
export const FUNCTION_NAMES: readonly string[] = [...UNARY_FUNCTIONS, ...FOLDING_FUNCTIONS, SELECT];

export const unaryFunction = (name: string): UnaryOperator | undefined =>
  UNARY_FUNCTIONS.find((operator) => operator === name);

export const foldingFunction = (name: string): BinaryOperator | undefined =>
  FOLDING_FUNCTIONS.find((operator) => operator === name);

/** How many arguments a function takes: at least and at most. */
export function argumentCounts(name: string): { readonly least: number; readonly most: number } | undefined {
  if (unaryFunction(name)) return { least: 1, most: 1 };
  if (foldingFunction(name)) return { least: 2, most: Infinity };
  return name === SELECT ? { least: 3, most: 3 } : undefined;
}

export const BINARY_SIGNS: Readonly<Record<BinarySign, BinaryOperator>> = {
  '+': 'add',
  '-': 'subtract',
  '*': 'multiply',
  '/': 'divide',
  '^': 'power',
  '<': 'less',
  '<=': 'less-equal',
  '>': 'greater',
  '>=': 'greater-equal',
  '==': 'equal',
  '!=': 'not-equal',
  and: 'and',
  or: 'or',
};

const COMPARISONS: readonly BinarySign[] = ['<', '<=', '>', '>=', '==', '!='];

export const isComparison = (sign: BinarySign): boolean => COMPARISONS.includes(sign);

export const isLogical = (sign: BinarySign): boolean => sign === 'and' || sign === 'or';

export const literal = (value: number): Scalar => ({ kind: 'literal', value });

/** The operator on two parts; computed at once when both are numbers. */
export function binary(operator: BinaryOperator, left: Scalar, right: Scalar): Scalar {
  if (left.kind === 'literal' && right.kind === 'literal')
    return literal(computeBinary(operator, left.value, right.value));
  if (operator === 'multiply' && left.kind === 'literal' && left.value === 1) return right;
  if ((operator === 'multiply' || operator === 'divide') && right.kind === 'literal' && right.value === 1) return left;
  return { kind: 'binary', operator, left, right };
}

/** The operator on one part; computed at once when that is a number. */
export function unary(operator: UnaryOperator, argument: Scalar): Scalar {
  const value = argument.kind === 'literal' ? computeUnary(operator, argument.value) : undefined;
  return value === undefined ? { kind: 'unary', operator, argument } : literal(value);
}

/** One of two parts; the one taken when the condition is a number. */
export function select(condition: Scalar, whenTrue: Scalar, whenFalse: Scalar): Scalar {
  if (condition.kind === 'literal') return condition.value === 0 ? whenFalse : whenTrue;
  return { kind: 'select', condition, whenTrue, whenFalse };
}

function computeBinary(operator: BinaryOperator, left: number, right: number): number {
  switch (operator) {
    case 'add':
      return left + right;
    case 'subtract':
      return left - right;
    case 'multiply':
      return left * right;
    case 'divide':
      return left / right;
    case 'power':
      return left ** right;
    case 'max':
      return Math.max(left, right);
    case 'min':
      return Math.min(left, right);
    case 'less':
      return Number(left < right);
    case 'less-equal':
      return Number(left <= right);
    case 'greater':
      return Number(left > right);
    case 'greater-equal':
      return Number(left >= right);
    case 'equal':
      return Number(left === right);
    case 'not-equal':
      return Number(left !== right);
    case 'and':
      return Number(left !== 0 && right !== 0);
    case 'or':
      return Number(left !== 0 || right !== 0);
  }
}

/** Undefined for functions worth leaving to the interpreter and the targets. */
function computeUnary(operator: UnaryOperator, value: number): number | undefined {
  switch (operator) {
    case 'negate':
      return -value;
    case 'not':
      return Number(value === 0);
    case 'exp':
      return Math.exp(value);
    case 'log':
      return Math.log(value);
    case 'sqrt':
      return Math.sqrt(value);
    case 'rsqrt':
      return 1 / Math.sqrt(value);
    case 'abs':
      return Math.abs(value);
    case 'sin':
      return Math.sin(value);
    case 'cos':
      return Math.cos(value);
    case 'tanh':
      return Math.tanh(value);
    case 'sigmoid':
      return 1 / (1 + Math.exp(-value));
    case 'relu':
      return Math.max(value, 0);
    case 'silu':
      return value / (1 + Math.exp(-value));
    case 'erf':
    case 'gelu':
    case 'gelu_tanh':
      return undefined;
  }
}
