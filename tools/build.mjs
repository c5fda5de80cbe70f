/**
 * Bundles the package in the current folder into `dist`, ready to publish: one ES module for each entry of its `exports`
 * and `bin`. Entries share chunks, so that a class or a table exists once however it is reached, and a command loads
 * only the code it runs. Everything from other packages stays an import, but for what `BUNDLED` names. Types come from
 * `tsc -b`, which runs before.
 */
import { access, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

/** Libraries of hundreds of small files: finding those takes three times as long as running what is in them. */
const BUNDLED = ['chevrotain'];

const manifest = JSON.parse(await readFile('package.json', 'utf8'));

/** `./src/onnx/index.ts` → `onnx/index`, the name of the entry inside `dist`. */
const entryName = (source) => source.replace(/^\.\/src\//, '').replace(/\.ts$/, '');

const exported = Object.values(manifest.exports).flatMap((conditions) => conditions['@einlay/source'] ?? []);
const commands = Object.values(manifest.bin ?? {}).map((file) =>
  file.replace(/^\.\/dist\//, './src/').replace(/\.js$/, '.ts'),
);
const sources = [...exported, ...commands];
if (sources.length === 0) fail('package.json names neither an export nor a command');
for (const source of sources) {
  await access(source).catch(() => fail(`${source} does not exist, but package.json makes it an entry`));
}

const dependencies = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });
const { metafile } = await build({
  entryPoints: Object.fromEntries(sources.map((source) => [entryName(source), source])),
  outdir: 'dist',
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  external: dependencies.filter((name) => !BUNDLED.includes(name)),
  loader: { '.ein': 'text' },
  sourcemap: true,
  metafile: true,
  logLevel: 'warning',
});

const licenses = await licensesOf(Object.keys(metafile.inputs));
if (licenses !== '') await writeFile('dist/third-party-licenses.txt', licenses);

// Chunks carry a hash in their names: without this, what earlier builds left behind would be published too.
const fresh = new Set(Object.keys(metafile.outputs).map((file) => path.normalize(file)));
for (const entry of await readdir('dist', { recursive: true })) {
  const file = path.join('dist', entry);
  if (isStale(file) || (await isOrphan(file))) await rm(file, { force: true });
}

function fail(reason) {
  console.error(`${manifest.name}: ${reason}`);
  process.exit(1);
}

/** The licenses of the libraries that these files belong to, which go where the files go. */
async function licensesOf(files) {
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  const texts = [];
  for (const folder of [...folders].sort()) {
    const license = (await readdir(folder)).find((name) => /^licen[cs]e/i.test(name));
    if (license === undefined) fail(`${folder} has no license to pass on`);
    texts.push(`${folder.replace(/^.*node_modules\//, '')}\n\n${await readFile(path.join(folder, license), 'utf8')}`);
  }
  return texts.join('\n\n');
}

function isStale(file) {
  return /\.js(\.map)?$/.test(file) && !fresh.has(file);
}

/** A declaration whose source is gone. */
async function isOrphan(file) {
  if (!file.endsWith('.d.ts')) return false;
  const source = file.replace(/^dist/, 'src').replace(/\.d\.ts$/, '.ts');
  return access(source).then(
    () => false,
    () => true,
  );
}
