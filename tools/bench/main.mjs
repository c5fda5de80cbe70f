/**
 * `npm run bench [NAME…] [-- --json …]`: runs the benchmarks beside this file, all of them or those named, one after the
 * other, since two at once would measure each other. Options go to every benchmark.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

const known = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.mjs') && file !== path.basename(import.meta.filename))
  .map((file) => path.basename(file, '.mjs'))
  .sort();
const words = process.argv.slice(2);
const named = words.filter((word) => !word.startsWith('-'));
const options = words.filter((word) => word.startsWith('-'));

const unknown = named.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`no benchmark named ${unknown.join(', ')}; there are ${known.join(', ')}`);
  process.exit(2);
}

for (const name of named.length > 0 ? named : known) {
  const file = path.join(import.meta.dirname, `${name}.mjs`);
  const { status } = spawnSync(process.execPath, [file, ...options], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}
