/** Looks for the fastest layers of the continuous space that are what is wanted. */
import {
  DEVICES,
  analystFor,
  analyzeSizes,
  byTime,
  countSplits,
  distinct,
  enumerateSizes,
  isWanted,
  least,
  predict,
  sampleAll,
  sampleBtt,
  sampleUnsharedFullRank,
  take,
  thetaOf,
  thetaOfSizes,
} from '@einlay/space';
import type { Analysis, Outcome, Prediction, Theta, Wanted, Widths } from '@einlay/space';

export type DeviceName = keyof typeof DEVICES;

export interface Search {
  readonly widths: Widths;
  readonly target: DeviceName;
  readonly tokens: number;
  readonly wanted: Wanted;
  readonly multiple: number;
  readonly top: number;
  /** Points to draw; all exact sizes are looked at when left out and there are not too many. */
  readonly samples?: number;
  readonly seed: number;
}

export interface PredictedLayer {
  readonly point: Analysis;
  readonly prediction: Prediction;
}

export interface SearchResult {
  readonly layers: readonly PredictedLayer[];
  readonly dense: PredictedLayer;
  /** Points that were looked at, and those of them that were what was wanted. */
  readonly seen: number;
  readonly suitable: number;
}

/** Splits of both widths, multiplied, that are looked at one by one. */
const MOST_SPLITS = 3e6;

/** Points drawn where those are more. */
const SAMPLES = 1e6;

/** The fastest layers by prediction; of those that take the same time, the ones that compute and store less. */
export function findLayers(search: Search): Outcome<SearchResult> {
  const { widths, target, tokens, wanted, top } = search;
  // Also says what is wrong with the widths.
  const analyst = analystFor(widths, { rule: 'divisors', multiple: search.multiple });
  if (!analyst.ok) return analyst;
  let [seen, suitable] = [0, 0];
  const candidates = function* (): Generator<PredictedLayer> {
    for (const point of pointsOf(search, analyst.value)) {
      seen += 1;
      if (!isWanted(point, wanted)) continue;
      suitable += 1;
      yield { point, prediction: predict(point, DEVICES[target], tokens) };
    }
  };
  const layers = least(candidates(), top, byTime);
  const dense = analyzeSizes(thetaOf([1, 0, 0, 1, 0, 0, 0]), denseSizes(widths), widths);
  if (!dense.ok) return dense;
  const prediction = predict(dense.value, DEVICES[target], tokens);
  return { ok: true, value: { layers, dense: { point: dense.value, prediction }, seen, suitable } };
}

const denseSizes = ({ dIn, dOut }: Widths) => ({
  ...{ alpha: dIn, beta: 1, gamma: 1, delta: dOut, epsilon: 1, phi: 1, rho: 1, xi: 1 },
});

function pointsOf(search: Search, analyst: (theta: Theta) => Outcome<Analysis>): Iterable<Analysis> {
  const { widths, samples, wanted, multiple, seed } = search;
  if (samples === undefined && countSplits(widths) <= MOST_SPLITS)
    return exactPoints(widths, { multiple, unshared: wanted.unshared === true });
  const sampler = wanted.unshared !== true ? sampleAll : wanted.fullRank === true ? sampleUnsharedFullRank : sampleBtt;
  return distinct(known(take(sampler(seed), samples ?? SAMPLES), analyst));
}

function* exactPoints(
  widths: Widths,
  options: { readonly multiple: number; readonly unshared: boolean },
): Generator<Analysis> {
  for (const sizes of enumerateSizes(widths, options)) {
    const point = analyzeSizes(thetaOfSizes(sizes, widths), sizes, widths);
    if (point.ok) yield point.value;
  }
}

/**
 * Points by their sizes. Those that are drawn have other exponents than the sizes that are nearest, and a layer is worth what its sizes are.
 */
function* known(points: Iterable<Theta>, analyst: (theta: Theta) => Outcome<Analysis>): Generator<Analysis> {
  for (const theta of points) {
    const near = analyst(theta);
    if (!near.ok) continue;
    const { sizes, widths } = near.value;
    const point = analyzeSizes(thetaOfSizes(sizes, widths), sizes, widths);
    if (point.ok && !point.value.degenerate) yield point.value;
  }
}
