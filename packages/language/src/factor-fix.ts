/** Proposes other numbers where a product of extents is not what it must be: 768 = 24·32. */
import type { DiagnosticPlace, Extent, Span } from '@einlay/ir';
import type { Expression, LayerCallExpression, Parameter } from './ast.ts';
import { replaceBy } from './suggest.ts';

/** A number as it is written. */
interface WrittenNumber {
  readonly name: string;
  readonly value: number;
  readonly span: Span;
}

/** Numbers beyond this are not split. */
const LARGEST = 2 ** 31;

/**
 * The change of the settings of a call after which `names`, parameters of the layer, multiply to `extent`. Nothing when one of them is not
 * written as a number, or `extent` is not known.
 */
export function settingsFix(
  { settings }: LayerCallExpression,
  parameters: readonly Parameter[],
  names: readonly string[],
  extent: Extent,
  text: string,
): Pick<DiagnosticPlace, 'fix'> {
  const written = settings.flatMap(({ name, value }, at) =>
    numberOf(name?.text ?? parameters[at]?.name.text ?? '', value),
  );
  return splitFix(written, names, extent, text);
}

/** The change of defaults after which a condition such as `g * a == d` holds, where all of `g` and `a` have numbers as defaults. */
export function defaultsFix(
  condition: Expression,
  parameters: readonly Parameter[],
  valueOf: (expression: Expression) => number | undefined,
  text: string,
): Pick<DiagnosticPlace, 'fix'> {
  if (condition.kind !== 'binary' || condition.operator !== '==') return {};
  const written = parameters.flatMap((parameter) =>
    parameter.default ? numberOf(parameter.name.text, parameter.default) : [],
  );
  for (const [product, other] of [
    [condition.left, condition.right],
    [condition.right, condition.left],
  ] as const) {
    const names = factorsOf(product);
    const extent = valueOf(other);
    if (names.length > 1 && extent !== undefined) return splitFix(written, names, extent, text);
  }
  return {};
}

/** The names of a product of nothing but names. */
function factorsOf(expression: Expression): readonly string[] {
  if (expression.kind === 'reference') return [expression.name.text];
  if (expression.kind !== 'binary' || expression.operator !== '*') return [];
  const [left, right] = [factorsOf(expression.left), factorsOf(expression.right)];
  return left.length > 0 && right.length > 0 ? [...left, ...right] : [];
}

const numberOf = (name: string, value: Expression): readonly WrittenNumber[] =>
  value.kind === 'number' ? [{ name, value: value.value, span: value.span }] : [];

function splitFix(
  written: readonly WrittenNumber[],
  names: readonly string[],
  extent: Extent,
  text: string,
): Pick<DiagnosticPlace, 'fix'> {
  const numbers = names.map((name) => written.find((number) => number.name === name));
  const known = numbers.filter((number) => number !== undefined);
  if (known.length < names.length || new Set(names).size < names.length) return {};
  if (typeof extent !== 'number' || !Number.isInteger(extent) || extent < 1 || extent > LARGEST) return {};
  const split = nearestSplit(
    extent,
    known.map(({ value }) => value),
  );
  const changes = known
    .map((number, at) => ({ ...number, wanted: split[at] ?? number.value }))
    .sort((one, other) => one.span.start - other.span.start);
  const [first, last] = [changes[0], changes.at(-1)];
  if (!first || !last) return {};
  let [replacement, at] = ['', first.span.start];
  for (const { span, wanted } of changes) {
    replacement += `${text.slice(at, span.start)}${wanted}`;
    at = span.end;
  }
  const title = names.length === 1 ? `write ${extent}` : `factor ${extent} = ${split.join('·')}`;
  return { fix: replaceBy({ ...first.span, end: last.span.end }, replacement, title) };
}

/** Whole numbers that multiply to `extent`, as near in ratio to those written as divisors allow. */
function nearestSplit(extent: number, near: readonly number[]): readonly number[] {
  const [first = 1, ...others] = near;
  if (others.length === 0) return [extent];
  let best: readonly number[] = [];
  let least = Infinity;
  for (const divisor of divisorsOf(extent)) {
    const rest = nearestSplit(extent / divisor, others);
    const distance = [divisor, ...rest].reduce(
      (all, value, at) => all + Math.abs(Math.log(value / (at === 0 ? first : (others[at - 1] ?? 1)))),
      0,
    );
    if (distance < least) [best, least] = [[divisor, ...rest], distance];
  }
  return best;
}

function divisorsOf(value: number): readonly number[] {
  const found: number[] = [];
  for (let divisor = 1; divisor * divisor <= value; divisor += 1)
    if (value % divisor === 0) found.push(divisor, value / divisor);
  return found.sort((one, other) => one - other);
}
