import { bindExtent, mapScalar } from '@einlay/ir';
import type { Extent, ExtentBindings, Scalar, TensorNode } from '@einlay/ir';
import { tensorPass } from '../run.ts';

/** Options of `inferExtents`. */
export interface ExtentOptions {
  /** Values for symbols: whole numbers, not negative, checked by whoever read them. */
  readonly bindings?: ExtentBindings;
}

/**
 * Replaces every symbol that has a value, in shapes, indices of maps and their bodies.
 *
 * Needs:  nothing.
 * Leaves: only symbols without a value; extents in bodies are literals once they are known. The verifier, which works
 *         out every shape again from those of the parameters, is what shows that the values fit together.
 * Before: everything else, since costs, reshapes and folding depend on extents being known.
 */
export const inferExtents = tensorPass('infer-extents', (program, { bindings = new Map() }: ExtentOptions = {}) => {
  if (bindings.size === 0) return program;
  const bind = (extent: Extent): Extent => bindExtent(extent, bindings);
  const bindScalar = (part: Scalar): Scalar | undefined => {
    if (part.kind !== 'extent') return undefined;
    const extent = bind(part.extent);
    return typeof extent === 'number' ? { kind: 'literal', value: extent } : { kind: 'extent', extent };
  };
  const bindNode = (node: TensorNode): TensorNode => {
    if (node.kind === 'constant') return node;
    const shape = node.shape.map(bind);
    if (node.kind !== 'map') return { ...node, shape };
    const indices = node.indices.map(({ name, extent }) => ({ name, extent: bind(extent) }));
    return { ...node, shape, indices, body: mapScalar(node.body, bindScalar) };
  };
  return { ...program, nodes: program.nodes.map(bindNode) };
});
