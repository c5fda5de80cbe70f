/** What the build plugin makes of good and of broken layers, in every bundler. */
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { EinlayOptions } from '@einlay/esbuild-plugin';
import { root } from '../pages.ts';
import { buildPage } from './build-page.ts';
import { BUNDLERS, USE } from './bundlers.ts';
import type { Bundler } from './bundlers.ts';
import type { PendingCheck } from './pending-check.ts';

export const bundleChecks = (): readonly PendingCheck[] =>
  BUNDLERS.flatMap((bundler) => [
    {
      name: `${bundler}: the example is built, twice to the same bytes`,
      run: (scratch) => sameBytes(bundler, scratch),
    },
    { name: `${bundler}: only layers that are imported are bundled`, run: (scratch) => treeShaken(bundler, scratch) },
    ...(USE[bundler].mapsThrough
      ? [
          {
            name: `${bundler}: source maps point into the file of layers`,
            run: (scratch: string) => sourceMap(bundler, scratch),
          },
        ]
      : []),
    {
      name: `${bundler}: values for a layer that is not there are a warning`,
      run: (scratch) => misspelt(bundler, scratch),
    },
    { name: `${bundler}: a broken file is one error`, run: (scratch) => oneError(bundler, scratch) },
  ]);

/** Everything in a folder by name. */
function filesIn(folder: string): ReadonlyMap<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => path.join(entry.parentPath, entry.name)).sort();
  return new Map(files.map((file) => [path.relative(folder, file), readFileSync(file, 'latin1')]));
}

/** Parts of the compiler that a bundle must not have. */
const COMPILER = ['chevrotain', 'Lexer', 'factor A['];

async function sameBytes(bundler: Bundler, scratch: string): Promise<readonly string[]> {
  mkdirSync(scratch);
  const first = await buildPage(bundler, path.join(scratch, 'first'));
  const built = filesIn(first.folder);
  const declarations = path.join('src', 'layers.d.ein.ts');
  const committed = readFileSync(path.join(root, 'examples/vite-webgpu', declarations), 'utf8');
  // In another folder, without a cache, of files from another day.
  const second = await buildPage(bundler, path.join(scratch, 'second'), (project) => {
    utimesSync(path.join(project, 'src/layers.ein'), 0, 0);
  });
  const again = filesIn(second.folder);
  const scripts = [...built].filter(([name]) => name.endsWith('.js')).map(([, text]) => text);
  return [
    ...(built.size >= 2 && scripts.length > 0 ? [] : [`it built ${[...built.keys()].join(', ')}`]),
    ...[...built.keys()].filter((name) => built.get(name) !== again.get(name)).map((name) => `${name} differs`),
    ...[...again.keys()].filter((name) => !built.has(name)).map((name) => `${name} is new`),
    ...COMPILER.filter((part) => scripts.some((text) => text.includes(part))).map((part) => `the bundle has ${part}`),
    ...(readFileSync(path.join(first.project, declarations), 'utf8') === committed
      ? []
      : [`${declarations} in the repository is not what the build writes`]),
  ];
}

const LAYERS = `/// Used.
layer wanted(n = 4) {
  input x[..., n]
  output y[..., n] = 2 * x[..., n]
}

layer unwanted(n = 4) { input x[..., n] output y[..., n] = 3 * x[..., n] }
`;

/** Names no artifact: what is found is what the bundler kept. */
const MAIN = `import { wanted } from './layers.ein';\nconsole.log(wanted.artifacts.webgpu);\n`;

function project(scratch: string, layers = LAYERS): string {
  mkdirSync(scratch, { recursive: true });
  writeFileSync(path.join(scratch, 'layers.ein'), layers);
  writeFileSync(path.join(scratch, 'main.js'), MAIN);
  writeFileSync(path.join(scratch, 'package.json'), '{ "type": "module", "sideEffects": true }');
  return scratch;
}

/** Bundles `main.js` of a folder. */
async function bundle(
  bundler: Bundler,
  folder: string,
  layers: NonNullable<EinlayOptions['layers']> = {},
): Promise<{ readonly code: string; readonly map: string }> {
  const options = { targets: ['wgsl'], cache: false, root: folder, layers } as const;
  await USE[bundler].build({ folder, entry: 'main.js', options });
  const read = (name: string): string => readFileSync(path.join(folder, 'dist', name), 'utf8');
  return { code: read('main.js'), map: read('main.js.map') };
}

async function treeShaken(bundler: Bundler, scratch: string): Promise<readonly string[]> {
  const { code } = await bundle(bundler, project(scratch));
  return [
    ...(/["']wanted["']/.test(code) ? [] : ['the layer that is imported is not in the bundle']),
    ...(code.includes('unwanted') ? ['the layer that is not imported is in the bundle'] : []),
  ];
}

async function sourceMap(bundler: Bundler, scratch: string): Promise<readonly string[]> {
  const { code, map } = await bundle(bundler, project(scratch));
  // The name of the layer in its object, wherever the bundler has put it.
  const at = code.search(/(?<=name"?: ?)["']wanted["']/);
  const before = code.slice(0, at).split('\n');
  const generated = { line: before.length, column: before.at(-1)?.length ?? 0 };
  const { source, line, column } = originalPositionFor(new TraceMap(map), generated);
  const name = LAYERS.split('\n')[1]?.indexOf('wanted');
  return source?.endsWith('layers.ein') === true && line === 2 && column === name
    ? []
    : [`it points to ${String(source)}:${String(line)}:${String(column)}`];
}

/** Builds here fail with what a bundler says in warning. */
async function misspelt(bundler: Bundler, scratch: string): Promise<readonly string[]> {
  const text = await bundle(bundler, project(scratch), { wantd: { n: 4 } }).then(
    () => 'nothing',
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  return text.includes('did you mean `wanted`?') ? [] : [`it says:\n${text}`];
}

async function oneError(bundler: Bundler, scratch: string): Promise<readonly string[]> {
  const folder = project(scratch, LAYERS.replace('2 * x[..., n]', '2 * z[..., n]'));
  const said = await bundle(bundler, folder).then(
    () => [],
    (error: unknown) => [error instanceof Error ? error.message : String(error)],
  );
  const text = said.join('\n');
  const wanted = ['nothing is called `z` here', 'layers.ein:4:', 'output y[..., n] = 2 * z[..., n]'];
  return [
    ...wanted.filter((part) => !text.includes(part)).map((part) => `it does not say ${part}, but:\n${text}`),
    ...(text.split('nothing is called').length > 2 ? [`it says so more than once:\n${text}`] : []),
    ...(/^\s+at .*\d+:\d+\)?$/m.test(text) ? [`it shows a trace:\n${text}`] : []),
    ...(existsSync(path.join(folder, 'layers.d.ein.ts')) ? ['types were written for a broken file'] : []),
  ];
}
