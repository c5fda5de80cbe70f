import { describe, expect, test } from '@jest/globals';
import { parsePath } from './parse-path.ts';

const codeOf = (value: unknown, count: number): string | undefined => parsePath(value, count).diagnostics[0]?.code;

describe('parsePath', () => {
  test('takes pairs, single operands and many at once', () => {
    expect(parsePath([[0]], 1)).toMatchObject({ ok: true, value: [[0]] });
    expect(
      parsePath(
        [
          [0, 2],
          [0, 1],
        ],
        3,
      ).ok,
    ).toBe(true);
    expect(parsePath([[2, 0, 1]], 3).ok).toBe(true);
    expect(parsePath([[1], [0, 1]], 2).ok).toBe(true);
  });

  test('refuses what is not a list of lists of whole numbers', () => {
    for (const value of [undefined, {}, 'path', [0, 1], [[]], [['0', 1]], [[0.5, 1]], [[NaN, 1]], [null]])
      expect(codeOf(value, 2)).toBe('path-malformed');
  });

  test('refuses positions that are not there or are taken twice', () => {
    expect(codeOf([[0, 2]], 2)).toBe('path-position');
    expect(codeOf([[-1, 0]], 2)).toBe('path-position');
    expect(codeOf([[1, 1]], 2)).toBe('path-position');
    expect(
      codeOf(
        [
          [0, 1],
          [0, 2],
        ],
        3,
      ),
    ).toBe('path-position');
  });

  test('refuses a path that does not end in one value', () => {
    expect(codeOf([[0, 1]], 3)).toBe('path-incomplete');
    expect(codeOf([], 1)).toBe('path-incomplete');
  });
});
