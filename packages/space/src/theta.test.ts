import { describe, expect, test } from '@jest/globals';
import { checkTheta, parseTheta, printExponent, printTheta, thetaOf } from './theta.ts';

const BTT = [0.5, 0, 0.5, 0, 0.5, 0.5, 0];

/** What is said of a vector that must be wrong. */
function messagesOf(outcome: ReturnType<typeof parseTheta>): readonly string[] {
  return outcome.ok ? ['nothing'] : outcome.problems.map(({ message }) => message);
}

describe('a vector of exponents', () => {
  test('is a point when both sides sum to 1', () => {
    expect(checkTheta(BTT)).toEqual({ ok: true, value: thetaOf(BTT) });
  });

  test('may have thirds with two digits', () => {
    expect(checkTheta([0.33, 0.33, 0.33, 0.34, 0.33, 0.34, 0]).ok).toBe(true);
    expect(checkTheta([0.33, 0.33, 0.32, 0.34, 0.33, 0.34, 0]).ok).toBe(false);
  });

  test('says which sum is off, and by how much', () => {
    expect(messagesOf(checkTheta([0.5, 0.2, 0.5, 0, 0.5, 0.1, 0]))).toEqual([
      'θα + θβ + θγ = 1.2, which is 0.2 more than 1',
      'θδ + θε + θφ = 0.6, which is 0.4 less than 1',
    ]);
    expect(messagesOf(checkTheta(BTT, 0.25))).toEqual([
      'θα + θβ + θγ + θξ = 1.25, which is 0.25 more than 1',
      'θδ + θε + θφ + θξ = 1.25, which is 0.25 more than 1',
    ]);
  });

  test('says which exponents are outside 0 … 1', () => {
    expect(messagesOf(checkTheta([-0.5, 1.5, NaN, 0, 0.5, 0.5, Infinity]))).toEqual([
      'θα = -0.5 is not between 0 and 1',
      'θβ = 1.5 is not between 0 and 1',
      'θγ = NaN is not between 0 and 1',
      'θρ = Infinity is not between 0 and 1',
    ]);
  });

  test.each([
    [[], '0 are given'],
    [[1], '1 are given'],
    [[...BTT, 0], '8 are given; the one of the block index ξ is given by itself'],
  ])('of another length than 7 is none', (values, said) => {
    expect(messagesOf(checkTheta(values))).toEqual([expect.stringContaining(said)]);
  });
});

describe('a text', () => {
  test.each(['0.5,0,.5,0,1/2,5e-1,0', ' ( 0.5|0|0.5|0|0.5|0.5|0 ) ', '1/2, 0, 1/2, 0, 1/2, 1/2, 0.'])('%j', (text) => {
    expect(parseTheta(text)).toEqual({ ok: true, value: thetaOf(BTT) });
  });

  test.each([
    '',
    'abc',
    '0.5,0,0.5,0,0.5,0.5,',
    '0.5,0,0.5,0,0.5,0.5,0x1',
    '0.5,0,0.5,0,0.5,0.5,NaN',
    '1/2/2,0,1,0,0,1,0',
  ])('%j is not read as something else', (text) => {
    expect(messagesOf(parseTheta(text))[0]).toMatch(/^number \d of θ is `.*`, which is not a number$/);
  });

  test('a division by zero is no exponent', () => {
    expect(messagesOf(parseTheta('1/0,0,0,0,0,1,0'))).toEqual(['θα = Infinity is not between 0 and 1']);
    expect(messagesOf(parseTheta('0/0,0,0,0,0,1,0'))[0]).toContain('`0/0`');
  });
});

test('exponents are printed as people write them', () => {
  expect([0, 1, 0.5, 1 / 3, 5 / 11, 7 / 12, 0.33, 0.123456].map(printExponent)).toEqual([
    ...['0', '1', '1/2', '1/3', '5/11', '7/12', '0.33', '0.1235'],
  ]);
  expect(printTheta(thetaOf([1 / 4, 0, 1 / 2, 0, 3 / 4, 0, 0], 1 / 4))).toBe('(1/4, 0, 1/2, 0, 3/4, 0, 0; ξ 1/4)');
});
