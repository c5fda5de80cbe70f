/** Rebuilding kernels: parts of expressions and statements replaced, what did not change shared. */
import type { Kernel, LoopExpression, LoopStatement } from '@einlay/ir/loop';
import { expressionsOf, statementsOf } from '@einlay/ir/loop';

type ExpressionMap = (expression: LoopExpression) => LoopExpression;

/** The expression with `map` done to each of its operands; the same object when none of them changes. */
export function mapOperands(expression: LoopExpression, map: ExpressionMap): LoopExpression {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'builtin':
    case 'extent':
      return expression;
    case 'unary':
    case 'cast':
    case 'broadcast':
    case 'subgroup':
    case 'exchange': {
      const argument = map(expression.argument);
      return argument === expression.argument ? expression : { ...expression, argument };
    }
    case 'component': {
      const vector = map(expression.vector);
      return vector === expression.vector ? expression : { ...expression, vector };
    }
    case 'load': {
      const index = map(expression.index);
      return index === expression.index ? expression : { ...expression, index };
    }
    case 'vector': {
      const parts = expression.parts.map(map);
      return parts.every((part, at) => part === expression.parts[at]) ? expression : { ...expression, parts };
    }
    case 'binary': {
      const [left, right] = [map(expression.left), map(expression.right)];
      return left === expression.left && right === expression.right ? expression : { ...expression, left, right };
    }
    case 'multiply-add': {
      const [left, right, addend] = [map(expression.left), map(expression.right), map(expression.addend)];
      const same = left === expression.left && right === expression.right && addend === expression.addend;
      return same ? expression : { ...expression, left, right, addend };
    }
    case 'select': {
      const condition = map(expression.condition);
      const [whenTrue, whenFalse] = [map(expression.whenTrue), map(expression.whenFalse)];
      const same =
        condition === expression.condition && whenTrue === expression.whenTrue && whenFalse === expression.whenFalse;
      return same ? expression : { ...expression, condition, whenTrue, whenFalse };
    }
  }
}

/** `map` done to every part of an expression, operands first. */
export const mapParts = (expression: LoopExpression, map: ExpressionMap): LoopExpression =>
  map(mapOperands(expression, (operand) => mapParts(operand, map)));

/** The statement with `map` done to each expression directly inside it. */
export function mapExpressions(statement: LoopStatement, map: ExpressionMap): LoopStatement {
  switch (statement.kind) {
    case 'let':
      return { ...statement, value: map(statement.value) };
    case 'store': {
      const { index, value, rank } = statement;
      return { ...statement, index: map(index), value: map(value), ...(rank ? { rank: map(rank) } : {}) };
    }
    case 'for':
      return { ...statement, extent: map(statement.extent) };
    case 'if':
      return { ...statement, condition: map(statement.condition) };
    case 'tile-load':
    case 'tile-store':
      return { ...statement, index: map(statement.index), stride: map(statement.stride) };
    case 'matrix-multiply': {
      const { index, left, right } = statement;
      return { ...statement, index: map(index), left: map(left), right: map(right) };
    }
    case 'staged-multiply': {
      const { index, left, at } = statement;
      return { ...statement, index: map(index), left: map(left), at: map(at) };
    }
    case 'copy':
      return { ...statement, index: map(statement.index), from: map(statement.from) };
    case 'barrier':
    case 'comment':
    case 'end-batch':
    case 'await-batches':
    case 'await-products':
    case 'tile-fill':
    case 'tile-multiply':
      return statement;
  }
}

/** The statement with `map` done to each body inside it. */
export function mapBodies(
  statement: LoopStatement,
  map: (body: readonly LoopStatement[]) => readonly LoopStatement[],
): LoopStatement {
  switch (statement.kind) {
    case 'for':
      return { ...statement, body: map(statement.body) };
    case 'if':
      return { ...statement, whenTrue: map(statement.whenTrue), whenFalse: map(statement.whenFalse) };
    default:
      return statement;
  }
}

/**
 * Rewrites every statement, those inside it first. `rewrite` gets the statement and a function that puts another one
 * before it; it returns what takes the statement's place.
 */
export function rewriteBody(
  body: readonly LoopStatement[],
  rewrite: (statement: LoopStatement, before: (statement: LoopStatement) => void) => readonly LoopStatement[],
): readonly LoopStatement[] {
  return body.flatMap((statement) => {
    const earlier: LoopStatement[] = [];
    const inner = mapBodies(statement, (nested) => rewriteBody(nested, rewrite));
    const replaced = rewrite(inner, (added) => {
      earlier.push(added);
    });
    return [...earlier, ...replaced];
  });
}

/** Calls `visit` for every statement, outer ones first. */
export function forEachStatement(body: readonly LoopStatement[], visit: (statement: LoopStatement) => void): void {
  for (const statement of body) {
    visit(statement);
    forEachStatement(statementsOf(statement), visit);
  }
}

/** Calls `visit` for every part of every expression of a body. */
export function forEachExpression(
  body: readonly LoopStatement[],
  visit: (expression: LoopExpression, statement: LoopStatement) => void,
): void {
  forEachStatement(body, (statement) => {
    const visitParts = (expression: LoopExpression): void => {
      visit(expression, statement);
      mapOperands(expression, (operand) => {
        visitParts(operand);
        return operand;
      });
    };
    expressionsOf(statement).forEach(visitParts);
  });
}

/** Makes ids that no variable, memory or tile of `kernel` has. */
export function freshIds(kernel: Kernel): () => number {
  let last = -1;
  const see = (id: number): void => {
    last = Math.max(last, id);
  };
  for (const { memory } of kernel.bindings) see(memory.id);
  for (const { id } of [...kernel.memories, ...kernel.tiles]) see(id);
  forEachStatement(kernel.body, (statement) => {
    if (statement.kind === 'let') see(statement.variable);
    if (statement.kind === 'for') see(statement.counter);
  });
  return () => {
    last += 1;
    return last;
  };
}
