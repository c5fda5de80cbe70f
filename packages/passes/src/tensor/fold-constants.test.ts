import { expect, test } from '@jest/globals';
import { BATCH, ProgramBuilder, printProgram, symbol } from '@einlay/ir';
import { run } from '../run.ts';
import { foldConstants } from './fold-constants.ts';

test('folds chains of constant nodes, rounding as the element type does', () => {
  const builder = new ProgramBuilder('p');
  const a = builder.constant([2], 'f16', [1, 3]);
  const indices = [{ name: 'i', extent: 2 }];
  const third = builder.map(
    indices,
    [{ value: a, indices: ['i'] }],
    {
      kind: 'binary',
      operator: 'divide',
      left: { kind: 'element', position: 0 },
      right: { kind: 'literal', value: 3 },
    },
    'f16',
  );
  builder.output('y', builder.reshape(third, [2, 1]));
  // 1/3 in half precision.
  expect(printProgram(run(foldConstants, builder.build()))).toBe(`program p
v0: f16[2, 1] = constant {0.333251953125, 1}
output y[2, 1] = v0
`);
});

test('folds a small mask, not a large one, not one of unknown extent', () => {
  const mask = (extent: number | ReturnType<typeof symbol>): string => {
    const builder = new ProgramBuilder('p');
    builder.parameter('x', [symbol(BATCH)], 'f32');
    const indices = [
      { name: 'i', extent },
      { name: 'j', extent },
    ];
    const body = {
      kind: 'binary',
      operator: 'less-equal',
      left: { kind: 'index', name: 'j' },
      right: { kind: 'index', name: 'i' },
    } as const;
    builder.output('y', builder.map(indices, [], body, 'bool'));
    return printProgram(run(foldConstants, builder.build()));
  };
  expect(mask(2)).toContain('constant {1, 0, 1, 1}');
  expect(mask(1000)).toContain('map[i, j] (j <= i)');
  expect(mask(symbol(BATCH))).toContain('map[i, j] (j <= i)');
});

test('leaves a look-up, which has to fail where it is run when a position is wrong', () => {
  const builder = new ProgramBuilder('p');
  const table = builder.constant([2], 'f32', [5, 7]);
  builder.output('y', builder.lookup(table, builder.constant([1], 'i32', [9]), 0));
  const program = builder.build();
  expect(run(foldConstants, program)).toBe(program);
});
