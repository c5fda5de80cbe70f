/**
 * How far a target may be from the interpreter: running error analysis of a program.
 *
 * Alongside the value of every element goes a bound on what rounding can have done to it, in a target that rounds each
 * value to its element type and sums in any order. Sums of n terms are allowed min(n, 8√n) round-offs: the probabilistic
 * bound of Higham and Mary (SIAM J. Sci. Comput. 41, 2019), which no honest summation order exceeds in practice, while
 * a wrong index or a forgotten term is far outside.
 */
import { ROUND_OFF, isFloat, roundTo } from '../dtype.ts';
import type { DType } from '../dtype.ts';
import { evaluateExtent } from '../extent.ts';
import type { ExtentBindings } from '../extent.ts';
import { BINARY, UNARY, bindSymbols, evaluateNode, forEachPosition, overRows, stridesAlong } from './interpret.ts';
import type { HostTensor } from './interpret.ts';
import { parametersOf } from './nodes.ts';
import type { EinsumNode, MapNode, ReduceNode, Scalar, TensorNode, TensorProgram, ValueId } from './nodes.ts';

/** An output with the error a target may make in each element. */
export interface Bounded {
  readonly value: HostTensor;
  readonly tolerance: Float64Array;
}

/** Interprets `program` and bounds the rounding errors of a target that computes in its element types. */
export function interpretWithTolerance(
  program: TensorProgram,
  inputs: ReadonlyMap<string, HostTensor>,
): ReadonlyMap<string, Bounded> {
  const bindings = bindSymbols(
    parametersOf(program).map((parameter) => [parameter, inputs.get(parameter.name)?.shape ?? []]),
  );
  const bounded = new Map<ValueId, Bounded>();
  const valueOf = (value: ValueId): HostTensor => (bounded.get(value) as Bounded).value;
  const errorOf = (value: ValueId): HostTensor => {
    const { value: tensor, tolerance } = bounded.get(value) as Bounded;
    return { shape: tensor.shape, data: tolerance };
  };
  for (const node of program.nodes) {
    const shape = node.shape.map((extent) => evaluateExtent(extent, bindings));
    const data =
      node.kind === 'parameter'
        ? (inputs.get(node.name) as HostTensor).data
        : evaluateNode(node, shape, valueOf, bindings);
    const context = { shape, valueOf, errorOf, bindings };
    const tolerance = boundNode(node, data, context).map((error, at) =>
      beyondRange(node.dtype, Math.abs(data[at] as number) + error) ? Infinity : error,
    );
    bounded.set(node.id, { value: { shape, data }, tolerance });
  }
  return new Map(program.outputs.map(({ name, value }) => [name, bounded.get(value) as Bounded]));
}

/**
 * Whether `actual` is `expected` up to `tolerance`; equal infinities agree, and NaN agrees with NaN. A tolerance of NaN is
 * one without bound: an error that may be infinite was multiplied by 0.
 */
export const agrees = (actual: number, expected: number, tolerance: number): boolean =>
  Number.isNaN(tolerance) || gap(actual, expected) <= tolerance;

interface Context {
  readonly shape: readonly number[];
  readonly valueOf: (value: ValueId) => HostTensor;
  readonly errorOf: (value: ValueId) => HostTensor;
  readonly bindings: ExtentBindings;
}

/** Distance of two results: nothing between equal infinities or two NaNs, infinite when only one is NaN. */
function gap(left: number, right: number): number {
  if (Object.is(left, right) || left === right) return 0;
  const distance = Math.abs(left - right);
  return Number.isNaN(distance) ? Infinity : distance;
}

const roundOff = (dtype: DType): number => (isFloat(dtype) ? ROUND_OFF[dtype] : 0);

/** Results this small may be flushed to zero. */
const smallest = (dtype: DType): number => (dtype === 'f16' ? 2 ** -24 : dtype === 'f64' ? 2 ** -1022 : 2 ** -126);

const beyondRange = (dtype: DType, magnitude: number): boolean =>
  isFloat(dtype) && Number.isFinite(magnitude) && !Number.isFinite(roundTo(dtype, magnitude));

/** Round-offs of a sum of `terms` products of `factors` numbers. */
const sumRoundOffs = (terms: number, factors: number): number => Math.min(terms, 8 * Math.sqrt(terms)) + factors;

function boundNode(node: TensorNode, data: Float64Array, context: Context): Float64Array {
  const unit = roundOff(node.dtype);
  switch (node.kind) {
    case 'parameter':
    case 'constant':
      return data.map((value) => gap(value, roundTo(node.dtype, value)));
    case 'einsum':
      return boundEinsum(node, unit, context);
    case 'map':
      return boundMap(node, unit, context);
    case 'reduce':
      return boundReduce(node, data, unit, context);
    case 'softmax':
      return boundSoftmax(context.valueOf(node.operand), context.errorOf(node.operand), node.axes, unit);
    case 'layer-norm':
      return boundLayerNorm(
        context.valueOf(node.operand),
        context.errorOf(node.operand),
        node.axes,
        node.epsilon,
        unit,
      );
    case 'lookup': {
      const errors = (value: ValueId): HostTensor =>
        value === node.table ? context.errorOf(value) : context.valueOf(value);
      return evaluateNode(node, context.shape, errors, context.bindings);
    }
    case 'reshape':
      return context.errorOf(node.operand).data;
    case 'cast': {
      const errors = context.errorOf(node.operand).data;
      if (isFloat(node.dtype)) return errors.map((error, at) => error + unit * Math.abs(data[at] as number));
      // A whole number or a truth value next to a boundary may come out as its neighbour.
      return errors.map((error) => (error > 0 ? Math.ceil(error) : 0));
    }
  }
}

const magnitudes = ({ shape, data }: HostTensor): HostTensor => ({ shape, data: data.map(Math.abs) });

/** |x| + error. */
const enlarged = (value: HostTensor, error: HostTensor): HostTensor => ({
  shape: value.shape,
  data: value.data.map((each, at) => Math.abs(each) + (error.data[at] as number)),
});

const countTerms = (shape: readonly number[]): number => shape.reduce((all, extent) => all * extent, 1);

function boundEinsum(node: EinsumNode, unit: number, { shape, valueOf, errorOf, bindings }: Context): Float64Array {
  const summed = new Map<string, number>();
  for (const { value, indices } of node.operands)
    indices.forEach((index, axis) => {
      if (!node.output.includes(index)) summed.set(index, valueOf(value).shape[axis] as number);
    });
  const exact = evaluateNode(node, shape, (value) => magnitudes(valueOf(value)), bindings);
  const most = evaluateNode(node, shape, (value) => enlarged(valueOf(value), errorOf(value)), bindings);
  const roundOffs = sumRoundOffs(countTerms([...summed.values()]), node.operands.length + 1) * unit;
  return most.map((large, at) => large - (exact[at] as number) + roundOffs * large + smallest(node.dtype));
}

interface BoundedNumber {
  readonly value: number;
  readonly error: number;
}

type BoundedScalar = (offsets: readonly number[], position: readonly number[]) => BoundedNumber;

function boundMap(node: MapNode, unit: number, { shape, valueOf, errorOf, bindings }: Context): Float64Array {
  const names = node.indices.map(({ name }) => name);
  const strides = node.operands.map(({ value, indices }) => stridesAlong(names, indices, valueOf(value).shape));
  const body = compileBounded(node.body, unit, {
    names,
    values: node.operands.map(({ value }) => valueOf(value).data),
    errors: node.operands.map(({ value }) => errorOf(value).data),
    bindings,
  });
  const result: number[] = [];
  forEachPosition(shape, strides, (offsets, position) => {
    const { value, error } = body(offsets, position);
    result.push(error + unit * finite(value) + smallest(node.dtype));
  });
  return Float64Array.from(result);
}

const finite = (value: number): number => (Number.isFinite(value) ? Math.abs(value) : 0);

interface BoundedFrame {
  readonly names: readonly string[];
  readonly values: readonly Float64Array[];
  readonly errors: readonly Float64Array[];
  readonly bindings: ExtentBindings;
}

/** Library functions such as exp are off by a few units in the last place. */
const FUNCTION_ROUND_OFFS = 8;

function compileBounded(scalar: Scalar, unit: number, frame: BoundedFrame): BoundedScalar {
  const compile = (part: Scalar): BoundedScalar => compileBounded(part, unit, frame);
  const around = (value: number, others: readonly number[]): BoundedNumber => ({
    value,
    error:
      others.reduce((worst, other) => Math.max(worst, gap(value, other)), 0) +
      FUNCTION_ROUND_OFFS * unit * finite(value),
  });
  switch (scalar.kind) {
    case 'literal': {
      const { value } = scalar;
      // What every type holds exactly is no source of error: a comparison with 2 must not flip at 2.
      const isExact = roundTo('f16', value) === value && roundTo('bf16', value) === value;
      return () => ({ value, error: isExact ? 0 : unit * finite(value) });
    }
    case 'element': {
      const [values, errors] = [frame.values[scalar.position], frame.errors[scalar.position]];
      return (offsets) => {
        const offset = offsets[scalar.position] as number;
        return { value: values?.[offset] as number, error: errors?.[offset] as number };
      };
    }
    case 'index': {
      const index = frame.names.indexOf(scalar.name);
      return (_, position) => ({ value: position[index] as number, error: 0 });
    }
    case 'extent': {
      const value = evaluateExtent(scalar.extent, frame.bindings);
      return () => ({ value, error: 0 });
    }
    case 'unary': {
      const [operate, argument] = [UNARY[scalar.operator], compile(scalar.argument)];
      return (offsets, position) => {
        const { value, error } = argument(offsets, position);
        return around(operate(value), [operate(value - error), operate(value + error)]);
      };
    }
    case 'binary': {
      const [operate, compiledLeft, compiledRight] = [
        BINARY[scalar.operator],
        compile(scalar.left),
        compile(scalar.right),
      ];
      return (offsets, position) => {
        const [left, right] = [compiledLeft(offsets, position), compiledRight(offsets, position)];
        const ends = ({ value, error }: BoundedNumber): readonly number[] => [value - error, value + error];
        return around(
          operate(left.value, right.value),
          ends(left).flatMap((l) => ends(right).map((r) => operate(l, r))),
        );
      };
    }
    case 'select': {
      const condition = compile(scalar.condition);
      const [whenTrue, whenFalse] = [compile(scalar.whenTrue), compile(scalar.whenFalse)];
      return (offsets, position) => {
        const decided = condition(offsets, position);
        const [chosen, other] = decided.value === 0 ? [whenFalse, whenTrue] : [whenTrue, whenFalse];
        const result = chosen(offsets, position);
        // Round-off alone never turns a truth value; only an operand that may lie on the other side does.
        if (decided.error < 0.5) return result;
        const flipped = other(offsets, position);
        return { value: result.value, error: gap(result.value, flipped.value) + result.error + flipped.error };
      };
    }
  }
}

function boundReduce(
  node: ReduceNode,
  data: Float64Array,
  unit: number,
  { shape, valueOf, errorOf, bindings }: Context,
): Float64Array {
  const { value } = node.operand;
  const apply = (reducer: ReduceNode['reducer'], tensor: HostTensor): Float64Array =>
    evaluateNode({ ...node, reducer }, shape, () => tensor, bindings);
  const error = errorOf(value);
  if (node.reducer === 'max' || node.reducer === 'min')
    return apply('max', error).map((each) => (each === -Infinity ? 0 : each));
  const most = apply(node.reducer, enlarged(valueOf(value), error));
  const exact = apply(node.reducer, magnitudes(valueOf(value)));
  const terms = data.length === 0 ? 0 : valueOf(value).data.length / data.length;
  return most.map(
    (large, at) => large - (exact[at] as number) + (sumRoundOffs(terms, 2) + 1) * unit * large + smallest(node.dtype),
  );
}

/** Two rows at once: the values and their errors, `size` each. */
function rowsWithErrors(
  value: HostTensor,
  error: HostTensor,
  axes: readonly number[],
  bound: (values: Float64Array, errors: Float64Array) => Float64Array,
): Float64Array {
  const rows: Float64Array[] = [];
  overRows(value, axes, (row) => {
    rows.push(row);
    return row;
  });
  let at = 0;
  return overRows(error, axes, (errors) => {
    at += 1;
    return bound(rows[at - 1] as Float64Array, errors);
  });
}

const largest = (row: Float64Array): number => row.reduce((left, right) => Math.max(left, right), -Infinity);
const meanOf = (row: Float64Array): number => row.reduce((left, right) => left + right, 0) / row.length;

function boundSoftmax(value: HostTensor, error: HostTensor, axes: readonly number[], unit: number): Float64Array {
  return rowsWithErrors(value, error, axes, (row, errors) => {
    const top = largest(row);
    const powers = row.map((each) => Math.exp(each - top));
    const sum = powers.reduce((left, right) => left + right, 0);
    const shift = Math.expm1(2 * largest(errors));
    return powers.map((power, at) => {
      const distance = finite((row[at] as number) - top);
      const relative = shift + unit * (sumRoundOffs(row.length, 2 * FUNCTION_ROUND_OFFS) + 2 * distance);
      return power === 0 ? unit : (power / sum) * relative + smallest('f32');
    });
  });
}

function boundLayerNorm(
  value: HostTensor,
  error: HostTensor,
  axes: readonly number[],
  epsilon: number,
  unit: number,
): Float64Array {
  return rowsWithErrors(value, error, axes, (row, errors) => {
    const roundOffs = unit * sumRoundOffs(row.length, FUNCTION_ROUND_OFFS);
    const mean = meanOf(row);
    const meanError = meanOf(errors) + roundOffs * meanOf(row.map(Math.abs));
    const deviations = row.map((each) => Math.abs(each - mean));
    const deviationErrors = errors.map((each, at) => each + meanError + unit * (deviations[at] as number));
    const variance = meanOf(deviations.map((each) => each * each)) + epsilon;
    const varianceError =
      meanOf(
        deviations.map((each, at) => (2 * each + (deviationErrors[at] as number)) * (deviationErrors[at] as number)),
      ) +
      roundOffs * variance;
    const scale = 1 / Math.sqrt(variance);
    const scaleError = 1 / Math.sqrt(Math.max(variance - varianceError, epsilon)) - scale;
    return deviations.map(
      (each, at) =>
        (deviationErrors[at] as number) * (scale + scaleError) +
        each * scaleError +
        FUNCTION_ROUND_OFFS * unit * each * scale,
    );
  });
}
