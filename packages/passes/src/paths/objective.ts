/** What a search minimises. */
import type { Target } from '@einlay/ir';

/**
 * The sum over all steps of `perStep`, the larger of `perFlop` · operations and `perElement` · elements read and written,
 * and a power of the elements written in units of `peakUnit`. One formula serves all objectives, and fast.
 *
 * - `flops`: operations.
 * - `size`: the power, by which the largest result outweighs all others; `peakUnit` is near that, or it would overflow.
 * - `time`: seconds on a target by the roofline model: a step takes its launch and the longer of computing and moving
 *   its operands and result. Layouts are not known here, so permutes are not counted.
 *
 * Results with more elements than `memoryLimit` make their step dearer, the more the larger they are.
 */
export interface Objective {
  readonly kind: 'flops' | 'size' | 'time';
  readonly perStep: number;
  readonly perFlop: number;
  readonly perElement: number;
  readonly peakUnit: number;
  readonly memoryLimit: number;
}

// As good as zero and infinity, but zero times infinity and infinity by infinity would not be numbers.
const NEXT_TO_NOTHING = Number.MIN_VALUE;
const NEXT_TO_ENDLESS = Number.MAX_VALUE;

export const flopsObjective: Objective = {
  kind: 'flops',
  perStep: 0,
  perFlop: 1,
  perElement: NEXT_TO_NOTHING,
  peakUnit: NEXT_TO_ENDLESS,
  memoryLimit: Infinity,
};

export const sizeObjective = (peakUnit: number): Objective => ({
  ...flopsObjective,
  kind: 'size',
  perFlop: NEXT_TO_NOTHING,
  peakUnit,
});

// Rates are for f32, the only element type every target has.
const BYTES_PER_ELEMENT = 4;

export const timeObjective = ({ rates }: Target): Objective => ({
  ...flopsObjective,
  kind: 'time',
  perStep: rates.launchSeconds,
  perFlop: 1 / rates.flopsPerSecond,
  perElement: BYTES_PER_ELEMENT / rates.bytesPerSecond,
});

/**
 * The cost of one step.
 *
 * @param volume product of the extents of all indices that take part
 * @param summed whether an index is summed
 * @param read elements of both operands
 * @param written elements of the result
 */
export function stepCost(objective: Objective, volume: number, summed: boolean, read: number, written: number): number {
  const { perStep, perFlop, perElement, peakUnit, memoryLimit } = objective;
  const flops = (summed ? 2 * volume : volume) * perFlop;
  const moved = (read + written) * perElement;
  const peak = written / peakUnit;
  const cost = perStep + (flops > moved ? flops : moved) + peak * peak * peak;
  return written > memoryLimit ? cost * (written / memoryLimit) ** 2 : cost;
}
