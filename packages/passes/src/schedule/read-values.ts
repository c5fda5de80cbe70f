/** Reads elements of values in a kernel: from buffers, or by computing what has none. */
import { invariant, multiplyExtents, nodesById } from '@einlay/ir';
import type { BinaryOperator, Extent, NodeOfKind, Scalar, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import {
  binary,
  cast,
  extentValue,
  index,
  literal,
  load,
  minus,
  plus,
  quotient,
  remainder,
  select,
  times,
  unary,
} from '@einlay/ir/loop';
import type { KernelBuilder, LoopExpression, Memory } from '@einlay/ir/loop';
import type { Placement } from './place-values.ts';

/** The position of an element: a whole number for each axis. */
export type Position = readonly LoopExpression[];

/** A buffer in a kernel, with how far each axis moves in it. */
export interface BufferAccess {
  readonly memory: Memory;
  readonly strides: readonly Extent[];
}

/** Row-major strides of a shape. */
export const stridesOf = (shape: readonly Extent[]): readonly Extent[] =>
  shape.map((_, axis) => multiplyExtents(shape.slice(axis + 1)));

/** Σ position · stride. */
export const offsetAt = (position: Position, strides: readonly Extent[]): LoopExpression =>
  position.reduce<LoopExpression>(
    (sum, at, axis) => plus(sum, times(at, extentValue(strides[axis] as Extent))),
    index(0),
  );

/** Reads values of one program into one kernel. Numbers are read as f32, truth values as bool. */
export class ValueReader {
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #placement: Placement;
  readonly #kernel: KernelBuilder;

  constructor(program: TensorProgram, placement: Placement, kernel: KernelBuilder) {
    this.#nodes = nodesById(program);
    this.#placement = placement;
    this.#kernel = kernel;
  }

  nodeOf(value: ValueId): TensorNode {
    return this.#nodes.get(value) as TensorNode;
  }

  /** The buffer where a value lies; undefined for one that is computed where it is read. */
  accessOf(value: ValueId): BufferAccess | undefined {
    const placed = this.#placement.placeOf(value);
    if (!placed) return undefined;
    const memory = this.#kernel.bind(placed.buffer, 'read', placed.type, multiplyExtents(placed.shape));
    return { memory, strides: stridesOf(placed.shape) };
  }

  /** One element of a value, as f32 or bool: read where it lies, else computed. */
  element(value: ValueId, position: Position): LoopExpression {
    const access = this.accessOf(value);
    if (access) return asNumber(load(access.memory, offsetAt(position, access.strides)), access.memory.type);
    return this.#compute(value, position);
  }

  /** One element of a value that goes to `buffer`: computed when that is where the value lies, else read. */
  computed(value: ValueId, position: Position, buffer: string): LoopExpression {
    return this.#placement.placeOf(value)?.buffer === buffer
      ? this.#compute(value, position)
      : this.element(value, position);
  }

  #compute(value: ValueId, position: Position): LoopExpression {
    const node = this.nodeOf(value);
    switch (node.kind) {
      case 'constant':
        return node.dtype === 'bool' ? literal('bool', node.data[0] as number) : literal('f32', node.data[0] as number);
      case 'map':
        return this.#mapElement(node, position);
      case 'reshape':
        return this.element(node.operand, this.#unflatten(offsetAt(position, stridesOf(node.shape)), node.operand));
      case 'cast': {
        const element = this.element(node.operand, position);
        const from = this.nodeOf(node.operand).dtype;
        if (node.dtype === 'bool') return from === 'bool' ? element : truthOf(element);
        const number = from === 'bool' ? numberOf(element) : element;
        return node.dtype === 'i32' ? cast('f32', cast('i32', number)) : number;
      }
      case 'lookup':
        return this.#lookupElement(node, position);
      case 'einsum': {
        // What is left of einsums here only permutes axes, takes diagonals or multiplies elements: nothing is summed.
        const at = new Map(node.output.map((name, axis) => [name, position[axis] as LoopExpression]));
        const elements = node.operands.map((operand) =>
          this.element(
            operand.value,
            operand.indices.map((name) => {
              const found = at.get(name);
              invariant(found, `read-values: index ${name} of %${value} is summed`);
              return found;
            }),
          ),
        );
        return elements.reduce((left, right) => binary('multiply', left, right));
      }
      default:
        invariant(false, `read-values: %${value}, a ${node.kind}, has no buffer`);
    }
  }

  /** The body of a map at a position, with its operands' elements, as f32 or, for a bool map, as bool. */
  mapBody(
    node: NodeOfKind<'map'>,
    position: Position,
    elementOf: (operand: number, position: Position) => LoopExpression,
  ): LoopExpression {
    const at = new Map(node.indices.map(({ name }, axis) => [name, position[axis] as LoopExpression]));
    const lowered = lowerScalar(node.body, {
      element: (operand) => {
        const { value, indices } = node.operands[operand] as NodeOfKind<'map'>['operands'][number];
        const element = elementOf(
          operand,
          indices.map((name) => at.get(name) as LoopExpression),
        );
        return { expression: element, truth: this.nodeOf(value).dtype === 'bool' };
      },
      position: (name) => at.get(name) as LoopExpression,
    });
    if (node.dtype === 'bool') return lowered.truth ? lowered.expression : truthOf(lowered.expression);
    const number = lowered.truth ? numberOf(lowered.expression) : lowered.expression;
    return node.dtype === 'i32' ? cast('f32', cast('i32', number)) : number;
  }

  #mapElement(node: NodeOfKind<'map'>, position: Position): LoopExpression {
    return this.mapBody(node, position, (operand, at) =>
      this.element((node.operands[operand] as { value: ValueId }).value, at),
    );
  }

  #lookupElement(node: NodeOfKind<'lookup'>, position: Position): LoopExpression {
    const rank = this.nodeOf(node.positions).shape.length;
    const inner = position.slice(node.axis, node.axis + rank);
    const access = this.accessOf(node.positions);
    const row = access
      ? load(access.memory, offsetAt(inner, access.strides))
      : cast('i32', this.element(node.positions, inner));
    // A position outside the table is the caller's mistake, which must not become a read of foreign memory.
    const rows = extentValue(this.nodeOf(node.table).shape[node.axis] as Extent);
    const safe = this.#kernel.let('row', binary('max', binary('min', row, minus(rows, 1)), index(0)));
    return this.element(node.table, [...position.slice(0, node.axis), safe, ...position.slice(node.axis + rank)]);
  }

  #unflatten(flat: LoopExpression, value: ValueId): Position {
    const { shape } = this.nodeOf(value);
    let rest = this.#kernel.let('flat', flat);
    const position: LoopExpression[] = [];
    for (const extent of [...shape.slice(1)].reverse()) {
      position.push(remainder(rest, extentValue(extent)));
      rest = quotient(rest, extentValue(extent));
    }
    return shape.length === 0 ? [] : [rest, ...position.reverse()];
  }
}

/** Numbers are computed with in f32, whatever they are stored as. */
export function asNumber(element: LoopExpression, type: Memory['type']): LoopExpression {
  return type === 'f32' || type === 'bool' ? element : cast('f32', element);
}

const numberOf = (truth: LoopExpression): LoopExpression => select(truth, literal('f32', 1), literal('f32', 0));
const truthOf = (number: LoopExpression): LoopExpression => binary('not-equal', number, literal('f32', 0));

interface Typed {
  readonly expression: LoopExpression;
  /** Whether it is a truth value rather than a number. */
  readonly truth: boolean;
}

interface ScalarScope {
  readonly element: (operand: number) => Typed;
  readonly position: (name: string) => LoopExpression;
}

const LOGICAL: readonly BinaryOperator[] = ['and', 'or'];
const COMPARING: readonly BinaryOperator[] = ['less', 'less-equal', 'greater', 'greater-equal', 'equal', 'not-equal'];

function lowerScalar(scalar: Scalar, scope: ScalarScope): Typed {
  const number = (part: Scalar): LoopExpression => {
    const { expression, truth } = lowerScalar(part, scope);
    return truth ? numberOf(expression) : expression;
  };
  const truth = (part: Scalar): LoopExpression => {
    const lowered = lowerScalar(part, scope);
    return lowered.truth ? lowered.expression : truthOf(lowered.expression);
  };
  switch (scalar.kind) {
    case 'literal':
      return { expression: literal('f32', scalar.value), truth: false };
    case 'element':
      return scope.element(scalar.position);
    case 'index':
    case 'extent':
      return { expression: cast('f32', wholeNumber(scalar, scope) as LoopExpression), truth: false };
    case 'unary':
      return scalar.operator === 'not'
        ? { expression: unary('not', truth(scalar.argument)), truth: true }
        : { expression: unary(scalar.operator, number(scalar.argument)), truth: false };
    case 'binary': {
      const { operator, left, right } = scalar;
      if (LOGICAL.includes(operator)) return { expression: binary(operator, truth(left), truth(right)), truth: true };
      if (!COMPARING.includes(operator))
        return { expression: binary(operator, number(left), number(right)), truth: false };
      const [whole, other] = [wholeNumber(left, scope), wholeNumber(right, scope)];
      const [a, b] = whole && other ? [whole, other] : [number(left), number(right)];
      return { expression: binary(operator, a, b), truth: true };
    }
    case 'select': {
      const [yes, no] = [lowerScalar(scalar.whenTrue, scope), lowerScalar(scalar.whenFalse, scope)];
      const condition = truth(scalar.condition);
      if (yes.truth && no.truth) return { expression: select(condition, yes.expression, no.expression), truth: true };
      return { expression: select(condition, number(scalar.whenTrue), number(scalar.whenFalse)), truth: false };
    }
  }
}

/** An expression of indices and whole numbers as an `i32`, so that positions beyond 2²⁴ compare exactly. */
function wholeNumber(scalar: Scalar, scope: ScalarScope): LoopExpression | undefined {
  switch (scalar.kind) {
    case 'index':
      return scope.position(scalar.name);
    case 'extent':
      return extentValue(scalar.extent);
    case 'literal':
      return Number.isInteger(scalar.value) && Math.abs(scalar.value) < 2 ** 31 ? index(scalar.value) : undefined;
    case 'binary': {
      const combine = { add: plus, subtract: minus, multiply: times }[scalar.operator as string];
      const [left, right] = [wholeNumber(scalar.left, scope), wholeNumber(scalar.right, scope)];
      return combine && left && right ? combine(left, right) : undefined;
    }
    default:
      return undefined;
  }
}

/** A number as the type of the memory it goes to. */
export const asStored = (element: LoopExpression, type: Memory['type']): LoopExpression =>
  type === 'f32' || type === 'bool' ? element : cast(type, element);
