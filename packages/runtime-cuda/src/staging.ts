/**
 * Copies between arrays of JavaScript and a device, through blocks of pinned memory: the device reads and writes those by
 * itself, while this side goes on. What is larger than a block is copied piece by piece, several of them under way.
 */
import { allocate } from '@einlay/artifact';
import type { BufferDType, TensorData } from '@einlay/artifact';
import { ELEMENT_BYTES, elementsOf, FreeList } from '@einlay/artifact/kernels';
import type { FilledBuffer } from '@einlay/artifact/kernels';
import type { PooledBuffer } from './buffers.ts';
import type { CudaDevice } from './device.ts';
import type { Driver } from './driver.ts';

/** Blocks have sizes of powers of two, from one to the other. */
const LEAST_BLOCK = 2 ** 12;
const MOST_BLOCK = 2 ** 23;

/** Blocks of one copy under way at the same time; of copies to the device, bytes of all together. */
const MOST_UNDER_WAY = 4;
const MOST_BYTES_UNDER_WAY = MOST_UNDER_WAY * MOST_BLOCK;

interface Block {
  readonly id: number;
  readonly address: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A part of the results: the elements at the beginning of a buffer, to be put in `data` or a new array. */
export interface Reading extends FilledBuffer<PooledBuffer> {
  readonly data: TensorData | undefined;
}

/** So many elements of a reading that they fit in a block. */
interface Piece {
  readonly dtype: BufferDType;
  readonly from: number;
  readonly data: TensorData;
}

export class Staging {
  readonly #device: CudaDevice;
  readonly #free = new FreeList<Block>(({ address, bytes }) => {
    this.#device.free((driver) => {
      driver.freePinned(address);
    });
    this.#allocated -= bytes.length;
  });
  /** Blocks that the device still reads, in the order in which it will be done with them. */
  readonly #leaving: { readonly block: Block; readonly event: number }[] = [];
  #leavingBytes = 0;
  #allocated = 0;
  #made = 0;

  constructor(device: CudaDevice) {
    this.#device = device;
  }

  get allocatedBytes(): number {
    return this.#allocated;
  }

  /** Fills a buffer; whoever uses it comes later on the stream. */
  async write(to: PooledBuffer, bytes: Uint8Array): Promise<void> {
    const { stream } = this.#device;
    for (let at = 0; at < bytes.length; at += MOST_BLOCK) {
      const piece = bytes.subarray(at, at + MOST_BLOCK);
      this.#reclaim();
      while (this.#leavingBytes > MOST_BYTES_UNDER_WAY) await this.#oldestLeft();
      const block = this.#take(piece.length);
      block.bytes.set(piece);
      const event = this.#submit(block, (driver) => {
        driver.copyIn(to.address + at, block.address, piece.length, stream);
      });
      this.#leaving.push({ block, event });
      this.#leavingBytes += block.bytes.length;
    }
  }

  /** What stands in buffers once all is done that has been submitted. */
  async read(readings: readonly Reading[]): Promise<readonly TensorData[]> {
    const results = readings.map(({ dtype, elements, data }) => data ?? allocate(dtype, elements));
    const pieces = readings.flatMap(({ buffer: { address }, dtype }, at) =>
      piecesOf(dtype, address, results[at] as TensorData),
    );
    const underWay: { readonly piece: Piece; readonly block: Block; readonly event: number }[] = [];
    const finish = async (): Promise<void> => {
      const [oldest] = underWay;
      if (oldest === undefined) return;
      const { piece, block, event } = oldest;
      await this.#device.reach(event);
      underWay.shift();
      this.#device.giveEvent('plain', event);
      elementsOf(piece.dtype, block.bytes.buffer, 0, piece.data.length, piece.data);
      this.#give(block);
    };
    try {
      for (const piece of pieces) {
        if (underWay.length === MOST_UNDER_WAY) await finish();
        underWay.push({ piece, ...this.#begin(piece) });
      }
      while (underWay.length > 0) await finish();
    } finally {
      // After an error: the device may still be writing there.
      for (const { block, event } of underWay)
        this.#device.retire(() => {
          this.#device.giveEvent('plain', event);
          this.#give(block);
        });
    }
    return results;
  }

  /** Frees what nobody uses. */
  clear(): void {
    this.#free.clear();
  }

  /** Frees everything: the device is idle, and nobody uses it any more. */
  close(): void {
    for (const { block, event } of this.#leaving.splice(0)) {
      this.#device.giveEvent('plain', event);
      this.#give(block);
    }
    this.#leavingBytes = 0;
    this.#free.clear();
  }

  #begin({ dtype, from, data }: Piece): { readonly block: Block; readonly event: number } {
    const bytes = data.length * ELEMENT_BYTES[dtype];
    const { stream } = this.#device;
    this.#reclaim();
    const block = this.#take(bytes);
    const event = this.#submit(block, (driver) => {
      driver.copyOut(block.address, from, bytes, stream);
    });
    return { block, event };
  }

  /** Submits a copy; the event after it. */
  #submit(block: Block, copy: (driver: Driver) => void): number {
    try {
      this.#device.use(copy);
      return this.#device.mark();
    } catch (error) {
      // The copy may be under way already.
      this.#device.retire(() => {
        this.#give(block);
      });
      throw error;
    }
  }

  /** Takes back the blocks that the device is done with. */
  #reclaim(): void {
    for (let oldest = this.#leaving[0]; oldest !== undefined; oldest = this.#leaving[0]) {
      const { event, block } = oldest;
      if (!this.#device.use((driver) => driver.isReached(event))) return;
      this.#leaving.shift();
      this.#leavingBytes -= block.bytes.length;
      this.#device.giveEvent('plain', event);
      this.#give(block);
    }
  }

  /** Waits until one more block is there. */
  async #oldestLeft(): Promise<void> {
    const [oldest] = this.#leaving;
    if (oldest !== undefined) await this.#device.reach(oldest.event);
    this.#reclaim();
  }

  #take(bytes: number): Block {
    const size = Math.max(LEAST_BLOCK, 2 ** Math.ceil(Math.log2(bytes)));
    const found = this.#free.take(String(size));
    if (found !== undefined) return found;
    return this.#device.useMemory(`a copy, ${size} bytes of pinned memory`, (driver) => {
      const address = driver.allocatePinned(size);
      this.#allocated += size;
      this.#made += 1;
      return { id: this.#made, address, bytes: driver.bytesAt(address, size) };
    });
  }

  #give(block: Block): void {
    this.#free.give(block, String(block.bytes.length), block.bytes.length);
  }
}

function piecesOf(dtype: BufferDType, address: number, data: TensorData): readonly Piece[] {
  const most = MOST_BLOCK / ELEMENT_BYTES[dtype];
  return Array.from({ length: Math.ceil(data.length / most) }, (_, at) => ({
    dtype,
    from: address + at * MOST_BLOCK,
    data: data.subarray(at * most, (at + 1) * most),
  }));
}
