import { describe, expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, symbol } from '@einlay/ir';
import type { TensorProgram } from '@einlay/ir';
import { emitOnnx } from './emit.ts';

const t = symbol(BATCH);
const indices = (text: string): readonly string[] => text.split('');

/** The operators of the emitted graph, in order, without reshapes. */
function operatorsOf(program: TensorProgram): readonly string[] {
  const result = emitOnnx(program);
  if (!result.ok) throw new Error('refused');
  return [...result.value.text.matchAll(/^ {2}\w+ = (\w+)/gm)]
    .map(([, operator]) => operator ?? '')
    .filter((operator) => operator !== 'Reshape');
}

function chain(
  inputShape: readonly number[],
  steps: readonly (readonly [string, readonly number[], string, string])[],
) {
  const builder = new ProgramBuilder('chain');
  let value = builder.parameter('x', [t, ...inputShape], 'f32');
  for (const [at, [factor, shape, read, made]] of steps.entries()) {
    const weight = builder.parameter(`W${at}`, shape, 'f32', { role: 'factor' });
    const operands = [
      { value, indices: indices(read) },
      { value: weight, indices: indices(factor) },
    ];
    value = builder.einsum(operands, indices(made));
  }
  builder.output('y', value);
  return builder.build();
}

describe('arrange', () => {
  test('needs nothing but the products for a low-rank layer', () => {
    const program = chain(
      [512],
      [
        ['ir', [512, 32], 'ti', 'tr'],
        ['ro', [32, 512], 'tr', 'to'],
      ],
    );
    expect(operatorsOf(program)).toEqual(['MatMul', 'MatMul']);
  });

  test('lets a product read a transposed factor instead of transposing it', () => {
    const program = chain([512], [['oi', [512, 512], 'ti', 'to']]);
    // ONNX Runtime fuses this Transpose into the product.
    expect(operatorsOf(program)).toEqual(['Transpose', 'MatMul']);
  });

  test('cancels transposes between neighbours: the order of an intermediate is free', () => {
    const straight = chain(
      [16, 32],
      [
        ['gac', [16, 32, 32], 'tga', 'tgc'],
        ['gce', [16, 32, 32], 'tgc', 'tge'],
      ],
    );
    // The intermediate is named in an order that no product makes; nothing may be spent on that.
    const twisted = chain(
      [16, 32],
      [
        ['gac', [16, 32, 32], 'tga', 'ctg'],
        ['gce', [16, 32, 32], 'ctg', 'tge'],
      ],
    );
    expect(operatorsOf(twisted)).toEqual(operatorsOf(straight));
    expect(operatorsOf(straight).filter((operator) => operator === 'Transpose').length).toBeLessThanOrEqual(2);
  });

  test('multiplies where nothing is summed', () => {
    expect(operatorsOf(chain([64], [['i', [64], 'ti', 'ti']]))).toEqual(['Mul']);
  });

  test('keeps pointwise work in the layout it finds', () => {
    const builder = new ProgramBuilder('gelu');
    const x = builder.parameter('x', [512, 64], 'f32');
    const turned = builder.einsum([{ value: x, indices: ['i', 'j'] }], ['j', 'i']);
    const operands = [{ value: turned, indices: ['j', 'i'] }];
    const body = { kind: 'unary', operator: 'gelu', argument: { kind: 'element', position: 0 } } as const;
    const axes = [
      { name: 'j', extent: 64 },
      { name: 'i', extent: 512 },
    ];
    const active = builder.map(axes, operands, body, 'f32');
    builder.output('y', builder.einsum([{ value: active, indices: ['j', 'i'] }], ['i', 'j']));
    expect(operatorsOf(builder.build())).toEqual(['Gelu']);
  });
});
