import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, multiplyExtents, printProgram, symbol } from '@einlay/ir';
import type { Scalar } from '@einlay/ir';
import { run } from '../run.ts';
import { simplifyReshapes } from './simplify-reshapes.ts';

test('merges reshapes, cancels those that come back, and shapes constants', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [symbol(BATCH), 6], 'f32');
  const flat = builder.reshape(x, [multiplyExtents([symbol(BATCH), 6])]);
  const split = builder.reshape(flat, [symbol(BATCH), 2, 3]);
  builder.output('split', split);
  builder.output('back', builder.reshape(split, [symbol(BATCH), 6]));
  builder.output('constant', builder.reshape(builder.constant([2], 'f32', [1, 2]), [2, 1]));
  expect(printProgram(run(simplifyReshapes, builder.build()))).toBe(`program p
input x: f32[..., 6]
v1: f32[..., 2, 3] = reshape x
v2: f32[2, 1] = constant {1, 2}
output split[..., 2, 3] = v1
output back[..., 6] = x
output constant[2, 1] = v2
`);
});

/** y = body(join(v), bias) split again, where v comes from an einsum over [t, 2, 3]. */
function joinMapSplit(bodyOf: (element: Scalar, bias: Scalar) => Scalar): readonly string[] {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [symbol(BATCH), 2, 3], 'f32');
  const bias = builder.parameter('bias', [6], 'f32', { role: 'factor' });
  const joined = builder.reshape(x, [symbol(BATCH), 6]);
  const indices = [
    { name: 't', extent: symbol(BATCH) },
    { name: 'o', extent: 6 },
  ];
  const operands = [
    { value: joined, indices: ['t', 'o'] },
    { value: bias, indices: ['o'] },
  ];
  const body = bodyOf({ kind: 'element', position: 0 }, { kind: 'element', position: 1 });
  builder.output('y', builder.reshape(builder.map(indices, operands, body, 'f32'), [symbol(BATCH), 2, 3]));
  return printProgram(run(simplifyReshapes, builder.build())).split('\n').slice(3, -2);
}

test('moves a reshape through a map to where it cancels; a bias is reshaped instead', () => {
  expect(joinMapSplit((left, right) => ({ kind: 'binary', operator: 'add', left, right }))).toEqual([
    'v2: f32[2, 3] = reshape bias',
    'v3: f32[..., 2, 3] = map[t, o2, o3] (x[t, o2, o3] + v2[o2, o3])',
  ]);
});

test('an index value that a reshape would take apart holds it', () => {
  const indexOf =
    (name: string) =>
    (left: Scalar): Scalar => ({
      kind: 'binary',
      operator: 'add',
      left,
      right: { kind: 'index', name },
    });
  expect(joinMapSplit(indexOf('t'))).toEqual([
    'v2: f32[2, 3] = reshape bias',
    'v3: f32[..., 2, 3] = map[t, o2, o3] (x[t, o2, o3] + t)',
  ]);
  expect(joinMapSplit(indexOf('o'))).toEqual([
    'v2: f32[..., 6] = reshape x',
    'v3: f32[..., 6] = map[t, o] (v2[t, o] + o)',
    'v4: f32[..., 2, 3] = reshape v3',
  ]);
});

test('an operand of full rank that was not reshaped holds the others', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [2, 3], 'f32');
  const y = builder.parameter('y', [6], 'f32');
  const operands = [builder.reshape(x, [6]), y].map((value) => ({ value, indices: ['o'] }));
  const [left, right] = [0, 1].map((position): Scalar => ({ kind: 'element', position })) as [Scalar, Scalar];
  builder.output(
    'sum',
    builder.map([{ name: 'o', extent: 6 }], operands, { kind: 'binary', operator: 'add', left, right }, 'f32'),
  );
  const program = builder.build();
  expect(run(simplifyReshapes, program)).toBe(program);
});
