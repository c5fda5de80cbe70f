/**
 * Computes what is known: literals of literals, sums and products with 0 and 1 in indices, sides that a condition chooses.
 *
 * Needs:  nothing.
 * Leaves: no operator whose arguments are all literals, and no integer divided by a literal zero. Languages that evaluate
 *         such expressions while compiling refuse the ones that overflow or divide by zero.
 */
import { roundTo } from '@einlay/ir';
import type { Kernel, LoopExpression, LoopStatement, ScalarType } from '@einlay/ir/loop';
import { isComparison, literal, literalValue } from '@einlay/ir/loop';
import { BINARY, UNARY } from './operators.ts';
import { mapExpressions, mapParts, rewriteBody } from './rewrite.ts';

export const foldConstants = (kernel: Kernel): Kernel => ({ ...kernel, body: foldBody(kernel.body) });

export const foldBody = (body: readonly LoopStatement[]): readonly LoopStatement[] =>
  rewriteBody(body, (statement) => foldStatement(statement));

/** A statement with its expressions folded; an `if` of a known condition becomes the side it chooses. */
export function foldStatement(statement: LoopStatement): readonly LoopStatement[] {
  const folded = mapExpressions(statement, fold);
  if (folded.kind === 'if') {
    const chosen = literalValue(folded.condition);
    if (chosen !== undefined) return chosen === 0 ? folded.whenFalse : folded.whenTrue;
  }
  if (folded.kind === 'for' && literalValue(folded.extent) === 0) return [];
  return [folded];
}

/** The expression with everything known computed. */
export const fold = (expression: LoopExpression): LoopExpression => mapParts(expression, foldOnce);

/** Folds an expression whose operands are folded. */
export function foldOnce(expression: LoopExpression): LoopExpression {
  switch (expression.kind) {
    case 'unary': {
      const { argument, operator } = expression;
      return overLiterals([argument], ([value], type) => rounded(type, UNARY[operator](value as number))) ?? expression;
    }
    case 'binary':
      return foldBinary(expression);
    case 'multiply-add': {
      const { left, right, addend } = expression;
      const compute = ([a, b, c]: readonly number[], type: ScalarType): LoopExpression =>
        rounded(type, (a as number) * (b as number) + (c as number));
      return overLiterals([left, right, addend], compute) ?? expression;
    }
    case 'select': {
      const chosen = literalValue(expression.condition);
      if (chosen === undefined) return expression;
      return chosen === 0 ? expression.whenFalse : expression.whenTrue;
    }
    case 'cast': {
      const { type, argument } = expression;
      return overLiterals([argument], ([value]) => rounded(type, value as number)) ?? expression;
    }
    case 'component': {
      const { vector, lane } = expression;
      if (vector.kind === 'broadcast') return vector.argument;
      return vector.kind === 'vector' ? (vector.parts[lane] ?? expression) : expression;
    }
    case 'broadcast':
      return expression.lanes === 1 ? expression.argument : expression;
    default:
      return expression;
  }
}

function foldBinary(expression: LoopExpression & { readonly kind: 'binary' }): LoopExpression {
  const { operator, left, right } = expression;
  const computed = overLiterals([left, right], ([a, b], type) => {
    const value = BINARY[operator](a as number, b as number);
    return rounded(isComparison(operator) ? 'bool' : type, value);
  });
  if (computed) return computed;
  if (operator === 'and' || operator === 'or') {
    const [known, other] = left.kind === 'literal' ? [left, right] : [right, left];
    if (known.kind !== 'literal') return expression;
    return (known.value !== 0) === (operator === 'and') ? other : known;
  }
  // Floating zeros have signs and NaN: only integers have these rules.
  const integer = [left, right].find((side) => side.kind === 'literal' && side.type === 'i32');
  if (!integer) return expression;
  const [a, b] = [literalValue(left), literalValue(right)];
  switch (operator) {
    case 'add':
      if (a === 0) return right;
      if (b === 0) return left;
      // (x + 3) + 4 = x + 7, so that copies of an unrolled body differ by one number.
      if (b !== undefined && left.kind === 'binary' && left.operator === 'add') {
        const inner = literalValue(left.right);
        if (inner !== undefined) return { ...left, right: literal('i32', roundTo('i32', inner + b)) };
      }
      return a === undefined ? expression : { ...expression, left: right, right: left };
    case 'subtract':
      return b === 0 ? left : expression;
    case 'multiply':
      if (a === 0 || b === 0) return literal('i32', 0);
      if (a === 1) return right;
      return b === 1 ? left : (joinFactors(expression) ?? expression);
    case 'quotient':
      if (a === 0 || b === 0) return literal('i32', 0);
      return b === 1 ? left : (joinFactors(expression) ?? expression);
    case 'remainder':
      return a === 0 || b === 0 || b === 1 ? literal('i32', 0) : expression;
    default:
      return expression;
  }
}

/** x · 3 · 4 = x · 12, and x / 3 / 4 = x / 12, where that is an index. */
function joinFactors(expression: LoopExpression & { readonly kind: 'binary' }): LoopExpression | undefined {
  const { operator, left, right } = expression;
  if (left.kind !== 'binary' || left.operator !== operator) return undefined;
  const [inner, outer] = [literalValue(left.right), literalValue(right)];
  if (inner === undefined || outer === undefined || inner < 0 || outer < 0) return undefined;
  const product = inner * outer;
  return product < 2 ** 31 ? { ...left, right: literal('i32', product) } : undefined;
}

/** `compute` of literals, lane by lane; undefined when the arguments are something else. */
function overLiterals(
  parts: readonly LoopExpression[],
  compute: (values: readonly number[], type: ScalarType) => LoopExpression,
): LoopExpression | undefined {
  const [first] = parts;
  if (first?.kind === 'literal') {
    const values = parts.flatMap((part) => (part.kind === 'literal' ? [part.value] : []));
    return values.length === parts.length ? compute(values, first.type) : undefined;
  }
  const inLane = (lane: number): LoopExpression | undefined => {
    const lanes = parts.flatMap((part) => laneOf(part, lane) ?? []);
    return lanes.length === parts.length ? overLiterals(lanes, compute) : undefined;
  };
  const wide = parts.find((part) => part.kind === 'vector');
  if (wide?.kind === 'vector') {
    const computed = wide.parts.flatMap((_, lane) => inLane(lane) ?? []);
    return computed.length === wide.parts.length ? { kind: 'vector', parts: computed } : undefined;
  }
  if (first?.kind !== 'broadcast') return undefined;
  const argument = inLane(0);
  return argument && { kind: 'broadcast', argument, lanes: first.lanes };
}

/** One lane of a vector that says what is in it. */
function laneOf(vector: LoopExpression, lane: number): LoopExpression | undefined {
  if (vector.kind === 'broadcast') return vector.argument;
  return vector.kind === 'vector' ? vector.parts[lane] : undefined;
}

const rounded = (type: ScalarType, value: number): LoopExpression =>
  literal(type, roundTo(type, type === 'i32' && Number.isNaN(value) ? 0 : value));
