/** How long the device worked on each kernel of a run. */
import { errorOf } from '@einlay/artifact';
import type { KernelTiming } from '@einlay/artifact';
import type { PooledBuffer } from './buffers.ts';
import { MAP_READ, USAGE } from './constants.ts';
import type { OpenDevice } from './device.ts';

/** Two times, before and after, of eight bytes. */
const BYTES = 16;

/** A query set holds 4096 times. */
const MOST_KERNELS = 2048;

export interface Timer {
  /** For the pass of the kernel at position `at`. */
  writes(at: number): GPUComputePassTimestampWrites;
  /** To be encoded after all passes. */
  resolve(encoder: GPUCommandEncoder): void;
  /** To be called once all is submitted. */
  read(): Promise<readonly KernelTiming[]>;
}

/** Errors: `runtime-feature` for a device without a clock, `runtime-limit`. */
export async function startTimer(open: OpenDevice, layer: string, kernels: readonly string[]): Promise<Timer> {
  const { device, buffers } = open;
  if (!device.features.has('timestamp-query'))
    throw errorOf('runtime-feature', [layer, '`timestamp-query`, to time its kernels,', open.name]);
  if (kernels.length > MOST_KERNELS)
    throw errorOf('runtime-limit', ['the timing', kernels.length, 'the number of kernels', MOST_KERNELS]);
  const bytes = Math.max(kernels.length, 1) * BYTES;
  const what = 'times';
  const resolved = await buffers.take(bytes, USAGE.queryResolve | USAGE.copySource, what);
  const staging = await buffers.take(bytes, USAGE.mapRead | USAGE.copyDestination, what);
  const querySet = device.createQuerySet({ type: 'timestamp', count: Math.max(kernels.length, 1) * 2 });
  return {
    writes: (at) => ({ querySet, beginningOfPassWriteIndex: at * 2, endOfPassWriteIndex: at * 2 + 1 }),
    resolve(encoder) {
      encoder.resolveQuerySet(querySet, 0, kernels.length * 2, resolved.gpu, 0);
      encoder.copyBufferToBuffer(resolved.gpu, 0, staging.gpu, 0, bytes);
    },
    async read() {
      buffers.give(resolved);
      const timings = await readTimings(staging, kernels, bytes);
      buffers.give(staging);
      querySet.destroy();
      return timings;
    },
  };
}

async function readTimings({ gpu }: PooledBuffer, kernels: readonly string[], bytes: number): Promise<KernelTiming[]> {
  await gpu.mapAsync(MAP_READ, 0, bytes);
  const times = new BigUint64Array(gpu.getMappedRange(0, bytes));
  const timings = kernels.map((kernel, at) => {
    const [begin = 0n, end = 0n] = times.subarray(at * 2, at * 2 + 2);
    // Clocks of some devices step back now and then.
    return { kernel, nanoseconds: Math.max(0, Number(BigInt.asIntN(64, end - begin))) };
  });
  gpu.unmap();
  return timings;
}
