/**
 * How artifacts are run, the same way on every device.
 *
 *     const layer = await load(artifact, { runtime: onnx() });
 *     const { y } = await layer.run({ x, A, B });
 *
 * A runtime package supplies a `Device`: buffers and one launch. Everything that does not depend on the device stands
 * here, once: checks, batch axes, bound tensors, arrays for outputs, the life of a layer.
 */
import type { Artifact, DType, Parameter, TargetName, TensorDeclaration } from './artifact.ts';
import { bindExtents, bindOutputs, checkComplete, checkTensors, flattenBatch, isHolding } from './bind-inputs.ts';
import type { BoundOutput, CheckedTensor, InputTensors } from './bind-inputs.ts';
import { checkArtifact } from './check-artifact.ts';
import type { CompiledLayer, LayerSignature, TypedLayer } from './compiled-layer.ts';
import { decode } from './decode.ts';
import { makeDeviceTensor } from './device-tensor.ts';
import type { DeviceTensors } from './device-tensor.ts';
import { bytesIn } from './encode.ts';
import { didYouMean, EinlayError, errorOf, listNames } from './errors.ts';
import { elementsOf } from './extent.ts';
import { allocate, ARRAY_NAMES, kindOf } from './tensor.ts';
import type { Tensor, TensorData } from './tensor.ts';

/** A way to run artifacts of one target. Made by a function of its package: `onnx()`. */
export interface Runtime {
  readonly name: string;
  /** The kind of payload it runs. */
  readonly target: string;
  /** Prepares the device for a checked artifact of this target. `load` is the way to call it. */
  open(artifact: Artifact): Promise<Device>;
  /**
   * Copies elements to the device, to stay there; `upload` is the way to call it. The buffer is an input for every
   * artifact of this runtime. A runtime that computes in the caller's memory does without.
   */
  hold?(dtype: DType, data: TensorData): Promise<ResidentBuffer>;
}

/** A tensor as the device takes it: the batch is one axis. `data` belongs to the caller and must not change. */
export interface DeviceInput {
  readonly parameter: Parameter;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** An output to make, row-major, the batch being one axis: in `data` where the caller gave an array. */
export interface DeviceOutput {
  readonly declaration: TensorDeclaration;
  readonly shape: readonly number[];
  readonly data: TensorData | undefined;
}

/** Something the device holds for an input: a buffer, or the caller's own memory. */
export interface DeviceBuffer {
  /** Frees its memory. */
  release(): void;
}

/** A buffer that a caller holds in between runs. */
export interface ResidentBuffer extends DeviceBuffer {
  /** Its elements, in a new array. */
  read(): Promise<TensorData>;
}

/** How long the device worked on one kernel. */
export interface KernelTiming {
  readonly kernel: string;
  readonly nanoseconds: number;
}

/** What a launch knows besides its tensors. */
export interface LaunchContext {
  /** The value of every symbol of the layer. */
  readonly symbols: ReadonlyMap<string, number>;
  /** Wanted when given; called before the launch is done. */
  readonly onTimings?: (timings: readonly KernelTiming[]) => void;
}

/** One artifact, ready on a device. What it is handed has been checked. */
export interface Device<Buffer extends DeviceBuffer = DeviceBuffer> {
  /** Takes a tensor of the caller to the device. What it gives is freed by `release`. */
  upload(input: DeviceInput): Buffer;
  /**
   * Runs once, and gives the results in the order of `outputs`, none of which is empty. `inputs` has every parameter:
   * what `upload` or `hold` gave. May be called again before it is done.
   */
  launch(
    inputs: ReadonlyMap<string, Buffer>,
    outputs: readonly DeviceOutput[],
    context: LaunchContext,
  ): Promise<readonly TensorData[]>;
  /** The same with results that stay on the device: those of all outputs, empty ones too. Goes with `Runtime.hold`. */
  launchResident?(
    inputs: ReadonlyMap<string, Buffer>,
    outputs: readonly DeviceOutput[],
    context: LaunchContext,
  ): Promise<readonly ResidentBuffer[]>;
  /** Frees all that the artifact holds on the device. */
  close(): Promise<void>;
}

/** Options of a run whose results stay on the device. */
export interface DeviceRunOptions {
  /**
   * Given how long the device worked on each kernel, before the run is done. A runtime that cannot tell never calls it;
   * a device that cannot is an error, `runtime-feature`.
   */
  readonly onTimings?: (timings: readonly KernelTiming[]) => void;
}

/** Options of a run. */
export interface RunOptions extends DeviceRunOptions {
  /** Arrays to write results into, by output; of the right kind and length. Others are made anew for each run. */
  readonly outputs?: Readonly<Record<string, TensorData>>;
}

/** Results by name, in the order of the layer. */
export type OutputTensors = Readonly<Record<string, Tensor>>;

/** A layer that is ready to run. Runs may overlap. Rejects with an `EinlayError` and then stays usable. */
export interface LoadedLayer {
  readonly artifact: Artifact;
  /**
   * Runs once. `inputs` has a tensor for every parameter that is not bound; arrays must not change until the promise is
   * settled. Tensors of the caller are checked before the device sees any of them.
   */
  run(inputs: InputTensors, options?: RunOptions): Promise<OutputTensors>;
  /**
   * The same with results that stay on the device, for other layers of the same runtime to take or to be read later.
   * Each of them holds memory until it is released. Error: `runtime-resident` when the runtime keeps no tensors.
   */
  runOnDevice(inputs: InputTensors, options?: DeviceRunOptions): Promise<DeviceTensors>;
  /**
   * The same layer with some tensors given once for all its runs, usually the factors: each is checked against its
   * declaration and handed to the device here, and whether all agree is checked by `run`. Their arrays must not change
   * any more, since a device may read them in place. A tensor that `run` is given by the same name goes before.
   */
  bind(tensors: InputTensors): LoadedLayer;
  /**
   * Waits for runs under way and frees the device's memory; of a layer made by `bind`, what was bound. From then on it
   * refuses to run, and so do the layers bound from it, which are closed with it.
   */
  close(): Promise<void>;
}

/**
 * Makes a layer ready on a runtime: one imported from a build, a file's bytes, or an artifact made in this program. It is
 * checked before the device is touched. Errors: those of `decode`, `runtime-target`, and `runtime-*` of the device.
 *
 * @example
 * ```ts
 * import { load, tensorOf } from '@einlay/artifact';
 * import { compile } from '@einlay/compiler';
 * import { onnx } from '@einlay/runtime-onnx';
 *
 * const compiled = compile('import { dense } from "std"', {
 *   layer: 'dense',
 *   set: { d_in: 3, d_out: 2 },
 *   targets: ['onnx'],
 * });
 * if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
 *
 * const layer = await load(compiled.value.emissions.get('onnx')!.artifact, { runtime: onnx() });
 * const dense = layer.bind({ W: tensorOf('f32', [3, 2], [1, 2, 3, 4, 5, 6]) });
 * console.log(await dense.run({ x: tensorOf('f32', [2, 3], [1, 0, 0, 0, 1, 1]) }));
 * await layer.close();
 * ```
 *
 * ```text
 * { y: { shape: [ 2, 2 ], data: Float32Array(4) [ 1, 2, 8, 10 ] } }
 * ```
 */
export function load<Signature extends LayerSignature>(
  layer: CompiledLayer<Signature>,
  options: { readonly runtime: Runtime },
): Promise<TypedLayer<Signature>>;
export function load(artifact: Artifact | Uint8Array, options: { readonly runtime: Runtime }): Promise<LoadedLayer>;
export async function load(
  given: Artifact | Uint8Array | CompiledLayer,
  options: { readonly runtime: Runtime },
): Promise<LoadedLayer> {
  const { runtime } = options;
  const artifact = isCompiledLayer(given) ? artifactFor(given, runtime) : given;
  const checked = ArrayBuffer.isView(artifact) ? decode(artifact) : checkArtifact(artifact, bytesIn);
  if (checked.payload.kind !== runtime.target)
    throw errorOf('runtime-target', [runtime.name, runtime.target, checked.payload.kind]);
  try {
    return new Layer(runtime, checked, await runtime.open(checked));
  } catch (cause) {
    throw refusal(runtime, cause);
  }
}

const isCompiledLayer = (given: object): given is CompiledLayer => Object.hasOwn(given, 'artifacts');

/** What a build made of a layer for the target of a runtime. Error: `runtime-target`. */
export function artifactFor({ artifacts }: CompiledLayer, { name, target }: Runtime): Artifact {
  const artifact = Object.hasOwn(artifacts, target) ? artifacts[target as TargetName] : undefined;
  if (artifact !== undefined) return artifact;
  const hint = 'name the target in the options of the build';
  throw errorOf('runtime-target', [name, target, Object.keys(artifacts).join(' and ')], { hint });
}

/** What a device throws, as an error of ours. */
function refusal(runtime: Runtime, cause: unknown): EinlayError {
  if (cause instanceof EinlayError) return cause;
  return errorOf('runtime-failed', [runtime.name, cause instanceof Error ? cause.message : String(cause)], { cause });
}

/** A tensor with what the device holds for it. */
interface UploadedTensor {
  readonly tensor: CheckedTensor;
  readonly buffer: DeviceBuffer;
  readonly release: () => void;
}

/** What is known of a run once its tensors are checked. */
interface CheckedRun {
  /** Tensors of this run alone, not those bound before. */
  readonly given: readonly CheckedTensor[];
  readonly outputs: readonly BoundOutput[];
  readonly context: LaunchContext;
}

class Layer implements LoadedLayer {
  readonly artifact: Artifact;
  readonly #runtime: Runtime;
  readonly #device: Device;
  /** By name: those bound here, and before them those of `#base`. */
  readonly #bound: ReadonlyMap<string, UploadedTensor>;
  readonly #own: ReadonlyMap<string, UploadedTensor>;
  /** The layer this was bound from; it owns the device. */
  readonly #base: Layer | undefined;
  /** Layers bound from this one that are still open. */
  readonly #bindings = new Set<Layer>();
  readonly #running = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  constructor(
    runtime: Runtime,
    artifact: Artifact,
    device: Device,
    own: ReadonlyMap<string, UploadedTensor> = new Map(),
    base?: Layer,
  ) {
    this.artifact = artifact;
    this.#runtime = runtime;
    this.#device = device;
    this.#own = own;
    this.#bound = base === undefined ? own : new Map([...base.#bound, ...own]);
    this.#base = base;
  }

  async run(inputs: InputTensors, options: RunOptions = {}): Promise<OutputTensors> {
    this.#checkOpen();
    checkNames(this.artifact, options.outputs ?? {});
    const checked = this.#check(inputs, options);
    const wanted = checked.outputs.map(({ declaration, flatShape }): DeviceOutput => {
      const data = givenArray(declaration, elementsOf(flatShape), options.outputs);
      return { declaration, shape: flatShape, data };
    });

    const results = await this.#track(this.#launch(checked, wanted));
    return Object.fromEntries(
      checked.outputs.map(({ declaration: { name }, shape }) => [
        name,
        { shape, data: results.get(name) as TensorData },
      ]),
    );
  }

  async runOnDevice(inputs: InputTensors, options: DeviceRunOptions = {}): Promise<DeviceTensors> {
    this.#checkOpen();
    if (this.#device.launchResident === undefined) throw errorOf('runtime-resident', [this.#runtime.name]);
    const checked = this.#check(inputs, options);
    const { outputs, context } = checked;
    const wanted = outputs.map(({ declaration, flatShape: shape }) => ({ declaration, shape, data: undefined }));
    const launched = this.#onDevice(checked, async (buffers) => {
      return (await this.#device.launchResident?.(buffers, wanted, context)) ?? [];
    });
    const made = await this.#track(launched);
    return Object.fromEntries(
      outputs.map(({ declaration: { name, dtype }, shape }, at) => [
        name,
        makeDeviceTensor(this.#runtime, dtype, shape, made[at] as ResidentBuffer),
      ]),
    );
  }

  bind(tensors: InputTensors): LoadedLayer {
    this.#checkOpen();
    const uploaded = this.#upload(checkTensors(this.artifact, tensors));
    const bound = new Layer(this.#runtime, this.artifact, this.#device, uploaded, this);
    this.#bindings.add(bound);
    return bound;
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  #check(inputs: InputTensors, { onTimings }: DeviceRunOptions): CheckedRun {
    const given = checkTensors(this.artifact, inputs);
    const tensors = new Map([...this.#bound].map(([name, { tensor }]) => [name, tensor]));
    for (const tensor of given) tensors.set(tensor.parameter.name, tensor);
    checkComplete(this.artifact, tensors);
    const extents = bindExtents([...tensors.values()]);
    const context = { symbols: extents.symbols, ...(onTimings === undefined ? {} : { onTimings }) };
    return { given, outputs: bindOutputs(this.artifact, extents), context };
  }

  /** The arrays of results by name. */
  async #launch(checked: CheckedRun, outputs: readonly DeviceOutput[]): Promise<ReadonlyMap<string, TensorData>> {
    // An output without elements is made already, and some devices have no buffers of length 0.
    const wanted = outputs.filter(({ shape }) => !shape.includes(0));
    const results = new Map(
      outputs.map(({ declaration, data }) => [declaration.name, data ?? allocate(declaration.dtype, 0)]),
    );
    if (wanted.length === 0) return results;
    const made = await this.#onDevice(checked, (buffers) => this.#device.launch(buffers, wanted, checked.context));
    wanted.forEach(({ declaration }, at) => results.set(declaration.name, made[at] as TensorData));
    return results;
  }

  /** Does something with a buffer for every parameter, and frees those of this run. */
  async #onDevice<Made>(
    { given }: CheckedRun,
    work: (buffers: ReadonlyMap<string, DeviceBuffer>) => Promise<Made>,
  ): Promise<Made> {
    const uploaded = this.#upload(given);
    try {
      return await work(new Map([...this.#bound, ...uploaded].map(([name, { buffer }]) => [name, buffer])));
    } catch (cause) {
      throw refusal(this.#runtime, cause);
    } finally {
      release(uploaded);
    }
  }

  #upload(tensors: readonly CheckedTensor[]): ReadonlyMap<string, UploadedTensor> {
    const uploaded = new Map<string, UploadedTensor>();
    try {
      for (const tensor of tensors) uploaded.set(tensor.parameter.name, this.#hold(tensor));
    } catch (cause) {
      release(uploaded);
      throw refusal(this.#runtime, cause);
    }
    return uploaded;
  }

  #hold(tensor: CheckedTensor): UploadedTensor {
    const { parameter, data } = tensor;
    if (isHolding(data)) {
      if (data.runtime !== this.#runtime) throw errorOf('input-device', [parameter.name, this.#runtime.name]);
      data.retain();
      const drop = (): void => {
        data.drop();
      };
      return { tensor, buffer: data.buffer, release: drop };
    }
    const buffer = this.#device.upload({ parameter, shape: flattenBatch(tensor), data });
    const release = (): void => {
      buffer.release();
    };
    return { tensor, buffer, release };
  }

  /** Lets `close` wait for a run; of this layer, and of those it was bound from. */
  async #track<Value>(run: Promise<Value>): Promise<Value> {
    this.#running.add(run);
    try {
      return await (this.#base === undefined ? run : this.#base.#track(run));
    } finally {
      this.#running.delete(run);
    }
  }

  #checkOpen(): void {
    if (this.#closing !== undefined) throw errorOf('layer-closed', [this.artifact.name]);
    if (this.#base !== undefined) this.#base.#checkOpen();
  }

  async #finish(): Promise<void> {
    await Promise.allSettled(this.#running);
    await Promise.all([...this.#bindings].map((bound) => bound.close()));
    release(this.#own);
    if (this.#base === undefined) await this.#device.close();
    else this.#base.#bindings.delete(this);
  }
}

function release(uploaded: ReadonlyMap<string, UploadedTensor>): void {
  for (const { release } of uploaded.values()) release();
}

/** The array the caller gave for an output, if any. Error: `output-buffer`. */
function givenArray(
  { name, dtype }: TensorDeclaration,
  length: number,
  given: RunOptions['outputs'] = {},
): TensorData | undefined {
  const data = Object.hasOwn(given, name) ? given[name] : undefined;
  if (data === undefined || (kindOf(data) === ARRAY_NAMES[dtype] && data.length === length)) return data;
  const found = ArrayBuffer.isView(data) ? `a ${kindOf(data)} of ${data.length}` : `a value of type ${kindOf(data)}`;
  throw errorOf('output-buffer', [name, `a ${ARRAY_NAMES[dtype]} of ${length}`, found]);
}

function checkNames(artifact: Artifact, given: Readonly<Record<string, unknown>>): void {
  const known = artifact.outputs.map(({ name }) => name);
  for (const name of Object.keys(given))
    if (!known.includes(name))
      throw errorOf('output-unknown', [name, listNames(known)], { hint: didYouMean(name, known) });
}
