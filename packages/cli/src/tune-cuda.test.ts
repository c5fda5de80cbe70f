/** Tuning on a CUDA device that is the processor. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, jest, test } from '@jest/globals';
import * as runtime from '@einlay/runtime-cuda';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(180_000);

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const library = `${folder}/libfake.so`;
const script = fileURLToPath(new URL('../../runtime-cuda/src/testing/build-fake.sh', import.meta.url));
const built = spawnSync('sh', [script, library], { encoding: 'utf8' });
if (built.status !== 0) throw new Error(`install gcc and g++ (Debian: apt-get install g++): ${built.stderr}`);
const options = { driver: library, nvrtc: library, cache: `${folder}/cache` };
jest.unstable_mockModule('@einlay/runtime-cuda', () => ({ cuda: () => runtime.cuda(options) }));

const layers = file('low_rank.ein', LOW_RANK);
const set = ['--set', 'n=16,m=16,r=4', '--dtype', 'bf16'];
const tuned = `${folder}/tuned.json`;
const words = ['tune', layers, ...set, '--tokens', '32', '--target', 'cuda', '--out', tuned];

describe('tune --target cuda', () => {
  test('is interrupted, stores the best so far, goes on, and compile reads it', async () => {
    const interrupt = new AbortController();
    const said: string[] = [];
    const hear = (text: string): void => {
      said.push(text);
      if (text.includes('3/')) interrupt.abort();
    };
    const world = { isTerminal: true, interrupted: interrupt.signal, hear };
    const first = await einlay([...words, '--json'], world);
    expect(first.code).toBe(0);
    expect(said.some((text) => /2\/\d+ {2}best \S+ ms {2}about \d+ s left/.test(text))).toBe(true);
    const { device, measured, best } = JSON.parse(first.stdout) as Answer;
    expect({ device, measured }).toEqual({ device: 'Fake GPU 0', measured: 3 });
    expect(best.map(({ milliseconds }) => milliseconds > 0)).toEqual(best.map(() => true));
    expect(readFileSync(`${tuned}.progress`, 'utf8').trim().split('\n')).toHaveLength(4);

    const second = await einlay([...words, '--json']);
    expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: '' });
    const all = JSON.parse(second.stdout) as Answer;
    expect(all).toMatchObject({ measured: all.schedules, file: tuned });
    expect(all.schedules).toBeGreaterThan(3);
    expect(existsSync(`${tuned}.progress`)).toBe(false);

    const compile = ['compile', layers, ...set, '--target', 'cuda', '--out', folder, '--schedule', tuned];
    const compiled = await einlay(compile);
    expect({ code: compiled.code, stderr: compiled.stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(`${folder}/low_rank.cuda.schedule.json`, 'utf8')).toBe(readFileSync(tuned, 'utf8'));
  });

  test('adds what it found to a table, which holds every layer once', async () => {
    const table = `${folder}/table.json`;
    const entriesOf = (): readonly { readonly layer: string; readonly set: object; readonly kernels: unknown }[] =>
      (JSON.parse(readFileSync(table, 'utf8')) as { entries: [] }).entries;
    const quick = ['--tokens', '32', '--target', 'cuda', '--seconds', '0.000001', '--table', table, '--out', tuned];
    for (const sizes of ['n=16,m=16,r=4', 'n=16,m=16,r=2', 'n=16,m=16,r=4'])
      expect(await einlay(['tune', layers, '--set', sizes, '--dtype', 'bf16', ...quick])).toMatchObject({ code: 0 });
    expect(entriesOf()).toMatchObject([
      { layer: 'low_rank', set: { m: 16, n: 16, r: 2 }, tokens: 32, dtype: 'bf16' },
      { layer: 'low_rank', set: { m: 16, n: 16, r: 4 } },
    ]);
    const broken = file('broken.json', '{"architecture":1}');
    const refused = await einlay([...words, '--table', broken]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toContain('error[tuned-table]');
  });

  test('says what was measured, and where', async () => {
    const { code, stdout } = await einlay([...words, '--seconds', '0.000001', '--color', 'never']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\(chosen without tuning\)\n1 of \d+ schedules measured on Fake GPU 0/);
  });
});

interface Answer {
  readonly device: string;
  readonly measured: number;
  readonly schedules: number;
  readonly best: readonly { readonly milliseconds: number }[];
}
