/** Spells an ONNX graph: as a model, as a local function that other models can call, and as text. */
import { BATCH } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import { toBytes } from './bytes.ts';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './graph.ts';
import { identifier } from './namer.ts';
import { ATTRIBUTE_TYPE, DATA_TYPE, encodeModel } from './protobuf.ts';
import type {
  AttributeProto,
  DimensionProto,
  FunctionProto,
  NodeProto,
  TensorProto,
  ValueInfoProto,
} from './protobuf.ts';
import { FUNCTION_DOMAIN, IR_VERSION, OPSET } from './target.ts';

const OPSETS = [{ domain: '', version: OPSET }];

/** A model whose graph is this one. */
export function printModel(graph: OnnxGraph): Uint8Array {
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'einlay',
    ...documented(graph),
    opsetImport: OPSETS,
    graph: {
      name: identifier(graph.name),
      ...documented(graph),
      input: graph.inputs.map(valueProto),
      output: graph.outputs.map(valueProto),
      initializer: graph.initializers.map((tensor) => ({ ...tensorProto(tensor), name: tensor.name })),
      node: graph.nodes.map(nodeProto),
      valueInfo: graph.values.map(valueProto),
    },
  });
}

/** A model with the graph as a local function, and a graph that only calls it. */
export function printSubgraph(graph: OnnxGraph): Uint8Array {
  const name = identifier(graph.name);
  const inputs = graph.inputs.map((value) => value.name);
  const outputs = graph.outputs.map((value) => value.name);
  // A function has no initializers, so constants are nodes.
  const constants = graph.initializers.map(({ name: output, ...tensor }): OnnxNode => ({
    operator: 'Constant',
    inputs: [],
    outputs: [output],
    attributes: { value: { kind: 'tensor', value: tensor } },
  }));
  const body: FunctionProto = {
    name,
    domain: FUNCTION_DOMAIN,
    ...documented(graph),
    input: inputs,
    output: outputs,
    opsetImport: OPSETS,
    node: [...constants, ...graph.nodes].map(nodeProto),
    valueInfo: [...graph.initializers, ...graph.values].map(valueProto),
  };
  return encodeModel({
    irVersion: IR_VERSION,
    producerName: 'einlay',
    ...documented(graph),
    opsetImport: [...OPSETS, { domain: FUNCTION_DOMAIN, version: 1 }],
    functions: [body],
    graph: {
      name: `call_${name}`,
      input: graph.inputs.map(valueProto),
      output: graph.outputs.map(valueProto),
      node: [
        { input: inputs, output: outputs, opType: name, domain: FUNCTION_DOMAIN, name: `call_${name}`, attribute: [] },
      ],
    },
  });
}

/** The graph in ONNX's text syntax, with the type of every value. */
export function printText(graph: OnnxGraph): string {
  const types = new Map([...graph.values, ...graph.outputs].map((value) => [value.name, typeText(value)]));
  const typed = (value: OnnxValue): string => `${typeText(value)} ${value.name}`;
  const constants = graph.initializers.map((tensor) => `    ${typed(tensor)} = ${dataText(tensor.data)}`);
  return [
    ...(graph.doc ?? '').split('\n').flatMap((line) => (line === '' ? [] : [`# ${line}`])),
    `<ir_version: ${IR_VERSION}, opset_import: ["": ${OPSET}]>`,
    `${identifier(graph.name)} (${graph.inputs.map(typed).join(', ')}) => (${graph.outputs.map(typed).join(', ')})`,
    ...(constants.length > 0 ? ['  <', constants.join(',\n'), '  >'] : []),
    '{',
    ...graph.nodes.map((node) => {
      const attributes = Object.entries(node.attributes).map(([name, value]) => `${name} = ${attributeText(value)}`);
      const written = attributes.length > 0 ? ` <${attributes.join(', ')}>` : '';
      const made = node.outputs.join(', ');
      const call = `  ${made} = ${node.operator}${written} (${node.inputs.join(', ')})`;
      return `${call.padEnd(64)} # ${node.outputs.map((name) => types.get(name)).join(', ')}`;
    }),
    '}',
    '',
  ].join('\n');
}

const documented = ({ doc }: OnnxGraph): { docString?: string } => (doc === undefined ? {} : { docString: doc });

const TYPE_TEXT = {
  f64: 'double',
  f32: 'float',
  f16: 'float16',
  bf16: 'bfloat16',
  i32: 'int32',
  i64: 'int64',
  bool: 'bool',
} as const;

const typeText = ({ type, shape }: Pick<OnnxValue, 'type' | 'shape'>): string =>
  `${TYPE_TEXT[type]}[${shape.map(dimensionText).join(', ')}]`;

/** A dimension's name: the batch of all leading axes is `batch`, a product is written with `*`. */
const dimensionText = (extent: Extent): string =>
  typeof extent === 'number'
    ? String(extent)
    : [...(extent.coefficient === 1 ? [] : [extent.coefficient]), ...extent.symbols.map(symbolText)].join('*');

const symbolText = (name: string): string => (name === BATCH ? 'batch' : identifier(name));

const dataText = (data: ArrayLike<number>): string =>
  data.length > 16 ? `{… ${data.length} numbers}` : `{${Array.from(data).join(', ')}}`;

function attributeText(attribute: OnnxAttribute): string {
  switch (attribute.kind) {
    case 'int':
    case 'float':
      return String(attribute.value);
    case 'ints':
      return `[${attribute.value.join(', ')}]`;
    case 'string':
      return JSON.stringify(attribute.value);
    case 'tensor':
      return `${typeText(attribute.value)} ${dataText(attribute.value.data)}`;
  }
}

const dimensionProto = (extent: Extent): DimensionProto =>
  typeof extent === 'number' ? { dimValue: extent } : { dimParam: dimensionText(extent) };

const valueProto = ({ name, type, shape }: OnnxValue | OnnxTensor): ValueInfoProto => ({
  name,
  type: { tensorType: { elemType: DATA_TYPE[type], shape: { dim: shape.map(dimensionProto) } } },
});

const tensorProto = ({ type, shape, data }: Omit<OnnxTensor, 'name'>): TensorProto => ({
  dims: shape,
  dataType: DATA_TYPE[type],
  rawData: toBytes(type, data),
});

const nodeProto = ({ operator, domain, inputs, outputs, attributes }: OnnxNode): NodeProto => ({
  input: inputs,
  output: outputs,
  name: outputs[0] as string,
  opType: operator,
  ...(domain === undefined ? {} : { domain }),
  attribute: Object.entries(attributes).map(([name, attribute]) => ({ name, ...attributeProto(attribute) })),
});

function attributeProto(attribute: OnnxAttribute): Omit<AttributeProto, 'name'> {
  switch (attribute.kind) {
    case 'int':
      return { type: ATTRIBUTE_TYPE.int, i: attribute.value };
    case 'float':
      return { type: ATTRIBUTE_TYPE.float, f: attribute.value };
    case 'ints':
      return { type: ATTRIBUTE_TYPE.ints, ints: attribute.value };
    case 'string':
      return { type: ATTRIBUTE_TYPE.string, s: new TextEncoder().encode(attribute.value) };
    case 'tensor':
      return { type: ATTRIBUTE_TYPE.tensor, t: tensorProto(attribute.value) };
  }
}
