import { describe, expect, test } from '@jest/globals';
import { symbol } from '@einlay/ir';
import { KernelBuilder, binary, builtin, cast, literal, load, unary } from '@einlay/ir/loop';
import type { Kernel } from '@einlay/ir/loop';
import { programOf } from '../wgsl/testing/kernels.ts';
import { canEmit } from './can-emit.ts';
import { emitCuda } from './emit.ts';
import { sm80, sm90a } from './target.ts';
import type { CudaTarget } from './target.ts';

/** What is said about a kernel that `fill` makes. */
function problems(
  fill: (kernel: KernelBuilder) => void,
  shape: Partial<Parameters<KernelBuilder['build']>[0]> = {},
  target: CudaTarget = sm90a,
): readonly string[] {
  const kernel = new KernelBuilder('k');
  fill(kernel);
  return problemsOf(kernel.build({ invocations: 64, grid: [], ...shape }), target);
}

const problemsOf = (kernel: Kernel, target: CudaTarget): readonly string[] =>
  canEmit(programOf(kernel), target).map(({ code, message }) => `${code}: ${message}`);

const nothing = (): void => undefined;

describe('types', () => {
  test('that kernels do not compute with', () => {
    expect(problems((kernel) => kernel.bind('x', 'read', 'f64', 4))).toEqual([
      'cuda-type: kernel `k` computes with f64, which CUDA kernels do not here',
    ]);
  });

  test.each(['f16', 'bf16'] as const)('%s is moved and converted, and not computed with', (type) => {
    const move = (kernel: KernelBuilder): void => {
      const x = kernel.bind('x', 'read', type, 1);
      const y = kernel.bind('y', 'write', type, 1);
      kernel.store(y, 0, cast(type, unary('exp', cast('f32', load(x, 0)))));
    };
    const compute = (kernel: KernelBuilder): void => {
      const x = kernel.bind('x', 'read', type, 1);
      const y = kernel.bind('y', 'write', type, 1);
      kernel.store(y, 0, binary('add', load(x, 0), load(x, 0)));
    };
    expect(problems(move)).toEqual([]);
    expect(problems(compute)).toEqual([
      `cuda-operator: kernel \`k\` computes in ${type}, which is not done in CUDA yet`,
    ]);
  });

  test('that an operator does not take', () => {
    const apply = (operator: 'divide' | 'add', type: 'i32' | 'bool') => (kernel: KernelBuilder) => {
      const x = kernel.bind('x', 'read', type, 1);
      const y = kernel.bind('y', 'write', type, 1);
      kernel.store(y, 0, binary(operator, load(x, 0), load(x, 0)));
    };
    expect(problems(apply('add', 'i32'))).toEqual([]);
    expect(problems(apply('divide', 'i32'))).toEqual([
      'cuda-operator: kernel `k` applies divide to i32, which is not done in CUDA yet',
    ]);
    expect(problems(apply('add', 'bool'))).toEqual([
      'cuda-operator: kernel `k` applies add to bool, which is not done in CUDA yet',
    ]);
  });
});

describe('limits', () => {
  const shared = (bytes: number) => (kernel: KernelBuilder) => void kernel.memory('m', 'workgroup', 'f32', bytes / 4);

  test('of shared memory are those of the device', () => {
    expect(problems(shared(227 * 1024))).toEqual([]);
    expect(problems(shared(227 * 1024 + 16))).toEqual([
      'cuda-limit: kernel `k` needs 232464 bytes of shared memory, but the device allows 232448',
    ]);
    expect(problems(shared(164 * 1024), {}, sm80)).toHaveLength(1);
  });

  test('of threads and blocks', () => {
    expect(problems(nothing, { invocations: 1024 })).toEqual([]);
    expect(problems(nothing, { invocations: 1025 })).toEqual([
      'cuda-limit: kernel `k` needs 1025 threads in a block, but the device allows 1024',
    ]);
    expect(problems(nothing, { grid: [{ extent: 2 ** 31 - 1, tile: 1 }] })).toEqual([]);
    expect(problems(nothing, { grid: [{ extent: 2 ** 31, tile: 1 }] })).toEqual([
      'cuda-limit: kernel `k` needs 2147483648 blocks, but the device allows 2147483647',
    ]);
  });

  test('of clusters, which not every device has', () => {
    const shape = { cluster: 4, grid: [{ extent: symbol('...'), tile: 1 }] };
    expect(problems(nothing, shape)).toEqual([]);
    expect(problems(nothing, shape, sm80)).toEqual([
      'cuda-limit: kernel `k` needs 4 blocks in a cluster, but the device allows 1',
    ]);
  });

  test('of indices', () => {
    const bind = (elements: number) => (kernel: KernelBuilder) => void kernel.bind('x', 'read', 'f32', elements);
    expect(problems(bind(2 ** 31 - 1))).toEqual([]);
    expect(problems(bind(2 ** 31))).toEqual([
      'cuda-limit: kernel `k` needs 2147483648 as an index, but the device allows 2147483647',
    ]);
  });

  test('of arguments', () => {
    const bind = (count: number) => (kernel: KernelBuilder) => {
      for (let at = 0; at < count; at += 1) kernel.bind(`x${at}`, 'read', 'f32', 1);
    };
    expect(problems(bind(512))).toEqual([]);
    expect(problems(bind(513))).toEqual([
      'cuda-limit: kernel `k` needs 4104 bytes of arguments, but the device allows 4096',
    ]);
  });
});

test('what cannot be emitted is not', () => {
  const kernel = new KernelBuilder('k');
  const y = kernel.bind('y', 'write', 'f64', 1);
  kernel.store(y, builtin('invocation'), literal('f64', 1));
  const emitted = emitCuda(programOf(kernel.build({ invocations: 1, grid: [] })), sm90a);
  expect(emitted.ok).toBe(false);
  expect(emitted.diagnostics.map(({ code }) => code)).toEqual(['cuda-type']);
});
