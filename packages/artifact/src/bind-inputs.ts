/**
 * Brings a caller's tensors and a layer's declaration together: before anything executes, every tensor is there, has the
 * declared element type, rank and extents, and all agree about symbols and batch. Nothing is copied.
 */
import { BATCH } from './artifact.ts';
import type { Artifact, Parameter, SymbolicExtent, TensorDeclaration } from './artifact.ts';
import { holdingOf } from './device-tensor.ts';
import type { DeviceTensor, Holding } from './device-tensor.ts';
import { didYouMean, errorOf, listNames } from './errors.ts';
import { elementsOf, isSymbolic, MAX_ELEMENTS, printExtent, printShape, valueOf } from './extent.ts';
import { ARRAY_NAMES, dataOf, kindOf } from './tensor.ts';
import type { InputTensor, TensorData } from './tensor.ts';

/** Tensors by the name of their parameter. */
export type InputTensors = Readonly<Record<string, InputTensor | DeviceTensor>>;

/** A caller's tensor that fits its declaration on its own; `shape` is the caller's. */
export interface CheckedTensor {
  readonly parameter: Parameter;
  readonly shape: readonly number[];
  /** The caller's array, or what the device holds already. */
  readonly data: TensorData | Holding;
}

export const isHolding = (data: TensorData | Holding): data is Holding => !ArrayBuffer.isView(data);

/** The values of all symbols in one run. Those of the batch are the caller's leading axes, and their product. */
export interface BoundExtents {
  readonly symbols: ReadonlyMap<string, number>;
  readonly batch: readonly number[];
}

/** An output of one run. `shape` is the caller's, `flatShape` has the batch as one axis, as the device makes it. */
export interface BoundOutput {
  readonly declaration: TensorDeclaration;
  readonly shape: readonly number[];
  readonly flatShape: readonly number[];
}

const hasBatch = ({ shape }: TensorDeclaration): boolean => {
  const first = shape[0];
  return isSymbolic(first) && first.symbols.includes(BATCH);
};

/**
 * Each tensor against its own declaration. Errors: `input-unknown`, `input-tensor`, `input-type`, `input-rank`,
 * `input-extent`, `input-length`. Tensors may be missing: `checkComplete` is for that.
 */
export function checkTensors(artifact: Artifact, tensors: InputTensors): readonly CheckedTensor[] {
  const byName = new Map(artifact.parameters.map((parameter) => [parameter.name, parameter]));
  return Object.entries(tensors).map(([name, tensor]) => {
    const parameter = byName.get(name);
    if (parameter === undefined) {
      const known = [...byName.keys()];
      throw errorOf('input-unknown', [name, listNames(known)], { hint: didYouMean(name, known) });
    }
    return checkTensor(parameter, tensor);
  });
}

function checkTensor(parameter: Parameter, tensor: unknown): CheckedTensor {
  const { name, dtype } = parameter;
  if (typeof tensor !== 'object' || tensor === null)
    throw errorOf('input-tensor', [name, 'it should be an object with `shape` and `data`']);
  const held = holdingOf(tensor);
  const { shape, data } = tensor as Partial<Record<keyof InputTensor, unknown>>;
  if (!Array.isArray(shape) || !shape.every((extent) => Number.isInteger(extent) && Number(extent) >= 0))
    throw errorOf('input-tensor', [name, 'its `shape` should be a list of whole numbers']);
  const extents = shape.map(Number);
  if (held !== undefined) {
    const expected = ARRAY_NAMES[dtype];
    if (held.dtype !== dtype)
      throw errorOf('input-type', [name, dtype, article(expected), `a tensor of ${held.dtype} on a device`]);
    checkExtents(parameter, extents);
    return { parameter, shape: extents, data: held };
  }

  const elements = dataOf(dtype, data);
  if (elements === undefined) {
    const expected = ARRAY_NAMES[dtype];
    const hint = Array.isArray(data) ? `make one with tensorOf('${dtype}', shape, numbers)` : undefined;
    throw errorOf('input-type', [name, dtype, article(expected), article(kindOf(data))], { hint });
  }
  checkExtents(parameter, extents);
  const expected = elementsOf(extents);
  if (elements.length !== expected)
    throw errorOf('input-length', [name, elements.length, printShape(extents), expected]);
  return { parameter, shape: extents, data: elements };
}

/** The rank, and the extents that are declared as numbers. */
function checkExtents(parameter: Parameter, shape: readonly number[]): void {
  const { name, shape: declared } = parameter;
  const leading = hasBatch(parameter) ? shape.length - declared.length + 1 : 0;
  if (hasBatch(parameter) ? leading < 0 : shape.length !== declared.length)
    throw errorOf('input-rank', [name, printShape(shape), printShape(declared)]);
  for (const [axis, extent] of innerAxes(parameter, shape)) {
    const wanted = declared[axis];
    if (typeof wanted === 'number' && wanted !== extent)
      throw errorOf('input-extent', [printAxis(parameter, axis), extent, String(wanted)]);
  }
  if (elementsOf(shape) > MAX_ELEMENTS)
    throw errorOf('input-tensor', [name, `its shape ${printShape(shape)} has more than ${MAX_ELEMENTS} elements`]);
}

/** Declared axis and given extent of every axis that is not batch. */
function innerAxes(declaration: TensorDeclaration, shape: readonly number[]): readonly (readonly [number, number])[] {
  const first = hasBatch(declaration) ? 1 : 0;
  const given = shape.slice(shape.length - declaration.shape.length + first);
  return given.map((extent, at) => [at + first, extent]);
}

/** That there is a tensor for every parameter. Error: `input-missing`. */
export function checkComplete(artifact: Artifact, tensors: ReadonlyMap<string, CheckedTensor>): void {
  const missing = artifact.parameters.map(({ name }) => name).filter((name) => !tensors.has(name));
  if (missing.length > 0) throw errorOf('input-missing', [listNames(missing)]);
}

/**
 * The values of symbols and batch that all tensors together tell, the first to tell one being the one that others are
 * compared with. Errors: `input-batch`, `input-symbol`, `input-extent`, `input-undetermined`, `input-value`.
 */
export function bindExtents(tensors: readonly CheckedTensor[]): BoundExtents {
  const batch = bindBatch(tensors);
  const symbols = new Map([[BATCH, elementsOf(batch)]]);
  bindSymbols(tensors, symbols);
  for (const tensor of tensors) checkValues(tensor, symbols);
  return { symbols, batch };
}

function bindBatch(tensors: readonly CheckedTensor[]): readonly number[] {
  let first: { readonly name: string; readonly batch: readonly number[] } | undefined;
  for (const { parameter, shape } of tensors.filter(({ parameter }) => hasBatch(parameter))) {
    const batch = shape.slice(0, shape.length - parameter.shape.length + 1);
    first ??= { name: parameter.name, batch };
    if (printShape(batch) !== printShape(first.batch)) {
      const here = `${printShape(batch)} in \`${parameter.name}\``;
      throw errorOf('input-batch', [here, `${printShape(first.batch)} in \`${first.name}\``]);
    }
  }
  return first?.batch ?? [];
}

/** An axis of a caller's tensor whose declared extent has symbols. */
interface SymbolicAxis {
  readonly place: string;
  readonly declared: SymbolicExtent;
  readonly extent: number;
}

function bindSymbols(tensors: readonly CheckedTensor[], symbols: Map<string, number>): void {
  const sources = new Map<string, string>();
  let axes: readonly SymbolicAxis[] = tensors.flatMap(({ parameter, shape }) =>
    innerAxes(parameter, shape).flatMap(([axis, extent]) => {
      const declared = parameter.shape[axis];
      return isSymbolic(declared) ? [{ place: printAxis(parameter, axis), declared, extent }] : [];
    }),
  );
  // An axis tells a symbol once all others on it are known, so axes that tell nothing yet wait for another round.
  for (let waiting = Infinity; axes.length < waiting;) {
    waiting = axes.length;
    axes = axes.filter((axis) => !bindAxis(axis, symbols, sources));
  }
  const [stuck] = axes;
  if (stuck !== undefined) throw errorOf('input-undetermined', [printExtent(stuck.declared)]);
}

/** Binds or compares the symbols of one axis; false when it cannot be decided yet. */
function bindAxis(axis: SymbolicAxis, symbols: Map<string, number>, sources: Map<string, string>): boolean {
  const { place, declared, extent } = axis;
  const unknown = [...new Set(declared.symbols.filter((name) => !symbols.has(name)))];
  const known = declared.symbols.reduce((all, name) => all * (symbols.get(name) ?? 1), declared.coefficient);
  const [symbol] = unknown;
  if (symbol === undefined) {
    if (known === extent) return true;
    const told = declared.symbols.map((name) => `\`${name}\` is ${symbols.get(name) ?? 0} ${sources.get(name) ?? ''}`);
    throw errorOf('input-symbol', [printExtent(declared), `${extent} on ${place}`, [...new Set(told)].join(', ')]);
  }
  // Zero times anything is zero: such an axis agrees with every value and tells none.
  if (known === 0 && extent === 0) return true;
  if (unknown.length > 1) return false;
  const power = declared.symbols.filter((name) => name === symbol).length;
  const value = Math.round((extent / known) ** (1 / power));
  if (known * value ** power !== extent)
    throw errorOf('input-extent', [place, extent, `${printExtent(declared)} with a whole number \`${symbol}\``]);
  symbols.set(symbol, value);
  sources.set(symbol, `on ${place}`);
  return true;
}

/** Positions inside their table; truth values 0 or 1, since devices disagree about others. Not of device tensors. */
function checkValues({ parameter, data }: CheckedTensor, symbols: ReadonlyMap<string, number>): void {
  if (isHolding(data)) return;
  const { name, dtype, below } = parameter;
  const limit = dtype === 'bool' ? 2 : below === undefined ? undefined : valueOf(below, symbols);
  if (limit === undefined) return;
  const position = data.findIndex((value) => value < 0 || value >= limit);
  if (position < 0) return;
  const expected = dtype === 'bool' ? '0 or 1' : `0 … ${limit - 1}`;
  throw errorOf('input-value', [name, data[position] ?? 0, position, expected]);
}

/** The outputs of a run with the extents of its inputs. Errors: `input-undetermined`, `output-size`. */
export function bindOutputs(artifact: Artifact, { symbols, batch }: BoundExtents): readonly BoundOutput[] {
  return artifact.outputs.map((declaration) => {
    const { name } = declaration;
    const flatShape = declaration.shape.map((extent) => {
      const value = valueOf(extent, symbols);
      if (value === undefined) throw errorOf('input-undetermined', [printExtent(extent)]);
      return value;
    });
    const shape = hasBatch(declaration) ? [...batch, ...flatShape.slice(1)] : flatShape;
    if (elementsOf(flatShape) > MAX_ELEMENTS) throw errorOf('output-size', [name, printShape(shape)]);
    return { declaration, shape, flatShape };
  });
}

/** The shape of a checked tensor as the device sees it: the batch is one axis. */
export function flattenBatch({ parameter, shape }: CheckedTensor): readonly number[] {
  if (!hasBatch(parameter)) return shape;
  const leading = shape.length - parameter.shape.length + 1;
  return [elementsOf(shape.slice(0, leading)), ...shape.slice(leading)];
}

/** ``axis 1 (`g·a`) of `x` ``. */
function printAxis({ name, axes, shape }: TensorDeclaration, axis: number): string {
  const label = axes[axis] ?? '';
  const told = label === '' || label === printExtent(shape[axis] ?? 0) ? '' : ` (\`${label}\`)`;
  return `axis ${axis}${told} of \`${name}\``;
}

const article = (noun: string): string => `${/^[aeio]/i.test(noun) ? 'an' : 'a'} ${noun}`;
