/** Buffers of whole tensors, for tests that write payloads of kernels by hand. */
import type { BufferDType, Extent, KernelBuffer, TensorDeclaration } from '../artifact.ts';

/** The symbols in a shape, as often as they stand there. */
export const symbolsOf = (shape: readonly Extent[]): readonly string[] =>
  shape.flatMap((extent) => (typeof extent === 'number' ? [] : extent.symbols));

/** The buffer of a whole tensor. */
export function bufferOf(
  { name, dtype, shape }: Pick<TensorDeclaration, 'name' | 'dtype' | 'shape'>,
  content: KernelBuffer['content'],
): KernelBuffer {
  const coefficient = shape.reduce<number>(
    (all, extent) => all * (typeof extent === 'number' ? extent : extent.coefficient),
    1,
  );
  const symbols = [...symbolsOf(shape)].sort();
  const elements = symbols.length === 0 || coefficient === 0 ? coefficient : { coefficient, symbols };
  return { name, dtype: dtype as BufferDType, elements, content };
}
