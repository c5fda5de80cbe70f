import { describe, expect, test } from '@jest/globals';
import { ProgramBuilder, printProgram, scalarParts } from '@einlay/ir';
import type { BinaryOperator, DType, Scalar, TensorProgram, UnaryOperator, ValueId } from '@einlay/ir';
import { run } from '../run.ts';
import { fusePointwise } from './fuse-pointwise.ts';

const element = (position: number): Scalar => ({ kind: 'element', position });
const literal = (value: number): Scalar => ({ kind: 'literal', value });
const unary = (operator: UnaryOperator, argument: Scalar): Scalar => ({ kind: 'unary', operator, argument });
const binary = (operator: BinaryOperator, left: Scalar, right: Scalar): Scalar => ({
  kind: 'binary',
  operator,
  left,
  right,
});

/** A map over one index of extent 4 that all operands carry. */
const pointwise = (builder: ProgramBuilder, values: readonly ValueId[], body: Scalar, dtype: DType = 'f32'): ValueId =>
  builder.map(
    [{ name: 'i', extent: 4 }],
    values.map((value) => ({ value, indices: ['i'] })),
    body,
    dtype,
  );

/** The lines of nodes that are not parameters. */
const fusedLines = (build: (builder: ProgramBuilder) => void): readonly string[] => {
  const builder = new ProgramBuilder('p');
  build(builder);
  return printProgram(run(fusePointwise, builder.build()))
    .split('\n')
    .filter((line) => /^(v\d+:|output)/.test(line));
};

describe('fusePointwise', () => {
  test('joins a chain, in the index names of the last map', () => {
    const lines = fusedLines((builder) => {
      const x = builder.parameter('x', [2, 4], 'f32');
      const bias = builder.parameter('bias', [4], 'f32', { role: 'factor' });
      const [i, j] = [
        { name: 'i', extent: 2 },
        { name: 'j', extent: 4 },
      ];
      const sum = builder.map(
        [i, j],
        [
          { value: x, indices: ['i', 'j'] },
          { value: bias, indices: ['j'] },
        ],
        binary('add', element(0), element(1)),
        'f32',
      );
      const body = binary('multiply', unary('gelu', element(0)), { kind: 'index', name: 'i' });
      builder.output(
        'y',
        builder.map(
          [
            { ...j, name: 'i' },
            { ...i, name: 'j' },
          ],
          [{ value: sum, indices: ['j', 'i'] }],
          body,
          'f32',
        ),
      );
    });
    expect(lines).toEqual(['v2: f32[4, 2] = map[i, j] (gelu((x[j, i] + bias[i])) * i)', 'output y[4, 2] = v2']);
  });

  test('takes in products without a sum and constants of one number', () => {
    const lines = fusedLines((builder) => {
      const x = builder.parameter('x', [4], 'f32');
      const square = builder.einsum(
        [
          { value: x, indices: ['k'] },
          { value: x, indices: ['k'] },
        ],
        ['k'],
      );
      const half = builder.constant([4], 'f32', [0.5, 0.5, 0.5, 0.5]);
      builder.output('y', pointwise(builder, [square, half], binary('add', element(0), element(1))));
    });
    expect(lines).toEqual(['v1: f32[4] = map[i] ((x[i] * x[i]) + 0.5)', 'output y[4] = v1']);
  });

  test('does not compute what is costly again for every place of a longer reader', () => {
    const broadcast = (operator: UnaryOperator): readonly string[] =>
      fusedLines((builder) => {
        const x = builder.parameter('x', [4], 'f32');
        const row = pointwise(builder, [x], unary(operator, element(0)));
        const indices = [
          { name: 'b', extent: 9 },
          { name: 'i', extent: 4 },
        ];
        const body = binary('add', element(0), { kind: 'index', name: 'b' });
        builder.output('y', builder.map(indices, [{ value: row, indices: ['i'] }], body, 'f32'));
      });
    expect(broadcast('exp')).toEqual([
      'v1: f32[4] = map[i] exp(x[i])',
      'v2: f32[9, 4] = map[b, i] (v1[i] + b)',
      'output y[9, 4] = v2',
    ]);
    expect(broadcast('relu')).toEqual(['v1: f32[9, 4] = map[b, i] (relu(x[i]) + b)', 'output y[9, 4] = v1']);
  });

  test('goes into several readers only when it is cheap and reads one tensor', () => {
    const twice = (body: Scalar): readonly string[] =>
      fusedLines((builder) => {
        const x = builder.parameter('x', [4], 'f32');
        const w = builder.parameter('w', [4], 'f32');
        const shared = pointwise(builder, [x, w], body);
        builder.output('a', pointwise(builder, [shared], unary('exp', element(0))));
        builder.output('b', pointwise(builder, [shared], unary('sin', element(0))));
      }).slice(0, -2);
    expect(twice(binary('add', element(0), literal(2)))).toEqual([
      'v2: f32[4] = map[i] exp((x[i] + 2))',
      'v3: f32[4] = map[i] sin((x[i] + 2))',
    ]);
    expect(twice(unary('exp', element(0)))).toHaveLength(3);
    expect(twice(binary('add', element(0), element(1)))).toHaveLength(3);
  });

  test('leaves rounding between element types where it was', () => {
    const lines = fusedLines((builder) => {
      const x = builder.parameter('x', [4], 'f32');
      const short = pointwise(builder, [x], unary('relu', element(0)), 'f16');
      builder.output('y', pointwise(builder, [short], unary('negate', element(0)), 'f32'));
    });
    expect(lines).toHaveLength(3);
  });

  test('removes a map that returns its operand', () => {
    const lines = fusedLines((builder) => {
      const x = builder.parameter('x', [4], 'f32');
      builder.output('y', pointwise(builder, [x], binary('multiply', literal(1), element(0))));
    });
    expect(lines).toEqual(['output y[4] = x']);
  });

  test('counts the readers of a map that returns its operand as readers of the operand', () => {
    const lines = fusedLines((builder) => {
      const x = builder.parameter('x', [4], 'f32');
      const costly = pointwise(builder, [x], unary('exp', element(0)));
      const same = pointwise(builder, [costly], element(0));
      builder.output('a', pointwise(builder, [same], unary('negate', element(0))));
      builder.output('b', pointwise(builder, [same], unary('abs', element(0))));
    });
    expect(lines.slice(0, -2)).toEqual([
      'v1: f32[4] = map[i] exp(x[i])',
      'v2: f32[4] = map[i] negate(v1[i])',
      'v3: f32[4] = map[i] abs(v1[i])',
    ]);
  });

  test('a chain of squares stops growing', () => {
    const builder = new ProgramBuilder('p');
    let value = builder.parameter('x', [4], 'f32');
    for (let step = 0; step < 30; step += 1)
      value = pointwise(builder, [value], binary('multiply', element(0), element(0)));
    builder.output('y', value);
    const { nodes } = run(fusePointwise, builder.build());
    for (const node of nodes) if (node.kind === 'map') expect(scalarParts(node.body).length).toBeLessThan(65);
  });
});

describe('bodies', () => {
  const bodyOf = (body: Scalar): string => {
    const builder = new ProgramBuilder('p');
    const x = builder.parameter('x', [4], 'f32');
    const unread = builder.parameter('unread', [4], 'f32');
    builder.output('y', pointwise(builder, [unread, x, x], body));
    const program: TensorProgram = run(fusePointwise, builder.build());
    return /map\[i\] (.*)/.exec(printProgram(program))?.[1] ?? 'no map';
  };
  const [x, y] = [element(1), element(2)];

  test.each([
    [
      'numbers are computed',
      binary('add', x, binary('power', literal(2), unary('negate', literal(3)))),
      '(x[i] + 0.125)',
    ],
    [
      '1 is no factor, divisor or exponent',
      binary('divide', binary('power', unary('exp', x), literal(1)), literal(1)),
      'exp(x[i])',
    ],
    ['0 is nothing to subtract', unary('exp', binary('subtract', x, literal(0))), 'exp(x[i])'],
    ['but adding 0 turns −0 into 0', binary('add', x, literal(0)), '(x[i] + 0)'],
    ['and 0 times infinity is no 0', binary('multiply', x, literal(0)), '(x[i] * 0)'],
    ['two negations cancel', unary('exp', unary('negate', unary('negate', x))), 'exp(x[i])'],
    [
      'a known condition chooses',
      { kind: 'select', condition: binary('less', literal(1), literal(2)), whenTrue: unary('exp', x), whenFalse: x },
      'exp(x[i])',
    ],
    ['known extents are numbers', binary('divide', x, { kind: 'extent', extent: 4 }), '(x[i] / 4)'],
    [
      'truth values are not numbers',
      {
        kind: 'select',
        condition: binary('and', binary('less', literal(1), literal(2)), binary('less', x, y)),
        whenTrue: x,
        whenFalse: literal(0),
      },
      'where(((1 < 2) and (x[i] < x[i])), x[i], 0)',
    ],
  ] satisfies [string, Scalar, string][])('%s', (_, body, expected) => {
    expect(bodyOf(body)).toBe(expected);
  });

  test('equal parts are one object, operands are read once', () => {
    const builder = new ProgramBuilder('p');
    const value = builder.parameter('x', [4], 'f32');
    const body = binary('multiply', unary('exp', element(0)), unary('exp', element(1)));
    builder.output('y', pointwise(builder, [value, value], body));
    const [, map] = run(fusePointwise, builder.build()).nodes;
    expect(map).toMatchObject({ operands: [{ value: 0, indices: ['i'] }], body: { operator: 'multiply' } });
    const { left, right } = (map as unknown as { body: { left: Scalar; right: Scalar } }).body;
    expect(left).toBe(right);
  });
});
