import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { tokenTable, tokenize } from '@einlay/language';
import type { TokenKind } from '@einlay/language';
import fc from 'fast-check';
import oniguruma from 'vscode-oniguruma';
import textmate from 'vscode-textmate';
import type { IGrammar } from 'vscode-textmate';
import { SCOPE, markdownGrammar, textMateGrammar } from './textmate.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** Scopes that each kind of token may have. A name may be that of a layer or of a function; so may a word. */
const SCOPES: Readonly<Record<TokenKind, RegExp>> = {
  comment: /^comment\.line\.double-slash\./,
  doc: /^comment\.line\.documentation\./,
  keyword: /^(keyword\.(declaration|control|operator\.logical)|constant\.language)\./,
  word: /^(keyword\.other|entity\.name\.function)\./,
  name: /^(variable\.other|entity\.name\.function|support\.function)\./,
  number: /^constant\.numeric\./,
  text: /^string\.quoted\.double\./,
  unclosed: /^invalid\.illegal\.unclosed-string\./,
  bracket: /^punctuation\.section\./,
  separator: /^punctuation\.separator\./,
  operator: /^keyword\.operator\.einlay/,
};

async function loadGrammar(): Promise<IGrammar> {
  const wasm = readFileSync(createRequire(import.meta.url).resolve('vscode-oniguruma/release/onig.wasm'));
  await oniguruma.loadWASM(wasm);
  const grammars: Readonly<Record<string, unknown>> = {
    [SCOPE]: textMateGrammar(tokenTable()),
    [markdownGrammar().scopeName]: markdownGrammar(),
  };
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (scope) =>
      Promise.resolve(
        grammars[scope] ? textmate.parseRawGrammar(JSON.stringify(grammars[scope]), 'grammar.json') : null,
      ),
  });
  const grammar = await registry.loadGrammar(SCOPE);
  if (!grammar) throw new Error('there is no grammar');
  return grammar;
}

const grammar = await loadGrammar();

interface Coloured {
  readonly start: number;
  readonly end: number;
  readonly scope: string;
}

/** What the grammar makes of a text: every piece with a scope of its own. */
function colour(text: string): readonly Coloured[] {
  const found: Coloured[] = [];
  let state = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split('\n')) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line.replace(/\r$/, ''), state);
    state = ruleStack;
    for (const { startIndex, endIndex, scopes } of tokens) {
      const scope = scopes.at(-1) ?? '';
      if (scopes.length > 1) found.push({ start: offset + startIndex, end: offset + endIndex, scope });
    }
    offset += line.length + 1;
  }
  return found;
}

/** Where grammar and parser differ. */
function differences(text: string): readonly string[] {
  const coloured = new Map(colour(text).map((piece) => [piece.start, piece]));
  return tokenize(text).flatMap(({ kind, start, end }) => {
    const piece = coloured.get(start);
    const fits = piece?.end === end && SCOPES[kind].test(piece.scope);
    return fits ? [] : [`${kind} \`${text.slice(start, end)}\` at ${start}: ${piece?.scope ?? 'nothing'}`];
  });
}

/** Files of a folder with an ending, without those that were built or installed. */
const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !/(^|\/)(node_modules|dist)\//.test(file))
    .map((file) => path.join(root, folder, file));

test('every layer file is coloured as the parser reads it', () => {
  const files = [...filesIn('packages', '.ein')];
  expect(files.filter((file) => file.includes('stdlib'))).toHaveLength(3);
  expect(files.length).toBeGreaterThan(10);
  const wrong = files.flatMap((file) => differences(readFileSync(file, 'utf8')).map((each) => `${file}: ${each}`));
  expect(wrong).toEqual([]);
});

test('every example of the documentation is coloured as the parser reads it', () => {
  const pages = filesIn('docs', '.md').map((file) => readFileSync(file, 'utf8'));
  const examples = pages.flatMap((page) => [...page.matchAll(/^```ein.*\n([^]*?)^```/gm)].map(([, text = '']) => text));
  expect(examples.length).toBeGreaterThan(100);
  expect(examples.flatMap(differences)).toEqual([]);
});

test('any row of tokens is coloured as the parser reads it, even one that means nothing', () => {
  const { keywords, words, operators, separators } = tokenTable();
  const piece = fc.oneof(
    fc.constantFrom(...keywords, ...words, ...operators, ...separators, 'gelu', 'einsum', 'äβ', 'x1', '_', '𝒜', 'é'),
    fc.constantFrom('1', '0.5', '1e-5', '2e', '"ij->"', '"open', '// c', '/// d', '(', ']', ' ', ' ', '\n', '\t'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      expect(differences(pieces.join(''))).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('the name of a layer stands out', () => {
  expect(colour('layer btt(g)').map(({ scope }) => scope)).toEqual([
    'keyword.declaration.einlay',
    'entity.name.function.einlay',
    'punctuation.section.einlay',
    'variable.other.einlay',
    'punctuation.section.einlay',
  ]);
});
