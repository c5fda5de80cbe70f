/** What a search minimises. */
import type { Target } from '@einlay/ir';

/**
 * - `flops`: all operations of all steps.
 * - `size`: elements of the largest result, then operations.
 * - `time`: seconds on a target by the roofline model: a step takes its launch and the longer of computing and moving
 *   its operands and result. Layouts are not known here, so permutes are not counted.
 */
export type Objective =
  | { readonly kind: 'flops' }
  | { readonly kind: 'size'; readonly unit: number }
  | {
      readonly kind: 'time';
      readonly secondsPerFlop: number;
      readonly secondsPerElement: number;
      readonly launchSeconds: number;
    };

// Rates are for f32, the only element type every target has.
const BYTES_PER_ELEMENT = 4;

export const timeOn = ({ rates }: Target): Objective => ({
  kind: 'time',
  secondsPerFlop: 1 / rates.flopsPerSecond,
  secondsPerElement: BYTES_PER_ELEMENT / rates.bytesPerSecond,
  launchSeconds: rates.launchSeconds,
});

/**
 * The cost of one step. Costs of steps are added, so `size` stands in as a power of it, in units near the largest: the
 * largest result outweighs all others, and the power does not overflow.
 *
 * @param volume product of the extents of all indices that take part
 * @param summed whether an index is summed
 * @param read elements of both operands
 * @param written elements of the result
 */
export function stepCost(objective: Objective, volume: number, summed: boolean, read: number, written: number): number {
  const flops = summed ? 2 * volume : volume;
  switch (objective.kind) {
    case 'flops':
      return flops;
    case 'size':
      return (written / objective.unit) ** SIZE_POWER;
    case 'time':
      return (
        objective.launchSeconds +
        Math.max(flops * objective.secondsPerFlop, (read + written) * objective.secondsPerElement)
      );
  }
}

const SIZE_POWER = 3;
