import { describe, expect, test } from '@jest/globals';
import { EinlayError, load, numbersOf, tensorOf } from '@einlay/artifact';
import type { Artifact, DType, Extent, OnnxPayload, TensorDeclaration } from '@einlay/artifact';
import { conformanceChecks } from '@einlay/artifact/testing';
import type { ConformanceLayer } from '@einlay/artifact/testing';
import fc from 'fast-check';
import { onnx } from './onnx.ts';
import { graphPayload } from './testing/model.ts';
import type { GraphNode, GraphValue } from './testing/model.ts';

const runtime = onnx();

/** A tensor as the graph has it: bf16 as f32. */
const graphValue = ({ name, dtype, shape }: TensorDeclaration): GraphValue => ({
  name,
  dtype: dtype === 'bf16' ? 'f32' : dtype,
  shape: shape.map((extent) => (typeof extent === 'number' ? extent : extent.symbols.join('_'))),
});

const NODES: Readonly<Record<ConformanceLayer['kind'], readonly GraphNode[]>> = {
  linear: [{ opType: 'MatMul', input: ['x', 'W'], output: 'y' }],
  outer: [
    { opType: 'Einsum', input: ['a', 'b'], output: 'y', text: { equation: 's,t->st' } },
    { opType: 'Einsum', input: ['a', 'b'], output: 'total', text: { equation: 's,t->' } },
  ],
  rows: [{ opType: 'Gather', input: ['E', 'token'], output: 'y' }],
  double: [{ opType: 'Add', input: ['x', 'x'], output: 'y' }],
  not: [{ opType: 'Not', input: ['x'], output: 'y' }],
};

describe('conformance', () => {
  const checks = conformanceChecks({
    runtime,
    dtypes: ['f64', 'f32', 'f16', 'bf16', 'i32'],
    payloadOf: ({ kind, artifact: { parameters, outputs } }) =>
      graphPayload(NODES[kind], parameters.map(graphValue), outputs.map(graphValue)),
  });
  test.each(checks)('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

const n: Extent = { coefficient: 1, symbols: ['n'] };

/** A layer with tensors of one axis, `n` long. */
function artifactOf(
  nodes: readonly GraphNode[],
  inputs: readonly string[],
  outputs: readonly string[],
  dtype: DType = 'f32',
): Artifact & { readonly payload: OnnxPayload } {
  const declare = (name: string): TensorDeclaration => ({ name, dtype, shape: [n], axes: ['n'] });
  return {
    name: 'test',
    producer: 'test',
    parameters: inputs.map((name) => ({ role: 'input', ...declare(name) })),
    outputs: outputs.map(declare),
    payload: graphPayload(nodes, inputs.map(declare).map(graphValue), outputs.map(declare).map(graphValue)),
  };
}

const addition: GraphNode = { opType: 'Add', input: ['x', 'z'], output: 'y' };
const [x, z] = [tensorOf('f32', [3], [1, 2, 3]), tensorOf('f32', [3], [10, 20, 30])];

test('outputs that the graph only passes on are written too', async () => {
  const pass: GraphNode = { opType: 'Identity', input: ['x'], output: 'same' };
  const artifact = artifactOf(
    [pass, addition, { ...pass, input: ['y'], output: 'again' }],
    ['x', 'z'],
    ['same', 'y', 'again'],
  );
  const layer = await load(artifact, { runtime });
  const { same, y, again } = await layer.run({ x, z });
  expect(same?.data).toEqual(Float32Array.of(1, 2, 3));
  expect(same?.data).not.toBe(x.data);
  expect(y?.data).toEqual(Float32Array.of(11, 22, 33));
  expect(again?.data).toEqual(y?.data);
  await layer.close();
});

test('bf16 is rounded into the array of the caller', async () => {
  const layer = await load(artifactOf([addition], ['x', 'z'], ['y'], 'bf16'), { runtime });
  const y = new Uint16Array(2);
  // 1 + 2⁻⁸ lies halfway between 1 and 1 + 2⁻⁷, and 259 between 258 and 260: both go to the even one.
  const inputs = { x: tensorOf('bf16', [2], [1, 256]), z: tensorOf('bf16', [2], [2 ** -8, 3]) };
  const made = await layer.run(inputs, { outputs: { y } });
  expect(made['y']?.data).toBe(y);
  expect([...numbersOf('bf16', y)]).toEqual([1, 260]);
  await layer.close();
});

test('the number of threads does not change what runs', async () => {
  const layer = await load(artifactOf([addition], ['x', 'z'], ['y']), { runtime: onnx({ threads: 1 }) });
  expect((await layer.run({ x, z }))['y']?.data).toEqual(Float32Array.of(11, 22, 33));
  await layer.close();
});

test.each([0, 1.5, -1, NaN, 2000])('%s threads are refused', (threads) => {
  expect(() => onnx({ threads })).toThrow(expect.objectContaining({ code: 'runtime-option' }));
});

test('the processor is shared by many sessions', async () => {
  const artifact = artifactOf([addition], ['x', 'z'], ['y']);
  const layers = await Promise.all(Array.from({ length: 8 }, () => load(artifact, { runtime })));
  const results = await Promise.all(layers.map((layer, at) => layer.run({ x, z: tensorOf('f32', [3], [at, at, at]) })));
  results.forEach(({ y }, at) => {
    expect(y?.data).toEqual(Float32Array.of(1 + at, 2 + at, 3 + at));
  });
  await Promise.all(layers.map((layer) => layer.close()));
});

describe('a model that is not what the artifact says', () => {
  const artifact = artifactOf([addition], ['x', 'z'], ['y']);
  const { payload } = artifact;
  const wrong: readonly (readonly [what: string, change: Partial<OnnxPayload>, code: string, message: string])[] = [
    ['no model', { model: new Uint8Array(0) }, 'runtime-failed', 'ONNX Runtime refused'],
    ['junk', { model: new Uint8Array(100).fill(7) }, 'runtime-failed', 'ONNX Runtime refused'],
    ['half a model', { model: payload.model.slice(0, 40) }, 'runtime-failed', 'ONNX Runtime refused'],
    [
      'an unknown operator',
      { model: artifactOf([{ ...addition, opType: 'Abacus' }], ['x', 'z'], ['y']).payload.model },
      'runtime-failed',
      'ONNX Runtime refused',
    ],
    [
      'an input that nobody binds',
      { inputs: payload.inputs.slice(1) },
      'artifact-malformed',
      '`payload.inputs` should be a list of the 2 tensors of the model',
    ],
    [
      'an output of another name',
      { outputs: [{ tensor: 'y', graphName: 'Y', dtype: 'f32' }] },
      'artifact-malformed',
      '`payload.outputs[0]` should be as in the model, which has no such tensor',
    ],
    [
      'another element type',
      { model: artifactOf([addition], ['x', 'z'], ['y'], 'f64').payload.model },
      'artifact-malformed',
      '`payload.inputs[0]` should be as in the model, which has float64',
    ],
  ];

  test.each(wrong)('%s', async (_, change, code, message) => {
    const loading = load({ ...artifact, payload: { ...payload, ...change } }, { runtime });
    await expect(loading).rejects.toMatchObject({ name: 'EinlayError', code });
    await expect(loading).rejects.toThrow(message);
  });

  test('a shape that the model does not make is refused when it runs', async () => {
    const scalar = { ...artifact, outputs: [{ name: 'y', dtype: 'f32' as const, shape: [4], axes: ['n'] }] };
    const layer = await load(scalar, { runtime });
    const message = 'ONNX Runtime refused: the model made `y` of shape [3] instead of [4]';
    await expect(layer.run({ x, z })).rejects.toMatchObject({ code: 'runtime-failed', message });
    const outputs = { y: new Float32Array(4) };
    await expect(layer.run({ x, z }, { outputs })).rejects.toMatchObject({ code: 'runtime-failed' });
    await layer.close();
  });

  test('any other bytes: it runs, or is refused with a code', async () => {
    const changes = fc.array(fc.tuple(fc.nat(payload.model.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(changes, async (list) => {
        const model = payload.model.slice();
        for (const [at, byte] of list) model[at] = byte;
        const running = load({ ...artifact, payload: { ...payload, model } }, { runtime: onnx({ threads: 1 }) }).then(
          async (layer) => {
            await layer.run({ x, z }).finally(() => layer.close());
            return 'ran';
          },
        );
        const outcome = await running.catch((error: unknown) => (error instanceof EinlayError ? error.code : error));
        expect(['ran', 'runtime-failed', 'artifact-malformed']).toContain(outcome);
      }),
      { numRuns: 300 },
    );
  });
});
