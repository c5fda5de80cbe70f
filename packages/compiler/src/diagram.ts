/**
 * Draws the kernels of a layer as SVG: kernels as boxes from top to bottom, what the caller hands in at their left, what
 * they write at their right, bytes at the arrows, and inside a box what never leaves the chip. The same explanation gives
 * the same bytes.
 */
import type { ExplainedBuffer, ExplainedKernel, KernelsExplanation, Transfer } from './explain-kernels.ts';
import { escape, text } from './svg.ts';

const WIDTH = 1040;
const MARGIN = 24;
/** Left edges and widths of the three columns: buffers read, kernels, buffers written. */
const LEFT = { x: MARGIN, width: 180 };
const MIDDLE = { x: 300, width: 460 };
const RIGHT = { x: 846, width: 170 };
const LINE = 18;
const BUFFER_HEIGHT = 40;
const GAP = 12;
const KERNEL_GAP = 44;
const HEADER = 64;
/** Ways down at the right lie beside each other. */
const LANES = 6;
const LANE = 14;

const COLOURS: Readonly<Record<ExplainedBuffer['role'], string>> = {
  input: '#dbeafe',
  factor: '#dcfce7',
  constant: '#f3f4f6',
  output: '#fee2e2',
  intermediate: '#fef3c7',
};

/** The diagram as an SVG document. Names from the source are escaped. */
export function drawKernels(explanation: KernelsExplanation): string {
  const { layer, target, at, kernels, buffers, bytes, bytesUnfused } = explanation;
  const extents = Object.entries(at).map(([symbol, extent]) => `${symbol} = ${extent}`);
  const kernelCount = kernels.length === 1 ? '1 kernel' : `${kernels.length} kernels`;
  const lines: string[] = [];
  /** What passes behind boxes. */
  const behind: string[] = [];
  const head = [
    text(MARGIN, 30, [`${layer} on ${target}`, ...extents].join(', '), {
      size: 16,
      bold: true,
      width: WIDTH - 2 * MARGIN,
    }),
    text(MARGIN, 50, `${kernelCount}, ${printBytes(bytes)} moved; without fusion ${printBytes(bytesUnfused)}`, {
      size: 12,
      width: WIDTH - 2 * MARGIN,
    }),
  ];
  const roles = new Map(buffers.map((buffer) => [buffer.name, buffer]));
  /** Where what a kernel wrote stands, for those that read it later. */
  const written = new Map<string, { readonly x: number; readonly y: number }>();
  let y = HEADER + GAP;
  for (const kernel of kernels) {
    const isMade = ({ buffer }: Transfer): boolean => written.has(buffer);
    const fromCaller = kernel.reads.filter((transfer) => !isMade(transfer));
    const fromKernels = kernel.reads.filter(isMade);
    const words = wordsOf(kernel);
    const column = (count: number): number => count * (BUFFER_HEIGHT + GAP) - GAP;
    const height = Math.max(
      (words.length + 1) * LINE + 2 * GAP,
      column(fromCaller.length),
      column(kernel.writes.length) + fromKernels.length * LINE,
      BUFFER_HEIGHT,
    );
    lines.push(...drawKernel(kernel, words, y, height));
    fromCaller.forEach((transfer, position) => {
      const top = y + position * (BUFFER_HEIGHT + GAP);
      lines.push(...drawBuffer(LEFT, top, roles.get(transfer.buffer)));
      lines.push(...drawArrow(LEFT.x + LEFT.width, MIDDLE.x, top + BUFFER_HEIGHT / 2, transfer));
    });
    fromKernels.forEach((transfer, position) => {
      const from = written.get(transfer.buffer) as { readonly x: number; readonly y: number };
      const end = y + GAP + position * LINE;
      behind.push(drawDetour(from, end));
      lines.push(text(MIDDLE.x + MIDDLE.width + 10, end - 4, printBytes(transfer.bytes), { size: 10, width: 66 }));
    });
    kernel.writes.forEach((transfer, position) => {
      const top = y + fromKernels.length * LINE + position * (BUFFER_HEIGHT + GAP);
      lines.push(...drawBuffer(RIGHT, top, roles.get(transfer.buffer)));
      lines.push(...drawArrow(MIDDLE.x + MIDDLE.width, RIGHT.x, top + BUFFER_HEIGHT / 2, transfer));
      const lane = RIGHT.x + RIGHT.width / 2 + (written.size % LANES) * LANE;
      written.set(transfer.buffer, { x: lane, y: top + BUFFER_HEIGHT });
    });
    y += height + KERNEL_GAP;
  }
  const height = y - KERNEL_GAP + MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    `<title>${escape(`${layer}: ${kernelCount}`)}</title>`,
    '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0 8 4 0 8z" fill="#374151"/></marker></defs>',
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    ...head,
    ...behind,
    ...lines,
    '</svg>',
    '',
  ].join('\n');
}

/** What stands in the box of a kernel, under its name. */
function wordsOf(kernel: ExplainedKernel): readonly string[] {
  const { operations, kept, workgroups, invocations, workgroupBytes, flops, share, bound } = kernel;
  return [
    ...operations.map((operation) => operation.replace(/: \S+?\[.*?\] = /, ' = ')),
    ...kept.map(({ value, bytes }) => `▪ ${value} stays on chip: ${printBytes(bytes)} not moved`),
    `${workgroups} × ${invocations} invocations${workgroupBytes > 0 ? `, ${printBytes(workgroupBytes)} shared` : ''}`,
    `${printCount(flops)} operations, ${Math.round(share * 100)} % of the time, limited by ${bound}`,
  ];
}

function drawKernel({ name }: ExplainedKernel, words: readonly string[], y: number, height: number): readonly string[] {
  const { x, width } = MIDDLE;
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="6" fill="#eef2ff" stroke="#4f46e5"/>`,
    text(x + 12, y + LINE + 2, name, { size: 14, bold: true, width: width - 24 }),
    ...words.map((line, at) => text(x + 12, y + (at + 2) * LINE + 6, line, { size: 11, width: width - 24 })),
  ];
}

function drawBuffer({ x, width }: typeof LEFT, y: number, buffer: ExplainedBuffer | undefined): readonly string[] {
  const { name = '', role = 'intermediate', bytes = 0 } = buffer ?? {};
  return [
    `<rect x="${x}" y="${y}" width="${width}" height="${BUFFER_HEIGHT}" rx="20" fill="${COLOURS[role]}" stroke="#9ca3af"/>`,
    text(x + 16, y + 17, name, { size: 12, bold: true, width: width - 32 }),
    text(x + 16, y + 32, `${role}, ${printBytes(bytes)}`, { size: 10, width: width - 32 }),
  ];
}

function drawArrow(from: number, to: number, y: number, { bytes }: Transfer): readonly string[] {
  return [
    `<path d="M${from} ${y}H${to}" stroke="#374151" fill="none" marker-end="url(#tip)"/>`,
    text(from + 6, y - 4, printBytes(bytes), { size: 10, width: to - from - 8 }),
  ];
}

/** From a buffer that an earlier kernel wrote, down and into the right side of a later one. */
const drawDetour = ({ x, y }: { readonly x: number; readonly y: number }, end: number): string =>
  `<path d="M${x} ${y}V${end}H${MIDDLE.x + MIDDLE.width}" stroke="#374151" fill="none" stroke-dasharray="4 3" marker-end="url(#tip)"/>`;

const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];

/** Three digits and a prefix. */
function printCount(value: number): string {
  let [scaled, power] = [value, 0];
  while (scaled >= 999.5 && power < PREFIXES.length - 1) [scaled, power] = [scaled / 1000, power + 1];
  return power === 0 ? String(Math.round(scaled)) : `${Number(scaled.toPrecision(3))} ${PREFIXES[power]}`;
}

const printBytes = (bytes: number): string => (bytes < 999.5 ? `${printCount(bytes)} B` : `${printCount(bytes)}B`);
