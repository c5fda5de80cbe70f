import { expect, test } from '@jest/globals';
import { invariant } from '../diagnostic.ts';
import { equationProgram } from '../tensor/equation.ts';
import type { HostTensor } from '../tensor/interpret.ts';
import { disagreement } from './disagreement.ts';

const tensor = (shape: readonly number[], data: readonly number[]): HostTensor => ({
  shape,
  data: Float64Array.from(data),
});

test('says which output is wrong, and where', () => {
  const dot = equationProgram('ij,j->i', [[2, 2], [2]], 'f32');
  invariant(dot.ok, 'the test has a wrong equation');
  const inputs = new Map([
    ['operand0', tensor([2, 2], [1, 2, 3, 4])],
    ['operand1', tensor([2], [1, 1])],
  ]);
  const compare = (actual: ReadonlyMap<string, HostTensor>): string | undefined =>
    disagreement({ program: dot.value, inputs }, actual);
  expect(compare(new Map([['result', tensor([2], [3, 7])]]))).toBeUndefined();
  expect(compare(new Map([['result', tensor([2], [3, 7 + 1e-7])]]))).toBeUndefined();
  expect(compare(new Map([['result', tensor([2], [3, 7.001])]]))).toMatch(/^result is 7.001 at 1 instead of 7 ± /);
  expect(compare(new Map([['result', tensor([2], [3, NaN])]]))).toMatch(/^result is NaN at 1/);
  expect(compare(new Map([['result', tensor([1, 2], [3, 7])]]))).toBe('result has shape [1, 2] instead of [2]');
  expect(compare(new Map())).toBe('there is no output result');
});
