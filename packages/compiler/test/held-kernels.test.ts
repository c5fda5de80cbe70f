/** Kernels that hold their factors in registers, by the loop interpreter: what they compute, and what is refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bindSymbols, interpret, parametersOf } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement } from '@einlay/ir/testing';
import { applySchedule, checkSchedule } from '@einlay/passes';
import { compile } from '../src/index.ts';
import { BTT, inputsOf, stagesOf } from './held-layers.ts';

const target = { workgroupBytes: 49152, invocations: 1024, buffers: 8 };

const DENSE = `layer dense(i, o) {
  input  x[..., i]
  factor W[i, o]
  output y[..., o] = x[..., i] * W[i, o]
}`;

function programOf(source: string, set: Readonly<Record<string, number>>): TensorProgram {
  const compiled = compile(source, { set });
  if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
  return compiled.value.optimized;
}

function run(program: TensorProgram, schedule: unknown, tokens: number) {
  const checked = checkSchedule(program, schedule, target);
  if (!checked.ok) throw new Error(checked.diagnostics.map(({ message }) => message).join('\n'));
  const inputs = inputsOf(program, tokens);
  const bindings = bindSymbols(
    parametersOf(program).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
  );
  const shapes = new Map([...interpret(program, inputs)].map(([name, { shape }]) => [name, shape]));
  const results = interpretLoops(applySchedule(program, checked.value), inputs, shapes, bindings);
  return disagreement({ program, inputs }, results);
}

const held = (stages: unknown, rest: object) => ({ kernels: [{ kind: 'held', stages, subgroup: 4, ...rest }] });

describe('kernels that hold their factors', () => {
  test('btt with a bias and a gelu, at sizes and schedules drawn at random', () => {
    fc.assert(
      fc.property(
        fc.record({
          g: fc.constantFrom(2, 4, 8),
          a: fc.constantFrom(4, 16, 32),
          p: fc.constantFrom(4, 8),
          e: fc.constantFrom(4, 8),
          r: fc.constantFrom(1, 2),
          columns: fc.tuple(fc.constantFrom(1, 2, 4), fc.constantFrom(1, 2, 4)),
          part: fc.constantFrom(1, 2),
          tile: fc.constantFrom(4, 8),
          workgroups: fc.constantFrom(1, 2, 3),
          tokens: fc.constantFrom(0, 1, 3, 4, 9, 17),
        }),
        ({ g, a, p, e, r, columns, part, tile, workgroups, tokens }) => {
          const program = programOf(BTT, { g, a, p, e, r });
          const invocations = Math.min(g * r, e) * (p / part);
          const schedule = held(stagesOf(program, columns), { tiles: [tile, p / part, e], invocations, workgroups });
          const checked = checkSchedule(program, schedule, target);
          fc.pre(checked.ok);
          expect(run(program, schedule, tokens)).toBeUndefined();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('one product, whose columns are dealt to several workgroups', () => {
    const program = programOf(DENSE, { i: 16, o: 24 });
    const schedule = held(stagesOf(program, [4]), { tiles: [4, 8], invocations: 8, workgroups: 2 });
    expect(run(program, schedule, 11)).toBeUndefined();
  });

  test.each([
    ['tiles of 6 rows', { tiles: [6, 8], invocations: 8 }, [4], 'a tile of 6 rows is no multiple of four'],
    ['too many rows', { tiles: [4096, 8], invocations: 8 }, [4], 'a workgroup would do 4096 rows at a time'],
    ['much to read ahead', { tiles: [32, 4], invocations: 4 }, [1], 'an invocation would read 128 elements ahead'],
    ['subgroups in words', { tiles: [4, 8], invocations: 8, subgroup: '4' }, [4], 'subgroup should be 4, 8, 16'],
    ['tiles that do not divide', { tiles: [4, 7], invocations: 8 }, [1], 'tiles of 7 do not divide index `o`'],
    ['too many invocations', { tiles: [4, 8], invocations: 32 }, [4], '32 invocations do not divide 8 columns'],
    ['a short sum', { tiles: [4, 4], invocations: 4 }, [4], '4 invocations cannot share'],
  ] as const)('%s are refused', (_, rest, columns, message) => {
    const program = programOf(DENSE, { i: columns[0] === 4 && rest.tiles[1] === 4 ? 12 : 16, o: 24 });
    const checked = checkSchedule(program, held(stagesOf(program, columns), { ...rest, workgroups: 1 }), target);
    expect(checked.ok ? [] : checked.diagnostics.map((each) => each.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });
});
