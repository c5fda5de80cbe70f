/**
 * Draws the product that a layer is as a network, in SVG: tensors are nodes, x at the left and y at the right, and every index is an
 * edge between the tensors that carry it, or, when those are more than two, lines of one colour that meet in a dot. The larger an
 * extent, the thicker its lines. Below runs what only a run knows, the tokens. The drawing follows the reader's light or dark mode,
 * and the same product gives the same bytes.
 */
import { printExtent } from '@einlay/ir';
import { distance, mean, placeDot, placeLabel } from './place-network.ts';
import type { Box, Line, Point } from './place-network.ts';
import { escape, text } from './svg.ts';
import type { TracedIndex, TracedProduct, TracedTensor } from './trace-layer.ts';

/** Up to three factors, and for every one more. */
const WIDTH = { few: 720, more: 160 };
const MARGIN = 24;
/** Under the title, and above the lane of tokens. */
const HEADER = 44;
const FOOTER = 56;
/** x and y keep this far from the sides. */
const SIDE = 78;
/** Half the way from the upper to the lower factors, and for every factor beyond three. */
const RADIUS = { few: 112, more: 24 };
/** One factor alone stands a little above the way from x to y. */
const SINGLE = 64;
const NODE = 28;
const DOT = 5;
const LABEL = { size: 12, height: 20 };
/** How far edges between the same two tensors are bent from each other. */
const BEND = 56;

interface Node extends Point {
  readonly name: string;
  readonly role: TracedTensor['role'] | 'output';
  /** Sizes of its axes, without tokens. */
  readonly shape: string;
  /** Whether the shape stands above it. */
  readonly isAbove: boolean;
}

/** An index and the nodes that carry it, by position. */
interface Edge {
  readonly index: TracedIndex;
  readonly ends: readonly number[];
}

/** What is drawn of an edge. */
interface Drawn {
  readonly lines: readonly Line[];
  readonly shapes: readonly string[];
  /** Where its label may stand, better places first. */
  readonly places: readonly Point[];
  readonly dot?: Point;
  readonly colour: string;
  readonly words: string;
}

/** Of edges between two tensors, and of those that meet in dots, one after the other. Seen on light and on dark ground. */
const PAIR = '#7d8590';
const HUBS = ['#8e5cf0', '#e16f24', '#0f9d8a', '#d63384', '#2f81f7', '#7a9a01'];

const STYLE = `<style>
.ground{fill:#fff}.input{fill:#dbeafe;stroke:#3b82f6}.factor{fill:#dcfce7;stroke:#22a55b}.output{fill:#fee2e2;stroke:#ef4444}
.pill{fill:#fff}text{fill:#1f2328}.quiet{fill:#59636e}
@media(prefers-color-scheme:dark){.ground,.pill{fill:#0d1117}.input{fill:#152a4d}.factor{fill:#12351f}.output{fill:#4a1a1c}text{fill:#f0f6fc}.quiet{fill:#9198a1}}
</style>`;

/**
 * The network as an SVG document. Names from the source are escaped.
 *
 * @example
 * ```ts
 * import { compile, drawNetwork, findPoint } from '@einlay/compiler';
 *
 * const compiled = compile('import { kronecker } from "std"', {
 *   layer: 'kronecker',
 *   set: { b: 8, a: 8, e: 8, d: 8 },
 * });
 * if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
 * const found = findPoint(compiled.value.program);
 * if (found.product) console.log(drawNetwork(found.product, 'kronecker').match(/<title>.*?<.title>/)?.[0]);
 * ```
 *
 * ```text
 * <title>kronecker: 3 tensors, 5 indices</title>
 * ```
 */
export function drawNetwork(product: TracedProduct, name: string): string {
  const size = sizeOf(product);
  const { width, height } = size;
  const nodes = placeNodes(product, size);
  const edges = edgesOf(product);
  const isOfTokens = ({ index }: Edge): boolean => typeof index.extent !== 'number';
  const tokens = edges.filter(isOfTokens).map((edge, at) => drawTokens(edge, nodes, height - FOOTER + 22 + 14 * at));
  const pairs = drawPairs(
    edges.filter((edge) => edge.ends.length === 2 && !isOfTokens(edge)),
    nodes,
  );
  const hubs = drawHubs(
    edges.filter((edge) => edge.ends.length !== 2 && !isOfTokens(edge)),
    pairs.flatMap(({ lines }) => lines),
    nodes,
    size,
  );
  const drawn = [...tokens, ...pairs, ...hubs];
  const title = `${name}: ${product.tensors.length} tensors, ${product.indices.length} indices`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escape(title)}</title>`,
    STYLE,
    `<rect class="ground" width="${width}" height="${height}" rx="8"/>`,
    text(MARGIN, 30, name, { size: 15, bold: true, width: width - 2 * MARGIN }),
    ...drawn.flatMap(({ shapes }) => shapes),
    ...nodes.flatMap(drawNode),
    ...drawLabels(drawn, nodes),
    '</svg>',
    '',
  ].join('\n');
}

const factorsOf = ({ tensors }: TracedProduct): readonly TracedTensor[] =>
  tensors.filter(({ role }) => role === 'factor');

interface Size {
  readonly width: number;
  readonly height: number;
}

const beyondFew = (product: TracedProduct): number => Math.max(0, factorsOf(product).length - 3);

const radiusOf = (product: TracedProduct): number =>
  factorsOf(product).length === 1 ? SINGLE : RADIUS.few + RADIUS.more * beyondFew(product);

const sizeOf = (product: TracedProduct): Size => ({
  width: WIDTH.few + WIDTH.more * beyondFew(product),
  height: HEADER + FOOTER + 4 * NODE + radiusOf(product) * (factorsOf(product).length === 1 ? 1 : 2),
});

/** The tensors in their order, then y. Factors go around between x and y, above and below in turn. */
function placeNodes(product: TracedProduct, { width, height }: Size): readonly Node[] {
  const { tensors, indices, output } = product;
  const factors = factorsOf(product);
  const inputs = tensors.filter(({ role }) => role === 'input');
  const isSingle = factors.length === 1;
  const centre = { x: width / 2, y: (height + HEADER - FOOTER) / 2 + (isSingle ? SINGLE / 2 : 0) };
  const shapeOf = (own: readonly number[]): string =>
    own
      .map((at) => indices[at]?.extent ?? 1)
      .filter((extent) => typeof extent === 'number')
      .map(printExtent)
      .join('×');
  const around = (angle: number): Point => ({
    x: Math.round(centre.x - (width / 2 - SIDE) * Math.cos(angle)),
    y: Math.round(centre.y - radiusOf(product) * Math.sin(angle)),
  });
  const nodes = tensors.map((tensor): Node => {
    const { name, role } = tensor;
    const shape = shapeOf(tensor.indices);
    if (role === 'input') {
      const spread = (inputs.indexOf(tensor) - (inputs.length - 1) / 2) * 3.4 * NODE;
      const { x, y } = around(0);
      return { x, y: Math.round(y + spread), name, role, shape, isAbove: true };
    }
    const at = factors.indexOf(tensor);
    const isAbove = at % 2 === 0;
    const inRow = isAbove ? Math.ceil(factors.length / 2) : Math.floor(factors.length / 2);
    const angle = (Math.PI * (Math.floor(at / 2) + 1)) / (inRow + 1);
    return { ...around(isAbove ? angle : -angle), name, role, shape, isAbove };
  });
  return [...nodes, { ...around(Math.PI), name: 'y', role: 'output', shape: shapeOf(output), isAbove: true }];
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

/** Thicker by as much for every doubling. */
const thickness = ({ extent }: TracedIndex): number =>
  typeof extent === 'number' ? Math.round(10 * (1.2 + 0.28 * Math.log2(Math.max(1, extent)))) / 10 : 1.5;

const wordsOf = ({ name, extent }: TracedIndex): string => {
  if (typeof extent === 'number') return `${name} ${printExtent(extent)}`;
  return name === '...' ? 'tokens' : name;
};

const stroke = (index: TracedIndex, colour: string, path: string, dashes = ''): string =>
  `<path d="${path}" stroke="${colour}" stroke-width="${thickness(index)}" stroke-linecap="round" fill="none"${dashes}/>`;

/** Down from the tensors that have it, and along below everything. */
function drawTokens({ index, ends }: Edge, nodes: readonly Node[], lane: number): Drawn {
  const CORNER = 14;
  const own = ends.map((end) => nodes[end] as Node);
  const [left, right] = [own[0] as Node, own.at(-1) as Node];
  const path =
    left === right
      ? `M${left.x} ${left.y}V${lane}`
      : `M${left.x} ${left.y}V${lane - CORNER}Q${left.x} ${lane} ${left.x + CORNER} ${lane}H${right.x - CORNER}Q${right.x} ${lane} ${right.x} ${lane - CORNER}V${right.y}`;
  return {
    lines: [
      { from: left, to: { x: left.x, y: lane } },
      { from: { x: left.x, y: lane }, to: { x: right.x, y: lane } },
      { from: { x: right.x, y: lane }, to: right },
    ],
    shapes: [
      stroke(index, PAIR, path, ' stroke-dasharray="2 5"'),
      ...own.slice(1, -1).map(({ x, y }) => stroke(index, PAIR, `M${x} ${y}V${lane}`, ' stroke-dasharray="2 5"')),
    ],
    places: [{ x: (left.x + right.x) / 2, y: lane }],
    colour: PAIR,
    words: wordsOf(index),
  };
}

/** Edges between the same two tensors are bent apart. */
function drawPairs(pairs: readonly Edge[], nodes: readonly Node[]): readonly Drawn[] {
  const keyOf = ({ ends }: Edge): string => ends.join(' ');
  return pairs.map((edge, position): Drawn => {
    const { index, ends } = edge;
    const [from, to] = ends.map((end) => nodes[end] as Node) as [Node, Node];
    const together = pairs.filter((other) => keyOf(other) === keyOf(edge));
    const bend = (together.indexOf(pairs[position] as Edge) - (together.length - 1) / 2) * 2 * BEND;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = distance(from, to);
    const control = {
      x: Math.round((from.x + to.x) / 2 - (bend * dy) / length),
      y: Math.round((from.y + to.y) / 2 + (bend * dx) / length),
    };
    const along = (share: number): Point => ({
      x: (1 - share) ** 2 * from.x + 2 * share * (1 - share) * control.x + share ** 2 * to.x,
      y: (1 - share) ** 2 * from.y + 2 * share * (1 - share) * control.y + share ** 2 * to.y,
    });
    const stops = [0, 0.2, 0.4, 0.6, 0.8, 1].map(along);
    return {
      lines: stops.slice(1).map((stop, at) => ({ from: stops[at] as Point, to: stop })),
      shapes: [stroke(index, PAIR, `M${from.x} ${from.y}Q${control.x} ${control.y} ${to.x} ${to.y}`)],
      places: [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74].map(along),
      colour: PAIR,
      words: wordsOf(index),
    };
  });
}

/** Indices of three tensors and more, and those of one, which end in the open. */
function drawHubs(
  hubs: readonly Edge[],
  lines: readonly Line[],
  nodes: readonly Node[],
  { width, height }: Size,
): readonly Drawn[] {
  const drawn: Drawn[] = [];
  const frame = {
    ...{ x: width / 2, y: (HEADER + height - FOOTER) / 2 },
    ...{ width: width - 4 * MARGIN, height: height - HEADER - FOOTER - 2 * MARGIN },
  };
  for (const [position, { index, ends }] of hubs.entries()) {
    const own = ends.map((end) => nodes[end] as Node);
    const start = { x: mean(own.map(({ x }) => x)), y: mean(own.map(({ y }) => y)) };
    const dots = drawn.flatMap(({ dot }) => (dot ? [dot] : []));
    const spokes = drawn.flatMap((other) => other.lines);
    const around = { nodes, lines, dots, spokes, fromNodes: NODE + 16, fromRest: 26, frame };
    const dot = placeDot(start, own, around);
    const colour = HUBS[position % HUBS.length] as string;
    drawn.push({
      lines: own.map((to) => ({ from: dot, to })),
      shapes: [
        ...own.map(({ x, y }) => stroke(index, colour, `M${dot.x} ${dot.y}L${x} ${y}`)),
        `<circle cx="${dot.x}" cy="${dot.y}" r="${DOT}" fill="${colour}"/>`,
      ],
      places: [
        ...[-1, 1].flatMap((side) => [{ x: dot.x, y: dot.y + 20 * side }]),
        ...[-1, 1].flatMap((side) => [-1, 1].map((across) => ({ x: dot.x + 40 * across, y: dot.y + 14 * side }))),
        ...[-1, 1].map((across) => ({ x: dot.x + 46 * across, y: dot.y })),
      ],
      dot,
      colour,
      words: wordsOf(index),
    });
  }
  return drawn;
}

/** Labels above everything, each where nothing else is. */
function drawLabels(drawn: readonly Drawn[], nodes: readonly Node[]): readonly string[] {
  const taken: Box[] = [
    ...nodes.flatMap(({ x, y, isAbove }) => [
      { x, y, width: 2 * NODE, height: 2 * NODE },
      { x, y: y + (isAbove ? -1 : 1) * (NODE + 10), width: 80, height: 16 },
    ]),
    ...drawn.flatMap(({ dot }) => (dot ? [{ ...dot, width: 4 * DOT, height: 4 * DOT }] : [])),
  ];
  return drawn.flatMap((own) => {
    const { words, colour, places } = own;
    const width = Math.round(Math.min(Array.from(words).length, 18) * LABEL.size * 0.62 + 14);
    const candidates = places.map(({ x, y }) => ({ x: Math.round(x), y: Math.round(y), width, height: LABEL.height }));
    const others = drawn.filter((other) => other !== own).flatMap(({ lines }) => lines);
    // A label may stand on its own edge, but better beside the lines that meet in a dot.
    const box = placeLabel(candidates, taken, others, own.dot ? own.lines : []);
    if (!box) return [];
    taken.push(box);
    const { x, y, height } = box;
    return [
      `<rect class="pill" x="${x - width / 2}" y="${y - height / 2}" width="${width}" height="${height}" rx="10" stroke="${colour}"/>`,
      text(x, y + 4, words, { size: LABEL.size, width, isCentred: true }),
    ];
  });
}

function drawNode({ x, y, name, role, shape, isAbove }: Node): readonly string[] {
  return [
    `<circle class="${role}" cx="${x}" cy="${y}" r="${NODE}" stroke-width="1.5"/>`,
    text(x, y + 6, name, { size: 17, bold: true, width: 2 * NODE, isCentred: true }),
    text(x, y + (isAbove ? -NODE - 8 : NODE + 17), shape, { size: 11, width: 150, isCentred: true, isQuiet: true }),
  ];
}
