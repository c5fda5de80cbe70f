import { describe, expect, test } from '@jest/globals';
import { symbol } from '@einlay/ir';
import {
  KernelBuilder,
  binary,
  broadcast,
  builtin,
  exchange,
  extentValue,
  lessThan,
  literal,
  load,
  multiplyAdd,
  plus,
  times,
  unary,
  verifyLoopProgram,
} from '@einlay/ir/loop';
import type { Kernel } from '@einlay/ir/loop';
import { programOf } from '../wgsl/testing/kernels.ts';
import { emitCuda } from './emit.ts';
import { emitCudaHeader } from './emit-header.ts';
import { TAKEN } from './keywords.ts';
import { PRELUDE } from './prelude.ts';
import { sm90a } from './target.ts';

function emit(kernel: Kernel) {
  const program = programOf(kernel);
  verifyLoopProgram(program, 'test');
  const emission = emitCuda(program, sm90a);
  if (!emission.ok) throw new Error(emission.diagnostics[0]?.message);
  return emission.value;
}

/** The text of a kernel behind the prelude. */
const print = (kernel: Kernel): string => emit(kernel).source.split(PRELUDE)[1] ?? '';

const ROWS = { coefficient: 4, symbols: ['...'] } as const;

test('a kernel is a function of its buffers and extents', () => {
  const kernel = new KernelBuilder('scale', 'y = 2 x');
  const x = kernel.bind('x', 'read', 'f32', ROWS);
  const y = kernel.bind('y', 'write', 'f32', ROWS);
  const at = kernel.let('at', plus(times(builtin('workgroup'), 64), builtin('invocation')));
  kernel.if(lessThan(at, times(extentValue(symbol('...')), 4)), () => {
    kernel.store(y, at, multiplyAdd(load(x, at), literal('f32', 2), literal('f32', -0)));
  });
  expect(print(kernel.build({ invocations: 64, grid: [{ extent: ROWS, tile: 64 }] })).trim()).toBe(
    [
      '// scale: y = 2 x',
      'extern "C" __global__ void __launch_bounds__(64)',
      'scale_kernel(const float* __restrict__ x, float* __restrict__ y, int batch) {',
      '  const int workgroup = blockIdx.x;',
      '  const int invocation = threadIdx.x;',
      '  const auto at = workgroup * 64 + invocation;',
      '  if (at < batch * 4) {',
      '    y[at] = multiply_add(x[at], 2.0f, -0.0f);',
      '  }',
      '}',
    ].join('\n'),
  );
});

test('shared memories lie one after the other, aligned for the widest access', () => {
  const kernel = new KernelBuilder('k');
  const y = kernel.bind('y', 'write', 'f32', 32);
  const first = kernel.memory('first', 'workgroup', 'bf16', 33);
  const second = kernel.memory('second', 'workgroup', 'f32', 32);
  kernel.store(first, builtin('invocation'), literal('bf16', 1));
  kernel.store(second, builtin('invocation'), literal('f32', 1));
  kernel.barrier();
  kernel.store(y, builtin('invocation'), load(second, builtin('invocation')));
  const emission = emit(kernel.build({ invocations: 32, grid: [] }));
  expect(emission.kernels.map(({ sharedBytes }) => sharedBytes)).toEqual([80 + 128]);
  expect(emission.source).toContain('reinterpret_cast<float*>(shared_memory + 80)');
  expect(emission.source).toContain('  __syncthreads();\n');
});

test('lanes add over their subgroup and exchange what they have', () => {
  const kernel = new KernelBuilder('k');
  const x = kernel.bind('x', 'read', 'f32', 128);
  const y = kernel.bind('y', 'write', 'f32', 128);
  const at = times(builtin('lane'), 4);
  const sum = kernel.let('sum', { kind: 'subgroup', operator: 'add', argument: load(x, at) });
  const partner = kernel.let('partner', exchange(sum, 16));
  const wide = kernel.let('wide_partner', exchange(load(x, at, 4), 1));
  kernel.store(y, at, binary('add', wide, broadcast(partner, 4)));
  const text = print(kernel.build({ invocations: 32, subgroupSize: 32, grid: [] }));
  expect(text).toContain('const auto sum = subgroup_add<32>(x[lane * 4]);');
  expect(text).toContain('const auto partner = exchange(sum, 16);');
  expect(text).toMatch(/const auto wide_partner = exchange\(wide<vec<float, 4>>\(.*\), 1\);/);
});

describe('numbers', () => {
  const stored = (value: number): string => {
    const kernel = new KernelBuilder('k');
    const y = kernel.bind('y', 'write', 'f32', 1);
    kernel.store(y, 0, literal('f32', value));
    return /y\[0\] = (.*);/.exec(print(kernel.build({ invocations: 1, grid: [] })))?.[1] ?? '';
  };
  test.each([
    [1, '1.0f'],
    [-2.5, '-2.5f'],
    // The number of 32 bits that is nearest.
    [1e30, '1.0000000150474662e+30f'],
    [0.1, '0.10000000149011612f'],
    [NaN, 'bits_to_float(0x7fc00000u)'],
    [-Infinity, 'bits_to_float(0xff800000u)'],
  ])('%f', (value, text) => {
    // What it says is the very number, or a pattern of bits.
    if (Number.isFinite(value)) expect(Math.fround(Number(text.replace(/f$/, '')))).toBe(Math.fround(value));
    expect(stored(value)).toBe(text);
  });
});

describe('names', () => {
  /** Words of C++, CUDA, the prelude, and macros of headers. */
  const hostile = [
    ...TAKEN,
    ...['M_PI', 'M_1_PIf64x', 'INT_MAX', 'FLT_EPSILON', 'HUGE_VALF', 'FP_NAN', 'CUDART_INF_FP16', 'NV_IF_TARGET'],
    ...['cudaError_t', 'cudaStream_t', 'cudaSuccess', 'cudaEventDefault', 'htobe32', 'le16toh', 'isalpha_l'],
    ...['__half', '__shfl_sync', '__global__', '_Pragma', 'x_', '9', 'größe', 'γ', ''],
  ];

  test('are none that anybody else has, and none twice', () => {
    const kernel = new KernelBuilder('asm');
    const y = kernel.bind('y', 'write', 'f32', 1);
    let sum = literal('f32', 0);
    for (const name of hostile)
      sum = binary('add', sum, kernel.let(name, unary('exp', load(kernel.bind(name, 'read', 'f32', 1), 0))));
    kernel.store(y, 0, sum);
    const { source } = emit(kernel.build({ invocations: 1, grid: [] }));
    const text = source.split(PRELUDE)[1] ?? '';
    const parameters =
      /_kernel\((.*)\) \{/
        .exec(text)?.[1]
        ?.split(', ')
        .map((part) => part.split(' ').at(-1) ?? '') ?? [];
    expect(parameters.length).toBeGreaterThan(hostile.length - 1);
    expect(new Set(parameters).size).toBe(parameters.length);
    const taken = new Set<string>([...hostile, 'asm']);
    for (const name of parameters) {
      expect([name, taken.has(name)]).toEqual([name, false]);
      expect(name).toMatch(/^[a-z](\w*[A-Za-z0-9])?$/i);
      expect(name).not.toMatch(/__|^M_|^cuda|^[A-Z]{2,}_[A-Z]/);
    }
  });

  test('of headers are as careful', () => {
    const kernel = new KernelBuilder('std');
    const x = kernel.bind('cudaStream_t', 'read', 'f32', 1);
    const y = kernel.bind('INT_MAX', 'write', 'f32', 1);
    kernel.store(y, 0, load(x, 0));
    const header = emitCudaHeader({ ...emit(kernel.build({ invocations: 1, grid: [] })), name: 'std' });
    expect(header).toContain('namespace std_2 {');
    expect(header).toContain('    const float* my_cudaStream_t,\n    float* my_INT_MAX,\n');
  });
});
