/**
 * Structured layers as WebGPU kernels: the chosen schedule, the same layer with nothing fused, the best of the
 * candidates for tuning, and the dense layer it replaces, beside what the device copies.
 *
 * Results are compared with the reference interpreter first, for tokens at both ends, into poisoned outputs. Times are of
 * the device's own clock, the median over rounds; on a device without one, of the whole run.
 *
 * Options: --json, --tokens=N, --widths=1024,2048, --only=NAME, --rounds=N, --candidates=N (0: none).
 */
import { load, numbersOf, tensorOf, upload } from '@einlay/artifact';
import { targetOfAdapter } from '@einlay/backends/wgsl';
import { compile, interpretWithTolerance, agrees, kernelTarget } from '@einlay/compiler';
import { chooseSchedule, scheduleCandidates } from '@einlay/passes';
import { webgpu } from '@einlay/runtime-webgpu';
import { create } from 'webgpu';

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const TOKENS = Number(option('tokens', 512));
const WIDTHS = option('widths', '256').split(',').map(Number);
const ONLY = option('only', '');
const ROUNDS = Number(option('rounds', 10));
const CANDIDATES = Number(option('candidates', 0));
const SECONDS = Number(option('seconds', 20));
const DTYPE = option('dtype', 'f32');
/** Milliseconds. */
const WARM_UP = 200;
const JSON_OUTPUT = process.argv.includes('--json');

/** Layers of width d, each a layer of the standard library with its parameters. */
const layersOf = (d) => {
  const g = 2 ** Math.floor(Math.log2(d) / 2);
  const a = d / g;
  const four = { g, a, p: g, e: a };
  return [
    ['dense', 'dense', { d_in: d, d_out: d }],
    ['btt r=1', 'btt', { ...four, r: 1 }],
    ['btt r=2', 'btt', { ...four, r: 2 }],
    ['btt r=4', 'btt', { ...four, r: 4 }],
    ['low rank d/16', 'low_rank', { d_in: d, d_out: d, r: d / 16 }],
    ['monarch 4', 'monarch', { d_in: d, d_out: d, blocks: 4 }],
    ['kronecker', 'kronecker', { b: g, a, e: g, d: a }],
  ].filter(([name]) => name.includes(ONLY));
};
const SOURCE = 'export { dense, btt, low_rank, monarch, kronecker } from "std"';

const gpu = create([
  'enable-dawn-features=allow_unsafe_apis,vulkan_enable_f16_on_nvidia',
  'disable-dawn-features=timestamp_quantization',
]);
const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
if (!adapter) {
  console.error('There is no WebGPU adapter; docs/testing.md says how to get one.');
  process.exit(1);
}
const facts = { limits: adapter.limits, features: adapter.features, ...adapter.info };
const device = targetOfAdapter(facts);
const hasClock = adapter.features.has('timestamp-query');
const runtime = webgpu({ gpu });

const median = (numbers) => [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)];

/** Numbers without a pattern that a wrong index could hit by chance. */
function noise(length, seed, scale) {
  const data = new Float32Array(length);
  let state = seed * 2654435761 + 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[at] = (state / 2 ** 31 - 1) * scale;
  }
  return data;
}

function compiled(layer, set, schedule) {
  const result = compile(SOURCE, {
    layer,
    set,
    targets: ['wgsl'],
    device,
    dtype: DTYPE,
    ...(schedule ? { schedule } : {}),
  });
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

/** The same program with a kernel for each contraction. */
const unfused = (program) => ({
  kernels: chooseSchedule(program, { ...kernelTarget(device), workgroupBytes: 0 }).kernels,
});

/** Milliseconds of a run, after its results have been compared. */
async function measure({ emissions, program }, tensors, expected, rounds) {
  const { bytes } = emissions.get('wgsl');
  const layer = await load(bytes, { runtime });
  const { x, ...factors } = tensors;
  const bound = layer.bind(factors);
  try {
    const times = [];
    // A device that idles runs at a fraction of its clock.
    for (const until = performance.now() + WARM_UP; performance.now() < until;)
      for (const y of Object.values(await bound.runOnDevice({ x }))) y.release();
    for (let round = 0; round < rounds + 1; round += 1) {
      let nanoseconds = 0;
      const start = performance.now();
      const outputs = await bound.runOnDevice(
        { x },
        hasClock
          ? { onTimings: (timings) => (nanoseconds = timings.reduce((sum, each) => sum + each.nanoseconds, 0)) }
          : {},
      );
      const [y] = Object.values(outputs);
      if (round === 0) check(numbersOf(DTYPE, (await y.read()).data), expected, program.name);
      else times.push(hasClock ? nanoseconds / 1e6 : performance.now() - start);
      y.release();
    }
    return median(times);
  } finally {
    await bound.close();
    await layer.close();
  }
}

function check(data, expected, name) {
  for (const { start, value, tolerance } of expected)
    for (let at = 0; at < value.length; at += 1)
      if (!agrees(data[start + at], value[at], tolerance[at]))
        throw new Error(
          `${name}: element ${start + at} is ${data[start + at]} instead of ${value[at]} ± ${tolerance[at]}`,
        );
}

/** What the reference interpreter says of a few tokens at both ends. */
function expectedOf(program, arrays, d) {
  const few = Math.min(4, TOKENS);
  return [0, TOKENS - few].map((first) => {
    const inputs = new Map(
      Object.entries(arrays).map(([name, { shape, data }]) =>
        name === 'x'
          ? [name, { shape: [few, d], data: Float64Array.from(data.subarray(first * d, (first + few) * d)) }]
          : [name, { shape, data: Float64Array.from(data) }],
      ),
    );
    const { value, tolerance } = interpretWithTolerance(program, inputs).get('y');
    return { start: (first * value.data.length) / few, value: value.data, tolerance };
  });
}

const rows = [];
for (const d of WIDTHS) {
  let dense;
  for (const [name, layer, set] of layersOf(d)) {
    const chosen = compiled(layer, set);
    const { optimized } = chosen;
    const arrays = Object.fromEntries(
      optimized.nodes
        .filter(({ kind }) => kind === 'parameter')
        .map((node, at) => {
          const shape = node.shape.map((extent) => (typeof extent === 'number' ? extent : TOKENS));
          const length = shape.reduce((all, extent) => all * extent, 1);
          return [node.name, { shape, data: noise(length, at + 1, 1) }];
        }),
    );
    const expected = expectedOf(optimized, arrays, d);
    const tensors = Object.fromEntries(
      Object.entries(arrays).map(([each, { shape, data }]) => [
        each,
        DTYPE === 'f32' ? { shape, data } : tensorOf(DTYPE, shape, data),
      ]),
    );
    const x = await upload(tensors.x, { runtime, dtype: DTYPE });
    const given = { ...tensors, x };
    const ms = await measure(chosen, given, expected, ROUNDS);
    const apart =
      chosen.emissions.get('wgsl').artifact.payload.kernels.length > 1 || name === 'dense'
        ? undefined
        : await measure(compiled(layer, set, unfused(optimized)), given, expected, ROUNDS);
    let best = { ms, schedule: undefined };
    const until = performance.now() + SECONDS * 1000;
    let tried = 0;
    for (const schedule of scheduleCandidates(optimized, kernelTarget(device)).slice(0, CANDIDATES)) {
      if (performance.now() > until) break;
      try {
        const time = await measure(compiled(layer, set, schedule), given, expected, 3);
        tried += 1;
        if (time < best.ms) best = { ms: time, schedule };
      } catch (error) {
        console.error(`${name}: ${error.message}`);
      }
    }
    x.release();
    if (name === 'dense') dense = best.ms;
    const moved = 2 * TOKENS * d * (DTYPE === 'f16' ? 2 : 4);
    const row = {
      d,
      name,
      kernels: chosen.emissions.get('wgsl').artifact.payload.kernels.length,
      chosen: ms,
      unfused: apart,
      best: best.ms,
      tried,
      gigabytes: moved / best.ms / 1e6,
      teraflops: ((chosen.cost.macs / 4096) * TOKENS * 2) / best.ms / 1e9,
      overDense: dense === undefined ? undefined : dense / best.ms,
      schedule: best.schedule?.kernels
        .map(
          ({ stages, tiles, invocations }) =>
            `${tiles?.join('×')} ${stages?.map(({ micro }) => micro.join('×')).join(' ')} ${invocations}`,
        )
        .join(' | '),
    };
    rows.push(row);
    if (!JSON_OUTPUT) {
      const cell = (value, digits = 3) =>
        value === undefined ? '–' : typeof value === 'number' ? value.toFixed(digits) : String(value);
      if (rows.length === 1) {
        console.log(
          `${adapter.info.description || adapter.info.device}, ${TOKENS} tokens, ${DTYPE}, ${hasClock ? 'device clock' : 'wall time'}`,
        );
        console.log(
          [
            'd'.padStart(5),
            'layer'.padEnd(14),
            'chosen ms',
            'unfused',
            '   best',
            ' GB/s',
            'TFLOP/s',
            '×dense',
            'tiles, micro-tiles, invocations',
          ].join('  '),
        );
      }
      console.log(
        [
          String(d).padStart(5),
          name.padEnd(14),
          cell(row.chosen).padStart(9),
          cell(row.unfused).padStart(7),
          cell(row.best).padStart(7),
          cell(row.gigabytes, 0).padStart(5),
          cell(row.teraflops, 1).padStart(7),
          cell(row.overDense, 2).padStart(6),
          row.schedule ?? '',
        ].join('  '),
      );
    }
  }
}
if (JSON_OUTPUT) console.log(JSON.stringify({ adapter: adapter.info.description, tokens: TOKENS, dtype: DTYPE, rows }));
