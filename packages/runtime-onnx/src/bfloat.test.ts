import { expect, test } from '@jest/globals';
import { numbersOf, tensorOf } from '@einlay/artifact';
import fc from 'fast-check';
import { bfloatOf, floatOf } from './bfloat.ts';

test('every bf16 goes to f32 and back', () => {
  const bits = Uint16Array.from({ length: 2 ** 16 }, (_, at) => at);
  const numbers = floatOf(bits);
  expect([...numbers]).toEqual([...numbersOf('bf16', bits)]);
  const back = bfloatOf(numbers);
  const changed = [...bits].filter((pattern, at) => !Number.isNaN(numbers[at]) && back[at] !== pattern);
  expect(changed).toEqual([]);
});

test('f32 is rounded like any number', () => {
  const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  fc.assert(
    fc.property(word, (bits) => {
      const number = new Float32Array(Uint32Array.of(bits).buffer);
      fc.pre(!Number.isNaN(number[0]));
      expect(bfloatOf(number)).toEqual(tensorOf('bf16', [1], number).data);
    }),
  );
  // A tie, where random bits hardly ever fall.
  expect([...bfloatOf(new Float32Array(Uint32Array.of(0x3f808000, 0x3f818000).buffer))]).toEqual([0x3f80, 0x3f82]);
});

test('NaN stays NaN, whatever its bits', () => {
  const numbers = new Float32Array(Uint32Array.of(0x7fffffff, 0xffffffff, 0x7f800001).buffer);
  expect([...numbersOf('bf16', bfloatOf(numbers))]).toEqual([NaN, NaN, NaN]);
});

test('only its own part of a larger array is read', () => {
  expect([...bfloatOf(Float32Array.of(9, 1, 2).subarray(1))]).toEqual([0x3f80, 0x4000]);
});
