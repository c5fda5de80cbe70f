/**
 * An artifact: one compiled layer for one target, and everything a runtime needs to run it.
 *
 * It is what the compiler and the runtimes share, and all they share. A runtime reads which tensors the layer takes and
 * makes, checks the caller's tensors against that, and hands the target's own payload to the device. Plain readonly
 * data; `check-artifact.ts` says what makes it valid, `layout.ts` how it becomes bytes.
 */

/** Element types of tensors. `f16` and `bf16` are handed over as their bits, see `tensor.ts`. */
export const DTYPES = ['f64', 'f32', 'f16', 'bf16', 'i32', 'bool'] as const;

/** The element type of a tensor. */
export type DType = (typeof DTYPES)[number];

/** A product of `coefficient` and `symbols`: sorted, repeated for powers, never empty. Known only when a layer runs. */
export interface SymbolicExtent {
  readonly coefficient: number;
  readonly symbols: readonly string[];
}

/** How long an axis is: a number, or a product with symbols whose values a run brings. */
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

/**
 * Element types of buffers that kernels share. `bool` is 0 or 1 in 32 bits there, the others are themselves. WebGPU has
 * no `bf16`.
 */
export const BUFFER_DTYPES = ['f32', 'f16', 'bf16', 'i32', 'bool'] as const;

/** An element type of a buffer. */
export type BufferDType = (typeof BUFFER_DTYPES)[number];

/**
 * How a factor lies in its buffer: each axis is padded with zeros until `splits` divides it evenly, then split, and all
 * parts of all axes are permuted. A runtime packs once, when it is handed the tensor.
 */
export interface Packing {
  /** The factor is read, row-major, as a tensor of this shape; as it is when left out. */
  readonly shape?: readonly number[];
  /** For each axis of that shape the extents it is split into, outermost first; their product is at least the extent of the axis. */
  readonly splits: readonly (readonly number[])[];
  /** Positions in the list of all parts, axis by axis, in the order in which they lie in memory, outermost first. */
  readonly order: readonly number[];
}

/** What stands in a buffer before the first kernel: a tensor of the caller, bytes, or nothing. */
export type BufferContent =
  | { readonly kind: 'parameter'; readonly parameter: string; readonly packing?: Packing }
  | { readonly kind: 'output'; readonly output: string }
  /** As many bytes as the elements need, little-endian. */
  | { readonly kind: 'constant'; readonly bytes: Uint8Array }
  | { readonly kind: 'scratch' };

/** Memory of the device during one run. Parameters and constants stay from run to run. */
export interface KernelBuffer {
  readonly name: string;
  readonly dtype: BufferDType;
  readonly elements: Extent;
  readonly content: BufferContent;
}

/** A buffer that a kernel takes, in the order of its bindings, and what it does with it. */
export interface KernelBinding {
  readonly buffer: string;
  readonly access: 'read' | 'write' | 'read-write';
}

/** One direction of a grid: as many workgroups, or blocks, as tiles of `tile` cover `extent`. */
export interface GridExtent {
  readonly extent: Extent;
  readonly tile: number;
}

/**
 * One WGSL module with one entry point. `@group(0) @binding(0)` is a uniform buffer with the value of each symbol as
 * an `i32`, in the order of the payload; the storage buffers of `bindings` follow from binding 1 on.
 *
 * The product of all directions of `grid` is the number n of workgroups. They are launched as x × y with
 * y = ⌈n / 65535⌉ and x = ⌈n / y⌉, so those from n on have nothing to do; n = 0 launches none.
 */
export interface WebgpuKernel {
  readonly name: string;
  readonly code: string;
  readonly bindings: readonly KernelBinding[];
  readonly grid: readonly GridExtent[];
  /** Invocations of a subgroup, when the code depends on it. */
  readonly subgroupSize?: number;
}

/** Limits of a device that kernels may need more of than every device has; WebGPU's names and units. */
export const WEBGPU_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const;

/** A limit of a WebGPU device that kernels may ask more of than every device has. */
export type WebgpuLimit = (typeof WEBGPU_LIMITS)[number];

/** For WebGPU: kernels, launched one after another; each sees what those before it wrote. */
export interface WebgpuPayload {
  readonly kind: 'webgpu';
  /** Features of the device that the kernels use, by WebGPU's names. */
  readonly features: readonly string[];
  /** What the kernels need at least, whatever the extents. */
  readonly limits: Readonly<Partial<Record<WebgpuLimit, number>>>;
  /** Of the layer, those whose values the kernels read. */
  readonly symbols: readonly string[];
  readonly buffers: readonly KernelBuffer[];
  readonly kernels: readonly WebgpuKernel[];
}

/**
 * One function of a CUDA source. It takes a pointer for each binding, in order, const for what it reads, then an `int`
 * for each symbol of the payload, in order. f16 is `__half`, bf16 `__nv_bfloat16` or anything else of these 16 bits.
 */
export interface CudaKernel {
  readonly name: string;
  /** An extern "C" function of the source. */
  readonly entry: string;
  readonly bindings: readonly KernelBinding[];
  /** The product of all directions is the number of blocks, launched in x; 0 launches none. */
  readonly grid: readonly GridExtent[];
  /** Threads of a block, in x. */
  readonly threads: number;
  /** Dynamic shared memory of a block, in bytes. */
  readonly sharedBytes: number;
}

/** For CUDA: one translation unit with all kernels, launched one after another; each sees what those before it wrote. */
export interface CudaPayload {
  readonly kind: 'cuda';
  /** CUDA C++ that compiles with nvcc and with NVRTC, without any include path. */
  readonly source: string;
  /** What the source was written for: `sm_80`, `sm_90a`. A device must be able to run it. */
  readonly architecture: string;
  /** Machine code for that architecture, when it was compiled ahead of time. */
  readonly cubin?: Uint8Array;
  /** Of the layer, those whose values the kernels read. */
  readonly symbols: readonly string[];
  readonly buffers: readonly KernelBuffer[];
  readonly kernels: readonly CudaKernel[];
}

/** What the target runs. Each target adds a kind here and a reader in `check-artifact.ts`. */
export type Payload = OnnxPayload | WebgpuPayload | CudaPayload;

/** What an artifact can be for, as payloads call it. */
export type TargetName = Payload['kind'];

/** A compiled layer: its tensors, and what its target needs to run it. Plain data, as `encode` writes and `decode` reads it. */
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
