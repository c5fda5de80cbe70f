import { describe, expect, test } from '@jest/globals';
import { bindExtent, divideExtent, extentsEqual, multiplyExtents, printExtent, symbol } from './extent.ts';

const t = symbol('t');
const b = symbol('b');

describe('extents', () => {
  test('multiply and print as a product of a number and sorted symbols', () => {
    expect(printExtent(multiplyExtents([t, 8, b]))).toBe('8·b·t');
    expect(printExtent(multiplyExtents([]))).toBe('1');
    expect(multiplyExtents([t, 0])).toBe(0);
  });

  test('divide exactly or not at all', () => {
    expect(divideExtent(multiplyExtents([t, 8]), 4)).toEqual({ coefficient: 2, symbols: ['t'] });
    expect(divideExtent(multiplyExtents([t, t]), t)).toEqual(t);
    expect(divideExtent(10, 4)).toBeUndefined();
    expect(divideExtent(8, t)).toBeUndefined();
    expect(divideExtent(0, 0)).toBeUndefined();
  });

  test('equality does not depend on the order of factors', () => {
    expect(extentsEqual(multiplyExtents([t, b]), multiplyExtents([b, t]))).toBe(true);
    expect(extentsEqual(multiplyExtents([t, t]), t)).toBe(false);
  });

  test('binding some symbols leaves the others', () => {
    const both = multiplyExtents([t, b, 3]);
    expect(bindExtent(both, new Map([['t', 5]]))).toEqual({ coefficient: 15, symbols: ['b'] });
    expect(
      bindExtent(
        both,
        new Map([
          ['t', 5],
          ['b', 2],
        ]),
      ),
    ).toBe(30);
  });
});
