/** A line in a terminal that says how far something is. Where nobody watches, it says nothing. */
import type { Io } from './io.ts';

export interface Progress {
  readonly update: (done: number, words: string) => void;
  readonly clear: () => void;
}

/** Progress through `total` steps that may end after `seconds`. */
export function startProgress({ terminal, say }: Io, total: number, seconds: number): Progress {
  if (!terminal.stderr) return { update: () => undefined, clear: () => undefined };
  const start = performance.now();
  return {
    update: (done, words) => {
      const elapsed = (performance.now() - start) / 1000;
      const left = Math.min((elapsed / Math.max(done, 1)) * (total - done), Math.max(seconds - elapsed, 0));
      say(`\r\x1b[K${done}/${total}  ${words}  about ${Math.ceil(left)} s left`);
    },
    clear: () => {
      say('\r\x1b[K');
    },
  };
}
