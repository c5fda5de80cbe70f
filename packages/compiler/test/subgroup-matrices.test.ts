/** Kernels of subgroup matrices, by the loop interpreter: what they compute, what is chosen, and what is refused. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { bindSymbols, interpret, parametersOf } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement } from '@einlay/ir/testing';
import { applySchedule, checkSchedule, chooseSchedule, scheduleCandidates } from '@einlay/passes';
import { compile } from '../src/index.ts';
import { inputsOf, stagesOf } from './held-layers.ts';
import { DENSE, MIXED, TURNED } from './subgroup-layers.ts';

const target = { workgroupBytes: 49152, invocations: 1024, buffers: 8 };
const tensorCores = {
  ...target,
  subgroup: 32,
  products: [{ type: 'f16', resultType: 'f32', rows: 16, columns: 16, depth: 16 }],
};

function programOf(source: string, set: Readonly<Record<string, number>>, dtype: 'f16' | 'f32' = 'f16'): TensorProgram {
  const compiled = compile(source, { set, dtype });
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

const scheduleOf = (program: TensorProgram, stage: object, rest: object) => {
  const [{ einsum, left, epilogue } = {}] = stagesOf(program, []);
  const named = { einsum, left, ...(epilogue === undefined ? {} : { epilogue }) };
  return { kernels: [{ kind: 'subgroup-matrices', stages: [{ ...named, ...stage }], ...rest }] };
};

describe('kernels of subgroup matrices', () => {
  test('products with several rows, columns and sums, at sizes and schedules drawn at random', () => {
    fc.assert(
      fc.property(
        fc.record({
          set: fc.record({
            h: fc.constantFrom(2, 3, 4),
            g: fc.constantFrom(2, 3),
            a: fc.constantFrom(2, 3),
            c: fc.constantFrom(3, 4, 8, 12),
            p: fc.constantFrom(2, 3),
            e: fc.constantFrom(3, 4, 8, 12),
          }),
          shape: fc.constantFrom([8, 8, 8], [8, 4, 4], [4, 8, 16]),
          matrices: fc.constantFrom([1, 1], [2, 1], [1, 3], [2, 2]),
          subgroups: fc.constantFrom([1, 1], [2, 1], [1, 2]),
          inner: fc.record({ h: fc.constantFrom(1, 2, 4), e: fc.constantFrom(1, 2, 4), c: fc.constantFrom(2, 4) }),
          chunk: fc.constantFrom(1, 2),
          tokens: fc.constantFrom(0, 1, 5, 11),
        }),
        ({ set, shape: [R, C, D], matrices: [rows, columns], subgroups: [down, across], inner, chunk, tokens }) => {
          const program = programOf(MIXED, set);
          const [tileRows, tileColumns] = [rows * R * down, columns * C * across];
          const schedule = scheduleOf(
            program,
            { rows, columns, summed: [(chunk * D) / inner.c, inner.c] },
            {
              tiles: [tileRows / inner.h, tileColumns / inner.e, inner.h, 1, inner.e],
              ...{ invocations: 16 * down * across, subgroup: 16, shape: [R, C, D] },
            },
          );
          expect(run(program, schedule, tokens)).toBeUndefined();
        },
      ),
      {
        numRuns: 60,
        // A matrix of columns that are not there at all.
        examples: [
          [
            {
              set: { h: 2, g: 2, a: 2, c: 3, p: 2, e: 4 },
              ...{ shape: [8, 4, 4], matrices: [1, 3], subgroups: [1, 1] },
              ...{ inner: { h: 1, e: 4, c: 2 }, chunk: 1, tokens: 0 },
            },
          ],
        ],
      },
    );
  });

  test.each([4, 12, 20])('%d tokens side by side, a map before the product', (n) => {
    const program = programOf(TURNED, { i: 20, o: 12, n });
    const schedule = scheduleOf(
      program,
      { rows: 1, columns: 2, summed: [8] },
      { tiles: [16, 8], invocations: 4, subgroup: 4, shape: [8, 8, 8] },
    );
    const [stage] = stagesOf(program, []);
    // Rows are those of the operand that has the tokens, whichever stands first.
    const tiles = stage?.left === 0 ? [8, 16] : [16, 8];
    const [kernel] = schedule.kernels;
    expect(run(program, { kernels: [{ ...kernel, tiles }] }, 1)).toBeUndefined();
  });

  test.each([
    [{ i: 64, o: 64 }, 70],
    [{ i: 40, o: 24 }, 5],
    [{ i: 1000, o: 96 }, 3],
  ])('what is chosen for %j computes the layer', (set, tokens) => {
    const program = programOf(DENSE, set);
    const schedule = chooseSchedule(program, tensorCores);
    expect(schedule.kernels.map(({ kind }) => kind)).toEqual(['subgroup-matrices']);
    expect(run(program, schedule, tokens)).toBeUndefined();
  });

  test('they are for half precision, and for devices that have them', () => {
    const kinds = (program: TensorProgram, device: typeof target) =>
      chooseSchedule(program, device).kernels.map(({ kind }) => kind);
    const [half, single] = [programOf(DENSE, { i: 64, o: 64 }), programOf(DENSE, { i: 64, o: 64 }, 'f32')];
    expect(kinds(half, tensorCores)).toEqual(['subgroup-matrices']);
    expect(kinds(single, tensorCores)).not.toContain('subgroup-matrices');
    expect(kinds(half, target)).not.toContain('subgroup-matrices');
  });

  test('tuning tries several', () => {
    const tried = scheduleCandidates(programOf(DENSE, { i: 256, o: 256 }), tensorCores).flatMap(({ kernels }) =>
      kernels.flatMap((kernel) => (kernel.kind === 'subgroup-matrices' ? [JSON.stringify(kernel)] : [])),
    );
    expect(new Set(tried).size).toBeGreaterThan(4);
  });

  test.each([
    ['operands in f32', 'f32', {}, {}, 'an operand is in f32, not in f16'],
    ['a depth that does not fit', 'f16', { summed: [12] }, {}, 'matrices of depth 8 do not divide 12'],
    ['no part of a sum', 'f16', { summed: [] }, {}, 'there are parts of 0 summed indices, not of 1'],
    ['a tile that nobody makes', 'f16', {}, { tiles: [16, 8] }, '1 subgroups, each with 8 × 8, do not make 16 × 8'],
    ['half a subgroup', 'f16', {}, { invocations: 6 }, '6 invocations are no subgroups of 4'],
    ['many matrices', 'f16', { rows: 8, columns: 8 }, { tiles: [64, 64] }, 'a subgroup would make 64 matrices'],
    ['much to read ahead', 'f16', { summed: [64] }, {}, 'an invocation would read 256 elements ahead, more than 64'],
    ['no rows at all', 'f16', { rows: 0 }, {}, 'rows should be a whole number from 1 to 32'],
    ['a shape of two', 'f16', {}, { shape: [8, 8] }, 'shape should be three whole numbers'],
  ] as const)('%s: refused', (_, dtype, stage, rest, message) => {
    const program = programOf(DENSE, { i: 64, o: 64 }, dtype);
    const schedule = scheduleOf(
      program,
      { rows: 1, columns: 1, summed: [8], ...stage },
      { tiles: [8, 8], invocations: 4, subgroup: 4, shape: [8, 8, 8], ...rest },
    );
    const checked = checkSchedule(program, schedule, target);
    expect(checked.ok ? [] : checked.diagnostics.map((each) => each.message)).toEqual([
      expect.stringContaining(message),
    ]);
  });
});
