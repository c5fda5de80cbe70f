/** Work over rows: reductions, softmax and layer norm. */
import { multiplyExtents, unreachable } from '@einlay/ir';
import type { Extent, Operand, Reducer, TensorProgram, ValueId } from '@einlay/ir';
import {
  KernelBuilder,
  binary,
  builtin,
  cast,
  extentValue,
  index,
  lessThan,
  literal,
  load,
  plus,
  quotient,
  remainder,
  times,
  unary,
} from '@einlay/ir/loop';
import type { Kernel, LoopExpression } from '@einlay/ir/loop';
import { digitsOf } from './digits.ts';
import type { RowNode } from './kernel-kinds.ts';
import type { Placement } from './place-values.ts';
import type { Destination } from './pointwise-kernel.ts';
import { ValueReader, asStored } from './read-values.ts';
import type { RowKernel } from './schedule.ts';

/** Rows of an operand whose axes have names: those that tell rows apart, and those along a row. */
interface Rows {
  readonly operand: ValueId;
  /** For each axis of the operand; a name that stands twice takes the diagonal. */
  readonly names: readonly string[];
  readonly kept: readonly string[];
  readonly along: readonly string[];
}

function rowsOf(node: RowNode): Rows {
  switch (node.kind) {
    case 'softmax':
    case 'layer-norm': {
      const names = node.shape.map((_, axis) => String(axis));
      const along = names.filter((_, axis) => node.axes.includes(axis));
      return { operand: node.operand, names, kept: names.filter((name) => !along.includes(name)), along };
    }
    case 'reduce':
    case 'einsum': {
      const { value, indices } = node.kind === 'reduce' ? node.operand : (node.operands[0] as Operand);
      const along = [...new Set(indices)].filter((name) => !node.output.includes(name));
      return { operand: value, names: indices, kept: node.output, along };
    }
  }
}

/** A kernel that computes `node` with `perRow` invocations for each row. */
export function rowKernel(
  name: string,
  program: TensorProgram,
  placement: Placement,
  node: RowNode,
  { buffer, type }: Destination,
  { invocations, perRow }: RowKernel,
): Kernel {
  const kernel = new KernelBuilder(name);
  const reader = new ValueReader(program, placement, kernel);
  const { operand, names, kept, along } = rowsOf(node);
  const { shape } = reader.nodeOf(operand);
  const extents = (wanted: readonly string[]): readonly Extent[] =>
    wanted.map((name) => shape[names.indexOf(name)] as Extent);
  const value = (extent: Extent): LoopExpression | number =>
    typeof extent === 'number' ? extent : extentValue(extent);
  const rows = multiplyExtents(extents(kept));
  const length = multiplyExtents(extents(along));
  const rowsPerWorkgroup = invocations / perRow;
  const result = kernel.bind(buffer, 'write', type, multiplyExtents(node.shape));
  const scratch = perRow > 1 ? kernel.memory('scratch', 'workgroup', 'f32', invocations) : undefined;
  const total = kernel.memory('total', 'register', 'f32', 1);

  const lane = kernel.let('lane', remainder(builtin('invocation'), perRow));
  const row = kernel.let(
    'row',
    plus(times(builtin('workgroup'), rowsPerWorkgroup), quotient(builtin('invocation'), perRow)),
  );
  // Invocations of a row beyond the end work on the last one, so that all reach every barrier, and store nothing.
  const isRow = lessThan(row, extentValue(rows));
  const safeRow = kernel.let('safe_row', binary('min', row, plus(extentValue(rows), -1)));
  const rowDigits = digitsOf(safeRow, 1, 0, extents(kept).map(value)).map((digit) => kernel.let('kept', digit));
  const position = (step: LoopExpression): readonly LoopExpression[] => {
    const digits = digitsOf(step, 1, 0, extents(along).map(value)).map((digit) => kernel.let('along', digit));
    return names.map((name) => {
      const at = kept.indexOf(name);
      return (at >= 0 ? rowDigits[at] : digits[along.indexOf(name)]) as LoopExpression;
    });
  };

  /** Runs over the row, every invocation over its share. */
  const forEachElement = (body: (element: LoopExpression, at: readonly LoopExpression[]) => void): void => {
    const steps =
      typeof length === 'number' ? Math.ceil(length / perRow) : quotient(plus(extentValue(length), perRow - 1), perRow);
    kernel.for('step', steps, (step) => {
      const flat = kernel.let('flat', plus(times(step, perRow), lane));
      const work = (): void => {
        const at = position(flat);
        body(reader.element(operand, at), at);
      };
      if (typeof length === 'number' && length % perRow === 0) work();
      else kernel.if(lessThan(flat, extentValue(length)), work);
    });
  };

  /** Combines what every invocation of a row has in `total`; all get the result. */
  const combine = (operator: 'add' | 'max' | 'min' | 'multiply', label: string): LoopExpression => {
    if (!scratch) return kernel.let(label, load(total, 0));
    const mine = builtin('invocation');
    kernel.store(scratch, mine, load(total, 0));
    for (let half = perRow / 2; half >= 1; half /= 2) {
      kernel.barrier();
      kernel.if(lessThan(lane, half), () => {
        kernel.store(scratch, mine, binary(operator, load(scratch, mine), load(scratch, plus(mine, half))));
      });
    }
    kernel.barrier();
    const first = times(quotient(mine, perRow), perRow);
    const combined = kernel.let(label, load(scratch, first));
    // The next use of the scratch memory must not overtake the slowest reader.
    kernel.barrier();
    return combined;
  };

  const accumulate = (
    start: number,
    operator: 'add' | 'max' | 'min' | 'multiply',
    label: string,
    each: (element: LoopExpression) => LoopExpression = (element) => element,
  ): LoopExpression => {
    kernel.store(total, 0, literal('f32', start));
    forEachElement((element) => {
      kernel.store(total, 0, binary(operator, load(total, 0), each(element)));
    });
    return combine(operator, label);
  };

  const count = (): LoopExpression => cast('f32', extentValue(length));
  const storeRow = (number: LoopExpression): void => {
    kernel.if(binary('and', isRow, lessThan(lane, 1)), () => {
      kernel.store(result, row, asStored(number, type));
    });
  };
  /** Writes an element for each element of the row, in the row-major order of the operand. */
  const storeElements = (each: (element: LoopExpression) => LoopExpression): void => {
    forEachElement((element, at) => {
      kernel.if(isRow, () => {
        kernel.store(result, flatten(at, shape), asStored(each(element), type));
      });
    });
  };

  switch (node.kind) {
    case 'einsum':
      storeRow(accumulate(0, 'add', 'sum'));
      break;
    case 'reduce': {
      const [start, operator] = REDUCE[node.reducer];
      const reduced = accumulate(start, operator, node.reducer);
      storeRow(node.reducer === 'mean' ? binary('divide', reduced, count()) : reduced);
      break;
    }
    case 'softmax': {
      const top = accumulate(-Infinity, 'max', 'top');
      const power = (element: LoopExpression): LoopExpression => unary('exp', binary('subtract', element, top));
      const sum = accumulate(0, 'add', 'sum', power);
      storeElements((element) => binary('divide', power(element), sum));
      break;
    }
    case 'layer-norm': {
      const mean = kernel.let('mean', binary('divide', accumulate(0, 'add', 'sum'), count()));
      const away = (element: LoopExpression): LoopExpression => binary('subtract', element, mean);
      const squares = accumulate(0, 'add', 'squares', (element) => binary('multiply', away(element), away(element)));
      const variance = binary('divide', squares, count());
      const scale = kernel.let('scale', unary('rsqrt', binary('add', variance, literal('f32', node.epsilon))));
      storeElements((element) => binary('multiply', away(element), scale));
      break;
    }
    default:
      unreachable(node);
  }
  return kernel.build({ invocations, grid: [{ extent: rows, tile: rowsPerWorkgroup }] });
}

/** Row-major offset of a position. */
function flatten(at: readonly LoopExpression[], shape: readonly Extent[]): LoopExpression {
  return at.reduce<LoopExpression>(
    (flat, digit, axis) => plus(times(flat, extentValue(shape[axis] as Extent)), digit),
    index(0),
  );
}

const REDUCE: Readonly<Record<Reducer, readonly [number, 'add' | 'max' | 'min' | 'multiply']>> = {
  sum: [0, 'add'],
  mean: [0, 'add'],
  max: [-Infinity, 'max'],
  min: [Infinity, 'min'],
  product: [1, 'multiply'],
};
