import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { load, tensorOf, upload } from '@einlay/artifact';
import type {
  Artifact,
  BufferDType,
  Extent,
  KernelTiming,
  Packing,
  TensorDeclaration,
  WebgpuKernel,
  WebgpuPayload,
} from '@einlay/artifact';
import { bufferOf, conformanceChecks } from '@einlay/artifact/testing';
import { create } from 'webgpu';
import { HEAD, webgpuPayload } from './testing/payloads.ts';
import { webgpu } from './webgpu.ts';

const gpu = create(['enable-dawn-features=allow_unsafe_apis', 'disable-dawn-features=timestamp_quantization']);
afterAll(() => {
  // Devices work only as long as this object is referenced.
  expect(gpu).toBeDefined();
});

const runtime = webgpu({ gpu });

describe('conformance', () => {
  const checks = conformanceChecks({ runtime: webgpu(), dtypes: ['f32', 'f16', 'i32'], payloadOf: webgpuPayload });
  test.each(checks)('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});

const n: Extent = { coefficient: 1, symbols: ['n'] };

const declare = (name: string, shape: readonly Extent[] = [n], dtype: BufferDType = 'f32'): TensorDeclaration => ({
  name,
  dtype,
  shape,
  axes: shape.map((_, axis) => `i${axis}`),
});

/** `y[n] = x[n] + x[n]`, with changes. */
function doubling(change: Partial<WebgpuPayload> = {}, kernel: Partial<WebgpuKernel> = {}): Artifact {
  return {
    name: 'double',
    producer: 'test',
    parameters: [{ role: 'input', ...declare('x') }],
    outputs: [declare('y')],
    payload: {
      kind: 'webgpu',
      features: [],
      limits: {},
      symbols: ['n'],
      buffers: [
        bufferOf(declare('x'), { kind: 'parameter', parameter: 'x' }),
        bufferOf(declare('y'), { kind: 'output', output: 'y' }),
      ],
      kernels: [
        {
          name: 'double',
          code: `
@group(0) @binding(0) var<uniform> n: i32;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
${HEAD}
  if (at >= n) { return; }
  y[at] = x[at] + x[at];
}`,
          bindings: [
            { buffer: 'x', access: 'read' },
            { buffer: 'y', access: 'write' },
          ],
          grid: [{ extent: n, tile: 64 }],
          ...kernel,
        },
      ],
      ...change,
    },
  };
}

const x = tensorOf('f32', [3], [1, 2, 3]);
const doubled = tensorOf('f32', [3], [2, 4, 6]);

test('workgroups beyond the first row, and thousands of runs through the same buffers', async () => {
  const code = `
@group(0) @binding(0) var<uniform> n: i32;
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
@compute @workgroup_size(1)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = i32(group.x + group.y * groups.x);
  if (at >= n) { return; }
  y[at] = x[at] + x[at];
}`;
  const layer = await load(doubling({}, { code, grid: [{ extent: n, tile: 1 }] }), { runtime });
  const length = 140_001;
  const long = { shape: [length], data: Float32Array.from({ length }, (_, at) => at) };
  const { y } = await layer.run({ x: long });
  expect(y?.data).toEqual(long.data.map((value) => value * 2));
  for (let at = 0; at < 300; at += 1) {
    const found = await layer.run({ x: tensorOf('f32', [3], [at, 1, 2]) });
    expect(found['y']?.data).toEqual(Float32Array.of(at * 2, 2, 4));
  }
  await layer.close();
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
  const artifactOf = (dtype: 'f32' | 'f16'): Artifact => {
    const enable = dtype === 'f16' ? 'enable f16;' : '';
    const constant = new Uint8Array(tensorOf(dtype, [3], [100, 200, 300]).data.buffer);
    return {
      name: 'rows',
      producer: 'test',
      parameters: [{ role: 'factor', ...declare('A', [2, 3], dtype) }],
      outputs: [declare('y', [3], dtype)],
      payload: {
        kind: 'webgpu',
        features: dtype === 'f16' ? ['shader-f16'] : [],
        limits: {},
        symbols: [],
        buffers: [
          { name: 'A', dtype, elements: 8, content: { kind: 'parameter', parameter: 'A', packing } },
          { name: 'c', dtype, elements: 3, content: { kind: 'constant', bytes: constant } },
          { name: 'sums', dtype, elements: 3, content: { kind: 'scratch' } },
          bufferOf(declare('y', [3], dtype), { kind: 'output', output: 'y' }),
        ],
        kernels: [
          {
            name: 'add',
            code: `${enable}
@group(0) @binding(1) var<storage, read> A: array<${dtype}>;
@group(0) @binding(2) var<storage, read_write> sums: array<${dtype}>;
${HEAD}
  if (at >= 3) { return; }
  let tile = at / 2 * 4 + at % 2;
  sums[at] = A[tile] + A[tile + 2];
}`,
            bindings: [
              { buffer: 'A', access: 'read' },
              { buffer: 'sums', access: 'write' },
            ],
            grid: [],
          },
          {
            name: 'subtract',
            code: `${enable}
@group(0) @binding(1) var<storage, read> sums: array<${dtype}>;
@group(0) @binding(2) var<storage, read> c: array<${dtype}>;
@group(0) @binding(3) var<storage, read_write> y: array<${dtype}>;
${HEAD}
  if (at >= 3) { return; }
  y[at] = c[at] - sums[at];
}`,
            bindings: [
              { buffer: 'sums', access: 'read' },
              { buffer: 'c', access: 'read' },
              { buffer: 'y', access: 'write' },
            ],
            grid: [],
          },
        ],
      },
    };
  };

  test.each(['f32', 'f16'] as const)('%s', async (dtype) => {
    const layer = await load(artifactOf(dtype), { runtime });
    const A = tensorOf(dtype, [2, 3], [1, 2, 3, 10, 20, 30]);
    const y = tensorOf(dtype, [3], [89, 178, 267]);
    expect((await layer.run({ A }))['y']).toEqual(y);

    const resident = await upload(A, { runtime, dtype });
    const bound = layer.bind({ A: resident });
    expect((await bound.run({}))['y']).toEqual(y);
    expect((await bound.run({}))['y']).toEqual(y);
    expect(await resident.read()).toEqual(A);
    await bound.close();
    resident.release();
    await layer.close();
  });
});

describe('times of kernels', () => {
  test('are told when asked for', async () => {
    const layer = await load(doubling({}, { grid: [{ extent: n, tile: 1 }] }), { runtime });
    const told: (readonly KernelTiming[])[] = [];
    const onTimings = (timings: readonly KernelTiming[]): void => {
      told.push(timings);
    };
    const long = { shape: [10_000], data: new Float32Array(10_000).fill(1.5) };
    expect((await layer.run({ x: long }, { onTimings }))['y']?.data.at(-1)).toBe(3);
    (await layer.runOnDevice({ x: long }, { onTimings }))['y']?.release();
    expect(told).toHaveLength(2);
    for (const timings of told) {
      expect(timings).toEqual([{ kernel: 'double', nanoseconds: expect.any(Number) }]);
      // Ten thousand workgroups take a while, and no test waits for a minute.
      expect(timings[0]?.nanoseconds).toBeGreaterThan(10_000);
      expect(timings[0]?.nanoseconds).toBeLessThan(1e11);
    }
    await layer.close();
  });

  test('are refused by a device without a clock', async () => {
    const device = await (await gpu.requestAdapter())?.requestDevice();
    const layer = await load(doubling(), { runtime: webgpu({ device: device as GPUDevice }) });
    await expect(layer.run({ x }, { onTimings: () => undefined })).rejects.toMatchObject({ code: 'runtime-feature' });
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
    device?.destroy();
  });
});

describe('what the device cannot do is refused at load', () => {
  const cases: readonly (readonly [what: string, artifact: Artifact, code: string, message: string | RegExp])[] = [
    [
      'a feature',
      doubling({ features: ['anti-gravity'] }),
      'runtime-feature',
      /^`double` needs `anti-gravity`, which .+ does not have$/,
    ],
    [
      'a limit',
      doubling({ limits: { maxComputeWorkgroupStorageSize: 2 ** 30 } }),
      'runtime-limit',
      /^`double` needs 1073741824, and maxComputeWorkgroupStorageSize of this device is \d+$/,
    ],
    [
      'a size of subgroups',
      doubling({ features: ['subgroups'] }, { subgroupSize: 1024 }),
      'runtime-feature',
      /^`double` needs subgroups of 1024 invocations, which .+ does not have$/,
    ],
    [
      'text that is no WGSL',
      doubling({}, { code: 'fn main() {\n  } injected' }),
      'runtime-failed',
      /^WebGPU refused: kernel `double`, line 2, column 5: /,
    ],
    ['no entry point', doubling({}, { code: '' }), 'runtime-failed', /^WebGPU refused: kernel `double`: /],
    [
      'bindings that the payload does not have',
      doubling({}, { code: `@group(0) @binding(7) var<storage, read_write> y: array<f32>;${HEAD} y[at] = 0; }` }),
      'runtime-failed',
      /^WebGPU refused: kernel `double`: /,
    ],
  ];
  test.each(cases)('%s', async (_, artifact, code, message) => {
    const loading = load(artifact, { runtime });
    await expect(loading).rejects.toMatchObject({ name: 'EinlayError', code });
    await expect(loading).rejects.toThrow(message);
  });

  test('but for the size of subgroups that the device has, if it has only one', async () => {
    const { subgroupMinSize = 0, subgroupMaxSize = 0 } = (await gpu.requestAdapter())?.info ?? {};
    const artifact = doubling({ features: ['subgroups'] }, { subgroupSize: subgroupMinSize });
    const running = load(artifact, { runtime }).then((layer) => layer.run({ x }).finally(() => layer.close()));
    if (subgroupMinSize === subgroupMaxSize) expect((await running)['y']).toEqual(doubled);
    else await expect(running).rejects.toMatchObject({ code: 'runtime-feature' });
  });
});

test('more than a buffer may have is refused when it runs, and the layer goes on', async () => {
  const device = (await (await gpu.requestAdapter())?.requestDevice()) as GPUDevice;
  const layer = await load(doubling(), { runtime: webgpu({ device }) });
  const length = device.limits.maxStorageBufferBindingSize / 4 + 1;
  const long = { shape: [length], data: new Float32Array(length) };
  await expect(layer.run({ x: long })).rejects.toMatchObject({
    code: 'runtime-limit',
    message: '`x` needs 134217744, and maxStorageBufferBindingSize of this device is 134217728',
  });
  expect((await layer.run({ x }))['y']).toEqual(doubled);
  await layer.close();
  device.destroy();
});

test('a kernel that wants larger buffers than it is given is refused, and the layer goes on', async () => {
  const vectors = doubling(
    {},
    {
      code: `
@group(0) @binding(0) var<uniform> n: i32;
@group(0) @binding(1) var<storage, read> x: array<f32, 32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
${HEAD}
  if (at >= n) { return; }
  y[at] = x[at] + x[at];
}`,
    },
  );
  const layer = await load(vectors, { runtime });
  await expect(layer.run({ x })).rejects.toMatchObject({ code: 'runtime-failed' });
  await expect(layer.runOnDevice({ x })).rejects.toMatchObject({ code: 'runtime-failed' });
  const enough = { shape: [32], data: new Float32Array(32).fill(4) };
  expect((await layer.run({ x: enough }))['y']?.data).toEqual(new Float32Array(32).fill(8));
  await layer.close();
});

test('a kernel that reaches out of its buffers touches nothing else', async () => {
  const wild = doubling(
    {},
    {
      code: `
@group(0) @binding(1) var<storage, read> x: array<f32>;
@group(0) @binding(2) var<storage, read_write> y: array<f32>;
${HEAD}
  y[at * 1000000 - 5] = x[at + 100000000] + 1;
}`,
    },
  );
  const layer = await load(wild, { runtime });
  const good = await load(doubling(), { runtime });
  await layer.run({ x });
  expect((await good.run({ x }))['y']).toEqual(doubled);
  await layer.close();
  await good.close();
});

describe('a device that is lost', () => {
  /** A runtime whose devices the test knows. */
  function watched(): { readonly runtime: ReturnType<typeof webgpu>; readonly devices: GPUDevice[] } {
    const devices: GPUDevice[] = [];
    const watching = {
      async requestAdapter() {
        const adapter = (await gpu.requestAdapter()) as GPUAdapter;
        const { features, limits } = adapter;
        const requestDevice = async (descriptor: GPUDeviceDescriptor) => {
          const device = await adapter.requestDevice(descriptor);
          devices.push(device);
          return device;
        };
        return { features, limits, requestDevice };
      },
    };
    return { runtime: webgpu({ gpu: watching }), devices };
  }

  test('is replaced in the next run, with what was bound', async () => {
    const { runtime, devices } = watched();
    const layer = await load(doubling(), { runtime });
    const bound = layer.bind({ x });
    expect((await bound.run({}))['y']).toEqual(doubled);
    const kept = (await bound.runOnDevice({}))['y'];
    devices[0]?.destroy();
    await devices[0]?.lost;
    expect((await bound.run({}))['y']).toEqual(doubled);
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    expect(devices).toHaveLength(2);
    await expect(kept?.read()).rejects.toMatchObject({ code: 'runtime-lost' });
    await expect(layer.run({ x: kept as NonNullable<typeof kept> })).rejects.toMatchObject({ code: 'runtime-lost' });
    kept?.release();
    await layer.close();
  });

  test('while it runs: the run says so, the next one works', async () => {
    const { runtime, devices } = watched();
    const layer = await load(doubling(), { runtime });
    const runs = [layer.run({ x }), layer.runOnDevice({ x }), layer.run({ x })];
    await Promise.resolve();
    devices[0]?.destroy();
    for (const outcome of await Promise.allSettled(runs))
      if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'runtime-lost' });
    await expect(Promise.any(runs)).rejects.toBeInstanceOf(AggregateError);
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
    expect(devices).toHaveLength(2);
  });

  test('is not replaced when it was handed in', async () => {
    const device = (await (await gpu.requestAdapter())?.requestDevice()) as GPUDevice;
    const layer = await load(doubling(), { runtime: webgpu({ device }) });
    device.destroy();
    await device.lost;
    await expect(layer.run({ x })).rejects.toMatchObject({
      code: 'runtime-lost',
      hint: 'it was handed in, so make another and a runtime with it',
    });
    await layer.close();
  });

  test('is destroyed with its last user, and opened again for the next', async () => {
    const { runtime, devices } = watched();
    const first = await load(doubling(), { runtime });
    const second = await load(doubling(), { runtime });
    const y = (await second.runOnDevice({ x }))['y'];
    await first.close();
    await second.close();
    expect(await y?.read()).toEqual(doubled);
    expect(devices).toHaveLength(1);
    y?.release();
    await expect(devices[0]?.lost).resolves.toMatchObject({ reason: 'destroyed' });
    const third = await load(doubling(), { runtime });
    expect((await third.run({ x }))['y']).toEqual(doubled);
    expect(devices).toHaveLength(2);
    await third.close();
  });
});

describe('devices that the program opened', () => {
  test('are used and left alone', async () => {
    const device = (await (await gpu.requestAdapter())?.requestDevice()) as GPUDevice;
    const lost = jest.fn();
    void device.lost.then(lost);
    const layer = await load(doubling(), { runtime: webgpu({ device }) });
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
    await device.queue.onSubmittedWorkDone();
    expect(lost).not.toHaveBeenCalled();
    device.destroy();
  });

  test('or adapters', async () => {
    const adapter = (await gpu.requestAdapter()) as GPUAdapter;
    const layer = await load(doubling(), { runtime: webgpu({ adapter }) });
    expect((await layer.run({ x }))['y']).toEqual(doubled);
    await layer.close();
  });
});

test('no adapter is said with what would help', async () => {
  const none = { requestAdapter: () => Promise.resolve(null) };
  await expect(load(doubling(), { runtime: webgpu({ gpu: none }) })).rejects.toMatchObject({
    code: 'runtime-adapter',
    message: 'WebGPU found no device to run on: no adapter was offered',
    hint: expect.stringContaining('mesa-vulkan-drivers'),
  });
});

test.each([
  ['powerPreference', { powerPreference: 'most' as 'low-power' }],
  ['device', { gpu, device: {} as GPUDevice }],
])('the option %s is checked', (option, options) => {
  expect(() => webgpu(options)).toThrow(
    expect.objectContaining({ code: 'runtime-option', message: expect.stringContaining(option) }),
  );
});
