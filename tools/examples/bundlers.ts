/** Every bundler that there is a plugin for: how it builds a program, and how it watches one. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { einlay as forEsbuild } from '@einlay/esbuild-plugin';
import type { EinlayOptions } from '@einlay/esbuild-plugin';
import { einlay as forRolldown } from '@einlay/esbuild-plugin/rolldown';
import { einlay as forRollup } from '@einlay/esbuild-plugin/rollup';
import { einlay as forRsbuild } from '@einlay/esbuild-plugin/rsbuild';
import { einlay as forRspack } from '@einlay/esbuild-plugin/rspack';
import { einlay as forVite } from '@einlay/esbuild-plugin/vite';
import { einlay as forWebpack } from '@einlay/esbuild-plugin/webpack';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { createRsbuild } from '@rsbuild/core';
import type { RsbuildInstance } from '@rsbuild/core';
import { rspack } from '@rspack/core';
import { build as esbuild, context, formatMessagesSync } from 'esbuild';
import type { BuildFailure, BuildOptions } from 'esbuild';
import { rolldown, watch as rolldownWatch } from 'rolldown';
import { rollup, watch as rollupWatch } from 'rollup';
import { build as viteBuild, createLogger } from 'vite';
import type { InlineConfig } from 'vite';
import webpack from 'webpack';
import { findBun } from './find-bun.ts';
import { run } from '../run.ts';

/** A program that imports layers. */
export interface Program {
  /** Its folder; `dist/main.js` in it is what is built, with a source map beside. */
  readonly folder: string;
  /** The file to begin with, by its place in the folder. */
  readonly entry: string;
  readonly options: EinlayOptions;
}

/** Is told of each build whether it failed. */
export type OnRound = (failed: boolean) => void;

interface BundlerUse {
  /** Rejects with what the bundler prints for people, also for warnings. */
  readonly build: (program: Program) => Promise<void>;
  /** Starts to watch, and stops with what it gives; undefined where a program cannot ask for that. */
  readonly watch: ((program: Program, onRound: OnRound) => Promise<() => Promise<void>>) | undefined;
  /** Whether it understands TypeScript; otherwise its users have something else that does. */
  readonly readsTypes: boolean;
  /** Whether source maps that a plugin gives it become a part of its own. */
  readonly mapsThrough: boolean;
}

const distOf = ({ folder }: Program): string => path.join(folder, 'dist');
const entryOf = ({ folder, entry }: Program): string => path.join(folder, entry);

const forEsbuildOf = (program: Program): BuildOptions => ({
  entryPoints: { main: entryOf(program) },
  absWorkingDir: program.folder,
  outdir: distOf(program),
  bundle: true,
  format: 'esm',
  target: 'es2023',
  minify: true,
  sourcemap: true,
  logLevel: 'silent',
  plugins: [forEsbuild(program.options)],
});

const forViteOf = (program: Program): InlineConfig => ({
  root: program.folder,
  configFile: false,
  logLevel: 'silent',
  plugins: [forVite(program.options)],
  build: {
    sourcemap: true,
    minify: false,
    rolldownOptions: { input: entryOf(program), output: { entryFileNames: 'main.js' } },
  },
});

/** What Rollup and Rolldown have in common. */
const inputOf = (program: Program) => ({ input: entryOf(program), onwarn: refuseWarning });
const outputOf = (program: Program) =>
  ({ dir: distOf(program), entryFileNames: 'main.js', format: 'esm', sourcemap: true }) as const;

/** What webpack and Rspack have in common. */
const forWebpackOf = (program: Program) =>
  ({
    mode: 'production',
    context: program.folder,
    entry: entryOf(program),
    output: { path: distOf(program), filename: 'main.js' },
    devtool: 'source-map',
    performance: false,
  }) as const;

const rsbuildOf = (program: Program): Promise<RsbuildInstance> =>
  createRsbuild({
    cwd: program.folder,
    rsbuildConfig: {
      mode: 'production',
      logLevel: 'silent',
      source: { entry: { main: entryOf(program) } },
      output: {
        distPath: { root: distOf(program), js: '' },
        filename: { js: 'main.js' },
        sourceMap: { js: 'source-map' },
      },
      splitChunks: false,
      performance: { printFileSize: false },
      tools: { htmlPlugin: false },
      plugins: [forRsbuild(program.options)],
    },
  });

/** A compiler of webpack or Rspack, as far as they are asked for. */
interface Compiler {
  readonly run: (done: (error: Error | null, stats?: Stats) => void) => void;
  readonly watch: (options: object, round: (error: Error | null, stats?: Stats) => void) => unknown;
  readonly close: (done: () => void) => void;
}

interface Stats {
  readonly hasErrors: () => boolean;
  readonly hasWarnings: () => boolean;
  readonly toString: (options?: { readonly preset: 'errors-only' }) => string;
}

const closeOf = (compiler: Compiler): Promise<void> =>
  new Promise((resolve) => {
    compiler.close(() => {
      resolve();
    });
  });

async function runCompiler(compiler: Compiler): Promise<void> {
  const problem = await new Promise<string | undefined>((resolve) => {
    compiler.run((error, stats) => {
      if (error !== null) resolve(error.message);
      else if (stats?.hasErrors() === true) resolve(stats.toString({ preset: 'errors-only' }));
      else resolve(stats?.hasWarnings() === true ? stats.toString() : undefined);
    });
  });
  await closeOf(compiler);
  if (problem !== undefined) throw new Error(problem);
}

function watchCompiler(compiler: Compiler, onRound: OnRound): Promise<() => Promise<void>> {
  compiler.watch({}, (error, stats) => {
    onRound(error !== null || stats?.hasErrors() === true);
  });
  return Promise.resolve(() => closeOf(compiler));
}

/** A watcher of Rollup, Rolldown or Vite. */
interface Watcher {
  readonly on: (event: 'event', hear: (event: WatcherEvent) => void) => unknown;
  readonly close: () => void | Promise<void>;
}

interface WatcherEvent {
  readonly code: string;
  readonly result?: { readonly close: () => Promise<void> } | null;
}

function hear(watcher: Watcher, onRound: OnRound): Promise<() => Promise<void>> {
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END') onRound(false);
    if (event.code === 'ERROR') onRound(true);
    void event.result?.close();
  });
  return Promise.resolve(async () => {
    await watcher.close();
  });
}

/** For bundlers that have a process to themselves. */
async function runScript(runtime: string, [script, ...words]: readonly [string, ...string[]], program: Program) {
  const file = path.join(import.meta.dirname, script);
  const { status, stdout, stderr } = await run(runtime, [file, ...words, JSON.stringify(program)], {
    cwd: program.folder,
  });
  if (status !== 0 || stderr !== '') throw new Error(stripVTControlCharacters(`${stdout}${stderr}`));
}

export const BUNDLERS = [
  'esbuild',
  'vite',
  'rollup',
  'rolldown',
  'webpack',
  'rspack',
  'rsbuild',
  'farm',
  'bun',
] as const;

export type Bundler = (typeof BUNDLERS)[number];

export const USE: Readonly<Record<Bundler, BundlerUse>> = {
  esbuild: {
    readsTypes: true,
    mapsThrough: true,
    async build(program) {
      const { warnings } = await esbuild(forEsbuildOf(program)).catch((error: unknown) => {
        const { errors } = error as BuildFailure;
        throw new Error(formatMessagesSync(errors, { kind: 'error' }).join(''));
      });
      if (warnings.length > 0) throw new Error(formatMessagesSync(warnings, { kind: 'warning' }).join(''));
    },
    async watch(program, onRound) {
      const options = forEsbuildOf(program);
      const rounds = {
        name: 'rounds',
        setup(host) {
          host.onEnd(({ errors }) => {
            onRound(errors.length > 0);
          });
        },
      } satisfies NonNullable<BuildOptions['plugins']>[number];
      const watching = await context({ ...options, plugins: [...(options.plugins ?? []), rounds] });
      await watching.watch();
      return () => watching.dispose();
    },
  },
  vite: {
    readsTypes: true,
    mapsThrough: true,
    async build(program) {
      const warnings: string[] = [];
      const logger = createLogger('silent');
      const warn = (text: string): void => {
        warnings.push(text);
      };
      await viteBuild({ ...forViteOf(program), customLogger: { ...logger, warn } }).catch(refuse);
      if (warnings.length > 0) throw new Error(warnings.join('\n'));
    },
    async watch(program, onRound) {
      const config = forViteOf(program);
      const watcher = await viteBuild({ ...config, build: { ...config.build, watch: {} } });
      return hear(watcher as unknown as Watcher, onRound);
    },
  },
  rollup: {
    readsTypes: false,
    mapsThrough: true,
    async build(program) {
      const plugins = [nodeResolve({ browser: true }), forRollup(program.options)];
      const bundle = await rollup({ ...inputOf(program), plugins }).catch(refuse);
      await bundle.write(outputOf(program));
      await bundle.close();
    },
    watch: (program, onRound) =>
      hear(
        rollupWatch({ ...inputOf(program), plugins: [forRollup(program.options)], output: outputOf(program) }),
        onRound,
      ),
  },
  rolldown: {
    readsTypes: true,
    mapsThrough: true,
    async build(program) {
      const bundle = await rolldown({
        ...inputOf(program),
        cwd: program.folder,
        plugins: [forRolldown(program.options)],
      });
      try {
        await bundle.write(outputOf(program)).catch(refuse);
      } finally {
        await bundle.close();
      }
    },
    watch: (program, onRound) =>
      hear(
        rolldownWatch({
          ...inputOf(program),
          cwd: program.folder,
          plugins: [forRolldown(program.options)],
          output: outputOf(program),
        }),
        onRound,
      ),
  },
  webpack: {
    readsTypes: false,
    mapsThrough: true,
    build: (program) => runCompiler(webpack({ ...forWebpackOf(program), plugins: [forWebpack(program.options)] })),
    watch: (program, onRound) =>
      watchCompiler(webpack({ ...forWebpackOf(program), plugins: [forWebpack(program.options)] }), onRound),
  },
  rspack: {
    readsTypes: false,
    mapsThrough: true,
    build: (program) => runCompiler(rspack({ ...forWebpackOf(program), plugins: [forRspack(program.options)] })),
    watch: (program, onRound) =>
      watchCompiler(rspack({ ...forWebpackOf(program), plugins: [forRspack(program.options)] }), onRound),
  },
  rsbuild: {
    readsTypes: true,
    mapsThrough: true,
    async build(program) {
      await runCompiler((await (await rsbuildOf(program)).createCompiler()) as Compiler);
    },
    async watch(program, onRound) {
      return watchCompiler((await (await rsbuildOf(program)).createCompiler()) as Compiler, onRound);
    },
  },
  farm: {
    readsTypes: true,
    mapsThrough: true,
    build: (program) => runScript(process.execPath, ['build-with-farm.mjs', 'build'], program),
    watch: (program, onRound) => {
      const script = path.join(import.meta.dirname, 'build-with-farm.mjs');
      const child = spawn(process.execPath, [script, 'watch', JSON.stringify(program)]);
      const listen = (text: string): void => {
        if (text.includes('Build completed')) onRound(false);
        if (text.includes('Error')) onRound(true);
      };
      child.stdout.setEncoding('utf8').on('data', listen);
      child.stderr.setEncoding('utf8').on('data', listen);
      const closed = new Promise<void>((resolve) =>
        child.on('close', () => {
          resolve();
        }),
      );
      return Promise.resolve(() => {
        child.kill();
        return closed;
      });
    },
  },
  bun: {
    readsTypes: true,
    // Bun asks plugins for no source maps.
    mapsThrough: false,
    build: (program) => runScript(findBun(), ['build-with-bun.mjs'], program),
    watch: undefined,
  },
};

function refuseWarning(warning: { readonly message?: string }): void {
  throw new Error(warning.message);
}

/** Rollup, Rolldown and Vite print message, place and code frame of an error, one after the other. */
function refuse(error: unknown): never {
  const { message, loc, frame } = error as {
    message: string;
    loc?: { file?: string; line: number; column: number };
    frame?: string;
  };
  const place = loc === undefined ? '' : `${loc.file ?? ''}:${loc.line}:${loc.column}`;
  throw new Error([message, place, frame].join('\n'));
}
