/**
 * ONNX Runtime's WebGPU provider as a peer: models run on tensors that stay on its device, outputs too, so that a time
 * has no transfers in it.
 */
import { GraphBuilder, printModel } from '@einlay/backends/onnx';
import { InferenceSession, Tensor } from 'onnxruntime-node';

// Threads for work on the CPU would spin between runs, and a software device needs the cores.
const OPTIONS = { executionProviders: ['webgpu'], logSeverityLevel: 3, intraOpNumThreads: 1 };
const RESIDENT = { ...OPTIONS, preferredOutputLocation: 'gpu-buffer' };

/** A model of one operator or a few: `write` gets the graph and the names of its inputs, and says which value is `y`. */
export function modelOf(name, inputs, write) {
  const builder = new GraphBuilder(name, undefined, { inputs: Object.keys(inputs), outputs: ['y'] });
  for (const [input, shape] of Object.entries(inputs)) builder.input(input, 'f32', shape);
  builder.output('y', write(builder));
  return printModel(builder.build());
}

/** A program as it stands: an `Einsum` for each einsum, a `Reshape` for each reshape. */
export function einsumModel(program, sizeOf) {
  const builder = new GraphBuilder(program.name, undefined, {
    inputs: program.nodes.filter(({ kind }) => kind === 'parameter').map(({ name }) => name),
    outputs: ['y'],
  });
  const values = new Map();
  for (const node of program.nodes) {
    const shape = node.shape.map(sizeOf);
    values.set(
      node.id,
      node.kind === 'parameter'
        ? builder.input(node.name, 'f32', shape)
        : node.kind === 'reshape'
          ? builder.reshape(values.get(node.operand), shape)
          : einsumNode(builder, node, values, shape),
    );
  }
  builder.output('y', values.get(program.outputs[0].value));
  return printModel(builder.build());
}

function einsumNode(builder, { kind, operands, output }, values, shape) {
  if (kind !== 'einsum') throw new Error(`a model of einsums has no ${kind}`);
  const names = [...new Set(operands.flatMap(({ indices }) => indices))];
  const letters = (indices) => indices.map((index) => String.fromCharCode(97 + names.indexOf(index))).join('');
  const equation = `${operands.map(({ indices }) => letters(indices)).join()}->${letters(output)}`;
  const inputs = operands.map(({ value }) => values.get(value));
  return builder.emit('Einsum', inputs, 'f32', shape, { equation: { kind: 'string', value: equation } });
}

/** A model without work brings a tensor to the device, since nothing else does. It goes with the session that made it. */
export async function hold(shape, data) {
  const model = modelOf('hold', { x: shape }, (builder) => builder.emit('Identity', ['x'], 'f32', shape));
  const session = await InferenceSession.create(model, RESIDENT);
  const { y } = await session.run({ x: new Tensor('float32', data, shape) });
  return {
    tensor: y,
    async release() {
      y.dispose();
      await session.release();
    },
  };
}

/** Reads a few elements of a tensor of `shape` from each of some places; by that, also waits for all work before. */
export async function openReader(shape, starts, count) {
  const model = modelOf('read', { x: shape }, (builder) => {
    const elements = shape.reduce((all, extent) => all * extent, 1);
    const flat = builder.reshape('x', [elements]);
    const parts = starts.map((start) =>
      builder.emit('Slice', [flat, builder.integers([start]), builder.integers([start + count])], 'f32', [count]),
    );
    return parts.length === 1
      ? parts[0]
      : builder.emit('Concat', parts, 'f32', [count * parts.length], { axis: { kind: 'int', value: 0 } });
  });
  const session = await InferenceSession.create(model, OPTIONS);
  return {
    async read(tensor) {
      const { y } = await session.run({ x: tensor });
      return y.data;
    },
    close: () => session.release(),
  };
}

/** Runs a model on tensors of the device, by name of the input. The result is disposed of by whoever asked for it. */
export async function openModel(model, tensorOf) {
  const session = await InferenceSession.create(model, RESIDENT);
  const feeds = Object.fromEntries(session.inputNames.map((name) => [name, tensorOf(name)]));
  const [output] = session.outputNames;
  return {
    run: async () => (await session.run(feeds))[output],
    close: () => session.release(),
  };
}
