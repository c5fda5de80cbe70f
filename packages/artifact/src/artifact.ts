/**
 * An artifact: one compiled layer for one target, and everything a runtime needs to run it.
 *
 * It is what the compiler and the runtimes share, and all they share. A runtime reads which tensors the layer takes and
 * makes, checks the caller's tensors against that, and hands the target's own payload to the device. Plain readonly
 * data; `check-artifact.ts` says what makes it valid, `layout.ts` how it becomes bytes.
 */

/** Element types of tensors. `f16` and `bf16` are handed over as their bits, see `tensor.ts`. */
export const DTYPES = ['f64', 'f32', 'f16', 'bf16', 'i32', 'bool'] as const;

export type DType = (typeof DTYPES)[number];

/** A product of `coefficient` and `symbols`: sorted, repeated for powers, never empty. Known only when a layer runs. */
export interface SymbolicExtent {
  readonly coefficient: number;
  readonly symbols: readonly string[];
}

export type Extent = number | SymbolicExtent;

/**
 * The symbol for all leading batch axes of a caller's tensor at once. It stands on axis 0, alone. Callers pass any number
 * of leading axes; the device sees one, their product; results come back with the caller's axes.
 */
export const BATCH = '...';

/** A tensor that goes in or out. `axes` are names for people and messages, one for each axis. */
export interface TensorDeclaration {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly Extent[];
  readonly axes: readonly string[];
  readonly doc?: string;
}

/** How the values of a factor are drawn before training. `spectral` has deviation √min(fanIn, fanOut) / fanIn. */
export type Initializer =
  | { readonly kind: 'normal'; readonly deviation: number }
  | { readonly kind: 'zeros' }
  | { readonly kind: 'ones' }
  | { readonly kind: 'spectral'; readonly fanIn: number; readonly fanOut: number };

/** A tensor the caller hands in: an `input` changes from run to run, a `factor` is learnable and stays. */
export interface Parameter extends TensorDeclaration {
  readonly role: 'input' | 'factor';
  readonly initializer?: Initializer;
  /** Multiplier of the learning rate. */
  readonly learningRate?: number;
  /** For positions in a table (`i32`): every value is at least 0 and less than this. */
  readonly below?: Extent;
}

/** What one run costs, counted with the symbols at the extents of `at`. */
export interface Cost {
  /** Elements of all factors together. */
  readonly parameters: number;
  /** Multiply-adds. */
  readonly macs: number;
  /** Floating-point operations; a multiply-add is two. */
  readonly flops: number;
  /** Read and written by a device that keeps no intermediate in fast memory. */
  readonly bytes: number;
  readonly at: readonly { readonly symbol: string; readonly extent: number }[];
}

/**
 * A tensor of the layer as the ONNX graph knows it: its name there, and its element type there. The types are equal,
 * but for `bf16`, which a graph may take and give as `f32`, since many engines have no bf16 at their border.
 */
export interface GraphBinding {
  readonly tensor: string;
  readonly graphName: string;
  readonly dtype: DType;
}

/** For ONNX engines: a whole model. A parameter that no binding names is not needed to compute the outputs. */
export interface OnnxPayload {
  readonly kind: 'onnx';
  readonly opset: number;
  readonly model: Uint8Array;
  readonly inputs: readonly GraphBinding[];
  readonly outputs: readonly GraphBinding[];
}

/** What the target runs. Each target adds a kind here and a reader in `check-artifact.ts`. */
export type Payload = OnnxPayload;

export type TargetName = Payload['kind'];

export interface Artifact {
  /** Of the layer. */
  readonly name: string;
  readonly doc?: string;
  /** Program and version that wrote this, for bug reports; no runtime decides by it. */
  readonly producer: string;
  readonly parameters: readonly Parameter[];
  readonly outputs: readonly TensorDeclaration[];
  readonly cost?: Cost;
  readonly payload: Payload;
}
