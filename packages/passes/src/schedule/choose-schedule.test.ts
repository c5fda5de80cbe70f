import { describe, expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, symbol } from '@einlay/ir';
import type { Scalar, TensorProgram, ValueId } from '@einlay/ir';
import { chooseSchedule, scheduleCandidates } from './choose-schedule.ts';
import type { KernelTarget } from './choose-schedule.ts';

const target = { workgroupBytes: 16384, invocations: 256, buffers: 8 };

/** Products one after the other, from `widths[0]` features in to the last of them out. */
function chain(widths: readonly number[]): TensorProgram {
  const builder = new ProgramBuilder('chain');
  let value: ValueId = builder.parameter('x', [symbol(BATCH), widths[0] as number], 'f32');
  widths.slice(1).forEach((width, at) => {
    const factor = builder.parameter(`A${at}`, [widths[at] as number, width], 'f32', { role: 'factor' });
    const operands = [
      { value, indices: ['t', 'i'] },
      { value: factor, indices: ['i', 'o'] },
    ];
    value = builder.einsum(operands, ['t', 'o'], { name: `p${at}` });
  });
  builder.output('y', value);
  return builder.build();
}

/** The contractions of each kernel. */
const kernels = (program: TensorProgram): readonly (readonly string[])[] =>
  chooseSchedule(program, target).kernels.map((kernel) =>
    kernel.kind === 'contractions' ? kernel.stages.map(({ einsum }) => einsum) : [],
  );

test('what lies between two products stays inside when it is small', () => {
  expect(kernels(chain([256, 16, 256]))).toEqual([['p0', 'p1']]);
});

test('a chain is cut where all its kernels together are cheapest, not where the first stops paying off', () => {
  // The first 64 features could stay in the kernel that makes them, and it would have few rows for what it reads.
  expect(kernels(chain([256, 1024, 64, 64, 1024]))).toEqual([['p0'], ['p1'], ['p2', 'p3']]);
  expect(kernels(chain([128, 256, 16, 512]))).toEqual([['p0'], ['p1', 'p2']]);
});

/** Rows times the rows of another matrix. */
function scores(extent: number, depth: number): TensorProgram {
  const builder = new ProgramBuilder('scores');
  const operands = ['x', 'z'].map((name, at) => ({
    value: builder.parameter(name, [extent, depth], 'f32'),
    indices: [at === 0 ? 'i' : 'j', 'k'],
  }));
  builder.output('y', builder.einsum(operands, ['i', 'j'], { name: 'y' }));
  return builder.build();
}

describe('staging', () => {
  test('of both operands of a large product, since neither is read across as it lies', () => {
    const [kernel] = chooseSchedule(scores(1024, 512), target).kernels;
    expect(kernel).toMatchObject({ stages: [{ staged: ['left', 'right'] }], chunk: { index: 'k' }, prefetch: true });
  });

  test('is no use where what is summed cannot be cut and is too large', () => {
    const [kernel] = chooseSchedule(scores(1024, 509), target).kernels;
    expect(kernel).toMatchObject({ stages: [{ einsum: 'y' }] });
    expect(kernel).not.toHaveProperty('chunk');
    expect(kernel).not.toHaveProperty('stages[0].staged');
  });

  test('is without reading ahead on a processor, which does one thing after the other', () => {
    const [kernel] = chooseSchedule(scores(1024, 512), { ...target, kind: 'processor' }).kernels;
    expect(kernel).toMatchObject({ stages: [{ micro: [16, 8] }] });
    expect(kernel).not.toHaveProperty('prefetch');
  });
});

test('a view of a factor is there before the first product, wherever the program makes it', () => {
  const builder = new ProgramBuilder('biased');
  const x = builder.parameter('x', [symbol(BATCH), 8, 4], 'f32');
  const A = builder.parameter('A', [4, 4], 'f32', { role: 'factor' });
  const bias = builder.parameter('bias', [32], 'f32', { role: 'factor' });
  const operands = [
    { value: x, indices: ['t', 'g', 'i'] },
    { value: A, indices: ['i', 'o'] },
  ];
  const product = builder.einsum(operands, ['t', 'g', 'o'], { name: 'product' });
  const indices = [
    { name: 't', extent: symbol(BATCH) },
    { name: 'g', extent: 8 },
    { name: 'o', extent: 4 },
  ];
  const read = [
    { value: product, indices: ['t', 'g', 'o'] },
    { value: builder.reshape(bias, [8, 4]), indices: ['g', 'o'] },
  ];
  const [left, right] = [0, 1].map((position): Scalar => ({ kind: 'element', position })) as [Scalar, Scalar];
  builder.output(
    'y',
    builder.map(indices, read, { kind: 'binary', operator: 'add', left, right }, 'f32', { name: 'y' }),
  );
  const [only, ...others] = chooseSchedule(builder.build(), target).kernels;
  expect(only).toMatchObject({ kind: 'contractions', stages: [{ einsum: 'product', epilogue: 'y' }] });
  expect(others).toEqual([]);
});

describe('factors in registers', () => {
  /** Blocks of 16 features to 16, regrouped, and blocks of 16 to 16 again. */
  function blocks(count: number): TensorProgram {
    const builder = new ProgramBuilder('blocks');
    const x = builder.parameter('x', [symbol(BATCH), count, 16], 'f32');
    const A = builder.parameter('A', [count, 16, 16], 'f32', { role: 'factor' });
    const B = builder.parameter('B', [16, count, 16], 'f32', { role: 'factor' });
    const first = [
      { value: x, indices: ['t', 'g', 'a'] },
      { value: A, indices: ['g', 'a', 'p'] },
    ];
    const z = builder.einsum(first, ['t', 'p', 'g'], { name: 'z' });
    const second = [
      { value: z, indices: ['t', 'p', 'g'] },
      { value: B, indices: ['p', 'g', 'e'] },
    ];
    builder.output('y', builder.einsum(second, ['t', 'p', 'e'], { name: 'y' }));
    return builder.build();
  }
  const large = { workgroupBytes: 49152, invocations: 1024, buffers: 16, subgroup: 32 };
  const kindsFor = (count: number, device: KernelTarget): readonly string[] =>
    chooseSchedule(blocks(count), device).kernels.map(({ kind }) => kind);

  test('where subgroups exchange sums and there are registers for all', () => {
    expect(kindsFor(16, large)).toEqual(['held']);
    const [kernel] = chooseSchedule(blocks(16), large).kernels;
    expect(kernel).toMatchObject({
      stages: [
        { einsum: 'z', left: 0 },
        { einsum: 'y', left: 0 },
      ],
      subgroup: 32,
    });
  });

  test('are tried with more and fewer workgroups, and beside kernels that do not hold them', () => {
    const tried = scheduleCandidates(blocks(16), large).flatMap(({ kernels }) => kernels);
    const counts = tried.flatMap((kernel) => (kernel.kind === 'held' ? [kernel.workgroups] : []));
    const [chosen = 0] = counts;
    expect(counts).toEqual([chosen, chosen / 4, chosen / 2, chosen * 2]);
    expect(tried.some(({ kind }) => kind === 'contractions')).toBe(true);
  });

  test('not elsewhere', () => {
    const unknown = { workgroupBytes: 49152, invocations: 1024, buffers: 16 };
    expect([kindsFor(16, unknown), kindsFor(16, { ...large, invocations: 256 })]).not.toContainEqual(['held']);
    // 128 matrices of 16 × 16 twice: more than registers take.
    expect(kindsFor(128, large)).not.toContain('held');
  });
});
