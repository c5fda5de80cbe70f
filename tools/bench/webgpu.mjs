/**
 * Layers and equations as WebGPU kernels, beside what ONNX Runtime's WebGPU provider makes of them in the same run.
 *
 * Ours: the schedule the compiler chooses; the best of N candidates; a kernel for each contraction (`unfused`); and that with
 * one element of the result for each invocation (`naive`). ONNX Runtime's: the model our ONNX backend emits, of MatMul,
 * Reshape and Transpose (`matmul`); an Einsum for each contraction (`pairs`); one Einsum with all operands (`einsum`).
 *
 * Results are compared with the reference interpreter first, in rows from one end to the other, in memory that held NaN
 * before as far as runtimes use memory again. Inputs and results stay on the device: a time is the difference between
 * several runs in a row and one, per run, the median over rounds in which all take turns. Each of the two runtimes has a
 * device of its own.
 *
 * Then, where the device has a clock, what the chosen kernels take by it, launched again and again in one pass, and a copy that moves
 * as many bytes as operands and result have.
 *
 * Then, the bytes that each of our schedules moves for a token: once for each element that a kernel reads or writes, and, in
 * brackets, what its invocations ask for, which caches serve in part; and the schedules.
 *
 * Options: --json, --tokens=N, --widths=1024,2048, --only=NAME, --rounds=N, --chain=N, --candidates=N, --seconds=N for
 * the candidates of a layer, --dtype=f16, --peers=no.
 */
import { encode, load, numbersOf, payloadOf, tensorOf, upload } from '@einlay/artifact';
import { targetOfAdapter } from '@einlay/backends/wgsl';
import {
  agrees,
  compile,
  compileSchedule,
  einsum,
  explainKernels,
  interpretWithTolerance,
  kernelTarget,
  tuningSchedules,
} from '@einlay/compiler';
import { evaluateExtent, nodesById, symbolsOfProgram } from '@einlay/ir';
import { analyzeCost, chooseSchedule } from '@einlay/passes';
import { webgpu } from '@einlay/runtime-webgpu';
import { create } from 'webgpu';
import { openClock } from './webgpu/device-clock.mjs';

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const TOKENS = Number(option('tokens', 512));
const WIDTHS = option('widths', '256').split(',').map(Number);
const ONLY = option('only', '');
const ROUNDS = Number(option('rounds', 7));
const CHAIN = Number(option('chain', 9));
const CANDIDATES = Number(option('candidates', 0));
const SECONDS = Number(option('seconds', 20));
const DTYPE = option('dtype', 'f32');
const JSON_OUTPUT = process.argv.includes('--json');
/** Milliseconds: a device that idles runs at a fraction of its clock; and what a chain of slow runs may take. */
const WARM_UP = 200;
const LONG = 1000;
/** Rows that are compared. */
const PLACES = 5;

/** Tensors of theirs are f32. */
const peers =
  DTYPE === 'f32' && option('peers', 'yes') === 'yes' ? await import('./webgpu/onnxruntime.mjs') : undefined;

const SOURCE = 'export { dense, btt, low_rank, monarch, kronecker } from "std"';

/** Layers of the standard library from d features to d features, and equations of two operands with as many elements. */
const casesOf = (d) => {
  const g = 2 ** Math.floor(Math.log2(d) / 2);
  const a = d / g;
  const four = { g, a, p: g, e: a };
  const t = TOKENS;
  const b = 16;
  return [
    { name: 'dense', layer: 'dense', set: { d_in: d, d_out: d } },
    { name: 'btt r=1', layer: 'btt', set: { ...four, r: 1 } },
    { name: 'btt r=2', layer: 'btt', set: { ...four, r: 2 } },
    { name: 'btt r=4', layer: 'btt', set: { ...four, r: 4 } },
    { name: 'low rank d/16', layer: 'low_rank', set: { d_in: d, d_out: d, r: d / 16 } },
    { name: 'monarch 4', layer: 'monarch', set: { d_in: d, d_out: d, blocks: 4 } },
    { name: 'kronecker', layer: 'kronecker', set: { b: g, a, e: g, d: a } },
    { equation: 'ij,kj->ik', extents: { i: t, j: d, k: d } },
    { equation: 'bij,bjk->bik', extents: { b, i: Math.ceil(t / b), j: d, k: d } },
    { equation: 'ibj,jbk->kib', extents: { b, i: t, j: d / b, k: d / b } },
    { equation: 'hid,hjd->hij', extents: { h: b, i: Math.ceil(t / b), j: d, d: 64 } },
  ]
    .map((each) => ({ name: each.equation, ...each }))
    .filter(({ name }) => name.includes(ONLY));
};

const gpu = create([
  'enable-dawn-features=allow_unsafe_apis,vulkan_enable_f16_on_nvidia',
  'disable-dawn-features=timestamp_quantization',
]);
const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
if (!adapter) {
  console.error('There is no WebGPU adapter; docs/testing.md says how to get one.');
  process.exit(1);
}
const deviceName = adapter.info.description || adapter.info.device;
const runtime = webgpu({ gpu });
const device = targetOfAdapter(await runtime.facts());
const clock = await openClock(gpu, 'high-performance');
/** Reading it waits for all that was submitted before. */
const fence = await upload({ shape: [1], data: new Float32Array(1) }, { runtime, dtype: 'f32' });

const product = (numbers) => numbers.reduce((all, each) => all * each, 1);
const median = (numbers) => numbers.toSorted((left, right) => left - right)[numbers.length >> 1];

/** Numbers without a pattern that a wrong index could hit by chance. */
function noise(length, seed) {
  const data = new Float32Array(length);
  let state = seed * 2654435761 + 1;
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[at] = state / 2 ** 31 - 1;
  }
  return data;
}

function valueOf(result) {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const compiled = ({ layer, set, equation }, shapes) => {
  const options = { targets: ['onnx'], device, dtype: DTYPE };
  return valueOf(equation ? einsum(equation, shapes, options) : compile(SOURCE, { ...options, layer, set }));
};

/** A case with its tensors, and what the reference interpreter says of some rows of its result. */
function problemOf(each) {
  const { equation, extents } = each;
  const [left, output] = equation?.split('->') ?? [];
  const operands = left?.split(',').map((indices) => [...indices]);
  const compilation = compiled(
    each,
    operands?.map((indices) => indices.map((index) => extents[index])),
  );
  const { optimized } = compilation;
  const bindings = new Map(symbolsOfProgram(optimized).map((symbol) => [symbol, TOKENS]));
  const sizeOf = (extent) => evaluateExtent(extent, bindings);
  const parameters = optimized.nodes.filter(({ kind }) => kind === 'parameter');
  const tensors = parameters.map(({ name, role, ...node }, at) => {
    const shape = node.shape.map(sizeOf);
    return { name, role, shape, data: noise(product(shape), at + 1) };
  });
  const shape = nodesById(optimized).get(optimized.outputs[0].value).shape.map(sizeOf);
  const length = shape.at(-1);
  const outer = shape.slice(0, -1);
  /** Axes of a tensor that an outer axis of the result comes from: of a layer, the tokens of x. */
  const axesOf = (at) =>
    outer.map((_, axis) => (operands ? operands[at].indexOf(output[axis]) : tensors[at].name === 'x' ? 0 : -1));
  const expected = Array.from({ length: PLACES }, (_, place) => {
    const row = outer.map((extent) => Math.floor((place * (extent - 1)) / (PLACES - 1)));
    const parts = tensors.map((tensor, at) =>
      axesOf(at).reduce((part, from, axis) => (from < 0 ? part : sliceOf(part, from, row[axis])), tensor),
    );
    const program = operands
      ? compiled(
          each,
          parts.map((part) => part.shape),
        ).optimized
      : optimized;
    const inputs = new Map(parts.map(({ name, shape, data }) => [name, { shape, data: Float64Array.from(data) }]));
    const { value, tolerance } = interpretWithTolerance(program, inputs).get(optimized.outputs[0].name);
    const start = outer.reduce((at, extent, axis) => at * extent + row[axis], 0) * length;
    return { start, value: value.data, tolerance };
  });
  return { ...each, compilation, bindings, sizeOf, tensors, shape, expected };
}

/** One position of a tensor along an axis. */
function sliceOf({ shape, data, ...tensor }, axis, position) {
  const inner = product(shape.slice(axis + 1));
  const outer = product(shape.slice(0, axis));
  const part = new Float32Array(outer * inner);
  for (let at = 0; at < outer; at += 1) {
    const from = (at * shape[axis] + position) * inner;
    part.set(data.subarray(from, from + inner), at * inner);
  }
  return { ...tensor, shape: shape.with(axis, 1), data: part };
}

/** `parts`: what was found in each of the places. */
function compare(name, expected, parts) {
  expected.forEach(({ start, value, tolerance }, place) => {
    for (let at = 0; at < value.length; at += 1)
      if (!agrees(parts[place][at], value[at], tolerance[at]))
        throw new Error(
          `${name}: element ${start + at} is ${parts[place][at]} instead of ${value[at]} ± ${tolerance[at]}`,
        );
  });
}

/** The same program with a kernel for each contraction. */
const unfused = (program) => chooseSchedule(program, { ...kernelTarget(device), workgroupBytes: 0 });

/** Every invocation makes one element, and those of a workgroup are neighbours. */
const naive = (program) => ({
  kernels: unfused(program).kernels.map((kernel) =>
    kernel.kind === 'contractions'
      ? {
          kind: 'contractions',
          stages: kernel.stages.map((stage) => ({ ...stage, micro: [1, 1] })),
          tiles: kernel.tiles.map((tile, axis) => (axis === kernel.tiles.length - 1 ? Math.min(tile, 64) : 1)),
          invocations: 64,
        }
      : kernel,
  ),
});

/** Our tensors on our device, and what the schedules of a case run on. */
async function openOurs({ compilation, tensors, shape, expected }) {
  const onDevice = await Promise.all(
    tensors.map(async ({ name, shape, data }) => [
      name,
      await upload(DTYPE === 'f32' ? { shape, data } : tensorOf(DTYPE, shape, data), { runtime, dtype: DTYPE }),
    ]),
  );
  const entries = (isFactor) =>
    Object.fromEntries(onDevice.filter((_, at) => (tensors[at].role === 'factor') === isFactor));
  return {
    async contender(name, schedule) {
      const layer = await load(encode(valueOf(compileSchedule(compilation, schedule, device))), { runtime });
      const bound = layer.bind(entries(true));
      const inputs = entries(false);
      const run = async (options) => Object.values(await bound.runOnDevice(inputs, options))[0];
      return {
        name,
        async check() {
          const poison = new Float32Array(product(shape)).fill(NaN);
          (await upload({ shape, data: poison }, { runtime, dtype: 'f32' })).release();
          const y = await run();
          const { data } = await y.read();
          y.release();
          const parts = expected.map(({ start, value }) =>
            numbersOf(DTYPE, data.subarray(start, start + value.length)),
          );
          compare(name, expected, parts);
        },
        run: async () => {
          (await run()).release();
        },
        wait: () => fence.read(),
        async close() {
          await bound.close();
          await layer.close();
        },
      };
    },
    close: () => onDevice.forEach(([, tensor]) => tensor.release()),
  };
}

async function openTheirs({ compilation, sizeOf, tensors, shape, expected }) {
  const { hold, openReader, openModel, einsumModel } = peers;
  const { model, inputs } = payloadOf(compilation.emissions.get('onnx').artifact, 'onnx');
  const [pairs, whole] = [einsumModel(compilation.optimized, sizeOf), einsumModel(compilation.normal, sizeOf)];
  const count = ({ nodes }) => nodes.filter(({ kind }) => kind === 'einsum').length;
  const onDevice = new Map();
  for (const { name, shape, data } of tensors) onDevice.set(name, await hold(shape, data));
  const graphNames = new Map(inputs.map(({ tensor, graphName }) => [graphName, tensor]));
  const ends = await openReader(
    shape,
    expected.map(({ start }) => start),
    expected[0].value.length,
  );
  const fence = await openReader([1], [0], 1);
  const small = await hold([1], new Float32Array(1));
  return {
    models: {
      matmul: model,
      einsum: whole,
      ...(count(compilation.optimized) > count(compilation.normal) ? { pairs } : {}),
    },
    async contender(name, model) {
      const session = await openModel(model, (input) => onDevice.get(graphNames.get(input) ?? input).tensor);
      return {
        name,
        async check() {
          await (await hold(shape, new Float32Array(product(shape)).fill(NaN))).release();
          const y = await session.run();
          const found = await ends.read(y);
          y.dispose();
          const length = expected[0].value.length;
          compare(
            name,
            expected,
            expected.map((_, at) => found.subarray(at * length, (at + 1) * length)),
          );
        },
        run: async () => {
          (await session.run()).dispose();
        },
        wait: () => fence.read(small.tensor),
        close: () => session.close(),
      };
    },
    async close() {
      await ends.close();
      await fence.close();
      for (const held of [...onDevice.values(), small]) await held.release();
    },
  };
}

/** Milliseconds of `length` runs in a row, until the device is done. */
async function chain({ run, wait }, length) {
  const start = performance.now();
  for (let at = 0; at < length; at += 1) await run();
  await wait();
  return performance.now() - start;
}

/** Milliseconds of one run of each contender, by name. */
async function race(contenders, rounds) {
  const runners = [];
  for (const contender of contenders) {
    await contender.check();
    for (const until = performance.now() + WARM_UP; performance.now() < until;) await chain(contender, 1);
    const length = Math.max(2, Math.min(CHAIN, Math.floor(LONG / (await chain(contender, 1)))));
    runners.push({ contender, length, one: [], many: [] });
  }
  for (let round = 0; round < rounds; round += 1)
    for (const { contender, length, one, many } of runners) {
      // What takes seconds needs no median.
      if (round > 0 && one[0] > LONG) continue;
      one.push(await chain(contender, 1));
      many.push(await chain(contender, length));
    }
  return Object.fromEntries(
    runners.map(({ contender, length, one, many }) => [contender.name, (median(many) - median(one)) / (length - 1)]),
  );
}

/** The fastest of some candidates, each by itself. */
async function bestOf({ compilation }, ours) {
  let best;
  let tried = 0;
  const until = performance.now() + SECONDS * 1000;
  for (const schedule of tuningSchedules(compilation, device).slice(0, CANDIDATES)) {
    if (tried > 0 && performance.now() > until) break;
    const contender = await ours.contender('candidate', schedule);
    try {
      const { candidate } = await race([contender], 3);
      tried += 1;
      if (best === undefined || candidate < best.ms) best = { ms: candidate, schedule };
    } finally {
      await contender.close();
    }
  }
  return best?.schedule;
}

/** Bytes that the kernels of a schedule move for a token: from and to memory, and what invocations ask for. */
function bytesOf({ compilation, bindings }, schedule) {
  const { kernels, bytes } = valueOf(explainKernels(compilation, { device, schedule }, bindings));
  const transfers = kernels.flatMap(({ reads, writes }) => [...reads, ...writes]);
  return {
    moved: bytes / TOKENS,
    asked: transfers.reduce((all, { asked }) => all + asked, 0) / TOKENS,
  };
}

/** By the clock of the device: the kernels of a schedule, and a copy of as many bytes as operands and result have. */
async function clockOf({ compilation, bindings, tensors, shape }, schedule) {
  if (!clock) return undefined;
  const { payload } = valueOf(compileSchedule(compilation, schedule, device));
  const stored = new Map(tensors.map(({ name, shape, data }) => [name, tensorOf(DTYPE, shape, data).data]));
  const elements = tensors.reduce((all, { data }) => all + data.length, product(shape));
  return {
    chosen: await clock.kernels(payload, stored, bindings),
    copy: await clock.copy(elements * (DTYPE === 'f16' ? 2 : 4)),
  };
}

async function measure(each) {
  const problem = problemOf(each);
  const { compilation } = problem;
  const { optimized } = compilation;
  const ours = await openOurs(problem);
  const theirs = peers && (await openTheirs(problem));
  const contenders = [];
  try {
    const chosen = chooseSchedule(optimized, kernelTarget(device));
    const schedules = { chosen, unfused: unfused(optimized), naive: naive(optimized) };
    const isOne = optimized.nodes.filter(({ kind }) => kind === 'einsum').length === 1;
    if (isOne) delete schedules.unfused;
    const best = CANDIDATES > 0 ? await bestOf(problem, ours) : undefined;
    for (const [name, schedule] of Object.entries({ ...schedules, ...(best ? { best } : {}) }))
      contenders.push(await ours.contender(name, schedule));
    for (const [name, model] of Object.entries(theirs?.models ?? {}))
      contenders.push(await theirs.contender(name, model));
    const ms = await race(contenders, ROUNDS);
    const clock = await clockOf(problem, schedules.chosen);
    const bytes = Object.fromEntries(
      Object.entries(schedules).map(([name, schedule]) => [name, bytesOf(problem, schedule)]),
    );
    return {
      name: each.name,
      ms,
      ...(clock ? { clock } : {}),
      bytes,
      macs: analyzeCost(optimized, problem.bindings).macs,
      schedules: { ...schedules, ...(best ? { best } : {}) },
    };
  } finally {
    for (const contender of contenders) await contender.close();
    await theirs?.close();
    ours.close();
  }
}

const NAMES = ['chosen', 'best', 'unfused', 'naive', 'matmul', 'pairs', 'einsum'].filter(
  (name) => (name !== 'best' || CANDIDATES > 0) && (peers || !['matmul', 'pairs', 'einsum'].includes(name)),
);
const number = (value, digits = 3) => (value === undefined ? '–' : value.toFixed(digits));
const line = (cells, width = 9) =>
  console.log(cells.map((cell, at) => (at === 1 ? cell.padEnd(14) : cell.padStart(at === 0 ? 5 : width))).join(' '));
const printSchedule = ({ kernels }) =>
  kernels
    .map((kernel) => {
      if (kernel.kind !== 'contractions') return kernel.kind;
      const { stages, tiles, invocations, chunk, prefetch } = kernel;
      const micro = stages.map((stage) => stage.micro.join('×')).join(' then ');
      const part = chunk ? `, ${chunk.size} of ${chunk.index}` : '';
      const staged = stages.some((stage) => stage.staged) ? `, staged${prefetch ? ' ahead' : ''}` : '';
      return `${tiles.join('×')}, ${micro}, ${invocations}${part}${staged}`;
    })
    .join(' | ');
const fastest = ({ ms }) => Math.min(ms.chosen, ms.best ?? Infinity);

const rows = [];
if (!JSON_OUTPUT) {
  console.log(`${deviceName}, ${TOKENS} tokens, ${DTYPE}; milliseconds, and how many times ours each of theirs is`);
  const ratios = peers ? ['matmul', 'pairs', 'einsum'].map((name) => `${name} ×`) : [];
  line(['d', 'case', ...NAMES, 'GFLOP/s', ...ratios]);
}
for (const d of WIDTHS)
  for (const each of casesOf(d)) {
    const row = { d, ...(await measure(each)) };
    rows.push(row);
    if (JSON_OUTPUT) continue;
    const ratios = ['matmul', 'pairs', 'einsum'].map((name) => number(row.ms[name] && row.ms[name] / fastest(row), 2));
    const flops = number((2 * row.macs) / fastest(row) / 1e6, 0);
    line([String(d), row.name, ...NAMES.map((name) => number(row.ms[name])), flops, ...(peers ? ratios : [])]);
  }
fence.release();
clock?.close();
if (JSON_OUTPUT) console.log(JSON.stringify({ adapter: deviceName, tokens: TOKENS, dtype: DTYPE, rows }));
else {
  if (clock) {
    console.log('\nby the clock of the device: milliseconds of the chosen kernels, and of a copy of as many bytes');
    line(['d', 'case', 'chosen', 'copy', 'share']);
    for (const {
      d,
      name,
      clock: { chosen, copy },
    } of rows)
      line([String(d), name, number(chosen), number(copy), `${((100 * copy) / chosen).toFixed(0)} %`]);
  }
  console.log('\nbytes for a token: moved (asked for by invocations)');
  const shown = ['chosen', 'unfused', 'naive'];
  const cell = (each) => (each === undefined ? '–' : `${each.moved.toFixed(0)} (${each.asked.toFixed(0)})`);
  line(['d', 'case', ...shown], 18);
  for (const { d, name, bytes } of rows) line([String(d), name, ...shown.map((each) => cell(bytes[each]))], 18);
  console.log('\nkernels: tiles, micro-tiles of each stage, invocations');
  for (const { d, name, schedules } of rows)
    for (const which of ['chosen', 'best'])
      if (schedules[which]) line([String(d), name, which.padEnd(7), printSchedule(schedules[which])], 0);
}
