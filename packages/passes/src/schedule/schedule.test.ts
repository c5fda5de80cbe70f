/** Scheduled kernels compute what the program means, by the loop interpreter. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bindSymbols, interpret, nodesById, parametersOf } from '@einlay/ir';
import type { HostTensor, TensorNode, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement, programs } from '@einlay/ir/testing';
import type { GeneratedKind } from '@einlay/ir/testing';
import { applySchedule } from './apply-schedule.ts';
import { chooseSchedule } from './choose-schedule.ts';
import { prepare } from './testing/prepare.ts';

const target = { workgroupBytes: 16384, invocations: 256, buffers: 8 };

function runScheduled(
  program: TensorProgram,
  inputs: ReadonlyMap<string, HostTensor>,
): ReadonlyMap<string, HostTensor> {
  const prepared = prepare(program);
  const loops = applySchedule(prepared, chooseSchedule(prepared, target));
  const bindings = bindSymbols(
    parametersOf(program).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
  );
  const expected = interpret(program, inputs);
  const shapes = new Map([...expected].map(([name, { shape }]) => [name, shape]));
  expect(nodesById(prepared).size).toBeGreaterThan(0);
  return interpretLoops(loops, inputs, shapes, bindings);
}

const kinds: readonly (readonly GeneratedKind[])[] = [
  ['einsum'],
  ['map'],
  ['reduce', 'softmax', 'layer-norm'],
  ['lookup', 'reshape', 'cast', 'map'],
  ['einsum', 'map', 'reduce', 'softmax', 'layer-norm', 'lookup', 'reshape', 'cast'],
];

describe('random programs', () => {
  test.each(kinds.map((each) => [each.join(' '), each] as const))(
    'of %s',
    (_, each) => {
      fc.assert(
        fc.property(programs({ kinds: each, dtypes: ['f32'], maxNodes: 4 }), (generated) => {
          expect(disagreement(generated, runScheduled(generated.program, generated.inputs))).toBeUndefined();
        }),
        { numRuns: 150 },
      );
    },
    60_000,
  );
});

export type { TensorNode };
