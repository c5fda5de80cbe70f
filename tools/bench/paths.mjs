/**
 * Contraction paths: what `findPath` finds and how long it takes, beside what opt_einsum's finders found
 * (`packages/passes/test/cases/paths.json`). Each instance runs in a fresh process first, since a command pays for the
 * first call; then again a few times in the same process.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { costOfPath, findPath } from '@einlay/passes';

const facts = JSON.parse(readFileSync(new URL('../../packages/passes/test/cases/paths.json', import.meta.url), 'utf8'));

/** Numbers in [0, 1), the same for the same seed. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}

/** Operands as nodes, indices as edges. */
function graph(count, edges, extentOf) {
  const operands = Array.from({ length: count }, () => []);
  const extents = new Map();
  edges.forEach((ends, at) => {
    for (const end of new Set(ends)) operands[end].push(`e${at}`);
    extents.set(`e${at}`, extentOf(at));
  });
  return { operands, output: [], extents };
}

const range = (count) => Array.from({ length: count }, (_, at) => at);

function lattice(width, height, extent = 2) {
  const edges = [];
  for (const y of range(height))
    for (const x of range(width)) {
      if (x + 1 < width) edges.push([y * width + x, y * width + x + 1]);
      if (y + 1 < height) edges.push([y * width + x, (y + 1) * width + x]);
    }
  return graph(width * height, edges, () => extent);
}

/** Every operand has `degree` edges to random others; extents 2 … 2 + spread − 1. */
function regular(count, degree, seed, spread = 1) {
  const random = randomFrom(seed);
  const ends = range(count * degree).map((at) => at % count);
  for (let at = ends.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [ends[at], ends[other]] = [ends[other], ends[at]];
  }
  const edges = range((count * degree) / 2)
    .map((at) => [ends[2 * at], ends[2 * at + 1]])
    .filter(([one, other]) => one !== other);
  return graph(count, edges, () => 2 + Math.floor(random() * spread));
}

function chain(count, seed) {
  const random = randomFrom(seed);
  const ends = range(count + 1).map((at) => [Math.max(0, at - 1), Math.min(count - 1, at)]);
  return { ...graph(count, ends, () => 2 + Math.floor(random() * 30)), output: ['e0', `e${count}`] };
}

function tree(count, seed) {
  const random = randomFrom(seed);
  const edges = range(count - 1).map((at) => [at + 1, Math.floor(random() * (at + 1))]);
  return graph(count, edges, () => 2 + Math.floor(random() * 8));
}

/** A two-dimensional state with itself: two lattices, joined site by site. */
function peps(width) {
  const sites = width * width;
  const { operands, extents } = lattice(width, width, 3);
  const layer = (name) => operands.map((indices, site) => [...indices.map((index) => name + index), `s${site}`]);
  return {
    operands: [...layer('ket'), ...layer('bra')],
    output: [],
    extents: new Map([
      ...[...extents].flatMap(([index, extent]) => [
        [`ket${index}`, extent],
        [`bra${index}`, extent],
      ]),
      ...range(sites).map((site) => [`s${site}`, 2]),
    ]),
  };
}

/** Every index stands on 2 … most operands; two are in the output. */
function hyperedges(count, indices, most, seed) {
  const random = randomFrom(seed);
  const edges = range(indices).map(() =>
    range(2 + Math.floor(random() * (most - 1))).map(() => Math.floor(random() * count)),
  );
  return { ...graph(count, edges, () => 2 + Math.floor(random() * 4)), output: ['e0', 'e1'] };
}

function clique(count) {
  const edges = range(count).flatMap((one) => range(one).map((other) => [one, other]));
  return graph(count, edges, (at) => 2 + (at % 3));
}

/** A batch index on everything. */
function batched(problem, extent = 64) {
  return {
    operands: problem.operands.map((indices) => ['batch', ...indices]),
    output: ['batch', ...problem.output],
    extents: new Map([['batch', extent], ...problem.extents]),
  };
}

const families = {
  'lattice 4×4': lattice(4, 4),
  'clique 12': clique(12),
  'clique 16': clique(16),
  'hyperedges 16': hyperedges(16, 20, 6, 1),
  'regular 3, 20': regular(20, 3, 2),
  'lattice 6×6': lattice(6, 6),
  'clique 24': clique(24),
  'peps 4×4': peps(4),
  'hyperedges 40': hyperedges(40, 60, 4, 3),
  'regular 3, 60, batch': batched(regular(60, 3, 4, 4)),
  'regular 4, 60': regular(60, 4, 5),
  'tree 100': tree(100, 6),
  'lattice 10×10': lattice(10, 10),
  'hyperedges 100': hyperedges(100, 120, 5, 7),
  'regular 3, 150': regular(150, 3, 8),
  'chain 200': chain(200, 9),
  'regular 3, 300': regular(300, 3, 10),
  'regular 3, 1000': regular(1000, 3, 11, 8),
  'lattice 32×32': lattice(32, 32),
};

function instanceOf({ equation, shapes }) {
  const [terms, output = ''] = equation.split('->');
  const operands = terms.split(',').map((term) => [...term]);
  const extents = new Map(operands.flatMap((term, k) => term.map((index, axis) => [index, shapes[k][axis]])));
  return { operands, output: [...output], extents };
}

const instances = [
  ...facts.instances.map(({ name, results, ...instance }) => ({ name, results, problem: instanceOf(instance) })),
  ...Object.entries(families).map(([name, problem]) => ({ name, results: facts.families[name], problem })),
];

/** Plans the instance and checks the plan's cost before giving its times in milliseconds. */
function measure({ name, problem }, repeats) {
  const times = [];
  let flops;
  for (let run = 0; run < repeats; run += 1) {
    const start = performance.now();
    const plan = findPath(problem);
    times.push(performance.now() - start);
    if (!plan.ok) throw new Error(`${name}: ${plan.diagnostics[0].message}`);
    flops = plan.value.flops;
    if (flops !== costOfPath(problem, plan.value.path).flops)
      throw new Error(`${name}: the cost stated is not the cost`);
  }
  return { flops, first: times[0], later: times.slice(1).sort((a, b) => a - b)[times.length >> 1] ?? times[0] };
}

const only = process.argv.find((word) => word.startsWith('--instance='))?.slice('--instance='.length);
if (only !== undefined) {
  console.log(
    JSON.stringify(
      measure(
        instances.find(({ name }) => name === only),
        1,
      ),
    ),
  );
} else {
  const rows = instances.map((instance) => {
    const { stdout } = spawnSync(process.execPath, [import.meta.filename, `--instance=${instance.name}`]);
    const cold = JSON.parse(stdout);
    const warm = measure(instance, 3);
    const { dp, auto, 'random-greedy-128': random } = instance.results;
    return {
      instance: instance.name,
      operands: instance.problem.operands.length,
      flops: warm.flops,
      dp: dp && warm.flops / dp.flops,
      auto: auto && warm.flops / auto.flops,
      random: random && warm.flops / random.flops,
      coldMs: cold.first,
      warmMs: warm.later,
      randomMs: random && random.seconds * 1000,
    };
  });
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
  else print(rows);
}

function print(rows) {
  const ratio = (value) => (value === undefined ? '–' : value >= 0.01 ? value.toFixed(3) : value.toExponential(0));
  const milliseconds = (value) => (value === undefined ? '–' : value.toFixed(value < 10 ? 1 : 0));
  console.log(
    'flops and, as ratios, against opt_einsum’s finders; milliseconds of ours and of its random-greedy-128\n',
  );
  console.log('| instance | operands | flops | / dp | / auto | / random | first call | later | random |');
  console.log('| --- | --: | --: | --: | --: | --: | --: | --: | --: |');
  for (const row of rows)
    console.log(
      `| ${[
        row.instance,
        row.operands,
        row.flops.toExponential(2),
        ratio(row.dp),
        ratio(row.auto),
        ratio(row.random),
        milliseconds(row.coldMs),
        milliseconds(row.warmMs),
        milliseconds(row.randomMs),
      ].join(' | ')} |`,
    );
}
