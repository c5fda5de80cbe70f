/** What happens while a bundler watches, and a file that a file of layers imports is changed. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { BUNDLERS, USE } from './bundlers.ts';
import type { Bundler } from './bundlers.ts';
import type { PendingCheck } from './pending-check.ts';

export const watchChecks = (): readonly PendingCheck[] =>
  BUNDLERS.filter((bundler) => USE[bundler].watch !== undefined).map((bundler) => ({
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
  const options = { targets: ['wgsl'], cache: false, root: folder } as const;
  const stop = await USE[bundler].watch?.({ folder, entry: 'main.js', options }, (failed) => {
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
    await stop?.();
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
