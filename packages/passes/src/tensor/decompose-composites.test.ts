import { expect, test } from '@jest/globals';
import { ProgramBuilder, printProgram } from '@einlay/ir';
import { run } from '../run.ts';
import { decomposeComposites } from './decompose-composites.ts';

test('writes softmax and layer-norm as reductions and maps, only those asked for', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [2, 3], 'f32');
  builder.output('s', builder.softmax(x, [1]));
  builder.output('n', builder.layerNorm(x, [0, 1], 0.5));
  const program = builder.build();
  expect(printProgram(run(decomposeComposites, program))).toBe(`program p
input x: f32[2, 3]
v1: f32[2] = max[i0] x[i0, i1]
v2: f32[2, 3] = map[i0, i1] exp((x[i0, i1] - v1[i0]))
v3: f32[2] = sum[i0] v2[i0, i1]
v4: f32[2, 3] = map[i0, i1] (v2[i0, i1] / v3[i0])
v5: f32[] = mean[] x[i0, i1]
v6: f32[2, 3] = map[i0, i1] (x[i0, i1] - v5[])
v7: f32[2, 3] = map[i0, i1] (v6[i0, i1] * v6[i0, i1])
v8: f32[] = mean[] v7[i0, i1]
v9: f32[2, 3] = map[i0, i1] (v6[i0, i1] / sqrt((v8[] + 0.5)))
output s[2, 3] = v4
output n[2, 3] = v9
`);
  const normOnly = printProgram(run(decomposeComposites, program, { kinds: ['layer-norm'] }));
  expect(normOnly).toContain('softmax x axes 1');
  expect(normOnly).not.toContain('layer_norm');
});
