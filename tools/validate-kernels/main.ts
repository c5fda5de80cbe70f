/** Hands the WGSL of all golden cases to a real compiler, Dawn's, which needs no device for that. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';
import { report } from '../report.ts';
import { modulesOf, openCompiler } from './validate.ts';

const files = readdirSync(path.join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[\w-]+\/test\/golden\/.*\.wgsl$/.test(file))
  .map((file) => path.join('packages', file))
  .sort();
const compiler = await openCompiler();
const checks = [];
for (const file of files) {
  const failures: string[] = [];
  for (const code of modulesOf(readFileSync(path.join(root, file), 'utf8')))
    failures.push(...(await compiler.validate(code)));
  checks.push({ name: file, failures });
}
compiler.close();
// No files at all means that this looks in the wrong place.
report(checks.length > 0 ? checks : [{ name: 'golden cases', failures: ['there are no WGSL files'] }]);
