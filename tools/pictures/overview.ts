/** The picture of the README: an einsum, the network it is, what is compiled of it, and how fast that runs. */
import { drawNetwork, findPoint } from '@einlay/compiler';
import { STANDARD_FILES, loadModule, lowerLayer } from '@einlay/language';
import { times, type Measured } from './measured.ts';

const WIDTH = 1000;
const HEIGHT = 500;
const SANS = 'ui-sans-serif, system-ui, -apple-system, &quot;Segoe UI&quot;, Helvetica, Arial, sans-serif';
const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace';

/** The right half begins here. */
const RIGHT = 560;
const BAR = { x: 740, width: 150, height: 13, step: 17 };
const GROUP = 76;
/** The network goes down from here. */
const NETWORK_TOP = 228;

const STYLE = `<style>
.ground{fill:#fff}.card{fill:#f6f8fa;stroke:#d1d9e0}.ink{fill:#1f2328}.quiet{fill:#59636e}.word{fill:#cf222e}.note{fill:#59636e}
.ours{fill:#8250df}.dense{fill:#afb8c1}.others{fill:#d8dee4}.strong{fill:#8250df}.arrow{stroke:#59636e;fill:none}.tip{fill:#59636e}
.cuda{fill:#dafbe1;stroke:#4ac26b}.wgsl{fill:#ddf4ff;stroke:#54aeff}.onnx{fill:#fff1e5;stroke:#fb8f44}
@media(prefers-color-scheme:dark){.ground{fill:#0d1117}.card{fill:#151b23;stroke:#3d444d}.ink{fill:#f0f6fc}.quiet,.note{fill:#9198a1}.word{fill:#ff7b72}
.ours{fill:#a371f7}.dense{fill:#656c76}.others{fill:#3d444d}.strong{fill:#b392f0}.arrow{stroke:#9198a1}.tip{fill:#9198a1}
.cuda{fill:#12351f}.wgsl{fill:#0c2d4d}.onnx{fill:#3d2410}}
</style>`;

interface Words {
  readonly size?: number;
  readonly of?: string;
  readonly font?: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
}

const say = (x: number, y: number, words: string, { size = 13, of = 'ink', font = SANS, weight, anchor }: Words = {}) =>
  `<text x="${x}" y="${y}" font-family="${font}" font-size="${size}"${weight === undefined ? '' : ` font-weight="${weight}"`}${anchor === undefined ? '' : ` text-anchor="${anchor}"`} class="${of}" xml:space="preserve">${words}</text>`;

/** The picture as an SVG document; the same measurements give the same bytes. */
export function drawOverview(measured: readonly Measured[]): string {
  const { text, network } = standardLayer('btt', { g: 32, a: 32, p: 32, e: 32 });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img">`,
    '<title>A layer written as an einsum, its network, what Einlay compiles it to, and how fast that is</title>',
    STYLE,
    `<rect class="ground" width="${WIDTH}" height="${HEIGHT}" rx="8"/>`,
    ...writing(text),
    say(20, 200, 'What it is', { size: 15, weight: 600 }),
    say(20, 219, '1024 → 1024 features of full rank with a sixteenth of the parameters', { of: 'quiet' }),
    network,
    ...targets(),
    ...bars(measured),
    '</svg>',
    '',
  ].join('\n');
}

/** A layer of the standard library: its text, and its network without the frame of a document. */
function standardLayer(name: string, values: Readonly<Record<string, number>>) {
  const text = new RegExp(`^layer ${name}\\(.*?^}`, 'ms').exec(STANDARD_FILES.get('<std>/linear.ein') ?? '')?.[0];
  const module = loadModule(`export { ${name} } from "std"`, 'picture.ein');
  const program = module.ok ? lowerLayer(module.value, name, values) : module;
  const product = program.ok ? findPoint(program.value).product : undefined;
  if (text === undefined || product === undefined) throw new Error(`the standard library has no ${name} to draw`);
  return { text, network: inside(drawNetwork(product, '')) };
}

/** A drawing as a part of this one, without what says its name. */
function inside(svg: string): string {
  const [, width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).map(Number);
  const shown = { x: 10, y: 40, width: width - 20, height: height - 50 };
  const scale = (HEIGHT - NETWORK_TOP - 10) / shown.height;
  const place = `x="${Math.round((RIGHT - 16 - shown.width * scale) / 2)}" y="${NETWORK_TOP}" width="${Math.round(shown.width * scale)}" height="${Math.round(shown.height * scale)}"`;
  return svg
    .replace(/^<svg[^>]*>/, `<svg ${place} viewBox="${shown.x} ${shown.y} ${shown.width} ${shown.height}">`)
    .replace(/<title>.*?<\/title>\n/, '')
    .trimEnd();
}

const WORD = /\b(layer|input|factor|output)\b/g;

/** The source in a card, its long line broken as a person would. */
function writing(text: string): readonly string[] {
  const lines = text.replace(' = x[', '\n      = x[').split('\n');
  return [
    say(20, 30, 'What you write', { size: 15, weight: 600 }),
    `<rect class="card" x="16" y="42" width="512" height="${lines.length * 19 + 16}" rx="8"/>`,
    ...lines.map((line, at) =>
      say(32, 66 + at * 19, line.replace(WORD, '<tspan class="word">$1</tspan>'), { font: MONO, size: 13 }),
    ),
  ];
}

const TARGETS = [
  { name: 'CUDA', place: 'Node, C++', kind: 'cuda' },
  { name: 'WGSL', place: 'browsers, Node', kind: 'wgsl' },
  { name: 'ONNX', place: 'any ONNX Runtime', kind: 'onnx' },
];

function targets(): readonly string[] {
  const width = 134;
  return [
    say(RIGHT, 30, 'What you get', { size: 15, weight: 600 }),
    `<path class="arrow" d="M532 80H552" stroke-width="1.5"/><path class="tip" d="M550 75L558 80L550 85Z"/>`,
    ...TARGETS.flatMap(({ name, place, kind }, at) => {
      const x = RIGHT + at * (width + 9);
      return [
        `<rect class="${kind}" x="${x}" y="42" width="${width}" height="76" rx="8"/>`,
        say(x + width / 2, 74, name, { size: 17, weight: 600, anchor: 'middle' }),
        say(x + width / 2, 96, place, { size: 12, of: 'quiet', anchor: 'middle' }),
      ];
    }),
  ];
}

/** For each measurement three bars on a scale of their own, the shorter the better. */
function bars(measured: readonly Measured[]): readonly string[] {
  return [
    say(RIGHT, 150, 'How long it takes', { size: 15, weight: 600 }),
    say(RIGHT, 169, 'Milliseconds for 32 768 tokens, one NVIDIA H100', {
      size: 12,
      of: 'quiet',
    }),
    ...measured.flatMap(({ what, width, ours, dense, overDense, others, overOthers, denseBy, othersBy }, at) => {
      const top = 186 + at * GROUP;
      const longest = Math.max(ours, dense, others);
      const rows = [
        { kind: 'ours', name: 'Einlay', value: ours, after: '' },
        { kind: 'dense', name: `dense, ${denseBy}`, value: dense, after: times(overDense) },
        { kind: 'others', name: `same layer, ${othersBy}`, value: others, after: times(overOthers) },
      ];
      return [
        say(RIGHT, top + 11, `${what}, ${width} features`, { size: 12, weight: 600 }),
        ...rows.flatMap(({ kind, name, value, after }, row) => {
          const y = top + 18 + row * BAR.step;
          const long = Math.max(3, Math.round((BAR.width * value) / longest));
          return [
            `<rect class="${kind}" x="${BAR.x}" y="${y}" width="${long}" height="${BAR.height}" rx="2"/>`,
            say(BAR.x - 8, y + 11, name, { size: 12, anchor: 'end', of: kind === 'ours' ? 'ink' : 'quiet' }),
            say(BAR.x + 6 + long, y + 11, `${value}`, { size: 12, ...(kind === 'ours' ? { weight: 600 } : {}) }),
            ...(after === ''
              ? []
              : [say(WIDTH - 16, y + 11, after, { size: 12, weight: 600, of: 'strong', anchor: 'end' })]),
          ];
        }),
      ];
    }),
  ];
}
