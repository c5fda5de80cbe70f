/** Which dials are tried: a few while people wait, many when a schedule is tuned. */
import type { Dials } from './choose-tiles.ts';
import type { DeviceKind } from './estimate-cost.ts';

/** Rows and columns of an invocation. */
const MICRO_TILES: readonly (readonly [number, number])[] = [
  [4, 4],
  [8, 4],
  [4, 8],
  [8, 8],
];

/** Larger ones, for devices where loads are dear. */
const LARGE_MICRO_TILES: readonly (readonly [number, number])[] = [
  [16, 4],
  [16, 8],
  [8, 16],
];

/** Choices of dials, for products by themselves and for chains. */
export interface Choices {
  readonly products: readonly Dials[];
  readonly chains: readonly Dials[];
}

/** Each choice for each part of a dial. */
const combine = (
  micros: readonly (readonly [number, number])[],
  invocations: readonly number[],
  others: readonly Omit<Dials, 'micro' | 'invocations'>[],
): readonly Dials[] =>
  micros.flatMap((micro) =>
    invocations.flatMap((each) => others.map((other) => ({ ...other, micro, invocations: each }))),
  );

const across = (tokens: readonly number[], columns: readonly number[]) =>
  tokens.flatMap((each) => columns.map((wide) => ({ tokens: each, columns: wide })));

type Parts = Pick<Dials, 'chunk' | 'staging'>;

const withParts = (
  sizes: readonly Pick<Dials, 'tokens' | 'columns'>[],
  parts: readonly Parts[],
): readonly Omit<Dials, 'micro' | 'invocations'>[] =>
  sizes.flatMap((size) => parts.map((part) => ({ ...size, ...part })));

const partsOf = (chunks: readonly number[], staging?: Dials['staging']): readonly Parts[] =>
  chunks.map((chunk) => ({ chunk, ...(staging === undefined ? {} : { staging }) }));

/** What `chooseSchedule` weighs: few enough to weigh while people wait. */
export const WEIGHED: Readonly<Record<DeviceKind, Choices>> = {
  graphics: {
    products: combine(
      MICRO_TILES,
      [128, 256],
      withParts(across([64], [64, 128]), [{}, ...partsOf([8, 16], 'prefetched')]),
    ),
    chains: combine(
      MICRO_TILES,
      [128, 256],
      withParts(across([8, 16, 32, 64], [64]), [{}, ...partsOf([4, 8]), ...partsOf([4, 8, 16], 'prefetched')]),
    ),
  },
  processor: {
    products: combine(
      [...MICRO_TILES, ...LARGE_MICRO_TILES],
      [32, 64],
      withParts(across([64], [64]), [{}, ...partsOf([16, 32], 'copied')]),
    ),
    chains: combine(
      [...MICRO_TILES, ...LARGE_MICRO_TILES],
      [32, 64],
      withParts(across([8, 16, 32, 64], [64]), [{}, ...partsOf([8])]),
    ),
  },
};

/** What tuning measures: some of it far from what a model would choose. */
export function tuningDials(kind: DeviceKind): readonly Dials[] {
  const staging = kind === 'processor' ? 'copied' : 'prefetched';
  return [
    ...combine(
      [...MICRO_TILES, ...LARGE_MICRO_TILES],
      [32, 64, 128, 256, 512],
      withParts(across([8, 16, 32, 64], [64, 128, 256]), [{}, ...partsOf([8])]),
    ),
    ...combine(
      [...MICRO_TILES, [16, 8]],
      [32, 64, 128, 256],
      withParts(across([8, 16, 32], [64, 128]), partsOf([8, 16], staging)),
    ),
  ];
}
