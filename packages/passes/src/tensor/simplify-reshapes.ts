import { rewrite, shapesEqual } from '@einlay/ir';
import type { Extent, Hints, ProgramBuilder, ValueId } from '@einlay/ir';
import { tensorPass } from '../run.ts';

/**
 * Merges reshapes of reshapes, removes those that change nothing, and gives constants their final shape.
 *
 * Needs:  extents inferred, or equal shapes are not seen to be equal.
 * Leaves: every reshape reads a value that is neither reshape nor constant and has another shape.
 * Before: normalize-einsums, since a reshape that comes and goes stands between an einsum and its reader; and after
 *         everything that makes reshapes.
 */
export const simplifyReshapes = tensorPass('simplify-reshapes', (program) =>
  rewrite(program, {
    reshape: ({ operand, shape, name, span }, builder) => {
      const { kind, shape: before } = builder.node(operand);
      return kind === 'reshape' || kind === 'constant' || shapesEqual(before, shape)
        ? reshapeOnce(operand, shape, builder, { name, span })
        : undefined;
    },
    cast: (node, builder) => (builder.node(node.operand).dtype === node.dtype ? node.operand : undefined),
  }),
);

/** The value under another shape: a constant again, or a reshape of what is not one itself. */
export function reshapeOnce(
  value: ValueId,
  shape: readonly Extent[],
  builder: ProgramBuilder,
  hints: Hints = {},
): ValueId {
  const node = builder.node(value);
  if (node.kind !== 'constant') return builder.reshape(node.kind === 'reshape' ? node.operand : value, shape, hints);
  const known = shape.filter((extent) => typeof extent === 'number');
  return shapesEqual(node.shape, known) ? value : builder.constant(known, node.dtype, node.data, hints);
}
