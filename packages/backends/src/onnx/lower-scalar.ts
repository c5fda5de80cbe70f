/** From the body of a map to pointwise ONNX operators. */
import { invariant } from '@einlay/ir';
import type { BinaryOperator, DType, Extent, Scalar, UnaryOperator } from '@einlay/ir';
import type { GraphBuilder } from './graph-builder.ts';
import { erf, gelu, geluTanh, sigmoid, silu } from './in-double.ts';
import type { Arithmetic } from './in-double.ts';
import { string } from './graph.ts';

/** What the parts of a body stand for. */
export interface ScalarContext {
  /** Operands, with dimensions that broadcast against the map's. */
  readonly elements: readonly { readonly name: string; readonly dtype: DType }[];
  /** For each index, its dimension and extent; an index that is not here has extent 1. */
  readonly indices: ReadonlyMap<string, { readonly axis: number; readonly extent: Extent }>;
  /** The number of dimensions of the map. */
  readonly rank: number;
}

/** Lowers `body` to a value of element type `dtype`, which may still have to be broadcast. */
export function lowerScalar(builder: GraphBuilder, body: Scalar, context: ScalarContext, dtype: DType): string {
  return builder.cast(new ScalarLowering(builder, context, workingType(context, dtype)).lower(body), dtype);
}

/** Integers that f32 may not hold are computed with in f64, like everything that touches an f64. */
function workingType({ elements }: ScalarContext, dtype: DType): 'f32' | 'f64' {
  const types = [dtype, ...elements.map((element) => element.dtype)];
  const wide = dtype === 'i32' || types.includes('f64') || (dtype === 'bool' && types.includes('i32'));
  return wide ? 'f64' : 'f32';
}

/** ONNX tells truth values from numbers, a map's body does not: each operator takes what it needs. */
class ScalarLowering {
  readonly #builder: GraphBuilder;
  readonly #context: ScalarContext;
  readonly #type: 'f32' | 'f64';

  constructor(builder: GraphBuilder, context: ScalarContext, type: 'f32' | 'f64') {
    this.#builder = builder;
    this.#context = context;
    this.#type = type;
  }

  lower(scalar: Scalar): string {
    switch (scalar.kind) {
      case 'literal':
        return this.#builder.scalar(scalar.value, this.#type);
      case 'element': {
        const element = this.#context.elements[scalar.position];
        invariant(element, () => `onnx: no operand ${scalar.position}`);
        return element.name;
      }
      case 'index':
        return this.#index(scalar.name);
      case 'extent':
        return typeof scalar.extent === 'number'
          ? this.#builder.scalar(scalar.extent, this.#type)
          : this.#builder.cast(this.#builder.reshape(this.#builder.extent(scalar.extent), []), this.#type);
      case 'unary':
        return this.#unary(scalar.operator, scalar.argument);
      case 'binary':
        return this.#binary(scalar.operator, scalar.left, scalar.right);
      case 'select': {
        const inputs = [this.#truth(scalar.condition), this.#number(scalar.whenTrue), this.#number(scalar.whenFalse)];
        return this.#emit('Where', inputs);
      }
    }
  }

  #number(scalar: Scalar): string {
    return this.#builder.cast(this.lower(scalar), this.#type);
  }

  #truth(scalar: Scalar): string {
    return this.#builder.cast(this.lower(scalar), 'bool');
  }

  #index(name: string): string {
    const index = this.#context.indices.get(name);
    if (!index) return this.#builder.scalar(0, this.#type);
    const values = this.#builder.cast(this.#builder.range(index.extent), this.#type);
    const after = Array.from({ length: this.#context.rank - index.axis - 1 }, () => 1);
    return this.#builder.reshape(values, [index.extent, ...after]);
  }

  #unary(operator: UnaryOperator, argument: Scalar): string {
    if (operator === 'not') return this.#emit('Not', [this.#truth(argument)], 'bool');
    const value = this.#number(argument);
    if (this.#type === 'f64' && operator in IN_DOUBLE)
      return IN_DOUBLE[operator as keyof typeof IN_DOUBLE](value, this.#arithmetic());
    switch (operator) {
      case 'rsqrt':
        return this.#emit('Reciprocal', [this.#emit('Sqrt', [value])]);
      case 'silu':
        return this.#emit('Mul', [value, this.#emit('Sigmoid', [value])]);
      case 'gelu_tanh':
        return this.#builder.emit('Gelu', [value], this.#type, this.#builder.shapeOf(value), {
          approximate: string('tanh'),
        });
      default:
        return this.#emit(UNARY[operator], [value]);
    }
  }

  #arithmetic(): Arithmetic {
    return {
      number: (constant) => this.#builder.scalar(constant, this.#type),
      apply: (name, ...inputs) => this.#emit(name, inputs, name === 'Less' ? 'bool' : this.#type),
    };
  }

  #binary(operator: BinaryOperator, left: Scalar, right: Scalar): string {
    if (operator === 'and' || operator === 'or')
      return this.#emit(operator === 'and' ? 'And' : 'Or', [this.#truth(left), this.#truth(right)], 'bool');
    const inputs = [this.#number(left), this.#number(right)];
    if (operator === 'not-equal') return this.#emit('Not', [this.#emit('Equal', inputs, 'bool')], 'bool');
    const comparison = COMPARE[operator as keyof typeof COMPARE] as string | undefined;
    if (comparison !== undefined) return this.#emit(comparison, inputs, 'bool');
    return this.#emit(BINARY[operator as keyof typeof BINARY], inputs);
  }

  #emit(operator: string, inputs: readonly string[], type: DType = this.#type): string {
    return this.#builder.emit(operator, inputs, type, broadcast(inputs.map((input) => this.#builder.shapeOf(input))));
  }
}

/** What ONNX Runtime has no operator for in f64, or fuses into one that it has not. */
const IN_DOUBLE = { erf, gelu, gelu_tanh: geluTanh, sigmoid, silu } as const;

const UNARY = {
  negate: 'Neg',
  exp: 'Exp',
  log: 'Log',
  sqrt: 'Sqrt',
  abs: 'Abs',
  sin: 'Sin',
  cos: 'Cos',
  tanh: 'Tanh',
  erf: 'Erf',
  sigmoid: 'Sigmoid',
  relu: 'Relu',
  gelu: 'Gelu',
} as const satisfies Partial<Record<UnaryOperator, string>>;

const BINARY = {
  add: 'Add',
  subtract: 'Sub',
  multiply: 'Mul',
  divide: 'Div',
  power: 'Pow',
  max: 'Max',
  min: 'Min',
} as const satisfies Partial<Record<BinaryOperator, string>>;

const COMPARE = {
  less: 'Less',
  'less-equal': 'LessOrEqual',
  greater: 'Greater',
  'greater-equal': 'GreaterOrEqual',
  equal: 'Equal',
} as const satisfies Partial<Record<BinaryOperator, string>>;

/** The shape that shapes broadcast to, aligned at their last dimensions; where one is 1 the others decide. */
function broadcast(shapes: readonly (readonly Extent[])[]): readonly Extent[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, at) => {
    const extents = shapes.map((shape) => shape[shape.length - rank + at] ?? 1);
    return extents.find((extent) => extent !== 1) ?? 1;
  });
}
