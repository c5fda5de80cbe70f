import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { roundTo } from '../dtype.ts';
import type { FloatDType } from '../dtype.ts';
import { ProgramBuilder } from './build.ts';
import type { HostTensor } from './interpret.ts';
import type { TensorProgram } from './nodes.ts';
import { agrees, interpretWithTolerance } from './tolerance.ts';
import type { Bounded } from './tolerance.ts';

function dotProgram(length: number, dtype: FloatDType): TensorProgram {
  const builder = new ProgramBuilder('dot');
  const operands = ['a', 'b'].map((name) => ({ value: builder.parameter(name, [length], dtype), indices: ['i'] }));
  builder.output('y', builder.einsum(operands, []));
  return builder.build();
}

const inputsOf = (tensors: Readonly<Record<string, readonly number[]>>): ReadonlyMap<string, HostTensor> =>
  new Map(
    Object.entries(tensors).map(([name, data]) => [name, { shape: [data.length], data: Float64Array.from(data) }]),
  );

const resultOf = (program: TensorProgram, tensors: Readonly<Record<string, readonly number[]>>): Bounded =>
  interpretWithTolerance(program, inputsOf(tensors)).get('y') as Bounded;

describe('tolerance', () => {
  test.each(['f64', 'f32', 'f16', 'bf16'] as const)('covers a sum rounded after every step in %s', (dtype) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -2, max: 2, noNaN: true }), fc.double({ min: -2, max: 2, noNaN: true })), {
          minLength: 1,
          maxLength: 40,
        }),
        (pairs) => {
          const [a, b] = [pairs.map(([left]) => left), pairs.map(([, right]) => right)];
          const { value, tolerance } = resultOf(dotProgram(a.length, dtype), { a, b });
          let rounded = 0;
          a.forEach((left, at) => {
            const product = roundTo(dtype, roundTo(dtype, left) * roundTo(dtype, b[at] as number));
            rounded = roundTo(dtype, rounded + product);
          });
          expect(Math.abs(rounded - (value.data[0] as number))).toBeLessThanOrEqual(tolerance[0] as number);
        },
      ),
    );
  });

  test('is small enough to see one forgotten term', () => {
    const a = Array.from({ length: 1000 }, (_, at) => 1 + (at % 7) / 8);
    const { tolerance } = resultOf(dotProgram(1000, 'f32'), { a, b: a });
    expect(tolerance[0]).toBeLessThan(0.1);
    expect(tolerance[0]).toBeGreaterThan(0);
  });

  test('grows through a steep function', () => {
    const builder = new ProgramBuilder('exp');
    const x = builder.parameter('a', [1], 'f32');
    const body = { kind: 'unary', operator: 'exp', argument: { kind: 'element', position: 0 } } as const;
    const y = builder.map([{ name: 'i', extent: 1 }], [{ value: x, indices: ['i'] }], body, 'f32');
    builder.output('y', y);
    const at = (value: number): number => resultOf(builder.build(), { a: [value] }).tolerance[0] as number;
    const input = 20.1;
    const exact = Math.exp(input);
    expect(at(input)).toBeGreaterThan(Math.abs(Math.exp(Math.fround(input)) - exact));
    expect(at(input)).toBeLessThan(exact * 1e-4);
  });

  test('a comparison of numbers that rounding may swap allows either branch', () => {
    const builder = new ProgramBuilder('select');
    const x = builder.parameter('a', [1], 'f16');
    const element = { kind: 'element', position: 0 } as const;
    const y = builder.map(
      [{ name: 'i', extent: 1 }],
      [{ value: x, indices: ['i'] }],
      {
        kind: 'select',
        condition: { kind: 'binary', operator: 'less', left: element, right: { kind: 'literal', value: 0.1 } },
        whenTrue: { kind: 'literal', value: 5 },
        whenFalse: { kind: 'literal', value: -5 },
      },
      'f16',
    );
    builder.output('y', y);
    expect(resultOf(builder.build(), { a: [0.09999] }).tolerance[0]).toBeGreaterThan(10);
    expect(resultOf(builder.build(), { a: [0.2] }).tolerance[0]).toBeLessThan(0.1);
  });

  test('values beyond the range of the element type have no bound', () => {
    expect(resultOf(dotProgram(1, 'f16'), { a: [300], b: [300] }).tolerance[0]).toBe(Infinity);
  });
});

test('agreement of special values', () => {
  expect(agrees(NaN, NaN, 0)).toBe(true);
  expect(agrees(Infinity, Infinity, 0)).toBe(true);
  expect(agrees(Infinity, -Infinity, 1e300)).toBe(false);
  expect(agrees(NaN, 1, 1e300)).toBe(false);
  expect(agrees(1, 1.1, 0.05)).toBe(false);
});
