/** Tensors of callers on the device: copied there for a run or a bound layer, or resident already. */
import { allocate } from '@einlay/artifact';
import type {
  BufferDType,
  DeviceBuffer,
  DeviceInput,
  DType,
  KernelBuffer,
  ResidentBuffer,
  TensorData,
} from '@einlay/artifact';
import { bytesOf, ELEMENT_BYTES, elementsOf, pack } from '@einlay/artifact/kernels';
import { alignUp } from './buffers.ts';
import type { PooledBuffer } from './buffers.ts';
import { MAP_READ, USAGE } from './constants.ts';
import { lostError } from './device.ts';
import type { DeviceSource, OpenDevice } from './device.ts';

/** Storage that kernels bind and that is written and read from outside. */
export const STORAGE = USAGE.storage | USAGE.copySource | USAGE.copyDestination;

/** A tensor for the kernels of an artifact. */
export interface WebgpuInput extends DeviceBuffer {
  /** The buffer on `open` that holds the tensor as the artifact's `buffer` wants it. It stays the tensor's. */
  on(open: OpenDevice, buffer: KernelBuffer, shape: readonly number[]): Promise<PooledBuffer>;
}

/** Copies of one tensor in the layouts and on the devices that runs asked for. */
class Copies {
  readonly #made = new Map<OpenDevice, Map<KernelBuffer, Promise<PooledBuffer>>>();

  get(open: OpenDevice, buffer: KernelBuffer, make: () => Promise<PooledBuffer>): Promise<PooledBuffer> {
    const here = this.#made.get(open) ?? new Map<KernelBuffer, Promise<PooledBuffer>>();
    this.#made.set(open, here);
    const found = here.get(buffer);
    if (found !== undefined) return found;
    const making = make();
    here.set(buffer, making);
    // What failed may work next time, when there is more room.
    making.catch(() => here.delete(buffer));
    return making;
  }

  release(): void {
    for (const [open, here] of this.#made)
      for (const made of here.values())
        made.then(
          (buffer) => {
            open.buffers.give(buffer);
          },
          () => undefined,
        );
    this.#made.clear();
  }
}

/** A tensor in the caller's memory, copied when the first run needs it, and again to the next device. */
export function hostInput({ parameter: { name }, data }: DeviceInput): WebgpuInput {
  const copies = new Copies();
  return {
    on: (open, buffer, shape) =>
      copies.get(open, buffer, () => writeTensor(open, buffer.dtype, arrange(data, buffer, shape), `\`${name}\``)),
    release: () => {
      copies.release();
    },
  };
}

/** The elements in the order of the buffer. */
function arrange(data: TensorData, { dtype, content }: KernelBuffer, shape: readonly number[]): TensorData {
  if (content.kind !== 'parameter' || content.packing === undefined) return data;
  const elements = content.packing.splits.flat().reduce((all, extent) => all * extent, 1);
  const packed = allocate(dtype, elements);
  pack(packed, data, shape, content.packing);
  return packed;
}

async function writeTensor(
  open: OpenDevice,
  dtype: BufferDType,
  data: TensorData,
  what: string,
): Promise<PooledBuffer> {
  const buffer = await open.buffers.take(alignUp(data.length * ELEMENT_BYTES[dtype]), STORAGE, what);
  open.device.queue.writeBuffer(buffer.gpu, 0, bytesOf(dtype, data));
  return buffer;
}

/** A tensor that stays on a device until it is released or the device is lost. */
export interface ResidentTensor extends WebgpuInput, ResidentBuffer {}

/** Makes a resident tensor of a buffer, which becomes its own. It is a user of the device. */
export function residentTensor(
  source: DeviceSource,
  open: OpenDevice,
  dtype: BufferDType,
  length: number,
  buffer: PooledBuffer,
): ResidentTensor {
  source.retain();
  const copies = new Copies();
  const read = async (): Promise<TensorData> => {
    checkThere(open);
    const [data] = await readBuffers(open, [{ buffer, dtype, length, data: undefined }], () => undefined);
    return data as TensorData;
  };
  return {
    read,
    async on(wanted, target, shape) {
      if (wanted !== open) checkThere(open);
      if (target.content.kind !== 'parameter' || target.content.packing === undefined) return buffer;
      // A detour, but one per tensor and not per run: its values never change.
      return copies.get(open, target, async () =>
        writeTensor(open, dtype, arrange(await read(), target, shape), `\`${target.name}\``),
      );
    },
    release() {
      copies.release();
      open.buffers.give(buffer);
      void source.release();
    },
  };
}

function checkThere({ lost }: OpenDevice): void {
  if (lost !== undefined) throw lostError(lost, 'the tensor is gone with it: make it anew');
}

/** Copies elements to the device, to stay there. */
export async function holdTensor(source: DeviceSource, dtype: DType, data: TensorData): Promise<ResidentTensor> {
  if (dtype === 'f64' || dtype === 'bf16') throw new TypeError(`WebGPU has no element type ${dtype}`);
  const open = await source.acquire();
  try {
    const buffer = await writeTensor(open, dtype, data, 'a tensor');
    return residentTensor(source, open, dtype, data.length, buffer);
  } finally {
    await source.release();
  }
}

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
