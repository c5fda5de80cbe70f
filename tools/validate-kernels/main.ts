/** Hands the kernels of all golden cases to real compilers, Dawn's and NVIDIA's, which need no device for that. */
import { readFileSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from '../pages.ts';
import { report } from '../report.ts';
import type { Check } from '../report.ts';
import { hostileSources } from './hostile-names.ts';
import { stagedSource } from './staged-source.ts';
import { compileCuda, compileHeader, findNvcc } from './nvcc.ts';
import { modulesOf, openCompiler } from './validate.ts';

const golden = readdirSync(path.join(root, 'packages'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /^[\w-]+\/test\/golden\//.test(file))
  .map((file) => path.join('packages', file))
  .sort();
const files = golden.filter((file) => file.endsWith('.wgsl'));
const compiler = await openCompiler();
const checks: Check[] = [];
for (const file of files) {
  const failures: string[] = [];
  for (const code of modulesOf(readFileSync(path.join(root, file), 'utf8')))
    failures.push(...(await compiler.validate(code)));
  checks.push({ name: file, failures });
}
compiler.close();
const sources = golden.filter((file) => file.endsWith('.cu'));
const waiting = [...sources];
async function compileSome(nvcc: string): Promise<void> {
  for (let file = waiting.shift(); file !== undefined; file = waiting.shift())
    checks.push({ name: file, failures: await compileCuda(nvcc, path.join(root, file)) });
}
try {
  const nvcc = await findNvcc();
  await Promise.all(Array.from({ length: availableParallelism() }, () => compileSome(nvcc)));
  for (const { name, source, header } of [...hostileSources(), stagedSource()])
    checks.push({ name: `names in ${name}`, failures: await compileHeader(nvcc, name, source, header) });
} catch (error) {
  checks.push({ name: 'CUDA kernels', failures: [error instanceof Error ? error.message : String(error)] });
}
// No files at all means that this looks in the wrong place.
const missing = [files, sources].some(({ length }) => length === 0);
report(missing ? [...checks, { name: 'golden cases', failures: ['there are no kernels'] }] : checks);
