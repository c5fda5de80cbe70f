import { describe, expect, test } from '@jest/globals';
import { readPage } from './examples.ts';

const page = (...lines: readonly string[]) => readPage(lines.join('\n'));

describe('examples of a page', () => {
  test('have a language, attributes, text and a line', () => {
    const { examples } = page('# Title', '', '```ein error=unknown-index', 'layer a() {}', '```', 'after');
    expect(examples).toEqual([
      { language: 'ein', attributes: new Map([['error', 'unknown-index']]), text: 'layer a() {}\n', line: 3 },
    ]);
  });

  test('take the text fence right after them as their output, and only that', () => {
    const { examples } = page('```ts', '1', '```', '', '```text', 'one', '```', 'Prose.', '```text', 'two', '```');
    expect(examples.map(({ language, output }) => [language, output?.text])).toEqual([
      ['ts', 'one\n'],
      ['text', undefined],
    ]);
  });

  test('take comments right before them as directives', () => {
    const { examples } = page(
      ...['<!-- file: a/b.ein -->', '', '```ein', '```', '<!-- not run: needs a GPU -->', '```sh', '```'],
      ...['<!-- file: c.ein -->', 'Prose in between.', '```ein', '```'],
    );
    expect(examples.map(({ file, notRun }) => [file, notRun])).toEqual([
      ['a/b.ein', undefined],
      [undefined, 'needs a GPU'],
      [undefined, undefined],
    ]);
  });

  test('lose the indentation of their fence and nothing more', () => {
    const { examples } = page('- item', '', '  ```ein', '  layer a() {', '    x', '', '  }', '  ```');
    expect(examples[0]?.text).toBe('layer a() {\n  x\n\n}\n');
  });

  test('may show shorter fences inside longer ones', () => {
    const { examples } = page('````text', '```ein', '```', '````', '```ein', '```');
    expect(examples.map(({ language, text }) => [language, text])).toEqual([
      ['text', '```ein\n```\n'],
      ['ein', ''],
    ]);
  });
});

test('links are the relative ones outside of examples', () => {
  const { links } = page(
    'See `f[j](s)` and [a](a.md#part), [b](https://b.example) and [c](#here).',
    '```text',
    '[d](d.md)',
    '```',
  );
  expect(links).toEqual([
    { target: 'a.md', fragment: 'part', line: 1 },
    { target: '', fragment: 'here', line: 1 },
  ]);
});

test('headings are called as GitHub calls them', () => {
  const { headings } = page('# The `run` of [a](b.md)', '```sh', '# a comment', '```', '## 1. Write, then dense: ω');
  expect(headings).toEqual(['the-run-of-a', '1-write-then-dense-ω']);
});
