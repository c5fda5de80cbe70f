/** An artifact that uses every field of the format, for tests of it. */
import type { Artifact, OnnxPayload } from '../artifact.ts';

export const exampleArtifact: Artifact & { readonly payload: OnnxPayload } = {
  name: 'btt',
  doc: 'Two block-diagonal factors joined by a transpose.',
  producer: 'example 1',
  parameters: [
    {
      role: 'input',
      name: 'x',
      dtype: 'f32',
      shape: [{ coefficient: 1, symbols: ['...'] }, 6],
      axes: ['...', 'g·a'],
      doc: 'activations',
    },
    {
      role: 'input',
      name: 'token',
      dtype: 'i32',
      shape: [
        { coefficient: 1, symbols: ['...'] },
        { coefficient: 2, symbols: ['t'] },
      ],
      axes: ['...', '2·t'],
      below: 50,
    },
    {
      role: 'factor',
      name: 'A',
      dtype: 'bf16',
      shape: [2, 3],
      axes: ['g', 'a'],
      initializer: { kind: 'spectral', fanIn: 3, fanOut: 4 },
      learningRate: 0.5,
    },
    {
      role: 'factor',
      name: 'b',
      dtype: 'f16',
      shape: [4],
      axes: ['p'],
      initializer: { kind: 'normal', deviation: 0.02 },
    },
    { role: 'factor', name: 'c', dtype: 'f64', shape: [], axes: [], initializer: { kind: 'zeros' } },
  ],
  outputs: [
    {
      name: 'y',
      dtype: 'f32',
      shape: [
        { coefficient: 1, symbols: ['...'] },
        { coefficient: 1, symbols: ['t', 't'] },
      ],
      axes: ['...', 't²'],
    },
    { name: 'kept', dtype: 'bool', shape: [], axes: [], doc: 'whether anything was' },
  ],
  cost: { parameters: 11, macs: 24, flops: 48, bytes: 96, at: [{ symbol: '...', extent: 1 }] },
  payload: {
    kind: 'onnx',
    opset: 21,
    model: Uint8Array.from({ length: 100 }, (_, at) => (at * 7) % 256),
    inputs: [
      { tensor: 'x', graphName: 'x', dtype: 'f32' },
      { tensor: 'token', graphName: 'token', dtype: 'i32' },
      { tensor: 'A', graphName: 'A', dtype: 'f32' },
      { tensor: 'b', graphName: 'b.1', dtype: 'f16' },
    ],
    outputs: [
      { tensor: 'y', graphName: 'y', dtype: 'f32' },
      { tensor: 'kept', graphName: 'kept', dtype: 'bool' },
    ],
  },
};
