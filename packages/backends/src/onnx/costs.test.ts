import { describe, expect, test } from '@jest/globals';
import { cheapestRoute, productSeconds } from './costs.ts';

describe('cheapestRoute', () => {
  test('is empty when nothing moves', () => {
    expect(cheapestRoute([8, 8], [0, 1], [0, 1], 4)).toEqual({ seconds: 0, layouts: [] });
  });

  test('moves one axis at a time where the direct Transpose would move single elements', () => {
    const { layouts } = cheapestRoute([32, 4096, 32], [0, 1, 2], [2, 1, 0], 4);
    expect(layouts).toHaveLength(2);
    expect(layouts.at(-1)).toEqual([2, 1, 0]);
  });

  test('takes the direct way where large blocks stay together', () => {
    expect(cheapestRoute([32, 32, 4096], [0, 1, 2], [1, 0, 2], 4).layouts).toEqual([[1, 0, 2]]);
  });
});

describe('productSeconds', () => {
  const sizes = { batch: 32, rows: 4096, columns: 32, summed: 32, elementBytes: 4 };

  test('grows with every extent and with packing', () => {
    const plain = productSeconds(sizes, 'plain', 'plain');
    for (const extent of ['batch', 'rows', 'columns', 'summed'] as const)
      expect(productSeconds({ ...sizes, [extent]: 2 * sizes[extent] }, 'plain', 'plain')).toBeGreaterThan(plain);
    expect(productSeconds(sizes, 'transposed', 'plain')).toBeGreaterThan(plain);
  });

  test('prefers the long side as rows: the right operand is packed', () => {
    const turned = { ...sizes, rows: sizes.columns, columns: sizes.rows };
    expect(productSeconds(sizes, 'plain', 'plain')).toBeLessThan(productSeconds(turned, 'plain', 'plain'));
  });
});
