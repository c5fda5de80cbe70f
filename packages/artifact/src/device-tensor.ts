/**
 * Tensors that stay on a device between runs: made by `upload` or by `runOnDevice`, taken by every layer of the same
 * runtime.
 */
import type { DType } from './artifact.ts';
import type { TensorSignature, TypedDeviceTensor } from './compiled-layer.ts';
import { errorOf } from './errors.ts';
import { elementsOf, printShape } from './extent.ts';
import type { ResidentBuffer, Runtime } from './runtime.ts';
import { ARRAY_NAMES, dataOf, kindOf } from './tensor.ts';
import type { InputTensor, Tensor } from './tensor.ts';

/** A tensor on a device. It holds memory there until `release`; runs under way still finish. */
export interface DeviceTensor {
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** Its values, in a new array. */
  read(): Promise<Tensor>;
  /** Frees its memory. Runs under way still finish. */
  release(): void;
}

/** Device tensors by the name of their parameter or output. */
export type DeviceTensors = Readonly<Record<string, DeviceTensor>>;

/** What stands behind a device tensor. The buffer is freed when its owner and all runs that use it are done with it. */
export interface Holding {
  readonly runtime: Runtime;
  readonly dtype: DType;
  readonly buffer: ResidentBuffer;
  /** One more user. Error: `tensor-released` when the owner has given the tensor up. */
  retain(): void;
  /** One user less. */
  drop(): void;
}

const holdings = new WeakMap<object, Holding>();

/** What stands behind a value, if it is a device tensor. */
export const holdingOf = (value: object): Holding | undefined => holdings.get(value);

export function makeDeviceTensor(
  runtime: Runtime,
  dtype: DType,
  shape: readonly number[],
  buffer: ResidentBuffer,
): DeviceTensor {
  let users = 1;
  let released = false;
  const holding: Holding = {
    runtime,
    dtype,
    buffer,
    retain() {
      if (released) throw errorOf('tensor-released', []);
      users += 1;
    },
    drop() {
      users -= 1;
      if (users === 0) buffer.release();
    },
  };
  const tensor: DeviceTensor = {
    dtype,
    shape,
    async read() {
      holding.retain();
      try {
        return { shape, data: await buffer.read() };
      } finally {
        holding.drop();
      }
    },
    release() {
      if (released) return;
      released = true;
      holding.drop();
    },
  };
  holdings.set(tensor, holding);
  return tensor;
}

/**
 * Copies a tensor to the device of a runtime, once for many runs. What values it may have is not checked, unlike those
 * of tensors that `run` is given. Errors: `runtime-resident` when the runtime computes in the caller's memory,
 * `input-tensor`, and `runtime-*` of the device.
 */
export async function upload<Type extends DType, const Given extends InputTensor>(
  tensor: Given,
  { runtime, dtype }: { readonly runtime: Runtime; readonly dtype: Type },
): Promise<TypedDeviceTensor<TensorSignature<Type, Given['shape']>>> {
  if (runtime.hold === undefined) throw errorOf('runtime-resident', [runtime.name]);
  const shape = [...tensor.shape];
  const data = dataOf(dtype, tensor.data);
  if (data === undefined)
    throw errorOf('input-tensor', ['tensor', `${dtype} takes ${ARRAY_NAMES[dtype]}, not ${kindOf(tensor.data)}`]);
  if (data.length !== elementsOf(shape))
    throw errorOf('input-tensor', ['tensor', `its shape ${printShape(shape)} does not have ${data.length} elements`]);
  const held = makeDeviceTensor(runtime, dtype, shape, await runtime.hold(dtype, data));
  return held as TypedDeviceTensor<TensorSignature<Type, Given['shape']>>;
}
