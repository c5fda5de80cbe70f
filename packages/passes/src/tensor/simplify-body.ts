/** Makes bodies of maps small: the same numbers from fewer operators and operands. */
import { ProgramBuilder, interpret, mapScalar, scalarParts } from '@einlay/ir';
import type { BinaryOperator, MapNode, Operand, Scalar } from '@einlay/ir';
import { textOf } from './text-of.ts';

/**
 * The map with every operand read, none twice, and its body simplified. Equal parts of a body are one object
 * afterwards, so that whoever prints it can compute each once. The same node when there is nothing to do.
 */
export function simplifyBody(node: MapNode): MapNode {
  const operands: Operand[] = [];
  const positions = new Map<string, number>();
  const positionOf = (operand: Operand): number => {
    const key = textOf([operand.value, operand.indices]);
    const known = positions.get(key) ?? operands.push(operand) - 1;
    positions.set(key, known);
    return known;
  };
  const simple = mapScalar(node.body, simplifyPart);
  const body = sharedParts(
    mapScalar(simple, (part) =>
      part.kind === 'element'
        ? { kind: 'element', position: positionOf(node.operands[part.position] as Operand) }
        : undefined,
    ),
  );
  const isSame = operands.length === node.operands.length && textOf(body) === textOf(node.body);
  return isSame ? node : { ...node, operands, body };
}

/** The expression with equal parts being one object. */
function sharedParts(scalar: Scalar): Scalar {
  const parts = new Map<string, Scalar>();
  return mapScalar(scalar, (part) => {
    const key = textOf(part);
    const known = parts.get(key) ?? part;
    parts.set(key, known);
    return known;
  });
}

/** Of the operators on numbers; those that make truth values stay, since a literal is a number. */
const ARITHMETIC: readonly BinaryOperator[] = ['add', 'subtract', 'multiply', 'divide', 'power', 'max', 'min'];

const isLiteral = (part: Scalar, value?: number): part is Scalar & { kind: 'literal' } =>
  part.kind === 'literal' && (value === undefined || Object.is(part.value, value));

/** A simpler expression with exactly the same value, whose arguments are simple already. */
function simplifyPart(part: Scalar): Scalar | undefined {
  switch (part.kind) {
    case 'extent':
      return typeof part.extent === 'number' ? { kind: 'literal', value: part.extent } : undefined;
    case 'unary': {
      const { operator, argument } = part;
      if (operator === 'negate' && argument.kind === 'unary' && argument.operator === 'negate')
        return argument.argument;
      return isLiteral(argument) && operator !== 'not' ? { kind: 'literal', value: evaluate(part) } : undefined;
    }
    case 'binary': {
      const { operator, left, right } = part;
      if (!ARITHMETIC.includes(operator)) return undefined;
      if (isLiteral(left) && isLiteral(right)) return { kind: 'literal', value: evaluate(part) };
      if (operator === 'multiply' && isLiteral(left, 1)) return right;
      if ((operator === 'multiply' || operator === 'divide' || operator === 'power') && isLiteral(right, 1))
        return left;
      return operator === 'subtract' && isLiteral(right, 0) ? left : undefined;
    }
    case 'select': {
      const { condition, whenTrue, whenFalse } = part;
      const isKnown = scalarParts(condition).every(({ kind }) =>
        ['literal', 'unary', 'binary', 'select'].includes(kind),
      );
      if (!isKnown) return undefined;
      return evaluate(condition) === 0 ? whenFalse : whenTrue;
    }
    case 'literal':
    case 'element':
    case 'index':
      return undefined;
  }
}

/** The value of an expression of literals, as the interpreter has it. */
function evaluate(scalar: Scalar): number {
  const builder = new ProgramBuilder('evaluate');
  builder.output('value', builder.map([], [], scalar, 'f64'));
  return interpret(builder.build(), new Map()).get('value')?.data[0] as number;
}
