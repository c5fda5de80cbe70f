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

const item = (id: number) => ({ id });

test('the first of a kind is found again, and no other kind', () => {
  const list = new FreeList<{ readonly id: number }>(() => undefined);
  for (const [id, kind] of [
    [3, '16'],
    [1, '16'],
    [2, '16'],
    [0, '32'],
  ] as const)
    list.give(item(id), kind, Number(kind));
  expect(list.bytes).toBe(80);
  const found = ['16', '16', '16', '16', '32'].map((kind) => list.take(kind)?.id);
  expect(found).toEqual([1, 2, 3, undefined, 0]);
  expect(list.bytes).toBe(0);
});

test('what is large and not wanted goes, oldest first, and the rest when all is cleared', () => {
  const destroyed: number[] = [];
  const list = new FreeList<{ readonly id: number }>(({ id }) => destroyed.push(id));
  list.give(item(1), 'large', 2 ** 29);
  list.give(item(0), 'large', 2 ** 28);
  for (let run = 0; run < 65; run += 1) list.give(list.take('small') ?? item(2), 'small', 16);
  expect(destroyed).toEqual([1]);
  list.clear();
  expect(destroyed).toEqual([1, 0, 2]);
});
