/** Values that are known before a program runs: parameters, consts, extents, and expressions of them. */
import { printExtent } from '@einlay/ir';
import type { Diagnostic, DiagnosticPlace, Extent, Scalar, Span } from '@einlay/ir';
import type { Expression } from './ast.ts';
import { report } from './diagnostics.ts';
import { BINARY_SIGNS, SELECT, binary, foldingFunction, literal, select, unary, unaryFunction } from './functions.ts';

/** Where names get their values, and who hears of what is wrong. */
export interface CompileTimeScope {
  /** The value of a parameter or const, or the extent of an index. */
  readonly constant: (name: string) => Scalar | undefined;
  /** Whether what is wrong with a name has been said already. */
  readonly isBroken: (name: string) => boolean;
  readonly quote: (span: Span) => string;
  readonly say: (diagnostic: Diagnostic) => void;
}

export const extentScalar = (extent: Extent): Scalar =>
  typeof extent === 'number' ? literal(extent) : { kind: 'extent', extent };

/**
 * The value of a compile-time expression: a literal, or an expression of extents that a run will know. With `whole`
 * every step must be a whole number, so that no extent comes from rounding. Undefined after saying what is wrong.
 */
export function evaluate(expression: Expression, scope: CompileTimeScope, whole = false): Scalar | undefined {
  const value = evaluateParts(expression, scope, whole);
  if (!whole || value?.kind !== 'literal' || expression.kind === 'reference') return value;
  if (!Number.isInteger(value.value)) {
    scope.say(report['not-whole']({ span: expression.span, text: String(value.value) }, scope.quote(expression.span)));
    return undefined;
  }
  if (!Number.isSafeInteger(value.value)) {
    scope.say(report['too-large']({ span: expression.span }, scope.quote(expression.span), '2^53 - 1'));
    return undefined;
  }
  return value;
}

function evaluateParts(expression: Expression, scope: CompileTimeScope, whole: boolean): Scalar | undefined {
  const inside = (part: Expression): Scalar | undefined => evaluate(part, scope, whole);
  switch (expression.kind) {
    case 'number':
      return literal(expression.value);
    case 'reference': {
      const value = scope.constant(expression.name.text);
      const { text } = expression.name;
      if (!value && !scope.isBroken(text))
        scope.say(report['not-constant']({ span: expression.span }, `the extent of index \`${text}\``));
      return value;
    }
    case 'unary': {
      const operand = inside(expression.operand);
      return operand && unary(expression.operator === '-' ? 'negate' : 'not', operand);
    }
    case 'binary': {
      const [left, right] = [inside(expression.left), inside(expression.right)];
      return left && right && binary(BINARY_SIGNS[expression.operator], left, right);
    }
    case 'call': {
      const values = expression.arguments.map(({ value }) => inside(value)).filter((value) => value !== undefined);
      return values.length === expression.arguments.length
        ? applyFunction(expression.function.text, values)
        : undefined;
    }
    default:
      // The checker lets nothing else into a compile-time expression.
      return undefined;
  }
}

/** A function of the table on parts; undefined when there is no such function of as many. */
function applyFunction(name: string, parts: readonly Scalar[]): Scalar | undefined {
  const [first, second, third] = parts;
  if (!first) return undefined;
  const one = unaryFunction(name);
  if (one) return unary(one, first);
  const folding = foldingFunction(name);
  if (folding) return parts.reduce((left, right) => binary(folding, left, right));
  return name === SELECT && second && third ? select(first, second, third) : undefined;
}

/** The number an expression stands for; undefined after saying why there is none. */
export function evaluateNumber(expression: Expression, scope: CompileTimeScope, whole = false): number | undefined {
  const value = evaluate(expression, scope, whole);
  if (!value) return undefined;
  if (value.kind !== 'literal') {
    scope.say(
      report['not-constant'](
        { span: expression.span, hint: `it depends on ${runtimeNames(value).join(', ')}, known when it runs` },
        scope.quote(expression.span),
      ),
    );
    return undefined;
  }
  if (whole && !Number.isSafeInteger(value.value)) {
    // A bare name that stands for a fraction; expressions are checked step by step.
    scope.say(report['not-whole']({ span: expression.span }, `${scope.quote(expression.span)} = ${value.value}`));
    return undefined;
  }
  return value.value;
}

/** Says so when a condition does not hold, with the values of both sides of a comparison. */
export function checkConstraint(
  condition: Expression,
  scope: CompileTimeScope,
  site?: Span,
  fixOf: (condition: Expression) => Pick<DiagnosticPlace, 'fix'> = () => ({}),
): boolean {
  const value = evaluate(condition, scope);
  if (!value) return false;
  if (value.kind === 'literal' && value.value !== 0) return true;
  const sides = condition.kind === 'binary' ? [condition.left, condition.right] : [condition];
  const shown = sides.map((side) => {
    const part = evaluate(side, scope);
    return part?.kind === 'literal'
      ? `${scope.quote(side.span)} is ${part.value}`
      : `${scope.quote(side.span)} is known only when it runs`;
  });
  const labels = site ? [{ span: site, text: 'called here' }] : [];
  scope.say(
    report['constraint-failed'](
      { span: condition.span, labels, ...fixOf(condition) },
      scope.quote(condition.span).slice(1, -1),
      shown.join(', '),
    ),
  );
  return false;
}

const runtimeNames = (scalar: Scalar): readonly string[] => {
  switch (scalar.kind) {
    case 'extent':
      return [printExtent(scalar.extent)];
    case 'unary':
      return runtimeNames(scalar.argument);
    case 'binary':
      return [...new Set([...runtimeNames(scalar.left), ...runtimeNames(scalar.right)])];
    case 'select':
      return [scalar.condition, scalar.whenTrue, scalar.whenFalse].flatMap(runtimeNames);
    case 'literal':
    case 'element':
    case 'index':
      return [];
  }
};
