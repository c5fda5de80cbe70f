import { describe, expect, test } from '@jest/globals';
import { symbol } from '@einlay/ir';
import { KernelBuilder, binary, builtin, cast, exchange, literal, load, unary } from '@einlay/ir/loop';
import type { Kernel } from '@einlay/ir/loop';
import { canEmit } from './can-emit.ts';
import { emitWgsl } from './emit.ts';
import { defaultWgslTarget, targetOfAdapter } from './target.ts';
import type { WgslTarget } from './target.ts';
import { programOf } from './testing/kernels.ts';

/** What is said about a kernel that `fill` makes. */
function problems(
  fill: (kernel: KernelBuilder) => void,
  shape: Partial<Parameters<KernelBuilder['build']>[0]> = {},
  target: WgslTarget = defaultWgslTarget,
): readonly string[] {
  const kernel = new KernelBuilder('k');
  fill(kernel);
  return problemsOf(kernel.build({ invocations: 64, grid: [], ...shape }), target);
}

const problemsOf = (kernel: Kernel, target = defaultWgslTarget): readonly string[] =>
  canEmit(programOf(kernel), target).map(({ code, message }) => `${code}: ${message}`);

const everything = targetOfAdapter({
  limits: {},
  features: ['shader-f16', 'subgroups', 'chromium-experimental-subgroup-matrix', 'timestamp-query'],
  subgroupMinSize: 32,
  subgroupMaxSize: 32,
  subgroupMatrixConfigs: [{ componentType: 'f16', resultComponentType: 'f32', M: 16, N: 8, K: 16 }],
});

describe('types', () => {
  test('that WGSL does not have', () => {
    expect(problems((kernel) => kernel.bind('x', 'read', 'f64', 4))).toEqual([
      'wgsl-type: kernel `k` computes with f64, which WGSL does not have',
    ]);
    expect(problems((kernel) => kernel.memory('m', 'workgroup', 'bf16', 4))).toHaveLength(1);
    expect(
      problems((kernel) => {
        const y = kernel.bind('y', 'write', 'f32', 1);
        kernel.store(y, 0, cast('f32', cast('bf16', literal('f32', 1))));
      }),
    ).toHaveLength(1);
  });

  test('that a device may have', () => {
    const half = (kernel: KernelBuilder): void => void kernel.bind('x', 'read', 'f16', 4);
    expect(problems(half)).toEqual(['wgsl-feature: kernel `k` needs shader-f16, which the device does not offer']);
    expect(problems(half, {}, everything)).toEqual([]);
  });

  test('that an operator does not take', () => {
    const apply = (operator: 'exp' | 'abs') => (kernel: KernelBuilder) => {
      const x = kernel.bind('x', 'read', 'i32', 1);
      const y = kernel.bind('y', 'write', 'i32', 1);
      kernel.store(y, 0, unary(operator, load(x, 0)));
    };
    expect(problems(apply('exp'))).toEqual([
      'wgsl-operator: kernel `k` applies exp to i32, which is not done in WGSL yet',
    ]);
    expect(problems(apply('abs'))).toEqual([]);
    expect(canEmit(programOf(kernelOf(apply('exp'))), defaultWgslTarget)[0]?.severity).toBe('unsupported');
  });
});

function kernelOf(fill: (kernel: KernelBuilder) => void): Kernel {
  const kernel = new KernelBuilder('k');
  fill(kernel);
  return kernel.build({ invocations: 1, grid: [] });
}

describe('limits', () => {
  test.each<readonly [string, (kernel: KernelBuilder) => void, Partial<Parameters<KernelBuilder['build']>[0]>]>([
    [
      '9 storage buffers, but the device allows 8',
      (kernel) => {
        for (let at = 0; at < 9; at += 1) kernel.bind(`x${at}`, 'read', 'f32', 4);
      },
      {},
    ],
    [
      '134217732 bytes in one buffer, but the device allows 134217728',
      (kernel) => void kernel.bind('x', 'read', 'f32', 2 ** 25 + 1),
      {},
    ],
    [
      '16400 bytes of workgroup memory, but the device allows 16384',
      (kernel) => void kernel.memory('m', 'workgroup', 'f32', 4097),
      {},
    ],
    [
      '8208 bytes of registers for each invocation, but the device allows 8192',
      (kernel) => void kernel.memory('m', 'register', 'f32', 2049),
      {},
    ],
    ['257 invocations in a workgroup, but the device allows 256', () => undefined, { invocations: 257 }],
    [
      '3000000000 workgroups, but the device allows 2147483647',
      () => undefined,
      {
        grid: [
          { extent: 3_000_000, tile: 1 },
          { extent: 2000, tile: 2 },
        ],
      },
    ],
    [
      '4294967296 as an index, but the device allows 2147483647',
      (kernel) => {
        const y = kernel.bind('y', 'write', 'f32', { ...symbol('t'), coefficient: 4 });
        kernel.store(y, binary('multiply', builtin('workgroup'), literal('i32', 2 ** 32)), literal('f32', 0));
      },
      {},
    ],
  ])('%s', (message, fill, shape) => {
    expect(problems(fill, shape)).toEqual([`wgsl-limit: kernel \`k\` needs ${message}`]);
  });

  test('are those of the device at hand', () => {
    const target = targetOfAdapter({
      limits: { maxComputeInvocationsPerWorkgroup: 1024, maxComputeWorkgroupSizeX: 1024 },
      features: [],
    });
    expect(problems(() => undefined, { invocations: 1024 }, target)).toEqual([]);
    expect(target.limits.maxStorageBuffersPerShaderStage).toBe(8);
  });
});

describe('subgroups', () => {
  const add = (kernel: KernelBuilder): void =>
    void kernel.let('total', { kind: 'subgroup', operator: 'add', argument: literal('f32', 1) });

  test('need a device that has them, of one size', () => {
    expect(problems(add, { subgroupSize: 32 })).toEqual([
      'wgsl-feature: kernel `k` needs subgroups, which the device does not offer',
    ]);
    expect(problems(add, { subgroupSize: 32 }, everything)).toEqual([]);
    expect(problems(add, { subgroupSize: 16 }, everything)).toEqual([
      'wgsl-subgroup-size: kernel `k` is for subgroups of 16, but those of the device have 32',
    ]);
    const varying = { ...everything, subgroupSizes: { smallest: 8, largest: 32 } };
    expect(problems(add, { subgroupSize: 32 }, varying)).toEqual([
      'wgsl-subgroup-size: kernel `k` is for subgroups of 32, but those of the device may have 8 to 32',
    ]);
    const choosing: WgslTarget = { ...varying, features: [...varying.features, 'subgroup-size-control'] };
    expect(problems(add, { subgroupSize: 32 }, choosing)).toEqual([]);
    expect(problems(add, { subgroupSize: 64 }, choosing)).toHaveLength(1);
  });

  test('exchange numbers, and no truth values', () => {
    const swap = (type: 'f32' | 'i32' | 'bool') => (kernel: KernelBuilder) =>
      void kernel.let('partner', exchange(literal(type, 1), 16));
    expect(problems(swap('f32'), { subgroupSize: 32 })).toEqual([
      'wgsl-feature: kernel `k` needs subgroups, which the device does not offer',
    ]);
    expect(problems(swap('f32'), { subgroupSize: 32 }, everything)).toEqual([]);
    expect(problems(swap('i32'), { subgroupSize: 32 }, everything)).toEqual([]);
    expect(problems(swap('bool'), { subgroupSize: 32 }, everything)).toEqual([
      'wgsl-operator: kernel `k` applies exchange to bool, which is not done in WGSL yet',
    ]);
  });

  test('multiply tiles of the shapes a device has', () => {
    const multiply = (rows: number) => (kernel: KernelBuilder) => {
      const left = kernel.tile('left', 'left', 'f16', rows, 16);
      const right = kernel.tile('right', 'right', 'f16', 16, 8);
      const accumulator = kernel.tile('sum', 'accumulator', 'f32', rows, 8);
      kernel.append({ kind: 'tile-multiply', accumulator: accumulator.id, left: left.id, right: right.id });
    };
    expect(problems(multiply(16), { subgroupSize: 32 }, everything)).toEqual([]);
    expect(problems(multiply(8), { subgroupSize: 32 }, everything)).toEqual([
      'wgsl-subgroup-matrix: kernel `k` multiplies tiles of f16 8×16 and 16×8 to f32, which the device does not',
    ]);
    expect(
      problems(multiply(16), { subgroupSize: 32 }, { ...everything, features: ['shader-f16', 'subgroups'] }),
    ).toEqual([
      'wgsl-feature: kernel `k` needs chromium-experimental-subgroup-matrix, which the device does not offer',
    ]);
  });
});

describe('an emission', () => {
  test('is refused with what is wrong', () => {
    const result = emitWgsl(
      programOf(kernelOf((kernel) => void kernel.bind('x', 'read', 'f64', 1))),
      defaultWgslTarget,
    );
    expect(result).toMatchObject({ ok: false, diagnostics: [{ code: 'wgsl-type' }] });
  });

  test('says what it needs of a device', () => {
    const kernel = new KernelBuilder('k');
    const x = kernel.bind('x', 'read', 'f16', symbol('t'));
    const y = kernel.bind('y', 'write', 'f16', symbol('t'));
    const m = kernel.memory('m', 'workgroup', 'f16', 100);
    kernel.store(m, builtin('invocation'), load(x, builtin('workgroup')));
    const total = kernel.let('total', { kind: 'subgroup', operator: 'add', argument: load(m, builtin('invocation')) });
    kernel.store(y, builtin('workgroup'), total);
    const built = kernel.build({ invocations: 32, subgroupSize: 32, grid: [{ extent: symbol('t'), tile: 1 }] });
    const result = emitWgsl(programOf(built), everything);
    expect(result).toMatchObject({
      ok: true,
      value: {
        features: ['shader-f16', 'subgroups'],
        limits: {
          maxStorageBuffersPerShaderStage: 2,
          maxComputeWorkgroupStorageSize: 208,
          maxComputeInvocationsPerWorkgroup: 32,
        },
        symbols: ['t'],
        kernels: [
          {
            name: 'k',
            subgroupSize: 32,
            bindings: [
              { buffer: 'x', access: 'read' },
              { buffer: 'y', access: 'write' },
            ],
            grid: [{ extent: symbol('t'), tile: 1 }],
          },
        ],
      },
    });
    expect(emitWgsl(programOf(built), everything)).toEqual(result);
  });
});
