import { describe, expect, test } from '@jest/globals';
import { planEquation } from './plan-equation.ts';

const codes = (...[equation, extents, options]: Parameters<typeof planEquation>): readonly string[] =>
  planEquation(equation, extents, options).diagnostics.map(({ code }) => code);

describe('planEquation', () => {
  test('a chain is contracted from its cheap end', () => {
    // A·(B·v): 2·(6·5 + 4·6) against 2·(4·6·5 + 4·5) from the left.
    const plan = planEquation('ij,jk,k->i', { i: 4, j: 6, k: 5 });
    expect(plan).toMatchObject({
      ok: true,
      value: {
        path: [
          [1, 2],
          [0, 1],
        ],
        flops: 108,
        naiveFlops: 360,
        largestIntermediate: 6,
      },
    });
  });

  test('diagonals, scalars and implicit outputs', () => {
    expect(planEquation('ii', { i: 3 })).toMatchObject({ ok: true, value: { path: [[0]] } });
    expect(planEquation(',', {})).toMatchObject({ ok: true, value: { path: [[0, 1]], flops: 1 } });
    expect(planEquation('ij,jk', { i: 2, j: 3, k: 4 })).toMatchObject({ ok: true, value: { largestIntermediate: 8 } });
  });

  test('every index without an extent is named once', () => {
    expect(codes('ij,jk->ik', { i: 2 })).toEqual(['plan-extent', 'plan-extent']);
    expect(codes('i->i', { i: -1 })).toEqual(['plan-extent']);
    expect(codes('i->i', { i: 0.5 })).toEqual(['plan-extent']);
    expect(codes('i->i', { i: 2 ** 53 })).toEqual(['plan-extent']);
    expect(codes('i->i', Object.create({ i: 2 }) as Record<string, number>)).toEqual(['plan-extent']);
  });

  test('other mistakes', () => {
    expect(codes('...i,...i->...', { i: 2 })).toEqual(['plan-ellipsis']);
    expect(codes('i->j', { i: 2, j: 2 })).toEqual(['equation-output-index']);
    expect(codes('i-j', { i: 2 })).toEqual(['equation-arrow']);
    expect(codes('i,j->ij', { i: 4, j: 4 }, { memoryLimit: 8 })).toEqual(['path-memory-limit']);
  });

  test('times are those of a target', () => {
    expect(planEquation('ij,jk,k->i', { i: 4, j: 6, k: 5 }, { minimize: 'time' }).ok).toBe(true);
  });
});
