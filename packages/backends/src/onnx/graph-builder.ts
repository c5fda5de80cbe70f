/** Appends nodes to an ONNX graph: names, types, shapes, and values that several nodes can share. */
import { divideExtent, invariant, shapesEqual } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import { int, ints } from './graph.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxType, OnnxValue } from './graph.ts';
import { Namer } from './namer.ts';
import { DATA_TYPE } from './protobuf.ts';

/** Methods return the name of a value. What was emitted before, with the same inputs, is not emitted again. */
export class GraphBuilder {
  readonly #name: string;
  readonly #doc: string | undefined;
  readonly #namer = new Namer();
  readonly #values = new Map<string, OnnxValue>();
  readonly #inputs: OnnxValue[] = [];
  readonly #initializers: OnnxTensor[] = [];
  readonly #nodes: OnnxNode[] = [];
  readonly #outputs: { readonly name: string; readonly value: string }[] = [];
  readonly #outputNames: ReadonlyMap<string, string>;
  readonly #inputNames: ReadonlyMap<string, string>;
  readonly #emitted = new Map<string, string>();
  readonly #constants = new Map<string, string>();
  /** What a reshaped value was before any Reshape. */
  readonly #reshaped = new Map<string, string>();
  readonly #transposed = new Set<string>();
  readonly #symbols = new Map<string, string>();

  constructor(
    name: string,
    doc: string | undefined,
    callers: { readonly inputs: readonly string[]; readonly outputs: readonly string[] },
  ) {
    this.#name = name;
    this.#doc = doc;
    // Callers' names come first, so that none of ours takes one of theirs.
    this.#inputNames = new Map(callers.inputs.map((input) => [input, this.#namer.name(input)]));
    this.#outputNames = new Map(callers.outputs.map((output) => [output, this.#namer.name(output)]));
  }

  /** An input of the graph, for the caller's `name`. */
  input(name: string, type: OnnxType, shape: readonly Extent[]): string {
    const legal = this.#inputNames.get(name);
    invariant(legal !== undefined, () => `onnx: no name for the input ${name}`);
    const value = { name: legal, type, shape };
    this.#values.set(legal, value);
    this.#inputs.push(value);
    return legal;
  }

  /** Makes `value` an output of the graph, for the caller's `name`. */
  output(name: string, value: string): string {
    const legal = this.#outputNames.get(name);
    invariant(legal !== undefined, () => `onnx: no name for the output ${name}`);
    this.#outputs.push({ name: legal, value });
    return legal;
  }

  /** The shape of a value that was added before. */
  shapeOf(value: string): readonly Extent[] {
    return this.#valueOf(value).shape;
  }

  /** The element type of a value that was added before. */
  typeOf(value: string): OnnxType {
    return this.#valueOf(value).type;
  }

  /** A tensor of the model. */
  constant(hint: string, type: OnnxType, shape: readonly number[], data: readonly number[] | Float64Array): string {
    const name = this.#namer.name(hint);
    this.#initializers.push({ name, type, shape, data });
    this.#values.set(name, { name, type, shape });
    return name;
  }

  /** A list of integers, such as axes. */
  integers(data: readonly number[]): string {
    return this.#shared(`[${data.join()}]`, () => this.constant('integers', 'i64', [data.length], data));
  }

  /** A constant of one number; the same number and type give the same value. */
  scalar(value: number, type: OnnxType): string {
    return this.#shared(`${type} ${Object.is(value, -0) ? '-0' : value}`, () =>
      this.constant('scalar', type, [], [value]),
    );
  }

  /** Appends an operator with one result of this type and shape. */
  emit(
    operator: string,
    inputs: readonly string[],
    type: OnnxType,
    shape: readonly Extent[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    const key = JSON.stringify([operator, inputs, attributes]);
    const known = this.#emitted.get(key);
    if (known !== undefined) return known;
    const name = this.#namer.name(operator.toLowerCase());
    this.#nodes.push({ operator, inputs, outputs: [name], attributes });
    this.#values.set(name, { name, type, shape });
    this.#emitted.set(key, name);
    return name;
  }

  /** The same elements under other dimensions. A Reshape of a Reshape skips the first. */
  reshape(value: string, shape: readonly Extent[]): string {
    const source = this.#reshaped.get(value) ?? value;
    for (const same of [value, source]) if (shapesEqual(this.shapeOf(same), shape)) return same;
    const { target, attributes } = this.#reshapeTarget(this.shapeOf(source), shape);
    const name = this.emit('Reshape', [source, target], this.typeOf(source), shape, attributes);
    this.#reshaped.set(name, source);
    return name;
  }

  /** The axes in another order; in the order they have, the value itself. */
  transpose(value: string, order: readonly number[]): string {
    const shape = this.shapeOf(value);
    if (order.every((axis, at) => axis === at)) return value;
    const moved = order.map((axis) => shape[axis] as Extent);
    const name = this.emit('Transpose', [value], this.typeOf(value), moved, { perm: ints(order) });
    this.#transposed.add(name);
    return name;
  }

  /** Whether a value is what a Transpose made, as it made it. */
  isTransposed(value: string): boolean {
    return this.#transposed.has(value);
  }

  /** ReduceSum and its like over `axes`, which stay as dimensions of 1 if `keep`. */
  reduce(operator: string, value: string, axes: readonly number[], keep = false): string {
    const shape = this.shapeOf(value).flatMap((extent, axis) => (axes.includes(axis) ? (keep ? [1] : []) : [extent]));
    return this.emit(operator, [value, this.integers(axes)], this.typeOf(value), shape, {
      keepdims: int(keep ? 1 : 0),
    });
  }

  /** The value in another element type; in its own, the value itself. */
  cast(value: string, type: OnnxType): string {
    if (this.typeOf(value) === type) return value;
    return this.emit('Cast', [value], type, this.shapeOf(value), { to: int(DATA_TYPE[type]) });
  }

  /** The value broadcast to `shape`. */
  expand(value: string, shape: readonly Extent[]): string {
    if (shapesEqual(this.shapeOf(value), shape)) return value;
    return this.emit('Expand', [value, this.shape(shape)], this.typeOf(value), shape);
  }

  /** 0, 1, … up to an extent. */
  range(extent: Extent): string {
    const limit =
      typeof extent === 'number'
        ? this.scalar(extent, 'i64')
        : this.emit('Squeeze', [this.extent(extent), this.integers([0])], 'i64', []);
    return this.emit('Range', [this.scalar(0, 'i64'), limit, this.scalar(1, 'i64')], 'i64', [extent]);
  }

  /** A shape as a list of integers. */
  shape(dims: readonly Extent[]): string {
    if (dims.every((extent) => typeof extent === 'number')) return this.integers(dims);
    const parts = dims.map((extent) => this.extent(extent));
    return parts.length === 1
      ? (parts[0] as string)
      : this.emit('Concat', parts, 'i64', [dims.length], { axis: int(0) });
  }

  /** A list with one integer: an extent. */
  extent(extent: Extent): string {
    if (typeof extent === 'number') return this.integers([extent]);
    const factors = extent.symbols.map((name) => this.#symbol(name));
    const product = factors.reduce((left, right) => this.emit('Mul', [left, right], 'i64', [1]));
    return extent.coefficient === 1
      ? product
      : this.emit('Mul', [product, this.integers([extent.coefficient])], 'i64', [1]);
  }

  /** A list of sums of extents. */
  sums(sums: readonly (readonly Extent[])[]): string {
    const known = sums.map((terms) =>
      terms.reduce<number>((sum, term) => (typeof term === 'number' ? sum + term : NaN), 0),
    );
    if (known.every(Number.isFinite)) return this.integers(known);
    const parts = sums.map((terms) =>
      terms.map((term) => this.extent(term)).reduce((left, right) => this.emit('Add', [left, right], 'i64', [1])),
    );
    return parts.length === 1
      ? (parts[0] as string)
      : this.emit('Concat', parts, 'i64', [sums.length], { axis: int(0) });
  }

  /** The graph of all that was added. */
  build(): OnnxGraph {
    const renamed = new Map<string, string>();
    const copies: OnnxNode[] = [];
    const made = new Set(this.#nodes.flatMap(({ outputs }) => outputs));
    for (const { name, value } of this.#outputs) {
      this.#values.set(name, { ...this.#valueOf(value), name });
      if (made.has(value) && !renamed.has(value)) renamed.set(value, name);
      else copies.push({ operator: 'Identity', inputs: [value], outputs: [name], attributes: {} });
    }
    const rename = (value: string): string => renamed.get(value) ?? value;
    const nodes = [...this.#nodes, ...copies].map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    const outputs = this.#outputs.map(({ name }) => this.#valueOf(name));
    const stated = new Set(outputs.map(({ name }) => name));
    return {
      name: this.#name,
      ...(this.#doc === undefined ? {} : { doc: this.#doc }),
      inputs: this.#inputs,
      outputs,
      initializers: this.#initializers,
      nodes,
      values: nodes.flatMap((node) =>
        node.outputs.filter((name) => !stated.has(name)).map((name) => this.#valueOf(name)),
      ),
    };
  }

  /** The second input of a Reshape: a constant whenever one can say it, since 0 copies an extent and one -1 is inferred. */
  #reshapeTarget(
    from: readonly Extent[],
    to: readonly Extent[],
  ): { readonly target: string; readonly attributes: Readonly<Record<string, OnnxAttribute>> } {
    const unknown = [...to.keys()].filter((axis) => typeof to[axis] !== 'number');
    const numbers = to.map((extent) => (typeof extent === 'number' ? extent : 0));
    if (to.includes(0)) return { target: this.shape(to), attributes: { allowzero: int(1) } };
    if (unknown.every((axis) => axis in from && shapesEqual([from[axis] as Extent], [to[axis] as Extent])))
      return { target: this.integers(numbers), attributes: {} };
    // With a second unknown extent, which may be 0, there would be nothing to infer -1 from.
    if (unknown.length === 1)
      return {
        target: this.integers(numbers.map((extent, axis) => (axis === unknown[0] ? -1 : extent))),
        attributes: {},
      };
    return { target: this.shape(to), attributes: { allowzero: int(1) } };
  }

  /** A symbol's value, from an axis of an input that shows it. */
  #symbol(name: string): string {
    const known = this.#symbols.get(name);
    if (known !== undefined) return known;
    const found = this.#showing(name);
    const whole = this.emit('Shape', [found.input], 'i64', [1], { start: int(found.axis), end: int(found.axis + 1) });
    const value = found.divisor === 1 ? whole : this.emit('Div', [whole, this.#positive(found.divisor)], 'i64', [1]);
    this.#symbols.set(name, value);
    return value;
  }

  #showing(name: string): { readonly input: string; readonly axis: number; readonly divisor: Extent } {
    const axes = this.#inputs.flatMap(({ name: input, shape }) =>
      shape.flatMap((extent, axis) => {
        const divisor = divideExtent(extent, { coefficient: 1, symbols: [name] });
        return divisor === undefined ? [] : [{ input, axis, divisor }];
      }),
    );
    // The plainest first: an axis of just this symbol, then one of a multiple, then one of symbols known by themselves.
    const best = axes.sort((left, right) => symbolCount(left.divisor) - symbolCount(right.divisor))[0];
    invariant(best, () => `onnx: no input shows the extent ${name}`);
    return best;
  }

  /** An extent to divide by: never 0. */
  #positive(extent: Extent): string {
    return this.emit('Max', [this.extent(extent), this.integers([1])], 'i64', [1]);
  }

  #shared(key: string, make: () => string): string {
    const known = this.#constants.get(key) ?? make();
    this.#constants.set(key, known);
    return known;
  }

  #valueOf(name: string): OnnxValue {
    const value = this.#values.get(name);
    invariant(value, () => `onnx: no value ${name}`);
    return value;
  }
}

const symbolCount = (extent: Extent): number =>
  typeof extent === 'number' ? (extent === 1 ? 0 : 1) : 1 + extent.symbols.length;
