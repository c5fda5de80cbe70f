import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createParser } from './incremental-parse.ts';
import { parse } from './parse.ts';
import { STANDARD_FILES } from './stdlib.ts';

const TEXTS = [...STANDARD_FILES.values()];

const LAYER = 'layer f(d) {\n  input x[..., d]\n  output y[..., d] = x[..., d] * 2\n}\n';

/** Parses texts one after the other with one memory, and each anew. */
function expectSame(...texts: readonly string[]): void {
  const parser = createParser();
  for (const text of texts) expect(parser(text, 'x.ein')).toEqual(parse(text, 'x.ein'));
}

describe('a parser that remembers', () => {
  test.each([
    ['a brace that is not closed', `${LAYER}layer g() {\n  input x[i]\n${LAYER}${LAYER}`],
    ['a parenthesis that is not closed', `${LAYER}layer g(a {\n}\n${LAYER}`],
    ['junk between items', `${LAYER}junk ] junk\n${LAYER}`],
    ['junk at the start', `junk\n${LAYER}`],
    ['an item in an item', `layer f(d) {\n  input x[..., d]\nlayer\n  output y[] = x[d]\n}\n${LAYER}`],
    ['a doc comment of another layer', `/// One.\n/// Two.\n${LAYER}/// Three.\n\n${LAYER}`],
    ['the end in the middle of an item', `${LAYER}layer g(d) {\n  input x[.`],
    ['comments to the end of a carriage return', `// a\rlayer f() {}\r// b\u2028layer g() {}`],
    ['mistakes in every item', `layer {\n}\nlayer (\nlayer g\nimport {\nexport\nstructure\n`.repeat(3)],
    ['brackets over many items', `layer f((\n`.repeat(80)],
  ])('says the same of %s', (_, text) => {
    expectSame(LAYER, text, `${LAYER}${text}`, text);
  });

  test('parses only what changed', () => {
    const parser = createParser();
    const other = LAYER.replace('layer f', 'layer g');
    const [first] = parser(`${LAYER}${other}`, 'x.ein').document.items;
    const [again, changed] = parser(`${LAYER}${other.replace('* 2', '* 3')}`, 'x.ein').document.items;
    expect(again).toBe(first);
    expect(changed).not.toBe(first);
  });

  test('says the same of any text after any edits', () => {
    const piece = fc.constantFrom(
      ...['layer ', '\nlayer g(', '\nimport { a }', '\nstructure s', '{', '}', '(', ')', '[', ']', '"', '//', '///'],
      ...['\n', '\r', ' ', '=', 'x', '*', 'input ', 'where ', '\u2028', ';', LAYER, `\n${LAYER}`],
    );
    const edit = fc.record({ from: fc.nat(1000), length: fc.nat(30), text: piece });
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS, LAYER.repeat(4)), fc.array(edit, { maxLength: 12 }), (start, edits) => {
        const parser = createParser();
        let text = start;
        for (const { from, length, text: inserted } of edits) {
          const at = Math.floor((text.length * from) / 1000);
          text = `${text.slice(0, at)}${inserted}${text.slice(at + length)}`;
          expect(parser(text, 'x.ein')).toEqual(parse(text, 'x.ein'));
        }
      }),
      { numRuns: 40 },
    );
  });
});
