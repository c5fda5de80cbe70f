/** Contraction trees: the order of contractions, told without positions that shift. */
import type { Path } from './problem.ts';

/**
 * A binary contraction tree in SSA numbering: operands are 0 … n − 1, step k makes value n + k out of the values at
 * `2k` and `2k + 1`.
 */
export type ContractionTree = Int32Array;

/** The path that follows a tree over `count` operands, positions ascending within a step. */
export function pathOfTree(tree: ContractionTree, count: number): Path {
  if (count === 1) return [[0]];
  const list = Array.from({ length: count }, (_, operand) => operand);
  const path: number[][] = [];
  for (let step = 0; step < count - 1; step += 1) {
    const positions = [tree[2 * step], tree[2 * step + 1]].map((value) => list.indexOf(value as number));
    positions.sort((a, b) => a - b);
    for (const position of [...positions].reverse()) list.splice(position, 1);
    list.push(count + step);
    path.push(positions);
  }
  return path;
}

/** The tree that a path of pairs over `count` operands follows. */
export function treeOfPath(path: Path, count: number): ContractionTree {
  const list = Array.from({ length: count }, (_, operand) => operand);
  const tree = new Int32Array(2 * (count - 1));
  if (count === 1) return tree;
  path.forEach((positions, step) => {
    positions.forEach((position, side) => {
      tree[2 * step + side] = list[position] as number;
    });
    for (const position of [...positions].sort((a, b) => b - a)) list.splice(position, 1);
    list.push(count + step);
  });
  return tree;
}
