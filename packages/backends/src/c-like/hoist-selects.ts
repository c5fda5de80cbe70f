/**
 * Turns selections that must not evaluate both sides into an `if`.
 *
 * Needs:  nothing.
 * Leaves: selections only between sides without loads; the side that is not chosen never reads memory.
 * Before: `bind-values`, which names parts of sides, and may do so only when evaluating them is harmless.
 */
import type { Kernel, LoopExpression, LoopStatement, Memory } from '@einlay/ir/loop';
import { literal, typeOf } from '@einlay/ir/loop';
import { freshIds, mapBodies, mapExpressions, mapOperands } from './rewrite.ts';
import { scopeOf } from './types-of.ts';

export function hoistSelects(kernel: Kernel): Kernel {
  const scope = scopeOf(kernel);
  const fresh = freshIds(kernel);
  const registers: Memory[] = [];

  const hoist = (expression: LoopExpression, before: LoopStatement[]): LoopExpression => {
    if (expression.kind !== 'select' || !(loads(expression.whenTrue) || loads(expression.whenFalse)))
      return mapOperands(expression, (operand) => hoist(operand, before));
    const { type, lanes } = typeOf(expression, scope);
    const memory: Memory = { id: fresh(), name: 'chosen', space: 'register', type, elements: lanes };
    registers.push(memory);
    const index = literal('i32', 0);
    const side = (value: LoopExpression): readonly LoopStatement[] => {
      const inside: LoopStatement[] = [];
      const hoisted = hoist(value, inside);
      return [...inside, { kind: 'store', memory: memory.id, index, value: hoisted }];
    };
    const condition = hoist(expression.condition, before);
    const [whenTrue, whenFalse] = [side(expression.whenTrue), side(expression.whenFalse)];
    before.push({ kind: 'if', condition, whenTrue, whenFalse });
    return { kind: 'load', memory: memory.id, index, lanes };
  };

  const hoistBody = (body: readonly LoopStatement[]): readonly LoopStatement[] =>
    body.flatMap((statement) => {
      const before: LoopStatement[] = [];
      const mapped = mapExpressions(mapBodies(statement, hoistBody), (expression) => hoist(expression, before));
      return [...before, mapped];
    });

  // Types of what is hoisted are asked of the kernel as it was: what replaces a part has the type of that part.
  const body = hoistBody(kernel.body);
  return { ...kernel, memories: [...kernel.memories, ...registers], body };
}

/** Whether evaluating `expression` reads memory. */
function loads(expression: LoopExpression): boolean {
  if (expression.kind === 'load') return true;
  let found = false;
  mapOperands(expression, (operand) => {
    found ||= loads(operand);
    return operand;
  });
  return found;
}
