import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FreeList, sizeClass } from './free-list.ts';

test('sizes are rounded up by less than a quarter, to whole vectors', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 }), (bytes) => {
      const size = sizeClass(bytes);
      expect(size).toBeGreaterThanOrEqual(bytes);
      expect(size).toBeLessThanOrEqual(Math.max(16, bytes * 1.25 + 16));
      expect(size % 16).toBe(0);
    }),
  );
});

test('the newest of a kind is found again, and no other kind', () => {
  const list = new FreeList<string>(() => undefined);
  list.give('old', '16', 16);
  list.give('new', '16', 16);
  list.give('large', '32', 32);
  expect(list.bytes).toBe(64);
  expect([list.take('16'), list.take('16'), list.take('16'), list.take('32')]).toEqual([
    'new',
    'old',
    undefined,
    'large',
  ]);
  expect(list.bytes).toBe(0);
});

test('what is large and not wanted goes, oldest first, and the rest when all is cleared', () => {
  const destroyed: string[] = [];
  const list = new FreeList<string>((item) => destroyed.push(item));
  list.give('first', 'large', 2 ** 29);
  list.give('second', 'large', 2 ** 28);
  for (let run = 0; run < 65; run += 1) list.give(list.take('small') ?? 'small', 'small', 16);
  expect(destroyed).toEqual(['first']);
  list.clear();
  expect(destroyed).toEqual(['first', 'second', 'small']);
});
