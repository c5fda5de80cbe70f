/** The world as commands see it. Tests hand in another one. */
import picocolors from 'picocolors';

export type Colors = ReturnType<typeof picocolors.createColors>;

export interface Io {
  /** Prints on standard output; done when the reader has room for more. */
  readonly print: (text: string) => Promise<void>;
  /** Says something to a person, on standard error. */
  readonly say: (text: string) => void;
  readonly stdin: () => AsyncIterable<Uint8Array>;
  /** Whether standard output and standard error are terminals. */
  readonly terminal: { readonly stdout: boolean; readonly stderr: boolean };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends commands that go on and on: nobody waits for what they print. */
  readonly interrupted: AbortSignal;
  /** Does something that an interrupt ends in good order: the signal is aborted. A second interrupt ends the process. */
  readonly untilInterrupted: <T>(work: (interrupted: AbortSignal) => Promise<T>) => Promise<T>;
}

export const COLOUR_MODES = ['auto', 'always', 'never'] as const;

export type ColourMode = (typeof COLOUR_MODES)[number];

/** What every command is handed: the world, and how to paint in each direction. */
export interface Context {
  readonly io: Io;
  readonly stdout: Colors;
  readonly stderr: Colors;
}

/** Colours in a terminal, unless the option or `NO_COLOR` (https://no-color.org) says otherwise. */
export function contextOf(io: Io, mode: ColourMode): Context {
  const wanted = (isTerminal: boolean): boolean =>
    mode === 'always' || (mode === 'auto' && isTerminal && !io.env['NO_COLOR'] && io.env['TERM'] !== 'dumb');
  return {
    io,
    stdout: picocolors.createColors(wanted(io.terminal.stdout)),
    stderr: picocolors.createColors(wanted(io.terminal.stderr)),
  };
}

/** The streams of this process. */
export function processIo(): Io {
  const closed = new AbortController();
  // Whoever reads our output may have seen enough, as `head` does. Not `process.exit`, which a device would not survive.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = 1;
    closed.abort();
  });
  return {
    print: (text) =>
      new Promise((done) => {
        if (closed.signal.aborted) {
          done();
          return;
        }
        process.stdout.write(text, () => {
          done();
        });
      }),
    say: (text) => {
      process.stderr.write(text);
    },
    stdin: () => process.stdin,
    terminal: { stdout: process.stdout.isTTY, stderr: process.stderr.isTTY },
    env: process.env,
    // A process that is interrupted ends, whatever it is doing.
    interrupted: closed.signal,
    untilInterrupted: async (work) => {
      const controller = new AbortController();
      const abort = (): void => {
        controller.abort();
      };
      for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, abort);
      try {
        return await work(controller.signal);
      } finally {
        for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, abort);
      }
    },
  };
}
