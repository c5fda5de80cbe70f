/**
 * Random tensor programs together with inputs for them.
 *
 * A program is built from lists of numbers, a list for each node (`Choices`), so that fast-check shrinks it to fewer and
 * plainer nodes. Inputs are small multiples of a quarter, exact in every floating type, and every value has a known
 * bound that half precision holds. Extents of 0 and 1, scalars, diagonals, outer products, indices on many operands,
 * disconnected parts and unknown extents all occur.
 */
import * as fc from 'fast-check';
import type { DType, FloatDType } from '../dtype.ts';
import { isFloat } from '../dtype.ts';
import { divideExtent, evaluateExtent, extentsEqual, multiplyExtents, symbol } from '../extent.ts';
import type { Extent, ExtentBindings } from '../extent.ts';
import { ProgramBuilder } from '../tensor/build.ts';
import type { HostTensor } from '../tensor/interpret.ts';
import { BATCH, operandsOf } from '../tensor/nodes.ts';
import type { IndexDeclaration, Operand, Scalar, TensorProgram, ValueId } from '../tensor/nodes.ts';
import { Choices } from './choices.ts';
import { randomCondition, randomScalar } from './scalars.ts';
import type { ScalarLeaf } from './scalars.ts';

/** A program, a tensor for each of its parameters by name, and the values these give its symbols. */
export interface ProgramCase {
  readonly program: TensorProgram;
  readonly inputs: ReadonlyMap<string, HostTensor>;
  readonly bindings: ExtentBindings;
}

/** A kind of node that random programs may have. */
export type GeneratedKind = 'einsum' | 'map' | 'reduce' | 'softmax' | 'layer-norm' | 'lookup' | 'reshape' | 'cast';

/** What random programs may be like. */
export interface ProgramOptions {
  /** Which nodes may occur; all by default. */
  readonly kinds?: readonly GeneratedKind[];
  /** The floating types to choose from; f32 and f64 by default. A program mixes them only through casts. */
  readonly dtypes?: readonly FloatDType[];
  /** At most so many chosen nodes, helpers not counted; 6 by default. */
  readonly maxNodes?: number;
  /** Whether axes may have an unknown extent; true by default. */
  readonly symbols?: boolean;
  /** Whether one of the unknown extents is the batch, on any axis; true by default. Artifacts have it on axis 0 only. */
  readonly batch?: boolean;
}

const ALL_KINDS: readonly GeneratedKind[] = [
  'einsum',
  'map',
  'reduce',
  'softmax',
  'layer-norm',
  'lookup',
  'reshape',
  'cast',
];

/** Random programs of all kinds of nodes. */
export function programs(options: ProgramOptions = {}): fc.Arbitrary<ProgramCase> {
  const { maxNodes = 6 } = options;
  const numbers = fc.array(fc.nat({ max: 5039 }), { minLength: 20, maxLength: 40, size: 'max' });
  return fc
    .record({ start: numbers, steps: fc.array(numbers, { minLength: 1, maxLength: maxNodes, size: 'max' }) })
    .map(({ start, steps }) => buildCase(new Choices(start), steps, options));
}

/** Random programs of einsums alone, mostly of many operands. */
export const einsumPrograms = (options: Omit<ProgramOptions, 'kinds'> = {}): fc.Arbitrary<ProgramCase> =>
  programs({ maxNodes: 4, ...options, kinds: ['einsum'] });

const INDEX_NAMES = ['i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't'] as const;
const LARGEST_VALUE = 4096;
const LARGEST_OPERAND = 16;
const MOST_ELEMENTS = 256;
const MOST_WORK = 4096;

interface Value {
  readonly value: ValueId;
  readonly shape: readonly Extent[];
  readonly dtype: DType;
  /** No element is larger in absolute value. */
  readonly bound: number;
  /** Whether no target rounds it: a parameter, a constant, or truth values. */
  readonly exact: boolean;
}

/** Extents of the indices chosen so far for one node. */
type Indices = Map<string, Extent>;

function buildCase(start: Choices, steps: readonly (readonly number[])[], options: ProgramOptions): ProgramCase {
  const { kinds = ALL_KINDS, dtypes = ['f32', 'f64'] } = options;
  const seed = start.below(1009);
  const dtype = start.from(dtypes);
  const bindings = new Map([
    [BATCH, start.from([3, 1, 2, 0, 5])],
    ['t', start.from([2, 4, 1, 0])],
  ]);
  const long = symbol(options.batch === false ? 't' : BATCH);
  const common: readonly Extent[] = [
    ...[2, 3, 1, 4, 2, 3],
    ...(options.symbols === false ? [] : [long, long, symbol('t')]),
  ];
  // Few empty axes: a program that computes nothing tests nothing.
  const extentPool = [...common, ...common, ...common, 0];
  const generator = new Generator(extentPool, dtype, dtypes, bindings, seed);
  for (const numbers of steps) {
    const choices = new Choices(numbers);
    generator.add(choices.from(kinds), choices);
  }
  return generator.finish(start.oneIn(3));
}

class Generator {
  readonly #builder = new ProgramBuilder('random');
  readonly #values: Value[] = [];
  readonly #inputs = new Map<string, HostTensor>();
  readonly #extentPool: readonly Extent[];
  readonly #dtype: FloatDType;
  readonly #dtypes: readonly FloatDType[];
  readonly #bindings: ExtentBindings;
  readonly #seed: number;

  constructor(
    extentPool: readonly Extent[],
    dtype: FloatDType,
    dtypes: readonly FloatDType[],
    bindings: ExtentBindings,
    seed: number,
  ) {
    this.#extentPool = extentPool;
    this.#dtype = dtype;
    this.#dtypes = dtypes;
    this.#bindings = bindings;
    this.#seed = seed;
  }

  /** Appends a node of `kind`, and whatever it needs. */
  add(kind: GeneratedKind, choices: Choices): void {
    switch (kind) {
      case 'einsum': {
        this.#addEinsum(choices);
        return;
      }
      case 'map': {
        this.#addMap(choices);
        return;
      }
      case 'reduce': {
        this.#addReduce(choices);
        return;
      }
      case 'softmax':
      case 'layer-norm': {
        this.#addNormalization(kind, choices);
        return;
      }
      case 'lookup': {
        this.#addLookup(choices);
        return;
      }
      case 'reshape': {
        this.#addReshape(choices);
        return;
      }
      case 'cast': {
        this.#addCast(choices);
        return;
      }
    }
  }

  /** The case; its outputs are the values nothing reads, and one that is read when `more` says so. */
  finish(more: boolean): ProgramCase {
    const { nodes } = this.#builder.build();
    const read = new Set(nodes.flatMap(operandsOf));
    const made = nodes.filter(({ kind }) => kind !== 'parameter');
    const unread = made.filter(({ id }) => !read.has(id));
    const outputs = unread.length > 0 ? unread : nodes.slice(-1);
    const extra = more ? made.filter(({ id }) => read.has(id)).slice(0, 1) : [];
    [...outputs, ...extra].forEach(({ id }, position) => {
      this.#builder.output(`out${position}`, id);
    });
    return { program: this.#builder.build(), inputs: this.#inputs, bindings: this.#bindings };
  }

  #addEinsum(choices: Choices): void {
    const dtype = this.#chooseDtype(choices);
    const indices: Indices = new Map();
    const operands: (Operand & { readonly bound: number })[] = [];
    for (let count = 1 + choices.below(5); count > 0; count -= 1) {
      const before = new Map(indices);
      const operand = this.#chooseOperand(choices, indices, (value) => value.dtype === dtype, dtype);
      const bound =
        operands.reduce((all, other) => all * other.bound, operand.bound) * this.#elements(indices.values());
      if (operands.length > 0 && (bound > LARGEST_VALUE || this.#elements(indices.values()) > MOST_WORK)) {
        this.#replaceAll(indices, before);
        break;
      }
      operands.push(operand);
    }
    let output = choices.shuffled(choices.some([...indices.keys()]));
    while (this.#elements(output.map((index) => indices.get(index) as Extent)) > MOST_ELEMENTS)
      output = output.slice(1);
    const summed = [...indices].filter(([index]) => !output.includes(index)).map(([, extent]) => extent);
    const value = this.#builder.einsum(
      operands.map(({ value, indices }) => ({ value, indices })),
      output,
    );
    this.#keep(value, operands.reduce((all, operand) => all * operand.bound, 1) * this.#elements(summed));
  }

  #addMap(choices: Choices): void {
    const indices: Indices = new Map();
    const operands: Operand[] = [];
    const leaves: ScalarLeaf[] = [];
    const condition = choices.oneIn(8);
    for (let count = condition ? choices.below(3) : 1 + choices.below(3); count > 0; count -= 1) {
      const before = new Map(indices);
      const operand = this.#chooseOperand(choices, indices, ({ dtype }) => dtype !== 'i32', this.#dtype);
      if (this.#elements(indices.values()) > MOST_ELEMENTS) {
        this.#replaceAll(indices, before);
        break;
      }
      leaves.push({ ...operand, scalar: { kind: 'element', position: operands.length } });
      operands.push({ value: operand.value, indices: operand.indices });
    }
    if (choices.oneIn(4)) {
      const name = INDEX_NAMES.find((index) => !indices.has(index)) as string;
      // A symbol must be on a parameter, or nothing gives it a value.
      const extent = choices.from([2, 3, ...this.#values.flatMap(({ shape }) => shape)]);
      if (this.#elements([...indices.values(), extent]) <= MOST_ELEMENTS) indices.set(name, extent);
    }
    for (const [name, extent] of indices) {
      const size = this.#size(extent);
      leaves.push({ scalar: { kind: 'index', name }, bound: Math.max(size - 1, 0), exact: true, truth: false });
      if (choices.oneIn(6)) leaves.push({ scalar: { kind: 'extent', extent }, bound: size, exact: true, truth: false });
    }
    const declared: IndexDeclaration[] = choices.shuffled([...indices].map(([name, extent]) => ({ name, extent })));
    const { scalar, bound }: { scalar: Scalar; bound: number } = condition
      ? { scalar: randomCondition(choices, leaves, 2), bound: 1 }
      : randomScalar(choices, leaves, 3);
    const value = this.#builder.map(declared, operands, scalar, condition ? 'bool' : this.#dtype);
    this.#keep(value, bound, condition);
  }

  #addReduce(choices: Choices): void {
    const indices: Indices = new Map();
    const operand = this.#chooseOperand(choices, indices, ({ dtype }) => isFloat(dtype), this.#dtype);
    const output = choices.shuffled(choices.some([...indices.keys()]));
    const reduced = [...indices].filter(([index]) => !output.includes(index)).map(([, extent]) => extent);
    const count = this.#elements(reduced);
    const reducer = choices.from(
      // The largest and the mean of nothing are no numbers to go on with.
      count === 0 ? (['sum', 'product'] as const) : (['sum', 'mean', 'max', 'min', 'product'] as const),
    );
    const product = Math.max(operand.bound, 1) ** count;
    const fits = reducer !== 'product' || product <= LARGEST_VALUE;
    const value = this.#builder.reduce(
      fits ? reducer : 'mean',
      { value: operand.value, indices: operand.indices },
      output,
    );
    this.#keep(value, fits && reducer === 'product' ? product : operand.bound * (reducer === 'sum' ? count : 1));
  }

  #addNormalization(kind: 'softmax' | 'layer-norm', choices: Choices): void {
    const operand = this.#chooseValue(choices, ({ dtype, shape }) => isFloat(dtype) && shape.length > 0, this.#dtype, [
      choices.from(this.#extentPool),
      3,
    ]);
    const all = operand.shape.map((_, axis) => axis);
    const some = choices.some(all);
    const axes = some.length > 0 ? some : all;
    if (kind === 'softmax') {
      this.#keep(this.#builder.softmax(operand.value, axes), 1);
      return;
    }
    // A large epsilon: rows of equal elements would otherwise turn rounding into noise.
    const count = this.#elements(axes.map((axis) => operand.shape[axis] as Extent));
    this.#keep(this.#builder.layerNorm(operand.value, axes, 0.125), Math.sqrt(Math.max(count, 1)));
  }

  #addLookup(choices: Choices): void {
    const known = (shape: readonly Extent[]): number[] =>
      [...shape.keys()].filter((at) => this.#size(shape[at] as Extent) > 0);
    const table = this.#chooseValue(
      choices,
      ({ dtype, shape }) => isFloat(dtype) && known(shape).length > 0,
      this.#dtype,
      [3, choices.from(this.#extentPool)],
    );
    const axis = choices.from(known(table.shape));
    const rest = table.shape.filter((_, at) => at !== axis);
    let shape = Array.from({ length: choices.below(3) }, () => choices.from(this.#extentPool));
    while (this.#elements([...rest, ...shape]) > MOST_ELEMENTS) shape = shape.slice(1);
    const limit = this.#size(table.shape[axis] as Extent);
    const positions = this.#parameter(shape, 'i32', limit - 1, (at) => (at * 7 + this.#seed) % limit);
    this.#keep(this.#builder.lookup(table.value, positions.value, axis), table.bound);
  }

  #addReshape(choices: Choices): void {
    const operand = this.#chooseValue(choices, ({ dtype }) => isFloat(dtype), this.#dtype, [
      choices.from(this.#extentPool),
      4,
    ]);
    const shape = [...operand.shape];
    const at = choices.below(shape.length + 1);
    const [first, second] = [shape[at], shape[at + 1]];
    switch (choices.below(3)) {
      case 0:
        if (first !== undefined && second !== undefined) shape.splice(at, 2, multiplyExtents([first, second]));
        break;
      case 1: {
        const half = first === undefined ? undefined : divideExtent(first, 2);
        if (half !== undefined) shape.splice(at, 1, ...choices.shuffled([2, half]));
        break;
      }
      default:
        if (first !== undefined && extentsEqual(first, 1)) shape.splice(at, 1);
        else shape.splice(at, 0, 1);
    }
    this.#keep(this.#builder.reshape(operand.value, shape), operand.bound, operand.exact);
  }

  #addCast(choices: Choices): void {
    const operand = this.#chooseValue(choices, () => true, this.#dtype, [choices.from(this.#extentPool)]);
    const dtype = choices.from(this.#dtypes);
    this.#keep(this.#builder.cast(operand.value, dtype), operand.bound, operand.exact);
  }

  /** A value with an index for each axis, new in `indices` or already there with the same extent. */
  #chooseOperand(
    choices: Choices,
    indices: Indices,
    accept: (value: Value) => boolean,
    dtype: DType,
  ): Operand & ScalarLeafFacts {
    const shape = Array.from({ length: choices.below(4) }, () => {
      const taken = [...indices.values()];
      return taken.length > 0 && !choices.oneIn(3) ? choices.from(taken) : choices.from(this.#extentPool);
    });
    const value = this.#chooseValue(choices, accept, dtype, shape);
    const names = value.shape.map((extent) => {
      const same = [...indices.keys()].filter((index) => extentsEqual(indices.get(index) as Extent, extent));
      const fresh = INDEX_NAMES.find((index) => !indices.has(index));
      const name = fresh !== undefined && (same.length === 0 || choices.oneIn(3)) ? fresh : choices.from(same);
      indices.set(name, extent);
      return name;
    });
    return { ...value, indices: names, truth: value.dtype === 'bool' };
  }

  /** A value made before, or a new parameter or constant of about `shape`. Never a large one: values must not grow. */
  #chooseValue(choices: Choices, accept: (value: Value) => boolean, dtype: DType, shape: readonly Extent[]): Value {
    const candidates = this.#values.filter(
      (value) => accept(value) && value.bound <= LARGEST_OPERAND && value.shape.length <= 4,
    );
    if (candidates.length > 0 && !choices.oneIn(3))
      return candidates[candidates.length - 1 - choices.below(candidates.length)] as Value;
    let small = shape;
    while (this.#elements(small) > MOST_ELEMENTS) small = small.slice(1);
    const known = small.filter((extent) => typeof extent === 'number');
    if (known.length < small.length || !choices.oneIn(5)) return this.#parameter(small, dtype, 0.75, fraction);
    const data = Array.from({ length: this.#elements(known) }, (_, at) => fraction(at, this.#seed));
    return this.#keep(this.#builder.constant(known, dtype, data), 0.75, true);
  }

  #chooseDtype(choices: Choices): FloatDType {
    const dtypes = this.#values.map(({ dtype }) => dtype).filter(isFloat);
    return dtypes.length > 0 ? choices.from(dtypes.reverse()) : this.#dtype;
  }

  #parameter(
    shape: readonly Extent[],
    dtype: DType,
    bound: number,
    element: (at: number, salt: number) => number,
  ): Value {
    const salt = this.#inputs.size * 101 + this.#seed;
    const name = `x${this.#inputs.size}`;
    const factor = dtype !== 'i32' && salt % 2 === 0 && shape.every((extent) => typeof extent === 'number');
    const sizes = shape.map((extent) => this.#size(extent));
    this.#inputs.set(name, {
      shape: sizes,
      data: Float64Array.from({ length: this.#elements(shape) }, (_, at) => element(at, salt)),
    });
    return this.#keep(this.#builder.parameter(name, shape, dtype, { role: factor ? 'factor' : 'input' }), bound, true);
  }

  #keep(value: ValueId, bound: number, exact = false): Value {
    const { shape, dtype } = this.#builder.node(value);
    const kept = { value, shape, dtype, bound, exact };
    this.#values.push(kept);
    return kept;
  }

  #replaceAll(indices: Indices, by: Indices): void {
    indices.clear();
    for (const [index, extent] of by) indices.set(index, extent);
  }

  #size(extent: Extent): number {
    return evaluateExtent(extent, this.#bindings);
  }

  #elements(extents: Iterable<Extent>): number {
    return [...extents].reduce<number>((all, extent) => all * this.#size(extent), 1);
  }
}

type ScalarLeafFacts = Omit<ScalarLeaf, 'scalar'>;

/** Multiples of a quarter between −0.75 and 0.75, in an order that looks random. */
const fraction = (at: number, salt: number): number => ((((at * 37 + salt + 17) % 1009) % 7) - 3) / 4;
