/**
 * How long people wait: for commands, started anew each time, and for the compiler, once it is warm.
 *
 * Goals: `check` of one layer under 250 ms, `compile` under 400 ms, a warm compilation of a layer under 50 ms. `node`
 * alone, which does nothing, is what no command can be faster than.
 *
 * Options: --json prints one JSON document, --rounds=N.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { compile } from '@einlay/compiler';

const ROUNDS = Number(process.argv.find((word) => word.startsWith('--rounds='))?.slice('--rounds='.length) ?? 20);
const JSON_OUTPUT = process.argv.includes('--json');

const BTT = `layer btt(g, a, p, e, r = 1) {
  input x[..., (g a)]
  factor A[g, a, p, r], B[p, g, r, e]
  output y[..., (p e)] = x[..., g, a] * A[g, a, p, r] * B[p, g, r, e]
}
`;
const LAYERS = [
  { layer: 'dense', set: { d_in: 1024, d_out: 1024 } },
  { layer: 'btt', set: { g: 32, a: 32, p: 32, e: 32 } },
  { layer: 'tensor_train3', set: { a: 8, b: 8, c: 16, d: 8, e: 8, f: 16, r: 4 } },
  { layer: 'transformer_block', set: { d: 1024, heads: 16 } },
];

const median = (times) => times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];

const folder = mkdtempSync(path.join(tmpdir(), 'einlay-bench-'));
const file = path.join(folder, 'btt.ein');
writeFileSync(file, BTT);
const einlay = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));
const set = ['--set', 'g=32,a=32,p=32,e=32'];
const commands = [
  { name: 'node', words: ['--eval', '0'] },
  { name: 'einlay check', words: [einlay, 'check', file], goal: 250 },
  { name: 'einlay compile', words: [einlay, 'compile', file, ...set, '--out', folder], goal: 400 },
].map(({ name, words, goal }) => ({ name, goal, milliseconds: timeCommand(words) }));
rmSync(folder, { recursive: true });

const layers = LAYERS.map(({ layer, set: values }) => ({
  name: `compile ${layer}`,
  goal: 50,
  milliseconds: timeCompilation(layer, values),
}));

const rows = [...commands, ...layers];
if (JSON_OUTPUT) console.log(JSON.stringify(rows));
else {
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`${''.padEnd(width)}  median ms   goal`);
  for (const { name, milliseconds, goal } of rows)
    console.log(`${name.padEnd(width)}  ${milliseconds.toFixed(1).padStart(9)}  ${goal ? `< ${goal}` : ''}`.trimEnd());
}

function timeCommand(words) {
  const run = () => {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${words.join(' ')} ended with ${status}:\n${stderr}`);
    return performance.now() - start;
  };
  // The first start reads files from the disk.
  run();
  return median(Array.from({ length: ROUNDS }, run));
}

function timeCompilation(layer, values) {
  const source = `import { ${layer} } from "std"`;
  const run = () => {
    const start = performance.now();
    const result = compile(source, { layer, set: values, targets: ['onnx'] });
    if (!result.ok) throw new Error(`${layer} does not compile: ${result.diagnostics[0]?.message}`);
    return performance.now() - start;
  };
  for (let round = 0; round < ROUNDS; round += 1) run();
  return median(Array.from({ length: ROUNDS }, run));
}
