/**
 * Memory of one device, used again after it was given back.
 *
 * Giving back is safe as soon as the work that uses a buffer has been submitted: the stream does one thing after
 * another, so whoever gets the buffer next comes later there too.
 */
import { FreeList, sizeClass } from '@einlay/artifact/kernels';
import type { CudaDevice } from './device.ts';

/** Memory of at least the size that was asked for, with what its owner left in it. */
export interface PooledBuffer {
  readonly address: number;
  readonly bytes: number;
  /** Tells buffers of a device apart, those at the same address one after another too. */
  readonly id: number;
}

export class BufferPool {
  readonly #device: CudaDevice;
  readonly #free = new FreeList<PooledBuffer>(({ address, bytes }) => {
    this.#device.free((driver) => {
      driver.free(address);
    });
    this.#allocated -= bytes;
  });
  #allocated = 0;
  #made = 0;

  constructor(device: CudaDevice) {
    this.#device = device;
  }

  get allocatedBytes(): number {
    return this.#allocated;
  }

  get freeBytes(): number {
    return this.#free.bytes;
  }

  /** Memory for `bytes`. Error: `runtime-memory`, with `what` as the one who needs it. */
  take(bytes: number, what: string): PooledBuffer {
    const size = sizeClass(bytes);
    const found = this.#free.take(String(size));
    if (found !== undefined) return found;
    const address = this.#device.useMemory(`${what} of ${bytes} bytes`, (driver) => driver.allocate(size));
    this.#allocated += size;
    this.#made += 1;
    return { address, bytes: size, id: this.#made };
  }

  /** Makes a buffer free for others. */
  give(buffer: PooledBuffer): void {
    this.#free.give(buffer, String(buffer.bytes), buffer.bytes);
  }

  /** Frees what nobody uses. */
  clear(): void {
    this.#free.clear();
  }
}
