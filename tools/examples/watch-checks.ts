/** What happens while a bundler watches, and a file that a file of layers imports is changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { einlay as forEsbuild } from '@einlay/esbuild-plugin';
import { einlay as forRollup } from '@einlay/esbuild-plugin/rollup';
import { einlay as forVite } from '@einlay/esbuild-plugin/vite';
import { einlay as forWebpack } from '@einlay/esbuild-plugin/webpack';
import { context } from 'esbuild';
import { watch as rollupWatch } from 'rollup';
import type { RollupWatcher } from 'rollup';
import { build as viteBuild } from 'vite';
import webpack from 'webpack';
import { BUNDLERS } from './build-page.ts';
import type { Bundler } from './build-page.ts';
import type { PendingCheck } from './pending-check.ts';

export const watchChecks = (): readonly PendingCheck[] =>
  BUNDLERS.map((bundler) => ({
    name: `${bundler}: watching follows imports between files of layers, and recovers from errors`,
    run: (scratch) => watchThrough(bundler, scratch),
  }));

const ROUND_SECONDS = 30;

/** How long to wait for a change to be noticed before it is made again. */
const AGAIN_MS = 1000;

/** A file that both others depend on. */
const base = (factor: number, tensor = 'x'): string =>
  `layer scaled(n = 4) { input x[..., n] output y[..., n] = ${factor} * ${tensor}[..., n] }\n`;

async function watchThrough(bundler: Bundler, folder: string): Promise<readonly string[]> {
  mkdirSync(folder);
  const write = (name: string, text: string): void => {
    writeFileSync(path.join(folder, name), text);
  };
  write('package.json', '{ "type": "module" }');
  write('main.js', `import { both } from './layers.ein';\nconsole.log(both.artifacts.webgpu);\n`);
  write(
    'layers.ein',
    `import { scaled } from "./base.ein"\nlayer both(n = 4) { input x[..., n] output y = scaled(n)(x) }\n`,
  );
  write('base.ein', base(1234));

  const rounds = new Rounds();
  const stop = await WATCH[bundler](folder, (failed) => {
    rounds.add(failed);
  });
  const bundled = (): string => readFileSync(path.join(folder, 'dist/main.js'), 'utf8');
  try {
    const problems: string[] = [];
    await rounds.until('built', () => undefined);
    if (!bundled().includes('1234')) problems.push('the first build does not have the layer');
    await rounds.until('failed', () => {
      write('base.ein', base(1234, 'z'));
    });
    await rounds.until('built', () => {
      write('base.ein', base(5678));
    });
    if (!bundled().includes('5678')) problems.push('the build does not have what was changed');
    return problems;
  } finally {
    await stop();
  }
}

type Outcome = 'built' | 'failed';

/** Builds that are done. */
class Rounds {
  #latest: Outcome | undefined;
  #count = 0;
  #wake = (): void => undefined;

  add(failed: boolean): void {
    this.#latest = failed ? 'failed' : 'built';
    this.#count += 1;
    this.#wake();
  }

  /** Makes a change, again and again until it is noticed: some watch only a little after their first build. */
  async until(wanted: Outcome, change: () => void): Promise<void> {
    const end = performance.now() + ROUND_SECONDS * 1000;
    let seen = this.#count;
    if (this.#latest === wanted) return;
    while (performance.now() < end) {
      if (this.#count === seen) change();
      seen = this.#count;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, AGAIN_MS);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (this.#latest === wanted) return;
    }
    throw new Error(`the build has not ${wanted === 'built' ? 'recovered' : 'failed'} within ${ROUND_SECONDS} seconds`);
  }
}

const OPTIONS = { targets: ['wgsl'], cache: false } as const;

/** Starts to watch; `onRound` is told of each build whether it failed. Stops with what it gives. */
type Watch = (folder: string, onRound: (failed: boolean) => void) => Promise<() => Promise<void>>;

const WATCH: Readonly<Record<Bundler, Watch>> = {
  async esbuild(folder, onRound) {
    const watching = await context({
      entryPoints: [path.join(folder, 'main.js')],
      absWorkingDir: folder,
      outdir: path.join(folder, 'dist'),
      bundle: true,
      format: 'esm',
      logLevel: 'silent',
      plugins: [
        forEsbuild({ ...OPTIONS, root: folder }),
        {
          name: 'rounds',
          setup(host) {
            host.onEnd(({ errors }) => {
              onRound(errors.length > 0);
            });
          },
        },
      ],
    });
    await watching.watch();
    return () => watching.dispose();
  },
  rollup(folder, onRound) {
    const watcher = rollupWatch({
      input: path.join(folder, 'main.js'),
      output: { dir: path.join(folder, 'dist'), format: 'esm' },
      plugins: [forRollup({ ...OPTIONS, root: folder })],
    });
    return Promise.resolve(hear(watcher, onRound));
  },
  async vite(folder, onRound) {
    const watcher = await viteBuild({
      root: folder,
      configFile: false,
      logLevel: 'silent',
      plugins: [forVite({ ...OPTIONS, root: folder })],
      build: {
        watch: {},
        minify: false,
        rolldownOptions: { input: path.join(folder, 'main.js'), output: { entryFileNames: 'main.js' } },
      },
    });
    return hear(watcher as unknown as RollupWatcher, onRound);
  },
  webpack(folder, onRound) {
    const compiler = webpack({
      mode: 'development',
      context: folder,
      entry: path.join(folder, 'main.js'),
      output: { path: path.join(folder, 'dist'), filename: 'main.js' },
      plugins: [forWebpack({ ...OPTIONS, root: folder })],
    });
    compiler.watch({}, (error, stats) => {
      onRound(error !== null || stats?.hasErrors() === true);
    });
    return Promise.resolve(
      () =>
        new Promise<void>((resolve) => {
          compiler.close(() => {
            resolve();
          });
        }),
    );
  },
};

/** Vite's watcher says the same as Rollup's. */
function hear(watcher: RollupWatcher, onRound: (failed: boolean) => void): () => Promise<void> {
  watcher.on('event', (event) => {
    if (event.code === 'BUNDLE_END') onRound(false);
    if (event.code === 'ERROR') onRound(true);
    if ('result' in event) void event.result?.close();
  });
  return async () => {
    await watcher.close();
  };
}
