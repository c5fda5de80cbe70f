import { describe, expect, test } from '@jest/globals';
import { ProgramBuilder, equationProgram, invariant, printProgram } from '@einlay/ir';
import { run } from '../run.ts';
import { normalizeEinsums } from './normalize-einsums.ts';

/** The lines between parameters and outputs of a normalised equation. */
function normalized(equation: string, ...shapes: readonly (readonly number[])[]): readonly string[] {
  const program = equationProgram(equation, shapes, 'f32');
  invariant(program.ok, 'the test has a wrong equation');
  return printProgram(run(normalizeEinsums, program.value))
    .split('\n')
    .filter((line) => /^(v\d+:|output)/.test(line));
}

describe('normalizeEinsums', () => {
  test('takes diagonals by themselves', () => {
    expect(normalized('iij,jk->ik', [3, 3, 4], [4, 5])).toEqual([
      'v2: f32[3, 4] = einsum[i, j] operand0[i, i, j]',
      'v3: f32[3, 5] = einsum[i, k] v2[i, j] * operand1[j, k]',
      'output result[3, 5] = v3',
    ]);
  });

  test('sums an index of one operand before anything is multiplied', () => {
    expect(normalized('ijk,il->i', [3, 4, 5], [3, 6])).toEqual([
      'v2: f32[3] = einsum[i] operand0[i, j, k]',
      'v3: f32[3] = einsum[i] operand1[i, l]',
      'v4: f32[3] = einsum[i] v2[i] * v3[i]',
      'output result[3] = v4',
    ]);
  });

  test('drops axes of extent 1 and brings back those of the output', () => {
    expect(normalized('aij,jbk->aibk', [1, 3, 4], [4, 1, 5])).toEqual([
      'v2: f32[3, 4] = reshape operand0',
      'v3: f32[4, 5] = reshape operand1',
      'v4: f32[3, 5] = einsum[i, k] v2[i, j] * v3[j, k]',
      'v5: f32[1, 3, 1, 5] = reshape v4',
      'output result[1, 3, 1, 5] = v5',
    ]);
  });

  test('an einsum that returns its operand is the operand', () => {
    expect(normalized('ij->ij', [3, 4])).toEqual(['output result[3, 4] = operand0']);
    expect(normalized('ii->', [1, 1])).toEqual(['v1: f32[] = reshape operand0', 'output result[] = v1']);
  });

  test('leaves what is in normal form alone', () => {
    const program = equationProgram(
      'ij,jk,kl->il',
      [
        [2, 3],
        [3, 4],
        [4, 5],
      ],
      'f32',
    );
    invariant(program.ok, 'the test has a wrong equation');
    expect(run(normalizeEinsums, program.value)).toBe(program.value);
  });

  test('an empty sum stays a sum', () => {
    expect(normalized('ij->i', [3, 0])).toEqual(['v1: f32[3] = einsum[i] operand0[i, j]', 'output result[3] = v1']);
  });

  test('multiplies constants, drops factors of ones, and sees sums as einsums', () => {
    const builder = new ProgramBuilder('p');
    const x = builder.parameter('x', [2, 3], 'f32');
    const two = builder.constant([], 'f32', [2]);
    const weights = builder.constant([3], 'f32', [1, 2, 3]);
    const ones = builder.constant([2], 'f32', [1, 1]);
    const product = builder.einsum(
      [
        { value: x, indices: ['i', 'j'] },
        { value: two, indices: [] },
        { value: ones, indices: ['i'] },
        { value: weights, indices: ['j'] },
      ],
      ['i', 'j'],
    );
    builder.output('y', builder.reduce('sum', { value: product, indices: ['a', 'b'] }, ['a']));
    expect(printProgram(run(normalizeEinsums, builder.build()))).toBe(`program p
input x: f32[2, 3]
v1: f32[3] = constant {2, 4, 6}
v2: f32[2] = einsum[a] x[a, b] * v1[b]
output y[2] = v2
`);
  });
});
