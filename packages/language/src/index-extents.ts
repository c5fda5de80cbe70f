/** The extents of the indices of a layer as an editor shows them: with or without values for its parameters. */
import { divideExtent, multiplyExtents, symbol } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import type { Expression } from './ast.ts';
import { calleeExtentsIn } from './call-extents.ts';
import type { CheckedLayer } from './check.ts';
import { IndexTable, equationsOf, solveEquations, solveInputs } from './extents.ts';
import { literal } from './functions.ts';

/**
 * The extent of every index that stands outside of `repeat` blocks, as far as it follows from the text. A parameter without a value in `values`
 * stands for itself, so that an extent may be `g·a`; so does an index that is known only when the layer runs.
 */
export function indexExtents(
  layer: CheckedLayer,
  values: Readonly<Record<string, number>> = {},
): ReadonlyMap<string, Extent> {
  const { parameters, body } = layer.syntax;
  const known = new Map<string, Extent>();
  for (const { name } of parameters) known.set(name.text, values[name.text] ?? symbol(name.text));
  for (const statement of body) {
    if (statement.kind === 'const' && !statement.axes) note(statement.name.text, extentOf(statement.value, known));
    if (statement.kind === 'index') note(statement.name.text, extentOf(statement.extent, known));
  }
  function note(name: string, extent: Extent | undefined): void {
    if (extent !== undefined) known.set(name, extent);
  }
  const table = new IndexTable(known);
  const calls = calleeExtentsIn(layer, {
    constant: (name) => {
      const extent = known.get(name);
      return typeof extent === 'number' ? literal(extent) : undefined;
    },
    isBroken: () => true,
    quote: () => '',
    say: () => undefined,
  });
  const equations = equationsOf(body, new Map(), calls);
  solveEquations(equations, table);
  solveInputs(body, equations, table);
  const names = [...known.keys(), ...equations.flatMap(({ left, right }) => [...left, ...right])];
  return new Map(
    names.flatMap((name) => {
      const extent = table.extentOf(name);
      return extent === undefined ? [] : [[name, extent] as const];
    }),
  );
}

/** An expression as a product of a number and symbols; undefined when it is none. */
function extentOf(expression: Expression, known: ReadonlyMap<string, Extent>): Extent | undefined {
  if (expression.kind === 'number') return expression.value;
  if (expression.kind === 'reference') return known.get(expression.name.text);
  if (expression.kind !== 'binary') return undefined;
  const [left, right] = [extentOf(expression.left, known), extentOf(expression.right, known)];
  if (left === undefined || right === undefined) return undefined;
  if (expression.operator === '*') return multiplyExtents([left, right]);
  if (expression.operator === '/') return divideExtent(left, right);
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if (expression.operator === '+') return left + right;
  return expression.operator === '-' ? left - right : undefined;
}
