import { describe, expect, test } from '@jest/globals';
import { allPages, docComments } from './pages.ts';

describe('doc comments', () => {
  test('are what is left, on the lines where they were', () => {
    const source = [
      '/** One line. */',
      'export const a = 1; // no doc comment',
      '  /**',
      '   * Says `a * b`.',
      '   *',
      '   * ```ts',
      '   *   indented();',
      '   * ```',
      '   */',
      '/* nor this */',
    ];
    expect(docComments(source.join('\n')).split('\n')).toEqual([
      'One line.',
      '',
      '',
      'Says `a * b`.',
      '',
      '```ts',
      '  indented();',
      '```',
      '',
      '',
    ]);
  });

  test('may end where they say something', () => {
    expect(docComments('/** First\n * and last. */\nconst code = 1;')).toBe('First\nand last.\n');
  });
});

test('pages are the documentation, every README, and sources with examples', () => {
  const pages = allPages();
  const some = ['README.md', 'docs/testing.md', 'packages/compiler/README.md', 'examples/vite-webgpu/README.md'];
  expect(pages).toEqual(expect.arrayContaining([...some, 'packages/compiler/src/compile.ts']));
  expect(pages.filter((page) => page.endsWith('.test.ts'))).toEqual([]);
  expect(new Set(pages).size).toBe(pages.length);
});
