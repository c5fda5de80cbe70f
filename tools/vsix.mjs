/**
 * Builds the VS Code extension in the current folder: grammars from the token table, the client and the server bundled into one file each, the
 * standard library as files, and all of it packed as `dist/NAME-VERSION.vsix`. Everything is made from sources, so it needs no other build. The
 * same sources give the same bytes. `--out FOLDER` puts it all elsewhere.
 */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createVSIX } from '@vscode/vsce';
import { build } from 'esbuild';

const out = path.resolve(process.argv[2] === '--out' ? (process.argv[3] ?? 'dist') : 'dist');
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const source = path.resolve('src');
const language = path.resolve('../language');
const server = path.resolve('../language-server/src/main.ts');
const stage = path.join(out, 'stage');
const staged = path.join(stage, 'dist');

const options = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  conditions: ['@einlay/source'],
  loader: { '.ein': 'text' },
  logLevel: 'warning',
  legalComments: 'none',
};

rmSync(stage, { recursive: true, force: true });
mkdirSync(staged, { recursive: true });
for (const file of ['snippets', 'language-configuration.json', 'icon.png', 'README.md', 'LICENSE'])
  cpSync(file, path.join(stage, file), { recursive: true });
cpSync(path.join(language, 'stdlib'), path.join(staged, 'stdlib'), { recursive: true });

const bundles = await Promise.all([
  build({
    ...options,
    entryPoints: [path.join(source, 'extension.ts')],
    outfile: path.join(staged, 'extension.cjs'),
    format: 'cjs',
    external: ['vscode'],
    metafile: true,
  }),
  build({
    ...options,
    entryPoints: [server],
    outfile: path.join(staged, 'server.mjs'),
    format: 'esm',
    // Libraries inside are CommonJS and ask for Node's modules in its way.
    banner: { js: `import { createRequire } from 'node:module';const require = createRequire(import.meta.url);` },
    metafile: true,
  }),
]);
writeFileSync(path.join(staged, 'third-party-licenses.txt'), licensesOf(bundles));

const maker = path.join(out, 'textmate.mjs');
await build({
  ...options,
  stdin: {
    contents: `export { tokenTable } from '@einlay/language';export * from './textmate.ts';`,
    resolveDir: source,
    loader: 'ts',
  },
  outfile: maker,
  format: 'esm',
});
const { markdownGrammar, textMateGrammar, tokenTable } = await import(pathToFileURL(maker).href);
rmSync(maker);
const json = (value) => `${JSON.stringify(value, undefined, 2)}\n`;
writeFileSync(path.join(staged, 'einlay.tmLanguage.json'), json(textMateGrammar(tokenTable())));
writeFileSync(path.join(staged, 'einlay-in-markdown.tmLanguage.json'), json(markdownGrammar()));

// What an editor has no use for stays behind.
const { scripts, dependencies, devDependencies, nx, private: isPrivate, ...published } = manifest;
writeFileSync(path.join(stage, 'package.json'), json(published));

// A moment for all files, in a time zone for all machines.
process.env.SOURCE_DATE_EPOCH = '946684800';
process.env.TZ = 'UTC';
await createVSIX({
  cwd: stage,
  packagePath: path.join(out, `${manifest.name}-${manifest.version}.vsix`),
  dependencies: false,
  allowMissingRepository: true,
  skipLicense: false,
});
rmSync(stage, { recursive: true });

/** The licenses of the libraries that were bundled. */
function licensesOf(made) {
  const files = made.flatMap(({ metafile }) => Object.keys(metafile.inputs));
  const folders = new Set(files.flatMap((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file) ?? []));
  return [...folders]
    .map((folder) => [folder.replace(/^.*node_modules\//, ''), folder])
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, folder]) => `${name}\n\n${readLicense(folder)}`)
    .join('\n\n');
}

function readLicense(folder) {
  for (const name of ['LICENSE', 'LICENSE.txt', 'License.txt', 'LICENSE.md', 'license.md', 'LICENCE']) {
    try {
      return readFileSync(path.join(folder, name), 'utf8');
    } catch {
      continue;
    }
  }
  throw new Error(`${folder} has no license to pass on`);
}
