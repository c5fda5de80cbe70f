/**
 * From a legalized program and its arrangement to an ONNX graph.
 *
 * Every value is a tensor in memory: a layout, and the dimensions ONNX sees, which are runs of axes of the layout. A
 * Reshape changes dimensions for free, so they are settled as late as possible: by the operator that reads the tensor.
 */
import { BYTES, invariant, multiplyExtents, nodesById, parametersOf } from '@einlay/ir';
import type {
  DType,
  EinsumNode,
  Extent,
  ExtentBindings,
  MapNode,
  NodeOfKind,
  Operand,
  ReduceNode,
  TensorNode,
  TensorProgram,
  ValueId,
} from '@einlay/ir';
import type { Arrangement, Choice, MultiplyChoice, ProductChoice } from './arrange.ts';
import { cheapestRoute } from './costs.ts';
import type { Form } from './costs.ts';
import { GraphBuilder } from './graph-builder.ts';
import { float, int } from './graph.ts';
import type { OnnxGraph } from './graph.ts';
import { canonicalLayout, estimate, extentOf, reordering, sameLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { isDiagonal } from './legalize.ts';
import { lowerScalar } from './lower-scalar.ts';

/** A value in memory: the name of an ONNX value, and the order of the axes in it. */
interface Placed {
  readonly name: string;
  readonly layout: Layout;
}

/** Which inputs and outputs of the graph are which parameters and outputs of the program. */
export interface Signature {
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: ReadonlyMap<string, string>;
}

export interface LowerOptions {
  readonly bindings: ExtentBindings;
  /** Factors that become part of the graph, by name. */
  readonly weights: ReadonlyMap<string, Float64Array>;
}

/** The graph of `program`, with all choices as `arrangement` made them. */
export function lower(
  program: TensorProgram,
  { choices }: Arrangement,
  { bindings, weights }: LowerOptions,
): { readonly graph: OnnxGraph; readonly signature: Signature } {
  const stored = (name: string): boolean => weights.has(name);
  const builder = new GraphBuilder(program.name, program.doc, {
    inputs: parametersOf(program).flatMap(({ name }) => (stored(name) ? [] : [name])),
    outputs: program.outputs.map(({ name }) => name),
  });
  const nodes = nodesById(program);
  const placed = new Map<ValueId, Placed>();
  const moved = new Map<string, Placed>();
  const outputs = new Set(program.outputs.map(({ value }) => value));
  const inputs = new Map<string, string>();
  for (const { id, name, shape, dtype } of parametersOf(program)) {
    const data = weights.get(name);
    const known = data && builder.constant(name, dtype, shape as readonly number[], data);
    const value = known ?? builder.input(name, atBoundary(dtype), shape);
    if (!known) inputs.set(name, value);
    placed.set(id, { name: value, layout: canonicalLayout(shape) });
  }

  const inLayout = (value: ValueId, layout: Layout): string => {
    const { shape, dtype } = nodes.get(value) as TensorNode;
    const key = `${value}:${layout.join()}`;
    const before = moved.get(key) ?? placed.get(value);
    invariant(before, () => `onnx: %${value} is read before it is lowered`);
    const sizes = estimate(shape, bindings);
    let found = before;
    for (const next of cheapestRoute(sizes, found.layout, layout, BYTES[dtype]).layouts) {
      const whole = outputs.has(value) && sameLayout(next, canonicalLayout(shape));
      found = { name: transpose(builder, shape, found, next, whole), layout: next };
    }
    moved.set(key, found);
    return found.name;
  };

  for (const node of program.nodes) {
    if (node.kind === 'parameter') continue;
    const choice = choices.get(node.id) as Choice;
    const read = (value: ValueId, operand: number): string => inLayout(value, choice.operands[operand] as Layout);
    placed.set(node.id, { name: lowerNode(node, { builder, choice, read, nodes }), layout: choice.layout });
  }
  const names = new Map<string, string>();
  for (const { name, value } of program.outputs) {
    const { shape, dtype } = nodes.get(value) as TensorNode;
    const whole = builder.reshape(inLayout(value, canonicalLayout(shape)), shape);
    names.set(name, builder.output(name, builder.cast(whole, atBoundary(dtype))));
  }
  return { graph: builder.build(), signature: { inputs, outputs: names } };
}

/** Callers hand in and get back bf16 as f32 with the values of bf16: ONNX Runtime for JavaScript has no such tensors. */
const atBoundary = (dtype: DType): DType => (dtype === 'bf16' ? 'f32' : dtype);

interface Context {
  readonly builder: GraphBuilder;
  readonly choice: Choice;
  /** The name of a value in the layout that the choice reads its operand at a position in. */
  readonly read: (value: ValueId, operand: number) => string;
  readonly nodes: ReadonlyMap<ValueId, TensorNode>;
}

function lowerNode(node: Exclude<TensorNode, { kind: 'parameter' }>, context: Context): string {
  const { builder, choice, read } = context;
  switch (node.kind) {
    case 'constant':
      return builder.constant(node.name ?? 'constant', node.dtype, node.shape, node.data);
    case 'einsum':
      if (choice.kind === 'product') return lowerProduct(node, choice, context);
      if (choice.kind === 'multiply') return lowerMultiply(node, choice, context);
      return read((node.operands[0] as Operand).value, 0);
    case 'map':
      return lowerMap(node, context);
    case 'reduce':
      return isDiagonal(node) ? lowerDiagonal(node, context) : lowerReduce(node, context);
    case 'softmax':
      return lowerSoftmax(node, context);
    case 'layer-norm':
      return lowerLayerNorm(node, context);
    case 'lookup':
      return lowerLookup(node, context);
    case 'reshape':
      return read(node.operand, 0);
    case 'cast':
      return builder.cast(read(node.operand, 0), node.dtype);
  }
}

/** One or, through a Reshape, a merged Transpose from the layout a value has to another. */
function transpose(
  builder: GraphBuilder,
  shape: readonly Extent[],
  { name, layout }: Placed,
  to: Layout,
  whole: boolean,
): string {
  const { groups, order } = reordering(layout, to);
  if (groups.length < 2) return name;
  // The result of a Transpose that is an output of the graph should have its shape: a Reshape would copy it. One axis
  // moves past several others as fast as past one.
  const severalAxes = groups.filter((group, at) => group.length > 1 && order[at] !== at).length;
  if (whole && severalAxes < 2) {
    const dims = layout.map((axis) => shape[axis] as Extent);
    return builder.transpose(
      builder.reshape(name, dims),
      to.map((axis) => layout.indexOf(axis)),
    );
  }
  return builder.transpose(
    builder.reshape(
      name,
      groups.map((group) => extentOf(shape, group)),
    ),
    order,
  );
}

/** The extents of the indices of a node's operands. */
function indexExtents(operands: readonly Operand[], nodes: Context['nodes']): ReadonlyMap<string, Extent> {
  return new Map(
    operands.flatMap(({ value, indices }) =>
      indices.map((index, axis) => [index, nodes.get(value)?.shape[axis] as Extent] as const),
    ),
  );
}

function lowerProduct(node: EinsumNode, choice: ProductChoice, { builder, read, nodes }: Context): string {
  const extents = indexExtents(node.operands, nodes);
  const extent = (indices: readonly string[]): Extent =>
    multiplyExtents(indices.map((index) => extents.get(index) as Extent));
  const separate = (indices: readonly string[]): readonly Extent[] => indices.map((index) => extent([index]));
  const { left, right, rows, columns, summed } = choice;
  // ONNX Runtime would fuse a Transpose into the product that reads it. That is not what was planned, and goes wrong when
  // an extent is 0 that batches move inside or that is summed: a Reshape that adds a dimension keeps them apart.
  const mayFail = choice.batch.length > 0 || typeof extent(summed) !== 'number';
  const apart = mayFail && node.operands.some(({ value }, at) => builder.isTransposed(read(value, at)));
  // Batch dimensions stay as they are unless one of them has to change places with rows.
  const joined = choice.batch.length > 1 && (left.startsWith('batch') || right.startsWith('batch'));
  const batchOf = (indices: readonly string[]): readonly Extent[] => [
    ...(apart ? [1] : []),
    // An operand without an index of the batch is repeated along it.
    ...(joined ? [extent(choice.batch)] : choice.batch.map((index) => (indices.includes(index) ? extent([index]) : 1))),
  ];
  // Without batch dimensions, rows may be several dimensions too.
  const several = choice.batch.length === 0 && !apart && left === 'plain' && rows.length > 1;
  const top = several ? separate(rows) : [extent(rows)];
  const operand = (at: 0 | 1, form: Form, outer: readonly Extent[], inner: readonly Extent[]): string => {
    const { value, indices } = node.operands[at] as Operand;
    const name = read(value, at);
    const batch = batchOf(indices);
    const rank = batch.length;
    const between = batch.map((_, position) => position);
    switch (form) {
      case 'plain':
        return builder.reshape(name, [...batch, ...outer, ...inner]);
      case 'transposed':
        return builder.transpose(builder.reshape(name, [...batch, ...inner, ...outer]), [...between, rank + 1, rank]);
      case 'batchInside':
        return builder.transpose(builder.reshape(name, [...outer, ...batch, ...inner]), [
          ...between.map((position) => position + 1),
          0,
          rank + 1,
        ]);
      case 'batchInsideTransposed':
        return builder.transpose(builder.reshape(name, [...inner, ...batch, ...outer]), [
          ...between.map((position) => position + 1),
          rank + 1,
          0,
        ]);
    }
  };
  const [leftAt, rightAt] = choice.swapped ? ([1, 0] as const) : ([0, 1] as const);
  const leftName = operand(leftAt, left, top, [extent(summed)]);
  const rightName = operand(rightAt, right, [extent(summed)], [extent(columns)]);
  return builder.emit('MatMul', [leftName, rightName], node.dtype, [...batchOf(choice.batch), ...top, extent(columns)]);
}

function lowerMultiply(node: EinsumNode, { order }: MultiplyChoice, { builder, read, nodes }: Context): string {
  const extents = indexExtents(node.operands, nodes);
  const dims = order.map((index) => extents.get(index) as Extent);
  const [left, right] = node.operands.map(({ value, indices }, at) =>
    builder.reshape(
      read(value, at),
      withoutLeadingUnits(order.map((index) => (indices.includes(index) ? (extents.get(index) as Extent) : 1))),
    ),
  ) as [string, string];
  const product = builder.emit('Mul', [left, right], node.dtype, dims);
  const summed = [...order.keys()].filter((at) => !node.output.includes(order[at] as string));
  return summed.length === 0 ? product : builder.reduce('ReduceSum', product, summed);
}

/** Leading dimensions of 1 are implied where shapes broadcast. */
function withoutLeadingUnits(dims: readonly Extent[]): readonly Extent[] {
  const first = dims.findIndex((extent) => extent !== 1);
  return first < 0 ? [] : dims.slice(first);
}

/** Every (n + 1)th element of n·n that lie together. */
function lowerDiagonal(node: ReduceNode, { builder, choice, read, nodes }: Context): string {
  const { value, indices } = node.operand;
  const extents = indexExtents([node.operand], nodes);
  const order = [...new Set((choice.operands[0] as Layout).map((axis) => indices[axis] as string))];
  const name = read(value, 0);
  const copies = (index: string): number => indices.filter((other) => other === index).length;
  const power = (index: string, exponent: number): Extent =>
    multiplyExtents(Array.from({ length: exponent }, () => extents.get(index) as Extent));
  const repeated = order.filter((index) => copies(index) > 1);
  if (repeated.length === 0) return name;
  const axes = repeated.map((index) => order.indexOf(index));
  // 1 + n + n² + …: from one element of the diagonal to the next.
  const steps = repeated.map((index) => Array.from({ length: copies(index) }, (_, exponent) => power(index, exponent)));
  return builder.emit(
    'Slice',
    [
      builder.reshape(
        name,
        order.map((index) => power(index, copies(index))),
      ),
      builder.integers(axes.map(() => 0)),
      builder.integers(axes.map(() => LAST)),
      builder.integers(axes),
      builder.sums(steps),
    ],
    node.dtype,
    order.map((index) => power(index, 1)),
  );
}

/** A Slice that ends here ends with its axis. */
const LAST = Number.MAX_SAFE_INTEGER;

function lowerMap(node: MapNode, { builder, choice, read, nodes }: Context): string {
  const order = choice.layout.map((axis) => node.indices[axis]?.name as string);
  const dims = choice.layout.map((axis) => node.indices[axis]?.extent as Extent);
  const elements = node.operands.map(({ value, indices }, at) => ({
    name: builder.reshape(
      read(value, at),
      withoutLeadingUnits(order.map((index, axis) => (indices.includes(index) ? (dims[axis] as Extent) : 1))),
    ),
    dtype: (nodes.get(value) as TensorNode).dtype,
  }));
  const indices = new Map(order.map((name, axis) => [name, { axis, extent: dims[axis] as Extent }]));
  return builder.expand(lowerScalar(builder, node.body, { elements, indices, rank: order.length }, node.dtype), dims);
}

const REDUCE = {
  sum: 'ReduceSum',
  mean: 'ReduceMean',
  max: 'ReduceMax',
  min: 'ReduceMin',
  product: 'ReduceProd',
} as const;

function lowerReduce(node: ReduceNode, { builder, choice, read, nodes }: Context): string {
  const { value, indices } = node.operand;
  const { shape } = nodes.get(value) as TensorNode;
  const layout = choice.operands[0] as Layout;
  const name = read(value, 0);
  const axes = [...layout.keys()].filter((at) => !node.output.includes(indices[layout[at] as number] as string));
  if (axes.length === 0) return name;
  const whole = builder.reshape(
    name,
    layout.map((axis) => shape[axis] as Extent),
  );
  const wide: DType = node.dtype === 'bool' ? 'i32' : node.dtype;
  const operand = builder.cast(whole, wide);
  const count = multiplyExtents(axes.map((at) => shape[layout[at] as number] as Extent));
  // ONNX Runtime's mean of nothing is 0 instead of NaN.
  if (node.reducer === 'mean' && typeof count !== 'number') {
    const sum = builder.reduce('ReduceSum', operand, axes);
    const divisor = builder.cast(builder.reshape(builder.extent(count), []), wide);
    return builder.cast(builder.emit('Div', [sum, divisor], wide, builder.shapeOf(sum)), node.dtype);
  }
  return builder.cast(builder.reduce(REDUCE[node.reducer], operand, axes), node.dtype);
}

/** The operand with the axes a row is made of as its last dimension. */
function rowsOf(
  node: NodeOfKind<'softmax' | 'layer-norm'>,
  { builder, choice, read }: Context,
): { readonly name: string; readonly dims: readonly Extent[]; readonly row: Extent } {
  const layout = choice.operands[0] as Layout;
  const outside = layout.filter((axis) => !node.axes.includes(axis)).map((axis) => node.shape[axis] as Extent);
  const row = extentOf(node.shape, node.axes);
  const dims = [...outside, row];
  return { name: builder.reshape(read(node.operand, 0), dims), dims, row };
}

function lowerSoftmax(node: NodeOfKind<'softmax'>, context: Context): string {
  const { name, dims } = rowsOf(node, context);
  return context.builder.emit('Softmax', [name], node.dtype, dims, { axis: int(-1) });
}

function lowerLayerNorm(node: NodeOfKind<'layer-norm'>, context: Context): string {
  const { builder } = context;
  const { name, dims, row } = rowsOf(node, context);
  const { dtype, epsilon } = node;
  if (typeof row === 'number') {
    const scale = builder.constant('scale', dtype, [row], new Float64Array(row).fill(1));
    return builder.emit('LayerNormalization', [name, scale], dtype, dims, { axis: int(-1), epsilon: float(epsilon) });
  }
  // LayerNormalization wants a scale of a known extent.
  const last = [dims.length - 1];
  const centred = builder.emit('Sub', [name, builder.reduce('ReduceMean', name, last, true)], dtype, dims);
  const variance = builder.reduce('ReduceMean', builder.emit('Mul', [centred, centred], dtype, dims), last, true);
  const shifted = builder.emit('Add', [variance, builder.scalar(epsilon, dtype)], dtype, builder.shapeOf(variance));
  const deviation = builder.emit('Sqrt', [shifted], dtype, builder.shapeOf(shifted));
  return builder.emit('Div', [centred, deviation], dtype, dims);
}

function lowerLookup(node: NodeOfKind<'lookup'>, { builder, choice, read, nodes }: Context): string {
  const [tableLayout, positionLayout] = choice.operands as [Layout, Layout];
  const table = (nodes.get(node.table) as TensorNode).shape;
  const positions = (nodes.get(node.positions) as TensorNode).shape;
  // Layouts leave out axes of extent 1, but the axis that is looked up in must be there.
  const order = table[node.axis] === 1 ? [node.axis, ...tableLayout] : tableLayout;
  const axis = order.indexOf(node.axis);
  const rows = order.map((at) => table[at] as Extent);
  const inner = positionLayout.map((at) => positions[at] as Extent);
  return builder.emit(
    'Gather',
    [builder.reshape(read(node.table, 0), rows), builder.reshape(read(node.positions, 1), inner)],
    node.dtype,
    [...rows.slice(0, axis), ...inner, ...rows.slice(axis + 1)],
    { axis: int(axis) },
  );
}
