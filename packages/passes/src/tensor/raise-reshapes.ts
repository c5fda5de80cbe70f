import { countUses, nodesById, rewrite } from '@einlay/ir';
import type { MapNode } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { mapOver } from './simplify-reshapes.ts';

/**
 * Moves a reshape from an output to what the map reads that makes it, for targets that copy an output that is a reshape.
 *
 * Needs:  simplify-reshapes, or reshapes stand on reshapes.
 * Leaves: no output that reshapes a map without other readers, unless an operand has only some of the axes that are
 *         joined, or the body counts with their indices.
 * Before: the backends; everything else wants a map over the axes of its operands.
 */
export const raiseReshapes = tensorPass('raise-reshapes', (program) => {
  const nodes = nodesById(program);
  const uses = countUses(program);
  const outputs = new Set(program.outputs.map(({ value }) => value));
  return rewrite(program, {
    // Nodes keep their ids until they are appended, but operands do not.
    reshape: ({ id, operand, shape }, builder) => {
      const before = nodes.get(id) as { readonly operand: number };
      const isRaised = outputs.has(id) && uses.get(before.operand) === 1 && builder.node(operand).kind === 'map';
      return isRaised ? mapOver(shape, builder.node(operand) as MapNode, builder) : undefined;
    },
  });
});
