import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, multiplyExtents, printProgram, symbol } from '@einlay/ir';
import type { Extent, TensorProgram } from '@einlay/ir';
import { run } from '../run.ts';
import { joinIndices } from './join-indices.ts';

/**
 * An einsum. `lists` are the indices of its operands, single letters; those in parentheses are one axis of a parameter,
 * which a reshape takes apart.
 */
function einsum(lists: readonly string[], output: string, extents: Readonly<Record<string, Extent>>): TensorProgram {
  const builder = new ProgramBuilder('p');
  const extentOf = (index: string): Extent => extents[index] ?? 2;
  const operands = lists.map((list, at) => {
    const axes = [...list.matchAll(/\((\w+)\)|\w/g)].map(([axis, inside]) => Array.from(inside ?? axis));
    const shape = axes.map((axis) => multiplyExtents(axis.map(extentOf)));
    const parameter = builder.parameter('xyz'.charAt(at), shape, 'f32');
    return { value: builder.reshape(parameter, axes.flat().map(extentOf)), indices: axes.flat() };
  });
  builder.output('out', builder.einsum(operands, Array.from(output), { name: 'result' }));
  return builder.build();
}

const joined = (...equation: Parameters<typeof einsum>): readonly string[] =>
  printProgram(run(joinIndices, einsum(...equation)))
    .split('\n')
    .filter((line) => /^(v\d|result)/.test(line));

test('parts of one axis that follow each other on every tensor are one index', () => {
  expect(joined(['tgabc', '(gab)p'], 'tpc', { a: 3, b: 4, c: 5, g: 6 })).toEqual([
    'v2: f32[2, 72, 5] = reshape x',
    'result: f32[2, 2, 5] = einsum[t, p, c] v2[t, g, c] * y[g, p]',
  ]);
  expect(joined(['t(ab)p', 'pc'], 'tabc', { a: 3, c: 5 })).toEqual([
    'result: f32[2, 6, 5] = einsum[t, a, c] x[t, a, p] * y[p, c]',
    'result_2: f32[2, 3, 2, 5] = reshape result',
  ]);
  expect(joined(['(ab)(ab)'], 'ab', { a: 3, b: 5 })).toEqual([
    'result: f32[15] = einsum[a] x[a, a]',
    'result_2: f32[3, 5] = reshape result',
  ]);
});

test('others stay apart: of no one axis, in another order, alone on one tensor, or of unknown extent', () => {
  const size = { a: 3, b: 5 };
  const programs = [
    einsum(['tab', 'abc'], 'tc', size),
    einsum(['t(ab)', 'bac'], 'tc', size),
    einsum(['t(ab)', 'ac'], 'tbc', size),
    einsum(['ta', 't(ab)', '(ab)c'], 'tc', size),
    einsum(['t(ab)', 'bc'], 'ac', size),
    einsum(['(ts)a', 'ab'], 'tsb', { t: symbol(BATCH), s: symbol('s') }),
  ];
  for (const program of programs) expect(run(joinIndices, program)).toBe(program);
});
