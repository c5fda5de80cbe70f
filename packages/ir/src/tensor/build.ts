/** Makes tensor programs, working out the shape and element type of every node. */
import { invariant } from '../diagnostic.ts';
import type { Span } from '../diagnostic.ts';
import type { DType } from '../dtype.ts';
import { multiplyExtents, extentsEqual, printExtent, printShape } from '../extent.ts';
import type { Extent } from '../extent.ts';
import type {
  IndexDeclaration,
  Initializer,
  Operand,
  Output,
  Reducer,
  Scalar,
  TensorNode,
  TensorProgram,
  ValueId,
} from './nodes.ts';

/** Hints every node may carry. */
export interface Hints {
  readonly name?: string | undefined;
  readonly span?: Span | undefined;
}

/** What an input or a factor is, beside its name, shape and element type. */
export interface ParameterOptions extends Hints {
  readonly role?: 'input' | 'factor';
  readonly axes?: readonly string[];
  readonly doc?: string | undefined;
  readonly initializer?: Initializer | undefined;
  readonly learningRate?: number | undefined;
}

/** Node without what the builder works out. */
type Unplaced<Node> = Node extends TensorNode ? Omit<Node, 'id'> : never;

/**
 * Appends nodes to a program, one method for each kind. Methods return the id of the new value; wrong use (an unknown
 * value, extents of one index that differ) is a mistake of ours and breaks an invariant: input is checked before.
 */
export class ProgramBuilder {
  readonly #nodes: TensorNode[] = [];
  readonly #byId = new Map<ValueId, TensorNode>();
  readonly #outputs: Output[] = [];
  readonly #name: string;
  readonly #doc: string | undefined;

  constructor(name: string, doc?: string) {
    this.#name = name;
    this.#doc = doc;
  }

  /** The node of a value that was added before. */
  node(value: ValueId): TensorNode {
    const node = this.#byId.get(value);
    invariant(node, () => `build ${this.#name}: no value %${value}`);
    return node;
  }

  /** The shape of a value that was added before. */
  shape(value: ValueId): readonly Extent[] {
    return this.node(value).shape;
  }

  /** Appends a node whose operands are already values of this program. */
  append(node: Unplaced<TensorNode>): ValueId {
    const id = this.#nodes.length;
    // Exact optional properties: a hint that is not there must not be an own property either, or printed IR differs.
    const placed = Object.fromEntries(
      Object.entries({ ...node, id }).filter(([, value]) => value !== undefined),
    ) as unknown as TensorNode;
    this.#nodes.push(placed);
    this.#byId.set(id, placed);
    return id;
  }

  /** Adds an input or a factor. */
  parameter(name: string, shape: readonly Extent[], dtype: DType, options: ParameterOptions = {}): ValueId {
    const { role = 'input', axes = shape.map(printExtent), ...rest } = options;
    return this.append({ kind: 'parameter', shape, dtype, role, axes, ...rest, name } as Unplaced<TensorNode>);
  }

  /** Adds a tensor of fixed numbers, in row-major order. */
  constant(shape: readonly number[], dtype: DType, data: readonly number[], hints: Hints = {}): ValueId {
    invariant(
      data.length === shape.reduce((all, extent) => all * extent, 1),
      () => `build ${this.#name}: ${data.length} numbers for a constant of shape ${printShape(shape)}`,
    );
    return this.append({ kind: 'constant', shape, dtype, data, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds the product of operands, summed over the indices that `output` lacks. */
  einsum(operands: readonly Operand[], output: readonly string[], hints: Hints = {}): ValueId {
    const first = operands[0];
    invariant(first, () => `build ${this.#name}: an einsum without operands`);
    const extents = this.indexExtents(operands);
    const shape = output.map((index) => this.#extentOf(extents, index));
    const { dtype } = this.node(first.value);
    return this.append({ kind: 'einsum', shape, dtype, operands, output, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds a value that a scalar expression gives element by element. */
  map(
    indices: readonly IndexDeclaration[],
    operands: readonly Operand[],
    body: Scalar,
    dtype: DType,
    hints: Hints = {},
  ): ValueId {
    const shape = indices.map(({ extent }) => extent);
    return this.append({ kind: 'map', shape, dtype, indices, operands, body, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds an operand with the indices that `output` lacks reduced. */
  reduce(reducer: Reducer, operand: Operand, output: readonly string[], hints: Hints = {}): ValueId {
    const extents = this.indexExtents([operand]);
    const shape = output.map((index) => this.#extentOf(extents, index));
    const { dtype } = this.node(operand.value);
    return this.append({ kind: 'reduce', shape, dtype, reducer, operand, output, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds a softmax over some axes together. */
  softmax(operand: ValueId, axes: readonly number[], hints: Hints = {}): ValueId {
    const { shape, dtype } = this.node(operand);
    return this.append({ kind: 'softmax', shape, dtype, operand, axes, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds a value with mean 0 and variance 1 over some axes together, but for `epsilon`. */
  layerNorm(operand: ValueId, axes: readonly number[], epsilon: number, hints: Hints = {}): ValueId {
    const { shape, dtype } = this.node(operand);
    return this.append({ kind: 'layer-norm', shape, dtype, operand, axes, epsilon, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds the slices of a table at positions along one of its axes. */
  lookup(table: ValueId, positions: ValueId, axis: number, hints: Hints = {}): ValueId {
    const { shape: rows, dtype } = this.node(table);
    const shape = [...rows.slice(0, axis), ...this.shape(positions), ...rows.slice(axis + 1)];
    return this.append({ kind: 'lookup', shape, dtype, table, positions, axis, ...hints } as Unplaced<TensorNode>);
  }

  /** A reshape to a shape of as many elements; the value itself when the shape is already this. */
  reshape(operand: ValueId, shape: readonly Extent[], hints: Hints = {}): ValueId {
    const { shape: before, dtype } = this.node(operand);
    invariant(
      extentsEqual(multiplyExtents(before), multiplyExtents(shape)),
      () => `build ${this.#name}: reshape of ${printShape(before)} to ${printShape(shape)}`,
    );
    const same = before.length === shape.length && before.every((extent, at) => extentsEqual(extent, shape[at] ?? 0));
    return same ? operand : this.append({ kind: 'reshape', shape, dtype, operand, ...hints } as Unplaced<TensorNode>);
  }

  /** Adds a value in another element type. */
  cast(operand: ValueId, dtype: DType, hints: Hints = {}): ValueId {
    const node = this.node(operand);
    if (node.dtype === dtype) return operand;
    return this.append({ kind: 'cast', shape: node.shape, dtype, operand, ...hints } as Unplaced<TensorNode>);
  }

  /** Makes a value a result of the program, under a name. */
  output(name: string, value: ValueId, axes?: readonly string[]): void {
    this.#outputs.push({ name, value, axes: axes ?? this.shape(value).map(printExtent) });
  }

  /** The extent of every index of `operands`. */
  indexExtents(operands: readonly Operand[]): ReadonlyMap<string, Extent> {
    const extents = new Map<string, Extent>();
    for (const { value, indices } of operands) {
      const shape = this.shape(value);
      invariant(
        shape.length === indices.length,
        () => `build ${this.#name}: indices ${indices.join(' ')} for %${value} of shape ${printShape(shape)}`,
      );
      indices.forEach((index, axis) => {
        const extent = shape[axis] as Extent;
        const known = extents.get(index);
        invariant(
          known === undefined || extentsEqual(known, extent),
          () => `build ${this.#name}: index ${index} has extents ${printExtent(known ?? 0)} and ${printExtent(extent)}`,
        );
        extents.set(index, extent);
      });
    }
    return extents;
  }

  /** The program of all that was added. */
  build(): TensorProgram {
    return {
      name: this.#name,
      ...(this.#doc === undefined ? {} : { doc: this.#doc }),
      nodes: [...this.#nodes],
      outputs: [...this.#outputs],
    };
  }

  #extentOf(extents: ReadonlyMap<string, Extent>, index: string): Extent {
    const extent = extents.get(index);
    invariant(extent !== undefined, () => `build ${this.#name}: index ${index} is on no operand`);
    return extent;
  }
}
