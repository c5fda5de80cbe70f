import { afterAll, afterEach, describe, expect, jest, test } from '@jest/globals';
import { load, tensorOf, upload } from '@einlay/artifact';
import type { Artifact, KernelTiming, Packing } from '@einlay/artifact';
import { bufferOf } from '@einlay/artifact/testing';
import { cuda } from './cuda.ts';
import { chain, declare, doubled, doubling, n, quadrupled, x } from './testing/doubling.ts';
import { buildFake, RESULTS } from './testing/fake.ts';
import { HEAD } from './testing/payloads.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

const fake = buildFake(temporaryFolder());
const cache = temporaryFolder();
const runtimeOf = (options: Parameters<typeof cuda>[0] = {}) =>
  cuda({ driver: fake.path, nvrtc: fake.path, cache, ...options });
const runtime = runtimeOf();

const HELD = ['allocations', 'pinned', 'streams', 'events', 'modules', 'graphs', 'executables', 'contexts', 'programs'];

afterEach(() => {
  const misuse = fake.misuse();
  fake.reset();
  expect(misuse).toBe('');
});

/** All that was ever opened is closed by now. */
afterAll(() => {
  expect(HELD.map((name) => [name, fake.count(name)])).toEqual(HELD.map((name) => [name, 0]));
});

describe('launches', () => {
  test('more blocks than other dimensions have, and none at all', async () => {
    const layer = await load(doubling({}, { grid: [{ extent: n, tile: 1 }], threads: 1 }), { runtime });
    const length = 140_001;
    const long = { shape: [length], data: Float32Array.from({ length }, (_, at) => at) };
    expect((await layer.run({ x: long }))['y']?.data).toEqual(long.data.map((value) => value * 2));
    const launches = fake.count('cuLaunchKernel');
    const none = (await layer.runOnDevice({ x: tensorOf('f32', [0], []) }))['y'];
    expect((await none?.read())?.data).toHaveLength(0);
    none?.release();
    expect(fake.count('cuLaunchKernel')).toBe(launches);
    await layer.close();
  });

  test('more blocks than a launch has are refused', async () => {
    const grid = [
      { extent: n, tile: 1 },
      { extent: 2 ** 20, tile: 1 },
    ];
    const layer = await load(doubling({}, { grid }), { runtime });
    const long = { shape: [2048], data: new Float32Array(2048) };
    await expect(layer.run({ x: long })).rejects.toMatchObject({
      code: 'runtime-limit',
      message: 'kernel `double` needs 2147483648, and a launch of this device is 2147483647',
    });
    await layer.close();
  });

  test('that come again with the same buffers are one graph', async () => {
    const layer = await load(chain, { runtime });
    const bound = layer.bind({ x });
    const before = fake.count('cuLaunchKernel');
    for (let run = 0; run < 50; run += 1) expect((await bound.run({}))['y']).toEqual(quadrupled);
    // Two for the first run, two that are captured with the second; buffers take a run to settle.
    expect(fake.count('cuLaunchKernel') - before).toBeLessThanOrEqual(8);
    expect(fake.count('cuGraphLaunch')).toBeGreaterThan(45);
    expect(runtime.memory().graphs).toBeGreaterThanOrEqual(1);
    await layer.close();
  });

  test('that differ each time are none, and a few graphs are kept of many', async () => {
    const layer = await load(chain, { runtime });
    const graphs = fake.count('cuGraphLaunch');
    const lengths = Array.from({ length: 200 }, (_, at) => at + 1);
    const run = async (length: number): Promise<void> => {
      const ones = { shape: [length], data: new Float32Array(length).fill(1) };
      expect((await layer.run({ x: ones }))['y']?.data).toEqual(new Float32Array(length).fill(4));
    };
    for (const length of lengths) await run(length);
    expect(fake.count('cuGraphLaunch')).toBe(graphs);
    for (const length of lengths) for (let times = 0; times < 3; times += 1) await run(length);
    expect(fake.count('cuGraphLaunch')).toBeGreaterThan(graphs + 200);
    // Those kept by the layer, and those that wait to be freed.
    expect(runtime.memory().graphs).toBeLessThanOrEqual(64 + 65);
    await layer.close();
  });

  test('dynamic shared memory beyond what every device has is asked for', async () => {
    const calls = fake.count('cuFuncSetAttribute');
    const small = await load(doubling({}, { sharedBytes: 48 * 1024 }), { runtime });
    expect(fake.count('cuFuncSetAttribute')).toBe(calls);
    const large = await load(doubling({}, { sharedBytes: 227 * 1024 }), { runtime });
    expect(fake.count('cuFuncSetAttribute')).toBe(calls + 1);
    for (const layer of [small, large]) {
      expect((await layer.run({ x }))['y']).toEqual(doubled);
      await layer.close();
    }
  });
});

describe('a factor that is packed, a constant and a buffer in between', () => {
  const packing: Packing = {
    splits: [
      [1, 2],
      [2, 2],
    ],
    order: [0, 2, 1, 3],
  };
  // The rows of A, in tiles of 2×2, are added up; then c is subtracted.
  const artifact: Artifact = {
    name: 'rows',
    producer: 'test',
    parameters: [{ role: 'factor', ...declare('A', [2, 3]) }],
    outputs: [declare('y', [3])],
    payload: {
      kind: 'cuda',
      source: `
extern "C" __global__ void add(const float* A, float* sums) {
  ${HEAD}
  if (at < 3) sums[at] = A[at / 2 * 4 + at % 2] + A[at / 2 * 4 + at % 2 + 2];
}
extern "C" __global__ void subtract(const float* sums, const float* c, float* y) {
  ${HEAD}
  if (at < 3) y[at] = c[at] - sums[at];
}`,
      architecture: 'sm_80',
      symbols: [],
      buffers: [
        { name: 'A', dtype: 'f32', elements: 8, content: { kind: 'parameter', parameter: 'A', packing } },
        {
          name: 'c',
          dtype: 'f32',
          elements: 3,
          content: { kind: 'constant', bytes: new Uint8Array(Float32Array.of(100, 200, 300).buffer) },
        },
        { name: 'sums', dtype: 'f32', elements: 3, content: { kind: 'scratch' } },
        bufferOf(declare('y', [3]), { kind: 'output', output: 'y' }),
      ],
      kernels: [
        {
          name: 'add',
          entry: 'add',
          bindings: [
            { buffer: 'A', access: 'read' },
            { buffer: 'sums', access: 'write' },
          ],
          grid: [],
          threads: 32,
          sharedBytes: 0,
        },
        {
          name: 'subtract',
          entry: 'subtract',
          bindings: [
            { buffer: 'sums', access: 'read' },
            { buffer: 'c', access: 'read' },
            { buffer: 'y', access: 'write' },
          ],
          grid: [],
          threads: 32,
          sharedBytes: 0,
        },
      ],
    },
  };

  test('from the host, bound, and from the device', async () => {
    const layer = await load(artifact, { runtime });
    const A = tensorOf('f32', [2, 3], [1, 2, 3, 10, 20, 30]);
    const y = tensorOf('f32', [3], [89, 178, 267]);
    expect((await layer.run({ A }))['y']).toEqual(y);
    const resident = await upload(A, { runtime, dtype: 'f32' });
    const bound = layer.bind({ A: resident });
    for (let run = 0; run < 4; run += 1) expect((await bound.run({}))['y']).toEqual(y);
    expect(await resident.read()).toEqual(A);
    await bound.close();
    resident.release();
    await layer.close();
  });
});

describe('copies', () => {
  test('of more than a block of pinned memory, piece by piece, several at the same time', async () => {
    const layer = await load(doubling(), { runtime });
    const lengths = [12_000_001, 2 ** 21, 2 ** 21 + 1, 3];
    const inputs = lengths.map((length, run) => Float32Array.from({ length }, (_, at) => (at % 1000) + run));
    const results = await Promise.all(inputs.map((data) => layer.run({ x: { shape: [data.length], data } })));
    for (const [run, data] of inputs.entries()) {
      const found = results[run]?.['y']?.data as Float32Array;
      expect(found).toHaveLength(data.length);
      expect(found.findIndex((value, at) => value !== (data[at] ?? 0) * 2)).toBe(-1);
    }
    // Blocks of 8 MiB: some on their way to the device, and four on their way back for each of two large results.
    expect(runtime.memory().pinnedBytes).toBeLessThanOrEqual(24 * 2 ** 23);
    await layer.close();
  });

  test('let other things happen while the device works', async () => {
    const layer = await load(doubling(), { runtime });
    fake.set('stepMicroseconds', 5000);
    let turns = 0;
    const count = setInterval(() => (turns += 1), 1);
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    clearInterval(count);
    expect(turns).toBeGreaterThan(5);
    fake.reset();
    await layer.close();
  });
});

describe('times of kernels', () => {
  test('are told when asked for', async () => {
    const layer = await load(chain, { runtime });
    const told: (readonly KernelTiming[])[] = [];
    const onTimings = (timings: readonly KernelTiming[]): void => {
      told.push(timings);
    };
    const long = { shape: [100_000], data: new Float32Array(100_000).fill(1.5) };
    expect((await layer.run({ x: long }, { onTimings }))['y']?.data.at(-1)).toBe(6);
    (await layer.runOnDevice({ x: long }, { onTimings }))['y']?.release();
    (await layer.runOnDevice({ x: tensorOf('f32', [0], []) }, { onTimings }))['y']?.release();
    expect(told.map((timings) => timings.map(({ kernel }) => kernel))).toEqual([
      ['between', 'y'],
      ['between', 'y'],
      ['between', 'y'],
    ]);
    for (const { nanoseconds } of told.slice(0, 2).flat()) {
      // A hundred thousand additions take a while, and no test waits for a minute.
      expect(nanoseconds).toBeGreaterThan(10_000);
      expect(nanoseconds).toBeLessThan(1e10);
    }
    expect(told[2]?.map(({ nanoseconds }) => nanoseconds)).toEqual([0, 0]);
    expect(runtime.memory().graphs).toBe(0);
    await layer.close();
  });
});

describe('what the device cannot do is refused at load', () => {
  const cases: readonly (readonly [what: string, artifact: Artifact, code: string, message: string | RegExp])[] = [
    [
      'an architecture of later devices',
      doubling({ architecture: 'sm_100' }),
      'runtime-feature',
      '`double` needs a device of sm_100, which Fake GPU 0 (sm_90) does not have',
    ],
    [
      'an architecture that is that of one device only',
      doubling({ architecture: 'sm_80a' }),
      'runtime-feature',
      '`double` needs a device of sm_80a, which Fake GPU 0 (sm_90) does not have',
    ],
    [
      'shared memory',
      doubling({}, { sharedBytes: 2 ** 18 }),
      'runtime-limit',
      'kernel `double` needs 262144, and the most bytes of shared memory of a block of this device is 232448',
    ],
    [
      'text that is no CUDA C++',
      doubling({ source: 'extern "C" __global__ void twice(\n  oops;' }),
      'runtime-failed',
      /^CUDA refused: NVRTC: double\.cu:1:\d+: error: /,
    ],
    [
      'an entry that the source does not have',
      doubling({}, { entry: 'thrice' }),
      'runtime-failed',
      'CUDA refused: kernel `double`, entry `thrice`: cuModuleGetFunction: CUDA_ERROR_NOT_FOUND, named symbol not found',
    ],
    [
      'machine code that is none',
      doubling({ architecture: 'sm_90', cubin: new Uint8Array(64) }),
      'runtime-failed',
      'CUDA refused: cuModuleLoadData: CUDA_ERROR_INVALID_IMAGE, device kernel image is invalid',
    ],
  ];
  test.each(cases)('%s', async (_, artifact, code, message) => {
    const loading = load(artifact, { runtime });
    await expect(loading).rejects.toMatchObject({ name: 'EinlayError', code });
    await expect(loading).rejects.toThrow(message);
  });

  test('threads, for the registers that a kernel takes', async () => {
    fake.set('threadsOfKernel', 32);
    await expect(load(doubling(), { runtime })).rejects.toMatchObject({
      code: 'runtime-limit',
      message: 'kernel `double` needs 64, and the most threads for the registers it takes of this device is 32',
    });
  });
});

describe('memory of the device', () => {
  test('runs out with a word about what wanted how much, and the layer goes on', async () => {
    const layer = await load(doubling(), { runtime });
    fake.set('memory', 2 ** 20);
    const long = { shape: [2 ** 18 + 1], data: new Float32Array(2 ** 18 + 1) };
    await expect(layer.run({ x: long })).rejects.toMatchObject({
      code: 'runtime-memory',
      message: 'the device is out of memory: there was no room for `x` of 1048592 bytes',
    });
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
  });

  test('is taken from what lies around unused before it runs out', async () => {
    const layer = await load(doubling(), { runtime });
    await layer.run({ x: { shape: [2 ** 16], data: new Float32Array(2 ** 16) } });
    expect(runtime.memory().freeBytes).toBeGreaterThanOrEqual(2 ** 19);
    fake.set('memory', 2 ** 20);
    const long = { shape: [100_000], data: new Float32Array(100_000).fill(1) };
    expect((await layer.run({ x: long }))['y']?.data.at(-1)).toBe(2);
    await layer.close();
  });

  test.each(['cuMemHostAlloc', 'cuModuleLoadData', 'cuGraphInstantiateWithFlags'])(
    'is found by %s on a second try',
    async (call) => {
      fake.fail(call, 1, RESULTS.outOfMemory);
      const layer = await load(chain, { runtime });
      for (let run = 0; run < 3; run += 1) expect((await layer.run({ x }))['y']).toEqual(quadrupled);
      await layer.close();
      fake.fail(call, 1, RESULTS.outOfMemory);
      fake.fail(call, 2, RESULTS.outOfMemory);
      const running = load(chain, { runtime }).then(async (again) => {
        try {
          for (let run = 0; run < 3; run += 1) await again.run({ x });
        } finally {
          await again.close();
        }
      });
      await expect(running).rejects.toMatchObject({ code: 'runtime-memory' });
    },
  );
});

describe('errors of the driver', () => {
  const CALLS = [
    'cuMemAlloc_v2',
    'cuMemcpyHtoDAsync_v2',
    'cuMemcpyDtoHAsync_v2',
    'cuLaunchKernel',
    'cuEventCreate',
    'cuEventRecord',
    'cuEventQuery',
    'cuCtxSetCurrent',
  ];
  test.each(CALLS)('of %s say its name, and the layer goes on', async (call) => {
    const layer = await load(doubling(), { runtime });
    fake.fail(call, 1, RESULTS.invalidValue);
    await expect(layer.run({ x })).rejects.toMatchObject({
      code: 'runtime-failed',
      message: `CUDA refused: ${call.replace('_v2', '')}: CUDA_ERROR_INVALID_VALUE, invalid argument`,
    });
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
  });

  test.each(['cuStreamBeginCapture_v2', 'cuStreamEndCapture', 'cuGraphInstantiateWithFlags', 'cuGraphLaunch'])(
    'of %s, while a graph is made, too',
    async (call) => {
      const layer = await load(chain, { runtime });
      const bound = layer.bind({ x });
      await bound.run({});
      fake.fail(call, 1, RESULTS.invalidValue);
      const outcomes = await Promise.allSettled([bound.run({}), bound.run({}), bound.run({})]);
      for (const outcome of outcomes)
        if (outcome.status === 'rejected')
          expect(outcome.reason).toMatchObject({ message: expect.stringMatching(/CUDA_ERROR_INVALID_VALUE/) });
      for (let run = 0; run < 3; run += 1) expect((await bound.run({}))['y']).toEqual(quadrupled);
      await layer.close();
    },
  );

  test('in the middle of what is captured leave the stream usable', async () => {
    const layer = await load(chain, { runtime });
    const bound = layer.bind({ x });
    const first = await bound.run({});
    expect(first['y']).toEqual(quadrupled);
    // The second run captures; its second launch fails.
    fake.fail('cuLaunchKernel', 2, RESULTS.invalidValue);
    await expect(bound.run({})).rejects.toMatchObject({ code: 'runtime-failed' });
    for (let run = 0; run < 3; run += 1) expect((await bound.run({}))['y']).toEqual(quadrupled);
    await layer.close();
  });
});

describe('opening', () => {
  const cases: readonly (readonly [
    what: string,
    options: Parameters<typeof cuda>[0],
    settings: Readonly<Record<string, number>>,
    expected: object,
  ])[] = [
    [
      'no driver',
      { driver: '/nowhere/libcuda.so.1' },
      {},
      {
        code: 'runtime-adapter',
        message: expect.stringMatching(
          /^CUDA found no device to run on: \/nowhere\/libcuda\.so\.1 could not be loaded \(/,
        ),
        hint: expect.stringContaining('install the NVIDIA driver'),
      },
    ],
    [
      'something else than a driver',
      { driver: 'libm.so.6' },
      {},
      {
        code: 'runtime-adapter',
        message: expect.stringContaining("the driver is too old: Cannot find function 'cuInit'"),
        hint: 'update the NVIDIA driver',
      },
    ],
    [
      'no device that it has not been told',
      { device: 2 },
      { devices: 2 },
      {
        code: 'runtime-adapter',
        message: 'CUDA found no device to run on: there is no device 2, only 0 … 1',
        hint: expect.stringContaining('CUDA_VISIBLE_DEVICES'),
      },
    ],
    [
      'no NVRTC',
      { nvrtc: '/nowhere/libnvrtc.so' },
      {},
      {
        code: 'runtime-missing',
        message: 'the library /nowhere/libnvrtc.so, which compiles kernels, could not be loaded',
        hint: expect.stringContaining('install NVRTC'),
      },
    ],
  ];
  test.each(cases)('%s', async (_, options, settings, expected) => {
    for (const [name, value] of Object.entries(settings)) fake.set(name, value);
    await expect(load(doubling(), { runtime: runtimeOf(options) })).rejects.toMatchObject(expected);
  });

  test('an error of the driver on the way', async () => {
    fake.fail('cuDevicePrimaryCtxRetain', 1, RESULTS.outOfMemory);
    await expect(load(doubling(), { runtime })).rejects.toMatchObject({
      code: 'runtime-adapter',
      message: 'CUDA found no device to run on: CUDA_ERROR_OUT_OF_MEMORY, out of memory',
    });
    fake.fail('cuStreamCreate', 1, RESULTS.invalidValue);
    await expect(load(doubling(), { runtime })).rejects.toMatchObject({ code: 'runtime-adapter' });
    const layer = await load(doubling(), { runtime });
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
  });

  test.each([
    ['device', { device: -1 }],
    ['device', { device: 0.5 }],
    ['cache', { cache: '' }],
    ['cache', { cache: true as unknown as false }],
  ])('the option %s is checked', (option, options) => {
    expect(() => cuda(options)).toThrow(
      expect.objectContaining({ code: 'runtime-option', message: expect.stringContaining(option) }),
    );
  });

  test('facts are told as plain data, and nothing stays open', async () => {
    fake.set('minor', 0);
    const facts = await runtime.facts();
    expect(facts).toEqual({
      name: 'Fake GPU 0',
      architecture: 'sm_90',
      driver: '13.0',
      memoryBytes: 80 * 2 ** 30,
      l2Bytes: 50 * 2 ** 20,
      multiprocessors: 132,
      threadsPerBlock: 1024,
      threadsPerMultiprocessor: 2048,
      registersPerMultiprocessor: 65536,
      sharedBytesPerBlock: 227 * 2 ** 10,
      sharedBytesPerMultiprocessor: 228 * 2 ** 10,
    });
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    expect(fake.count('contexts')).toBe(0);
  });
});

test('kernels have no f64', async () => {
  const data = Float64Array.of(1);
  await expect(upload({ shape: [1], data }, { runtime, dtype: 'f64' })).rejects.toThrow('no element type f64');
});
