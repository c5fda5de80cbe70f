/** Which variables of a kernel compilers can follow from the invocation's own number to a position in workgroup memory. */
import { expressionsOf, operandsOfExpression, statementsOf } from '@einlay/ir/loop';
import type { Kernel, LoopExpression, LoopStatement, VariableId } from '@einlay/ir/loop';
import { forEachStatement } from './rewrite.ts';

const KEEPING = ['add', 'multiply', 'quotient', 'remainder', 'min'];

/** Whether an index is made of the invocation's own number, of counters and of numbers; `bounded` are the variables that are. */
export function isBounded(expression: LoopExpression, bounded: ReadonlySet<VariableId>): boolean {
  switch (expression.kind) {
    case 'literal':
      return expression.type === 'i32';
    case 'variable':
      return bounded.has(expression.variable);
    case 'builtin':
      return expression.builtin === 'invocation' || expression.builtin === 'subgroup';
    case 'binary':
      return (
        KEEPING.includes(expression.operator) &&
        isBounded(expression.left, bounded) &&
        isBounded(expression.right, bounded)
      );
    default:
      return false;
  }
}

/** All variables of which `isBounded` holds. */
export function boundedVariables({ body }: Kernel): ReadonlySet<VariableId> {
  const bounded = new Set<VariableId>();
  const visit = (statement: LoopStatement): void => {
    if (statement.kind === 'let' && isBounded(statement.value, bounded)) bounded.add(statement.variable);
    if (statement.kind === 'for' && statement.extent.kind === 'literal') bounded.add(statement.counter);
    statementsOf(statement).forEach(visit);
  };
  body.forEach(visit);
  return bounded;
}

/** Variables that positions in workgroup memory are made of. */
export function positionVariables({ body, memories }: Kernel): ReadonlySet<VariableId> {
  const shared = new Set(memories.filter(({ space }) => space === 'workgroup').map(({ id }) => id));
  const made = new Map<VariableId, LoopExpression>();
  const found = new Set<VariableId>();
  const follow = (index: LoopExpression): void => {
    if (index.kind === 'variable' && !found.has(index.variable)) {
      found.add(index.variable);
      const value = made.get(index.variable);
      if (value) follow(value);
    }
    operandsOfExpression(index).forEach(follow);
  };
  const look = (expression: LoopExpression): void => {
    if (expression.kind === 'load' && shared.has(expression.memory)) follow(expression.index);
    operandsOfExpression(expression).forEach(look);
  };
  forEachStatement(body, (statement) => {
    if (statement.kind === 'let') made.set(statement.variable, statement.value);
    const isShared = 'memory' in statement && shared.has(statement.memory);
    if (isShared && 'index' in statement) follow(statement.index);
    expressionsOf(statement).forEach(look);
  });
  return found;
}
