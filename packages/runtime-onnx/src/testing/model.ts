/** Small ONNX models written by hand, so that this runtime is tested without a compiler. */
import type { DType, OnnxPayload } from '@einlay/artifact';
import protobuf from 'protobufjs/light.js';

const nested = {
  Dimension: { fields: { dimValue: { id: 1, type: 'int64' }, dimParam: { id: 2, type: 'string' } } },
  Shape: { fields: { dim: { id: 1, type: 'Dimension', rule: 'repeated' } } },
  TensorType: { fields: { elemType: { id: 1, type: 'int32' }, shape: { id: 2, type: 'Shape' } } },
  Type: { fields: { tensorType: { id: 1, type: 'TensorType' } } },
  Value: { fields: { name: { id: 1, type: 'string' }, type: { id: 2, type: 'Type' } } },
  Attribute: {
    fields: { name: { id: 1, type: 'string' }, s: { id: 4, type: 'bytes' }, type: { id: 20, type: 'int32' } },
  },
  Node: {
    fields: {
      input: { id: 1, type: 'string', rule: 'repeated' },
      output: { id: 2, type: 'string', rule: 'repeated' },
      opType: { id: 4, type: 'string' },
      attribute: { id: 5, type: 'Attribute', rule: 'repeated' },
    },
  },
  Graph: {
    fields: {
      node: { id: 1, type: 'Node', rule: 'repeated' },
      name: { id: 2, type: 'string' },
      input: { id: 11, type: 'Value', rule: 'repeated' },
      output: { id: 12, type: 'Value', rule: 'repeated' },
    },
  },
  Opset: { fields: { version: { id: 2, type: 'int64' } } },
  Model: {
    fields: {
      irVersion: { id: 1, type: 'int64' },
      graph: { id: 7, type: 'Graph' },
      opsetImport: { id: 8, type: 'Opset', rule: 'repeated' },
    },
  },
};

const modelType = protobuf.Root.fromJSON({ nested }).lookupType('Model');

const ELEMENT_TYPES: Readonly<Record<DType, number>> = { f32: 1, i32: 6, bool: 9, f16: 10, f64: 11, bf16: 16 };

const STRING_ATTRIBUTE = 3;

/** A value at the border of a graph: its element type in the graph, and its extents, named ones being open. */
export interface GraphValue {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly (number | string)[];
}

/** One operator; `text` are its attributes, all of them texts. */
export interface GraphNode {
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: string;
  readonly text?: Readonly<Record<string, string>>;
}

/** The payload of a graph whose values are the tensors of the same names. */
export function graphPayload(
  nodes: readonly GraphNode[],
  inputs: readonly GraphValue[],
  outputs: readonly GraphValue[],
): OnnxPayload {
  const model = {
    irVersion: 10,
    opsetImport: [{ version: 21 }],
    graph: {
      name: 'test',
      node: nodes.map(({ opType, input, output, text = {} }) => ({
        opType,
        input,
        output: [output],
        attribute: Object.entries(text).map(([name, value]) => ({
          name,
          s: new TextEncoder().encode(value),
          type: STRING_ATTRIBUTE,
        })),
      })),
      input: inputs.map(valueOf),
      output: outputs.map(valueOf),
    },
  };
  const bind = ({ name, dtype }: GraphValue) => ({ tensor: name, graphName: name, dtype });
  return {
    kind: 'onnx',
    opset: 21,
    model: modelType.encode(modelType.fromObject(model)).finish(),
    inputs: inputs.map(bind),
    outputs: outputs.map(bind),
  };
}

const valueOf = ({ name, dtype, shape }: GraphValue) => ({
  name,
  type: {
    tensorType: {
      elemType: ELEMENT_TYPES[dtype],
      shape: { dim: shape.map((extent) => (typeof extent === 'number' ? { dimValue: extent } : { dimParam: extent })) },
    },
  },
});
