/**
 * What a call of a layer says about the tensors handed to it, before anything is lowered: with its parameters known, a
 * layer wants axes of known extents.
 */
import { BATCH, multiplyExtents } from '@einlay/ir';
import type { Extent, Scalar } from '@einlay/ir';
import type { LayerCallExpression } from './ast.ts';
import type { CheckedLayer } from './check.ts';
import { evaluate, evaluateNumber } from './compile-time.ts';
import type { CompileTimeScope } from './compile-time.ts';
import { literal } from './functions.ts';

/** For every input of the layer called, the extent of every axis but the batch; undefined where it is not known. */
export type CalleeExtents = (call: LayerCallExpression) => readonly (readonly (Extent | undefined)[])[];

/** Calls as seen from a layer whose compile-time values are in `scope`. Says nothing of what is wrong with them. */
export const calleeExtentsIn =
  (layer: CheckedLayer, scope: CompileTimeScope): CalleeExtents =>
  (call) => {
    const callee = layer.callees.get(call.layer.text);
    if (!callee) return [];
    const values = new Map<string, Scalar>();
    const note = (name: string, value: number | undefined): void => {
      if (value !== undefined) values.set(name, literal(value));
    };
    for (const [position, { name, value }] of call.settings.entries())
      note(name?.text ?? callee.syntax.parameters[position]?.name.text ?? '', quietNumber(value, scope));
    const inside: CompileTimeScope = { ...scope, constant: (name) => values.get(name) };
    for (const { name, default: expression } of callee.syntax.parameters)
      if (expression && !values.has(name.text)) note(name.text, quietNumber(expression, inside));
    for (const statement of callee.syntax.body) {
      if (statement.kind === 'index') note(statement.name.text, quietNumber(statement.extent, inside));
      if (statement.kind !== 'const' || statement.axes) continue;
      const value = evaluate(statement.value, { ...inside, say: () => undefined });
      if (value) values.set(statement.name.text, value);
    }
    return extentsOfInputs(callee, (index) => {
      const value = values.get(index);
      return value?.kind === 'literal' ? value.value : undefined;
    });
  };

/** Calls when no parameter has a value yet: 1 stands for every extent that will be known. */
export const calleeExtentsKnown =
  (layer: CheckedLayer): CalleeExtents =>
  (call) => {
    const callee = layer.callees.get(call.layer.text);
    if (!callee) return [];
    const known = new Set([
      ...callee.syntax.parameters.map(({ name }) => name.text),
      ...callee.syntax.body.flatMap((statement) => (statement.kind === 'index' ? [statement.name.text] : [])),
    ]);
    return extentsOfInputs(callee, (index) => (known.has(index) ? 1 : undefined));
  };

function extentsOfInputs(
  { inputs }: CheckedLayer,
  extentOf: (index: string) => number | undefined,
): readonly (readonly (Extent | undefined)[])[] {
  return inputs.map(({ axes }) =>
    axes
      .filter(([first]) => first !== BATCH)
      .map((names) => {
        const extents = names.map(extentOf).filter((extent) => extent !== undefined);
        return extents.length === names.length ? multiplyExtents(extents) : undefined;
      }),
  );
}

const quietNumber = (...[expression, scope]: Parameters<typeof evaluateNumber>): number | undefined =>
  evaluateNumber(expression, { ...scope, say: () => undefined }, true);
