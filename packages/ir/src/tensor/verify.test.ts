import { describe, expect, test } from '@jest/globals';
import { InvariantError } from '../diagnostic.ts';
import { ProgramBuilder } from './build.ts';
import type { TensorNode, TensorProgram } from './nodes.ts';
import { printProgram } from './print.ts';
import { verifyProgram } from './verify.ts';

/** One node of every kind. */
function everything(): TensorProgram {
  const builder = new ProgramBuilder('everything');
  const x = builder.parameter('x', [4, 6], 'f32', { axes: ['t', 'c'] });
  const table = builder.parameter('E', [9, 6], 'f32', { role: 'factor', initializer: { kind: 'zeros' } });
  const at = builder.parameter('at', [4], 'i32');
  const two = builder.constant([], 'f32', [2]);
  const rows = builder.lookup(table, at, 0, { name: 'rows' });
  const scores = builder.einsum(
    [
      { value: x, indices: ['t', 'c'] },
      { value: rows, indices: ['s', 'c'] },
    ],
    ['t', 's'],
    { name: 'scores' },
  );
  const scaled = builder.map(
    [
      { name: 't', extent: 4 },
      { name: 's', extent: 4 },
    ],
    [
      { value: scores, indices: ['t', 's'] },
      { value: two, indices: [] },
    ],
    {
      kind: 'binary',
      operator: 'divide',
      left: { kind: 'element', position: 0 },
      right: { kind: 'element', position: 1 },
    },
    'f32',
    { name: 'scores' },
  );
  const soft = builder.softmax(scaled, [1]);
  const norm = builder.layerNorm(soft, [0, 1], 1e-5);
  const top = builder.reduce('max', { value: norm, indices: ['t', 's'] }, ['t']);
  builder.output('y', builder.cast(builder.reshape(top, [2, 2]), 'f16'), ['a', 'b']);
  return builder.build();
}

test('prints one line a node, names made unique', () => {
  expect(printProgram(everything())).toBe(
    [
      'program everything',
      'input x: f32[4, 6] as [t, c]',
      'factor E: f32[9, 6] ~ zeros',
      'input at: i32[4]',
      'v3: f32[] = constant {2}',
      'rows: f32[4, 6] = lookup E axis 0 at at',
      'scores: f32[4, 4] = einsum[t, s] x[t, c] * rows[s, c]',
      'scores_2: f32[4, 4] = map[t, s] (scores[t, s] / v3[])',
      'v7: f32[4, 4] = softmax scores_2 axes 1',
      'v8: f32[4, 4] = layer_norm v7 axes 0 1 epsilon 0.00001',
      'v9: f32[4] = max[t] v8[t, s]',
      'v10: f32[2, 2] = reshape v9',
      'v11: f16[2, 2] = cast v10',
      'output y[a, b] = v11',
      '',
    ].join('\n'),
  );
});

describe('the verifier', () => {
  test('accepts what the builder builds', () => {
    expect(() => {
      verifyProgram(everything(), 'test');
    }).not.toThrow();
  });

  const spoil = (kind: TensorNode['kind'], change: object): TensorProgram => {
    const program = everything();
    let done = false;
    const nodes = program.nodes.map((node) => {
      if (node.kind !== kind || done) return node;
      done = true;
      return { ...node, ...change };
    });
    return { ...program, nodes };
  };
  const faults: readonly [string, TensorProgram][] = [
    ['a value read before it is made', { ...everything(), nodes: [...everything().nodes].reverse() }],
    ['two values with one id', spoil('cast', { id: 0 })],
    ['two parameters of one name', spoil('parameter', { name: 'E' })],
    ['an extent that is no whole number', spoil('reshape', { shape: [2, 2.5] })],
    ['a reshape that loses elements', spoil('reshape', { shape: [2, 3] })],
    ['an einsum of another shape', spoil('einsum', { shape: [4, 6] })],
    ['an output index on no operand', spoil('einsum', { output: ['t', 'q'] })],
    ['an output index twice', spoil('einsum', { output: ['t', 't'] })],
    ['an index of two extents', spoil('einsum', { operands: [{ value: 0, indices: ['t', 't'] }] })],
    ['more indices than axes', spoil('einsum', { operands: [{ value: 0, indices: ['t'] }] })],
    ['a map over an index it does not declare', spoil('map', { body: { kind: 'index', name: 'q' } })],
    ['a map of an operand it does not have', spoil('map', { body: { kind: 'element', position: 2 } })],
    ['a softmax over no axis', spoil('softmax', { axes: [] })],
    ['a layer norm over an axis that is not there', spoil('layer-norm', { axes: [2] })],
    ['a reduce to another element type', spoil('reduce', { dtype: 'f16' })],
    ['positions that are not whole numbers', spoil('lookup', { positions: 0 })],
    ['a constant with numbers missing', spoil('constant', { shape: [2] })],
    ['an output that nothing makes', { ...everything(), outputs: [{ name: 'y', value: 99, axes: [] }] }],
    ['no output', { ...everything(), outputs: [] }],
  ];
  test.each(faults)('refuses %s, naming the pass', (_, program) => {
    expect(() => {
      verifyProgram(program, 'some-pass');
    }).toThrow(InvariantError);
    expect(() => {
      verifyProgram(program, 'some-pass');
    }).toThrow(/^some-pass: /);
  });
});
