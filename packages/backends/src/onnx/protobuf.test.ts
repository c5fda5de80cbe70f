import { describe, expect, test } from '@jest/globals';
import { decodeModel, encodeModel } from './protobuf.ts';
import type { ModelProto } from './protobuf.ts';

const graph = (dimension: object): ModelProto => ({
  irVersion: 10,
  opsetImport: [{ domain: '', version: 21 }],
  graph: {
    name: 'g',
    node: [],
    input: [{ name: 'x', type: { tensorType: { elemType: 1, shape: { dim: [dimension] } } } }],
    output: [],
  },
});

describe('encodeModel and decodeModel', () => {
  test('follow the wire format', () => {
    // Field 1 as a varint, field 7 (the graph) with its name in field 2, field 8 with the operator set's version.
    const model: ModelProto = {
      irVersion: 10,
      opsetImport: [{ domain: '', version: 21 }],
      graph: { name: 'g', node: [], input: [], output: [] },
    };
    expect([...encodeModel(model)]).toEqual([8, 10, 58, 3, 18, 1, 103, 66, 4, 10, 0, 16, 21]);
  });

  test('keep extents of 0 and names of extents', () => {
    for (const dimension of [{ dimValue: 0 }, { dimValue: 2 ** 40 }, { dimParam: 'batch' }]) {
      const [input] = decodeModel(encodeModel(graph(dimension))).graph.input;
      expect(input?.type.tensorType.shape.dim).toEqual([dimension]);
    }
  });

  test('keep negative integers', () => {
    const node = { input: [], output: ['y'], opType: 'F', attribute: [{ name: 'axis', type: 2, i: -1 }] };
    const model = graph({ dimValue: 1 });
    const decoded = decodeModel(encodeModel({ ...model, graph: { ...model.graph, node: [node] } }));
    expect(decoded.graph.node[0]?.attribute[0]?.i).toBe(-1);
  });
});
