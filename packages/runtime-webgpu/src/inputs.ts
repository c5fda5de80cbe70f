/** Tensors of callers on the device. */
import type { BufferDType, TensorData } from '@einlay/artifact';
import { alignUp, bytesOf, ELEMENT_BYTES, elementsOf } from '@einlay/artifact/kernels';
import type { KernelInput, Memory } from '@einlay/artifact/kernels';
import type { PooledBuffer } from './buffers.ts';
import { MAP_READ, USAGE } from './constants.ts';
import { lostError } from './device.ts';
import type { OpenDevice } from './device.ts';

/** Storage that kernels bind and that is written and read from outside. */
export const STORAGE = USAGE.storage | USAGE.copySource | USAGE.copyDestination;

export type WebgpuInput = KernelInput<OpenDevice, PooledBuffer>;

export const memory: Memory<OpenDevice, PooledBuffer> = {
  async write(open, dtype, data, what) {
    const buffer = await open.buffers.take(alignUp(data.length * ELEMENT_BYTES[dtype]), STORAGE, what);
    open.device.queue.writeBuffer(buffer.gpu, 0, bytesOf(dtype, data));
    return buffer;
  },
  async read(open, buffer, dtype, length) {
    const [data] = await readBuffers(open, [{ buffer, dtype, length, data: undefined }], () => undefined);
    return data as TensorData;
  },
  give({ buffers }, buffer) {
    buffers.give(buffer);
  },
  checkThere({ lost }) {
    if (lost !== undefined) throw lostError(lost, 'the tensor is gone with it: make it anew');
  },
};

/** A part of the results: the first `length` elements of a buffer, to be put in `data` or a new array. */
export interface Reading {
  readonly buffer: PooledBuffer;
  readonly dtype: BufferDType;
  readonly length: number;
  readonly data: TensorData | undefined;
}

/**
 * Submits what `encode` adds to a command encoder, then reads from the buffers what stands in them after it. `submitted`
 * is called as soon as they may be used for something else.
 */
export async function readBuffers(
  open: OpenDevice,
  readings: readonly Reading[],
  encode: (encoder: GPUCommandEncoder) => void,
  submitted: () => void = () => undefined,
): Promise<readonly TensorData[]> {
  const offsets: number[] = [];
  let bytes = 0;
  for (const { dtype, length } of readings) {
    offsets.push(bytes);
    bytes += alignUp(length * ELEMENT_BYTES[dtype]);
  }
  const { device, buffers } = open;
  const staging = await buffers.take(alignUp(bytes), USAGE.mapRead | USAGE.copyDestination, 'the results');
  const encoder = device.createCommandEncoder();
  encode(encoder);
  readings.forEach(({ buffer, dtype, length }, at) => {
    const size = Math.ceil((length * ELEMENT_BYTES[dtype]) / 4) * 4;
    encoder.copyBufferToBuffer(buffer.gpu, 0, staging.gpu, offsets[at] ?? 0, size);
  });
  device.queue.submit([encoder.finish()]);
  submitted();
  await staging.gpu.mapAsync(MAP_READ, 0, alignUp(bytes));
  const mapped = staging.gpu.getMappedRange(0, alignUp(bytes));
  const results = readings.map(({ dtype, length, data }, at) =>
    elementsOf(dtype, mapped, offsets[at] ?? 0, length, data),
  );
  staging.gpu.unmap();
  buffers.give(staging);
  return results;
}
