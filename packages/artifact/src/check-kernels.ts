/**
 * Checks what all payloads of kernels have in common: every name they mention exists, every buffer is as long as the
 * tensor that stands there, and kernels are launched in an order in which nothing is read before it is written.
 *
 * What the code of a kernel does is not checked: that is the business of whoever compiles it.
 */
import type {
  BufferContent,
  BufferDType,
  Extent,
  GridExtent,
  KernelBinding,
  KernelBuffer,
  Packing,
  Parameter,
  TensorDeclaration,
} from './artifact.ts';
import { elementsOf, isSymbolic, MAX_ELEMENTS, printExtent } from './extent.ts';
import { count, distinct, extent, LIMITS, list, malformed, name, object, oneOf, optional } from './fields.ts';
import type { BytesReader, Fields } from './fields.ts';
import { ELEMENT_BYTES } from './kernels/elements.ts';

/** The rest of the artifact, already checked. */
export interface Surroundings {
  readonly parameters: readonly Parameter[];
  readonly outputs: readonly TensorDeclaration[];
  readonly readBytes: BytesReader;
}

/** Far more than a compiler writes. */
export const CODE_LENGTH = 2 ** 24;

/** What every kernel has, whatever its target. */
interface Kernel {
  readonly name: string;
  readonly bindings: readonly KernelBinding[];
  readonly grid: readonly GridExtent[];
}

/** What a target says about its payload. */
export interface KernelDialect<Made extends Kernel> {
  /** Element types that its buffers may have. */
  readonly dtypes: readonly BufferDType[];
  /** Fields of a kernel besides `name`, `bindings` and `grid`. */
  readonly required: readonly string[];
  readonly optional?: readonly string[];
  /** Adds those fields to what has been read. */
  readonly kernel: (common: Kernel, fields: Fields, path: string) => Made;
}

/** The `symbols`, `buffers` and `kernels` of a payload. */
export function checkKernels<Made extends Kernel>(
  fields: Fields,
  path: string,
  surroundings: Surroundings,
  dialect: KernelDialect<Made>,
): {
  readonly symbols: readonly string[];
  readonly buffers: readonly KernelBuffer[];
  readonly kernels: readonly Made[];
} {
  const known = symbolsOf(surroundings.parameters.flatMap(({ shape }) => shape));
  const symbols = list(fields['symbols'], `${path}.symbols`, LIMITS.tensors, (item, place) => {
    const symbol = name(item, place);
    if (!known.has(symbol)) malformed(place, 'a symbol of the parameters');
    return symbol;
  });
  distinct(symbols, `${path}.symbols`, (symbol) => symbol);
  const size = (item: unknown, place: string): Extent => {
    const read = extent(item, place);
    for (const symbol of symbolsOf([read]))
      if (!known.has(symbol)) malformed(place, `without \`${symbol}\`, which no parameter has`);
    return read;
  };
  const buffers = list(fields['buffers'], `${path}.buffers`, LIMITS.tensors, (item, place) =>
    buffer(item, place, size, dialect.dtypes, surroundings),
  );
  distinct(buffers, `${path}.buffers`, ({ name }) => name);
  surroundings.outputs.forEach(({ name }) => {
    const standing = buffers.filter(({ content }) => content.kind === 'output' && content.output === name);
    if (standing.length !== 1) malformed(`${path}.buffers`, `with one buffer for the output \`${name}\``);
  });
  const kernels = list(fields['kernels'], `${path}.kernels`, LIMITS.tensors, (item, place) => {
    const fields = object(item, place, ['name', 'bindings', 'grid', ...dialect.required], dialect.optional);
    return dialect.kernel(kernel(fields, place, size, buffers), fields, place);
  });
  checkOrder(buffers, kernels, path);
  return { symbols, buffers, kernels };
}

type ReadExtent = (value: unknown, path: string) => Extent;

function buffer(
  value: unknown,
  path: string,
  size: ReadExtent,
  dtypes: readonly BufferDType[],
  surroundings: Surroundings,
): KernelBuffer {
  const fields = object(value, path, ['name', 'dtype', 'elements', 'content']);
  const declared = {
    name: name(fields['name'], `${path}.name`),
    dtype: oneOf(fields['dtype'], `${path}.dtype`, dtypes),
    elements: size(fields['elements'], `${path}.elements`),
  };
  return { ...declared, content: content(fields['content'], `${path}.content`, declared, surroundings) };
}

function content(
  value: unknown,
  path: string,
  { dtype, elements }: Pick<KernelBuffer, 'dtype' | 'elements'>,
  { parameters, outputs, readBytes }: Surroundings,
): BufferContent {
  const { kind } = object(value, path, ['kind'], ['parameter', 'packing', 'output', 'bytes']);
  /** The tensor that stands in the buffer. */
  const tensor = <Declaration extends TensorDeclaration>(
    declared: readonly Declaration[],
    item: unknown,
    place: string,
  ): Declaration => {
    const found = declared.find((declaration) => declaration.name === item);
    if (found === undefined) malformed(place, 'the name of a tensor of the layer');
    if (found.dtype !== dtype) malformed(place, `a tensor of ${dtype}, as the buffer is`);
    return found;
  };
  const holds = (extents: readonly Extent[]): void => {
    const needed = printProduct(extents);
    if (printProduct([elements]) !== needed) malformed(path, `in a buffer of ${needed} elements`);
  };
  switch (oneOf(kind, `${path}.kind`, ['parameter', 'output', 'constant', 'scratch'] as const)) {
    case 'parameter': {
      const fields = object(value, path, ['kind', 'parameter'], ['packing']);
      const { name, shape } = tensor(parameters, fields['parameter'], `${path}.parameter`);
      const packed = optional(fields['packing'], (item) => ({ packing: packing(item, `${path}.packing`, shape) }));
      holds('packing' in packed ? packed.packing.splits.flat() : shape);
      return { kind: 'parameter', parameter: name, ...packed };
    }
    case 'output': {
      const fields = object(value, path, ['kind', 'output']);
      const { name, shape } = tensor(outputs, fields['output'], `${path}.output`);
      holds(shape);
      return { kind: 'output', output: name };
    }
    case 'constant': {
      const fields = object(value, path, ['kind', 'bytes']);
      const bytes = readBytes(fields['bytes'], `${path}.bytes`);
      if (isSymbolic(elements) || elements * ELEMENT_BYTES[dtype] !== bytes.length)
        malformed(`${path}.bytes`, `as long as ${printExtent(elements)} elements of ${dtype}`);
      return { kind: 'constant', bytes };
    }
    case 'scratch':
      object(value, path, ['kind']);
      return { kind: 'scratch' };
  }
}

function packing(value: unknown, path: string, own: readonly Extent[]): Packing {
  const fields = object(value, path, ['splits', 'order'], ['shape']);
  const view = optional(fields['shape'], (item) => ({
    shape: list(item, `${path}.shape`, LIMITS.axes, (extent, place) => count(extent, place, MAX_ELEMENTS)),
  }));
  if ('shape' in view && printProduct(view.shape) !== printProduct(own))
    malformed(`${path}.shape`, `of ${printProduct(own)} elements`);
  const shape: readonly Extent[] = 'shape' in view ? view.shape : own;
  const splits = list(fields['splits'], `${path}.splits`, LIMITS.axes, (item, place) =>
    list(item, place, LIMITS.axes, (part, at) => {
      const parts = count(part, at, MAX_ELEMENTS);
      return parts > 0 ? parts : malformed(at, 'at least 1');
    }),
  );
  if (splits.length !== shape.length) malformed(`${path}.splits`, `a list of ${shape.length}, one for each axis`);
  shape.forEach((extent, axis) => {
    if (isSymbolic(extent)) malformed(path, 'on a tensor whose extents are numbers');
    if (elementsOf(splits[axis] ?? []) < extent) malformed(`${path}.splits[${axis}]`, `with room for ${extent}`);
  });
  if (elementsOf(splits.flat()) > MAX_ELEMENTS) malformed(`${path}.splits`, `at most ${MAX_ELEMENTS} elements`);
  const parts = splits.flat().length;
  const order = list(fields['order'], `${path}.order`, parts, (item, place) => count(item, place, parts - 1));
  if (new Set(order).size !== parts) malformed(`${path}.order`, `every number below ${parts} once`);
  return { ...view, splits, order };
}

function kernel(fields: Fields, path: string, size: ReadExtent, buffers: readonly KernelBuffer[]): Kernel {
  const names = new Set(buffers.map(({ name }) => name));
  const bindings = list(fields['bindings'], `${path}.bindings`, LIMITS.axes, (item, place): KernelBinding => {
    const fields = object(item, place, ['buffer', 'access']);
    const buffer = name(fields['buffer'], `${place}.buffer`);
    if (!names.has(buffer)) malformed(`${place}.buffer`, 'the name of a buffer');
    return { buffer, access: oneOf(fields['access'], `${place}.access`, ['read', 'write', 'read-write'] as const) };
  });
  distinct(bindings, `${path}.bindings`, ({ buffer }) => buffer);
  return {
    name: name(fields['name'], `${path}.name`),
    bindings,
    grid: list(fields['grid'], `${path}.grid`, LIMITS.axes, (item, place): GridExtent => {
      const fields = object(item, place, ['extent', 'tile']);
      const tile = count(fields['tile'], `${place}.tile`, MAX_ELEMENTS);
      if (tile === 0) malformed(`${place}.tile`, 'at least 1');
      return { extent: size(fields['extent'], `${place}.extent`), tile };
    }),
  };
}

/** What is read was there from the start or written by a kernel before; what was there from the start stays. */
function checkOrder(buffers: readonly KernelBuffer[], kernels: readonly Kernel[], path: string): void {
  const kept = new Set(
    buffers.filter(({ content: { kind } }) => kind === 'parameter' || kind === 'constant').map(({ name }) => name),
  );
  const written = new Set<string>();
  kernels.forEach(({ bindings }, at) => {
    bindings.forEach(({ buffer, access }, slot) => {
      const place = `${path}.kernels[${at}].bindings[${slot}].access`;
      if (access === 'read' && !kept.has(buffer) && !written.has(buffer))
        malformed(place, 'after a kernel that writes');
      if (access !== 'read' && kept.has(buffer)) malformed(place, '`read`, since runs share this buffer');
    });
    for (const { buffer, access } of bindings) if (access !== 'read') written.add(buffer);
  });
  buffers.forEach(({ name, elements, content }, at) => {
    if (content.kind === 'output' && elements !== 0 && !written.has(name))
      malformed(`${path}.buffers[${at}]`, 'written by a kernel');
  });
}

function symbolsOf(extents: readonly Extent[]): ReadonlySet<string> {
  return new Set(extents.filter(isSymbolic).flatMap(({ symbols }) => symbols));
}

/** The product of extents, written so that equal products are written the same. */
function printProduct(extents: readonly Extent[]): string {
  const coefficient = elementsOf(extents.map((extent) => (isSymbolic(extent) ? extent.coefficient : extent)));
  const symbols = extents.flatMap((extent) => (isSymbolic(extent) ? extent.symbols : [])).sort();
  if (coefficient === 0 || symbols.length === 0) return String(coefficient);
  return printExtent({ coefficient, symbols });
}
