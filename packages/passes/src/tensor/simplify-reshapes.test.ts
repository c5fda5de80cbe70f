import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, multiplyExtents, printProgram, symbol } from '@einlay/ir';
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
