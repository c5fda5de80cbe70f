/**
 * Structured layers in ONNX Runtime on a CPU: our subgraph beside what people write today.
 *
 * Every layer maps 4096 tokens of d features to d features. `einlay` is the emitted model. `hand` is the best of a few
 * arrangements of Reshape, Transpose and MatMul written by hand for this layer; `pairs` is one Einsum node for each
 * contraction in the order we found; `einsum` is a single Einsum node with all operands; `dense` is the MatMul that the
 * layer replaces. All are checked for equal results first; then they run in turn, and the medians are shown.
 *
 * Options: --json prints one JSON document, --tokens=N, --rounds=N, --only=NAME, --threads=N.
 */
import { GraphBuilder, emitOnnx, printModel } from '@einlay/backends/onnx';
import { BATCH, ProgramBuilder, multiplyExtents, symbol } from '@einlay/ir';
import { findPath, orderContractions, planContractions, run } from '@einlay/passes';
import { setTimeout } from 'node:timers/promises';
import { InferenceSession, Tensor } from 'onnxruntime-node';

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const TOKENS = Number(option('tokens', 4096));
const ROUNDS = Number(option('rounds', 15));
const THREADS = Number(option('threads', 0));
const SETTLE = 5;
const ONLY = option('only', '');
const JSON_OUTPUT = process.argv.includes('--json');

const t = symbol(BATCH);
const shape = (extents, indices) => indices.map((index) => (index === 't' ? t : extents[index]));

/** Layers as einsums: `x` is split into `input`, `y` joined from `output`; factors are [name, indices]. */
const layers = [
  ...[512, 1024, 2048].flatMap((d) => {
    const small = 2 ** Math.floor(Math.log2(d) / 2);
    const large = d / small;
    const four = { g: small, a: large, p: small, e: large };
    return [
      btt(d, { ...four, r: 1 }),
      btt(d, { ...four, r: 4 }),
      monarch(d, 4),
      monarch(d, small),
      lowRank(d, d / 16),
      lowRank(d, d / 8),
      kronecker(d, { b: small, a: large, e: small, d: large }),
    ];
  }),
].filter(({ name }) => name.includes(ONLY));

function btt(d, extents) {
  return {
    name: `btt r=${extents.r}`,
    d,
    extents,
    input: 'tga',
    factors: { A: 'gapr', B: 'pgre' },
    output: 'tpe',
    hand: [
      // Tokens as rows throughout.
      (h) => {
        const z = h.product(h.transpose(h.view('x', 'tga'), 'tga', 'gta'), h.view('A', ['g', 'a', 'pr']));
        const zp = h.transpose(h.view(z, 'gtpr'), 'gtpr', 'ptgr');
        const y = h.product(h.view(zp, ['p', 't', 'gr']), h.view('B', ['p', 'gr', 'e']));
        return h.transpose(y, 'pte', 'tpe');
      },
      // Tokens as columns: the shuffle between the factors is one of whole rows of tokens.
      (h) => {
        const x = h.transpose(h.view('x', 'tga'), 'tga', 'gat');
        const z = h.product(h.view(h.transpose('A', 'gapr', 'gpra'), ['g', 'pr', 'a']), x);
        const zp = h.transpose(h.view(z, 'gprt'), 'gprt', 'pgrt');
        const y = h.product(
          h.transpose(h.view('B', ['p', 'gr', 'e']), ['p', 'gr', 'e'], ['p', 'e', 'gr']),
          h.view(zp, ['p', 'gr', 't']),
        );
        return h.transpose(h.view(y, ['pe', 't']), ['pe', 't'], ['t', 'pe']);
      },
      // The same with the bond outside, where the shuffle disappears into the second product.
      (h) => {
        const x = h.transpose(h.view('x', 'tga'), 'tga', 'gat');
        const z = h.product(h.view(h.transpose('A', 'gapr', 'grpa'), ['g', 'rp', 'a']), x);
        const zp = h.transpose(h.view(z, ['gr', 'p', 't']), ['gr', 'p', 't'], ['p', 'gr', 't']);
        const y = h.product(h.transpose(h.view('B', ['p', 'gr', 'e']), ['p', 'gr', 'e'], ['p', 'e', 'gr']), zp);
        return h.transpose(h.view(y, ['pe', 't']), ['pe', 't'], ['t', 'pe']);
      },
    ],
  };
}

function monarch(d, blocks) {
  return {
    name: `monarch ${blocks}`,
    d,
    extents: { k: blocks, i: d / blocks, m: d / blocks, l: d / blocks, n: blocks, o: d / blocks },
    input: 'tki',
    factors: { A: 'kim', B: 'nlo' },
    between: ['tkm', 'tln'],
    output: 'tno',
    hand: [
      (h) => {
        const z = h.product(h.transpose(h.view('x', 'tki'), 'tki', 'kti'), 'A');
        const zt = h.transpose(z, 'ktm', 'tkm');
        const y = h.product(h.transpose(h.view(zt, 'tln'), 'tln', 'ntl'), 'B');
        return h.transpose(y, 'nto', 'tno');
      },
      (h) => {
        const x = h.transpose(h.view('x', 'tki'), 'tki', 'kit');
        const z = h.product(h.transpose('A', 'kim', 'kmi'), x);
        const y = h.product(h.transpose('B', 'nlo', 'nol'), h.transpose(h.view(z, 'lnt'), 'lnt', 'nlt'));
        return h.transpose(h.view(y, ['no', 't']), ['no', 't'], ['t', 'no']);
      },
    ],
  };
}

function lowRank(d, rank) {
  return {
    name: `low rank d/${d / rank}`,
    d,
    extents: { i: d, r: rank, o: d },
    input: 'ti',
    factors: { A: 'ir', B: 'ro' },
    output: 'to',
    hand: [(h) => h.product(h.product('x', 'A'), 'B')],
  };
}

function kronecker(d, extents) {
  return {
    name: 'kronecker',
    d,
    extents,
    input: 'tba',
    factors: { A: 'ad', B: 'be' },
    output: 'ted',
    hand: [
      (h) => {
        const z = h.product(h.view('x', ['tb', 'a']), 'A');
        return h.product(h.transpose('B', 'be', 'eb'), h.view(z, 'tbd'));
      },
      (h) => {
        const z = h.product(h.view('x', 'tba'), 'A');
        return h.transpose(h.product(h.transpose(z, 'tbd', 'tdb'), 'B'), 'tde', 'ted');
      },
    ],
  };
}

/** The layer as a tensor program, contracted along the best path. */
function programOf({ name, d, extents, input, factors, output, between }) {
  const builder = new ProgramBuilder(name);
  const x = builder.parameter('x', [t, d], 'f32');
  const operands = Object.entries(factors).map(([factor, indices]) => ({
    value: builder.parameter(factor, shape(extents, [...indices]), 'f32', { role: 'factor' }),
    indices: [...indices],
  }));
  const split = { value: builder.reshape(x, shape(extents, [...input])), indices: [...input] };
  const y = between
    ? chained(builder, extents, split, operands, between, output)
    : builder.einsum([split, ...operands], [...output]);
  builder.output('y', builder.reshape(y, [t, d]));
  const program = builder.build();
  const plans = planContractions(program, { findPath });
  if (!plans.ok) throw new Error(plans.diagnostics[0].message);
  return run(orderContractions, program, { plans: plans.value });
}

/** Two contractions with a reshape between them that is no einsum. */
function chained(builder, extents, split, [first, second], [made, read], output) {
  const h = builder.einsum([split, first], [...made]);
  return builder.einsum(
    [{ value: builder.reshape(h, shape(extents, [...read])), indices: [...read] }, second],
    [...output],
  );
}

/** A graph of the layer's inputs and outputs with nodes as `write` says. */
function graphOf({ name, d, extents, factors }, write) {
  const builder = new GraphBuilder(name, undefined, { inputs: ['x', ...Object.keys(factors)], outputs: ['y'] });
  builder.input('x', 'f32', [t, d]);
  for (const [factor, indices] of Object.entries(factors)) builder.input(factor, 'f32', shape(extents, [...indices]));
  const sizes = (groups) => [...groups].map((group) => multiplyExtents(shape(extents, [...group])));
  const h = {
    view: (value, groups) => builder.reshape(value, sizes(groups)),
    transpose: (value, from, to) =>
      builder.transpose(
        value,
        [...to].map((group) => [...from].indexOf(group)),
      ),
    product: (left, right) => {
      const [l, r] = [builder.shapeOf(left), builder.shapeOf(right)];
      const outside = l.length >= r.length ? l.slice(0, -1) : [...r.slice(0, -2), l.at(-2)];
      return builder.emit('MatMul', [left, right], 'f32', [...outside, r.at(-1)]);
    },
    einsum: (equation, values, output) =>
      builder.emit('Einsum', values, 'f32', sizes(output), { equation: { kind: 'string', value: equation } }),
  };
  builder.output('y', builder.reshape(write(h), [t, d]));
  return printModel(builder.build());
}

function modelsOf(layer) {
  const { d, input, factors, output, between } = layer;
  const emission = emitOnnx(programOf(layer), { extents: new Map([[BATCH, TOKENS]]) });
  if (!emission.ok) throw new Error(emission.diagnostics[0].message);
  const [[A, first], [B, second]] = Object.entries(factors);
  const made =
    between?.[0] ?? [...new Set(input + first)].filter((index) => (second + output).includes(index)).join('');
  const read = between?.[1] ?? made;
  const pairs = (h) => {
    const z = h.einsum(`${input},${first}->${made}`, [h.view('x', input), A], made);
    return h.einsum(`${read},${second}->${output}`, [h.view(z, read), B], output);
  };
  const single = (h) => h.einsum(`${input},${first},${second}->${output}`, [h.view('x', input), A, B], output);
  const dense = graphOf({ ...layer, extents: { i: d, o: d }, factors: { W: 'io' } }, (h) => h.product('x', 'W'));
  return {
    einlay: emission.value.model,
    ...Object.fromEntries(layer.hand.map((write, at) => [`hand ${at}`, graphOf(layer, write)])),
    pairs: graphOf(layer, pairs),
    ...(between ? {} : { einsum: graphOf(layer, single) }),
    dense,
  };
}

function randomTensor(dims) {
  const data = new Float32Array(dims.reduce((all, extent) => all * extent, 1));
  for (let at = 0; at < data.length; at += 1) data[at] = Math.random() - 0.5;
  return new Tensor('float32', data, dims);
}

const median = (values) => values.toSorted((left, right) => left - right)[values.length >> 1];

async function measure(layer) {
  const { d, extents, factors } = layer;
  const feeds = { x: randomTensor([TOKENS, d]), W: randomTensor([d, d]) };
  for (const [factor, indices] of Object.entries(factors)) feeds[factor] = randomTensor(shape(extents, [...indices]));
  const sessions = [];
  for (const [name, model] of Object.entries(modelsOf(layer))) {
    const session = await InferenceSession.create(model, { logSeverityLevel: 3, intraOpNumThreads: THREADS });
    const inputs = Object.fromEntries(session.inputNames.map((input) => [input, feeds[input]]));
    const y = new Tensor('float32', new Float32Array(TOKENS * d).fill(NaN), [TOKENS, d]);
    sessions.push({ name, session, inputs, y, times: [] });
  }
  for (const { session, inputs, y } of sessions) await session.run(inputs, { y });
  const expected = sessions.find(({ name }) => name === 'pairs').y.data;
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (const { name, y } of sessions) {
    if (name === 'dense') continue;
    const error = y.data.reduce(
      (most, value, at) => Math.max(most, Math.abs(value - expected[at]) || (value === value ? 0 : Infinity)),
      0,
    );
    if (!(error <= 1e-4 * scale)) throw new Error(`${layer.name} d=${d}: ${name} is off by ${error} of ${scale}`);
  }
  // One result for all, so that nobody pays for memory that is not there yet.
  const result = sessions[0].y;
  for (let round = 0; round < ROUNDS; round += 1)
    for (const { session, inputs, times } of sessions) {
      // The threads of the session before spin for a while after their work; they would share these cores.
      await setTimeout(SETTLE);
      const start = performance.now();
      await session.run(inputs, { y: result });
      times.push(performance.now() - start);
    }
  for (const { session } of sessions) await session.release();
  const times = Object.fromEntries(sessions.map(({ name, times }) => [name, median(times)]));
  const hands = Object.entries(times).filter(([name]) => name.startsWith('hand'));
  const hand = Math.min(...hands.map(([, time]) => time));
  return {
    layer: layer.name,
    d,
    macs: macsOf(layer) / (d * d),
    einlay: times.einlay,
    hand,
    pairs: times.pairs,
    ...(times.einsum === undefined ? {} : { einsum: times.einsum }),
    dense: times.dense,
  };
}

/** Multiply-adds for a token, contracting from the left. */
function macsOf({ extents, input, factors, output, between }) {
  const [first, second] = Object.values(factors);
  const size = (indices) => [...new Set(indices)].reduce((all, index) => all * (extents[index] ?? 1), 1);
  const made =
    between?.[0] ?? [...new Set(input + first)].filter((index) => (second + output).includes(index)).join('');
  return size(input + first) + size((between?.[1] ?? made) + second);
}

const rows = [];
const number = (value) => (value === undefined ? '–' : value.toFixed(value < 10 ? 2 : 1));
const ratio = (value, by) => (value === undefined ? '–' : `${(value / by).toFixed(2)}×`);
const cells = (row) => [
  row.layer,
  String(row.d),
  row.macs.toFixed(3),
  ...['einlay', 'hand', 'pairs', 'einsum', 'dense'].map((name) => number(row[name])),
  ...['hand', 'pairs', 'einsum', 'dense'].map((name) => ratio(row[name], row.einlay)),
];
const WIDTHS = [16, 6, 8, 8, 8, 8, 8, 8, 8, 8, 8, 8];
const line = (texts) =>
  texts.map((text, at) => (at === 0 ? text.padEnd(WIDTHS[at]) : text.padStart(WIDTHS[at]))).join(' ');
if (!JSON_OUTPUT) {
  console.log(
    `milliseconds for ${TOKENS} tokens (median of ${ROUNDS}), and how many times einlay's each of the others is`,
  );
  console.log(
    line(['layer', 'd', 'MACs', 'einlay', 'hand', 'pairs', 'einsum', 'dense', 'hand', 'pairs', 'einsum', 'dense']),
  );
}
for (const layer of layers) {
  const row = await measure(layer);
  rows.push(row);
  if (!JSON_OUTPUT) console.log(line(cells(row)));
}
if (JSON_OUTPUT) console.log(JSON.stringify({ tokens: TOKENS, rounds: ROUNDS, rows }));
