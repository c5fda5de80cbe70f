/** What can be wrong with how a kernel of contractions goes through its summed indices: chunks, staging, unrolling. */
import { printExtent } from '@einlay/ir';
import type { Extent, ValueId } from '@einlay/ir';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { resultOfStage } from './local-layout.ts';
import type { ContractionKernel } from './schedule.ts';

/** What is wrong with one kernel, in words. */
export type Problem = string | undefined;

/** Sums that one invocation keeps in registers from chunk to chunk. */
const MOST_SUMS = 256;

/** Elements that one invocation reads ahead. */
const MOST_PREFETCHED = 64;

/** Elements of an operand in workgroup memory; no device has as much, and counts stay exact. */
const MOST_STAGED = 2 ** 24;

/** `extents` are those of all indices of the chain. */
export function partsProblemOf(
  stages: readonly Stage[],
  kernel: ContractionKernel,
  extents: ReadonlyMap<string, Extent>,
  nameOf: (value: ValueId) => string,
): Problem {
  const { output } = stages.at(-1) as Stage;
  const extentOf = (name: string): Extent => extents.get(name) as Extent;
  const tileOf = (name: string): number | undefined => {
    if (name === kernel.chunk?.index) return kernel.chunk.size;
    const [axis, extent] = [output.indexOf(name), extentOf(name)];
    return axis >= 0 ? kernel.tiles[axis] : typeof extent === 'number' ? extent : undefined;
  };
  return (
    chunkProblemOf(stages, kernel, extentOf) ??
    stagingProblemOf(stages, kernel, tileOf, nameOf) ??
    unrollProblemOf(stages, tileOf)
  );
}

function chunkProblemOf(
  stages: readonly Stage[],
  { chunk, tiles, invocations }: ContractionKernel,
  extentOf: (name: string) => Extent,
): Problem {
  if (chunk === undefined) return undefined;
  const last = stages.at(-1) as Stage;
  const { index, size } = chunk;
  if (!rolesOf(last).summed.includes(index)) return `the last stage does not sum \`${index}\``;
  const without = stages.slice(0, -1).find(({ output }) => !output.includes(index));
  if (without !== undefined) return `\`${index}\` is no index of every earlier stage`;
  const extent = extentOf(index);
  if (typeof extent !== 'number' || extent % size !== 0)
    return `chunks of ${size} do not divide \`${index}\` of extent ${printExtent(extent)}`;
  const elements = tiles.reduce((all, tile) => all * tile, 1);
  const kept = Math.ceil(elements / invocations);
  return kept > MOST_SUMS ? `an invocation would keep ${kept} sums, more than ${MOST_SUMS}` : undefined;
}

function stagingProblemOf(
  stages: readonly Stage[],
  { chunk, prefetch = false, invocations }: ContractionKernel,
  tileOf: (name: string) => number | undefined,
  nameOf: (value: ValueId) => string,
): Problem {
  const made = new Set(stages.map(resultOfStage));
  let all = 0;
  for (const stage of stages)
    for (const side of new Set(stage.staged)) {
      const { value, indices } = stage[side];
      if (made.has(value)) return `\`${nameOf(value)}\` is made in the kernel, so it cannot be staged`;
      const unknown = indices.find((name) => tileOf(name) === undefined);
      if (unknown !== undefined)
        return `index \`${unknown}\` of \`${nameOf(value)}\` is known only when it runs, so it cannot be staged`;
      const elements = indices.reduce((product, name) => product * (tileOf(name) as number), 1);
      if (elements > MOST_STAGED) return `a workgroup would stage ${elements} elements of \`${nameOf(value)}\``;
      if (chunk !== undefined && indices.includes(chunk.index)) all += Math.ceil(elements / invocations);
    }
  if (!prefetch) return undefined;
  if (all === 0) return 'without a chunk of something staged there is nothing to prefetch';
  return all > MOST_PREFETCHED
    ? `an invocation would prefetch ${all} elements, more than ${MOST_PREFETCHED}`
    : undefined;
}

function unrollProblemOf(stages: readonly Stage[], tileOf: (name: string) => number | undefined): Problem {
  for (const stage of stages) {
    if (stage.unroll === 1) continue;
    const inner = rolesOf(stage).summed.at(-1);
    if (inner === undefined) return `\`${stage.einsum.name ?? 'a stage'}\` sums nothing that could be unrolled`;
    const steps = tileOf(inner);
    if (steps === undefined || steps % stage.unroll !== 0)
      return `unrolling ${stage.unroll} steps does not divide ${steps ?? 'an unknown number'} of \`${inner}\``;
  }
  return undefined;
}
