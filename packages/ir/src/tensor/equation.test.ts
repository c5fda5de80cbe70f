import { describe, expect, test } from '@jest/globals';
import { equationProgram, parseEquation, resolveEquation } from './equation.ts';
import type { ResolvedEquation } from './equation.ts';

function resolve(text: string, shapes: readonly (readonly number[])[]): ResolvedEquation {
  const syntax = parseEquation(text);
  if (!syntax.ok) throw new Error(syntax.diagnostics[0]?.message);
  const resolved = resolveEquation(syntax.value, shapes);
  if (!resolved.ok) throw new Error(resolved.diagnostics[0]?.message);
  return resolved.value;
}

function problem(text: string, shapes: readonly (readonly number[])[]): string {
  const result = equationProgram(text, shapes);
  if (result.ok) throw new Error(`${text} was accepted`);
  return result.diagnostics.map(({ code, message }) => `${code}: ${message}`).join('; ');
}

describe('the meaning of an equation', () => {
  test('white space means nothing, and the output may be empty', () => {
    expect(
      resolve(' i j , j k - > '.replace('- >', '->'), [
        [2, 3],
        [3, 4],
      ]),
    ).toMatchObject({
      operands: [
        ['i', 'j'],
        ['j', 'k'],
      ],
      output: [],
    });
  });

  test('implicit output: ellipsis first, then indices that stand once, capitals before small letters', () => {
    expect(resolve('b...aBc,c', [[2, 7, 3, 4, 5], [5]]).output).toEqual(['…0', 'B', 'a', 'b']);
    expect(resolve('ii', [[3, 3]]).output).toEqual([]);
  });

  test('ellipses align at the right', () => {
    expect(resolve('...i,...->...', [[2, 3, 4], [3]]).operands).toEqual([['…0', '…1', 'i'], ['…1']]);
  });

  test('an axis of extent 1 that broadcasts has an index of its own', () => {
    const { operands, output, extents } = resolve('ij,jk->ijk', [
      [2, 1],
      [5, 3],
    ]);
    expect(operands[0]?.[1]).not.toBe('j');
    expect(output).toEqual(['i', 'j', 'k']);
    expect(extents.get('j')).toBe(5);
    expect(extents.get(operands[0]?.[1] as string)).toBe(1);
  });

  test('extent 1 broadcasts against 0, whichever comes first', () => {
    expect(resolve('i,i->i', [[1], [0]]).extents.get('i')).toBe(0);
    expect(resolve('i,i->i', [[0], [1]]).extents.get('i')).toBe(0);
  });

  test('indices beyond ASCII sort by code point', () => {
    expect(resolve('éa𝛼', [[2, 3, 4]]).output).toEqual(['a', 'é', '𝛼']);
  });
});

describe('what is refused', () => {
  const cases: readonly [string, readonly (readonly number[])[], string][] = [
    ['ij,jk->ik', [[2, 3]], 'equation-operands: the equation has 2 terms but there is 1 operand'],
    ['i1', [[2, 2]], 'equation-character'],
    ['i->j->k', [[2]], 'equation-arrow'],
    ['i-j', [[2]], 'equation-arrow'],
    ['i..', [[2, 2]], 'equation-ellipsis'],
    ['...i...', [[2]], 'equation-ellipsis'],
    ['i->j', [[2]], 'equation-output-index'],
    ['i->ii', [[2]], 'equation-output-repeated'],
    ['...i->i', [[2, 3]], 'equation-output-ellipsis'],
    ['ij', [[2]], 'equation-rank: term `ij` names 2 axes but operand 0 has shape [2]'],
    [
      'ij,jk',
      [
        [2, 3],
        [4, 5],
      ],
      'equation-extents: index `j` has extent 3 in operand 0 but 4 in operand 1',
    ],
    ['ii', [[1, 5]], 'equation-extents'],
    ['...,...', [[2], [3]], 'equation-broadcast'],
    ['i,j->ij', [[2 ** 30], [2 ** 30]], 'too-many-elements'],
  ];
  test.each(cases)('%s %j', (text, shapes, expected) => {
    expect(problem(text, shapes)).toContain(expected);
  });

  test('the diagnostic points at both places', () => {
    const result = equationProgram('ij,jk', [
      [2, 3],
      [4, 5],
    ]);
    expect(result.diagnostics[0]).toMatchObject({
      span: { start: 3, end: 4 },
      labels: [{ span: { start: 1, end: 2 } }],
    });
  });
});
