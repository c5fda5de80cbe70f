/** The command in this process, with files in a folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { runCommandLine } from '../command-line.ts';
import type { Io } from '../io.ts';

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test may say of the world; the rest is silence. */
export interface World {
  readonly stdin?: string;
  readonly env?: Io['env'];
  readonly isTerminal?: boolean;
  readonly interrupted?: AbortSignal;
  /** Hears everything as it is said. */
  readonly hear?: (text: string) => void;
}

/** Runs `einlay` with these words. */
export async function einlay(words: readonly string[], world: World = {}): Promise<Ended> {
  let [stdout, stderr] = ['', ''];
  const { stdin = '', env = {}, isTerminal = false, interrupted = new AbortController().signal, hear } = world;
  const code = await runCommandLine(words, {
    print: (text) => {
      stdout += text;
      hear?.(text);
      return Promise.resolve();
    },
    say: (text) => {
      stderr += text;
      hear?.(text);
    },
    stdin: () => Readable.from([Buffer.from(stdin)]),
    terminal: { stdout: isTerminal, stderr: isTerminal },
    env,
    interrupted,
    untilInterrupted: (work) => work(interrupted),
  });
  return { code, stdout, stderr };
}

/** A folder for one file of tests. */
export interface Scratch {
  readonly folder: string;
  /** The path of a file in it, written first when there is something to write. */
  readonly file: (name: string, content?: string | Uint8Array) => string;
  readonly remove: () => void;
}

export function scratchFolder(): Scratch {
  const folder = mkdtempSync(path.join(tmpdir(), 'einlay-cli-'));
  return {
    folder,
    file(name, content) {
      const file = path.join(folder, name);
      if (content !== undefined) writeFileSync(file, content);
      return file;
    },
    remove() {
      rmSync(folder, { recursive: true });
    },
  };
}

export const LOW_RANK = `/// A bottleneck.
layer low_rank(n, m, r) {
  input x[..., n]
  factor A[n, r], B[r, m]
  output y[..., m] = x[..., n] * A[n, r] * B[r, m]
}
`;
