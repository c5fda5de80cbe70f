/**
 * Layers as CUDA kernels, beside what PyTorch makes of them in the same run: on one machine with an NVIDIA GPU, nvcc, and
 * Python with PyTorch and CuPy.
 *
 * `npm run bench cuda` compiles the cases here, without a GPU, and hands them to `cuda/measure.py`, which checks results
 * against float64 and times kernels, cuBLAS, and PyTorch's eager, compiled and whole einsums. Where the machine with the
 * GPU has no Node, `--cases=FILE` only writes the cases: take that file and the script there.
 *
 * Options: --tokens=N, --only=NAME, --dtype=f16, --candidates=N schedules for each case, the chosen one first, --json.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sm90a } from '@einlay/backends/cuda';
import { compile, compileSchedule, describeSchedule, tuningSchedules } from '@einlay/compiler';

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const DTYPE = option('dtype', 'bf16');
const ONLY = option('only', '');
const CANDIDATES = Number(option('candidates', 1));
const TOKENS = Number(option('tokens', 32768));

const SOURCE = 'export { dense, btt, low_rank, monarch, kronecker, tensor_train } from "std"';

/** The factorisations of a width that goldens of the field use: near its root, the first part no larger. */
const SPLITS = { 768: [16, 48], 1024: [32, 32], 2048: [32, 64], 3072: [48, 64], 4096: [64, 64], 8192: [64, 128] };
const split = (d) => SPLITS[d];

const bttOf = (input, output, r) => {
  const [g, a] = split(input);
  const [p, e] = split(output);
  const shape = input === output ? `${input}` : `${input} → ${output}`;
  return { name: `btt r=${r} ${shape}`, layer: 'btt', set: { g, a, p, e, r } };
};

const cases = [
  ...[1, 4].flatMap((r) => Object.keys(SPLITS).map((d) => bttOf(Number(d), Number(d), r))),
  ...[1, 4].flatMap((r) => [bttOf(1024, 4096, r), bttOf(4096, 1024, r)]),
  ...[1024, 4096].map((d) => ({
    name: `low rank d/16 ${d}`,
    layer: 'low_rank',
    set: { d_in: d, d_out: d, r: d / 16 },
  })),
  ...[1024, 4096].map((d) => ({
    name: `monarch ${d}`,
    layer: 'monarch',
    set: { d_in: d, d_out: d, blocks: split(d)[0] },
  })),
  ...[1024, 4096].map((d) => {
    const [b, a] = split(d);
    return { name: `kronecker ${d}`, layer: 'kronecker', set: { b, a, e: b, d: a } };
  }),
  ...[1024, 4096].map((d) => ({ name: `dense ${d}`, layer: 'dense', set: { d_in: d, d_out: d } })),
].filter(({ name }) => name.includes(ONLY));

function valueOf(result) {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const compiled = cases.map(({ name, layer, set }) => {
  const compilation = valueOf(compile(SOURCE, { layer, set, dtype: DTYPE, targets: ['cuda'] }));
  const schedules = tuningSchedules(compilation, sm90a).slice(0, CANDIDATES);
  const variants = schedules.map((schedule) => {
    const { payload } = valueOf(compileSchedule(compilation, schedule, sm90a));
    const { source, symbols, buffers, kernels } = payload;
    return { label: describeSchedule(schedule), schedule, source, symbols, buffers, kernels };
  });
  return { name, layer, set, nodes: compilation.optimized.nodes, outputs: compilation.optimized.outputs, variants };
});

const wanted = option('cases', undefined);
const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-cuda-'));
const file = wanted ?? path.join(scratch, 'cases.json');
writeFileSync(file, JSON.stringify({ dtype: DTYPE, tokens: TOKENS, cases: compiled }));
if (wanted === undefined) {
  const script = path.join(import.meta.dirname, 'cuda', 'measure.py');
  const options = process.argv.includes('--json') ? ['--json'] : [];
  const { status } = spawnSync('python3', [script, file, ...options], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
rmSync(scratch, { recursive: true });
