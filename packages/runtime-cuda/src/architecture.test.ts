import { describe, expect, test } from '@jest/globals';
import { architectureOf, canCompileFor, canLoadOn, compiledFor } from './architecture.ts';

const device = (major: number, minor: number) => ({ major, minor });

describe('a source', () => {
  test.each([
    ['sm_80', device(8, 0), 'sm_80'],
    ['sm_80', device(8, 9), 'sm_89'],
    ['sm_80', device(9, 0), 'sm_90'],
    ['sm_80', device(12, 1), 'sm_121'],
    ['sm_86', device(8, 0), undefined],
    ['sm_90', device(8, 9), undefined],
    ['sm_90a', device(9, 0), 'sm_90a'],
    ['sm_90a', device(10, 0), undefined],
    ['sm_90a', device(8, 0), undefined],
    ['sm_100f', device(10, 3), 'sm_100f'],
    ['sm_103f', device(10, 0), undefined],
    ['sm_100f', device(12, 0), undefined],
  ])('for %s on %j is compiled for %s', (architecture, capability, expected) => {
    const target = canCompileFor(architecture, capability) ? compiledFor(architecture, capability) : undefined;
    expect(target).toBe(expected);
  });
});

describe('machine code', () => {
  test.each([
    ['sm_80', device(8, 0), true],
    ['sm_80', device(8, 6), true],
    ['sm_86', device(8, 0), false],
    ['sm_80', device(9, 0), false],
    ['sm_90a', device(9, 0), true],
    ['sm_100a', device(10, 3), false],
    ['sm_120', device(12, 1), true],
  ])('for %s on %j: %s', (architecture, capability, expected) => {
    expect(canLoadOn(architecture, capability)).toBe(expected);
  });
});

test('a device is named as compilers name it', () => {
  expect([device(9, 0), device(12, 1)].map(architectureOf)).toEqual(['sm_90', 'sm_121']);
});
