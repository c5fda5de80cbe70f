/**
 * Buffers of one device, used again after they were given back.
 *
 * Giving back is safe as soon as the work that uses a buffer has been submitted: the queue does one thing after
 * another, so whoever gets the buffer next comes later there too.
 */
import { errorOf } from '@einlay/artifact';
import { FreeList, sizeClass } from '@einlay/artifact/kernels';

/** A buffer of at least the size that was asked for, with what its owner left in it. */
export interface PooledBuffer {
  readonly gpu: GPUBuffer;
  /** Tells buffers of a device apart. */
  readonly id: number;
}

export class BufferPool {
  readonly #device: GPUDevice;
  readonly #free = new FreeList<PooledBuffer>(({ gpu }) => {
    gpu.destroy();
  });
  #made = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** A buffer for `bytes`. Errors: `runtime-limit`, `runtime-memory`, with `what` as the one who needs it. */
  async take(bytes: number, usage: number, what: string): Promise<PooledBuffer> {
    const most = this.#device.limits.maxBufferSize;
    if (bytes > most) throw errorOf('runtime-limit', [what, bytes, 'maxBufferSize', most]);
    const size = Math.min(sizeClass(bytes), Math.floor(most / 16) * 16);
    const found = this.#free.take(kindOf({ size, usage }));
    if (found !== undefined) return found;
    const made = await this.#make(size, usage);
    if (made !== undefined) return made;
    // What lies around unused may be what is missing.
    this.destroy();
    const second = await this.#make(size, usage);
    if (second === undefined) throw errorOf('runtime-memory', [`${what} of ${bytes} bytes`]);
    return second;
  }

  /** Makes a buffer free for others. */
  give(buffer: PooledBuffer): void {
    this.#free.give(buffer, kindOf(buffer.gpu), buffer.gpu.size);
  }

  /** Destroys what is free. */
  destroy(): void {
    this.#free.clear();
  }

  async #make(size: number, usage: number): Promise<PooledBuffer | undefined> {
    this.#device.pushErrorScope('out-of-memory');
    const gpu = this.#device.createBuffer({ size, usage });
    const problem = await this.#device.popErrorScope();
    if (problem !== null) return undefined;
    this.#made += 1;
    return { gpu, id: this.#made };
  }
}

const kindOf = ({ size, usage }: Pick<GPUBuffer, 'size' | 'usage'>): string => `${size} ${usage}`;
