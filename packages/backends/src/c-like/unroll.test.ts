/** Passes that CUDA and WGSL share, each by what it leaves. */
import { describe, expect, test } from '@jest/globals';
import { KernelBuilder, binary, builtin, literal, load, plus, printKernel, times, verifyKernel } from '@einlay/ir/loop';
import type { Kernel } from '@einlay/ir/loop';
import { MAX_STATEMENTS, unroll } from './unroll.ts';

function bodyAfter(pass: (kernel: Kernel) => Kernel, fill: (kernel: KernelBuilder) => void): readonly string[] {
  const kernel = new KernelBuilder('k');
  fill(kernel);
  const after = pass(kernel.build({ invocations: 1, grid: [] }));
  verifyKernel(after, 'test');
  return printKernel(after)
    .split('\n')
    .filter((line) => !/^kernel|^ {2}(read|write|register)/.test(line));
}

describe('unroll', () => {
  test('copies bodies, with values of their own', () => {
    const body = bodyAfter(unroll, (kernel) => {
      const x = kernel.bind('x', 'read', 'f32', 8);
      const y = kernel.bind('y', 'write', 'f32', 8);
      kernel.for(
        'i',
        2,
        (i) => {
          const value = kernel.let('value', load(x, plus(times(i, 4), builtin('workgroup'))));
          kernel.for(
            'j',
            2,
            (j) => {
              kernel.store(y, plus(times(i, 2), j), value);
            },
            { unroll: true },
          );
        },
        { unroll: true },
      );
    });
    expect(body).toEqual([
      '  let value = x[workgroup]',
      '  y[0] = value',
      '  y[1] = value',
      '  let value_2 = x[workgroup + 4]',
      '  y[2] = value_2',
      '  y[3] = value_2',
    ]);
  });

  test('decides what is known in a copy', () => {
    const body = bodyAfter(unroll, (kernel) => {
      const y = kernel.bind('y', 'write', 'f32', 8);
      kernel.for(
        'i',
        3,
        (i) => {
          kernel.if(binary('equal', i, literal('i32', 1)), () => {
            kernel.store(y, i, literal('f32', 1));
          });
        },
        { unroll: true },
      );
    });
    expect(body).toEqual(['  y[1] = 1']);
  });

  test('leaves loops that would become too long', () => {
    const body = bodyAfter(unroll, (kernel) => {
      const y = kernel.bind('y', 'write', 'f32', MAX_STATEMENTS + 1);
      kernel.for(
        'i',
        MAX_STATEMENTS + 1,
        (i) => {
          kernel.store(y, i, literal('f32', 1));
        },
        { unroll: true },
      );
    });
    expect(body).toEqual([`  for i < ${MAX_STATEMENTS + 1}:`, '    y[i] = 1']);
  });
});
