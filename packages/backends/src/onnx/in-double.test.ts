import { describe, expect, test } from '@jest/globals';
import { erf } from './in-double.ts';
import type { Arithmetic } from './in-double.ts';

/** Operators at work on numbers, which stand under names. */
function calculator(): Arithmetic & { readonly valueOf: (name: string) => number } {
  const values: number[] = [];
  const keep = (value: number): string => String(values.push(value) - 1);
  const valueOf = (name: string): number => values[Number(name)] as number;
  const operators: Readonly<Record<string, (...inputs: readonly number[]) => number>> = {
    Abs: (x = NaN) => Math.abs(x),
    Neg: (x = NaN) => -x,
    Exp: (x = NaN) => Math.exp(x),
    Add: (x = NaN, y = NaN) => x + y,
    Sub: (x = NaN, y = NaN) => x - y,
    Mul: (x = NaN, y = NaN) => x * y,
    Div: (x = NaN, y = NaN) => x / y,
    Min: (x = NaN, y = NaN) => Math.min(x, y),
    Less: (x = NaN, y = NaN) => (x < y ? 1 : 0),
    Where: (condition, x = NaN, y = NaN) => (condition === 0 ? y : x),
  };
  return {
    number: keep,
    apply: (operator, ...inputs) => keep(operators[operator]?.(...inputs.map(valueOf)) ?? NaN),
    valueOf,
  };
}

describe('erf', () => {
  // Abramowitz and Stegun, Handbook of Mathematical Functions, table 7.1; the last ones are 1 to double precision.
  test.each([
    [0, 0],
    [0.1, 0.1124629160182849],
    [0.45, 0.4754817197869237],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497149],
    [1.5, 0.9661051464753108],
    [2, 0.9953222650189527],
    [6, 1],
    [40, 1],
    [Infinity, 1],
  ])('%d', (x, expected) => {
    for (const sign of [1, -1]) {
      const arithmetic = calculator();
      const value = arithmetic.valueOf(erf(arithmetic.number(sign * x), arithmetic));
      expect(Math.abs(value - sign * expected)).toBeLessThan(3e-16);
    }
  });

  test('NaN stays NaN', () => {
    const arithmetic = calculator();
    expect(arithmetic.valueOf(erf(arithmetic.number(NaN), arithmetic))).toBeNaN();
  });
});
