/** What a search minimises. */
import type { Target } from '@einlay/ir';

/**
 * - `flops`: all operations of all steps.
 * - `size`: elements of the largest result, then operations. `unit` is a size near the largest.
 * - `time`: seconds on a target by the roofline model: a step takes its launch and the longer of computing and moving
 *   its operands and result. Layouts are not known here, so permutes are not counted.
 *
 * Results with more elements than `memoryLimit` make their step dearer, the more the larger they are.
 */
export type Objective = { readonly memoryLimit: number } & (
  | { readonly kind: 'flops' }
  | { readonly kind: 'size'; readonly unit: number }
  | {
      readonly kind: 'time';
      readonly secondsPerFlop: number;
      readonly secondsPerElement: number;
      readonly launchSeconds: number;
    }
);

// Rates are for f32, the only element type every target has.
const BYTES_PER_ELEMENT = 4;

export const timeOn = ({ rates }: Target): Objective => ({
  kind: 'time',
  memoryLimit: Infinity,
  secondsPerFlop: 1 / rates.flopsPerSecond,
  secondsPerElement: BYTES_PER_ELEMENT / rates.bytesPerSecond,
  launchSeconds: rates.launchSeconds,
});

/**
 * The cost of one step. Costs of steps are added, so `size` stands in as a power of it: the largest result outweighs
 * all others.
 *
 * @param volume product of the extents of all indices that take part
 * @param summed whether an index is summed
 * @param read elements of both operands
 * @param written elements of the result
 */
export function stepCost(objective: Objective, volume: number, summed: boolean, read: number, written: number): number {
  const cost = withinLimit(objective, summed ? 2 * volume : volume, read + written, written);
  return written > objective.memoryLimit ? cost * (written / objective.memoryLimit) ** 2 : cost;
}

function withinLimit(objective: Objective, flops: number, moved: number, written: number): number {
  switch (objective.kind) {
    case 'flops':
      return flops;
    case 'size':
      return (written / objective.unit) ** SIZE_POWER;
    case 'time':
      return objective.launchSeconds + Math.max(flops * objective.secondsPerFlop, moved * objective.secondsPerElement);
  }
}

const SIZE_POWER = 3;
