/** From any loop IR to what CUDA C++ can say. */
import type { Kernel, MemoryId } from '@einlay/ir/loop';
import { bindValues } from '../c-like/bind-values.ts';
import { foldConstants } from '../c-like/fold-constants.ts';
import { hoistSelects } from '../c-like/hoist-selects.ts';
import { placeMemories } from '../c-like/place-memories.ts';
import type { Place } from '../c-like/place-memories.ts';
import { removeUnused } from '../c-like/remove-unused.ts';
import { scopeVariables } from '../c-like/scope-variables.ts';
import { unroll } from '../c-like/unroll.ts';

/** A kernel that can be printed as it is, and how its memories are spelled. */
export interface LegalKernel {
  readonly kernel: Kernel;
  readonly places: ReadonlyMap<MemoryId, Place>;
}

export function legalize(kernel: Kernel): LegalKernel {
  const unrolled = unroll(foldConstants(scopeVariables(kernel)));
  const hoisted = hoistSelects(removeUnused(unrolled));
  const places = placeMemories(hoisted, { anyWidth: true });
  const bound = bindValues(hoisted, places);
  const memories = bound.memories.filter(({ id }) => places.has(id));
  return { kernel: { ...bound, memories }, places };
}
