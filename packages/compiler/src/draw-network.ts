/**
 * Draws the product that a layer is as a network, in SVG: tensors are nodes, x at the left and y at the right, and every index is an
 * edge between the tensors that carry it, or, when those are more than two, lines that meet in a dot. The same product gives
 * the same bytes.
 */
import { printExtent } from '@einlay/ir';
import { escape, text } from './svg.ts';
import type { TracedIndex, TracedProduct } from './trace-layer.ts';

const WIDTH = 720;
const HEIGHT = 460;
const HEADER = 40;
const CENTRE = { x: WIDTH / 2, y: (HEIGHT + HEADER) / 2 };
const RADIUS = { x: 280, y: 150 };
const NODE = 26;
/** Dots keep this far from each other, from nodes and from edges. */
const CLEARANCE = 30;
const LABEL = 11;
/** How far the edges of tokens are bent, to pass below everything else. */
const BELOW = 378;
/** How far edges between the same two tensors are bent from each other. */
const BEND = 44;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Node extends Point {
  readonly name: string;
  readonly colour: string;
}

/** An index and the nodes that carry it, by position. */
interface Edge {
  readonly index: TracedIndex;
  readonly ends: readonly number[];
}

const COLOURS = { input: '#dbeafe', factor: '#dcfce7', output: '#fee2e2' };

/** The network as an SVG document. Names from the source are escaped. */
export function drawNetwork(product: TracedProduct, name: string): string {
  const nodes = placeNodes(product);
  const edges = edgesOf(product);
  const isOfTokens = ({ index }: Edge): boolean => typeof index.extent !== 'number';
  const pairs = edges.filter((edge) => edge.ends.length === 2 && !isOfTokens(edge));
  const tokens = edges.filter((edge) => edge.ends.length === 2 && isOfTokens(edge));
  const hubs = placeHubs(
    edges.filter(({ ends }) => ends.length !== 2),
    pairs,
    nodes,
  );
  const title = `${name}: ${product.tensors.length} tensors, ${product.indices.length} indices`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(24, 26, name, { size: 15, bold: true, width: WIDTH - 48 }),
    ...drawPairs(tokens, nodes, BELOW),
    ...drawPairs(pairs, nodes),
    ...hubs.flatMap(({ edge, at }) => drawHub(edge, at, nodes)),
    ...nodes.flatMap(drawNode),
    '</svg>',
    '',
  ].join('\n');
}

/** The tensors in their order, then y. Factors go around between x and y, above and below in turn. */
function placeNodes({ tensors }: TracedProduct): readonly Node[] {
  const factors = tensors.filter(({ role }) => role === 'factor');
  const inputs = tensors.filter(({ role }) => role === 'input');
  const around = (angle: number): Point => ({
    x: Math.round(CENTRE.x - RADIUS.x * Math.cos(angle)),
    y: Math.round(CENTRE.y - RADIUS.y * Math.sin(angle)),
  });
  const nodes = tensors.map((tensor): Node => {
    const { name, role } = tensor;
    if (role === 'input') {
      const spread = (inputs.indexOf(tensor) - (inputs.length - 1) / 2) * 3 * NODE;
      const { x, y } = around(0);
      return { x, y: y + spread, name, colour: COLOURS.input };
    }
    const at = factors.indexOf(tensor);
    const isAbove = at % 2 === 0;
    const inRow = isAbove ? Math.ceil(factors.length / 2) : Math.floor(factors.length / 2);
    const angle = (Math.PI * (Math.floor(at / 2) + 1)) / (inRow + 1);
    return { ...around(isAbove ? angle : -angle), name, colour: COLOURS.factor };
  });
  return [...nodes, { ...around(Math.PI), name: 'y', colour: COLOURS.output }];
}

function edgesOf({ indices, tensors, output }: TracedProduct): readonly Edge[] {
  return indices.map((index, at) => ({
    index,
    ends: [
      ...tensors.flatMap((tensor, position) => (tensor.indices.includes(at) ? [position] : [])),
      ...(output.includes(at) ? [tensors.length] : []),
    ],
  }));
}

/** Where the dots of hyperedges go: amid their tensors, moved until nothing is in their way. */
function placeHubs(
  edges: readonly Edge[],
  pairs: readonly Edge[],
  nodes: readonly Node[],
): readonly { readonly edge: Edge; readonly at: Point }[] {
  const placed: { readonly edge: Edge; readonly at: Point }[] = [];
  for (const edge of edges) {
    const ends = edge.ends.map((end) => nodes[end] as Node);
    const middle = { x: mean(ends.map(({ x }) => x)), y: mean(ends.map(({ y }) => y)) };
    const isFree = (at: Point): boolean =>
      placed.every((other) => distance(at, other.at) >= CLEARANCE) &&
      nodes.every((node) => distance(at, node) >= CLEARANCE + NODE) &&
      pairs.every(
        ({ ends: [one, other] }) => awayFrom(at, nodes[one ?? 0] as Node, nodes[other ?? 0] as Node) >= CLEARANCE,
      );
    // An index on one tensor only ends in the open.
    const start = edge.ends.length === 1 ? { x: middle.x, y: middle.y + 3 * NODE } : middle;
    placed.push({ edge, at: spiral(start).find(isFree) ?? start });
  }
  return placed;
}

/** Places around a point, nearer ones first. */
const spiral = ({ x, y }: Point): readonly Point[] =>
  Array.from({ length: 60 }, (_, turn) => ({
    x: Math.round(x + turn * 4 * Math.cos(turn * 2.4)),
    y: Math.round(y + turn * 4 * Math.sin(turn * 2.4)),
  }));

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** How far a point is from a line between two others. */
function awayFrom(at: Point, from: Point, to: Point): number {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const share = ((at.x - from.x) * dx + (at.y - from.y) * dy) / (dx ** 2 + dy ** 2);
  const along = Math.min(1, Math.max(0, share));
  return distance(at, { x: from.x + along * dx, y: from.y + along * dy });
}

/** Edges between the same two tensors are bent apart; all of them by `start`, too. */
function drawPairs(pairs: readonly Edge[], nodes: readonly Node[], start = 0): readonly string[] {
  const together = new Map<string, number>();
  return pairs.flatMap(({ index, ends: [one = 0, other = 0] }) => {
    const key = `${one} ${other}`;
    const before = together.get(key) ?? 0;
    together.set(key, before + 1);
    const [from, to] = [nodes[one] as Node, nodes[other] as Node];
    const bend = start + (before % 2 === 0 ? 1 : -1) * Math.ceil(before / 2) * BEND;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = Math.hypot(dx, dy);
    const control = { x: (from.x + to.x) / 2 - (bend * dy) / length, y: (from.y + to.y) / 2 + (bend * dx) / length };
    const middle = { x: (from.x + to.x) / 4 + control.x / 2, y: (from.y + to.y) / 4 + control.y / 2 };
    return [
      `<path d="M${from.x} ${from.y}Q${Math.round(control.x)} ${Math.round(control.y)} ${to.x} ${to.y}" stroke="#374151" stroke-width="1.5" fill="none"${dashes(index)}/>`,
      ...label(index, middle),
    ];
  });
}

function drawHub({ index, ends }: Edge, at: Point, nodes: readonly Node[]): readonly string[] {
  return [
    ...ends.map((end) => {
      const { x, y } = nodes[end] as Node;
      return `<path d="M${at.x} ${at.y}L${x} ${y}" stroke="#7c3aed" stroke-width="1.5" fill="none"${dashes(index)}/>`;
    }),
    `<circle cx="${at.x}" cy="${at.y}" r="5" fill="#7c3aed"/>`,
    ...label(index, { x: at.x, y: at.y - 14 }),
  ];
}

/** Tokens are not part of the matrix. */
const dashes = ({ extent }: TracedIndex): string => (typeof extent === 'number' ? '' : ' stroke-dasharray="5 4"');

function label({ name, extent }: TracedIndex, { x, y }: Point): readonly string[] {
  const words = typeof extent === 'number' ? `${name} ${printExtent(extent)}` : name;
  const width = Math.min(words.length, 16) * LABEL * 0.62 + 8;
  return [
    `<rect x="${Math.round(x - width / 2)}" y="${Math.round(y - 9)}" width="${Math.round(width)}" height="16" rx="4" fill="#ffffff" fill-opacity="0.85"/>`,
    text(Math.round(x - width / 2 + 4), Math.round(y + 3), words, { size: LABEL, width }),
  ];
}

function drawNode({ x, y, name, colour }: Node): readonly string[] {
  const width = Math.min(name.length, 6) * 14 * 0.62;
  return [
    `<circle cx="${x}" cy="${y}" r="${NODE}" fill="${colour}" stroke="#374151"/>`,
    text(Math.round(x - width / 2), y + 5, name, { size: 14, bold: true, width: 2 * NODE }),
  ];
}
