import { expect, test } from '@jest/globals';
import { milliseconds, shortNumber, textTable } from './text-table.ts';

test('columns are as wide as their widest cell', () => {
  const columns = [
    { title: 'layer', align: 'left' },
    { title: 'ms', align: 'right' },
  ] as const;
  expect(
    textTable(columns, [
      ['btt', '1.5'],
      ['low_rank', '10'],
    ]),
  ).toEqual(['layer      ms', 'btt       1.5', 'low_rank   10']);
});

test.each([
  [0, '0'],
  [7, '7'],
  [999, '999'],
  [1000, '1 k'],
  [65536, '65.5 k'],
  [999_499, '999 k'],
  [999_999, '1 M'],
  [268_435_456, '268 M'],
  [1e21, '1000 E'],
])('%d as %s', (value, text) => {
  expect(shortNumber(value)).toBe(text);
});

test.each([
  [0.0013456, '1.35'],
  [12.3456, '12300'],
  [5e-6, '0.005'],
])('%d seconds', (seconds, text) => {
  expect(milliseconds(seconds)).toBe(text);
});
