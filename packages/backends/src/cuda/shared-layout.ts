/** Where workgroup memories lie in the shared memory of a block. */
import { BYTES } from '@einlay/ir';
import { statementsOf } from '@einlay/ir/loop';
import type { Kernel, LoopStatement, MemoryId } from '@einlay/ir/loop';

/** Batches of copies that can be on their way, with one that is awaited. */
export const ARRIVALS = 8;

/** What the widest access needs. */
const ALIGNMENT = 16;

export interface SharedLayout {
  readonly offsets: ReadonlyMap<MemoryId, number>;
  /** Where it is counted what copies have arrived, of kernels that copy. */
  readonly arrivals?: number;
  readonly bytes: number;
}

/** One memory after the other, in order. */
export function sharedLayout({ memories, body }: Pick<Kernel, 'memories' | 'body'>): SharedLayout {
  const offsets = new Map<MemoryId, number>();
  let bytes = 0;
  for (const { id, space, type, elements } of memories) {
    if (space !== 'workgroup') continue;
    offsets.set(id, bytes);
    bytes += Math.ceil((Number(elements) * (type === 'bool' ? 4 : BYTES[type])) / ALIGNMENT) * ALIGNMENT;
  }
  return body.some(copies) ? { offsets, arrivals: bytes, bytes: bytes + ARRIVALS * BYTES.f64 } : { offsets, bytes };
}

const copies = (statement: LoopStatement): boolean => statement.kind === 'copy' || statementsOf(statement).some(copies);
