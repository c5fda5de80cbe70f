import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, multiplyExtents, printProgram, symbol } from '@einlay/ir';
import { run } from '../run.ts';
import { inferExtents } from './infer-extents.ts';

test('gives symbols their values everywhere, and leaves the others', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [symbol(BATCH), symbol('t'), 4], 'f32', { axes: ['...', 't', '4'] });
  const joined = builder.reshape(x, [symbol(BATCH), multiplyExtents([symbol('t'), 4])]);
  const indices = [
    { name: 'b', extent: symbol(BATCH) },
    { name: 'i', extent: multiplyExtents([symbol('t'), 4]) },
  ];
  const scaled = builder.map(
    indices,
    [{ value: joined, indices: ['b', 'i'] }],
    {
      kind: 'binary',
      operator: 'divide',
      left: { kind: 'element', position: 0 },
      right: { kind: 'extent', extent: multiplyExtents([symbol('t'), 4]) },
    },
    'f32',
  );
  builder.output('y', scaled, ['...', 't·4']);
  const bound = run(inferExtents, builder.build(), { bindings: new Map([['t', 3]]) });
  expect(printProgram(bound)).toBe(`program p
input x: f32[..., 3, 4] as [..., t, 4]
v1: f32[..., 12] = reshape x
v2: f32[..., 12] = map[b, i] (v1[b, i] / 12)
output y[..., t·4] = v2
`);
});
