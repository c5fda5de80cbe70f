import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@jest/globals';
import { DTYPES } from '@einlay/ir';
import { FUNCTION_NAMES, REDUCER_WORDS, tokenTable } from '@einlay/language';
import { SIZE_RULES, STRUCTURES } from '@einlay/space';
import { root } from '../pages.ts';

const page = readFileSync(path.join(root, 'docs/language.md'), 'utf8');
/** What the page says in code, inline or in blocks. */
const code = [...page.matchAll(/```\w*[^\n]*\n[^]*?```|`[^`\n]+`/g)].map(([text]) => text).join('\n');
const grammar = page.slice(page.indexOf('\n## Grammar\n'));

test('the language reference has every word of the language, every function, element type and structure', () => {
  const { keywords, words } = tokenTable();
  const names = [...keywords, ...words, ...FUNCTION_NAMES, ...REDUCER_WORDS, ...DTYPES, ...SIZE_RULES];
  const all = [...names, ...STRUCTURES.map(({ name }) => name)];
  expect(all.length).toBeGreaterThan(60);
  expect(all.filter((name) => !new RegExp(`\\b${name}\\b`).test(code))).toEqual([]);
});

test('its grammar has every word and sign', () => {
  const { keywords, words, operators, separators } = tokenTable();
  const all = [...keywords, ...words, ...operators, ...separators];
  // `..` is a token only so that it can be told to be a dot too few.
  expect(all.filter((spelled) => !grammar.includes(`"${spelled}"`))).toEqual(['..']);
});
