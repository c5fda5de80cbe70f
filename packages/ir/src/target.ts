/**
 * What passes know of a target: its limits, features and rates, as data. The values live with the backends.
 */
import type { DType } from './dtype.ts';

/** Rates of a device class, for costs. They order choices; they are not promises. */
export interface TargetRates {
  /** Multiply-adds count as two. */
  readonly flopsPerSecond: number;
  /** Streaming read plus write. */
  readonly bytesPerSecond: number;
  /** Of a transpose that cannot be a plain copy: bytes read plus bytes written. */
  readonly permuteBytesPerSecond: number;
  /** Cost of starting one operator or kernel. */
  readonly launchSeconds: number;
}

/** What passes have to know of a target, as data. */
export interface Target {
  readonly name: string;
  /** Element types the target can compute with. */
  readonly dtypes: readonly DType[];
  readonly rates: TargetRates;
}
