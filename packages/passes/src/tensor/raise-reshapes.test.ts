import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, printProgram, symbol } from '@einlay/ir';
import type { Scalar } from '@einlay/ir';
import { run } from '../run.ts';
import { raiseReshapes } from './raise-reshapes.ts';

/** y = join(x + bias) for x over [t, 2, 3], where the bias has `axes` of these. */
function joined(axes: readonly ('p' | 'e')[]): ProgramBuilder {
  const builder = new ProgramBuilder('p');
  const t = symbol(BATCH);
  const extents = { t, p: 2, e: 3 };
  const x = builder.parameter('x', [t, 2, 3], 'f32');
  const bias = builder.parameter(
    'bias',
    axes.map((axis) => extents[axis]),
    'f32',
  );
  const indices = (['t', 'p', 'e'] as const).map((name) => ({ name, extent: extents[name] }));
  const operands = [
    { value: x, indices: ['t', 'p', 'e'] },
    { value: bias, indices: axes },
  ];
  const [left, right] = [0, 1].map((position): Scalar => ({ kind: 'element', position })) as [Scalar, Scalar];
  const sum = builder.map(indices, operands, { kind: 'binary', operator: 'add', left, right }, 'f32', { name: 'y' });
  builder.output('y', builder.reshape(sum, [t, 6]));
  return builder;
}

test('an output is made in its own shape, from views', () => {
  expect(printProgram(run(raiseReshapes, joined(['p', 'e']).build()))).toBe(`program p
input x: f32[..., 2, 3]
input bias: f32[2, 3]
v2: f32[..., 6] = reshape x
v3: f32[6] = reshape bias
y: f32[..., 6] = map[t, p2] (v2[t, p2] + v3[p2])
output y[..., 6] = y
`);
});

test('an operand with a part of what is joined holds the reshape, and so does another reader of the map', () => {
  const partial = joined(['e']).build();
  expect(run(raiseReshapes, partial)).toBe(partial);
  const builder = joined(['p', 'e']);
  builder.output(
    'split',
    builder.build().nodes.findIndex(({ kind }) => kind === 'map'),
  );
  const shared = builder.build();
  expect(run(raiseReshapes, shared)).toBe(shared);
});
