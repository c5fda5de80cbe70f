import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { roundTo } from './dtype.ts';

describe('roundTo', () => {
  test('f16: known values of IEEE 754 binary16', () => {
    const known: readonly [number, number][] = [
      [1, 1],
      [1 + 2 ** -11, 1],
      [1 + 3 * 2 ** -11, 1 + 2 ** -9],
      [65504, 65504],
      [65519, 65504],
      [65520, Infinity],
      [2 ** -24, 2 ** -24],
      [2 ** -25, 0],
      [1.5 * 2 ** -24, 2 ** -23],
      [-0.1, -0.0999755859375],
    ];
    for (const [value, rounded] of known) expect(roundTo('f16', value)).toBe(rounded);
  });

  test('bf16 is float32 with the low sixteen bits rounded away', () => {
    const word = new DataView(new ArrayBuffer(4));
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: -(2 ** 100), max: 2 ** 100 }), (value) => {
        const rounded = roundTo('bf16', value);
        word.setFloat32(0, rounded);
        expect(word.getFloat32(0)).toBe(rounded);
        expect(word.getUint16(2)).toBe(0);
        // Nearest: no neighbour on the bf16 grid is closer.
        const step = 2 ** Math.max(Math.floor(Math.log2(Math.abs(rounded) || 1e-38)) - 7, -133);
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(step);
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(Math.abs(rounded + step - value));
        expect(Math.abs(rounded - value)).toBeLessThanOrEqual(Math.abs(rounded - step - value));
      }),
    );
  });

  test('infinities and NaN stay', () => {
    for (const dtype of ['f64', 'f32', 'f16', 'bf16'] as const) {
      expect(roundTo(dtype, -Infinity)).toBe(-Infinity);
      expect(roundTo(dtype, NaN)).toBeNaN();
    }
  });
});
