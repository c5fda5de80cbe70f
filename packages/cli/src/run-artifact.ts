/** Runs artifacts on the runtime of their target, with tensors of float64 in and out. */
import { decode, EinlayError, load, numbersOf, tensorOf } from '@einlay/artifact';
import type { Artifact, DType, LoadedLayer, Runtime, Tensor } from '@einlay/artifact';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';
import type { NumberTensor } from './tensor-json.ts';

type RuntimeKind = Artifact['payload']['kind'];

/** The library is loaded with the first artifact that needs it. */
const RUNTIMES: Readonly<Record<RuntimeKind, () => Promise<Runtime>>> = {
  onnx: async () => (await import('@einlay/runtime-onnx')).onnx(),
  webgpu: async () => (await import('@einlay/runtime-webgpu')).webgpu(),
  cuda: async () => (await import('@einlay/runtime-cuda')).cuda(),
};

/** An `EinlayError` that `work` throws, as a diagnostic. */
export async function attempt<T>(work: () => T | Promise<T>): Promise<Result<T>> {
  try {
    return success(await work());
  } catch (error) {
    if (!(error instanceof EinlayError)) throw error;
    const { code, message, hint } = error;
    return failure({ severity: 'error', code, message, labels: [], ...(hint === undefined ? {} : { hint }) });
  }
}

/** The artifact in these bytes. Errors: those of `decode`. */
export const decodeArtifact = (bytes: Uint8Array): Promise<Result<Artifact>> => attempt(() => decode(bytes));

/** Opens an artifact on `runtime`, else on one of its target. Errors: those of `load`. */
export const openArtifact = (artifact: Artifact, runtime?: Runtime): Promise<Result<LoadedLayer>> =>
  attempt(async () => load(artifact, { runtime: runtime ?? (await RUNTIMES[artifact.payload.kind]()) }));

/** Runs an artifact once. Errors: those of `toTensor`, `load` and `run`; nothing is executed when there is one. */
export async function runArtifact(
  artifact: Artifact,
  inputs: ReadonlyMap<string, NumberTensor>,
  runtime?: Runtime,
): Promise<Result<ReadonlyMap<string, NumberTensor>>> {
  const tensors: Record<string, Tensor> = {};
  for (const [name, given] of inputs) {
    const dtype = artifact.parameters.find((parameter) => parameter.name === name)?.dtype ?? 'f64';
    const tensor = toTensor(given, dtype, name);
    if (!tensor.ok) return tensor;
    tensors[name] = tensor.value;
  }
  const layer = await openArtifact(artifact, runtime);
  if (!layer.ok) return layer;
  const outputs = await attempt(() => layer.value.run(tensors));
  await layer.value.close();
  if (!outputs.ok) return outputs;
  return success(
    new Map(
      artifact.outputs.map(({ name, dtype }) => {
        const { shape, data } = outputs.value[name] as Tensor;
        return [name, { shape, data: numbersOf(dtype, data) }];
      }),
    ),
  );
}

/** Numbers as elements of `dtype`, rounded to nearest. Error: `tensor-range` for what has no element near it. */
export function toTensor({ shape, data }: NumberTensor, dtype: DType, name: string): Result<Tensor> {
  const fits = rangeOf(dtype);
  const wrong = data.findIndex((value) => !fits(value));
  if (wrong >= 0) return failure(report['tensor-range']({}, name, wrong, data[wrong] as number, dtype));
  return success(tensorOf(dtype, shape, data));
}

function rangeOf(dtype: DType): (value: number) => boolean {
  if (dtype === 'bool') return (value) => value === 0 || value === 1;
  if (dtype === 'i32') return (value) => (value | 0) === value;
  return (value) => Math.abs(value) <= LARGEST[dtype];
}

/** The largest finite number of each type. */
const LARGEST = {
  f64: Number.MAX_VALUE,
  f32: (2 - 2 ** -23) * 2 ** 127,
  f16: (2 - 2 ** -10) * 2 ** 15,
  bf16: (2 - 2 ** -7) * 2 ** 127,
} as const;
