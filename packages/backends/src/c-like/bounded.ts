/** Which variables of a kernel are whole numbers whose range shows in the kernel itself. */
import { statementsOf } from '@einlay/ir/loop';
import type { Kernel, LoopExpression, LoopStatement, VariableId } from '@einlay/ir/loop';

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
