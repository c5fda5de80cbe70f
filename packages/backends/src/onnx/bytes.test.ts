import { describe, expect, test } from '@jest/globals';
import { roundTo } from '@einlay/ir';
import { bfloatBits, halfBits, toBytes } from './bytes.ts';

describe('halfBits', () => {
  test.each([
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [65520, 0x7c00],
    [-Infinity, 0xfc00],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [1 / 3, 0x3555],
    [NaN, 0x7e00],
  ])('%d', (value, bits) => {
    expect(halfBits(value)).toBe(bits);
  });
});

describe('bfloatBits', () => {
  test.each([
    [1, 0x3f80],
    [-2, 0xc000],
    [1 + 2 ** -8, 0x3f80],
    [1 + 3 * 2 ** -8, 0x3f82],
    [Infinity, 0x7f80],
  ])('%d', (value, bits) => {
    expect(bfloatBits(value)).toBe(bits);
  });
});

describe('toBytes', () => {
  test('is little-endian', () => {
    expect([...toBytes('i32', [1, -2])]).toEqual([1, 0, 0, 0, 0xfe, 0xff, 0xff, 0xff]);
    expect([...toBytes('i64', [-1])]).toEqual(Array.from({ length: 8 }, () => 0xff));
    expect([...toBytes('f16', [1])]).toEqual([0x00, 0x3c]);
    expect([...toBytes('bool', [0, 3])]).toEqual([0, 1]);
  });

  test('rounds to the element type', () => {
    const [value] = new Float32Array(toBytes('f32', [0.1]).buffer);
    expect(value).toBe(roundTo('f32', 0.1));
  });
});
