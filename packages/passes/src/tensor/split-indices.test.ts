import { describe, expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, interpret, operandsOf, printProgram, shapesEqual, symbol } from '@einlay/ir';
import type { Extent, HostTensor, Operand, Scalar, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { disagreement } from '@einlay/ir/testing';
import * as fc from 'fast-check';
import { run } from '../run.ts';
import { simplifyReshapes } from './simplify-reshapes.ts';
import { splitIndices } from './split-indices.ts';

const t = symbol(BATCH);
const element = (position: number): Scalar => ({ kind: 'element', position });
const add = (left: Scalar, right: Scalar): Scalar => ({ kind: 'binary', operator: 'add', left, right });
const relu = (argument: Scalar): Scalar => ({ kind: 'unary', operator: 'relu', argument });

/** The nodes after the pass, as printed, without parameters. */
const split = (builder: ProgramBuilder): readonly string[] =>
  printProgram(run(splitIndices, builder.build()))
    .split('\n')
    .filter((line) => /^(v\d+|\w+_\d+|y|z|h):/.test(line));

/** y = (x·A regrouped from `made` to `wanted`, by `between`)·B, where A makes the first axis of `made` and the second is kept. */
function twoSteps(
  made: readonly [Extent, Extent],
  wanted: readonly [Extent, Extent],
  between: (builder: ProgramBuilder, value: ValueId) => ValueId = (_, value) => value,
): ProgramBuilder {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [t, 5, made[1]], 'f32');
  const A = builder.parameter('A', [5, made[0]], 'f32', { role: 'factor' });
  const B = builder.parameter('B', [wanted[0], 3], 'f32', { role: 'factor' });
  const first = builder.einsum(
    [
      { value: x, indices: ['t', 'k', 'b'] },
      { value: A, indices: ['k', 'a'] },
    ],
    ['t', 'a', 'b'],
  );
  const regrouped = builder.reshape(between(builder, first), [t, ...wanted]);
  const second = builder.einsum(
    [
      { value: regrouped, indices: ['t', 'c', 'd'] },
      { value: B, indices: ['c', 'o'] },
    ],
    ['t', 'o', 'd'],
    { name: 'y' },
  );
  builder.output('y', second);
  return builder;
}

test('both sides are cut where either is: the factors become views, and so does the output', () => {
  expect(split(twoSteps([4, 16], [16, 4]))).toEqual([
    'v3: f32[..., 5, 4, 4] = reshape x',
    'v4: f32[..., 4, 4, 4] = einsum[t, a, b, b2] v3[t, k, b, b2] * A[k, a]',
    'v5: f32[4, 4, 3] = reshape B',
    'y: f32[..., 3, 4] = einsum[t, o, d] v4[t, c, c2, d] * v5[c, c2, o]',
  ]);
  expect(split(twoSteps([6, 4], [2, 12]))).toEqual([
    'v3: f32[5, 2, 3] = reshape A',
    'v4: f32[..., 2, 3, 4] = einsum[t, a, a2, b] x[t, k, b] * v3[k, a, a2]',
    'y: f32[..., 3, 3, 4] = einsum[t, o, d, d2] v4[t, c, d, d2] * B[c, o]',
    'y_2: f32[..., 3, 12] = reshape y',
  ]);
});

test('groupings without a common refinement, and unknown extents, keep their reshape', () => {
  for (const builder of [twoSteps([4, 6], [6, 4]), twoSteps([symbol('n'), 6], [6, symbol('n')])]) {
    const program = builder.build();
    expect(run(splitIndices, program)).toBe(program);
  }
});

test('a map between is split as well, with views of what it reads and the value of an index put together', () => {
  const biased = (builder: ProgramBuilder, value: ValueId): ValueId => {
    const bias = builder.parameter('bias', [64], 'f32', { role: 'factor' });
    const flat = builder.reshape(value, [t, 64]);
    const indices = [
      { name: 't', extent: t },
      { name: 'f', extent: 64 },
    ];
    const operands = [
      { value: flat, indices: ['t', 'f'] },
      { value: bias, indices: ['f'] },
    ];
    const body = relu(add(add(element(0), element(1)), { kind: 'index', name: 'f' }));
    return builder.map(indices, operands, body, 'f32', { name: 'h' });
  };
  expect(split(twoSteps([4, 16], [16, 4], biased))).toEqual([
    'v3: f32[..., 5, 4, 4] = reshape x',
    'v4: f32[..., 4, 4, 4] = einsum[t, a, b, b2] v3[t, k, b, b2] * A[k, a]',
    'v6: f32[4, 4, 4] = reshape bias',
    'h: f32[..., 4, 4, 4] = map[t, f, f2, f3] relu(((v4[t, f, f2, f3] + v6[f, f2, f3]) + ((((f * extent(4)) + f2) * extent(4)) + f3)))',
    'v8: f32[4, 4, 3] = reshape B',
    'y: f32[..., 3, 4] = einsum[t, o, d] h[t, c, c2, d] * v8[c, c2, o]',
  ]);
});

test('what is read twice, or by a row kernel after pointwise work, keeps its reshape', () => {
  const twice = twoSteps([4, 16], [16, 4], (builder, value) => {
    builder.output('h', value);
    return value;
  }).build();
  expect(run(splitIndices, twice)).toBe(twice);

  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [4, 6], 'f32');
  const product = builder.einsum(
    [
      { value: x, indices: ['i', 'j'] },
      { value: x, indices: ['i', 'k'] },
    ],
    ['j', 'k'],
  );
  const flat = builder.reshape(product, [36]);
  const map = builder.map([{ name: 'i', extent: 36 }], [{ value: flat, indices: ['i'] }], relu(element(0)), 'f32');
  builder.output('y', builder.softmax(map, [0]));
  const program = builder.build();
  expect(run(splitIndices, program)).toBe(program);
});

test('an index that an operand has twice is split on both axes', () => {
  const builder = new ProgramBuilder('p');
  const x = builder.parameter('x', [3, 4], 'f32');
  const y = builder.parameter('y', [4, 3], 'f32');
  const D = builder.parameter('D', [6, 6], 'f32', { role: 'factor' });
  const product = builder.einsum(
    [
      { value: x, indices: ['a', 'b'] },
      { value: y, indices: ['b', 'a'] },
    ],
    ['a', 'b'],
  );
  const result = builder.einsum(
    [
      { value: builder.reshape(product, [6, 2]), indices: ['i', 'j'] },
      { value: D, indices: ['i', 'i'] },
    ],
    ['i', 'j'],
    { name: 'y' },
  );
  builder.output('y', result);
  expect(split(builder)).toEqual([
    'v3: f32[3, 2, 2] = reshape x',
    'v4: f32[2, 2, 3] = reshape y',
    'v5: f32[3, 2, 2] = einsum[a, b, b2] v3[a, b, b2] * v4[b, b2, a]',
    'v6: f32[3, 2, 3, 2] = reshape D',
    'y_2: f32[3, 2, 2] = einsum[i, i2, j] v5[i, i2, j] * v6[i, i2, i, i2]',
    'y_3: f32[6, 2] = reshape y_2',
  ]);
});

test('an index that its two axes would split differently gets the cuts of both', () => {
  const builder = new ProgramBuilder('p');
  const [x, y] = [builder.parameter('x', [2], 'f32'), builder.parameter('y', [8], 'f32')];
  const product = builder.einsum(
    [
      { value: x, indices: ['a'] },
      { value: y, indices: ['b'] },
    ],
    ['a', 'b'],
  );
  const square = { value: builder.reshape(product, [4, 4]), indices: ['i', 'i'] };
  builder.output('y', builder.einsum([square], ['i'], { name: 'z' }));
  expect(split(builder)).toEqual([
    'v2: f32[2, 2, 2] = reshape y',
    'v3: f32[2, 2, 2, 2] = einsum[a, b, b2, b3] x[a] * v2[b, b2, b3]',
    'z: f32[2, 2] = einsum[i, i2] v3[i, i2, i, i2]',
    'z_2: f32[4] = reshape z',
  ]);
});

/** Chains of einsums and maps over one flat axis, each grouping it as it likes, and an input for each parameter. */
const chains: fc.Arbitrary<{ program: TensorProgram; inputs: ReadonlyMap<string, HostTensor> }> = fc
  .record({
    flat: fc.constantFrom(8, 12, 16, 24),
    steps: fc.array(
      fc.record({
        kind: fc.constantFrom('einsum', 'einsum', 'map', 'diagonal', 'softmax'),
        cuts: fc.tuple(fc.nat(), fc.nat()),
        twice: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: 2, maxLength: 5 },
    ),
  })
  .map(({ flat, steps }) => chainOf(flat, steps));

interface Step {
  readonly kind: 'einsum' | 'map' | 'diagonal' | 'softmax';
  readonly cuts: readonly [number, number];
  readonly twice: number;
}

function chainOf(flat: number, steps: readonly Step[]) {
  const builder = new ProgramBuilder('chain');
  const inputs = new Map<string, HostTensor>();
  const tokens = 2;
  const parameter = (name: string, shape: readonly Extent[]): ValueId => {
    const sizes = shape.map((extent) => (typeof extent === 'number' ? extent : tokens));
    const count = sizes.reduce((all, size) => all * size, 1);
    const data = Float64Array.from({ length: count }, (_, at) => (((at * 37 + name.length + 5) % 7) - 3) / 4);
    inputs.set(name, { shape: sizes, data });
    return builder.parameter(name, shape, 'f32');
  };
  let value = parameter('x', [t, flat]);
  steps.forEach(({ kind, cuts, twice }, at) => {
    const outer = divisor(flat, cuts[0]);
    const shape = [outer, divisor(flat / outer, cuts[1])];
    shape.push(flat / (shape[0] as number) / (shape[1] as number));
    const grouped: Operand = { value: builder.reshape(value, [t, ...shape]), indices: ['t', 'a', 'b', 'c'] };
    if (kind === 'softmax') value = builder.softmax(grouped.value, [3]);
    else if (kind === 'map') {
      const indices = grouped.indices.map((name, axis) => ({ name, extent: [t, ...shape][axis] as Extent }));
      const bias: Operand = { value: parameter(`bias${at}`, [shape[1] as number]), indices: ['b'] };
      const body = relu(add(add(element(0), element(1)), { kind: 'index', name: 'b' }));
      value = builder.map(indices, [grouped, bias], body, 'f32');
    } else {
      const extents = kind === 'einsum' ? [shape[2], shape[2]] : [shape[1], shape[1], shape[2]];
      const factor = parameter(`factor${at}`, extents as number[]);
      const [indices, output] =
        kind === 'einsum'
          ? [
              ['c', 'd'],
              ['t', 'a', 'd', 'b'],
            ]
          : [
              ['b', 'b', 'c'],
              ['t', 'c', 'a', 'b'],
            ];
      value = builder.einsum([grouped, { value: factor, indices }], output);
    }
    value = builder.reshape(value, [t, flat]);
    if (twice === 5) builder.output(`out${at}`, value);
  });
  builder.output('y', value);
  return { program: builder.build(), inputs };
}

/** One of the divisors of `whole`. */
function divisor(whole: number, choice: number): number {
  const all = Array.from({ length: whole }, (_, at) => at + 1).filter((at) => whole % at === 0);
  return all[choice % all.length] as number;
}

describe('chains over one axis that every step groups differently', () => {
  /** Reshapes between einsums and maps that do more than drop axes of extent 1. */
  const reshapesBetween = ({ nodes }: TensorProgram): number =>
    nodes.filter((node) => {
      if (node.kind !== 'reshape') return false;
      const source = nodes[node.operand] as TensorNode;
      const readers = nodes.filter((reader) => operandsOf(reader).includes(node.id));
      const isLong = (extent: Extent): boolean => extent !== 1;
      return (
        [source, ...readers].every(({ kind }) => kind === 'einsum' || kind === 'map') &&
        readers.length > 0 &&
        !shapesEqual(source.shape.filter(isLong), node.shape.filter(isLong))
      );
    }).length;

  test('keep their meaning, with no more reshapes between nodes than before', () => {
    let fewer = 0;
    fc.assert(
      fc.property(chains, ({ program, inputs }) => {
        const before = run(simplifyReshapes, program);
        const after = run(splitIndices, before);
        expect(disagreement({ program, inputs }, interpret(after, inputs))).toBeUndefined();
        expect(reshapesBetween(after)).toBeLessThanOrEqual(reshapesBetween(before));
        if (reshapesBetween(after) < reshapesBetween(before)) fewer += 1;
      }),
      { numRuns: 500 },
    );
    expect(fewer).toBeGreaterThan(100);
  });
});
