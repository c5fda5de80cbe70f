import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Artifact, DType, Extent, Parameter } from './artifact.ts';
import { bindExtents, bindOutputs, checkComplete, checkTensors, flattenBatch } from './bind-inputs.ts';
import type { InputTensors } from './bind-inputs.ts';
import { EinlayError } from './errors.ts';
import { tensorOf } from './tensor.ts';
import type { InputTensor } from './tensor.ts';

const batch: Extent = { coefficient: 1, symbols: ['...'] };
const symbolic = (coefficient: number, ...symbols: readonly string[]): Extent => ({ coefficient, symbols });

function artifactOf(
  parameters: Readonly<Record<string, readonly Extent[]>>,
  output: readonly Extent[],
  extra: Partial<Pick<Parameter, 'dtype' | 'below' | 'axes'>> = {},
): Artifact {
  const dtype: DType = 'f32';
  const declare = (name: string, shape: readonly Extent[]) => ({
    name,
    dtype,
    shape,
    axes: shape.map((extent) => (typeof extent === 'number' ? String(extent) : extent.symbols.join('·'))),
  });
  return {
    name: 'layer',
    producer: 'test',
    parameters: Object.entries(parameters).map(([name, shape]) => ({
      role: 'input',
      ...declare(name, shape),
      ...extra,
    })),
    outputs: [declare('y', output)],
    payload: { kind: 'onnx', opset: 21, model: new Uint8Array(0), inputs: [], outputs: [] },
  };
}

/** All that `run` does before the device: the outputs of a run. */
function bind(artifact: Artifact, inputs: InputTensors) {
  const tensors = checkTensors(artifact, inputs);
  checkComplete(artifact, new Map(tensors.map((tensor) => [tensor.parameter.name, tensor])));
  return bindOutputs(artifact, bindExtents(tensors));
}

function problemOf(artifact: Artifact, inputs: InputTensors): string {
  try {
    bind(artifact, inputs);
    return 'none';
  } catch (error) {
    return error instanceof EinlayError ? `${error.code}: ${error.message}` : String(error);
  }
}

const zeros = (...shape: readonly number[]): InputTensor => tensorOf('f32', shape, []);

describe('extents', () => {
  const cases: readonly (readonly [string, Artifact, InputTensors, readonly number[]])[] = [
    ['of a batch of any rank', artifactOf({ x: [batch, 3] }, [batch, 2]), { x: zeros(4, 5, 3) }, [4, 5, 2]],
    ['of no batch axes', artifactOf({ x: [batch, 3] }, [batch, 2]), { x: zeros(3) }, [2]],
    ['of a symbol', artifactOf({ x: [symbolic(1, 't')] }, [symbolic(2, 't', 't')]), { x: zeros(3) }, [18]],
    ['of a multiple', artifactOf({ x: [symbolic(8, 't')] }, [symbolic(1, 't')]), { x: zeros(24) }, [3]],
    ['of a power', artifactOf({ x: [symbolic(2, 't', 't')] }, [symbolic(1, 't')]), { x: zeros(18) }, [3]],
    [
      'of a product whose other symbol a later axis tells',
      artifactOf({ x: [symbolic(1, 's', 't')], z: [symbolic(1, 's')] }, [symbolic(1, 't')]),
      { x: zeros(12), z: zeros(4) },
      [3],
    ],
    [
      'of a product with the batch',
      artifactOf({ x: [batch, 2], z: [symbolic(1, 't')] }, [batch, symbolic(1, 't')]),
      { x: zeros(2, 3, 2), z: zeros(7) },
      [2, 3, 7],
    ],
    [
      'of a symbol that a zero beside it does not tell',
      artifactOf({ x: [symbolic(1, 's', 't')], s: [symbolic(1, 's')], t: [symbolic(1, 't')] }, [symbolic(1, 't')]),
      { x: zeros(0), s: zeros(0), t: zeros(5) },
      [5],
    ],
  ];
  test.each(cases)('%s', (_, artifact, inputs, shape) => {
    expect(bind(artifact, inputs)[0]?.shape).toEqual(shape);
  });

  test('of cubes are found exactly', () => {
    const cube = artifactOf({ x: [symbolic(3, 't', 't', 't')] }, [symbolic(1, 't')]);
    for (let t = 0; t < 60; t += 1) expect(bind(cube, { x: zeros(3 * t ** 3) })[0]?.shape).toEqual([t]);
  });

  test('do not depend on the order of tensors', () => {
    const shapes = { a: [symbolic(2, 's', 't')], b: [symbolic(1, 't', 'u')], c: [symbolic(3, 'u')] };
    const names = fc.shuffledSubarray(['a', 'b', 'c'] as const, { minLength: 3 });
    const extents = fc.tuple(fc.nat(5), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(names, extents, (order, [s, t, u]) => {
        const given = { a: zeros(2 * s * t), b: zeros(t * u), c: zeros(3 * u) };
        const declared = Object.fromEntries(order.map((name) => [name, shapes[name]]));
        const inputs = Object.fromEntries(order.map((name) => [name, given[name]]));
        const artifact = artifactOf(declared, [symbolic(1, 's'), symbolic(1, 't'), symbolic(1, 'u')]);
        expect(bind(artifact, inputs)[0]?.shape).toEqual([s, t, u]);
      }),
    );
  });
});

test('the device sees the batch as one axis', () => {
  const artifact = artifactOf({ x: [batch, 3], w: [3] }, [batch]);
  const [x, w] = checkTensors(artifact, { x: zeros(2, 5, 3), w: zeros(3) });
  expect([x, w].map((tensor) => tensor && flattenBatch(tensor))).toEqual([[10, 3], [3]]);
  const [single] = checkTensors(artifact, { x: zeros(3) });
  expect(single && flattenBatch(single)).toEqual([1, 3]);
});

describe('what is wrong is said in the words of the layer', () => {
  const plain = artifactOf({ x: [batch, 6], weight: [6, 2] }, [batch, 2]);
  const good = { x: zeros(6), weight: zeros(6, 2) };
  const wrong: readonly (readonly [Artifact, InputTensors, string])[] = [
    [plain, {}, 'input-missing: no tensor was given for `x` and `weight`'],
    [plain, { ...good, weigth: zeros(1) }, 'input-unknown: the layer has no input `weigth`; it takes `x` and `weight`'],
    [plain, { ...good, x: zeros() }, 'input-rank: `x` has shape [], but the layer takes [..., 6]'],
    [plain, { ...good, weight: zeros(12) }, 'input-rank: `weight` has shape [12], but the layer takes [6, 2]'],
    [plain, { ...good, x: zeros(6, 5) }, 'input-extent: axis 1 of `x` has extent 5, but the layer takes 6'],
    [
      artifactOf({ x: [batch, 6] }, [batch], { axes: ['...', 'g·a'] }),
      { x: zeros(2, 2, 5) },
      'input-extent: axis 1 (`g·a`) of `x` has extent 5, but the layer takes 6',
    ],
    [
      plain,
      { ...good, x: { shape: [6], data: new Float32Array(7) } },
      'input-length: `x` has 7 elements, but its shape [6] has 6',
    ],
    [
      plain,
      { ...good, x: { shape: [6], data: new Float64Array(6) } },
      'input-type: `x` has element type f32 and takes a Float32Array, not a Float64Array',
    ],
    [
      artifactOf({ x: [1] }, [1], { dtype: 'i32' }),
      { x: zeros(1) },
      'input-type: `x` has element type i32 and takes an Int32Array, not a Float32Array',
    ],
    [
      plain,
      { ...good, x: { shape: [-1, 6], data: new Float32Array(6) } },
      'input-tensor: `x` is not a tensor: its `shape` should be a list of whole numbers',
    ],
    [
      artifactOf({ x: [batch, symbolic(1, 't')] }, [batch]),
      { x: { shape: [2 ** 30, 2 ** 30, 0], data: new Float32Array(0) } },
      'output-size: there is no room for `y` of shape [1073741824, 1073741824]',
    ],
    [
      artifactOf({ x: [batch, 3], z: [batch, 4] }, [batch]),
      { x: zeros(2, 3, 3), z: zeros(6, 4) },
      'input-batch: the batch is [6] in `z`, but [2, 3] in `x`',
    ],
    [
      artifactOf({ x: [symbolic(1, 't')], mask: [4, symbolic(1, 't')] }, [1]),
      { x: zeros(5), mask: zeros(4, 7) },
      'input-symbol: `t` is 7 on axis 1 of `mask`, but `t` is 5 on axis 0 of `x`',
    ],
    [
      artifactOf({ x: [symbolic(1, 's')], z: [symbolic(1, 't')], w: [symbolic(2, 's', 't')] }, [1]),
      { x: zeros(2), z: zeros(3), w: zeros(13) },
      'input-symbol: `2·s·t` is 13 on axis 0 (`s·t`) of `w`, but `s` is 2 on axis 0 of `x`, `t` is 3 on axis 0 of `z`',
    ],
    [
      artifactOf({ x: [symbolic(8, 't')] }, [1]),
      { x: zeros(13) },
      'input-extent: axis 0 (`t`) of `x` has extent 13, but the layer takes 8·t with a whole number `t`',
    ],
    [
      artifactOf({ s: [symbolic(1, 's')], x: [symbolic(1, 's', 't')] }, [1]),
      { s: zeros(0), x: zeros(3) },
      'input-extent: axis 0 of `x` has extent 3, but the layer takes s·t with a whole number `t`',
    ],
    [
      artifactOf({ x: [symbolic(1, 's', 't')] }, [1]),
      { x: zeros(6) },
      'input-undetermined: the tensors do not tell what `s·t` is',
    ],
    [
      artifactOf({ x: [symbolic(1, 's', 't')], s: [symbolic(1, 's')] }, [symbolic(1, 't')]),
      { x: zeros(0), s: zeros(0) },
      'input-undetermined: the tensors do not tell what `t` is',
    ],
    [
      artifactOf({ x: [symbolic(1, 's')] }, [symbolic(2 ** 39, 's')]),
      { x: zeros(3) },
      'output-size: there is no room for `y` of shape [1649267441664]',
    ],
    [
      artifactOf({ x: [3] }, [1], { dtype: 'i32', below: 5 }),
      { x: tensorOf('i32', [3], [0, 4, 5]) },
      'input-value: `x` holds 5 at position 2, where only 0 … 4 is possible',
    ],
    [
      artifactOf({ x: [3] }, [1], { dtype: 'bool' }),
      { x: { shape: [3], data: Uint8Array.of(0, 255, 1) } },
      'input-value: `x` holds 255 at position 1, where only 0 or 1 is possible',
    ],
  ];
  test.each(wrong)('%#', (artifact, inputs, problem) => {
    expect(problemOf(artifact, inputs)).toBe(problem);
  });

  test('with what was likely meant', () => {
    const hintOf = (inputs: InputTensors): unknown => {
      try {
        return checkTensors(plain, inputs);
      } catch (error) {
        return (error as EinlayError).hint;
      }
    };
    expect(hintOf({ weigth: zeros(1) })).toBe('did you mean `weight`?');
    expect(hintOf({ X: zeros(1) })).toBe('did you mean `x`?');
    expect(hintOf({ bias: zeros(1) })).toBeUndefined();
    expect(hintOf({ ['w'.repeat(10000)]: zeros(1) })).toBeUndefined();
    expect(hintOf({ x: { shape: [1], data: [1] as unknown as Float32Array } })).toBe(
      "make one with tensorOf('f32', shape, numbers)",
    );
  });

  test('also for things that are no tensors at all', () => {
    const things = fc.oneof(fc.anything(), fc.record({ shape: fc.anything(), data: fc.anything() }));
    fc.assert(
      fc.property(things, (thing) => {
        expect(problemOf(plain, { ...good, x: thing as InputTensor })).toMatch(/^input-/);
      }),
    );
  });

  test('and names of every object are not taken for inputs', () => {
    for (const name of ['constructor', 'toString', '__proto__'])
      expect(problemOf(plain, { ...good, [name]: zeros(1) })).toMatch(/^input-unknown/);
  });
});
