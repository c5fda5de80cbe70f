#!/usr/bin/env node
/** The `einlay` command as a process. What it does stands in `command-line.ts`. */
import { runCommandLine } from './command-line.ts';
import { processIo } from './io.ts';

// Whoever reads our output may have seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

// Not `process.exit`: what is written to a pipe may still be on its way.
process.exitCode = await runCommandLine(process.argv.slice(2), processIo());
