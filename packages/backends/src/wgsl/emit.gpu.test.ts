/** Emitted kernels on a real adapter, against the loop interpreter and the operators of the tensor interpreter. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { UNARY_OPERATORS, roundTo, symbol } from '@einlay/ir';
import type { ExtentBindings } from '@einlay/ir';
import {
  BINARY,
  KernelBuilder,
  UNARY,
  binary,
  broadcast,
  builtin,
  component,
  interpretLoops,
  lessThan,
  literal,
  load,
  plus,
  times,
  unary,
} from '@einlay/ir/loop';
import type { Kernel, Lanes } from '@einlay/ir/loop';
import { emitWgsl } from './emit.ts';
import { fromHalfBits, halfBits, openDevice, runEmission } from './testing/device.ts';
import type { TestDevice } from './testing/device.ts';
import { programOf } from './testing/kernels.ts';
import { randomKernels } from './testing/random-kernels.ts';

let opened: TestDevice;
beforeAll(async () => {
  opened = await openDevice('any');
});
afterAll(() => {
  opened.close();
});

/** What the only output of a kernel is after a run. */
async function run(
  kernel: Kernel,
  inputs: Readonly<Record<string, readonly number[]>>,
  extents: ExtentBindings = new Map(),
): Promise<readonly number[]> {
  const emission = emitWgsl(programOf(kernel), opened.target);
  if (!emission.ok) throw new Error(emission.diagnostics[0]?.message);
  const tensors = Object.entries(inputs).map(([name, data]) => {
    return [name, { shape: [data.length], data: Float64Array.from(data) }] as const;
  });
  const [result] = (await runEmission(opened.device, emission.value, new Map(tensors), extents)).values();
  return [...(result ?? [])];
}

test('random kernels agree with the interpreter', async () => {
  await fc.assert(
    fc.asyncProperty(randomKernels(), async ({ kernel, inputs, outputs, extents }) => {
      const program = programOf(kernel);
      const emission = emitWgsl(program, opened.target);
      if (!emission.ok) throw new Error(emission.diagnostics[0]?.message);
      const expected = interpretLoops(program, inputs, outputs, extents).get('y')?.data ?? new Float64Array();
      const found = (await runEmission(opened.device, emission.value, inputs, extents)).get('y') ?? new Float64Array();
      const wrong = [...expected.keys()].filter(
        (at) => !(Math.abs((expected[at] as number) - (found[at] as number)) < 1e-3),
      );
      expect([wrong, emission.value.kernels[0]?.code]).toEqual([[], emission.value.kernels[0]?.code]);
    }),
    { numRuns: 100 },
  );
}, 120_000);

/** Which results are off by more than `units` round-offs of their type, and not equal otherwise. */
function wrongOnes(
  type: 'f32' | 'f16',
  expected: readonly number[],
  found: readonly number[],
  units: number,
): readonly string[] {
  const unit = type === 'f32' ? 2 ** -24 : 2 ** -11;
  const smallest = type === 'f32' ? 2 ** -126 : 2 ** -14;
  return expected.flatMap((value, at) => {
    const [right, is] = [roundTo(type, value), found[at] as number];
    if (Object.is(is, right) || is === right) return [];
    const error = Math.abs(is - right);
    return error <= units * unit * Math.max(Math.abs(right), smallest) ? [] : [`${at}: ${is} for ${right}`];
  });
}

const LANES: readonly Lanes[] = [1, 4];

describe.each(['f32', 'f16'] as const)('operators of %s', (type) => {
  const xs = [
    ...[0.1, -0.3, 1, -1, 2.5, -2.5, 1e-3, -1e-3, 5, -5, 9, 30, 0.5, 0.7, 1.01, -0.9, 100, 300, 2000, 60000],
    ...[0, -0, Infinity, NaN],
  ].map((value) => roundTo(type, value));

  test.each(UNARY_OPERATORS.filter((each) => each !== 'not'))('%s', async (operator) => {
    for (const lanes of LANES) {
      const kernel = new KernelBuilder(operator);
      const x = kernel.bind('x', 'read', type, xs.length);
      const y = kernel.bind('y', 'write', type, xs.length);
      const at = times(builtin('invocation'), lanes);
      kernel.store(y, at, unary(operator, load(x, at, lanes)));
      const found = await run(kernel.build({ invocations: xs.length / lanes, grid: [] }), { x: xs });
      expect(wrongOnes(type, xs.map(UNARY[operator]), found, type === 'f32' ? 24 : 3)).toEqual([]);
    }
  });

  const pairs = xs.flatMap((left) =>
    [-3, -1, -0.5, 0, 0.5, 1, 3, 4, Infinity, NaN].map((right) => [left, right] as const),
  );

  test.each(['add', 'subtract', 'multiply', 'divide', 'max', 'min'] as const)('%s', async (operator) => {
    const found = await applyToPairs(operator, pairs);
    expect(
      wrongOnes(
        type,
        pairs.map(([left, right]) => BINARY[operator](left, right)),
        found,
        4,
      ),
    ).toEqual([]);
  });

  test('power', async () => {
    // Zeros and ones to infinite powers are matters of taste.
    const tame = pairs.filter(([, right]) => right !== Infinity);
    const found = await applyToPairs('power', tame);
    expect(
      wrongOnes(
        type,
        tame.map(([left, right]) => left ** right),
        found,
        type === 'f32' ? 64 : 3,
      ),
    ).toEqual([]);
  });

  test.each(['less', 'less-equal', 'greater', 'greater-equal', 'equal', 'not-equal'] as const)(
    '%s',
    async (operator) => {
      const kernel = new KernelBuilder(operator);
      const [left, right] = [
        kernel.bind('left', 'read', type, pairs.length),
        kernel.bind('right', 'read', type, pairs.length),
      ];
      const y = kernel.bind('y', 'write', 'bool', pairs.length);
      const at = times(builtin('workgroup'), 4);
      kernel.store(y, at, binary(operator, load(left, at, 4), load(right, at, 4)));
      const inputs = { left: pairs.map(([value]) => value), right: pairs.map(([, value]) => value) };
      const found = await run(kernel.build({ invocations: 1, grid: [{ extent: pairs.length, tile: 4 }] }), inputs);
      expect(found).toEqual(pairs.map(([a, b]) => BINARY[operator](a, b)));
    },
  );

  async function applyToPairs(
    operator: 'add' | 'subtract' | 'multiply' | 'divide' | 'max' | 'min' | 'power',
    operands: readonly (readonly [number, number])[],
  ): Promise<readonly number[]> {
    const kernel = new KernelBuilder(operator);
    const count = operands.length;
    const [left, right] = [kernel.bind('left', 'read', type, count), kernel.bind('right', 'read', type, count)];
    const y = kernel.bind('y', 'write', type, count);
    const at = builtin('workgroup');
    kernel.store(y, at, binary(operator, load(left, at), load(right, at)));
    const inputs = { left: operands.map(([value]) => value), right: operands.map(([, value]) => value) };
    return run(kernel.build({ invocations: 1, grid: [{ extent: count, tile: 1 }] }), inputs);
  }
});

test('numbers that no literal can say', async () => {
  const values = [Infinity, -Infinity, NaN, -0, 3.4028234663852886e38, 1e-40, -1.5];
  const kernel = new KernelBuilder('constants');
  const y = kernel.bind('y', 'write', 'f32', values.length);
  values.forEach((value, at) => {
    kernel.store(y, at, literal('f32', value));
  });
  const found = await run(kernel.build({ invocations: 1, grid: [] }), {});
  // The smallest numbers may be flushed to zero.
  expect(found.map((value) => (Math.abs(value) < 1e-38 && value !== 0 ? 0 : value))).toEqual(
    values.map((value) => (value === 1e-40 ? 0 : value)),
  );
});

test('more workgroups than one direction has', async () => {
  const kernel = new KernelBuilder('many');
  const y = kernel.bind('y', 'write', 'i32', symbol('n'));
  kernel.store(y, builtin('workgroup'), plus(builtin('workgroup'), 1));
  const n = 150_001;
  const built = kernel.build({ invocations: 1, grid: [{ extent: symbol('n'), tile: 1 }] });
  expect(await run(built, {}, new Map([['n', n]]))).toEqual(Array.from({ length: n }, (_, at) => at + 1));
});

describe('subgroups', () => {
  test.each(['add', 'max', 'min'] as const)('%s', async (operator) => {
    const size = opened.target.subgroupSizes.largest;
    const kernel = new KernelBuilder('together');
    const x = kernel.bind('x', 'read', 'f32', size * 8);
    const y = kernel.bind('y', 'write', 'f32', size * 8);
    const at = times(builtin('invocation'), 4);
    const total = kernel.let('total', { kind: 'subgroup', operator, argument: load(x, at, 4) });
    kernel.store(y, at, binary('add', total, broadcast(component(total, 0), 4)));
    const built = kernel.build({ invocations: 2 * size, subgroupSize: size, grid: [] });
    const data = Array.from({ length: size * 8 }, (_, each) => (each === 6 ? NaN : ((each * 7) % 11) - 4));
    const program = programOf(built);
    const inputs = new Map([['x', { shape: [data.length], data: Float64Array.from(data) }]]);
    const expected = interpretLoops(program, inputs, new Map([['y', [data.length]]]), new Map()).get('y')?.data ?? [];
    expect(await run(built, { x: data })).toEqual([...expected]);
  });

  test('tiles multiply', async () => {
    const shape = opened.target.subgroupMatrices.find(({ type, resultType }) => type === 'f16' && resultType === 'f32');
    if (!shape) throw new Error('this adapter multiplies no tiles');
    const { rows, columns, depth } = shape;
    const size = opened.target.subgroupSizes.largest;
    const kernel = new KernelBuilder('tiles');
    const a = kernel.bind('a', 'read', 'f16', rows * depth * 2);
    const b = kernel.bind('b', 'read', 'f16', depth * columns * 2);
    const c = kernel.bind('c', 'write', 'f32', rows * columns);
    const staged = kernel.memory('staged', 'workgroup', 'f16', rows * depth * 2);
    const left = kernel.tile('left', 'left', 'f16', rows, depth);
    const right = kernel.tile('right', 'right', 'f16', depth, columns);
    const sum = kernel.tile('sum', 'accumulator', 'f32', rows, columns);
    kernel.if(lessThan(builtin('invocation'), 1), () => {
      kernel.for('i', rows * depth * 2, (i) => {
        kernel.store(staged, i, load(a, i));
      });
    });
    kernel.barrier();
    kernel.append({ kind: 'tile-fill', tile: sum.id, value: 0 });
    kernel.for('k', 2, (k) => {
      const stride = literal('i32', 2 * depth);
      const at = times(k, depth);
      kernel.append({ kind: 'tile-load', tile: left.id, memory: staged.id, index: at, stride, order: 'row-major' });
      kernel.append({ kind: 'tile-load', tile: right.id, memory: b.id, index: at, stride, order: 'column-major' });
      kernel.append({ kind: 'tile-multiply', accumulator: sum.id, left: left.id, right: right.id });
    });
    const stride = literal('i32', columns);
    kernel.append({
      kind: 'tile-store',
      tile: sum.id,
      memory: c.id,
      index: literal('i32', 0),
      stride,
      order: 'row-major',
    });
    const built = kernel.build({ invocations: size, subgroupSize: size, grid: [] });
    const data = (length: number, step: number): number[] => Array.from({ length }, (_, at) => ((at * step) % 9) - 4);
    const inputs = { a: data(rows * depth * 2, 5), b: data(depth * columns * 2, 7) };
    const tensors = Object.entries(inputs).map(([name, each]) => {
      return [name, { shape: [each.length], data: Float64Array.from(each) }] as const;
    });
    const program = programOf(built);
    const outputs = new Map([['c', [rows, columns]]]);
    const expected = interpretLoops(program, new Map(tensors), outputs, new Map()).get('c')?.data ?? [];
    expect(await run(built, inputs)).toEqual([...expected]);
  });
});

test('half floats survive the way to a device', () => {
  for (let bits = 0; bits < 0x10000; bits += 7) {
    const value = fromHalfBits(bits);
    expect(Number.isNaN(value) ? 0x7e00 : halfBits(value)).toBe(Number.isNaN(value) ? 0x7e00 : bits);
  }
});
