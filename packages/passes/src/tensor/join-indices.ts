import { multiplyExtents, rewrite } from '@einlay/ir';
import type { EinsumNode, Operand, ProgramBuilder } from '@einlay/ir';
import { tensorPass } from '../run.ts';
import { alignAxes } from './align-axes.ts';
import { indicesOf } from './indices.ts';
import { reshapeOnce } from './simplify-reshapes.ts';

/**
 * Joins indices that stand side by side wherever an einsum has them and are one axis of what a reshape views: the reverse
 * of split-indices, for targets to which a reshape between einsums costs nothing and fewer axes are easier to arrange.
 *
 * Needs:  simplify-reshapes, or reshapes of reshapes hide what is viewed.
 * Leaves: no two such indices of known extent on an einsum.
 * Before: simplify-reshapes, which takes the reshapes that this makes through maps.
 */
export const joinIndices = tensorPass('join-indices', (program) =>
  rewrite(program, {
    einsum: (node, builder) => {
      const runs = runsOf(node, builder);
      if (runs.every((run) => run.length === 1)) return undefined;
      /** Of each run, by its first index. */
      const lengths = new Map(runs.map((run) => [run[0], run.length]));
      const operands = node.operands.map(({ value, indices }) => {
        const extents = builder.shape(value);
        const shape = indices.flatMap((index, axis) => {
          const length = lengths.get(index);
          return length === undefined ? [] : [multiplyExtents(extents.slice(axis, axis + length))];
        });
        return { value: reshapeOnce(value, shape, builder), indices: indices.filter((index) => lengths.has(index)) };
      });
      const output = node.output.filter((index) => lengths.has(index));
      const { name, span } = node;
      return builder.reshape(builder.einsum(operands, output, { name, span }), node.shape, { name });
    },
  }),
);

/** The indices of an einsum, those that are to be joined in one list. */
function runsOf({ operands, output }: EinsumNode, builder: ProgramBuilder): readonly (readonly string[])[] {
  const lists = [...operands.map(({ indices }) => indices), output];
  const follows = (index: string, before: string): boolean =>
    lists.every((list) => [...list, undefined].every((name, at) => (name === index) === (list[at - 1] === before)));
  const cuts = operands.flatMap((operand) => cutsOf(operand, builder));
  const runs: string[][] = [];
  for (const index of indicesOf(operands)) {
    const run = runs.find((each) => {
      const before = each.at(-1) as string;
      return cuts.some((cut) => cut.includes(index) && cut.includes(before)) && follows(index, before);
    });
    if (run) run.push(index);
    else runs.push([index]);
  }
  return runs;
}

/** For each axis that a reshape cuts into known extents to give the operand, the indices of its parts. */
function cutsOf({ value, indices }: Operand, builder: ProgramBuilder): readonly (readonly string[])[] {
  const node = builder.node(value);
  if (node.kind !== 'reshape') return [];
  const groups = alignAxes(builder.shape(node.operand), node.shape) ?? [];
  return groups
    .filter(({ from, to }) => from.length === 1 && to.every((axis) => typeof node.shape[axis] === 'number'))
    .map(({ to }) => to.map((axis) => indices[axis] as string));
}
