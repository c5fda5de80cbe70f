/** What holds of every pass: it keeps the meaning of random programs, and leaves what it promises. */
import { describe, expect, test } from '@jest/globals';
import { interpret, printProgram, scalarParts, success } from '@einlay/ir';
import type { EinsumNode, Extent, Operand, TensorProgram } from '@einlay/ir';
import { disagreement, einsumPrograms, programs } from '@einlay/ir/testing';
import * as fc from 'fast-check';
import type { PathPlan, PathProblem } from '../paths/problem.ts';
import { run } from '../run.ts';
import { decomposeComposites } from './decompose-composites.ts';
import { flattenEinsums } from './flatten-einsums.ts';
import { foldConstants } from './fold-constants.ts';
import { fusePointwise } from './fuse-pointwise.ts';
import { inferExtents } from './infer-extents.ts';
import { joinIndices } from './join-indices.ts';
import { normalizeEinsums } from './normalize-einsums.ts';
import { orderContractions, planContractions } from './order-contractions.ts';
import { raiseReshapes } from './raise-reshapes.ts';
import { removeDeadValues } from './remove-dead-values.ts';
import { shareSubexpressions } from './share-subexpressions.ts';
import { simplifyReshapes } from './simplify-reshapes.ts';
import { splitIndices } from './split-indices.ts';

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
  'split-indices': (program) => run(splitIndices, program),
  'normalize-einsums': (program) => run(normalizeEinsums, program),
  'order-contractions': ordered,
  'decompose-composites': (program) => run(decomposeComposites, program),
  'fuse-pointwise': (program) => run(fusePointwise, program),
  'join-indices': (program) => run(joinIndices, program),
  'raise-reshapes': (program) => run(raiseReshapes, program),
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
      { numRuns: 200 },
    );
  });
});

// The other two may find more in what they made; what they leave is tested below.
const STABLE = Object.entries(PASSES).filter(([name]) => !['normalize-einsums', 'fuse-pointwise'].includes(name));

test.each(STABLE)('%s changes nothing the second time', (_, pass) => {
  fc.assert(
    fc.property(programs(), ({ program }) => {
      const once = pass(program);
      expect(printProgram(pass(once))).toBe(printProgram(once));
    }),
    { numRuns: 200 },
  );
});

test('all passes together keep the meaning, with extents known or not', () => {
  fc.assert(
    fc.property(programs({ maxNodes: 10 }), fc.boolean(), (random, known) => {
      let program = known ? run(inferExtents, random.program, { bindings: random.bindings }) : random.program;
      for (const pass of Object.values(PASSES)) program = pass(program);
      expect(disagreement(random, interpret(program, random.inputs))).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});

/** The first thing about an einsum that is not in normal form. */
function abnormality({ operands, output, shape }: EinsumNode, shapeOf: (operand: Operand) => readonly Extent[]) {
  const [first, ...others] = operands;
  if ([shape, ...operands.map(shapeOf)].some((extents) => extents.includes(1))) return 'an axis of extent 1';
  if (first && others.length === 0) {
    const indices = [...new Set(first.indices)];
    if (indices.length < first.indices.length)
      return indices.join() === output.join() ? undefined : 'a diagonal that is not by itself';
    return indices.join() === output.join() ? 'an einsum that returns its operand' : undefined;
  }
  for (const [at, { indices }] of operands.entries()) {
    if (new Set(indices).size < indices.length) return 'a diagonal among other operands';
    const elsewhere = [...output, ...operands.filter((_, other) => other !== at).flatMap((other) => other.indices)];
    if (!indices.every((index) => elsewhere.includes(index))) return 'a sum over one of several operands';
  }
  return undefined;
}

test('normalize-einsums leaves the normal form, order-contractions two operands', () => {
  fc.assert(
    fc.property(einsumPrograms(), ({ program }) => {
      const normal = run(normalizeEinsums, program);
      for (const { nodes } of [normal, ordered(normal)])
        for (const node of nodes)
          if (node.kind === 'einsum')
            expect(abnormality(node, ({ value }) => nodes[value]?.shape ?? [])).toBeUndefined();
      for (const node of ordered(normal).nodes)
        if (node.kind === 'einsum') expect(node.operands.length).toBeLessThanOrEqual(2);
    }),
    { numRuns: 500 },
  );
});

test('fuse-pointwise leaves no operand unread or listed twice, and no map that only returns one', () => {
  fc.assert(
    fc.property(programs({ kinds: ['map', 'einsum', 'reduce'] }), ({ program }) => {
      for (const node of run(fusePointwise, program).nodes) {
        if (node.kind !== 'map') continue;
        const read = scalarParts(node.body).flatMap((part) => (part.kind === 'element' ? [part.position] : []));
        expect(new Set(read).size).toBe(node.operands.length);
        expect(new Set(node.operands.map((operand) => JSON.stringify(operand))).size).toBe(node.operands.length);
        const returned = node.body.kind === 'element' ? node.operands[node.body.position]?.indices.join() : undefined;
        expect(returned).not.toBe(node.indices.map(({ name }) => name).join());
      }
    }),
    { numRuns: 500 },
  );
});
