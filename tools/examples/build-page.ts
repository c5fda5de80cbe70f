/** Builds the page of `examples/vite-webgpu` with every bundler there is a plugin for. */
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { einlay as forEsbuild } from '@einlay/esbuild-plugin';
import type { EinlayOptions } from '@einlay/esbuild-plugin';
import { einlay as forRollup } from '@einlay/esbuild-plugin/rollup';
import { einlay as forWebpack } from '@einlay/esbuild-plugin/webpack';
import { build, transformSync } from 'esbuild';
import { rollup } from 'rollup';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';
import { copyExample } from './copy-example.ts';

export const BUNDLERS = ['esbuild', 'vite', 'rollup', 'webpack'] as const;

export type Bundler = (typeof BUNDLERS)[number];

export interface BuiltPage {
  /** The folder of the example. */
  readonly project: string;
  /** What to serve, with `index.html` in it. */
  readonly folder: string;
}

/** What is in `vite.config.ts` of the example, which only Vite reads. */
const optionsIn = (root: string): EinlayOptions => ({
  root,
  targets: ['wgsl'],
  layers: { btt: { g: 16, a: 16, p: 16, e: 16 } },
  cache: '.cache',
});

/** Builds a copy of the page below `scratch`, after `change` has been made to it. */
export async function buildPage(
  bundler: Bundler,
  scratch: string,
  change: (project: string) => void = () => undefined,
): Promise<BuiltPage> {
  const project = copyExample('vite-webgpu', scratch, bundler);
  change(project);
  const folder = path.join(project, 'dist');
  await BUILD[bundler](project, folder);
  if (bundler !== 'vite') {
    const html = readFileSync(path.join(project, 'index.html'), 'utf8');
    writeFileSync(path.join(folder, 'index.html'), html.replace('/src/main.ts', '/main.js'));
  }
  return { project, folder };
}

const BUILD: Readonly<Record<Bundler, (project: string, folder: string) => Promise<void>>> = {
  async vite(project) {
    // Its own configuration, as `npm run build` reads it. The runner is for those that import TypeScript.
    await viteBuild({ root: project, logLevel: 'silent', configLoader: 'runner' });
  },
  async esbuild(project, folder) {
    await build({
      entryPoints: [path.join(project, 'src/main.ts')],
      absWorkingDir: project,
      outdir: folder,
      bundle: true,
      format: 'esm',
      target: 'es2023',
      minify: true,
      sourcemap: true,
      logLevel: 'silent',
      plugins: [forEsbuild(optionsIn(project))],
    });
  },
  async rollup(project, folder) {
    const input = path.join(withoutTypes(project), 'main.ts');
    const plugins = [nodeResolve({ browser: true }), forRollup(optionsIn(project))];
    const bundle = await rollup({ input, plugins, onwarn: refuseWarning });
    await bundle.write({ dir: folder, entryFileNames: 'main.js', format: 'esm', sourcemap: true });
    await bundle.close();
  },
  async webpack(project, folder) {
    const compiler = webpack({
      mode: 'production',
      context: project,
      entry: path.join(withoutTypes(project), 'main.ts'),
      output: { path: folder, filename: 'main.js' },
      devtool: 'source-map',
      performance: false,
      plugins: [forWebpack(optionsIn(project))],
    });
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors() === true || stats?.hasWarnings() === true) reject(new Error(stats.toString()));
        else
          compiler.close(() => {
            resolve();
          });
      });
    });
  },
};

function refuseWarning(warning: { readonly message: string }): void {
  throw new Error(warning.message);
}

/** Rollup and webpack leave TypeScript to others; what those would do is done here. */
function withoutTypes(project: string): string {
  const folder = path.join(project, 'without-types');
  cpSync(path.join(project, 'src'), folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ein.ts'))) {
    const file = path.join(folder, name);
    writeFileSync(file, transformSync(readFileSync(file, 'utf8'), { loader: 'ts' }).code);
  }
  return folder;
}
