/**
 * What kernels take by the clock of a device: as many launches in one pass as make a few milliseconds, between two timestamps, and
 * a copy that moves the same bytes beside them. Nothing of the host is in it, nor the start of a pass.
 */
import { evaluateExtent } from '@einlay/ir';
import { globals } from 'webgpu';

const { GPUBufferUsage, GPUMapMode } = globals;

const LAUNCHES = 20;
const ROUNDS = 7;
/** What kernels may need, and the clock itself. */
const FEATURES = ['timestamp-query', 'subgroups', 'shader-f16', 'chromium-experimental-subgroup-matrix'];

/** Milliseconds until a device that idled has its full clock. */
const WARM_UP = 300;

const COPY = `@group(0) @binding(0) var<storage, read> source: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> copied: array<vec4f>;
@compute @workgroup_size(256) fn main(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) own: u32) {
  let at = (group.x + group.y * groups.x) * 256 + own;
  if (at < arrayLength(&copied)) { copied[at] = source[at]; }
}`;

/** A clock on a device of its own; undefined where devices tell no times. */
export async function openClock(gpu, powerPreference) {
  const adapter = await gpu.requestAdapter({ powerPreference });
  if (!adapter?.features.has('timestamp-query')) return undefined;
  const limits = [
    ...['maxStorageBufferBindingSize', 'maxBufferSize', 'maxStorageBuffersPerShaderStage'],
    ...['maxComputeWorkgroupStorageSize', 'maxComputeInvocationsPerWorkgroup', 'maxComputeWorkgroupSizeX'],
  ];
  const device = await adapter.requestDevice({
    requiredFeatures: FEATURES.filter((name) => adapter.features.has(name)),
    requiredLimits: Object.fromEntries(limits.map((name) => [name, adapter.limits[name]])),
  });
  const queries = device.createQuerySet({ type: 'timestamp', count: 2 });
  const resolved = device.createBuffer({ size: 16, usage: GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC });
  const read = device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const buffers = [];

  const bufferOf = (bytes, usage = GPUBufferUsage.STORAGE) => {
    const size = Math.max(16, Math.ceil((bytes.byteLength ?? bytes) / 16) * 16);
    const buffer = device.createBuffer({ size, usage: usage | GPUBufferUsage.COPY_DST });
    if (bytes.byteLength !== undefined) device.queue.writeBuffer(buffer, 0, bytes);
    buffers.push(buffer);
    return buffer;
  };

  const launchOf = async (code, bound, workgroups) => {
    const module = device.createShaderModule({ code });
    const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module } });
    const entries = bound.map(([binding, buffer]) => ({ binding, resource: { buffer } }));
    const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const most = device.limits.maxComputeWorkgroupsPerDimension;
    const rows = Math.ceil(workgroups / most);
    return (pass) => {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      pass.dispatchWorkgroups(Math.min(workgroups, most), rows);
    };
  };

  /** Milliseconds of one round of launches. */
  const time = async (launches) => {
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass({
      timestampWrites: { querySet: queries, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 },
    });
    for (let round = 0; round < LAUNCHES; round += 1) for (const launch of launches) launch(pass);
    pass.end();
    encoder.resolveQuerySet(queries, 0, 2, resolved, 0);
    encoder.copyBufferToBuffer(resolved, 0, read, 0, 16);
    device.queue.submit([encoder.finish()]);
    await read.mapAsync(GPUMapMode.READ);
    const [start, end] = new BigUint64Array(read.getMappedRange().slice(0));
    read.unmap();
    return Number(end - start) / 1e6 / LAUNCHES;
  };

  const median = async (launches) => {
    for (const until = performance.now() + WARM_UP; performance.now() < until;) await time(launches);
    const times = [];
    for (let round = 0; round < ROUNDS; round += 1) times.push(await time(launches));
    return times.toSorted((left, right) => left - right)[ROUNDS >> 1];
  };

  const release = () => {
    for (const buffer of buffers.splice(0)) buffer.destroy();
  };

  return {
    /** Milliseconds of all kernels of a `payload`; `tensors` are its parameters as typed arrays, by name. */
    async kernels({ symbols, buffers: declared, kernels }, tensors, bindings) {
      try {
        const places = new Map(
          declared.map(({ name, elements, dtype, content }) => {
            if (content.kind === 'parameter') return [name, bufferOf(tensors.get(content.parameter))];
            if (content.kind === 'constant') return [name, bufferOf(content.bytes)];
            return [name, bufferOf(evaluateExtent(elements, bindings) * (dtype === 'f16' ? 2 : 4))];
          }),
        );
        const values = Int32Array.from(
          { length: Math.max(4, symbols.length) },
          (_, at) => bindings.get(symbols[at]) ?? 0,
        );
        const uniform = bufferOf(values, GPUBufferUsage.UNIFORM);
        const launches = [];
        for (const { code, grid, bindings: bound } of kernels) {
          const workgroups = grid.reduce(
            (all, { extent, tile }) => all * Math.ceil(evaluateExtent(extent, bindings) / tile),
            1,
          );
          const all = bound.map(({ buffer }, at) => [at + 1, places.get(buffer)]);
          launches.push(await launchOf(code, code.includes('var<uniform>') ? [[0, uniform], ...all] : all, workgroups));
        }
        return await median(launches);
      } finally {
        release();
      }
    },
    /** Milliseconds of a copy that moves `bytes`, half of them to memory. */
    async copy(bytes) {
      try {
        const size = Math.ceil(bytes / 2 / 16) * 16;
        const [from, to] = [bufferOf(new Float32Array(size / 4).fill(1.5)), bufferOf(size)];
        const bound = [
          [0, from],
          [1, to],
        ];
        return await median([await launchOf(COPY, bound, Math.ceil(size / 16 / 256))]);
      } finally {
        release();
      }
    },
    close() {
      device.destroy();
    },
  };
}
