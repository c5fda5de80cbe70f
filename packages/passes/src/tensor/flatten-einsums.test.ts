import { expect, test } from '@jest/globals';
import { ProgramBuilder, printProgram } from '@einlay/ir';
import { run } from '../run.ts';
import { flattenEinsums } from './flatten-einsums.ts';

test('puts an einsum into its only reader, with names of its own for what is summed inside', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [2, 3], 'f32');
  const a = builder.parameter('a', [3, 4], 'f32');
  const b = builder.parameter('b', [4, 5], 'f32');
  const z = builder.einsum(
    [
      { value: x, indices: ['i', 'j'] },
      { value: a, indices: ['j', 'k'] },
    ],
    ['i', 'k'],
  );
  const y = builder.einsum(
    [
      { value: z, indices: ['i', 'j'] },
      { value: b, indices: ['j', 'k'] },
    ],
    ['k', 'i'],
  );
  builder.output('y', y);
  expect(printProgram(run(flattenEinsums, builder.build()))).toBe(`program p
input x: f32[2, 3]
input a: f32[3, 4]
input b: f32[4, 5]
v3: f32[5, 2] = einsum[k, i] x[i, j2] * a[j2, j] * b[j, k]
output y[5, 2] = v3
`);
});

test('takes diagonals of what an einsum makes through to its operands', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [3], 'f32');
  const outer = builder.einsum(
    [
      { value: x, indices: ['i'] },
      { value: x, indices: ['j'] },
    ],
    ['i', 'j'],
  );
  builder.output('y', builder.einsum([{ value: outer, indices: ['k', 'k'] }], []));
  expect(printProgram(run(flattenEinsums, builder.build()))).toBe(`program p
input x: f32[3]
v1: f32[] = einsum[] x[k] * x[k]
output y[] = v1
`);
});

test('leaves an einsum that is read twice, or that is an output', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [3, 3], 'f32');
  const sums = builder.einsum([{ value: x, indices: ['i', 'j'] }], ['i']);
  builder.output('sums', sums);
  builder.output('total', builder.einsum([{ value: sums, indices: ['i'] }], []));
  const program = builder.build();
  expect(run(flattenEinsums, program)).toBe(program);
});

test('every reader with index notation reads through a transpose', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [2, 3], 'f32');
  const transposed = builder.einsum([{ value: x, indices: ['i', 'j'] }], ['j', 'i']);
  const indices = [
    { name: 'a', extent: 3 },
    { name: 'b', extent: 2 },
  ];
  const operand = { value: transposed, indices: ['a', 'b'] };
  const body = { kind: 'unary', operator: 'exp', argument: { kind: 'element', position: 0 } } as const;
  builder.output('map', builder.map(indices, [operand], body, 'f32'));
  builder.output('reduce', builder.reduce('max', operand, ['a']));
  builder.output('einsum', builder.einsum([operand, operand], ['b']));
  builder.output('softmax', builder.softmax(transposed, [0]));
  expect(printProgram(run(flattenEinsums, builder.build()))).toBe(`program p
input x: f32[2, 3]
v1: f32[3, 2] = einsum[j, i] x[i, j]
v2: f32[3, 2] = map[a, b] exp(x[b, a])
v3: f32[3] = max[a] x[b, a]
v4: f32[2] = einsum[b] x[b, a] * x[b, a]
v5: f32[3, 2] = softmax v1 axes 0
output map[3, 2] = v2
output reduce[3] = v3
output einsum[2] = v4
output softmax[3, 2] = v5
`);
});
