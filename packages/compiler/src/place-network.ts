/**
 * Places what a drawing of a network shows: nodes in a fixed order, then the dots of indices on three tensors and more, then labels,
 * each where as little as possible is in its way. The same network is placed the same way every time.
 */

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A straight line; what looks bent is several. */
export interface Line {
  readonly from: Point;
  readonly to: Point;
}

/** A rectangle by its middle. */
export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** How far a point is from a line. */
export function distanceToLine(at: Point, { from, to }: Line): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = ((at.x - from.x) * dx + (at.y - from.y) * dy) / Math.max(1, dx ** 2 + dy ** 2);
  const along = Math.min(1, Math.max(0, share));
  return distance(at, { x: from.x + along * dx, y: from.y + along * dy });
}

/** Whether two lines cross somewhere between their ends. */
export function linesCross(one: Line, other: Line): boolean {
  const side = ({ from, to }: Line, at: Point): number =>
    Math.sign((to.x - from.x) * (at.y - from.y) - (to.y - from.y) * (at.x - from.x));
  return side(one, other.from) * side(one, other.to) < 0 && side(other, one.from) * side(other, one.to) < 0;
}

export const boxesOverlap = (one: Box, other: Box): boolean =>
  Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height;

/** Whether a line runs through a box. */
export function lineMeetsBox(line: Line, { x, y, width, height }: Box): boolean {
  const corner = (right: number, down: number): Point => ({ x: x + (right * width) / 2, y: y + (down * height) / 2 });
  const isInside = (at: Point): boolean => Math.abs(at.x - x) * 2 < width && Math.abs(at.y - y) * 2 < height;
  return (
    isInside(line.from) ||
    isInside(line.to) ||
    linesCross(line, { from: corner(-1, -1), to: corner(1, 1) }) ||
    linesCross(line, { from: corner(-1, 1), to: corner(1, -1) })
  );
}

/** What stands already, when a dot is placed. */
export interface Surroundings {
  readonly nodes: readonly Point[];
  /** Lines between nodes. */
  readonly lines: readonly Line[];
  readonly dots: readonly Point[];
  /** Lines from those dots to their nodes. */
  readonly spokes: readonly Line[];
  /** How far a dot keeps from nodes, and from all else. */
  readonly fromNodes: number;
  readonly fromRest: number;
  /** Dots stay inside of it. */
  readonly frame: Box;
}

const STEP = 6;
const REACH = 25;
/** Steps away from a place, near ones first. */
const OFFSETS: readonly Point[] = Array.from({ length: (2 * REACH + 1) ** 2 }, (_, at) => ({
  x: STEP * ((at % (2 * REACH + 1)) - REACH),
  y: STEP * (Math.floor(at / (2 * REACH + 1)) - REACH),
})).sort((one, other) => Math.hypot(one.x, one.y) - Math.hypot(other.x, other.y));
/** What a crossing of lines, and a line through something, weighs against a pixel farther from the middle. */
const CROSSING = 30;
const THROUGH = 300;

/** Where a dot that belongs to some of the nodes goes: near `start`, clear of everything, with few lines crossed. */
export function placeDot(start: Point, ends: readonly Point[], around: Surroundings): Point {
  const { nodes, lines, dots, spokes, fromNodes, fromRest, frame } = around;
  const cost = (at: Point): number => {
    const own = ends.map((to): Line => ({ from: at, to }));
    const isTight =
      nodes.some((node) => distance(at, node) < fromNodes) ||
      dots.some((dot) => distance(at, dot) < fromRest) ||
      [...lines, ...spokes].some((line) => distanceToLine(at, line) < fromRest);
    const through = own.flatMap((line) => [
      ...nodes.filter((node) => !ends.includes(node) && distanceToLine(node, line) < fromNodes),
      ...dots.filter((dot) => distanceToLine(dot, line) < fromRest / 2),
    ]);
    const crossings = own.flatMap((line) => [...lines, ...spokes].filter((other) => linesCross(line, other)));
    return (
      distance(at, start) +
      Math.abs(at.x - start.x) / 4 +
      CROSSING * crossings.length +
      THROUGH * (through.length + (isTight ? 3 : 0))
    );
  };
  let best = start;
  let least = Infinity;
  for (const offset of OFFSETS) {
    // No place so far away costs less, whatever is there.
    if (Math.hypot(offset.x, offset.y) >= least) break;
    const at = { x: Math.round(start.x) + offset.x, y: Math.round(start.y) + offset.y };
    if (Math.abs(at.x - frame.x) * 2 > frame.width || Math.abs(at.y - frame.y) * 2 > frame.height) continue;
    const own = cost(at);
    if (own < least) [best, least] = [at, own];
  }
  return best;
}

/** The candidate that is in the way of the least: boxes above all, then lines, then lines of its own; of those alike, the first. */
export function placeLabel(
  candidates: readonly Box[],
  boxes: readonly Box[],
  lines: readonly Line[],
  own: readonly Line[],
): Box | undefined {
  const costs = candidates.map(
    (box, at) =>
      1000 * boxes.filter((other) => boxesOverlap(box, other)).length +
      100 * lines.filter((line) => lineMeetsBox(line, box)).length +
      10 * own.filter((line) => lineMeetsBox(line, box)).length +
      at,
  );
  return candidates[costs.indexOf(Math.min(...costs))];
}
