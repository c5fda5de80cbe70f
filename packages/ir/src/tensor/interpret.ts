/**
 * The tensor interpreter: the meaning of the IR. Docs point here and every backend is compared with it. It computes in
 * float64 whatever the element types say, and prefers being obvious to being fast: an einsum is a loop over its output
 * indices around a loop over its summed indices.
 */
import { unreachable } from '../diagnostic.ts';
import { bindExtent, evaluateExtent, printExtent, printShape } from '../extent.ts';
import type { ExtentBindings } from '../extent.ts';
import { parametersOf } from './nodes.ts';
import type {
  BinaryOperator,
  MapNode,
  Operand,
  ParameterNode,
  Reducer,
  Scalar,
  TensorNode,
  TensorProgram,
  UnaryOperator,
  ValueId,
} from './nodes.ts';

/** A tensor in the memory of the host: row-major, in float64. */
export interface HostTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The caller's tensors do not fit the program. Doors check first and say it as a diagnostic. */
export class InterpretError extends Error {
  override readonly name = 'InterpretError';
}

/** No tensor larger than this is made: 2³⁰ numbers are 8 GiB. */
const MAX_INTERPRETED_ELEMENTS = 2 ** 30;

/**
 * Runs `program` on `inputs`, one tensor for each parameter by name (batch axes flattened to one). Returns the outputs
 * by name. Throws `InterpretError` when a tensor is missing, has another shape, is too large, or when a look-up leaves
 * its table.
 *
 * @example
 * ```ts
 * import { equationProgram, interpret } from '@einlay/ir';
 *
 * const program = equationProgram('i,i->', [[3], [3]], 'f64');
 * if (!program.ok) throw new Error(program.diagnostics[0]?.message);
 * const outputs = interpret(
 *   program.value,
 *   new Map([
 *     ['operand0', { shape: [3], data: Float64Array.of(1, 2, 3) }],
 *     ['operand1', { shape: [3], data: Float64Array.of(4, 5, 6) }],
 *   ]),
 * );
 * console.log(outputs.get('result'));
 * ```
 *
 * ```text
 * { shape: [], data: Float64Array(1) [ 32 ] }
 * ```
 */
export function interpret(
  program: TensorProgram,
  inputs: ReadonlyMap<string, HostTensor>,
): ReadonlyMap<string, HostTensor> {
  const parameters = parametersOf(program);
  const given = (parameter: ParameterNode): HostTensor => {
    const tensor = inputs.get(parameter.name);
    if (!tensor) throw new InterpretError(`there is no tensor for ${parameter.name}`);
    return tensor;
  };
  const bindings = bindSymbols(parameters.map((parameter) => [parameter, given(parameter).shape]));
  const values = new Map<ValueId, HostTensor>();
  const valueOf = (value: ValueId): HostTensor => values.get(value) as HostTensor;
  for (const node of program.nodes) {
    const shape = node.shape.map((extent) => evaluateExtent(extent, bindings));
    values.set(
      node.id,
      node.kind === 'parameter' ? given(node) : { shape, data: evaluateNode(node, shape, valueOf, bindings) },
    );
  }
  return new Map(program.outputs.map(({ name, value }) => [name, valueOf(value)]));
}

/**
 * The values of the symbols in the shapes of parameters, from the shapes of the tensors handed in. Throws
 * `InterpretError` where rank or extents differ, or a symbol would need two values.
 */
export function bindSymbols(given: readonly (readonly [ParameterNode, readonly number[]])[]): ExtentBindings {
  const bindings = new Map<string, number>();
  const mismatch = ({ name, shape }: ParameterNode, found: readonly number[]): InterpretError =>
    new InterpretError(`${name} must have shape ${printShape(shape)} but has ${printShape(found)}`);
  const axes = given.flatMap(([parameter, found]) => {
    if (parameter.shape.length !== found.length) throw mismatch(parameter, found);
    return parameter.shape.map((extent, axis) => ({ parameter, found, extent, size: found[axis] as number }));
  });
  // An axis of one unknown symbol binds it; an axis of several waits until all but one are known.
  for (let waiting = axes, before = Infinity; waiting.length < before;) {
    before = waiting.length;
    waiting = waiting.filter(({ parameter, found, extent, size }) => {
      const rest = bindExtent(extent, bindings);
      if (typeof rest === 'number') {
        if (rest !== size) throw mismatch(parameter, found);
        return false;
      }
      const [name, second] = rest.symbols;
      if (name === undefined || second !== undefined) return true;
      if (size % rest.coefficient !== 0) throw mismatch(parameter, found);
      bindings.set(name, size / rest.coefficient);
      return false;
    });
  }
  for (const { extent } of axes)
    if (typeof bindExtent(extent, bindings) !== 'number')
      throw new InterpretError(`the extent ${printExtent(extent)} cannot be told from the tensors`);
  return bindings;
}

/** The elements of one node's value, given the values it reads; `shape` is its shape with symbols bound. */
export function evaluateNode(
  node: Exclude<TensorNode, ParameterNode>,
  shape: readonly number[],
  valueOf: (value: ValueId) => HostTensor,
  bindings: ExtentBindings,
): Float64Array {
  switch (node.kind) {
    case 'constant':
      return Float64Array.from(node.data);
    case 'einsum':
      return evaluateEinsum(
        node.operands.map(({ value, indices }) => ({ tensor: valueOf(value), indices })),
        node.output,
        shape,
      );
    case 'map':
      return evaluateMap(node, shape, valueOf, bindings);
    case 'reduce':
      return evaluateReduce(node.reducer, valueOf(node.operand.value), node.operand, node.output, shape);
    case 'softmax':
      return overRows(valueOf(node.operand), node.axes, softmaxRow);
    case 'layer-norm':
      return overRows(valueOf(node.operand), node.axes, (row) => layerNormRow(row, node.epsilon));
    case 'lookup':
      return evaluateLookup(valueOf(node.table), valueOf(node.positions), node.axis, shape);
    case 'reshape':
      return valueOf(node.operand).data;
    case 'cast': {
      const { data } = valueOf(node.operand);
      if (node.dtype === 'i32') return data.map(Math.trunc);
      return node.dtype === 'bool' ? data.map((value) => (value === 0 ? 0 : 1)) : data;
    }
    default:
      return unreachable(node);
  }
}

function zeros(shape: readonly number[]): Float64Array {
  const elements = shape.reduce((all, extent) => all * extent, 1);
  if (elements > MAX_INTERPRETED_ELEMENTS)
    throw new InterpretError(`a tensor of shape ${printShape(shape)} is too large to interpret`);
  return new Float64Array(elements);
}

/** Row-major strides. */
function stridesOf(shape: readonly number[]): number[] {
  const strides = shape.map(() => 1);
  for (let axis = shape.length - 2; axis >= 0; axis -= 1)
    strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
  return strides;
}

/** How far each of `indices` moves in a tensor whose axes are named `names`: a repeated name moves along both axes. */
export function stridesAlong(indices: readonly string[], names: readonly string[], shape: readonly number[]): number[] {
  const strides = stridesOf(shape);
  return indices.map((index) =>
    names.reduce((sum, name, axis) => (name === index ? sum + (strides[axis] as number) : sum), 0),
  );
}

/**
 * Calls `visit` for every combination of indices with `extents`, the last fastest, with the offset into each of several
 * tensors: `strides[tensor][index]`. `offsets` starts at `start` and is reused between calls.
 */
export function forEachPosition(
  extents: readonly number[],
  strides: readonly (readonly number[])[],
  visit: (offsets: readonly number[], position: readonly number[]) => void,
  start: readonly number[] = strides.map(() => 0),
): void {
  if (extents.includes(0)) return;
  const position = extents.map(() => 0);
  const offsets = [...start];
  for (;;) {
    visit(offsets, position);
    let index = extents.length - 1;
    for (; index >= 0; index -= 1) {
      const next = (position[index] as number) + 1;
      const wrap = next === extents[index];
      position[index] = wrap ? 0 : next;
      const steps = wrap ? 1 - next : 1;
      for (let tensor = 0; tensor < strides.length; tensor += 1)
        offsets[tensor] =
          (offsets[tensor] as number) + steps * ((strides[tensor] as readonly number[])[index] as number);
      if (!wrap) break;
    }
    if (index < 0) return;
  }
}

interface IndexedTensor {
  readonly tensor: HostTensor;
  readonly indices: readonly string[];
}

function evaluateEinsum(
  operands: readonly IndexedTensor[],
  output: readonly string[],
  shape: readonly number[],
): Float64Array {
  const extents = new Map<string, number>();
  for (const { tensor, indices } of operands)
    indices.forEach((index, axis) => extents.set(index, tensor.shape[axis] as number));
  const summed = [...extents.keys()].filter((index) => !output.includes(index));
  // The longest summed index innermost: its loop is the one that runs without bookkeeping.
  summed.sort((left, right) => (extents.get(left) as number) - (extents.get(right) as number));
  const inner = summed.pop();
  const innerExtent = inner === undefined ? 1 : (extents.get(inner) as number);
  const strides = (indices: readonly string[]): number[][] =>
    operands.map((operand) => stridesAlong(indices, operand.indices, operand.tensor.shape));
  const outerStrides = strides(output);
  const summedStrides = strides(summed);
  const summedExtents = summed.map((index) => extents.get(index) as number);
  const innerStrides = strides(inner === undefined ? [] : [inner]).map(([stride]) => stride ?? 0);
  const data = operands.map(({ tensor }) => tensor.data);

  const result = zeros(shape);
  let at = 0;
  forEachPosition(shape, outerStrides, (outer) => {
    let sum = 0;
    forEachPosition(
      summedExtents,
      summedStrides,
      (offsets) => {
        sum += dot(data, offsets, innerStrides, innerExtent);
      },
      outer,
    );
    result[at] = sum;
    at += 1;
  });
  return result;
}

/** Σ over `count` steps of the product of one element of each tensor. */
function dot(
  data: readonly Float64Array[],
  offsets: readonly number[],
  strides: readonly number[],
  count: number,
): number {
  let sum = 0;
  if (data.length === 2) {
    // Most einsums that run here have two operands, and this loop is where the time goes.
    const [left, right] = data as [Float64Array, Float64Array];
    let [l, r] = offsets as [number, number];
    const [leftStride, rightStride] = strides as [number, number];
    for (let step = 0; step < count; step += 1, l += leftStride, r += rightStride)
      sum += (left[l] as number) * (right[r] as number);
    return sum;
  }
  for (let step = 0; step < count; step += 1) {
    let product = 1;
    for (let tensor = 0; tensor < data.length; tensor += 1)
      product *= (data[tensor] as Float64Array)[
        (offsets[tensor] as number) + step * (strides[tensor] as number)
      ] as number;
    sum += product;
  }
  return sum;
}

function evaluateMap(
  node: MapNode,
  shape: readonly number[],
  valueOf: (value: ValueId) => HostTensor,
  bindings: ExtentBindings,
): Float64Array {
  const names = node.indices.map(({ name }) => name);
  const tensors = node.operands.map(({ value }) => valueOf(value));
  const strides = node.operands.map(({ indices }, at) =>
    stridesAlong(names, indices, (tensors[at] as HostTensor).shape),
  );
  const body = compileScalar(
    node.body,
    names,
    tensors.map(({ data }) => data),
    bindings,
  );
  const result = zeros(shape);
  let at = 0;
  forEachPosition(shape, strides, (offsets, position) => {
    result[at] = body(offsets, position);
    at += 1;
  });
  return result;
}

type CompiledScalar = (offsets: readonly number[], position: readonly number[]) => number;

/** The expression as a function of the offsets of a map's operands and the values of its indices. */
function compileScalar(
  scalar: Scalar,
  names: readonly string[],
  data: readonly Float64Array[],
  bindings: ExtentBindings,
): CompiledScalar {
  const compile = (part: Scalar): CompiledScalar => compileScalar(part, names, data, bindings);
  switch (scalar.kind) {
    case 'literal':
      return () => scalar.value;
    case 'element': {
      const elements = data[scalar.position] as Float64Array;
      return (offsets) => elements[offsets[scalar.position] as number] as number;
    }
    case 'index': {
      const index = names.indexOf(scalar.name);
      return (_, position) => position[index] as number;
    }
    case 'extent': {
      const value = evaluateExtent(scalar.extent, bindings);
      return () => value;
    }
    case 'unary': {
      const [operate, argument] = [UNARY[scalar.operator], compile(scalar.argument)];
      return (offsets, position) => operate(argument(offsets, position));
    }
    case 'binary': {
      const [operate, left, right] = [BINARY[scalar.operator], compile(scalar.left), compile(scalar.right)];
      return (offsets, position) => operate(left(offsets, position), right(offsets, position));
    }
    case 'select': {
      const condition = compile(scalar.condition);
      const [whenTrue, whenFalse] = [compile(scalar.whenTrue), compile(scalar.whenFalse)];
      return (offsets, position) =>
        condition(offsets, position) === 0 ? whenFalse(offsets, position) : whenTrue(offsets, position);
    }
  }
}

/**
 * The error function, exact to float64: 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)), whose terms all have one sign,
 * so nothing cancels. Beyond |x| = 6 it is ±1 to the last bit.
 */
export function erf(x: number): number {
  if (Number.isNaN(x)) return x;
  if (Math.abs(x) >= 6) return Math.sign(x);
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > Math.abs(sum) * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/**
 * 1 − erf(x) without the cancellation: from 1 on the continued fraction of the upper incomplete gamma function
 * (Abramowitz and Stegun 7.1.14), evaluated from a depth where it has long converged.
 */
export function erfc(x: number): number {
  if (!(x >= 1)) return 1 - erf(x);
  let fraction = x;
  for (let depth = 200; depth >= 1; depth -= 1) fraction = x + depth / 2 / fraction;
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI));
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** What each unary operator of a map does. */
export const UNARY: Readonly<Record<UnaryOperator, (x: number) => number>> = {
  negate: (x) => -x,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
  rsqrt: (x) => 1 / Math.sqrt(x),
  abs: Math.abs,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  erf,
  sigmoid,
  relu: (x) => Math.max(x, 0),
  gelu: (x) => (x === -Infinity ? -0 : 0.5 * x * erfc(-x / Math.SQRT2)),
  gelu_tanh: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  silu: (x) => x * sigmoid(x),
  not: (x) => (x === 0 ? 1 : 0),
};

/** What each binary operator of a map does. */
export const BINARY: Readonly<Record<BinaryOperator, (left: number, right: number) => number>> = {
  add: (left, right) => left + right,
  subtract: (left, right) => left - right,
  multiply: (left, right) => left * right,
  divide: (left, right) => left / right,
  power: (left, right) => left ** right,
  max: Math.max,
  min: Math.min,
  less: (left, right) => Number(left < right),
  'less-equal': (left, right) => Number(left <= right),
  greater: (left, right) => Number(left > right),
  'greater-equal': (left, right) => Number(left >= right),
  equal: (left, right) => Number(left === right),
  'not-equal': (left, right) => Number(left !== right),
  and: (left, right) => Number(left !== 0 && right !== 0),
  or: (left, right) => Number(left !== 0 || right !== 0),
};

const COMBINE: Readonly<Record<Reducer, { start: number; combine: (left: number, right: number) => number }>> = {
  sum: { start: 0, combine: BINARY.add },
  mean: { start: 0, combine: BINARY.add },
  max: { start: -Infinity, combine: Math.max },
  min: { start: Infinity, combine: Math.min },
  product: { start: 1, combine: BINARY.multiply },
};

function evaluateReduce(
  reducer: Reducer,
  tensor: HostTensor,
  { indices }: Operand,
  output: readonly string[],
  shape: readonly number[],
): Float64Array {
  const extents = new Map(indices.map((index, axis) => [index, tensor.shape[axis] as number]));
  const reduced = [...extents.keys()].filter((index) => !output.includes(index));
  const reducedExtents = reduced.map((index) => extents.get(index) as number);
  const count = reducedExtents.reduce((all, extent) => all * extent, 1);
  const reducedStrides = [stridesAlong(reduced, indices, tensor.shape)];
  const { start, combine } = COMBINE[reducer];
  const result = zeros(shape);
  let at = 0;
  forEachPosition(shape, [stridesAlong(output, indices, tensor.shape)], (outer) => {
    let total = start;
    forEachPosition(
      reducedExtents,
      reducedStrides,
      ([offset]) => {
        total = combine(total, tensor.data[offset as number] as number);
      },
      outer,
    );
    result[at] = reducer === 'mean' ? total / count : total;
    at += 1;
  });
  return result;
}

/** Replaces each row, the elements that differ only along `axes`, by `transform` of it. */
export function overRows(
  { shape, data }: HostTensor,
  axes: readonly number[],
  transform: (row: Float64Array) => Float64Array,
): Float64Array {
  const strides = stridesOf(shape);
  const others = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const pick = (from: readonly number[], wanted: readonly number[]): number[] =>
    wanted.map((axis) => from[axis] as number);
  const result = zeros(shape);
  forEachPosition(pick(shape, others), [pick(strides, others)], ([start]) => {
    const offsets: number[] = [];
    forEachPosition(pick(shape, axes), [pick(strides, axes)], ([offset]) => offsets.push(offset as number), [
      start as number,
    ]);
    const row = transform(Float64Array.from(offsets, (offset) => data[offset] as number));
    offsets.forEach((offset, at) => {
      result[offset] = row[at] as number;
    });
  });
  return result;
}

function softmaxRow(row: Float64Array): Float64Array {
  const largest = row.reduce((left, right) => Math.max(left, right), -Infinity);
  const powers = row.map((value) => Math.exp(value - largest));
  const sum = powers.reduce((left, right) => left + right, 0);
  return powers.map((power) => power / sum);
}

function layerNormRow(row: Float64Array, epsilon: number): Float64Array {
  const mean = row.reduce((left, right) => left + right, 0) / row.length;
  const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / row.length;
  return row.map((value) => (value - mean) / Math.sqrt(variance + epsilon));
}

function evaluateLookup(
  table: HostTensor,
  positions: HostTensor,
  axis: number,
  shape: readonly number[],
): Float64Array {
  const rows = table.shape[axis] as number;
  const before = table.shape.slice(0, axis).reduce((all, extent) => all * extent, 1);
  const after = table.shape.slice(axis + 1).reduce((all, extent) => all * extent, 1);
  const result = zeros(shape);
  let at = 0;
  for (let outer = 0; outer < before; outer += 1)
    for (const row of positions.data) {
      if (!Number.isInteger(row) || row < 0 || row >= rows)
        throw new InterpretError(`position ${row} is outside a table of ${rows} rows`);
      const start = (outer * rows + row) * after;
      result.set(table.data.subarray(start, start + after), at);
      at += after;
    }
  return result;
}
