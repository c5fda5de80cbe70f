/**
 * One artifact in one session of ONNX Runtime.
 *
 * The library reads and writes the arrays of tensors where they lie, so nothing is copied, with two exceptions: it has no
 * bf16 at its border, which graphs therefore take and give as f32; and it refuses shared memory.
 */
import { dataOf, errorOf, payloadOf } from '@einlay/artifact';
import type { Artifact, Device, DeviceBuffer, DeviceOutput, DType, GraphBinding, TensorData } from '@einlay/artifact';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { bfloatOf, floatOf } from './bfloat.ts';
import type { Library } from './onnx.ts';

interface OnnxBuffer extends DeviceBuffer {
  readonly tensor: Tensor;
}

/** The library's names of element types, bf16 as it crosses the border. */
const ELEMENT_TYPES: Readonly<Record<DType, Tensor.Type>> = {
  f64: 'float64',
  f32: 'float32',
  f16: 'float16',
  bf16: 'float32',
  i32: 'int32',
  bool: 'bool',
};

/** Only fatal errors are logged: the others come as exceptions, and would stand on the terminal twice. */
const FATAL = 4;

/** Opens the artifact's model. The library copies what it needs of it. */
export async function openSession(library: Library, artifact: Artifact, threads?: number): Promise<Device<OnnxBuffer>> {
  const payload = payloadOf(artifact, 'onnx');
  const session = await library.InferenceSession.create(payload.model, {
    executionProviders: ['cpu'],
    logSeverityLevel: FATAL,
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  });
  try {
    checkBindings('payload.inputs', payload.inputs, session.inputMetadata);
    checkBindings('payload.outputs', payload.outputs, session.outputMetadata);
  } catch (error) {
    await session.release();
    throw error;
  }

  const graphNames = new Map(payload.outputs.map(({ tensor, graphName }) => [tensor, graphName]));

  return {
    upload({ parameter: { dtype }, shape, data }) {
      const readable = dtype === 'bf16' ? floatOf(data as Uint16Array) : inOwnMemory(data);
      // Nothing to release: the memory is the caller's, or the garbage collector's.
      return { tensor: new library.Tensor(ELEMENT_TYPES[dtype], readable, shape), release: () => undefined };
    },

    async launch(inputs, outputs) {
      const feeds: Record<string, Tensor> = {};
      for (const { tensor, graphName } of payload.inputs) {
        const buffer = inputs.get(tensor);
        if (buffer !== undefined) feeds[graphName] = buffer.tensor;
      }
      const fetches: Record<string, Tensor | null> = {};
      for (const output of outputs) fetches[graphNames.get(output.declaration.name) ?? ''] = placeFor(library, output);
      const results = await session.run(feeds, fetches, { logSeverityLevel: FATAL });
      return outputs.map((output) => {
        const graphName = graphNames.get(output.declaration.name) ?? '';
        return fetches[graphName] ? (output.data as TensorData) : resultOf(results[graphName] as Tensor, output);
      });
    },

    close: () => session.release(),
  };
}

/** The graph must take and give what the payload says, neither more nor less; ours do, a file might not. */
function checkBindings(
  path: string,
  bindings: readonly GraphBinding[],
  metadata: readonly InferenceSession.ValueMetadata[],
): void {
  const types = new Map(metadata.map((value) => [value.name, value.isTensor ? value.type : 'no tensor']));
  bindings.forEach(({ graphName, dtype }, at) => {
    const type = types.get(graphName);
    if (dtype === 'bf16' || type !== ELEMENT_TYPES[dtype])
      throw errorOf('artifact-malformed', [`${path}[${at}]`, `as in the model, which has ${type ?? 'no such tensor'}`]);
  });
  if (types.size !== bindings.length)
    throw errorOf('artifact-malformed', [path, `a list of the ${types.size} tensors of the model`]);
}

/** The caller's array for an output as a tensor to write to, or null when the library cannot write there. */
function placeFor(library: Library, { declaration: { dtype }, shape, data }: DeviceOutput): Tensor | null {
  if (data === undefined || dtype === 'bf16' || isShared(data)) return null;
  return new library.Tensor(ELEMENT_TYPES[dtype], data, shape);
}

/** A result the library made, as an array of ours, or in the caller's when there is one. */
function resultOf({ dims, data: made }: Tensor, { declaration, shape, data }: DeviceOutput): TensorData {
  const { name, dtype } = declaration;
  if (dims.length !== shape.length || dims.some((extent, axis) => extent !== shape[axis]))
    throw new Error(`the model made \`${name}\` of shape [${dims.join(', ')}] instead of [${shape.join(', ')}]`);
  if (dtype === 'bf16') return bfloatOf(made as Float32Array, data as Uint16Array | undefined);
  const elements = dataOf(dtype, made) as TensorData;
  if (data === undefined) return elements;
  data.set(elements);
  return data;
}

/** The data itself, or a copy when other threads may write to it, which the library refuses. */
const inOwnMemory = (data: TensorData): TensorData => (isShared(data) ? data.slice() : data);

const isShared = ({ buffer }: TensorData): boolean => buffer instanceof SharedArrayBuffer;
