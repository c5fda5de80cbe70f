import { expect, test } from '@jest/globals';
import { ProgramBuilder, printProgram } from '@einlay/ir';
import type { Scalar } from '@einlay/ir';
import { run } from '../run.ts';
import { shareSubexpressions } from './share-subexpressions.ts';

test('shares einsums that differ in index names and operand order only', () => {
  const builder = new ProgramBuilder('p');
  const a = builder.parameter('a', [2, 3], 'f32');
  const b = builder.parameter('b', [3, 4], 'f32');
  const first = builder.einsum(
    [
      { value: a, indices: ['i', 'j'] },
      { value: b, indices: ['j', 'k'] },
    ],
    ['i', 'k'],
  );
  const second = builder.einsum(
    [
      { value: b, indices: ['y', 'z'] },
      { value: a, indices: ['x', 'y'] },
    ],
    ['x', 'z'],
  );
  const transposed = builder.einsum(
    [
      { value: a, indices: ['i', 'j'] },
      { value: b, indices: ['j', 'k'] },
    ],
    ['k', 'i'],
  );
  builder.output('first', first);
  builder.output('second', second);
  builder.output('transposed', transposed);
  expect(printProgram(run(shareSubexpressions, builder.build()))).toBe(`program p
input a: f32[2, 3]
input b: f32[3, 4]
v2: f32[2, 4] = einsum[i, k] a[i, j] * b[j, k]
v3: f32[4, 2] = einsum[k, i] a[i, j] * b[j, k]
output first[2, 4] = v2
output second[2, 4] = v2
output transposed[4, 2] = v3
`);
});

test('what reads shared values is shared in turn; maps are compared with their index values', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [4], 'f32');
  const plusIndex = (index: string, operator: 'add' | 'subtract'): number =>
    builder.map(
      [{ name: index, extent: 4 }],
      [{ value: x, indices: [index] }],
      { kind: 'binary', operator, left: { kind: 'element', position: 0 }, right: { kind: 'index', name: index } },
      'f32',
    );
  builder.output('a', builder.reduce('max', { value: plusIndex('i', 'add'), indices: ['i'] }, []));
  builder.output('b', builder.reduce('max', { value: plusIndex('j', 'add'), indices: ['k'] }, []));
  builder.output('c', builder.reduce('max', { value: plusIndex('j', 'subtract'), indices: ['k'] }, []));
  expect(printProgram(run(shareSubexpressions, builder.build()))).toBe(`program p
input x: f32[4]
v1: f32[4] = map[i] (x[i] + i)
v2: f32[] = max[] v1[i]
v3: f32[4] = map[j] (x[j] - j)
v4: f32[] = max[] v3[k]
output a[] = v2
output b[] = v2
output c[] = v4
`);
});

test('infinities of both signs, zeros of both signs and NaN are different numbers', () => {
  const builder = new ProgramBuilder('p');
  const literals = [Infinity, -Infinity, NaN, 0, -0];
  literals.forEach((value, at) => {
    const body: Scalar = { kind: 'literal', value };
    builder.output(`y${at}`, builder.map([{ name: 'i', extent: 2 }], [], body, 'f32'));
  });
  const program = builder.build();
  expect(run(shareSubexpressions, program)).toBe(program);
});
