import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { unzipSync } from 'fflate';

// Processes are started and a bundle is built, on machines that may be busy.
jest.setTimeout(60_000);

const own = path.resolve(import.meta.dirname, '..');
const folder = mkdtempSync(path.join(tmpdir(), 'einlay-vsix-'));
const run = promisify(execFile);

/** Builds the extension as `npm run build` does, elsewhere; the bytes of the `.vsix`. */
async function build(name: string, env: Readonly<Record<string, string>>): Promise<Buffer> {
  const out = path.join(folder, name);
  await run(process.execPath, [path.resolve(own, '../../tools/vsix.mjs'), '--out', out], {
    cwd: own,
    env: { ...process.env, ...env },
  });
  return readFileSync(path.join(out, 'einlay-vscode-0.1.0.vsix'));
}

let bytes: Buffer;
let files: Readonly<Record<string, Uint8Array>>;
const installed = path.join(folder, 'installed');

beforeAll(async () => {
  bytes = await build('first', { TZ: 'Asia/Tokyo' });
  files = unzipSync(bytes);
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(installed, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

const textOf = (name: string): string => Buffer.from(files[name] ?? []).toString();

test('it has everything an extension needs, and nothing else', () => {
  expect(Object.keys(files).sort()).toEqual([
    '[Content_Types].xml',
    'extension.vsixmanifest',
    'extension/LICENSE.txt',
    'extension/dist/einlay-in-markdown.tmLanguage.json',
    'extension/dist/einlay.tmLanguage.json',
    'extension/dist/extension.cjs',
    'extension/dist/server.mjs',
    'extension/dist/stdlib/linear.ein',
    'extension/dist/stdlib/std.ein',
    'extension/dist/stdlib/transformer.ein',
    'extension/dist/third-party-licenses.txt',
    'extension/icon.png',
    'extension/language-configuration.json',
    'extension/package.json',
    'extension/readme.md',
    'extension/snippets/einlay.json',
  ]);
  expect(Object.entries(files).filter(([, content]) => content.length === 0)).toEqual([]);
  expect(textOf('extension/LICENSE.txt')).toContain('MIT License');
  expect(textOf('extension/dist/third-party-licenses.txt')).toContain('vscode-languageserver\n');
});

test('whatever the manifest names is there and reads', () => {
  const manifest = JSON.parse(textOf('extension/package.json')) as {
    readonly main: string;
    readonly icon: string;
    readonly contributes: {
      readonly languages: readonly { readonly configuration: string; readonly extensions: readonly string[] }[];
      readonly grammars: readonly { readonly path: string; readonly scopeName: string }[];
      readonly snippets: readonly { readonly path: string }[];
      readonly commands: readonly { readonly command: string }[];
    };
  };
  const { languages, grammars, snippets, commands } = manifest.contributes;
  expect(languages.flatMap(({ extensions }) => extensions)).toEqual(['.ein']);
  const there = (name: string): string => path.posix.join('extension', name);
  expect(Object.keys(files)).toEqual(expect.arrayContaining([there(manifest.main), there(manifest.icon)]));
  const jsons = [
    ...languages.map(({ configuration }) => configuration),
    ...snippets.map((each) => each.path),
    ...grammars.map((each) => each.path),
  ];
  for (const name of jsons) expect(Object.keys(JSON.parse(textOf(there(name))) as object)).not.toEqual([]);
  for (const { path: name, scopeName } of grammars)
    expect(JSON.parse(textOf(there(name)))).toMatchObject({ scopeName });
  const client = textOf('extension/dist/extension.cjs');
  for (const { command } of commands) expect(client).toContain(`registerCommand("${command}"`);
});

test('the server in it speaks LSP and has the standard library at hand', async () => {
  const server = path.join(installed, 'extension/dist/server.mjs');
  expect((await run(process.execPath, [server, '--version'])).stdout).toBe('0.1.0\n');
  const messages = [
    { id: 1, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } },
    { method: 'initialized', params: {} },
    { id: 2, method: 'shutdown' },
    { method: 'exit' },
  ].map((message) => JSON.stringify({ jsonrpc: '2.0', ...message }));
  const child = spawn(process.execPath, [server, '--stdio']);
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  for (const message of messages) child.stdin.write(`Content-Length: ${Buffer.byteLength(message)}\r\n\r\n${message}`);
  expect(await ended).toBe(0);
  expect(said).toContain('"hoverProvider":true');
});

test('the client loads where an editor provides its module', async () => {
  const program = `
    const { Module } = require('node:module');
    const load = Module._load;
    const anything = new Proxy(function () {}, { get: (_, name) => (name === 'prototype' ? {} : anything), apply: () => anything });
    Module._load = (name, ...more) => (name === 'vscode' ? anything : load(name, ...more));
    const { activate, deactivate } = require(${JSON.stringify(path.join(installed, 'extension/dist/extension.cjs'))});
    console.log(typeof activate, typeof deactivate);
    process.exit();
  `;
  expect((await run(process.execPath, ['--eval', program])).stdout).toBe('function function\n');
});

test('the same sources give the same bytes, wherever and whenever they are built', async () => {
  const again = await build('second', { TZ: 'America/New_York', SOURCE_DATE_EPOCH: '1700000000' });
  const digest = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
  expect(digest(again)).toBe(digest(bytes));
});
