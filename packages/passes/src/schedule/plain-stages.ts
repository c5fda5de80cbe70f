/** Stages of a chain that has no micro-tiles. */
import type { TensorNode } from '@einlay/ir';
import { chainStages } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import type { ChainKernel, ContractionKernel } from './schedule.ts';

/** The stages with one set of index names: an index means the same in all of them. */
export const plainStages = (
  { stages }: Pick<Exclude<ChainKernel, ContractionKernel>, 'stages'>,
  named: ReadonlyMap<string, TensorNode>,
): readonly Stage[] => chainStages({ stages: stages.map((stage) => ({ ...stage, micro: [1, 1] as const })) }, named);
