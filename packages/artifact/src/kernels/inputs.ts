/** Tensors of callers on a device: copied there for a run or a bound layer, or resident already. */
import type { BufferDType, KernelBuffer } from '../artifact.ts';
import type { DeviceBuffer, DeviceInput, ResidentBuffer } from '../runtime.ts';
import { allocate } from '../tensor.ts';
import type { TensorData } from '../tensor.ts';
import type { DeviceSource, OpenedDevice } from './device-source.ts';
import { pack } from './pack.ts';

/** What devices of some kind do with memory. */
export interface Memory<Open extends OpenedDevice, Buffer> {
  /** A buffer that begins with these elements; `what` needs it. */
  write(open: Open, dtype: BufferDType, data: TensorData, what: string): Promise<Buffer>;
  /** The first elements of a buffer, in a new array, after all work that has been submitted. */
  read(open: Open, buffer: Buffer, dtype: BufferDType, length: number): Promise<TensorData>;
  /** Makes a buffer free for others. */
  give(open: Open, buffer: Buffer): void;
  /** Throws when the device of a tensor was lost. */
  checkThere(open: Open): void;
}

/** A tensor for the kernels of an artifact. */
export interface KernelInput<Open, Buffer> extends DeviceBuffer {
  /** The buffer on `open` that holds the tensor as the artifact's `buffer` wants it. It stays the tensor's. */
  on(open: Open, buffer: KernelBuffer, shape: readonly number[]): Promise<Buffer>;
}

/** A tensor that stays on a device until it is released or the device is lost. */
export interface ResidentTensor<Open, Buffer> extends KernelInput<Open, Buffer>, ResidentBuffer {}

/** Copies of one tensor in the layouts and on the devices that runs asked for. */
class Copies<Open extends OpenedDevice, Buffer> {
  readonly #memory: Memory<Open, Buffer>;
  readonly #made = new Map<Open, Map<KernelBuffer, Promise<Buffer>>>();

  constructor(memory: Memory<Open, Buffer>) {
    this.#memory = memory;
  }

  get(open: Open, buffer: KernelBuffer, make: () => Promise<Buffer>): Promise<Buffer> {
    const here = this.#made.get(open) ?? new Map<KernelBuffer, Promise<Buffer>>();
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
            this.#memory.give(open, buffer);
          },
          () => undefined,
        );
    this.#made.clear();
  }
}

/** A tensor in the caller's memory, copied when the first run needs it, and again to the next device. */
export function hostInput<Open extends OpenedDevice, Buffer>(
  memory: Memory<Open, Buffer>,
  { parameter: { name }, data }: DeviceInput,
): KernelInput<Open, Buffer> {
  const copies = new Copies(memory);
  return {
    on: (open, buffer, shape) =>
      copies.get(open, buffer, () => memory.write(open, buffer.dtype, arrange(data, buffer, shape), `\`${name}\``)),
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

/** A buffer with elements at its beginning. */
export interface FilledBuffer<Buffer> {
  readonly buffer: Buffer;
  readonly dtype: BufferDType;
  readonly elements: number;
}

/** Makes a resident tensor of a buffer, which becomes its own. It is a user of the device. */
export function residentTensor<Open extends OpenedDevice, Buffer>(
  memory: Memory<Open, Buffer>,
  source: DeviceSource<Open>,
  open: Open,
  { buffer, dtype, elements }: FilledBuffer<Buffer>,
): ResidentTensor<Open, Buffer> {
  source.retain();
  const copies = new Copies(memory);
  const read = async (): Promise<TensorData> => {
    memory.checkThere(open);
    return memory.read(open, buffer, dtype, elements);
  };
  return {
    read,
    async on(wanted, target, shape) {
      if (wanted !== open) memory.checkThere(open);
      if (target.content.kind !== 'parameter' || target.content.packing === undefined) return buffer;
      // A detour, but one per tensor and not per run: its values never change.
      return copies.get(open, target, async () =>
        memory.write(open, dtype, arrange(await read(), target, shape), `\`${target.name}\``),
      );
    },
    release() {
      copies.release();
      memory.give(open, buffer);
      void source.release();
    },
  };
}

/** Copies elements to the device, to stay there. */
export async function holdTensor<Open extends OpenedDevice, Buffer>(
  memory: Memory<Open, Buffer>,
  source: DeviceSource<Open>,
  dtype: BufferDType,
  data: TensorData,
): Promise<ResidentTensor<Open, Buffer>> {
  const open = await source.acquire();
  try {
    const buffer = await memory.write(open, dtype, data, 'a tensor');
    return residentTensor(memory, source, open, { buffer, dtype, elements: data.length });
  } finally {
    await source.release();
  }
}
