/**
 * Buffers of one device, used again after they were given back.
 *
 * Giving back is safe as soon as the work that uses a buffer has been submitted: the queue does one thing after
 * another, so whoever gets the buffer next comes later there too.
 */
import { errorOf } from '@einlay/artifact';

/** A buffer of at least the size that was asked for, with what its owner left in it. */
export interface PooledBuffer {
  readonly gpu: GPUBuffer;
  /** Tells buffers of a device apart. */
  readonly id: number;
}

/**
 * What is free beyond so many bytes, and was not wanted for so many buffers taken, is destroyed, oldest first. Runs that
 * follow each other find even the largest buffers again, which a device takes long to make and to clear.
 */
const MOST_FREE_BYTES = 2 ** 29;
const PATIENCE = 64;

export class BufferPool {
  readonly #device: GPUDevice;
  /** Oldest first, with how many buffers had been taken when they became free. */
  readonly #free: { readonly buffer: PooledBuffer; readonly since: number }[] = [];
  #made = 0;
  #taken = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** A buffer for `bytes`. Errors: `runtime-limit`, `runtime-memory`, with `what` as the one who needs it. */
  async take(bytes: number, usage: number, what: string): Promise<PooledBuffer> {
    const most = this.#device.limits.maxBufferSize;
    if (bytes > most) throw errorOf('runtime-limit', [what, bytes, 'maxBufferSize', most]);
    const size = Math.min(sizeClass(bytes), alignDown(most));
    this.#taken += 1;
    const at = this.#free.findLastIndex(({ buffer: { gpu } }) => gpu.size === size && gpu.usage === usage);
    const [found] = at < 0 ? [] : this.#free.splice(at, 1);
    if (found !== undefined) return found.buffer;
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
    this.#free.push({ buffer, since: this.#taken });
    let bytes = this.#free.reduce((all, { buffer: { gpu } }) => all + gpu.size, 0);
    while (bytes > MOST_FREE_BYTES && (this.#free[0]?.since ?? Infinity) < this.#taken - PATIENCE)
      bytes -= this.#destroyOldest();
  }

  /** Destroys what is free. */
  destroy(): void {
    while (this.#free.length > 0) this.#destroyOldest();
  }

  async #make(size: number, usage: number): Promise<PooledBuffer | undefined> {
    this.#device.pushErrorScope('out-of-memory');
    const gpu = this.#device.createBuffer({ size, usage });
    const problem = await this.#device.popErrorScope();
    if (problem !== null) return undefined;
    this.#made += 1;
    return { gpu, id: this.#made };
  }

  /** The bytes it had. */
  #destroyOldest(): number {
    const oldest = this.#free.shift()?.buffer.gpu;
    oldest?.destroy();
    return oldest?.size ?? 0;
  }
}

/** Vectors of four f32 are the widest thing a kernel binds, and a binding must hold at least one. */
const ALIGNMENT = 16;

export const alignUp = (bytes: number): number => Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);

const alignDown = (bytes: number): number => Math.floor(bytes / ALIGNMENT) * ALIGNMENT;

/** Rounds up by less than a quarter, so that runs of almost the same size find each other's buffers. */
export function sizeClass(bytes: number): number {
  const step = Math.max(ALIGNMENT, 2 ** (Math.floor(Math.log2(Math.max(bytes, 1))) - 2));
  return Math.max(ALIGNMENT, Math.ceil(bytes / step) * step);
}
