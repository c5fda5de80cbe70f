import { describe, expect, test } from '@jest/globals';
import { sm80, sm90a } from '@einlay/backends/cuda';
import {
  SHIPPED_TABLE,
  compile,
  mergeTunedTables,
  parseTunedTable,
  printTunedTable,
  tunedEntry,
  tuningSchedules,
} from '../index.ts';
import type { Compilation, CompileOptions, Schedule, TunedTable } from '../index.ts';
import { canonicalProgram } from './canonical-program.ts';

const source = `layer low_rank(n, m, r) {
  input x[..., n]
  factor A[n, r], B[r, m]
  output y[..., m] = x[..., n] * A[n, r] * B[r, m]
}`;
/** The same layer in other words. */
const other = `layer squeeze(d, o, k) {
  factor U[d, k]
  input tokens[..., d]
  factor V[k, o]
  output result[..., o] = tokens[..., d] * U[d, k] * V[k, o]
}`;

function compiled(text: string, options: CompileOptions): Compilation {
  const result = compile(text, { targets: ['cuda'], dtype: 'bf16', ...options });
  if (!result.ok) throw new Error(result.diagnostics[0]?.message);
  return result.value;
}

const scheduleOf = ({ emissions }: Compilation): Schedule => {
  const { files = [] } = emissions.get('cuda') ?? {};
  const file = files.find(({ extension }) => extension === '.cuda.schedule.json');
  return JSON.parse(String(file?.content)) as Schedule;
};

const layer = compiled(source, { set: { n: 64, m: 48, r: 16 } });
const [chosen, ...candidates] = tuningSchedules(layer, sm90a);
const fastest = candidates.at(-1) as Schedule;
const measured = { layer: 'low_rank', set: { r: 16, n: 64, m: 48 }, dtype: 'bf16', tokens: 512 };
const entry = tunedEntry(layer.optimized, fastest, { ...measured, milliseconds: 0.0512345, chosenMilliseconds: 0.06 });
const tuned: TunedTable = { architecture: 'sm_90a', entries: [entry] };

describe('a program that was tuned', () => {
  test('is compiled with what was found to be fastest', () => {
    expect(fastest).not.toEqual(chosen);
    expect(scheduleOf(layer)).toEqual(chosen);
    expect(scheduleOf(compiled(source, { set: measured.set, tuned }))).toEqual(fastest);
  });

  test('is found whatever its parts are called and however they are ordered', () => {
    const renamed = compiled(other, { set: { d: 64, o: 48, k: 16 }, tuned });
    const expected = JSON.parse(JSON.stringify(fastest).replaceAll('"y"', '"result"')) as Schedule;
    expect(scheduleOf(renamed)).toEqual(expected);
  });

  test.each([
    ['of another size', { set: { n: 64, m: 48, r: 32 } }],
    ['of another type', { set: measured.set, dtype: 'f16' as const }],
    ['for another device', { set: measured.set, cuda: sm80 }],
  ])('is another one %s', (_, options) => {
    expect(scheduleOf(compiled(source, { ...options, tuned }))).toEqual(scheduleOf(compiled(source, options)));
  });

  test('is tried first when it is tuned again, and once only', () => {
    const again = tuningSchedules(layer, sm90a, tuned);
    expect(again[0]).toEqual(fastest);
    expect(again).toHaveLength(candidates.length + 1);
    expect(again).toContainEqual(chosen);
  });

  test('is left to the compiler when its schedule no longer fits', () => {
    const [kernel] = entry.kernels;
    const broken = { ...entry, kernels: [{ ...kernel, tiles: [1, 2, 3] } as Schedule['kernels'][number]] };
    const table = { ...tuned, entries: [broken] };
    expect(scheduleOf(compiled(source, { set: measured.set, tuned: table }))).toEqual(chosen);
  });
});

test('what names a program is its products, maps, shapes and types', () => {
  const { text } = canonicalProgram(layer.optimized);
  expect(text).toBe(
    'factor p0: bf16[16, 48]; input p1: bf16[..., 64]; factor p2: bf16[64, 16]; ' +
      'v3: bf16[..., 16] = einsum[a, c] p1[a, b] * p2[b, c]; ' +
      'v4: bf16[..., 48] = einsum[c, b] p0[a, b] * v3[c, a]; output o0[] = v4',
  );
});

test('indices of chunks are renamed with those of the product', () => {
  const { toCanonical, fromCanonical } = canonicalProgram(layer.optimized);
  const schedule: Schedule = {
    kernels: [
      {
        kind: 'contractions',
        stages: [
          { einsum: 'v3', left: 0, micro: [4, 4] },
          { einsum: 'y', left: 0, micro: [4, 4] },
        ],
        tiles: [16, 48],
        invocations: 64,
        chunk: { index: 'r', size: 8 },
      },
    ],
  };
  const canonical = toCanonical(schedule);
  expect(canonical.kernels[0]).toMatchObject({ stages: [{ einsum: 'v3' }, { einsum: 'v4' }], chunk: { index: 'a' } });
  expect(fromCanonical(canonical)).toEqual(schedule);
});

describe('tables', () => {
  const wide = compiled(source, { set: { n: 64, m: 64, r: 16 } });
  const second = tunedEntry(wide.optimized, scheduleOf(wide), {
    ...{ ...measured, set: { n: 64, m: 64, r: 16 } },
    ...{ milliseconds: 1, chosenMilliseconds: 1 },
  });
  const newer = { ...entry, milliseconds: 0.04 };

  test('are merged: the last one knows best, and the order of the others does not matter', () => {
    const one = mergeTunedTables(tuned, { ...tuned, entries: [second] }, { ...tuned, entries: [newer] });
    const other = mergeTunedTables({ ...tuned, entries: [second] }, tuned, { ...tuned, entries: [newer] });
    expect(printTunedTable(one)).toBe(printTunedTable(other));
    expect(one.entries).toEqual([newer, second]);
  });

  test('are printed an entry a line, and read again', () => {
    const text = printTunedTable({ ...tuned, entries: [entry, second] });
    expect(text.split('\n')).toHaveLength(5);
    expect(parseTunedTable(JSON.parse(text))).toMatchObject({
      ok: true,
      value: { ...tuned, entries: [entry, second] },
    });
    expect(entry).toMatchObject({ milliseconds: 0.05123, set: { m: 48, n: 64, r: 16 } });
    expect(JSON.stringify(entry.set)).toBe('{"m":48,"n":64,"r":16}');
  });

  test.each([
    ['nothing', null, 'it is no object'],
    ['no device', { entries: [] }, '`architecture` is no text'],
    ['no entries', { architecture: 'sm_90a', entries: {} }, '`entries` is no list'],
    ['half an entry', { ...tuned, entries: [{ ...entry, tokens: '1' }] }, '`entries[0].tokens` is missing or wrong'],
    ['an entry that is none', { ...tuned, entries: [3] }, '`entries[0]` is no object'],
  ])('of %s are refused', (_, value, problem) => {
    expect(parseTunedTable(value).diagnostics.map(({ message }) => message)).toEqual([
      `the table of tuned schedules is not as it must be: ${problem}`,
    ]);
  });

  test('with a schedule of the wrong form are refused', () => {
    const value = { ...tuned, entries: [{ ...entry, kernels: [{ kind: 'none' }] }] };
    expect(parseTunedTable(value).diagnostics.map(({ code }) => code)).toEqual(['schedule-form']);
  });
});

describe('the table that ships', () => {
  test('is one that could be read from a file, in order', () => {
    expect(parseTunedTable(SHIPPED_TABLE).ok).toBe(true);
    expect(mergeTunedTables(SHIPPED_TABLE)).toEqual(SHIPPED_TABLE);
  });

  test('has schedules of layers of the standard library, which still fit', () => {
    const wrong = SHIPPED_TABLE.entries.filter(({ layer, set, dtype, program, kernels }) => {
      const options = { layer, set, dtype: dtype as 'bf16', targets: [] };
      const { optimized } = compiled(`export { ${layer} } from "std"`, options);
      const { text, fromCanonical } = canonicalProgram(optimized);
      const [first] = tuningSchedules(compiled(`export { ${layer} } from "std"`, options), sm90a);
      return text !== program || JSON.stringify(first) !== JSON.stringify(fromCanonical({ kernels }));
    });
    expect(wrong).toEqual([]);
  });
});
