/** Runs a command again whenever a file it read changes. */
import { watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import path from 'node:path';
import type { Context } from './io.ts';

/** How a command that can be watched ended, and what it read, missing files included. */
export interface Outcome {
  readonly code: number;
  readonly read: ReadonlySet<string>;
}

export interface WatchOptions {
  readonly watch?: boolean;
}

type Watched<Target, Options> = (target: Target, options: Options & WatchOptions, context: Context) => Promise<number>;

/** Editors write a file in several steps; this long without another one, and it is done. */
const SETTLED_MS = 50;

/** A folder that is gone may come back. */
const RETRY_MS = 500;

/** Gives a command the option `watch`. Then it never ends by itself: an interrupt ends it. */
export function watchable<Target, Options>(
  command: (target: Target, options: Options, context: Context) => Outcome | Promise<Outcome>,
): Watched<Target, Options> {
  return async (target, options, context) => {
    if (!options.watch) return (await command(target, options, context)).code;
    const watcher = new FolderWatcher();
    for (;;) {
      const { code, read } = await command(target, options, context);
      const paint = code === 0 ? context.stderr.green : context.stderr.red;
      context.io.say(`${paint(code === 0 ? 'fine' : 'wrong')}, watching ${read.size} files\n`);
      await watcher.change(read);
    }
  };
}

/**
 * Watches the folders of files rather than the files: editors replace files, and a watch on a file that is replaced goes
 * on watching the one that is gone.
 */
class FolderWatcher {
  readonly #watchers = new Map<string, FSWatcher>();
  #files: ReadonlySet<string> = new Set();
  #changed: () => void = () => undefined;

  /** Resolves a moment after one of `files` changed, appeared or went. */
  change(files: ReadonlySet<string>): Promise<void> {
    this.#files = new Set([...files].filter((file) => !file.startsWith('<')).map((file) => path.resolve(file)));
    return new Promise((settled) => {
      let timer: NodeJS.Timeout | undefined;
      this.#changed = () => {
        clearTimeout(timer);
        timer = setTimeout(settled, SETTLED_MS);
      };
      for (const folder of new Set([...this.#files].map((file) => path.dirname(file)))) this.#watch(folder);
    });
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => {
        // Some systems do not say which file it was.
        if (name === null || this.#files.has(path.join(folder, name))) this.#changed();
        // The folder itself went away: look for one of the same name.
        if (name === path.basename(folder)) this.#lose(folder);
      });
      watcher.on('error', () => {
        this.#lose(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      setTimeout(() => {
        this.#watch(folder);
        if (this.#watchers.has(folder)) this.#changed();
      }, RETRY_MS);
    }
  }

  #lose(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
    this.#watch(folder);
  }
}
