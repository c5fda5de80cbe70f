/**
 * Names values that the printed text would otherwise say twice, or too deep inside each other, and splits what an array
 * cannot take at once.
 *
 * Needs:  `places`; selections without loads in their sides (`hoist-selects`), so that evaluating a part early is harmless.
 * Leaves: stores no wider than the elements of their memory; wider and narrower loads with an index that is cheap to repeat; the extent
 *         of a loop without loads, since languages evaluate it before every turn; small powers as products; expressions
 *         at most `MAX_DEPTH` deep.
 */
import type { Kernel, LoopExpression, LoopStatement, MemoryId } from '@einlay/ir/loop';
import { binary, component, literalValue, plus, typeOf } from '@einlay/ir/loop';
import type { Place } from './place-memories.ts';
import { forEachExpression, freshIds, mapExpressions, mapOperands, rewriteBody } from './rewrite.ts';
import { scopeOf } from './types-of.ts';

/** Compilers limit how deep expressions may be; Tint's limit is a few hundred brackets. */
export const MAX_DEPTH = 24;

export function bindValues(kernel: Kernel, places: ReadonlyMap<MemoryId, Place>): Kernel {
  const scope = scopeOf(kernel);
  const fresh = freshIds(kernel);
  /** The widest access; any where the language does not care. */
  const widthOf = (memory: MemoryId): number | undefined => {
    const place = places.get(memory);
    return place?.anyWidth === true ? undefined : (place?.width ?? 1);
  };

  const body = rewriteBody(kernel.body, (statement, before) => {
    const name = (hint: string, value: LoopExpression): LoopExpression => {
      if (isSimple(value)) return value;
      const variable = fresh();
      before({ kind: 'let', variable, name: hint, value });
      return { kind: 'variable', variable };
    };
    /** The expression and how deep it is. */
    const bind = (expression: LoopExpression): { readonly bound: LoopExpression; readonly depth: number } => {
      let depth = 0;
      const operands = mapOperands(expression, (operand) => {
        const inner = bind(operand);
        depth = Math.max(depth, inner.depth);
        return inner.depth < MAX_DEPTH ? inner.bound : name('part', inner.bound);
      });
      return { bound: bindOnce(operands, name, widthOf), depth: depth >= MAX_DEPTH ? 1 : depth + 1 };
    };

    const lanes = statement.kind === 'store' ? typeOf(statement.value, scope).lanes : 1;
    const bound = mapExpressions(statement, (expression) => bind(expression).bound);
    if (bound.kind === 'for' && hasLoad(bound.extent)) return [{ ...bound, extent: name('extent', bound.extent) }];
    if (bound.kind !== 'store' || lanes <= (widthOf(bound.memory) ?? Infinity)) return [bound];
    const index = name('at', bound.index);
    // Named even when simple: a part stored first may be read by the next.
    const value = name('value', bound.value);
    return Array.from({ length: lanes }, (_, lane): LoopStatement => {
      return { ...bound, index: plus(index, lane), value: component(value, lane) };
    });
  });
  return { ...kernel, body };
}

type Name = (hint: string, value: LoopExpression) => LoopExpression;

function bindOnce(
  expression: LoopExpression,
  name: Name,
  widthOf: (memory: MemoryId) => number | undefined,
): LoopExpression {
  const width = expression.kind === 'load' ? widthOf(expression.memory) : undefined;
  if (expression.kind === 'load' && width !== undefined && expression.lanes !== width)
    return { ...expression, index: name('at', expression.index) };
  if (expression.kind === 'binary' && expression.operator === 'power') {
    const exponent = exponentOf(expression.right);
    if (exponent !== 2 && exponent !== 3) return expression;
    const base = name('base', expression.left);
    const square = binary('multiply', base, base);
    return exponent === 2 ? square : binary('multiply', square, base);
  }
  return expression;
}

const exponentOf = (expression: LoopExpression): number | undefined =>
  literalValue(expression.kind === 'broadcast' ? expression.argument : expression);

/** Whether saying it twice costs nothing. */
function isSimple(expression: LoopExpression): boolean {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
      return true;
    case 'binary':
      return expression.operator === 'add' && isSimple(expression.left) && expression.right.kind === 'literal';
    default:
      return false;
  }
}

function hasLoad(expression: LoopExpression): boolean {
  let found = false;
  forEachExpression([{ kind: 'let', variable: -1, name: '', value: expression }], ({ kind }) => {
    found ||= kind === 'load';
  });
  return found;
}
