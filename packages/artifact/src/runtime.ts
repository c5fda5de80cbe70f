/**
 * How artifacts are run, the same way on every device.
 *
 *     const layer = await load(artifact, { runtime: onnx() });
 *     const { y } = await layer.run({ x, A, B });
 *
 * A runtime package supplies a `Device`: buffers and one launch. Everything that does not depend on the device stands
 * here, once: checks, batch axes, bound tensors, arrays for outputs, the life of a layer.
 */
import type { Artifact, Parameter, TensorDeclaration } from './artifact.ts';
import { bindExtents, bindOutputs, checkComplete, checkTensors, flattenBatch } from './bind-inputs.ts';
import type { CheckedTensor, InputTensors } from './bind-inputs.ts';
import { checkArtifact } from './check-artifact.ts';
import { decode } from './decode.ts';
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
  release(): void;
}

/** One artifact, ready on a device. What it is handed has been checked. */
export interface Device<Buffer extends DeviceBuffer = DeviceBuffer> {
  upload(input: DeviceInput): Buffer;
  /**
   * Runs once, and gives the results in the order of `outputs`, none of which is empty. `inputs` has every parameter. May
   * be called again before it is done.
   */
  launch(inputs: ReadonlyMap<string, Buffer>, outputs: readonly DeviceOutput[]): Promise<readonly TensorData[]>;
  close(): Promise<void>;
}

export interface RunOptions {
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
   * The same layer with some tensors given once for all its runs, usually the factors: each is checked against its
   * declaration and handed to the device here, and whether all agree is checked by `run`. Their arrays must not change
   * any more, since a device may read them in place. A tensor that `run` is given by the same name goes before.
   */
  bind(tensors: InputTensors): LoadedLayer;
  /**
   * Waits for runs under way and frees the device's memory; of a layer made by `bind`, what was bound. From then on it
   * refuses to run, and so do the layers bound from it.
   */
  close(): Promise<void>;
}

/**
 * Makes a layer ready on a runtime. `artifact` is a file's bytes or an artifact made in this program; either is checked
 * before the device is touched. Errors: those of `decode`, `runtime-target`, and `runtime-*` of the device.
 */
export async function load(
  artifact: Artifact | Uint8Array,
  options: { readonly runtime: Runtime },
): Promise<LoadedLayer> {
  const { runtime } = options;
  const checked = ArrayBuffer.isView(artifact) ? decode(artifact) : checkArtifact(artifact, bytesIn);
  if (checked.payload.kind !== runtime.target)
    throw errorOf('runtime-target', [runtime.name, runtime.target, checked.payload.kind]);
  try {
    return new Layer(runtime, checked, await runtime.open(checked));
  } catch (cause) {
    throw refusal(runtime, cause);
  }
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
    const given = checkTensors(this.artifact, inputs);
    const tensors = new Map([...this.#bound].map(([name, { tensor }]) => [name, tensor]));
    for (const tensor of given) tensors.set(tensor.parameter.name, tensor);
    checkComplete(this.artifact, tensors);
    const outputs = bindOutputs(this.artifact, bindExtents([...tensors.values()]));
    const wanted = outputs.map(({ declaration, flatShape }): DeviceOutput => {
      const data = givenArray(declaration, elementsOf(flatShape), options.outputs);
      return { declaration, shape: flatShape, data };
    });

    const results = await this.#track(this.#launch(given, wanted));
    return Object.fromEntries(
      outputs.map(({ declaration: { name }, shape }) => [name, { shape, data: results.get(name) as TensorData }]),
    );
  }

  bind(tensors: InputTensors): LoadedLayer {
    this.#checkOpen();
    const uploaded = this.#upload(checkTensors(this.artifact, tensors));
    return new Layer(this.#runtime, this.artifact, this.#device, uploaded, this);
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  /** The arrays of results by name. */
  async #launch(
    given: readonly CheckedTensor[],
    outputs: readonly DeviceOutput[],
  ): Promise<ReadonlyMap<string, TensorData>> {
    // An output without elements is made already, and some devices have no buffers of length 0.
    const wanted = outputs.filter(({ shape }) => !shape.includes(0));
    const results = new Map(
      outputs.map(({ declaration, data }) => [declaration.name, data ?? allocate(declaration.dtype, 0)]),
    );
    if (wanted.length === 0) return results;

    const uploaded = this.#upload(given);
    const buffers = new Map([...this.#bound, ...uploaded].map(([name, { buffer }]) => [name, buffer]));
    try {
      const made = await this.#device.launch(buffers, wanted);
      wanted.forEach(({ declaration }, at) => results.set(declaration.name, made[at] as TensorData));
      return results;
    } catch (cause) {
      throw refusal(this.#runtime, cause);
    } finally {
      release(uploaded);
    }
  }

  #upload(tensors: readonly CheckedTensor[]): ReadonlyMap<string, UploadedTensor> {
    const uploaded = new Map<string, UploadedTensor>();
    try {
      for (const tensor of tensors) {
        const { parameter, data } = tensor;
        const buffer = this.#device.upload({ parameter, shape: flattenBatch(tensor), data });
        uploaded.set(parameter.name, { tensor, buffer });
      }
    } catch (cause) {
      release(uploaded);
      throw refusal(this.#runtime, cause);
    }
    return uploaded;
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
    release(this.#own);
    if (this.#base === undefined) await this.#device.close();
  }
}

function release(uploaded: ReadonlyMap<string, UploadedTensor>): void {
  for (const { buffer } of uploaded.values()) buffer.release();
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
