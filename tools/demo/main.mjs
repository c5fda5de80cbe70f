/**
 * `npm start`: compiles layers of the standard library, each 1024 features wide, runs them on a photograph through ONNX
 * Runtime, compares with the reference interpreter, and prints what each costs beside a dense matrix.
 *
 * `rank` is that of the whole matrix, found by elimination in float64 and compared with what the structure allows. Times
 * are medians of interleaved runs over all tokens; `max error` is the largest difference from the interpreter on some of
 * them. Ends with 1 when a layer does not compile, differs by more than rounding explains, or has another rank.
 */
import { load, numbersOf, tensorOf } from '@einlay/artifact';
import { agrees, compile, interpretWithTolerance, renderDiagnostic } from '@einlay/compiler';
import { onnx } from '@einlay/runtime-onnx';
import { matrixRank } from './matrix-rank.mjs';
import { photographTokens } from './photograph.mjs';
import { progressLine } from './progress.mjs';

const D = 1024;
const ROUNDS = 15;
const WARM_UPS = 3;
/** Tokens the interpreter runs, spread over the photograph. */
const CHECKED_TOKENS = 100;

const LAYERS = [
  { name: 'dense', set: { d_in: D, d_out: D }, rank: D },
  { name: 'low_rank', set: { d_in: D, d_out: D, r: 64 }, rank: 64 },
  { name: 'kronecker', set: { b: 32, a: 32, e: 32, d: 32 }, rank: D },
  { name: 'monarch', set: { d_in: D, d_out: D, blocks: 16 }, rank: D },
  { name: 'btt', set: { g: 32, a: 32, p: 32, e: 32, r: 1 }, rank: D },
];
const SOURCE = `import { ${LAYERS.map(({ name }) => name).join(', ')} } from "std"`;

const progress = progressLine(3 * LAYERS.length + 1);
const tokens = photographTokens();
const runtime = onnx();
const prepared = [];
for (const layer of LAYERS) {
  progress.step(`compiling ${layer.name}`);
  prepared.push(await prepare(layer));
}
for (const entry of prepared) {
  progress.step(`comparing ${entry.name} with the interpreter`);
  entry.error = await compareWithInterpreter(entry);
}
for (const entry of prepared) {
  progress.step(`finding the rank of ${entry.name}`);
  entry.foundRank = await rankOf(entry);
}
progress.step('timing');
await timeAll(prepared);
progress.done();
print(prepared);

async function prepare({ name, set, rank }) {
  const { artifact, optimized } = compileOrEnd(name, { set });
  const layer = await load(artifact, { runtime });
  const factors = drawFactors(layer.artifact);
  return { name, set, rank, optimized, layer, factors, bound: layer.bind(tensorsOf(factors, 'f32')) };
}

function compileOrEnd(name, options) {
  const result = compile(SOURCE, { file: 'demo.ein', layer: name, targets: ['onnx'], ...options });
  if (result.ok) return { artifact: result.value.emissions.get('onnx').bytes, optimized: result.value.optimized };
  progress.done();
  for (const diagnostic of result.diagnostics) console.error(renderDiagnostic(diagnostic, { sourceOf: () => SOURCE }));
  process.exit(1);
}

/** Factors as training would begin with them, already rounded to f32, by name. */
function drawFactors({ parameters }) {
  let state = 1;
  const uniform = () => (state = (state * 48271) % (2 ** 31 - 1)) / (2 ** 31 - 1);
  return parameters
    .filter(({ role }) => role === 'factor')
    .map(({ name, shape, initializer: { fanIn, fanOut } }) => {
      const deviation = Math.sqrt(Math.min(fanIn, fanOut)) / fanIn;
      const length = shape.reduce((all, extent) => all * extent, 1);
      // The sum of three uniform numbers has variance 1/4.
      const draw = () => Math.fround(2 * deviation * (uniform() + uniform() + uniform() - 1.5));
      return { name, shape, data: Float64Array.from({ length }, draw) };
    });
}

function tensorsOf(factors, dtype) {
  return Object.fromEntries(factors.map(({ name, shape, data }) => [name, tensorOf(dtype, shape, data)]));
}

/** The largest difference on some tokens, and whether rounding explains every single one. */
async function compareWithInterpreter({ optimized, factors, bound }) {
  const count = tokens.shape[0];
  const data = new Float32Array(CHECKED_TOKENS * D);
  for (let at = 0; at < CHECKED_TOKENS; at += 1) {
    const token = Math.floor((at * count) / CHECKED_TOKENS);
    data.set(tokens.data.subarray(token * D, (token + 1) * D), at * D);
  }
  const shape = [CHECKED_TOKENS, D];
  const { y } = await bound.run({ x: { shape, data } });
  const inputs = [['x', { shape, data: Float64Array.from(data) }], ...factors.map((factor) => [factor.name, factor])];
  const { value, tolerance } = interpretWithTolerance(optimized, new Map(inputs)).get('y');
  const differences = value.data.map((expected, at) => Math.abs(y.data[at] - expected));
  return {
    largest: differences.reduce((most, difference) => Math.max(most, difference), 0),
    explained: value.data.every((expected, at) => agrees(y.data[at], expected, tolerance[at])),
  };
}

/** The rank of the matrix, whose rows are what the layer makes of unit vectors; in float64, where it shows clearly. */
async function rankOf({ name, set, factors }) {
  const layer = await load(compileOrEnd(name, { set, dtype: 'f64' }).artifact, { runtime });
  const identity = Float64Array.from({ length: D * D }, (_, at) => (at % (D + 1) === 0 ? 1 : 0));
  const { y } = await layer.run({ x: { shape: [D, D], data: identity }, ...tensorsOf(factors, 'f64') });
  await layer.close();
  return matrixRank(numbersOf('f64', y.data), D, D);
}

/** Runs all layers in turn, so that whatever else the machine does meets them alike. */
async function timeAll(entries) {
  for (const entry of entries) entry.times = [];
  for (let round = -WARM_UPS; round < ROUNDS; round += 1) {
    for (const { bound, times } of entries) {
      const start = performance.now();
      await bound.run({ x: tokens });
      if (round >= 0) times.push(performance.now() - start);
    }
  }
  for (const { layer } of entries) await layer.close();
}

function print(entries) {
  const isColoured = process.stdout.isTTY && !process.env.NO_COLOR;
  const paint = (code, text) => (isColoured ? `\x1b[${code}m${text}\x1b[0m` : text);
  const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
  const denseTime = median(entries[0].times);
  const lines = entries.map(({ name, set, layer, times, rank, foundRank, error }) => {
    const { parameters, macs, at } = layer.artifact.cost;
    const perToken = macs / at.reduce((all, { extent }) => all * extent, 1);
    const settings = Object.entries(set).map(([key, value]) => `${key}=${value}`);
    const speed = denseTime / median(times);
    return {
      passed: error.explained && foundRank === rank,
      cells: [
        name,
        settings.join(' '),
        parameters.toLocaleString('en-US'),
        perToken.toLocaleString('en-US'),
        String(foundRank),
        median(times).toFixed(2),
        `${speed.toFixed(2)}×`,
        error.largest.toExponential(1),
      ],
    };
  });
  const titles = ['layer', 'with', 'params', 'MACs a token', 'rank', 'ms', 'speed', 'max error'];
  const widths = titles.map((title, at) => Math.max(title.length, ...lines.map(({ cells }) => cells[at].length)));
  const align = (cells) => cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at]) : cell.padStart(widths[at])));
  console.log(
    `A photograph as ${tokens.shape[0].toLocaleString('en-US')} tokens of ${D} numbers, through ONNX Runtime:\n`,
  );
  console.log(paint('1', align(titles).join('  ')));
  for (const { cells, passed } of lines)
    console.log(`${align(cells).join('  ')}  ${passed ? paint('32', '✓') : paint('31', '✗')}`);
  const failed = lines.filter(({ passed }) => !passed).length;
  console.log(
    failed === 0
      ? '\n✓ equal to the reference interpreter within what rounding explains, and of the rank the structure allows'
      : `\n${failed} of ${lines.length} layers differ from the reference interpreter, or have another rank`,
  );
  if (failed > 0) process.exitCode = 1;
}
