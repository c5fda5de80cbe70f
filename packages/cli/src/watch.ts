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

/** Editors write a file in several steps; this long without another one, and it is done. */
const SETTLED_MS = 50;

/** A folder that is gone may come back. */
const RETRY_MS = 200;

/** Gives a command the option `watch`: then it runs until it is interrupted. */
export function watchable<Target, Options>(
  command: (target: Target, options: Options, context: Context) => Outcome | Promise<Outcome>,
): (target: Target, options: Options & WatchOptions, context: Context) => Promise<number> {
  return async (target, options, context) => {
    let { code, read } = await command(target, options, context);
    if (!options.watch) return code;
    const { io, stderr } = context;
    const watcher = new FolderWatcher();
    while (!io.interrupted.aborted) {
      const changed = watcher.change(filesOf(read), io.interrupted);
      io.say(`${code === 0 ? stderr.green('no errors') : stderr.red('errors')}; waiting for changes\n`);
      if (await changed) ({ code, read } = await command(target, options, context));
    }
    watcher.close();
    return code;
  };
}

/** Absolute paths; names in angle brackets are no files. */
const filesOf = (read: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...read].filter((file) => !file.startsWith('<')).map((file) => path.resolve(file)));

/**
 * Watches the folders of files rather than the files: editors replace files, and a watch on a file that is replaced goes
 * on watching the one that is gone.
 */
class FolderWatcher {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #retries = new Map<string, NodeJS.Timeout>();
  #files: ReadonlySet<string> = new Set();
  #notice: () => void = () => undefined;

  /** True a moment after one of `files` changed, appeared or went; false when interrupted. */
  async change(files: ReadonlySet<string>, interrupted: AbortSignal): Promise<boolean> {
    this.#files = files;
    for (const folder of new Set([...files].map((file) => path.dirname(file)))) this.#watch(folder);
    return new Promise((settled) => {
      let timer: NodeJS.Timeout | undefined;
      const stop = (): void => {
        clearTimeout(timer);
        settled(false);
      };
      this.#notice = () => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          interrupted.removeEventListener('abort', stop);
          settled(true);
        }, SETTLED_MS);
      };
      interrupted.addEventListener('abort', stop);
    });
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    for (const retry of this.#retries.values()) clearTimeout(retry);
  }

  #watch(folder: string): void {
    if (this.#watchers.has(folder) || this.#retries.has(folder)) return;
    try {
      const watcher = watch(folder, (_, name) => {
        // Some systems do not say which file it was.
        if (name === null || this.#files.has(path.join(folder, name))) this.#notice();
        // The folder itself went away.
        if (name === path.basename(folder)) this.#lose(folder);
      });
      watcher.on('error', () => {
        this.#lose(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      this.#retry(folder);
    }
  }

  #lose(folder: string): void {
    this.#watchers.get(folder)?.close();
    this.#watchers.delete(folder);
    this.#retry(folder);
  }

  /** Looks now and then whether the folder is there, and then whether its files changed. */
  #retry(folder: string): void {
    const retry = setTimeout(() => {
      this.#retries.delete(folder);
      this.#watch(folder);
      if (this.#watchers.has(folder)) this.#notice();
    }, RETRY_MS);
    this.#retries.set(folder, retry);
  }
}
