import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BATCH, ProgramBuilder, bindSymbols, interpret, nameValues, parametersOf, symbol } from '@einlay/ir';
import type { HostTensor, TensorProgram } from '@einlay/ir';
import { interpretLoops } from '@einlay/ir/loop';
import { disagreement, programs } from '@einlay/ir/testing';
import type { ProgramCase } from '@einlay/ir/testing';
import { applySchedule } from './apply-schedule.ts';
import { checkSchedule } from './check-schedule.ts';
import { chooseSchedule, scheduleCandidates } from './choose-schedule.ts';
import type { ContractionKernel, KernelSchedule, Schedule } from './schedule.ts';
import { prepare } from './testing/prepare.ts';

const target = { workgroupBytes: 16384, invocations: 256, buffers: 8 };

/** A bottleneck of 2 features with a bias, then a sum over all features: z, then b and r. */
function example(): TensorProgram {
  const builder = new ProgramBuilder('example');
  const n = symbol(BATCH);
  const x = builder.parameter('x', [n, 6], 'f32');
  const A = builder.parameter('A', [6, 2], 'f32');
  const B = builder.parameter('B', [2, 8], 'f32');
  const bias = builder.parameter('bias', [8], 'f32');
  const z = builder.einsum(
    [
      { value: x, indices: ['n', 'i'] },
      { value: A, indices: ['i', 'r'] },
    ],
    ['n', 'r'],
    { name: 'z' },
  );
  const y = builder.einsum(
    [
      { value: z, indices: ['n', 'r'] },
      { value: B, indices: ['r', 'o'] },
    ],
    ['n', 'o'],
    { name: 'y' },
  );
  const b = builder.map(
    [
      { name: 'n', extent: n },
      { name: 'o', extent: 8 },
    ],
    [
      { value: y, indices: ['n', 'o'] },
      { value: bias, indices: ['o'] },
    ],
    {
      kind: 'binary',
      operator: 'add',
      left: { kind: 'element', position: 0 },
      right: { kind: 'element', position: 1 },
    },
    'f32',
    { name: 'b' },
  );
  const r = builder.reduce('sum', { value: b, indices: ['n', 'o'] }, ['n'], { name: 'r' });
  builder.output('b', b, ['n', 'o']);
  builder.output('r', r, ['n']);
  return builder.build();
}

const chain: ContractionKernel = {
  kind: 'contractions',
  stages: [
    { einsum: 'z', left: 0, micro: [4, 2] },
    { einsum: 'y', epilogue: 'b', left: 0, micro: [4, 4] },
  ],
  tiles: [16, 8],
  invocations: 32,
};
const rows: KernelSchedule = { kind: 'rows', value: 'r', invocations: 64, perRow: 4 };
const fitting: Schedule = { kernels: [chain, rows] };

/** What is said of a schedule of the example. */
const said = (schedule: unknown): readonly string[] =>
  checkSchedule(example(), schedule, target).diagnostics.map(({ code, message }) => `${code}: ${message}`);

test('a schedule that fits is given back', () => {
  expect(checkSchedule(example(), fitting, target)).toEqual({ ok: true, value: fitting, diagnostics: [] });
});

describe('the form of what was read', () => {
  const cases: readonly (readonly [unknown, string])[] = [
    [null, 'schedule-form: the schedule should be an object, but it is null'],
    [{ kernels: 1 }, 'schedule-form: kernels should be a list, but it is 1'],
    [{}, 'schedule-form: kernels should be a list, but it is missing'],
    [{ kernels: [], kernel: 1 }, 'schedule-member: the schedule has no member `kernel`; there are `kernels`'],
    [{ kernels: [1] }, 'schedule-form: kernels[0] should be an object, but it is 1'],
    [
      { kernels: [{ kind: 'toString' }] },
      'schedule-form: kernels[0].kind should be one of "contractions", "held", "matrices", "pointwise", "rows", "subgroup-matrices", but it is "toString"',
    ],
    [
      { kernels: [{ ...rows, perRow: 0.5 }] },
      'schedule-form: kernels[0].perRow should be a whole number, 1 or more, but it is 0.5',
    ],
    [
      { kernels: [{ ...chain, tiles: [16, 1e300] }] },
      'schedule-form: kernels[0].tiles should be a list of whole numbers, but it is [16,1e+300]',
    ],
    [
      { kernels: [{ ...chain, stages: [] }] },
      'schedule-form: kernels[0].stages should be a list of stages, at least one, but it is []',
    ],
    [
      { kernels: [{ ...chain, stages: [{ einsum: 'z', left: 2, micro: [1, 1] }] }] },
      'schedule-form: kernels[0].stages[0].left should be 0 or 1, but it is 2',
    ],
    [
      { kernels: [{ ...chain, stages: [{ einsum: 'z', left: 0, micro: [1, 1000] }] }] },
      'schedule-form: kernels[0].stages[0].micro should be two whole numbers from 1 to 16, but it is [1,1000]',
    ],
    [
      { kernels: [{ ...chain, stages: [{ einsum: 'z', left: 0, micro: [1, 1], epilog: 'b' }] }] },
      'schedule-member: kernels[0].stages[0] has no member `epilog`; there are `epilogue`, `staged`, `unroll`, `einsum`, `left`, `micro`',
    ],
  ];
  test.each(cases)('%j', (schedule, message) => {
    expect(said(schedule)).toEqual([message]);
  });
});

describe('what does not fit the program', () => {
  const stage = (einsum: string, epilogue?: string): ContractionKernel['stages'][number] => ({
    einsum,
    ...(epilogue === undefined ? {} : { epilogue }),
    left: 0,
    micro: [1, 1],
  });
  const only = (kernel: KernelSchedule): Schedule => ({ kernels: [kernel, rows] });
  const cases: readonly (readonly [string, Schedule, string])[] = [
    ['a name', only({ ...chain, stages: [stage('q')] }), 'kernels[0].stages[0].einsum is `q`'],
    ['a parameter', only({ kind: 'pointwise', value: 'x', invocations: 64 }), 'it is a parameter'],
    ['a sum', only({ kind: 'pointwise', value: 'r', invocations: 64 }), 'two kernels make it'],
    ['a product', only({ kind: 'pointwise', value: 'z', invocations: 64 }), 'no pointwise work'],
    ['a map', only({ ...chain, stages: [stage('b')] }), '`b` is no einsum of two operands'],
    ['no rows', only({ kind: 'rows', value: 'b', invocations: 64, perRow: 1 }), 'it is a map, which has no rows'],
    ['no power', { kernels: [chain, { ...rows, perRow: 3 }] }, 'no power of two'],
    ['no divisor', { kernels: [chain, { ...rows, perRow: 128 }] }, 'does not divide 64'],
    ['no link', only({ ...chain, stages: [stage('y'), stage('z')] }), '`y` is no operand of `z`'],
    ['no epilogue', only({ ...chain, stages: [stage('z'), stage('y', 'r')] }), '`r` is no map of floating numbers'],
    ['another epilogue', only({ ...chain, stages: [stage('z', 'b')] }), '`b` does not read `z`'],
    ['too few tiles', only({ ...chain, tiles: [16] }), 'there are 1 tiles for 2 axes'],
    ['a wide tile', only({ ...chain, tiles: [16, 9] }), 'tiles[1] is 9 on an axis of extent 8'],
    ['no tile', only({ ...chain, tiles: [0, 8] }), 'tiles[0] is 0 on an axis of extent ...'],
    ['too much', only({ ...chain, tiles: [2 ** 24, 8] }), 'a workgroup would make 33554432 elements of `z`'],
    [
      'a kept result staged',
      only({ ...chain, stages: [stage('z'), { ...stage('y', 'b'), staged: ['left'] }] }),
      '`z` is made in the kernel, so it cannot be staged',
    ],
    [
      'steps that do not divide',
      only({ ...chain, stages: [{ ...stage('z'), unroll: 4 }, stage('y', 'b')] }),
      'unrolling 4 steps does not divide 6 of `i`',
    ],
    [
      'a chunk that is not summed',
      only({ ...chain, chunk: { index: 'o', size: 2 } }),
      'the last stage does not sum `o`',
    ],
    ['nothing to prefetch', only({ ...chain, prefetch: true }), 'there is nothing to prefetch'],
    ['another order', { kernels: [rows, chain] }, 'it reads `b`, which a later kernel makes'],
    ['a kernel less', { kernels: [chain] }, 'the schedule has no kernel for `r`'],
    ['twice', { kernels: [chain, rows, rows] }, 'two kernels make it'],
    [
      'memory',
      only({ ...chain, tiles: [4096, 8] }),
      'would need 32768 bytes of workgroup memory; the device has 16384',
    ],
    ['invocations', only({ ...chain, invocations: 512 }), 'would need 512 invocations in a workgroup'],
  ];
  test.each(cases)('%s', (_, schedule, message) => {
    const problems = said(schedule);
    expect(problems.filter((problem) => problem.includes(message))).toHaveLength(1);
  });

  test('a value that stays inside one kernel and is read by another', () => {
    const apart: Schedule = {
      kernels: [{ ...chain, stages: [stage('z')], tiles: [16, 2] }, chain, rows],
    };
    expect(said(apart)[0]).toContain('`z` is read outside the kernel, too');
  });

  test('a device with few buffers', () => {
    const { diagnostics } = checkSchedule(example(), fitting, { ...target, buffers: 3 });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'the kernel for `b` would need 5 buffers; the device has 3',
    ]);
  });

  test('maps that read each other again and again need kernels of their own', () => {
    const builder = new ProgramBuilder('powers');
    let value = builder.parameter('x', [4], 'f32');
    const element = { kind: 'element', position: 0 } as const;
    for (let power = 0; power < 40; power += 1)
      value = builder.map(
        [{ name: 'i', extent: 4 }],
        [{ value, indices: ['i'] }],
        { kind: 'binary', operator: 'multiply', left: element, right: element },
        'f32',
        { name: `p${power}` },
      );
    builder.output('y', value, ['i']);
    const program = builder.build();
    const { diagnostics } = checkSchedule(
      program,
      { kernels: [{ kind: 'pointwise', value: 'p39', invocations: 64 }] },
      target,
    );
    expect(diagnostics.map(({ code }) => code)).toEqual(['schedule-recomputed']);
  });
});

function runLoops(program: TensorProgram, schedule: Schedule, { program: meant, inputs }: ProgramCase) {
  const bindings = bindSymbols(
    parametersOf(meant).map((parameter) => [parameter, (inputs.get(parameter.name) as HostTensor).shape]),
  );
  const shapes = new Map([...interpret(meant, inputs)].map(([name, { shape }]) => [name, shape]));
  return interpretLoops(applySchedule(program, schedule), inputs, shapes, bindings);
}

describe('random programs', () => {
  test('what is chosen fits, and so does every candidate', () => {
    fc.assert(
      fc.property(programs({ dtypes: ['f32'], maxNodes: 5 }), ({ program }) => {
        const prepared = prepare(program);
        for (const candidate of scheduleCandidates(prepared, target).slice(0, 8)) {
          const checked = checkSchedule(prepared, JSON.parse(JSON.stringify(candidate)), target);
          expect(checked.diagnostics).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('what is changed at random is refused or computes the same', () => {
    let accepted = 0;
    fc.assert(
      fc.property(
        programs({ dtypes: ['f32'], maxNodes: 4 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat()), { minLength: 1, maxLength: 3 }),
        (generated, changes) => {
          const prepared = prepare(generated.program);
          const names = [...nameValues(prepared).values()];
          const schedule = JSON.parse(JSON.stringify(chooseSchedule(prepared, target))) as { kernels: unknown[] };
          for (const change of changes) disturb(schedule.kernels, names, change);
          const checked = checkSchedule(prepared, schedule, target);
          if (!checked.ok) return;
          accepted += 1;
          expect(disagreement(generated, runLoops(prepared, checked.value, generated))).toBeUndefined();
        },
      ),
      { numRuns: 300 },
    );
    expect(accepted).toBeGreaterThan(30);
  }, 60_000);
});

/** Changes one thing somewhere in a schedule. */
function disturb(kernels: unknown[], names: readonly string[], [where, what, how]: readonly [number, number, number]) {
  if (kernels.length === 0) return;
  const at = where % kernels.length;
  const number = [0, 1, 2, 3, 4, 5, 7, 8, 16, 32, 48, 64, 256][how % 13] as number;
  const name = names[how % names.length] as string;
  const kernel = kernels[at] as Record<string, unknown> & { tiles?: number[]; stages?: Record<string, unknown>[] };
  const stage = kernel.stages?.[how % kernel.stages.length];
  const changes: readonly (() => void)[] = [
    () => kernels.splice(at, 1),
    () => kernels.splice(how % kernels.length, 0, kernels.splice(at, 1)[0]),
    () => kernels.splice(at, 0, { kind: 'pointwise', value: name, invocations: 64 }),
    () => (kernel['invocations'] = number),
    () => (kernel['kind'] === 'rows' ? (kernel['perRow'] = number) : (kernel['value'] = name)),
    () => kernel.tiles?.splice(how % kernel.tiles.length, 1, number),
    () => stage && (stage['micro'] = [1 + (number % 16), 1 + (where % 16)]),
    () => stage && (stage['left'] = how % 2),
    () => stage && (stage['epilogue'] = name),
    () => stage && delete stage['epilogue'],
    () => kernel.stages?.splice(how % kernel.stages.length, 1),
    () => (kernel['chunk'] = { index: ['i', 'j', 'k', 'l', 'm'][where % 5], size: number }),
    () => (kernel['prefetch'] = true),
    () => stage && (stage['staged'] = [['left'], ['right'], ['left', 'right']][where % 3]),
    () => stage && (stage['unroll'] = number),
  ];
  changes[what % changes.length]?.();
}
