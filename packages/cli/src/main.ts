#!/usr/bin/env node
/** The `einlay` command as a process. What it does stands in `command-line.ts`. */
import { runCommandLine } from './command-line.ts';
import { processIo } from './io.ts';

// Not `process.exit`: what is written to a pipe may still be on its way.
const code = await runCommandLine(process.argv.slice(2), processIo());
process.exitCode ||= code;
