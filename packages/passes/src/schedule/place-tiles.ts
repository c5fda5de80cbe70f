/** Where a workgroup's part of each index begins. */
import type { Extent } from '@einlay/ir';
import { builtin, extentValue, index, plus, quotient, remainder, times } from '@einlay/ir/loop';
import type { KernelBuilder, LoopExpression } from '@einlay/ir/loop';
import { safeName } from './positions.ts';

/** An index of which each workgroup has a part. */
export interface TiledIndex {
  readonly name: string;
  readonly extent: Extent;
  readonly tile: number;
}

/** Takes the workgroup's number apart by the `grid`, outermost first: the first positions, by index, called as `hintOf` says. */
export function placeTiles(
  kernel: KernelBuilder,
  grid: readonly TiledIndex[],
  hintOf = (name: string): string => `${safeName(name)}_start`,
): ReadonlyMap<string, LoopExpression> {
  const origins = new Map<string, LoopExpression>();
  let rest: LoopExpression = builtin('workgroup');
  for (const [at, { name, extent, tile }] of [...grid.entries()].reverse()) {
    const count =
      typeof extent === 'number'
        ? index(Math.ceil(extent / tile))
        : quotient(plus(extentValue(extent), tile - 1), tile);
    const digit = at === 0 ? rest : remainder(rest, count);
    if (at > 0) rest = kernel.let('rest', quotient(rest, count));
    origins.set(name, kernel.let(hintOf(name), times(digit, tile)));
  }
  return origins;
}
