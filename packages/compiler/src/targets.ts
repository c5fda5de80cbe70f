/** The targets there are: what each makes of a program that went through the passes. */
import type { Payload } from '@einlay/artifact';
import { OPSET, emitOnnx } from '@einlay/backends/onnx';
import { nodesById, parametersOf, success } from '@einlay/ir';
import type { DType, Result, TensorNode, TensorProgram } from '@einlay/ir';

export const TARGETS = ['onnx'] as const;

export type TargetName = (typeof TARGETS)[number];

/** A readable file beside the artifact: an ONNX model, and later kernels. */
export interface EmittedFile {
  /** Added to the name of the artifact: `.onnx`. */
  readonly extension: string;
  readonly content: Uint8Array | string;
}

interface Target {
  readonly emit: (
    program: TensorProgram,
  ) => Result<{ readonly payload: Payload; readonly files: readonly EmittedFile[] }>;
}

export const targets: Readonly<Record<TargetName, Target>> = {
  onnx: {
    emit: (program) => {
      const widened = widenBfloat(program);
      const emitted = emitOnnx(widened);
      if (!emitted.ok) return emitted;
      const { model, subgraph, text, signature } = emitted.value;
      const nodes = nodesById(widened);
      const inputTypes = new Map(parametersOf(widened).map(({ name, dtype }) => [name, dtype]));
      const outputTypes = new Map(
        widened.outputs.map(({ name, value }) => [name, (nodes.get(value) as TensorNode).dtype]),
      );
      const bindings = (names: ReadonlyMap<string, string>, types: ReadonlyMap<string, DType>) =>
        [...names].map(([tensor, graphName]) => ({ tensor, graphName, dtype: types.get(tensor) as DType }));
      return success({
        payload: {
          kind: 'onnx',
          opset: OPSET,
          model,
          inputs: bindings(signature.inputs, inputTypes),
          outputs: bindings(signature.outputs, outputTypes),
        },
        files: [
          { extension: '.onnx', content: model },
          { extension: '.subgraph.onnx', content: subgraph },
          { extension: '.onnx.txt', content: text },
        ],
      });
    },
  },
};

/**
 * The program in f32 where it is bf16. ONNX Runtime takes no bf16 at its border, so runtimes widen on the way in and
 * round on the way out; computing in f32 in between is more exact than bf16, never less.
 */
function widenBfloat(program: TensorProgram): TensorProgram {
  const wide = (dtype: DType): DType => (dtype === 'bf16' ? 'f32' : dtype);
  if (program.nodes.every(({ dtype }) => dtype !== 'bf16')) return program;
  return { ...program, nodes: program.nodes.map((node) => ({ ...node, dtype: wide(node.dtype) })) };
}
