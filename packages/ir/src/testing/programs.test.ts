import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { interpret } from '../tensor/interpret.ts';
import { printProgram } from '../tensor/print.ts';
import { verifyProgram } from '../tensor/verify.ts';
import { einsumPrograms, programs } from './programs.ts';
import type { ProgramCase } from './programs.ts';

const isQuiet = ({ program, inputs }: ProgramCase): boolean =>
  [...interpret(program, inputs).values()].every(({ data }) =>
    data.every((value) => Number.isFinite(value) && Math.abs(value) < 65504),
  );

describe('random programs', () => {
  test('are verified, and every number fits half precision', () => {
    fc.assert(
      fc.property(programs(), (random) => {
        verifyProgram(random.program, 'random');
        expect(isQuiet(random)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('einsum programs hold einsums only', () => {
    fc.assert(
      fc.property(einsumPrograms(), ({ program }) => {
        for (const { kind } of program.nodes) expect(['parameter', 'constant', 'einsum']).toContain(kind);
      }),
    );
  });

  test('every kind of node, diagonals, scalars, empty axes and shared values occur', () => {
    const texts = fc.sample(programs(), { numRuns: 1000, seed: 1 }).map(({ program }) => printProgram(program));
    for (const feature of [
      /einsum\[\] /,
      /einsum.*\[(\w), \1\]/,
      /(v\d+)\[.*\] \* \1\[/,
      /map\[/,
      /where\(/,
      /(max|min|mean|product|sum)\[/,
      /softmax/,
      /layer_norm/,
      /lookup/,
      /reshape/,
      /cast/,
      /constant/,
      /bool\[/,
      /\[\.\.\./,
      /[[ ]0[,\]]/,
      /[[ ]1[,\]]/,
      /extent\(/,
    ])
      expect({ feature, share: texts.filter((text) => feature.test(text)).length > 5 }).toEqual({
        feature,
        share: true,
      });
  });
});
