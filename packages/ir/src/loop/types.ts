/** Types of loop expressions. */
import { invariant } from '../diagnostic.ts';
import type { BinaryOperator, UnaryOperator } from '../tensor/nodes.ts';
import type { IntegerOperator, Lanes, LoopExpression, LoopStatement, Memory, ScalarType, VariableId } from './nodes.ts';

/** The type of an expression: a scalar, or a vector of several lanes. */
export interface ExpressionType {
  readonly type: ScalarType;
  readonly lanes: Lanes;
}

/** What names in an expression stand for. */
export interface TypeScope {
  /** Begins messages: who asks. */
  readonly place: string;
  /** The type of a variable; undefined when there is none in sight. */
  readonly typeOfVariable: (variable: VariableId) => ExpressionType | undefined;
  /** A memory by its id; undefined when the kernel has none. */
  readonly memoryOf: (memory: number) => Memory | undefined;
}

const COMPARISONS: readonly (BinaryOperator | IntegerOperator)[] = [
  'less',
  'less-equal',
  'greater',
  'greater-equal',
  'equal',
  'not-equal',
];

/** Whether it takes two numbers to a truth value. */
export const isComparison = (operator: BinaryOperator | IntegerOperator): boolean => COMPARISONS.includes(operator);

/** Whether it takes truth values to one. */
export const isLogical = (operator: BinaryOperator | IntegerOperator | UnaryOperator): boolean =>
  operator === 'and' || operator === 'or' || operator === 'not';

/** The type of an expression; breaks an invariant when its parts do not fit together. */
export function typeOf(expression: LoopExpression, scope: TypeScope): ExpressionType {
  const check: (condition: boolean, problem: string) => asserts condition = (condition, problem) => {
    invariant(condition, () => `${scope.place}: ${problem}, in ${JSON.stringify(expression)}`);
  };
  const same = (left: LoopExpression, right: LoopExpression): ExpressionType => {
    const [a, b] = [typeOf(left, scope), typeOf(right, scope)];
    check(a.type === b.type && a.lanes === b.lanes, `${a.type}×${a.lanes} meets ${b.type}×${b.lanes}`);
    return a;
  };
  switch (expression.kind) {
    case 'literal':
      return { type: expression.type, lanes: 1 };
    case 'variable': {
      const type = scope.typeOfVariable(expression.variable);
      check(type !== undefined, 'a variable is read before it is set');
      return type;
    }
    case 'builtin':
    case 'extent':
      return { type: 'i32', lanes: 1 };
    case 'unary': {
      const type = typeOf(expression.argument, scope);
      check((type.type === 'bool') === (expression.operator === 'not'), 'an operator of another type');
      return type;
    }
    case 'binary': {
      const type = same(expression.left, expression.right);
      const { operator } = expression;
      if (isComparison(operator)) return { type: 'bool', lanes: type.lanes };
      check((type.type === 'bool') === isLogical(operator), 'an operator of another type');
      if (operator === 'quotient' || operator === 'remainder') check(type.type === 'i32', 'division of non-integers');
      return type;
    }
    case 'multiply-add':
      same(expression.left, expression.right);
      return same(expression.left, expression.addend);
    case 'select': {
      const condition = typeOf(expression.condition, scope);
      check(condition.type === 'bool' && condition.lanes === 1, 'a condition that is no truth value');
      return same(expression.whenTrue, expression.whenFalse);
    }
    case 'cast':
      return { type: expression.type, lanes: typeOf(expression.argument, scope).lanes };
    case 'load': {
      const memory = scope.memoryOf(expression.memory);
      check(memory !== undefined, 'a memory that is not there');
      checkIndex(expression.index, scope);
      return { type: memory.type, lanes: expression.lanes };
    }
    case 'broadcast': {
      const { type, lanes } = typeOf(expression.argument, scope);
      check(lanes === 1, 'a broadcast of a vector');
      return { type, lanes: expression.lanes };
    }
    case 'vector': {
      const types = expression.parts.map((part) => typeOf(part, scope));
      const [first] = types;
      check(
        first !== undefined && types.every(({ type, lanes }) => type === first.type && lanes === 1),
        'a vector of parts that differ',
      );
      check([2, 4, 8].includes(types.length), `a vector of ${types.length} lanes`);
      return { type: first.type, lanes: types.length as Lanes };
    }
    case 'component': {
      const { type, lanes } = typeOf(expression.vector, scope);
      check(expression.lane < lanes, `lane ${expression.lane} of ${lanes}`);
      return { type, lanes: 1 };
    }
    case 'subgroup':
    case 'exchange':
      return typeOf(expression.argument, scope);
  }
}

/** Breaks an invariant unless `index` is one whole number. */
export function checkIndex(index: LoopExpression, scope: TypeScope): void {
  const { type, lanes } = typeOf(index, scope);
  invariant(
    type === 'i32' && lanes === 1,
    () => `${scope.place}: an index of type ${type}×${lanes}: ${JSON.stringify(index)}`,
  );
}

/** Whether all invocations of a subgroup take part in an operation. */
export const isCollective = ({ kind }: LoopExpression): boolean => kind === 'subgroup' || kind === 'exchange';

/** The expressions directly inside an expression. */
export function operandsOfExpression(expression: LoopExpression): readonly LoopExpression[] {
  switch (expression.kind) {
    case 'literal':
    case 'variable':
    case 'builtin':
    case 'extent':
      return [];
    case 'unary':
    case 'cast':
    case 'broadcast':
    case 'subgroup':
    case 'exchange':
      return [expression.argument];
    case 'vector':
      return expression.parts;
    case 'component':
      return [expression.vector];
    case 'load':
      return [expression.index];
    case 'binary':
      return [expression.left, expression.right];
    case 'multiply-add':
      return [expression.left, expression.right, expression.addend];
    case 'select':
      return [expression.condition, expression.whenTrue, expression.whenFalse];
  }
}

/** The expressions directly inside a statement, not those of statements inside it. */
export function expressionsOf(statement: LoopStatement): readonly LoopExpression[] {
  switch (statement.kind) {
    case 'let':
      return [statement.value];
    case 'store':
      return [statement.index, statement.value, ...(statement.rank ? [statement.rank] : [])];
    case 'for':
      return [statement.extent];
    case 'if':
      return [statement.condition];
    case 'tile-load':
    case 'tile-store':
      return [statement.index, statement.stride];
    case 'matrix-multiply':
      return [statement.index, statement.left, statement.right];
    case 'staged-multiply':
      return [statement.index, statement.left, statement.at];
    case 'copy':
      return [statement.index, statement.from];
    case 'barrier':
    case 'comment':
    case 'end-batch':
    case 'await-batches':
    case 'await-products':
    case 'tile-fill':
    case 'tile-multiply':
      return [];
  }
}

/** The statements directly inside a statement. */
export function statementsOf(statement: LoopStatement): readonly LoopStatement[] {
  switch (statement.kind) {
    case 'for':
      return statement.body;
    case 'if':
      return [...statement.whenTrue, ...statement.whenFalse];
    default:
      return [];
  }
}
