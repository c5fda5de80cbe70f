// Written by the build from the .ein file of this name; change that one.
import type { CompiledLayer, TensorSignature } from '@einlay/artifact';

/** Block tensor-train: two block-diagonal factors joined by a transpose. */
declare const layer_btt: CompiledLayer<{
  readonly parameters: {
    /** input x[..., g·a] */
    readonly x: TensorSignature<'f32', readonly [...number[], 256]>;
    /** factor A[g, a, p] */
    readonly A: TensorSignature<'f32', readonly [16, 16, 16]>;
    /** factor B[p, g, e] */
    readonly B: TensorSignature<'f32', readonly [16, 16, 16]>;
  };
  readonly outputs: {
    /** output y[..., p·e] */
    readonly y: TensorSignature<'f32', readonly [...number[], 256]>;
  };
}>;
export { layer_btt as btt };
