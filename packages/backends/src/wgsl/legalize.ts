/** From any loop IR to what WGSL can say. */
import type { Kernel, MemoryId } from '@einlay/ir/loop';
import { bindValues } from '../c-like/bind-values.ts';
import { foldConstants } from '../c-like/fold-constants.ts';
import { hoistSelects } from '../c-like/hoist-selects.ts';
import { placeMemories } from '../c-like/place-memories.ts';
import type { Place } from '../c-like/place-memories.ts';
import { removeUnused } from '../c-like/remove-unused.ts';
import { scopeVariables } from '../c-like/scope-variables.ts';
import { splitLanes } from '../c-like/split-lanes.ts';
import { unroll } from '../c-like/unroll.ts';
import { demandsSubgroupSize } from './can-emit.ts';
import type { WgslTarget } from './target.ts';

/** A kernel that can be printed as it is, and how its memories are spelled. */
export interface LegalKernel {
  readonly kernel: Kernel;
  readonly places: ReadonlyMap<MemoryId, Place>;
  /** Whether the text says how large subgroups must be. */
  readonly demandsSubgroupSize: boolean;
}

/** Rewrites a kernel until WGSL can say it. What it means stays the same. */
export function legalize(kernel: Kernel, target: WgslTarget): LegalKernel {
  const scoped = scopeVariables(kernel);
  const unrolled = unroll(foldConstants(scoped));
  const split = splitLanes(hoistSelects(removeUnused(unrolled)));
  const places = placeMemories(split);
  const bound = bindValues(split, places);
  // Browsers derive what must be bound from what a module uses.
  const bindings = bound.bindings.filter(({ memory }) => places.has(memory.id));
  const memories = bound.memories.filter(({ id }) => places.has(id));
  const legal = { ...bound, bindings, memories };
  return { kernel: legal, places, demandsSubgroupSize: demandsSubgroupSize(legal, target) };
}
