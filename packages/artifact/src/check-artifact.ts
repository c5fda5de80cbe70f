/**
 * Checks that a value is an artifact, field by field, and gives it back as one.
 *
 * Both ways into a runtime come through here: the parsed header of a file and an object made in the same program. The
 * value may be hostile. So every field is read once, by name and as an own property, into a new object; what is not known
 * is refused rather than ignored, since a field that we do not understand might change what the others mean.
 */
import { BATCH, DTYPES } from './artifact.ts';
import type {
  Artifact,
  Cost,
  Extent,
  GraphBinding,
  Initializer,
  OnnxPayload,
  Parameter,
  Payload,
  TensorDeclaration,
} from './artifact.ts';
import { checkCuda } from './check-cuda.ts';
import { checkWebgpu } from './check-webgpu.ts';
import { isSymbolic, MAX_ELEMENTS, valueOf } from './extent.ts';
import {
  amount,
  count,
  distinct,
  extent,
  LIMITS,
  list,
  malformed,
  name,
  object,
  oneOf,
  optional,
  text,
} from './fields.ts';
import type { BytesReader, Fields } from './fields.ts';

/** The artifact that `value` holds. Throws `artifact-malformed` with the first field that is wrong. */
export function checkArtifact(value: unknown, readBytes: BytesReader): Artifact {
  const fields = object(value, '', ['name', 'producer', 'parameters', 'outputs', 'payload'], ['doc', 'cost']);
  const parameters = list(fields['parameters'], 'parameters', LIMITS.tensors, parameter);
  const outputs = list(fields['outputs'], 'outputs', LIMITS.tensors, output);
  if (outputs.length === 0) malformed('outputs', 'a list of at least one tensor');
  distinct([...parameters, ...outputs], 'parameters and outputs', ({ name }) => name);
  checkSymbols(parameters, outputs);
  return {
    name: name(fields['name'], 'name'),
    ...optional(fields['doc'], (doc) => ({ doc: text(doc, 'doc', LIMITS.doc) })),
    producer: text(fields['producer'], 'producer', LIMITS.name),
    parameters,
    outputs,
    ...optional(fields['cost'], (value) => ({ cost: cost(value, 'cost') })),
    payload: payload(fields['payload'], 'payload', parameters, outputs, readBytes),
  };
}

const TENSOR_FIELDS = ['name', 'dtype', 'shape', 'axes'] as const;

function tensor(fields: Fields, path: string): TensorDeclaration {
  const shape = list(fields['shape'], `${path}.shape`, LIMITS.axes, extent);
  const axes = list(fields['axes'], `${path}.axes`, LIMITS.axes, name);
  if (axes.length !== shape.length) malformed(`${path}.axes`, `a list of ${shape.length} names, one for each axis`);
  const known = shape.filter((extent) => typeof extent === 'number');
  if (known.reduce((all, extent) => all * Math.max(extent, 1), 1) > MAX_ELEMENTS)
    malformed(`${path}.shape`, `a shape of at most ${MAX_ELEMENTS} elements`);
  shape.forEach((extent, axis) => {
    if (!isSymbolic(extent) || !extent.symbols.includes(BATCH)) return;
    if (axis !== 0 || extent.coefficient !== 1 || extent.symbols.length !== 1)
      malformed(`${path}.shape[${axis}]`, 'without the batch, which stands alone and on axis 0');
  });
  return {
    name: name(fields['name'], `${path}.name`),
    dtype: oneOf(fields['dtype'], `${path}.dtype`, DTYPES),
    shape,
    axes,
    ...optional(fields['doc'], (doc) => ({ doc: text(doc, `${path}.doc`, LIMITS.doc) })),
  };
}

function output(value: unknown, path: string): TensorDeclaration {
  return tensor(object(value, path, TENSOR_FIELDS, ['doc']), path);
}

function parameter(value: unknown, path: string): Parameter {
  const optionalFields = ['doc', 'initializer', 'learningRate', 'below'] as const;
  const fields = object(value, path, ['role', ...TENSOR_FIELDS], optionalFields);
  const declaration = tensor(fields, path);
  if (fields['below'] !== undefined && declaration.dtype !== 'i32') malformed(`${path}.below`, 'on an i32 tensor only');
  return {
    role: oneOf(fields['role'], `${path}.role`, ['input', 'factor'] as const),
    ...declaration,
    ...optional(fields['initializer'], (value) => ({ initializer: initializer(value, `${path}.initializer`) })),
    ...optional(fields['learningRate'], (rate) => ({ learningRate: amount(rate, `${path}.learningRate`) })),
    ...optional(fields['below'], (value) => ({ below: extent(value, `${path}.below`) })),
  };
}

function initializer(value: unknown, path: string): Initializer {
  const { kind } = object(value, path, ['kind'], ['deviation', 'fanIn', 'fanOut']);
  switch (oneOf(kind, `${path}.kind`, ['normal', 'zeros', 'ones', 'spectral'] as const)) {
    case 'normal': {
      const fields = object(value, path, ['kind', 'deviation']);
      return { kind: 'normal', deviation: amount(fields['deviation'], `${path}.deviation`) };
    }
    case 'spectral': {
      const fields = object(value, path, ['kind', 'fanIn', 'fanOut']);
      return {
        kind: 'spectral',
        fanIn: amount(fields['fanIn'], `${path}.fanIn`),
        fanOut: amount(fields['fanOut'], `${path}.fanOut`),
      };
    }
    case 'zeros':
      object(value, path, ['kind']);
      return { kind: 'zeros' };
    case 'ones':
      object(value, path, ['kind']);
      return { kind: 'ones' };
  }
}

function cost(value: unknown, path: string): Cost {
  const fields = object(value, path, ['parameters', 'macs', 'flops', 'bytes', 'at']);
  const at = list(fields['at'], `${path}.at`, LIMITS.tensors, (item, place) => {
    const { symbol, extent } = object(item, place, ['symbol', 'extent']);
    return { symbol: name(symbol, `${place}.symbol`), extent: count(extent, `${place}.extent`, MAX_ELEMENTS) };
  });
  distinct(at, `${path}.at`, ({ symbol }) => symbol);
  return {
    parameters: amount(fields['parameters'], `${path}.parameters`),
    macs: amount(fields['macs'], `${path}.macs`),
    flops: amount(fields['flops'], `${path}.flops`),
    bytes: amount(fields['bytes'], `${path}.bytes`),
    at,
  };
}

function payload(
  value: unknown,
  path: string,
  parameters: readonly Parameter[],
  outputs: readonly TensorDeclaration[],
  readBytes: BytesReader,
): Payload {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  switch (oneOf(kind, `${path}.kind`, ['onnx', 'webgpu', 'cuda'] as const)) {
    case 'onnx':
      return onnx(value, path, parameters, outputs, readBytes);
    case 'webgpu':
      return checkWebgpu(value, path, { parameters, outputs, readBytes });
    case 'cuda':
      return checkCuda(value, path, { parameters, outputs, readBytes });
  }
}

function onnx(
  value: unknown,
  path: string,
  parameters: readonly Parameter[],
  outputs: readonly TensorDeclaration[],
  readBytes: BytesReader,
): OnnxPayload {
  const fields = object(value, path, ['kind', 'opset', 'model', 'inputs', 'outputs']);
  const made = bindings(fields['outputs'], `${path}.outputs`, outputs);
  if (made.length !== outputs.length) malformed(`${path}.outputs`, 'a list of every output of the layer');
  return {
    kind: 'onnx',
    opset: count(fields['opset'], `${path}.opset`, LIMITS.opset),
    model: readBytes(fields['model'], `${path}.model`),
    inputs: bindings(fields['inputs'], `${path}.inputs`, parameters),
    outputs: made,
  };
}

function bindings(value: unknown, path: string, declared: readonly TensorDeclaration[]): readonly GraphBinding[] {
  const dtypes = new Map(declared.map((declaration) => [declaration.name, declaration.dtype]));
  const found = list(value, path, LIMITS.tensors, (item, place) => {
    const fields = object(item, place, ['tensor', 'graphName', 'dtype']);
    const tensor = name(fields['tensor'], `${place}.tensor`);
    const dtype = oneOf(fields['dtype'], `${place}.dtype`, DTYPES);
    const expected = dtypes.get(tensor);
    if (expected === undefined) malformed(`${place}.tensor`, 'the name of a tensor of the layer');
    if (dtype !== expected && !(expected === 'bf16' && dtype === 'f32'))
      malformed(`${place}.dtype`, `${expected}, as the layer declares`);
    return { tensor, graphName: name(fields['graphName'], `${place}.graphName`), dtype };
  });
  distinct(found, path, ({ tensor }) => tensor);
  distinct(found, path, ({ graphName }) => graphName);
  return found;
}

/** Every symbol needs an axis of a parameter that tells its value. */
function checkSymbols(parameters: readonly Parameter[], outputs: readonly TensorDeclaration[]): void {
  const symbolsIn = (extents: readonly Extent[]): readonly string[] =>
    extents.filter(isSymbolic).flatMap(({ symbols }) => symbols);
  const bound = new Set(parameters.flatMap(({ shape }) => symbolsIn(shape)));
  outputs.forEach(({ shape }, index) => {
    for (const symbol of symbolsIn(shape))
      if (!bound.has(symbol)) malformed(`outputs[${index}].shape`, `without \`${symbol}\`, which no parameter has`);
  });
  parameters.forEach(({ below = 0 }, index) => {
    if (valueOf(below, new Map([...bound].map((name) => [name, 1]))) === undefined)
      malformed(`parameters[${index}].below`, 'an extent with symbols of the parameters');
  });
}
