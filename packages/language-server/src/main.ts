#!/usr/bin/env node
/** The language server as a process: speaks LSP over standard input and output, or as `--stdio`, `--node-ipc`, `--socket=N` say. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createConnection } from 'vscode-languageserver/node';
import { serve } from './server.ts';
import { writeStandardLibrary } from './standard-library.ts';
import { VERSION } from './version.ts';

if (process.argv.includes('--version')) {
  console.log(VERSION);
} else {
  const chosen = process.argv.some((word) => /^--(stdio|node-ipc|socket|pipe)/.test(word));
  if (!chosen) process.argv.push('--stdio');
  const folder = writeStandardLibrary(path.join(import.meta.dirname, 'stdlib'));
  serve(createConnection(), pathToFileURL(folder).href);
}
