import { expect, test } from '@jest/globals';
import { compile, compileSchedule, describeSchedule, mixSchedules, targetOfAdapter, tuningSchedules } from './index.ts';
import type { Compilation, Schedule } from './index.ts';

const device = targetOfAdapter({ limits: { maxComputeWorkgroupStorageSize: 32768 }, features: [] });

function compiled(layer: string, set: Readonly<Record<string, number>>): Compilation {
  const result = compile(`export { ${layer} } from "std"`, { layer, set, targets: ['wgsl'], device });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  return result.value;
}

test('what compile chooses is tried first, and nothing twice', () => {
  const btt = compiled('btt', { g: 16, a: 16, p: 16, e: 16 });
  const schedules = tuningSchedules(btt, device);
  const chosen = btt.emissions.get('wgsl')?.files.find(({ extension }) => extension === '.schedule.json');
  expect(schedules[0]).toEqual({ kernels: (JSON.parse(String(chosen?.content)) as { kernels: unknown }).kernels });
  expect(schedules.length).toBeGreaterThan(10);
  expect(new Set(schedules.map((schedule) => JSON.stringify(schedule))).size).toBe(schedules.length);
});

test('a beginning of the list has some of every kind', () => {
  const schedules = tuningSchedules(compiled('btt', { g: 16, a: 16, p: 16, e: 16 }), device);
  const kinds = (some: typeof schedules): ReadonlySet<string> =>
    new Set(
      some.map(({ kernels }) =>
        JSON.stringify(kernels.map((kernel) => [kernel.kind, 'invocations' in kernel && kernel.invocations])),
      ),
    );
  const third = schedules.slice(0, Math.ceil(schedules.length / 3));
  expect(kinds(third).size).toBeGreaterThanOrEqual(kinds(schedules).size - 1);
});

test('every schedule compiles, to the same tensors and other kernels', () => {
  const dense = compiled('dense', { d_in: 48, d_out: 64 });
  const schedules = tuningSchedules(dense, device);
  const artifacts = schedules.map((schedule) => {
    const artifact = compileSchedule(dense, schedule, device);
    if (!artifact.ok) throw new Error(artifact.diagnostics[0]?.message);
    return artifact.value;
  });
  expect(artifacts[0]).toEqual(dense.emissions.get('wgsl')?.artifact);
  for (const { parameters, outputs } of artifacts)
    expect({ parameters, outputs }).toEqual({ parameters: artifacts[0]?.parameters, outputs: artifacts[0]?.outputs });
  const kernels = artifacts.map(({ payload }) => JSON.stringify(payload.kind === 'webgpu' && payload.kernels));
  expect(new Set(kernels).size).toBe(schedules.length);
});

test('a schedule of another layer is refused', () => {
  const [schedule] = tuningSchedules(compiled('btt', { g: 4, a: 4, p: 4, e: 4 }), device);
  const dense = compiled('dense', { d_in: 48, d_out: 64 });
  expect(schedule && compileSchedule(dense, schedule, device).diagnostics.map(({ code }) => code)).toContain(
    'schedule-value',
  );
});

test('schedules in words', () => {
  const words = describeSchedule({
    kernels: [
      {
        kind: 'contractions',
        stages: [
          { einsum: 'z', left: 0, micro: [4, 2] },
          { einsum: 'y', left: 1, micro: [4, 4] },
        ],
        tiles: [16, 8],
        invocations: 64,
      },
      {
        kind: 'contractions',
        stages: [{ einsum: 'c', left: 0, micro: [2, 4] }],
        tiles: [],
        invocations: 32,
        chunk: { index: 'k', size: 8 },
      },
      {
        kind: 'contractions',
        stages: [{ einsum: 'd', left: 0, micro: [8, 8], staged: ['left', 'right'], unroll: 8 }],
        tiles: [128, 128],
        invocations: 256,
        chunk: { index: 'k', size: 8 },
        prefetch: true,
      },
      { kind: 'rows', value: 'n', invocations: 64, perRow: 8 },
      { kind: 'pointwise', value: 'o', invocations: 32 },
    ],
  });
  expect(words.split('; ')).toEqual([
    'y: tiles 16 × 8, 4 × 2 then 4 × 4 an invocation, 64 invocations',
    'c: tiles 1, k in chunks of 8, 2 × 4 an invocation, 32 invocations',
    'd: tiles 128 × 128, k in chunks of 8, left of d and right of d staged ahead, 8 × 8 an invocation, 256 invocations',
    'n: 8 invocations a row, 64 invocations',
    'o: an element each, 32 invocations',
  ]);
});

test('the fastest kernels of several schedules make one, if they compute the same', () => {
  const stage = (einsum: string) => ({ einsum, left: 0, micro: [4, 4] }) as const;
  const kernel = (invocations: number, ...names: string[]): Schedule['kernels'][number] => ({
    kind: 'contractions',
    stages: names.map(stage),
    tiles: [16],
    invocations,
  });
  const row = (perRow: number) => ({ kind: 'rows', value: 'n', invocations: 64, perRow }) as const;
  const apart = (one: number, two: number, perRow: number): Schedule => ({
    kernels: [kernel(one, 'a'), kernel(two, 'b'), row(perRow)],
  });
  const fused: Schedule = { kernels: [kernel(64, 'a', 'b'), row(8)] };
  const measured = [
    { schedule: apart(32, 32, 1), times: [5, 1, 7] },
    { schedule: apart(64, 64, 2), times: [2, 9, 6] },
    { schedule: fused, times: [4, 3] },
  ];
  // 2 + 1 + 3 is less than 4 + 3, and the row of the third schedule does as well in any.
  expect(mixSchedules(measured)).toEqual(apart(64, 32, 8));
  expect(mixSchedules([...measured, { schedule: fused, times: [2.5, 3] }])).toEqual(fused);
  expect(mixSchedules([])).toBeUndefined();
});
