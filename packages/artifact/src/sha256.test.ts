import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { sha256 } from './sha256.ts';

const reference = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, at) => (at * 31 + (at >> 3)) % 256);

describe('sha256', () => {
  test('is what the standard says of "abc"', () => {
    const abc = new TextEncoder().encode('abc');
    expect(hex(sha256(abc))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  test('agrees with another implementation at every length around a block', () => {
    for (let length = 0; length <= 200; length += 1)
      expect(hex(sha256(bytesOf(length)))).toBe(reference(bytesOf(length)));
  });

  test('does not depend on where its parts are split', () => {
    const bytes = bytesOf(300);
    for (let at = 0; at <= bytes.length; at += 1)
      expect(hex(sha256(bytes.subarray(0, at), bytes.subarray(at)))).toBe(reference(bytes));
  });
});
