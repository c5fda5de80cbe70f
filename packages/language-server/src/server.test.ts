import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { formatSource } from '@einlay/language';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  Location,
  Range,
  SemanticTokens,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { legend } from './features/semantic-tokens.ts';
import { Client, makeBench } from './testing/client.ts';
import type { Bench } from './testing/client.ts';

// A process is started and layers are compiled, on machines that may be busy.
jest.setTimeout(60_000);

const BTT = `/// Block tensor-train.
layer btt(g, a, p, e, r = 1) {
  input x[..., (g a)]
  factor A[g, a, p, r], B[p, g, r, e]
  output y[..., (p e)] = x[..., g, a] * A[g, a, p, r] * B[p, g, r, e]
}
`;

let bench: Bench;
let client: Client;

beforeAll(async () => {
  bench = await makeBench();
  client = new Client(bench.server);
  await client.initialize(bench.folder);
});

afterAll(async () => {
  expect(await client.end()).toBe(0);
  expect(client.stderr).toBe('');
  bench.remove();
});

const textOf = ({ contents }: Hover): string => (contents as { value: string }).value;

test('diagnostics follow the typing', async () => {
  const uri = bench.write('typing.ein', BTT);
  await client.open(uri, BTT);
  expect(await client.diagnostics(uri)).toEqual([]);
  await client.replace(uri, 'A[g, a, p, r] *', 'C[g, a, p, r] *');
  const [found, ...more] = await client.diagnostics(uri);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ code: 'unknown-name', severity: 1, source: 'einlay' });
  expect(client.document(uri).getText(found?.range)).toBe('C');
  await client.replace(uri, 'C[g', 'A[g');
  expect(await client.diagnostics(uri)).toEqual([]);
});

test('hover tells what a layer costs and is worth', async () => {
  const uri = bench.write('hover.ein', BTT);
  await client.open(uri, BTT);
  const hover = await client.request<Hover>('textDocument/hover', client.at(uri, 'btt'));
  const text = textOf(hover);
  expect(text).toContain('Block tensor-train.');
  // 2 · 32³ at 32 each; dense is 1024².
  expect(text).toContain('**65.5 k** parameters');
  expect(text).toContain('rank 1024, full');
  expect(text).toContain('ω 0 (sharing), ψ 1 (rank), ν 1/2 (compute)');
});

const MODEL = `import { btt as mix, dense } from "./layers.ein"

/// Two layers.
layer model(d = 768) {
  input x[..., t, d]
  let h = mix(24, 32, 16, 8)(x)
  output y = dense(128, d)(h)
}
`;

const LAYERS = `${BTT}
layer dense(n, m) {
  input x[..., n]
  factor W[n, m]
  output y[..., m] = x[..., n] * W[n, m]
}
`;

/** Opens a file that imports another one, which is on disk only. */
async function openModel(name: string, text = MODEL): Promise<{ readonly uri: string; readonly layers: string }> {
  const layers = bench.write('layers.ein', LAYERS);
  const uri = bench.write(name, text);
  await client.open(uri, text);
  return { uri, layers };
}

const rangeOf = (text: string, word: string, from = 0): Range => {
  const document = TextDocument.create('', '', 0, text);
  const start = text.indexOf(word, from);
  return { start: document.positionAt(start), end: document.positionAt(start + word.length) };
};

test('definitions are found across files and in the standard library', async () => {
  const { uri, layers } = await openModel('definition.ein');
  const definition = (at: ReturnType<Client['at']>) => client.request<Location | null>('textDocument/definition', at);
  expect(await definition(client.at(uri, 'mix(24'))).toEqual({ uri: layers, range: rangeOf(LAYERS, 'btt') });
  expect(await definition(client.at(uri, 'd]'))).toEqual({ uri, range: rangeOf(MODEL, 'd', MODEL.indexOf('(d')) });
  expect(await definition(client.at(uri, '"./layers'))).toMatchObject({ uri: layers });
  const std = bench.write('std-user.ein', 'import { monarch } from "std"\n');
  await client.open(std, 'import { monarch } from "std"\n');
  const found = await definition(client.at(std, 'monarch'));
  const text = readFileSync(fileURLToPath(found?.uri ?? ''), 'utf8');
  expect(TextDocument.create('', '', 0, text).getText(found?.range)).toBe('monarch');
});

test('references and renaming reach every file', async () => {
  const { uri, layers } = await openModel('rename.ein');
  await client.open(layers, LAYERS);
  const at = client.at(layers, 'dense');
  const found = await client.request<Location[]>('textDocument/references', {
    ...at,
    context: { includeDeclaration: true },
  });
  const mine = found.filter((place) => place.uri === uri || place.uri === layers);
  expect(mine.map((place) => place.uri === uri)).toEqual([false, true, true]);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', { ...at, newName: 'full' });
  const rename = (address: string, text: string): string =>
    TextDocument.applyEdits(TextDocument.create('', '', 0, text), edit.changes?.[address] ?? []);
  expect(rename(uri, MODEL)).toBe(MODEL.replaceAll('dense', 'full'));
  expect(rename(layers, LAYERS)).toBe(LAYERS.replaceAll('dense', 'full'));
});

test('an index is renamed wherever it stands, a parameter also where it is set', async () => {
  const text = `${BTT}
layer user(c) {
  input x[..., c]
  output y = btt(g = 2, a = 3, p = 4, e = 5)(x)
}
`;
  const uri = bench.write('index.ein', text);
  await client.open(uri, text);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    ...client.at(uri, 'g, a'),
    newName: 'groups',
  });
  const renamed = TextDocument.applyEdits(client.document(uri), edit.changes?.[uri] ?? []);
  expect(renamed).toBe(text.replace(/\bg\b/g, 'groups'));
  await expect(client.request('textDocument/rename', { ...client.at(uri, 'g, a'), newName: 'where' })).rejects.toThrow(
    'cannot be a name',
  );
  await expect(client.request('textDocument/rename', { ...client.at(uri, 'g, a'), newName: 'a' })).rejects.toThrow(
    'already has a meaning',
  );
});

test('a layer of the standard library gets another name in this file alone', async () => {
  const text = 'import { dense } from "std"\nlayer f(d) {\n  input x[..., d]\n  output y = dense(d, d)(x)\n}\n';
  const uri = bench.write('alias.ein', text);
  await client.open(uri, text);
  const edit = await client.request<WorkspaceEdit>('textDocument/rename', {
    ...client.at(uri, 'dense(d'),
    newName: 'full',
  });
  expect(Object.keys(edit.changes ?? {})).toEqual([uri]);
  expect(TextDocument.applyEdits(client.document(uri), edit.changes?.[uri] ?? [])).toBe(
    text.replace('{ dense }', '{ dense as full }').replace('dense(d', 'full(d'),
  );
});

const labels = (items: readonly CompletionItem[]): readonly string[] => items.map(({ label }) => label);

test('completion offers what may stand at a place', async () => {
  const { uri } = await openModel(
    'completion.ein',
    'import {  } from "./layers.ein"\nlayer f(d, r) {\n  input x[..., d]\n  factor A[d, r] ~ \n  let h[..., r] = x[..., d] * A[d, ]\n  \n}\n',
  );
  const complete = async (text: string, after: number) =>
    labels(await client.request<CompletionItem[]>('textDocument/completion', client.at(uri, text, after)));
  expect(await complete('import {', 9)).toEqual(['btt', 'dense']);
  expect(await complete('~ ', 2)).toEqual(['spectral', 'normal', 'zeros', 'ones']);
  const indices = await complete('A[d, ]', 5);
  expect(indices).toEqual(expect.arrayContaining(['d', 'r', '...']));
  expect(indices).not.toContain('gelu');
  expect(await complete('\n  \n}', 3)).toEqual(expect.arrayContaining(['factor', 'output', 'repeat']));
  expect(await complete('= x', 2)).toEqual(expect.arrayContaining(['x', 'A', 'gelu', 'softmax', 'einsum']));
  expect(await complete('"./layers', 1)).toEqual(expect.arrayContaining(['std', './layers.ein']));
});

test('signature help shows parameters, then inputs', async () => {
  const { uri } = await openModel('signature.ein');
  const help = (text: string, after: number) =>
    client.request<SignatureHelp>('textDocument/signatureHelp', client.at(uri, text, after));
  const parameters = await help('mix(24, 32', 8);
  expect(parameters.signatures[0]?.label).toBe('mix(g, a, p, e, r = 1)(x[..., (g a)])');
  expect(parameters.activeParameter).toBe(1);
  expect((await help('8)(x', 3)).signatures[0]?.parameters).toEqual([{ label: 'x[..., (g a)]' }]);
});

test('symbols and folds show the shape of a file', async () => {
  const { uri } = await openModel('shape.ein');
  const textDocument = { uri };
  const symbols = await client.request<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
  expect(symbols.map(({ name, children = [] }) => [name, children.map((child) => child.name)])).toEqual([
    ['model', ['d', 'x', 'h', 'y']],
  ]);
  const folds = await client.request<FoldingRange[]>('textDocument/foldingRange', { textDocument });
  expect(folds).toEqual([{ startLine: 3, endLine: 6 }]);
});

test('formatting is that of the command line', async () => {
  const untidy = 'layer  f(d){input x[...,d]\r\n\r\n\r\noutput y[...,d]=x[...,d]*2}';
  const { uri } = await openModel('untidy.ein', untidy);
  const changes = await client.request<TextEdit[]>('textDocument/formatting', { textDocument: { uri }, options: {} });
  const formatted = formatSource(untidy, 'untidy.ein');
  expect(TextDocument.applyEdits(client.document(uri), changes)).toBe(formatted.ok && formatted.value);
});

test('what knows its fix is mended: 768 = 24·32', async () => {
  const wrong = MODEL.replace('mix(24,', 'mix(20,');
  const { uri } = await openModel('fix.ein', wrong);
  const [found] = await client.diagnostics(uri);
  expect(found).toMatchObject({ code: 'shape-mismatch' });
  const actions = await client.request<CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri },
    range: found?.range,
    context: { diagnostics: [found] },
  });
  expect(actions.map(({ title }) => title)).toEqual(['factor 768 = 24·32']);
  expect(TextDocument.applyEdits(client.document(uri), actions[0]?.edit?.changes?.[uri] ?? [])).toBe(MODEL);
});

test('inlay hints show extents that follow from others', async () => {
  const text =
    'layer f(g, a) {\n  input x[..., (g a)]\n  factor W[i, i]\n  let h[..., i] = x[..., i]\n  output y[..., i] = h[..., i] * 2\n}\n';
  const { uri } = await openModel('inlay.ein', text);
  const range = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const hints = await client.request<InlayHint[]>('textDocument/inlayHint', { textDocument: { uri }, range });
  expect(hints.map(({ label, position }) => [label, position])).toEqual([
    [' = a·g', { line: 2, character: '  factor W[i'.length }],
  ]);
});

test('previews show kernels and diagrams', async () => {
  const { uri } = await openModel('preview.ein', BTT);
  const preview = (kind: string) =>
    client.request<{ format: string; text: string; layer: string }>('einlay/preview', {
      ...client.at(uri, 'factor'),
      kind,
    });
  expect((await preview('wgsl')).text).toContain('@compute');
  expect((await preview('cuda')).text).toContain('__global__');
  expect((await preview('onnx')).text).toContain('MatMul');
  for (const kind of ['network', 'kernels']) {
    const { format, text } = await preview(kind);
    expect([format, text.slice(0, 4)]).toEqual(['svg', '<svg']);
  }
});

test('semantic tokens tell factors, indices and layers apart', async () => {
  const { uri } = await openModel('semantic.ein', BTT);
  const { data } = await client.request<SemanticTokens>('textDocument/semanticTokens/full', { textDocument: { uri } });
  const found = new Map<string, string>();
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
    [line, character] = down > 0 ? [line + down, right] : [line, character + right];
    const range = { start: { line, character }, end: { line, character: character + length } };
    found.set(client.document(uri).getText(range), legend.tokenTypes[type] ?? '');
  }
  expect(Object.fromEntries(found)).toMatchObject({
    layer: 'keyword',
    btt: 'function',
    g: 'typeParameter',
    A: 'property',
    x: 'parameter',
    y: 'variable',
    '1': 'number',
    '*': 'operator',
  });
});
