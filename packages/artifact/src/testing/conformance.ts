/**
 * What every runtime must do, as checks that any test runner can run:
 *
 *     for (const { name, run } of conformanceChecks({ runtime, payloadOf, dtypes })) test(name, run);
 *
 * A runtime's tests say how its target spells five small layers (`payloadOf`); the checks load and run them. Values are
 * small whole numbers, exact in every element type, so results are compared for equality.
 */
import { BATCH } from '../artifact.ts';
import type { Artifact, DType, Extent, Parameter, Payload, TensorDeclaration } from '../artifact.ts';
import { upload } from '../device-tensor.ts';
import type { DeviceTensor } from '../device-tensor.ts';
import { encode } from '../encode.ts';
import { EinlayError } from '../errors.ts';
import type { ErrorCode } from '../errors.ts';
import { elementsOf } from '../extent.ts';
import { load } from '../runtime.ts';
import type { LoadedLayer, Runtime } from '../runtime.ts';
import { tensorOf } from '../tensor.ts';
import type { Tensor } from '../tensor.ts';

/**
 * The layers of the suite.
 *
 * - `linear`: `y[..., o] = x[..., k] * W[k, o]`, f32, W of 3×2
 * - `outer`: `y[s, t] = a[s] * b[t]` and `total = a[s] * b[t]` summed over both, f32
 * - `rows`: `y[..., c] = E[token[...], c]`, f32 and i32, E of 5×2
 * - `double`: `y[n] = x[n] + x[n]` in `dtype`
 * - `not`: `y[n] = not x[n]`, bool
 */
export interface ConformanceLayer {
  readonly kind: 'linear' | 'outer' | 'rows' | 'double' | 'not';
  readonly dtype: DType;
  readonly artifact: Omit<Artifact, 'payload'>;
}

/** The runtime that is checked, and what it needs for that. */
export interface ConformanceOptions {
  readonly runtime: Runtime;
  /** How the target of the runtime spells a layer of the suite. */
  readonly payloadOf: (layer: ConformanceLayer) => Payload;
  /** Element types the target adds in. */
  readonly dtypes: readonly DType[];
}

/** One thing a runtime must do; `run` rejects, saying what happened instead, when it does not. */
export interface ConformanceCheck {
  readonly name: string;
  /** Rejects, saying what happened instead, when the runtime does not do it. */
  readonly run: () => Promise<void>;
}

/** Every check that a runtime must pass, in the order in which they are best read. */
export function conformanceChecks({ runtime, payloadOf, dtypes }: ConformanceOptions): readonly ConformanceCheck[] {
  const artifactOf = (layer: ConformanceLayer): Artifact => ({ ...layer.artifact, payload: payloadOf(layer) });
  const check = (
    name: string,
    layer: ConformanceLayer,
    body: (layer: LoadedLayer, artifact: Artifact) => Promise<void>,
  ): ConformanceCheck => ({
    name,
    run: async () => {
      const artifact = artifactOf(layer);
      const loaded = await load(artifact, { runtime });
      try {
        await body(loaded, artifact);
      } finally {
        await loaded.close();
      }
    },
  });

  return [
    ...[[], [1], [4], [2, 3], [1, 1, 1, 1], [0], [2, 0, 3]].map((batch) =>
      check(`leading batch axes [${batch.join(', ')}] come back`, linear, async (layer) => {
        const x = numbered([...batch, 3]);
        const { y } = await layer.run({ x, W });
        same(y, { shape: [...batch, 2], data: multiplied(x) }, 'y');
      }),
    ),

    check('extents may differ from run to run, down to none', outer, async (layer) => {
      for (const [s, t] of [
        [2, 3],
        [1, 1],
        [5, 2],
        [0, 2],
        [2, 0],
        [0, 0],
        [3, 4],
      ] as const) {
        const [a, b] = [numbered([s]), numbered([t])];
        const { y, total } = await layer.run({ a, b });
        const products = [...a.data].flatMap((left) => [...b.data].map((right) => left * right));
        same(y, { shape: [s, t], data: Float32Array.from(products) }, `y of ${s}×${t}`);
        const sum = products.reduce((all, product) => all + product, 0);
        same(total, { shape: [], data: Float32Array.of(sum) }, `total of ${s}×${t}`);
      }
    }),

    check('rows are looked up, and positions outside the table refused', rows, async (layer) => {
      const E = numbered([5, 2]);
      const { y } = await layer.run({ E, token: { shape: [2, 2], data: Int32Array.of(4, 0, 1, 4) } });
      same(y, { shape: [2, 2, 2], data: Float32Array.of(9, 10, 1, 2, 3, 4, 9, 10) }, 'y');
      for (const position of [5, -1]) {
        const token = { shape: [2], data: Int32Array.of(0, position) };
        await refused('input-value', layer.run({ E, token }));
      }
    }),

    ...dtypes.map((dtype) =>
      check(`${dtype} goes in and out`, double(dtype), async (layer) => {
        const { y } = await layer.run({ x: tensorOf(dtype, [4], [0, 1, -2, 24]) });
        same(y, tensorOf(dtype, [4], [0, 2, -4, 48]), 'y');
      }),
    ),

    check('truth values go in and out, others are refused', not, async (layer) => {
      const { y } = await layer.run({ x: { shape: [3], data: Uint8Array.of(0, 1, 1) } });
      same(y, { shape: [3], data: Uint8Array.of(1, 0, 0) }, 'y');
      await refused('input-value', layer.run({ x: { shape: [1], data: Uint8Array.of(2) } }));
    }),

    check('parts of larger arrays, shared ones too, are read and written in place', linear, async (layer) => {
      for (const buffer of [new ArrayBuffer(64), new SharedArrayBuffer(64)]) {
        const x = { shape: [3], data: new Float32Array(buffer, 8, 3) };
        const y = new Float32Array(buffer, 36, 2);
        x.data.set([1, 2, 3]);
        await layer.run({ x, W }, { outputs: { y } });
        equal(
          [...new Float32Array(buffer)],
          [0, 0, 1, 2, 3, 0, 0, 0, 0, ...multiplied(x), 0, 0, 0, 0, 0],
          'the buffer',
        );
      }
    }),

    check('runs leave their inputs and the results of other runs alone', linear, async (layer) => {
      const x = numbered([2, 3]);
      const first = await layer.run({ x, W });
      await layer.run({ x: tensorOf('f32', [2, 3], [9, 9, 9, 9, 9, 9]), W });
      same(x, numbered([2, 3]), 'x');
      same(first['y'], { shape: [2, 2], data: multiplied(x) }, 'y of the first run');
    }),

    check('runs may overlap', linear, async (layer) => {
      const inputs = Array.from({ length: 12 }, (_, at) => numbered([at % 5, 3], at));
      const results = await Promise.all(inputs.map((x) => layer.run({ x, W })));
      results.forEach(({ y }, at) => {
        const x = inputs[at] as Tensor;
        same(y, { shape: [at % 5, 2], data: multiplied(x) }, `y of run ${at}`);
      });
    }),

    check('factors are bound once', linear, async (layer) => {
      const x = numbered([3]);
      const tripled = tensorOf(
        'f32',
        [3, 2],
        [...W.data].map((value) => value * 3),
      );
      const one = layer.bind({ W });
      const other = layer.bind({ W: tripled });
      same((await one.run({ x }))['y'], { shape: [2], data: multiplied(x) }, 'y of one');
      same(
        (await other.run({ x }))['y'],
        { shape: [2], data: multiplied(x).map((value) => value * 3) },
        'y of the other',
      );
      same((await other.run({ x, W }))['y'], { shape: [2], data: multiplied(x) }, 'y of what run was given');
      await refused('input-missing', layer.run({ x }));
      await one.close();
      await refused('layer-closed', one.run({ x }));
      same(
        (await other.run({ x }))['y'],
        { shape: [2], data: multiplied(x).map((value) => value * 3) },
        'y after a close',
      );
      await other.close();
    }),

    check('results are written where the caller says', linear, async (layer) => {
      const x = numbered([2, 3]);
      const y = new Float32Array(4);
      const made = await layer.run({ x, W }, { outputs: { y } });
      equal(made['y']?.data === y, true, 'being the given array');
      equal([...y], [...multiplied(x)], 'y');
      await refused('output-buffer', layer.run({ x, W }, { outputs: { y: new Float32Array(5) } }));
      await refused('output-buffer', layer.run({ x, W }, { outputs: { y: new Float64Array(4) } }));
      await refused('output-unknown', layer.run({ x, W }, { outputs: { Y: y } }));
    }),

    check('wrong tensors are refused, and the layer goes on', linear, async (layer) => {
      const x = numbered([2, 3]);
      await refused('input-missing', layer.run({ x }));
      await refused('input-unknown', layer.run({ x, W, w: W }));
      await refused('input-type', layer.run({ x: { shape: [2, 3], data: new Float64Array(6) }, W }));
      await refused('input-rank', layer.run({ x, W: numbered([6]) }));
      await refused('input-extent', layer.run({ x: numbered([3, 2]), W }));
      await refused('input-length', layer.run({ x: { shape: [2, 3], data: new Float32Array(5) }, W }));
      await refused('input-tensor', layer.run({ x: [1, 2, 3] as unknown as Tensor, W }));
      same((await layer.run({ x, W }))['y'], { shape: [2, 2], data: multiplied(x) }, 'y');
    }),

    check(
      'extents that disagree are refused',
      { ...outer, artifact: withSameExtents(outer.artifact) },
      async (layer) => {
        await refused('input-symbol', layer.run({ a: numbered([2]), b: numbered([3]) }));
        const { total } = await layer.run({ a: numbered([2]), b: numbered([2]) });
        same(total, { shape: [], data: Float32Array.of(9) }, 'total');
      },
    ),

    check('tensors stay on the device from layer to layer, or it says that they do not', double('f32'), (layer) =>
      runtime.hold === undefined ? checkNotResident(runtime, layer) : checkResident(runtime, layer),
    ),

    check('closing waits for runs, and happens once', linear, async (layer) => {
      const x = numbered([2, 3]);
      const run = layer.run({ x, W });
      const closed = layer.close();
      await refused('layer-closed', layer.run({ x, W }));
      same((await run)['y'], { shape: [2, 2], data: multiplied(x) }, 'y');
      await Promise.all([closed, layer.close()]);
    }),

    check('a file loads like the artifact in it', linear, async (layer, artifact) => {
      const x = numbered([2, 3]);
      const read = await load(encode(artifact), { runtime });
      same((await read.run({ x, W }))['y'], (await layer.run({ x, W }))['y'] as Tensor, 'y');
      await read.close();
    }),

    check('what is wrong with an artifact is found before the device is opened', linear, async (_, artifact) => {
      const untouched: Runtime = {
        ...runtime,
        open: () => Promise.reject(new Error('the device was opened')),
      };
      const file = encode(artifact);
      await refused('artifact-truncated', load(file.subarray(0, -1), { runtime: untouched }));
      await refused('artifact-malformed', load({ ...artifact, name: '' }, { runtime: untouched }));
      await refused('runtime-target', load(file, { runtime: { ...untouched, target: 'abacus' } }));
      await refused('runtime-failed', load(file, { runtime: untouched }));
    }),
  ];
}

async function checkNotResident(runtime: Runtime, layer: LoadedLayer): Promise<void> {
  await refused('runtime-resident', upload(numbered([2]), { runtime, dtype: 'f32' }));
  await refused('runtime-resident', layer.runOnDevice({ x: numbered([2]) }));
}

/** `layer` doubles. */
async function checkResident(runtime: Runtime, layer: LoadedLayer): Promise<void> {
  const x = await upload(numbered([3]), { runtime, dtype: 'f32' });
  same(await x.read(), numbered([3]), 'what was uploaded');
  const once = (await layer.runOnDevice({ x }))['y'] as DeviceTensor;
  const twice = (await layer.runOnDevice({ x: once }))['y'] as DeviceTensor;
  x.release();
  // Memory that was given back may be used again, but not that of tensors still held.
  const { y } = await layer.run({ x: numbered([3], 10) });
  same(y, tensorOf('f32', [3], [20, 22, 24]), 'y of another run');
  same(await once.read(), tensorOf('f32', [3], [2, 4, 6]), 'y');
  same((await layer.run({ x: twice }))['y'], tensorOf('f32', [3], [8, 16, 24]), 'y of a run on results of others');
  const running = layer.run({ x: twice });
  twice.release();
  twice.release();
  same((await running)['y'], tensorOf('f32', [3], [8, 16, 24]), 'y of a run whose input is released meanwhile');
  await refused('tensor-released', layer.run({ x }));
  await refused('tensor-released', twice.read());
  await refused(
    'input-device',
    load(layer.artifact, { runtime: { ...runtime } }).then((other) =>
      other.run({ x: once }).finally(() => other.close()),
    ),
  );

  const none = await upload(numbered([0]), { runtime, dtype: 'f32' });
  const nothing = (await layer.runOnDevice({ x: none }))['y'] as DeviceTensor;
  same(await nothing.read(), numbered([0]), 'y without elements');

  const bound = layer.bind({ x: once });
  once.release();
  same((await bound.run({}))['y'], tensorOf('f32', [3], [4, 8, 12]), 'y of a bound tensor that its owner released');
  await bound.close();
  none.release();
  nothing.release();

  const whole = await upload({ shape: [2], data: Int32Array.of(1, 2) }, { runtime, dtype: 'i32' });
  await refused('input-type', layer.run({ x: whole }));
  whole.release();
  await refused('input-tensor', upload({ shape: [3], data: new Float32Array(2) }, { runtime, dtype: 'f32' }));
  await refused('input-tensor', upload({ shape: [2], data: new Float64Array(2) }, { runtime, dtype: 'f32' }));
}

/** 1, 2, 3, … in a shape, or from another number on. */
const numbered = (shape: readonly number[], first = 1): Tensor =>
  tensorOf(
    'f32',
    shape,
    Array.from({ length: elementsOf(shape) }, (_, at) => at + first),
  );

const W = tensorOf('f32', [3, 2], [1, -1, 2, 0, 0, 3]);

/** x · W, written out. */
const multiplied = ({ data }: Tensor): Float32Array =>
  Float32Array.from({ length: (data.length / 3) * 2 }, (_, at) => {
    const [a = 0, b = 0, c = 0] = data.subarray(Math.floor(at / 2) * 3);
    return at % 2 === 0 ? a + 2 * b : 3 * c - a;
  });

function same(found: Tensor | undefined, expected: Tensor, what: string): void {
  equal(found?.shape, expected.shape, `the shape of ${what}`);
  equal(found?.data.constructor.name, expected.data.constructor.name, `the kind of ${what}`);
  equal([...(found?.data ?? [])], [...expected.data], what);
}

function equal(found: unknown, expected: unknown, what: string): void {
  const [left, right] = [JSON.stringify(found), JSON.stringify(expected)];
  if (left !== right) throw new Error(`${what} should be ${right}, not ${left}`);
}

async function refused(code: ErrorCode, work: Promise<unknown>): Promise<void> {
  const outcome = await work.then(
    () => 'nothing',
    (error: unknown) => (error instanceof EinlayError ? error.code : `no EinlayError but ${String(error)}`),
  );
  equal(outcome, code, 'the error');
}

const symbol = (name: string): Extent => ({ coefficient: 1, symbols: [name] });
const batch = symbol(BATCH);

const declare = (name: string, dtype: DType, shape: readonly Extent[], axes: readonly string[]): TensorDeclaration => ({
  name,
  dtype,
  shape,
  axes,
});

const layerOf = (
  kind: ConformanceLayer['kind'],
  dtype: DType,
  parameters: readonly Parameter[],
  outputs: readonly TensorDeclaration[],
): ConformanceLayer => ({ kind, dtype, artifact: { name: kind, producer: 'conformance', parameters, outputs } });

const linear = layerOf(
  'linear',
  'f32',
  [
    { role: 'input', ...declare('x', 'f32', [batch, 3], ['...', 'k']) },
    { role: 'factor', ...declare('W', 'f32', [3, 2], ['k', 'o']), initializer: { kind: 'zeros' } },
  ],
  [declare('y', 'f32', [batch, 2], ['...', 'o'])],
);

const outer = layerOf(
  'outer',
  'f32',
  [
    { role: 'input', ...declare('a', 'f32', [symbol('s')], ['s']) },
    { role: 'input', ...declare('b', 'f32', [symbol('t')], ['t']) },
  ],
  [declare('y', 'f32', [symbol('s'), symbol('t')], ['s', 't']), declare('total', 'f32', [], [])],
);

/** The layer with one symbol for all axes. */
function withSameExtents<Layer extends ConformanceLayer['artifact']>(artifact: Layer): Layer {
  const unify = <Declaration extends TensorDeclaration>(declaration: Declaration): Declaration => ({
    ...declaration,
    shape: declaration.shape.map(() => symbol('s')),
  });
  return { ...artifact, parameters: artifact.parameters.map(unify), outputs: artifact.outputs.map(unify) };
}

const rows = layerOf(
  'rows',
  'f32',
  [
    { role: 'factor', ...declare('E', 'f32', [5, 2], ['v', 'c']) },
    { role: 'input', ...declare('token', 'i32', [batch], ['...']), below: 5 },
  ],
  [declare('y', 'f32', [batch, 2], ['...', 'c'])],
);

const double = (dtype: DType): ConformanceLayer =>
  layerOf(
    'double',
    dtype,
    [{ role: 'input', ...declare('x', dtype, [symbol('n')], ['n']) }],
    [declare('y', dtype, [symbol('n')], ['n'])],
  );

const not = layerOf(
  'not',
  'bool',
  [{ role: 'input', ...declare('x', 'bool', [symbol('n')], ['n']) }],
  [declare('y', 'bool', [symbol('n')], ['n'])],
);
