import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { BATCH, ProgramBuilder, equationProgram, interpret, symbol } from '@einlay/ir';
import type { DType, HostTensor, TensorProgram } from '@einlay/ir';
import { disagreement, einsumPrograms, programs } from '@einlay/ir/testing';
import type { ProgramCase } from '@einlay/ir/testing';
import { emitOnnx } from './emit.ts';
import type { OnnxEmission, OnnxOptions } from './emit.ts';
import { checkModel } from './testing/check-model.ts';
import { runModel } from './testing/run-model.ts';

function emitted(program: TensorProgram, options?: OnnxOptions): OnnxEmission {
  const result = emitOnnx(program, options);
  if (!result.ok) throw new Error(result.diagnostics.map(({ message }) => message).join('\n'));
  return result.value;
}

/** What is wrong with the model and the subgraph of a program; undefined when nothing is. */
async function problemOf({ program, inputs }: Pick<ProgramCase, 'program' | 'inputs'>): Promise<string | undefined> {
  const { model, subgraph, signature } = emitted(program);
  for (const bytes of [model, subgraph]) {
    const [problem] = checkModel(bytes);
    if (problem !== undefined) return problem;
    const wrong = disagreement({ program, inputs }, await runModel(bytes, program, signature, inputs));
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

const counted = (shape: readonly number[], step = 1): HostTensor => {
  const elements = shape.reduce((all, extent) => all * extent, 1);
  return { shape, data: Float64Array.from({ length: elements }, (_, at) => (((at * step) % 7) - 3) / 4) };
};

/** An einsum of parameters `operand0` … and inputs for them. */
function equation(text: string, shapes: readonly (readonly number[])[], dtype: 'f32' | 'f64' = 'f32') {
  const program = equationProgram(text, shapes, dtype);
  if (!program.ok) throw new Error(program.diagnostics[0]?.message);
  const inputs = new Map(shapes.map((shape, at) => [`operand${at}`, counted(shape, at + 1)]));
  return { program: program.value, inputs };
}

const t = symbol(BATCH);

/** x[t, (g a)] · A[g, a, p, r] · B[p, g, r, e]. */
function btt({ g, a, p, r, e }: Record<'g' | 'a' | 'p' | 'r' | 'e', number>, dtype: DType = 'f32'): TensorProgram {
  const builder = new ProgramBuilder('btt', 'Two factors.');
  const x = builder.parameter('x', [t, g * a], dtype);
  const A = builder.parameter('A', [g, a, p, r], dtype, { role: 'factor' });
  const B = builder.parameter('B', [p, g, r, e], dtype, { role: 'factor' });
  const split = builder.reshape(x, [t, g, a]);
  const z = builder.einsum(
    [
      { value: split, indices: ['t', 'g', 'a'] },
      { value: A, indices: ['g', 'a', 'p', 'r'] },
    ],
    ['t', 'g', 'p', 'r'],
  );
  const y = builder.einsum(
    [
      { value: z, indices: ['t', 'g', 'p', 'r'] },
      { value: B, indices: ['p', 'g', 'r', 'e'] },
    ],
    ['t', 'p', 'e'],
  );
  builder.output('y', builder.reshape(y, [t, p * e]));
  return builder.build();
}

const SIZES = { g: 3, a: 4, p: 5, r: 2, e: 6 };
const bttInputs = (tokens: number): ReadonlyMap<string, HostTensor> =>
  new Map([
    ['x', counted([tokens, 12])],
    ['A', counted([3, 4, 5, 2], 2)],
    ['B', counted([5, 3, 2, 6], 3)],
  ]);

describe('emitOnnx agrees with the interpreter', () => {
  test.each([
    ['f32 and f64', programs()],
    ['einsums of many operands', einsumPrograms()],
    ['f16', programs({ dtypes: ['f16'] })],
    ['bf16', programs({ dtypes: ['bf16'] })],
    ['all types together', programs({ dtypes: ['f64', 'f32', 'f16', 'bf16'] })],
  ])(
    'on random programs: %s',
    async (_, arbitrary) => {
      await fc.assert(
        fc.asyncProperty(arbitrary, async (random) => {
          expect(await problemOf(random)).toBeUndefined();
        }),
        { numRuns: 100 },
      );
    },
    120_000,
  );

  test.each([
    [
      'matrix product',
      'ij,jk->ik',
      [
        [3, 4],
        [4, 5],
      ],
    ],
    [
      'batched',
      'bij,bjk->bik',
      [
        [2, 3, 4],
        [2, 4, 5],
      ],
    ],
    [
      'batch last',
      'ijb,jkb->ikb',
      [
        [3, 4, 2],
        [4, 5, 2],
      ],
    ],
    [
      'everything permuted',
      'kbj,jib->ikb',
      [
        [5, 2, 4],
        [4, 3, 2],
      ],
    ],
    ['outer product', 'i,j->ji', [[3], [4]]],
    ['scalars', ',->', [[], []]],
    ['inner product', 'i,i->', [[5], [5]]],
    ['diagonal', 'ii->i', [[4, 4]]],
    ['trace', 'ii->', [[4, 4]]],
    ['diagonal of three axes', 'iii->i', [[3, 3, 3]]],
    ['two diagonals', 'ijij->ji', [[2, 3, 2, 3]]],
    [
      'hyperedge',
      'ij,ik,il->jkl',
      [
        [3, 2],
        [3, 4],
        [3, 5],
      ],
    ],
    [
      'broadcast',
      '...ij,...jk->...ik',
      [
        [2, 1, 3, 4],
        [5, 4, 2],
      ],
    ],
    [
      'nothing to sum',
      'ij,ij->ij',
      [
        [3, 4],
        [3, 4],
      ],
    ],
    [
      'summed in one operand',
      'ijk,jl->l',
      [
        [2, 3, 4],
        [3, 5],
      ],
    ],
    [
      'an empty sum',
      'ij,jk->ik',
      [
        [2, 0],
        [0, 3],
      ],
    ],
    [
      'an empty result',
      'ij,jk->ik',
      [
        [0, 2],
        [2, 3],
      ],
    ],
    [
      'extents of one',
      'ij,jk->ik',
      [
        [1, 4],
        [4, 1],
      ],
    ],
    [
      'several axes in each group',
      'abij,jicd->badc',
      [
        [2, 3, 4, 5],
        [5, 4, 2, 3],
      ],
    ],
  ] as const)('%s', async (_, text, shapes) => {
    expect(await problemOf(equation(text, shapes))).toBeUndefined();
    expect(await problemOf(equation(text, shapes, 'f64'))).toBeUndefined();
  });

  test.each([0, 1, 7])('on a structured layer of %d tokens', async (tokens) => {
    const inputs = bttInputs(tokens);
    expect(await problemOf({ program: btt(SIZES), inputs })).toBeUndefined();
  });

  test('when an unknown extent is both outermost in a product and 0', async () => {
    // Sums over no tokens; a fused transpose of such an operand would end the process.
    const builder = new ProgramBuilder('gram');
    const x = builder.parameter('x', [t, 3, 4], 'f32');
    const gram = builder.einsum(
      [
        { value: x, indices: ['t', 'g', 'i'] },
        { value: x, indices: ['t', 'g', 'j'] },
      ],
      ['g', 'i', 'j'],
    );
    builder.output('y', gram);
    const program = builder.build();
    for (const tokens of [0, 5]) {
      const inputs = new Map([['x', counted([tokens, 3, 4])]]);
      expect(await problemOf({ program, inputs })).toBeUndefined();
    }
  });

  test.each([
    ['ibk', 'bkj', 'bij'],
    ['bik', 'bjk', 'bij'],
    ['kbi', 'jbk', 'bij'],
    ['ik', 'jk', 'ij'],
    ['aik', 'jk', 'aij'],
    ['ki', 'kj', 'ij'],
  ])('when products sum over an unknown extent: %s, %s -> %s', async (left, right, output) => {
    const builder = new ProgramBuilder('sum');
    const extents = new Map([...['a', 'b', 'i', 'j'].map((index, at) => [index, at + 2] as const)]);
    const shape = (indices: string) => indices.split('').map((index) => extents.get(index) ?? t);
    const operands = [left, right].map((indices, at) => ({
      value: builder.parameter(`x${at}`, shape(indices), 'f32'),
      indices: indices.split(''),
    }));
    builder.output('y', builder.einsum(operands, output.split('')));
    const program = builder.build();
    const { model, signature } = emitted(program);
    // A product over nothing shows what was in its memory before, so another one comes first.
    for (const tokens of [7, 0, 7, 0]) {
      const sized = (indices: string) => counted(indices.split('').map((index) => extents.get(index) ?? tokens));
      const inputs = new Map([left, right].map((indices, at) => [`x${at}`, sized(indices)]));
      expect(disagreement({ program, inputs }, await runModel(model, program, signature, inputs))).toBeUndefined();
    }
  });

  test.each(['sum', 'mean', 'max', 'min', 'product'] as const)(
    'on the %s of unknown extents, 0 too',
    async (reducer) => {
      const builder = new ProgramBuilder(reducer);
      const x = builder.parameter('x', [t, 3, 2], 'f32');
      builder.output('y', builder.reduce(reducer, { value: x, indices: ['t', 'i', 'j'] }, ['j']));
      const program = builder.build();
      for (const tokens of [0, 4])
        expect(await problemOf({ program, inputs: new Map([['x', counted([tokens, 3, 2])]]) })).toBeUndefined();
    },
  );

  test('in f64, where ONNX Runtime lacks erf and gelu', async () => {
    const numbers = [-1, -0.5, -0.46875, 0, 1e-9, 0.3, 0.47, 2, 5, 40];
    for (const operator of ['erf', 'gelu', 'gelu_tanh', 'sigmoid', 'silu'] as const) {
      const data = Float64Array.from(operator === 'erf' ? [-40, -6.5, -3, -2, ...numbers] : numbers);
      const builder = new ProgramBuilder(operator);
      const x = builder.parameter('x', [data.length], 'f64');
      const value = builder.map(
        [{ name: 'i', extent: data.length }],
        [{ value: x, indices: ['i'] }],
        { kind: 'unary', operator, argument: { kind: 'element', position: 0 } },
        'f64',
      );
      builder.output('y', value);
      const inputs = new Map([['x', { shape: [data.length], data }]]);
      expect(await problemOf({ program: builder.build(), inputs })).toBeUndefined();
    }
  });
});

describe('emitOnnx', () => {
  test('gives the same bytes for the same program', () => {
    const [first, second] = [emitted(btt(SIZES)), emitted(btt(SIZES))];
    expect(Buffer.from(first.model).equals(Buffer.from(second.model))).toBe(true);
    expect(Buffer.from(first.subgraph).equals(Buffer.from(second.subgraph))).toBe(true);
    expect(first.text).toBe(second.text);
  });

  test('keeps names that ONNX allows and replaces the others, without making two alike', async () => {
    const builder = new ProgramBuilder('résumé');
    const names = ['φ', 'ψ', '1x', 'transpose', '_'];
    const values = names.map((name) => builder.parameter(name, [2], 'f32'));
    values.forEach((value, at) => {
      builder.output(`${names[at] ?? ''}'`, value);
    });
    const program = builder.build();
    const { signature, model } = emitted(program);
    const legal = [...signature.inputs.values(), ...signature.outputs.values()];
    expect(signature.inputs.get('transpose')).toBe('transpose');
    expect(new Set(legal).size).toBe(10);
    expect(checkModel(model)).toEqual([]);
    const inputs = new Map(names.map((name, at) => [name, counted([2], at + 1)]));
    expect(await problemOf({ program, inputs })).toBeUndefined();
  });

  test('hands out one value under two names', async () => {
    const builder = new ProgramBuilder('twice');
    const x = builder.parameter('x', [2, 3], 'f32');
    const sum = builder.reduce('sum', { value: x, indices: ['i', 'j'] }, ['i']);
    builder.output('a', sum);
    builder.output('b', sum);
    builder.output('c', x);
    const inputs = new Map([['x', counted([2, 3])]]);
    expect(await problemOf({ program: builder.build(), inputs })).toBeUndefined();
  });

  test('stores weights in the model when they are given', async () => {
    const program = btt(SIZES);
    const inputs = bttInputs(4);
    const weights = new Map(['A', 'B'].map((name) => [name, (inputs.get(name) as HostTensor).data]));
    const { model, signature } = emitted(program, { weights });
    expect([...signature.inputs.keys()]).toEqual(['x']);
    expect(checkModel(model)).toEqual([]);
    const outputs = await runModel(model, program, signature, inputs);
    expect(disagreement({ program, inputs }, outputs)).toBeUndefined();
  });

  test('refuses weights of another size, and of a shape known only when it runs', () => {
    const program = btt(SIZES);
    const weights = new Map([
      ['A', new Float64Array(7)],
      ['x', new Float64Array(7)],
    ]);
    const result = emitOnnx(program, { weights });
    expect(result.ok).toBe(false);
    expect(result.diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ['onnx-weight', '`x` cannot be stored in the model: its shape is known only when it runs'],
      ['onnx-weight', '`A` has 120 elements but 7 were given to store in the model'],
    ]);
  });

  test('writes a text that names every value with its type', () => {
    const builder = new ProgramBuilder('low_rank', 'A bottleneck.');
    const x = builder.parameter('x', [t, 8], 'f32');
    const A = builder.parameter('A', [8, 2], 'f32');
    const operands = [
      { value: x, indices: ['t', 'i'] },
      { value: A, indices: ['i', 'r'] },
    ];
    builder.output('y', builder.einsum(operands, ['t', 'r']));
    expect(emitted(builder.build()).text).toBe(
      [
        '# A bottleneck.',
        '<ir_version: 10, opset_import: ["": 21]>',
        'low_rank (float[batch, 8] x, float[8, 2] A) => (float[batch, 2] y)',
        '{',
        '  y = MatMul (x, A)                                              # float[batch, 2]',
        '}',
        '',
      ].join('\n'),
    );
  });

  test('rounds what a cast to a half type rounds', async () => {
    const builder = new ProgramBuilder('round');
    const x = builder.parameter('x', [2], 'f32');
    builder.output('y', builder.cast(builder.cast(x, 'f16'), 'f32'));
    const program = builder.build();
    const inputs = new Map([['x', { shape: [2], data: Float64Array.of(1 + 2 ** -12, 3) }]]);
    const { model, signature } = emitted(program);
    expect([...((await runModel(model, program, signature, inputs)).get('y') as HostTensor).data]).toEqual([1, 3]);
    expect([...(interpret(program, inputs).get('y') as HostTensor).data]).toEqual([1 + 2 ** -12, 3]);
  });
});
