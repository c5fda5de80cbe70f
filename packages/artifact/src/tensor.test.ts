import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DTYPES } from './artifact.ts';
import { ARRAY_NAMES, bfloatToNumber, dataOf, halfToNumber, kindOf, numberToBfloat, numberToHalf } from './tensor.ts';
import { numbersOf, tensorOf } from './tensor.ts';

const narrowTypes = [
  { name: 'f16', encode: numberToHalf, decode: halfToNumber },
  { name: 'bf16', encode: numberToBfloat, decode: bfloatToNumber },
];

describe.each(narrowTypes)('$name', ({ encode, decode }) => {
  const finite = Array.from({ length: 2 ** 15 }, (_, bits) => bits).filter((bits) => Number.isFinite(decode(bits)));

  test('every bit pattern survives', () => {
    for (let bits = 0; bits < 2 ** 16; bits += 1)
      if (!Number.isNaN(decode(bits)) && encode(decode(bits)) !== bits) expect(bits).toBe(encode(decode(bits)));
    expect(decode(encode(NaN))).toBeNaN();
  });

  test('numbers grow with their bits', () => {
    for (const bits of finite.slice(1)) if (decode(bits) <= decode(bits - 1)) expect(bits).toBe(-1);
    expect(decode(finite.length)).toBe(Infinity);
  });

  test('rounds to the nearest, ties to even', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...finite.slice(0, -1)),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (bits, share) => {
          const [below, above] = [decode(bits), decode(bits + 1)];
          const value = below + (above - below) * share;
          const nearer = value - below < above - value ? bits : bits + 1;
          const expected = value - below === above - value ? bits + (bits % 2) : nearer;
          expect(encode(value)).toBe(expected);
          expect(encode(-value)).toBe(expected + 2 ** 15);
        },
      ),
    );
  });

  test('from half a step beyond the largest number on it is infinity', () => {
    const largest = decode(finite.length - 1);
    const step = largest - decode(finite.length - 2);
    expect(decode(encode(largest + step * 0.499))).toBe(largest);
    expect(decode(encode(largest + step / 2))).toBe(Infinity);
    expect(decode(encode(-1e300))).toBe(-Infinity);
  });
});

test('known bits', () => {
  expect(numberToHalf(1)).toBe(0x3c00);
  expect(numberToHalf(-2)).toBe(0xc000);
  expect(numberToHalf(65504)).toBe(0x7bff);
  expect(numberToHalf(2 ** -24)).toBe(0x0001);
  expect(numberToBfloat(1)).toBe(0x3f80);
  expect(numberToBfloat(3.140625)).toBe(0x4049);
  expect(Object.is(halfToNumber(0x8000), -0)).toBe(true);
});

test('float64 is rounded once, not first to float32', () => {
  // Just above a tie of halves, by less than a float32 can tell.
  expect(halfToNumber(numberToHalf(1 + 2 ** -11 + 2 ** -40))).toBe(1 + 2 ** -10);
});

test.each(DTYPES)('tensors of %s give back their numbers', (dtype) => {
  const numbers = dtype === 'bool' ? [0, 1, 1, 0] : [0, 1, -2, 3];
  const tensor = tensorOf(dtype, [2, 2], numbers);
  expect(kindOf(tensor.data)).toBe(ARRAY_NAMES[dtype]);
  expect(tensor.shape).toEqual([2, 2]);
  expect([...numbersOf(dtype, tensor.data)]).toEqual(numbers);
});

test('a Float16Array is read in place as bits', () => {
  // Stands in for the real one, which not every Node has: an array that calls itself so.
  class Half extends Uint16Array<ArrayBuffer> {
    override get [Symbol.toStringTag]() {
      return 'Float16Array' as never;
    }
  }
  const half = new Half(Uint16Array.of(1, 2, 3).buffer).subarray(1);
  expect(dataOf('f16', half)).toEqual(Uint16Array.of(2, 3));
  expect(dataOf('f16', half)?.buffer).toBe(half.buffer);
  expect(dataOf('bf16', half)).toBeUndefined();
  expect(dataOf('f32', new Float64Array(1))).toBeUndefined();
});
