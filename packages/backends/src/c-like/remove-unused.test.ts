import { expect, test } from '@jest/globals';
import { KernelBuilder, builtin, lessThan, literal, load, plus, printKernel } from '@einlay/ir/loop';
import { removeUnused } from './remove-unused.ts';

test('drops what nothing reads, and what only that reads', () => {
  const kernel = new KernelBuilder('k');
  const x = kernel.bind('x', 'read', 'f32', 8);
  const y = kernel.bind('y', 'write', 'f32', 8);
  const idle = kernel.memory('idle', 'register', 'f32', 1);
  const used = kernel.let('used', load(x, 0));
  const inner = kernel.let('inner', load(x, 1));
  kernel.let('unused', plus(builtin('workgroup'), 1));
  kernel.if(lessThan(builtin('workgroup'), 3), () => {
    kernel.store(idle, 0, inner);
  });
  kernel.for('i', 4, () => {
    kernel.let('also', literal('f32', 1));
  });
  kernel.store(y, 0, used);
  expect(printKernel(removeUnused(kernel.build({ invocations: 1, grid: [] })))).toBe(`kernel k: 1 invocations, grid 1
  read x: f32[8]
  write y: f32[8]
  let used = x[0]
  y[0] = used`);
});
