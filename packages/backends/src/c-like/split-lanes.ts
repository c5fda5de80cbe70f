/**
 * Splits vectors of eight lanes into two of four.
 *
 * Needs:  selections without loads in their sides (`hoist-selects`).
 * Leaves: at most four lanes anywhere.
 */
import { invariant } from '@einlay/ir';
import type { Kernel, LoopExpression, LoopStatement } from '@einlay/ir/loop';
import { plus, typeOf } from '@einlay/ir/loop';
import { freshIds, mapExpressions, mapOperands, rewriteBody } from './rewrite.ts';
import { scopeOf } from './types-of.ts';

const HALF = 4;
const HALVES = [0, 1] as const;
type Half = (typeof HALVES)[number];

export function splitLanes(kernel: Kernel): Kernel {
  const scope = scopeOf(kernel);
  const fresh = freshIds(kernel);
  const halves = new Map<number, readonly [number, number]>();
  const lanesOf = (expression: LoopExpression): number => typeOf(expression, scope).lanes;

  /** Four of the eight lanes of an expression. */
  const halfOf = (expression: LoopExpression, half: Half): LoopExpression => {
    switch (expression.kind) {
      case 'variable': {
        const variables = halves.get(expression.variable);
        invariant(variables, () => `split-lanes: %${expression.variable} has not been split`);
        return { kind: 'variable', variable: variables[half] };
      }
      case 'load':
        return { ...expression, index: plus(split(expression.index), half * HALF), lanes: HALF };
      case 'broadcast':
        return { ...expression, argument: split(expression.argument), lanes: HALF };
      case 'vector':
        return { ...expression, parts: expression.parts.slice(half * HALF, (half + 1) * HALF).map(split) };
      case 'select': {
        const [whenTrue, whenFalse] = [halfOf(expression.whenTrue, half), halfOf(expression.whenFalse, half)];
        return { ...expression, condition: split(expression.condition), whenTrue, whenFalse };
      }
      default:
        return mapOperands(expression, (operand) => halfOf(operand, half));
    }
  };

  /** An expression of fewer lanes with all vectors of eight inside it split. */
  const split = (expression: LoopExpression): LoopExpression => {
    if (expression.kind !== 'component' || lanesOf(expression.vector) !== 2 * HALF)
      return mapOperands(expression, split);
    const half = expression.lane < HALF ? 0 : 1;
    return { kind: 'component', vector: halfOf(expression.vector, half), lane: expression.lane % HALF };
  };

  const nameHalves = (
    name: string,
    value: LoopExpression,
  ): { readonly lets: readonly LoopStatement[]; readonly variables: readonly [number, number] } => {
    const variables = [fresh(), fresh()] as const;
    const lets = HALVES.map((half): LoopStatement => {
      return { kind: 'let', variable: variables[half], name: `${name}_${half}`, value: halfOf(value, half) };
    });
    return { lets, variables };
  };

  const body = rewriteBody(kernel.body, (statement) => {
    if (statement.kind === 'let' && lanesOf(statement.value) === 2 * HALF) {
      const { lets, variables } = nameHalves(statement.name, statement.value);
      halves.set(statement.variable, variables);
      return lets;
    }
    if (statement.kind === 'store' && lanesOf(statement.value) === 2 * HALF) {
      // The second half is computed before the first is stored: it may read what that overwrites.
      const { lets, variables } = nameHalves('half', statement.value);
      const index = split(statement.index);
      const stores = variables.map((variable, half): LoopStatement => {
        return { ...statement, index: plus(index, half * HALF), value: { kind: 'variable', variable } };
      });
      return [...lets, ...stores];
    }
    return [mapExpressions(statement, split)];
  });
  return { ...kernel, body };
}
