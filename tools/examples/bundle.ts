/** Bundles a small program that imports layers, in memory where the bundler can. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { einlay as forEsbuild } from '@einlay/esbuild-plugin';
import { einlay as forRollup } from '@einlay/esbuild-plugin/rollup';
import { einlay as forVite } from '@einlay/esbuild-plugin/vite';
import { einlay as forWebpack } from '@einlay/esbuild-plugin/webpack';
import { build, formatMessagesSync } from 'esbuild';
import type { BuildFailure } from 'esbuild';
import { rollup } from 'rollup';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';
import type { Bundler } from './build-page.ts';

export interface Bundle {
  readonly code: string;
  /** The source map, as JSON. */
  readonly map: string;
}

/** Bundles `main.js` of a folder. Rejects with what the bundler prints for people. */
export const bundle = (bundler: Bundler, folder: string): Promise<Bundle> => BUNDLE[bundler](folder);

const OPTIONS = { targets: ['wgsl'], cache: false } as const;

const BUNDLE: Readonly<Record<Bundler, (folder: string) => Promise<Bundle>>> = {
  async esbuild(folder) {
    const built = await build({
      entryPoints: [path.join(folder, 'main.js')],
      absWorkingDir: folder,
      outdir: path.join(folder, 'dist'),
      bundle: true,
      write: false,
      format: 'esm',
      sourcemap: 'external',
      logLevel: 'silent',
      plugins: [forEsbuild({ ...OPTIONS, root: folder })],
    }).catch((error: unknown) => {
      const { errors } = error as BuildFailure;
      throw new Error(formatMessagesSync(errors, { kind: 'error' }).join(''));
    });
    const [map, code] = built.outputFiles;
    return { code: code?.text ?? '', map: map?.text ?? '' };
  },
  async rollup(folder) {
    const built = await rollup({
      input: path.join(folder, 'main.js'),
      plugins: [forRollup({ ...OPTIONS, root: folder })],
    }).catch(refuse);
    const { output } = await built.generate({ format: 'esm', sourcemap: true });
    await built.close();
    return { code: output[0].code, map: output[0].map?.toString() ?? '' };
  },
  async vite(folder) {
    await viteBuild({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [forVite({ ...OPTIONS, root: folder })],
      build: {
        sourcemap: true,
        minify: false,
        rolldownOptions: { input: path.join(folder, 'main.js'), output: { entryFileNames: 'main.js' } },
      },
    }).catch(refuse);
    return readBundle(folder);
  },
  async webpack(folder) {
    const compiler = webpack({
      mode: 'production',
      context: folder,
      entry: path.join(folder, 'main.js'),
      output: { path: path.join(folder, 'dist'), filename: 'main.js' },
      devtool: 'source-map',
      plugins: [forWebpack({ ...OPTIONS, root: folder })],
    });
    await new Promise<void>((resolve, reject) => {
      compiler.run((error, stats) => {
        if (error !== null) reject(error);
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString({ preset: 'errors-only' })));
        else resolve();
      });
    });
    await new Promise((closed) => {
      compiler.close(closed);
    });
    return readBundle(folder);
  },
};

const readBundle = (folder: string): Bundle => ({
  code: readFileSync(path.join(folder, 'dist/main.js'), 'utf8'),
  map: readFileSync(path.join(folder, 'dist/main.js.map'), 'utf8'),
});

/** Rollup and Vite print message, place and code frame of an error, one after the other. */
function refuse(error: unknown): never {
  const { message, loc, frame } = error as {
    message: string;
    loc?: { file?: string; line: number; column: number };
    frame?: string;
  };
  const place = loc === undefined ? '' : `${loc.file ?? ''}:${loc.line}:${loc.column}`;
  throw new Error([message, place, frame].join('\n'));
}
