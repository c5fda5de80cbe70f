import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { multiplyExtents, symbol } from '../extent.ts';
import { ProgramBuilder } from './build.ts';
import { InterpretError, erf, erfc, interpret } from './interpret.ts';
import type { HostTensor } from './interpret.ts';
import { BATCH } from './nodes.ts';
import type { ValueId } from './nodes.ts';

const tensor = (shape: readonly number[], data: readonly number[]): HostTensor => ({
  shape,
  data: Float64Array.from(data),
});

/** Builds a program of one result and runs it; operands are inputs named a, b, … */
function run(
  operands: readonly HostTensor[],
  make: (builder: ProgramBuilder, values: readonly ValueId[]) => ValueId,
): HostTensor {
  const builder = new ProgramBuilder('test');
  const names = operands.map((_, at) => String.fromCharCode(97 + at));
  const values = operands.map(({ shape }, at) => builder.parameter(names[at] as string, shape, 'f64'));
  builder.output('y', make(builder, values));
  const inputs = new Map(names.map((name, at) => [name, operands[at] as HostTensor]));
  return interpret(builder.build(), inputs).get('y') as HostTensor;
}

describe('einsum', () => {
  test('matrix product, worked by hand', () => {
    const y = run([tensor([2, 3], [1, 2, 3, 4, 5, 6]), tensor([3, 2], [7, 8, 9, 10, 11, 12])], (build, [a, b]) =>
      build.einsum(
        [
          { value: a as number, indices: ['i', 'j'] },
          { value: b as number, indices: ['j', 'k'] },
        ],
        ['i', 'k'],
      ),
    );
    expect([...y.data]).toEqual([58, 64, 139, 154]);
  });

  test('trace, diagonal, sum over nothing, and an empty product of extents', () => {
    const square = tensor([2, 2], [1, 2, 3, 4]);
    const on = (indices: string[], output: string[], operand = square): number[] => [
      ...run([operand], (build, [a]) => build.einsum([{ value: a as number, indices }], output)).data,
    ];
    expect(on(['i', 'i'], [])).toEqual([5]);
    expect(on(['i', 'i'], ['i'])).toEqual([1, 4]);
    expect(on(['i', 'j'], ['j', 'i'])).toEqual([1, 3, 2, 4]);
    expect(on(['i'], [], tensor([0], []))).toEqual([0]);
  });

  test('three operands sharing an index equal the sum written out', () => {
    const numbers = (count: number): fc.Arbitrary<number[]> =>
      fc.array(fc.integer({ min: -8, max: 8 }), { minLength: count, maxLength: count });
    fc.assert(
      fc.property(numbers(6), numbers(6), numbers(12), (a, b, c) => {
        const y = run([tensor([2, 3], a), tensor([3, 2], b), tensor([3, 2, 2], c)], (build, values) =>
          build.einsum(
            [
              { value: values[0] as number, indices: ['i', 'j'] },
              { value: values[1] as number, indices: ['j', 'k'] },
              { value: values[2] as number, indices: ['j', 'k', 'l'] },
            ],
            ['l', 'i'],
          ),
        );
        const expected: number[] = [];
        for (let l = 0; l < 2; l += 1)
          for (let i = 0; i < 2; i += 1) {
            let sum = 0;
            for (let j = 0; j < 3; j += 1)
              for (let k = 0; k < 2; k += 1)
                sum += (a[i * 3 + j] as number) * (b[j * 2 + k] as number) * (c[(j * 2 + k) * 2 + l] as number);
            expected.push(sum);
          }
        expect([...y.data].map((value) => value + 0)).toEqual(expected.map((value) => value + 0));
      }),
    );
  });
});

describe('other nodes', () => {
  const x = tensor([2, 3], [1, -2, 3, -4, 5, -6]);

  test('a map reads transposed operands, indices and extents', () => {
    const y = run([x], (build, [a]) =>
      build.map(
        [
          { name: 'j', extent: 3 },
          { name: 'i', extent: 2 },
        ],
        [{ value: a as number, indices: ['i', 'j'] }],
        {
          kind: 'select',
          condition: {
            kind: 'binary',
            operator: 'less',
            left: { kind: 'index', name: 'j' },
            right: { kind: 'index', name: 'i' },
          },
          whenTrue: { kind: 'extent', extent: 7 },
          whenFalse: { kind: 'element', position: 0 },
        },
        'f64',
      ),
    );
    expect(y).toEqual(tensor([3, 2], [1, 7, -2, 5, 3, -6]));
  });

  test.each([
    ['sum', [2, -5]],
    ['mean', [2 / 3, -5 / 3]],
    ['max', [3, 5]],
    ['min', [-2, -6]],
    ['product', [-6, 120]],
  ] as const)('%s over an axis', (reducer, expected) => {
    const y = run([x], (build, [a]) => build.reduce(reducer, { value: a as number, indices: ['i', 'j'] }, ['i']));
    expect([...y.data]).toEqual(expected);
  });

  test('softmax over one axis, with a masked element', () => {
    const y = run([tensor([1, 3], [Math.log(1), Math.log(3), -Infinity])], (build, [a]) =>
      build.softmax(a as number, [1]),
    );
    expect(y.data[0]).toBeCloseTo(0.25, 15);
    expect(y.data[1]).toBeCloseTo(0.75, 15);
    expect(y.data[2]).toBe(0);
  });

  test('layer norm along the first axis', () => {
    const y = run([tensor([2, 1], [1, 3])], (build, [a]) => build.layerNorm(a as number, [0], 0));
    expect([...y.data]).toEqual([-1, 1]);
  });

  test('a look-up in the middle of a table puts the axes of positions there', () => {
    const builder = new ProgramBuilder('test');
    const table = builder.parameter('table', [2, 3, 2], 'f64');
    const positions = builder.parameter('positions', [2], 'i32');
    builder.output('y', builder.lookup(table, positions, 1));
    const program = builder.build();
    const numbers = tensor([2, 3, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    const at = (rows: readonly number[]): HostTensor =>
      interpret(
        program,
        new Map([
          ['table', numbers],
          ['positions', tensor([2], rows)],
        ]),
      ).get('y') as HostTensor;
    expect(at([2, 0])).toEqual(tensor([2, 2, 2], [4, 5, 0, 1, 10, 11, 6, 7]));
    expect(() => at([3, 0])).toThrow(InterpretError);
    expect(() => at([0.5, 0])).toThrow(InterpretError);
  });

  test('erf: values of Abramowitz and Stegun, table 7.1', () => {
    expect(erf(0.5)).toBeCloseTo(0.5204998778, 10);
    expect(erf(1)).toBeCloseTo(0.8427007929, 10);
    expect(erf(-2)).toBeCloseTo(-0.995322265, 9);
    expect(erf(7)).toBe(1);
    expect(erfc(2) / 0.004677734981047266).toBeCloseTo(1, 14);
    expect(erfc(3) / 2.209049699858544e-5).toBeCloseTo(1, 14);
    expect(erfc(1) + erf(1)).toBeCloseTo(1, 15);
    expect(erfc(-1)).toBeCloseTo(1.8427007929, 10);
    expect(erf(0)).toBe(0);
  });
});

describe('symbols', () => {
  const program = (() => {
    const builder = new ProgramBuilder('test');
    const x = builder.parameter('x', [symbol(BATCH), 6], 'f64');
    const y = builder.parameter('y', [multiplyExtents([symbol(BATCH), symbol('t')])], 'f64');
    builder.output('x', builder.reshape(x, [symbol(BATCH), 2, 3]));
    builder.output('y', y);
    return builder.build();
  })();
  const inputs = (batch: number, long: number): ReadonlyMap<string, HostTensor> =>
    new Map([
      ['x', tensor([batch, 6], new Array<number>(batch * 6).fill(1))],
      ['y', tensor([long], new Array<number>(long).fill(2))],
    ]);

  test('are bound by the tensors, also through a product', () => {
    expect(interpret(program, inputs(4, 12)).get('x')?.shape).toEqual([4, 2, 3]);
  });

  test('a tensor that fits no value is refused by name', () => {
    expect(() => interpret(program, inputs(4, 13))).toThrow(/y must have shape/);
    expect(() => interpret(program, new Map())).toThrow(/no tensor for x/);
  });
});
