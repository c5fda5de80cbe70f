/**
 * Finds the one product that a layer is, if it is one: x and factors, each index on some of them, whatever einsums and reshapes
 * its program takes for it.
 *
 * It goes from the output back to the parameters. Every axis of a value on the way is a list of digits, outer ones first; where a
 * reshape cuts through a digit, that becomes two, wherever else it stands. What is left at the end are digits, and the tensors that
 * carry them.
 */
import { divideExtent, extentsEqual, nodesById, printExtent } from '@einlay/ir';
import type { Extent, Operand, ParameterNode, Scalar, TensorNode, TensorProgram, ValueId } from '@einlay/ir';

/** An index of the product. Digits of extents that only a run knows are tokens. */
export interface TracedIndex {
  readonly extent: Extent;
  /** Of the layer that was traced: where a name was given to more than one digit, several have it. */
  readonly name: string;
}

/** A tensor of the product; `indices` are positions in the list of indices, in the order of its axes. */
export interface TracedTensor {
  readonly name: string;
  readonly role: 'input' | 'factor';
  readonly indices: readonly number[];
}

/** A product of tensors: the value of the output at its indices is the sum over all others. */
export interface TracedProduct {
  readonly indices: readonly TracedIndex[];
  readonly tensors: readonly TracedTensor[];
  readonly output: readonly number[];
}

export type Traced =
  | { readonly kind: 'product'; readonly product: TracedProduct }
  /** In words that go on after «it is not a point of the space: ». */
  | { readonly kind: 'none'; readonly reason: string };

/** The product that the only output of a program is. */
export function traceLayer(program: TensorProgram): Traced {
  const [output, ...others] = program.outputs;
  if (!output || others.length > 0) return none(`it has ${program.outputs.length} outputs`);
  try {
    return { kind: 'product', product: new Tracer(program).trace(output.value, output.axes) };
  } catch (error) {
    if (error instanceof NotAProduct) return none(error.message);
    throw error;
  }
}

const none = (reason: string): Traced => ({ kind: 'none', reason });

/** Leaves the walk from wherever it is; never leaves this file. */
class NotAProduct extends Error {}

/** A part of an axis; once a reshape has cut it, `parts` are what it is now. */
interface Digit {
  readonly extent: Extent;
  name: string;
  parts?: readonly [outer: Digit, inner: Digit];
}

type Axis = readonly Digit[];

class Tracer {
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #tensors: { readonly node: ParameterNode; readonly axes: readonly Axis[] }[] = [];

  /** Values on the way from the output to where the walk is. */
  #depth = 0;

  constructor(program: TensorProgram) {
    this.#nodes = nodesById(program);
  }

  trace(value: ValueId, names: readonly string[]): TracedProduct {
    const { shape } = this.#node(value);
    const axes = shape.map((extent, at): Axis => [{ extent, name: names[at] ?? '' }]);
    this.#expand(value, axes);
    const found = new Map<Digit, number>();
    const positionsOf = (all: readonly Axis[]): readonly number[] =>
      all.flatMap(leavesOf).map((digit) => {
        const known = found.get(digit);
        if (known !== undefined) return known;
        found.set(digit, found.size);
        return found.size - 1;
      });
    const tensors = this.#tensors.map(({ node: { name, role }, axes: own }) => ({
      name,
      role,
      indices: positionsOf(own),
    }));
    const output = positionsOf(axes);
    return { indices: [...found.keys()].map(({ extent, name }) => ({ extent, name })), tensors, output };
  }

  #node(value: ValueId): TensorNode {
    return this.#nodes.get(value) as TensorNode;
  }

  /** Finds what a value with these axes is a product of. */
  #expand(value: ValueId, axes: readonly Axis[]): void {
    if (this.#tensors.length > MOST_TENSORS)
      throw new NotAProduct(`it is a product of more than ${MOST_TENSORS} tensors`);
    if (this.#depth > MOST_STEPS) throw new NotAProduct(`it takes more than ${MOST_STEPS} steps`);
    this.#depth += 1;
    this.#expandNode(this.#node(value), axes);
    this.#depth -= 1;
  }

  #expandNode(node: TensorNode, axes: readonly Axis[]): void {
    switch (node.kind) {
      case 'parameter':
        this.#tensors.push({ node, axes });
        break;
      case 'einsum':
        this.#operands(node.operands, node.output, axes);
        break;
      case 'reduce':
        if (node.reducer !== 'sum')
          throw new NotAProduct(`${saying(node, `the ${node.reducer} of values`)}, which is not linear`);
        this.#operands([node.operand], node.output, axes);
        break;
      case 'map':
        this.#product(node, axes);
        break;
      case 'reshape':
        this.#expand(node.operand, regroup(axes.flatMap(leavesOf), this.#node(node.operand).shape));
        break;
      case 'cast':
        this.#expand(node.operand, axes);
        break;
      case 'softmax':
      case 'layer-norm':
        throw new NotAProduct(`${saying(node, `a ${node.kind}`)}, which is not linear`);
      case 'lookup':
        throw new NotAProduct(`${saying(node, 'a look-up')}, as cutting and padding are`);
      case 'constant':
        throw new NotAProduct(saying(node, 'a tensor of fixed numbers'));
    }
  }

  #operands(operands: readonly Operand[], output: readonly string[], axes: readonly Axis[]): void {
    const digits = new Map(output.map((index, at) => [index, axes[at] ?? []]));
    for (const [index, axis] of digits) {
      const [only, ...others] = leavesOf(axis);
      // An axis of the output that was joined has a name for all of its parts.
      if (only?.name.includes(JOINED) && others.length === 0) only.name = index;
    }
    for (const { value, indices } of operands) {
      const { shape } = this.#node(value);
      const own = indices.map((index, at): Axis => {
        const known = digits.get(index);
        if (known) return known;
        const fresh = [{ extent: shape[at] ?? 1, name: index }];
        digits.set(index, fresh);
        return fresh;
      });
      this.#expand(value, own);
    }
  }

  /** A map that only multiplies elements and numbers is a product, too. */
  #product(node: Extract<TensorNode, { kind: 'map' }>, axes: readonly Axis[]): void {
    const elements = multipliedIn(node.body);
    if (!elements) throw new NotAProduct(whyNot(node));
    const operands = elements.map((position) => node.operands[position] as Operand);
    this.#operands(
      operands,
      node.indices.map(({ name }) => name),
      axes,
    );
  }
}

/** What stands between the names of joined indices. */
const JOINED = '·';

const MOST_TENSORS = 16;
const MOST_STEPS = 500;

/** `what` the value of a node is, by its name where it has one. */
const saying = ({ name }: TensorNode, what: string): string =>
  name === undefined ? `it has ${what}` : `\`${name}\` is ${what}`;

/** The operands whose elements a body multiplies, beside numbers; undefined when it does anything else. */
function multipliedIn(body: Scalar): readonly number[] | undefined {
  switch (body.kind) {
    case 'element':
      return [body.position];
    case 'literal':
      return [];
    case 'unary':
      return body.operator === 'negate' ? multipliedIn(body.argument) : undefined;
    case 'binary': {
      const [left, right] = [multipliedIn(body.left), multipliedIn(body.right)];
      if (!left || !right) return undefined;
      if (body.operator === 'multiply') return [...left, ...right];
      return body.operator === 'divide' && right.length === 0 ? left : undefined;
    }
    default:
      return undefined;
  }
}

function whyNot(node: Extract<TensorNode, { kind: 'map' }>): string {
  const { body } = node;
  if (body.kind === 'binary' && (body.operator === 'add' || body.operator === 'subtract'))
    return `${saying(node, 'a sum')}, and a point is one product`;
  return body.kind === 'select'
    ? `${saying(node, 'a choice between values')}, as padding is`
    : `${saying(node, 'work element by element')} that is not a product`;
}

/** What a digit is now. */
const leavesOf = (axis: Axis): readonly Digit[] =>
  axis.flatMap((digit) => (digit.parts ? leavesOf(digit.parts) : extentsEqual(digit.extent, 1) ? [] : [digit]));

/** The digits of a value in row-major order as those of axes of other extents; digits that reach over an end are cut. */
function regroup(digits: readonly Digit[], shape: readonly Extent[]): readonly Axis[] {
  const waiting = [...digits];
  return shape.map((extent) => {
    const axis: Digit[] = [];
    let open = extent;
    while (!extentsEqual(open, 1)) {
      const next = waiting.shift();
      const rest = next && divideExtent(open, next.extent);
      if (next && rest !== undefined) {
        axis.push(next);
        open = rest;
        continue;
      }
      const inner = next && divideExtent(next.extent, open);
      if (!next || inner === undefined)
        throw new NotAProduct(
          `it joins axes of ${listed(shape)} and splits them as ${listed(digits.map((digit) => digit.extent))}, so that no part of an index goes on as one`,
        );
      const outerPart = { extent: open, name: next.name };
      const innerPart = { extent: inner, name: next.name };
      next.parts = [outerPart, innerPart];
      axis.push(outerPart);
      waiting.unshift(innerPart);
      open = 1;
    }
    return axis;
  });
}

/** Extents of features; tokens are always there. */
const listed = (extents: readonly Extent[]): string =>
  extents
    .filter((extent) => typeof extent === 'number')
    .map(printExtent)
    .join(' and ');
