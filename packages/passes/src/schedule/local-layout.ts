/** Where elements lie in the memory of a workgroup. */
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import type { Side } from './schedule.ts';

export interface LocalLayout {
  readonly strides: ReadonlyMap<string, number>;
  /** All there are, gaps between them counted. */
  readonly elements: number;
}

/** How much of an index a workgroup has at a time. */
type TileOf = (name: string) => number;

/** `inner` lies side by side; what differs in `outer` starts in different banks. Both outermost first. */
function layOut(outer: readonly string[], inner: readonly string[], tileOf: TileOf): LocalLayout {
  const strides = new Map<string, number>();
  let step = 1;
  const place = (names: readonly string[]): void => {
    for (const name of [...names].reverse()) {
      strides.set(name, step);
      step *= tileOf(name);
    }
  };
  place(inner);
  if (outer.length > 0 && step % 8 === 0) step += 4;
  place(outer);
  return { strides, elements: Math.max(step, 1) };
}

/**
 * The result of a stage, laid out for the next one. Where both stages have the same rows (or columns) innermost, four and
 * four in their registers, these are innermost, so that one writes and the other reads four at once; else what the next
 * stage sums is.
 */
export function keptLayout(stage: Stage, next: Stage, tileOf: TileOf): LocalLayout {
  const roles = rolesOf(next);
  const isLeft = next.left.value === resultOfStage(stage);
  const own = isLeft ? roles.row : roles.column;
  const made = (names: readonly string[]): readonly string[] => names.filter((name) => stage.output.includes(name));
  const [batch, kept, summed] = [made(roles.batch), made(own), made(roles.summed)];
  const last = kept.at(-1);
  const isWide = last !== undefined && tileOf(last) % 4 === 0 && next.micro[isLeft ? 0 : 1] % 4 === 0;
  return isWide && writesFour(stage, last)
    ? layOut(batch, [...summed, ...kept], tileOf)
    : layOut([...batch, ...kept], summed, tileOf);
}

/** Whether an invocation makes four neighbours along an index. */
function writesFour({ micro, ...stage }: Stage, name: string): boolean {
  const { row, column } = rolesOf(stage);
  return (row.at(-1) === name && micro[0] % 4 === 0) || (column.at(-1) === name && micro[1] % 4 === 0);
}

export const resultOfStage = ({ epilogue, einsum }: Stage): number => epilogue?.id ?? einsum.id;

/** What is staged of an operand: its rows or columns lie side by side, as the micro-tiles read them. */
export function stagedLayout(stage: Stage, side: Side, tileOf: TileOf): LocalLayout {
  const { batch, row, column, summed } = rolesOf(stage);
  return layOut([...batch, ...summed], side === 'left' ? row : column, tileOf);
}
