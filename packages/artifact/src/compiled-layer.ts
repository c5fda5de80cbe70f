/**
 * A layer as a program imports it from a build: its artifacts for one or more targets, and, for TypeScript alone, the
 * names, element types and extents of its tensors.
 */
import type { Artifact, DType, TargetName } from './artifact.ts';
import type { DeviceTensor } from './device-tensor.ts';
import type { DeviceRunOptions } from './runtime.ts';
import type { ArrayOf, Float16Data, TypedTensor } from './tensor.ts';

/** One tensor of a layer, as types: `TensorSignature<'f32', readonly [...number[], 1024]>`; `...number[]` is the batch. */
export interface TensorSignature<Type extends DType = DType, Shape extends readonly number[] = readonly number[]> {
  readonly dtype: Type;
  readonly shape: Shape;
}

/** All tensors of a layer by name, as types. */
export interface LayerSignature {
  readonly parameters: Readonly<Record<string, TensorSignature>>;
  readonly outputs: Readonly<Record<string, TensorSignature>>;
}

/** What a build makes of a layer. `load` takes the artifact for its runtime. */
export interface CompiledLayer<Signature extends LayerSignature = LayerSignature> {
  readonly name: string;
  /** By target. Each is made anew whenever it is asked for, so a page pays only for those it uses. */
  readonly artifacts: Readonly<Partial<Record<TargetName, Artifact>>>;
  /** Never there; carries the types of the tensors. */
  readonly signature?: Signature;
}

/** A tensor that goes in where a layer declares `Declared`. */
export type TypedInput<Declared extends TensorSignature> =
  | {
      readonly shape: Declared['shape'];
      readonly data: ArrayOf[Declared['dtype']] | (Declared['dtype'] extends 'f16' ? Float16Data : never);
    }
  | TypedDeviceTensor<Declared>;

/** A tensor on a device that a layer declares as `Declared`. */
export interface TypedDeviceTensor<Declared extends TensorSignature> extends DeviceTensor {
  readonly dtype: Declared['dtype'];
  readonly shape: Declared['shape'];
  read(): Promise<TypedTensor<Declared['dtype'], Declared['shape']>>;
}

type Parameters<Signature extends LayerSignature> = Signature['parameters'];
type Outputs<Signature extends LayerSignature> = Signature['outputs'];

/** Parameters that must be given, and those that were bound before and may be given again. */
export type TypedInputs<Signature extends LayerSignature, Bound extends keyof Parameters<Signature> = never> = {
  readonly [Name in Exclude<keyof Parameters<Signature>, Bound>]: TypedInput<Parameters<Signature>[Name]>;
} & {
  readonly [Name in Bound]?: TypedInput<Parameters<Signature>[Name]>;
};

/** A loaded layer whose tensors are known to TypeScript; at run time it is a `LoadedLayer`, which says what each does. */
export interface TypedLayer<Signature extends LayerSignature, Bound extends keyof Parameters<Signature> = never> {
  readonly artifact: Artifact;
  /** Runs once; see `LoadedLayer.run`. */
  run(
    inputs: TypedInputs<Signature, Bound>,
    options?: DeviceRunOptions & {
      readonly outputs?: { readonly [Name in keyof Outputs<Signature>]?: ArrayOf[Outputs<Signature>[Name]['dtype']] };
    },
  ): Promise<{
    readonly [Name in keyof Outputs<Signature>]: TypedTensor<
      Outputs<Signature>[Name]['dtype'],
      Outputs<Signature>[Name]['shape']
    >;
  }>;
  /** Runs once and leaves the results on the device; see `LoadedLayer.runOnDevice`. */
  runOnDevice(
    inputs: TypedInputs<Signature, Bound>,
    options?: DeviceRunOptions,
  ): Promise<{ readonly [Name in keyof Outputs<Signature>]: TypedDeviceTensor<Outputs<Signature>[Name]> }>;
  /** Gives some tensors once for all runs, which may then leave them out; see `LoadedLayer.bind`. */
  bind<Names extends keyof Parameters<Signature>>(tensors: {
    readonly [Name in Names]: TypedInput<Parameters<Signature>[Name]>;
  }): TypedLayer<Signature, Bound | Names>;
  /** Waits for runs under way and frees the device's memory; see `LoadedLayer.close`. */
  close(): Promise<void>;
}
