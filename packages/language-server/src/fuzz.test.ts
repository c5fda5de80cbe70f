import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { STANDARD_FILES } from '@einlay/language';
import fc from 'fast-check';
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { Client, makeBench } from './testing/client.ts';
import type { Bench } from './testing/client.ts';

let bench: Bench;
let client: Client;

beforeAll(async () => {
  bench = await makeBench();
  client = new Client(bench.server);
  await client.initialize(bench.folder);
}, 60_000);

afterAll(async () => {
  expect(await client.end()).toBe(0);
  expect(client.stderr).toBe('');
  bench.remove();
});

/** Texts to start from: real ones, an empty one, and one whose lines end in every way there is. */
const STARTS = [
  ...STANDARD_FILES.values(),
  readFileSync(path.join(import.meta.dirname, '../../vscode/README.md'), 'utf8'),
  '',
  'import { btt } from "std"\r\nlayer f(d) {\r  input x[..., d]\n\r\n  output y = btt(2, 3, 4, 5)(x)\r\n}',
];

/** What people and editors put into a text. */
const piece = fc.oneof(
  fc.constantFrom('layer ', '{', '}', '(', ')', '[', ']', '...', '"', '//', '///', '\n', '\r\n', '\r', ' ', '=', '*'),
  fc.constantFrom(
    'x[..., i]',
    'factor A[i, j] ~ ',
    'import { btt } from "std"\n',
    'repeat 3 as l {\n',
    'softmax[j](',
    'where(',
  ),
  fc.constantFrom('😀', '\u{1d49c}', 'e\u0301', '\u0000', '\ufeff', '\ud800', 'ä', '\t'),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom('layer g(d) {\n  input x[..., d]\n  output y[..., d] = x[..., d] * 2\n}\n'),
);

/** A change of a part of the text, given by shares of its length, or of all of it. */
const edit = fc.oneof(
  { weight: 12, arbitrary: fc.record({ from: fc.nat(1000), length: fc.nat(60), text: piece }) },
  { weight: 2, arbitrary: fc.record({ from: fc.nat(1000), length: fc.nat(2000), text: piece }) },
  { weight: 1, arbitrary: fc.record({ whole: fc.constantFrom(...STARTS) }) },
);

const REQUESTS = [
  'textDocument/hover',
  'textDocument/completion',
  'textDocument/signatureHelp',
  'textDocument/definition',
  'textDocument/references',
  'textDocument/prepareRename',
  'textDocument/rename',
  'textDocument/documentSymbol',
  'textDocument/foldingRange',
  'textDocument/formatting',
  'textDocument/semanticTokens/full',
  'textDocument/codeAction',
  'textDocument/inlayHint',
  'einlay/preview',
] as const;

/** Asks for everything at a place. A renaming may be refused; anything else has an answer. */
async function askEverything(uri: string, at: number): Promise<void> {
  const document = client.document(uri);
  const position = document.positionAt(Math.floor((document.getText().length * at) / 1000));
  const range = { start: { line: 0, character: 0 }, end: document.positionAt(document.getText().length) };
  const more = {
    context: { includeDeclaration: true, diagnostics: [] },
    newName: 'other',
    options: {},
    kind: 'network',
  };
  for (const method of REQUESTS)
    await client.request(method, { textDocument: { uri }, position, range, ...more }).catch((error: unknown) => {
      const isRefused = error instanceof ResponseError && error.code === LSPErrorCodes.RequestFailed;
      if (method !== 'textDocument/rename' || !isRefused) throw error;
    });
}

let sessions = 0;

test('whatever is typed, the server has the text that the editor has, and answers', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...STARTS),
      fc.array(fc.record({ edits: fc.array(edit, { minLength: 1, maxLength: 4 }), at: fc.nat(1000) }), {
        maxLength: 8,
      }),
      async (start, rounds) => {
        const uri = `file:///fuzz-${(sessions += 1)}.ein`;
        await client.open(uri, start);
        for (const { edits, at } of rounds) {
          for (const each of edits) {
            if ('whole' in each) {
              await client.change(uri, [{ text: each.whole }]);
              continue;
            }
            const document = client.document(uri);
            const { length } = document.getText();
            const from = Math.floor((length * each.from) / 1000);
            const to = Math.min(from + each.length, length);
            const range = { start: document.positionAt(from), end: document.positionAt(to) };
            await client.change(uri, [{ range, text: each.text }]);
          }
          const there = await client.request<{ version: number; text: string }>('einlay/text', { uri });
          expect(there).toEqual({ version: client.document(uri).version, text: client.document(uri).getText() });
          await askEverything(uri, at);
          for (const { range, message } of await client.diagnostics(uri)) {
            expect(message).not.toBe('');
            expect(client.document(uri).offsetAt(range.end)).toBeGreaterThanOrEqual(
              client.document(uri).offsetAt(range.start),
            );
          }
        }
        await client.close(uri);
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);

test('several changes in one message are made one after the other', async () => {
  const uri = 'file:///several.ein';
  await client.open(uri, 'layer f() {}\n');
  const at = (character: number) => ({ line: 0, character });
  await client.change(uri, [
    { range: { start: at(6), end: at(7) }, text: 'name' },
    { range: { start: at(10), end: at(10) }, text: '_2' },
  ]);
  expect(client.document(uri).getText()).toBe('layer name_2() {}\n');
  expect(await client.request('einlay/text', { uri })).toEqual({ version: 2, text: 'layer name_2() {}\n' });
});
