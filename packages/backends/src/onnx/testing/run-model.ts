/** Runs a model in ONNX Runtime on tensors in float64; for tests. */
import { roundTo } from '@einlay/ir';
import type { DType, HostTensor, TensorProgram } from '@einlay/ir';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { halfBits } from '../bytes.ts';
import type { Signature } from '../lower.ts';

/** The outputs of `program`, emitted as `model`, by name. */
export async function runModel(
  model: Uint8Array,
  program: TensorProgram,
  signature: Signature,
  inputs: ReadonlyMap<string, HostTensor>,
): Promise<ReadonlyMap<string, HostTensor>> {
  const session = await InferenceSession.create(model, { logSeverityLevel: 3, intraOpNumThreads: 1 });
  try {
    const feeds: Record<string, Tensor> = {};
    for (const node of program.nodes) {
      if (node.kind !== 'parameter') continue;
      const name = signature.inputs.get(node.name);
      if (name !== undefined) feeds[name] = toOrt(node.dtype, inputs.get(node.name) as HostTensor);
    }
    const results = await session.run(feeds);
    return new Map(
      program.outputs.map(({ name }) => [name, fromOrt(results[signature.outputs.get(name) as string] as Tensor)]),
    );
  } finally {
    await session.release();
  }
}

function toOrt(dtype: DType, { shape, data }: HostTensor): Tensor {
  switch (dtype) {
    case 'f64':
      return new Tensor('float64', data, shape);
    case 'f32':
      return new Tensor('float32', Float32Array.from(data), shape);
    case 'f16':
      return new Tensor('float16', Uint16Array.from(data, halfBits), shape);
    case 'bf16':
      // ONNX Runtime for Node has no bfloat16 tensors: models for it take f32.
      return new Tensor(
        'float32',
        Float32Array.from(data, (value) => roundTo('bf16', value)),
        shape,
      );
    case 'i32':
      return new Tensor('int32', Int32Array.from(data), shape);
    case 'bool':
      return new Tensor('bool', Uint8Array.from(data), shape);
  }
}

function fromOrt({ type, dims, data }: Tensor): HostTensor {
  const values = data as Float32Array | Uint16Array;
  return { shape: dims, data: type === 'float16' ? Float64Array.from(values, halfValue) : Float64Array.from(values) };
}

function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
