/** What holds of every pass: it keeps the meaning of random programs, and is done after one run. */
import { describe, expect, test } from '@jest/globals';
import { interpret, printProgram, success } from '@einlay/ir';
import type { TensorProgram } from '@einlay/ir';
import { disagreement, einsumPrograms, programs } from '@einlay/ir/testing';
import * as fc from 'fast-check';
import type { PathPlan, PathProblem } from '../paths/problem.ts';
import { run } from '../run.ts';
import { decomposeComposites } from './decompose-composites.ts';
import { flattenEinsums } from './flatten-einsums.ts';
import { foldConstants } from './fold-constants.ts';
import { fusePointwise } from './fuse-pointwise.ts';
import { inferExtents } from './infer-extents.ts';
import { normalizeEinsums } from './normalize-einsums.ts';
import { orderContractions, planContractions } from './order-contractions.ts';
import { removeDeadValues } from './remove-dead-values.ts';
import { shareSubexpressions } from './share-subexpressions.ts';
import { simplifyReshapes } from './simplify-reshapes.ts';

/** A path that is no good but mixes early and late operands. */
function outsideIn({ operands }: PathProblem): PathPlan {
  const path = operands.slice(1).map((_, step) => [0, operands.length - 1 - step]);
  return { path, flops: 0, naiveFlops: 0, largestIntermediate: 0, slices: [] };
}

function ordered(program: TensorProgram): TensorProgram {
  const plans = planContractions(program, { findPath: (problem) => success(outsideIn(problem)) });
  return plans.ok ? run(orderContractions, program, { plans: plans.value }) : program;
}

const PASSES: Readonly<Record<string, (program: TensorProgram) => TensorProgram>> = {
  'infer-extents': (program) => run(inferExtents, program),
  'share-subexpressions': (program) => run(shareSubexpressions, program),
  'flatten-einsums': (program) => run(flattenEinsums, program),
  'fold-constants': (program) => run(foldConstants, program),
  'simplify-reshapes': (program) => run(simplifyReshapes, program),
  'normalize-einsums': (program) => run(normalizeEinsums, program),
  'order-contractions': ordered,
  'decompose-composites': (program) => run(decomposeComposites, program),
  'fuse-pointwise': (program) => run(fusePointwise, program),
  'remove-dead-values': (program) => run(removeDeadValues, program),
};

const signature = ({ nodes, outputs }: TensorProgram): unknown => [
  nodes.filter(({ kind }) => kind === 'parameter').map(({ name, shape, dtype }) => [name, shape, dtype]),
  outputs.map(({ name, axes }) => [name, axes]),
];

describe.each(Object.entries(PASSES))('%s', (_, pass) => {
  test.each([
    ['programs of all kinds', programs()],
    ['programs of einsums', einsumPrograms()],
    ['programs of maps', programs({ kinds: ['map', 'einsum'], maxNodes: 8 })],
  ])('keeps signature and meaning of %s', (_name, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (random) => {
        const result = pass(random.program);
        expect(signature(result)).toEqual(signature(random.program));
        expect(disagreement(random, interpret(result, random.inputs))).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });

  test('changes nothing the second time', () => {
    fc.assert(
      fc.property(programs(), ({ program }) => {
        const once = pass(program);
        expect(printProgram(pass(once))).toBe(printProgram(once));
      }),
    );
  });
});

test('all passes together keep the meaning, with extents known or not', () => {
  fc.assert(
    fc.property(programs({ maxNodes: 10 }), fc.boolean(), (random, known) => {
      let program = known ? run(inferExtents, random.program, { bindings: random.bindings }) : random.program;
      for (const pass of Object.values(PASSES)) program = pass(program);
      expect(disagreement(random, interpret(program, random.inputs))).toBeUndefined();
    }),
    { numRuns: 300 },
  );
});
