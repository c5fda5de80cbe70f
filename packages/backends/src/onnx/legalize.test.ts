import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { ProgramBuilder, interpret, printProgram } from '@einlay/ir';
import type { TensorNode } from '@einlay/ir';
import { disagreement, programs } from '@einlay/ir/testing';
import { isDiagonal, legalize } from './legalize.ts';

/** Whether `arrange` and `lower` know what to do with a node. */
function isLegal(node: TensorNode): boolean {
  const once = (indices: readonly string[]): boolean => new Set(indices).size === indices.length;
  switch (node.kind) {
    case 'einsum':
      return node.operands.length <= 2 && node.operands.every(({ indices }) => once(indices));
    case 'map':
      return node.operands.every(({ indices }) => once(indices));
    case 'reduce':
      return once(node.operand.indices) || isDiagonal(node);
    default:
      return true;
  }
}

describe('legalize', () => {
  test('keeps the meaning of a program and leaves what can be lowered', () => {
    fc.assert(
      fc.property(programs(), ({ program, inputs }) => {
        const legal = legalize(program);
        expect(legal.nodes.filter((node) => !isLegal(node))).toEqual([]);
        expect(disagreement({ program, inputs }, interpret(legal, inputs))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('computes half types in f32, and keeps the types of parameters and outputs', () => {
    const builder = new ProgramBuilder('half');
    const x = builder.parameter('x', [2, 3], 'f16');
    const y = builder.parameter('y', [3, 4], 'f16');
    const operands = [
      { value: x, indices: ['i', 'j'] },
      { value: y, indices: ['j', 'k'] },
    ];
    builder.output('z', builder.einsum(operands, ['i', 'k']));
    const { nodes, outputs } = legalize(builder.build());
    const types = nodes.map(({ kind, dtype }) => `${kind} ${dtype}`);
    expect(types).toEqual(['parameter f16', 'cast f32', 'parameter f16', 'cast f32', 'einsum f32', 'cast f16']);
    expect(outputs[0]?.value).toBe(nodes.at(-1)?.id);
  });

  test('contracts an einsum that nobody has ordered from the left', () => {
    const builder = new ProgramBuilder('three');
    const value = builder.parameter('x', [2, 2], 'f32');
    const operands = ['ij', 'jk', 'kl'].map((text) => ({ value, indices: text.split('') }));
    builder.output('y', builder.einsum(operands, ['i', 'l']));
    expect(printProgram(legalize(builder.build()))).toContain('einsum[i, k] x[i, j] * x[j, k]');
  });

  test('knows sums over nothing', () => {
    const builder = new ProgramBuilder('empty');
    const x = builder.parameter('x', [2, 0], 'f32');
    for (const reducer of ['sum', 'mean', 'max', 'min', 'product'] as const)
      builder.output(reducer, builder.reduce(reducer, { value: x, indices: ['i', 'j'] }, ['i']));
    const legal = legalize(builder.build());
    expect(legal.nodes.some(({ kind }) => kind === 'reduce')).toBe(false);
    const outputs = interpret(legal, new Map([['x', { shape: [2, 0], data: new Float64Array(0) }]]));
    expect([...outputs.values()].map(({ data }) => data[1])).toEqual([0, NaN, -Infinity, Infinity, 1]);
  });
});
