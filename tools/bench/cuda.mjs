/**
 * Layers as CUDA kernels, beside what PyTorch makes of them in the same run: on one machine with an NVIDIA GPU, nvcc, and
 * Python with PyTorch and CuPy.
 *
 * `npm run bench cuda` compiles the cases here, without a GPU, and hands them to `cuda/measure.py`, which checks results
 * against float64 and times kernels, cuBLAS, and PyTorch: batched products by hand (bmm), an einsum for each contraction
 * (pairs), one for all (einsum), and the pairs compiled. Where the machine with the GPU has no Node, the work has three
 * steps: `--cases=FILE` here, `python3 measure.py FILE RESULTS` there, and `--cases=FILE --results=RESULTS` here.
 *
 * Options
 *   --tokens=N,N    32768 when left out; up to 1024, launches are timed with and without CUDA graphs
 *   --dtype=T,T     bf16 when left out; also f16
 *   --only=TEXT     cases whose names have the text
 *   --candidates=N  schedules for each case, the chosen one first; 1 when left out
 *   --schedules=FILE more of them, of anybody: a list of objects with the `name` of a case and `kernels`
 *   --peers=NAMES   of dense,bmm,pairs,einsum,compile
 *   --markdown=FILE --svg=FILE --json=FILE   where to write tables, a chart, and results
 *   --table=FILE    where to write a table of tuned schedules, for `npm run tuned`
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sm90a } from '@einlay/backends/cuda';
import {
  compile,
  compileSchedule,
  describeSchedule,
  explain,
  printTunedTable,
  tuningSchedules,
} from '@einlay/compiler';
import { parse, View } from 'vega';
import { compile as compileChart } from 'vega-lite';
import { CASES } from './cuda/cases.mjs';
import { chartOf, markdownOf, tunedTableOf } from './cuda/tables.mjs';

const option = (name, otherwise) =>
  process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise;
const files = { cases: option('cases'), results: option('results') };

function valueOf(result) {
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));
const MORE = option('schedules') === undefined ? [] : readJson(option('schedules'));

const compileCase = ({ layer, set, source }, dtype) => valueOf(compile(source, { layer, set, dtype, targets: [] }));

/** A case with a few ways to do it, for `measure.py`. */
function caseFor({ name, layer, set, source }, dtype, candidates) {
  const compilation = compileCase({ layer, set, source }, dtype);
  const { optimized, normal } = compilation;
  const others = MORE.filter((each) => each.name === name).map(({ kernels }) => ({ kernels }));
  const schedules = [...tuningSchedules(compilation, sm90a).slice(0, candidates), ...others];
  const variants = schedules.map((schedule) => {
    const { payload } = valueOf(compileSchedule(compilation, schedule, sm90a));
    const { architecture, symbols, buffers, kernels } = payload;
    const label = describeSchedule(schedule);
    return { label, schedule, source: payload.source, architecture, symbols, buffers, kernels };
  });
  const programOf = ({ nodes, outputs }) => ({ nodes, outputs });
  const { macs } = explain(compilation, new Map([['...', 1]]));
  return { name, layer, set, dtype, source, macs, program: programOf(optimized), whole: programOf(normal), variants };
}

/** The commit that is measured, and whether more was changed. */
function commit() {
  const git = (...words) => execFileSync('git', words, { encoding: 'utf8' }).trim();
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ' with changes'}`;
  } catch {
    return 'unknown';
  }
}

function compileCases() {
  const wanted = CASES.filter(({ name }) => name.includes(option('only', '')));
  const candidates = Number(option('candidates', 1));
  const tokens = option('tokens', '32768').split(',').map(Number);
  const dtypes = option('dtype', 'bf16').split(',');
  const cases = dtypes.flatMap((dtype) => wanted.map((each) => caseFor(each, dtype, candidates)));
  return { commit: commit(), architecture: sm90a.architecture, tokens, cases };
}

/** Everything that can be made of results. */
async function write(problem, results) {
  const text = markdownOf(results);
  if (option('markdown')) writeFileSync(option('markdown'), text);
  else console.log(text);
  if (option('json')) writeFileSync(option('json'), `${JSON.stringify(results, undefined, 1)}\n`);
  if (option('svg')) {
    const view = new View(parse(compileChart(chartOf(results)).spec), { renderer: 'none' });
    writeFileSync(option('svg'), `${await view.toSVG()}\n`);
  }
  if (option('table')) {
    const compilations = problem.cases.map((each) => ({
      ...each,
      optimized: compileCase(each, each.dtype).optimized,
      schedules: each.variants.map(({ schedule }) => schedule),
    }));
    const table = tunedTableOf({ architecture: problem.architecture, compilations, cases: results.cases });
    writeFileSync(option('table'), printTunedTable(table));
  }
}

if (files.results !== undefined && files.cases !== undefined && existsSync(files.results)) {
  await write(readJson(files.cases), readJson(files.results));
} else {
  const problem = compileCases();
  const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-cuda-'));
  const file = files.cases ?? path.join(scratch, 'cases.json');
  writeFileSync(file, JSON.stringify(problem));
  if (files.cases === undefined || files.results !== undefined) {
    const results = files.results ?? path.join(scratch, 'results.json');
    const script = path.join(import.meta.dirname, 'cuda', 'measure.py');
    const peers = option('peers');
    const words = [script, file, results, ...(peers === undefined ? [] : ['--peers', peers])];
    const { status } = spawnSync('python3', words, { stdio: 'inherit' });
    if (status === 0) await write(problem, readJson(results));
    else process.exitCode = 1;
  }
  rmSync(scratch, { recursive: true });
}
