// Written by the build from the .ein file of this name; change that one.
import type { CompiledLayer, TensorSignature } from '@einlay/artifact';

/** Scores of `labels` classes for feature vectors, through a bottleneck. */
declare const layer_scores: CompiledLayer<{
  readonly parameters: {
    /** input x[..., features] */
    readonly x: TensorSignature<'f32', readonly [...number[], 8]>;
    /** factor A[features, rank] */
    readonly A: TensorSignature<'f32', readonly [8, 2]>;
    /** factor B[rank, labels] */
    readonly B: TensorSignature<'f32', readonly [2, 3]>;
  };
  readonly outputs: {
    /** output probability[..., labels] */
    readonly probability: TensorSignature<'f32', readonly [...number[], 3]>;
  };
}>;
export { layer_scores as scores };
