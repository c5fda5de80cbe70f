/** How much of the result of a chain one workgroup makes. */
import { evaluateExtent } from '@einlay/ir';
import type { Extent } from '@einlay/ir';
import { ESTIMATED_EXTENT } from '../tensor/order-contractions.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { keptLayout, stagedLayout } from './local-layout.ts';
import type { ContractionKernel } from './schedule.ts';

/** What can be turned without changing what is fused; `scheduleCandidates` tries several. */
export interface Dials {
  /** Rows of a workgroup: of the unknown extents, mostly tokens. */
  readonly tokens: number;
  /** Columns of a workgroup. */
  readonly columns: number;
  /** Rows and columns of an invocation, where there are as many. */
  readonly micro: readonly [number, number];
  /** Invocations of a workgroup, at most. */
  readonly invocations: number;
  /** How much of a summed index between two stages, or of a staged product, is done at a time; all when left out. */
  readonly chunk?: number;
  /** Whether a product stages both operands, and a chain the left one of its first stage, and reads the next chunk ahead. */
  readonly staging?: 'copied' | 'prefetched';
}

/** An extent as a number, for comparing choices. */
export const guess = (extent: Extent): number =>
  typeof extent === 'number'
    ? extent
    : evaluateExtent(extent, new Map(extent.symbols.map((name) => [name, ESTIMATED_EXTENT])));

/** Tokens where nothing is known: a batch that fills a large device. */
export const MANY_TOKENS = 32768;

export interface Tiling {
  /** For each index of the last result. */
  readonly tiles: readonly number[];
  /** Workgroup memory for what stays between stages or is staged. */
  readonly bytes: number;
  readonly invocations: number;
  readonly chunk?: ContractionKernel['chunk'];
  /** Elements that an invocation reads ahead of the present chunk. */
  readonly prefetched: number;
}

/** Extents of all indices of a chain. */
export type Extents = ReadonlyMap<string, Extent>;

/** Sums that one invocation keeps in registers from chunk to chunk, at most, where it has no larger micro-tile. */
const MOST_SUMS = 64;

/** Elements that one invocation reads ahead, at most. */
const MOST_PREFETCHED = 32;

/** Tiles for a chain of stages, within `workgroupBytes` as far as tiles can help. */
export function chooseTiles(stages: readonly Stage[], extents: Extents, workgroupBytes: number, dials: Dials): Tiling {
  const last = stages.at(-1) as Stage;
  const shape = last.output.map((name) => extents.get(name) as Extent);
  const wanted = stages.length === 1 ? tilesOfProduct(last, shape, dials) : tilesOfChain(shape, dials);
  const chunk = chunkOf(stages, extents, dials.chunk);
  const sums = Math.max(MOST_SUMS, product(last.micro)) * dials.invocations;
  const bytesOf = (tiles: readonly number[]): number => 4 * elementsKept(stages, tileIn(last, tiles, chunk, extents));
  const fits = (tiles: readonly number[]): boolean =>
    bytesOf(tiles) <= workgroupBytes && (chunk === undefined || product(tiles) <= sums);
  const tiles = shrink(wanted, stages, fits);
  const tileOf = tileIn(last, tiles, chunk, extents);
  const tasks = stages.reduce((most, stage) => {
    const elements = product(stage.output.map(tileOf));
    return Math.max(most, elements / product(stage.micro));
  }, 1);
  const invocations = roundDown(tasks, 32, dials.invocations);
  const ahead = stages
    .flatMap((stage) => stage.staged.map((side) => stage[side].indices))
    .filter((indices) => chunk !== undefined && indices.includes(chunk.index))
    .reduce((all, indices) => all + Math.ceil(product(indices.map(tileOf)) / invocations), 0);
  const isAhead = dials.staging === 'prefetched' && ahead <= MOST_PREFETCHED;
  return {
    tiles,
    bytes: bytesOf(tiles),
    invocations,
    ...(chunk === undefined ? {} : { chunk }),
    prefetched: isAhead ? ahead : 0,
  };
}

/** How much of each index a workgroup has at a time; of what only the launch knows and no tile bounds, no end. */
const tileIn =
  (last: Stage, tiles: readonly number[], chunk: ContractionKernel['chunk'], extents: Extents) =>
  (name: string): number => {
    const [at, extent] = [last.output.indexOf(name), extents.get(name)];
    if (name === chunk?.index) return chunk.size;
    return at >= 0 ? (tiles[at] as number) : typeof extent === 'number' ? extent : Infinity;
  };

/** Elements in the memory of a workgroup, with the gaps between them. */
const elementsKept = (stages: readonly Stage[], tileOf: (name: string) => number): number =>
  stages.reduce((all, stage, at) => {
    const next = stages[at + 1];
    const staged = stage.staged.reduce((sum, side) => sum + stagedLayout(stage, side, tileOf).elements, 0);
    return all + staged + (next ? keptLayout(stage, next, tileOf).elements : 0);
  }, 0);

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

/** The largest index that the last stage sums and all earlier stages make, when `size` divides it. */
function chunkOf(
  stages: readonly Stage[],
  extents: Extents,
  size: number | undefined,
): ContractionKernel['chunk'] | undefined {
  const last = stages.at(-1) as Stage;
  const earlier = stages.slice(0, -1);
  if (size === undefined || (earlier.length === 0 && last.staged.length === 0)) return undefined;
  const candidates = rolesOf(last).summed.flatMap((name) => {
    const extent = extents.get(name);
    const isMade = earlier.every(({ output }) => output.includes(name));
    return isMade && typeof extent === 'number' && extent % size === 0 && extent > size ? [{ name, extent }] : [];
  });
  const [largest] = candidates.sort((left, right) => right.extent - left.extent);
  return largest && { index: largest.name, size };
}

/** The largest power of two that is no more than `count`, between two others. */
function roundDown(count: number, least: number, most: number): number {
  let power = least;
  while (power * 2 <= Math.min(count, most)) power *= 2;
  return power;
}

/** A power of two, or the whole extent when that is no larger. */
const part = (extent: Extent, most: number): number =>
  typeof extent === 'number' ? Math.min(extent, Math.max(1, most)) : Math.max(1, most);

/** One contraction: as many columns as wanted, and rows, then matrices, until there is work for every invocation. */
function tilesOfProduct(
  stage: Stage,
  shape: readonly Extent[],
  { columns, micro, invocations }: Dials,
): readonly number[] {
  const roles = rolesOf(stage);
  const tiles = new Map<string, number>();
  const extentOf = (name: string): Extent => shape[stage.output.indexOf(name)] as Extent;
  let left = columns;
  for (const name of [...roles.column].reverse()) {
    const tile = part(extentOf(name), left);
    tiles.set(name, tile);
    left = Math.floor(left / Math.max(tile, 1));
  }
  const made = roles.column.reduce((all, name) => all * (tiles.get(name) as number), 1);
  let rows = Math.max(1, Math.floor((invocations * micro[0] * micro[1]) / Math.max(made, 1)));
  const unknownFirst = (names: readonly string[]): readonly string[] =>
    [...names].reverse().sort((one, other) => Number(isKnown(extentOf(one))) - Number(isKnown(extentOf(other))));
  for (const name of [...unknownFirst(roles.row), ...unknownFirst(roles.batch)]) {
    const tile = part(extentOf(name), rows);
    tiles.set(name, tile);
    rows = Math.floor(rows / Math.max(tile, 1));
  }
  return stage.output.map((name) => tiles.get(name) as number);
}

const isKnown = (extent: Extent): boolean => typeof extent === 'number';

/**
 * A chain: all of what is known, so that nothing is computed twice, and some tokens. Of several unknown extents the
 * innermost is tiled: a sequence is longer than a batch has sequences.
 */
const tilesOfChain = (shape: readonly Extent[], { tokens }: Dials): readonly number[] => {
  const tiled = shape.findLastIndex((extent) => typeof extent !== 'number');
  return shape.map((extent, axis) => (typeof extent === 'number' ? extent : axis === tiled ? tokens : 1));
};

/**
 * Halves tiles of what passes through all stages until the chain fits: first of known extents, the largest first, since
 * tokens are what the reading of factors is shared by.
 */
function shrink(
  tiles: readonly number[],
  stages: readonly Stage[],
  fits: (tiles: readonly number[]) => boolean,
): readonly number[] {
  const last = stages.at(-1) as Stage;
  const passes = last.output.map((name) => stages.slice(0, -1).some((stage) => stage.output.includes(name)));
  let shrunk = tiles;
  for (const isKnown of [true, false])
    while (!fits(shrunk)) {
      const candidates = shrunk.map((tile, at) =>
        passes[at] && (typeof last.einsum.shape[at] === 'number') === isKnown ? tile : 0,
      );
      const largest = Math.max(...candidates, 1);
      if (largest === 1) break;
      const found = candidates.indexOf(largest);
      shrunk = shrunk.map((tile, at) => (at === found ? Math.ceil(tile / 2) : tile));
    }
  return shrunk;
}
