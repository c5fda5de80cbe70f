/** Where workgroup memories lie in the shared memory of a block. */
import { BYTES } from '@einlay/ir';
import type { Kernel, MemoryId } from '@einlay/ir/loop';

/** What the widest access needs. */
const ALIGNMENT = 16;

export interface SharedLayout {
  readonly offsets: ReadonlyMap<MemoryId, number>;
  readonly bytes: number;
}

/** One memory after the other, in order. */
export function sharedLayout({ memories }: Pick<Kernel, 'memories'>): SharedLayout {
  const offsets = new Map<MemoryId, number>();
  let bytes = 0;
  for (const { id, space, type, elements } of memories) {
    if (space !== 'workgroup') continue;
    offsets.set(id, bytes);
    bytes += Math.ceil((Number(elements) * (type === 'bool' ? 4 : BYTES[type])) / ALIGNMENT) * ALIGNMENT;
  }
  return { offsets, bytes };
}
