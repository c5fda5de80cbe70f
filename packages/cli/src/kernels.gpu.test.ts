/** The command with a WebGPU device. */
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const layers = file('low_rank.ein', LOW_RANK);
const set = ['--set', 'n=4,m=3,r=2'];

test('a layer is compiled to kernels and run', async () => {
  const { code } = await einlay(['compile', layers, ...set, '--target', 'wgsl', '--out', folder]);
  expect(code).toBe(0);
  const inputs = {
    x: '{"shape":[4],"data":[1,0,0,2]}',
    A: '{"shape":[4,2],"data":[1,0,0,0,0,0,0,1]}',
    B: '{"shape":[2,3],"data":[1,2,3,4,5,6.5]}',
  };
  const words = Object.entries(inputs).flatMap(([name, text]) => ['--input', `${name}=${file(`${name}.json`, text)}`]);
  expect(await einlay(['run', `${folder}/low_rank.wgsl.artifact`, ...words])).toEqual({
    code: 0,
    stdout: '{"y":{"shape":[3],"data":[9,12,16]}}\n',
    stderr: '',
  });
});

test('equations are evaluated, one and many', async () => {
  const a = file('a.json', '{"shape":[2,3],"data":[1,2,3,4,5,6]}');
  const one = await einlay(['eval', 'ij,kj->ik', '--input', a, '--input', a, '--target', 'webgpu']);
  expect(one).toEqual({ code: 0, stdout: '{"shape":[2,2],"data":[14,32,32,77]}\n', stderr: '' });
  const tensor = readFileSync(a, 'utf8');
  const lines = [
    `{"equation":"ij,kj->ik","operands":[${tensor},${tensor}]}`,
    `{"equation":"ij->k","operands":[${tensor}]}`,
    `{"equation":"ij->j","operands":[${tensor}]}`,
  ];
  const batch = await einlay(['eval', '--batch', '-', '--target', 'webgpu'], { stdin: lines.join('\n') });
  const answers = batch.stdout.trim().split('\n');
  expect(answers[0]).toBe('{"shape":[2,2],"data":[14,32,32,77]}');
  expect(answers[1]).toContain('"code":"equation-output-index"');
  expect(answers[2]).toBe('{"shape":[3],"data":[5,7,9]}');
  expect(batch.code).toBe(0);
});

test('a benchmark compares, times, and shows the dense layer beside', async () => {
  const words = ['bench', layers, '--set', 'n=64,m=64,r=4', '--tokens', '64', '--rounds', '2', '--target', 'webgpu'];
  const { code, stdout, stderr } = await einlay([...words, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const answer = JSON.parse(stdout) as { layers: { name: string; milliseconds: number }[]; maxError: number };
  expect(answer.layers.map(({ name }) => name)).toEqual(['low_rank', 'dense']);
  expect(answer.layers.every(({ milliseconds }) => milliseconds > 0)).toBe(true);
  expect(answer.maxError).toBeLessThan(1e-3);
});

describe('tune', () => {
  const tuned = `${folder}/tuned.json`;
  const words = ['tune', layers, '--set', 'n=64,m=64,r=8', '--tokens', '64', '--out', tuned];

  test('is interrupted, stores the best so far, goes on, and compile reads it', async () => {
    const interrupt = new AbortController();
    const hear = (text: string): void => {
      if (text.includes('3/')) interrupt.abort();
    };
    const world = { isTerminal: true, interrupted: interrupt.signal, hear };
    const first = await einlay([...words, '--json'], world);
    expect(first.code).toBe(0);
    const { measured, schedules, best } = JSON.parse(first.stdout) as Answer;
    expect(measured).toBe(3);
    expect(best[0]?.milliseconds).toBeGreaterThan(0);
    expect(best.map(({ milliseconds }) => milliseconds)).toEqual(
      best.map(({ milliseconds }) => milliseconds).sort((one, other) => one - other),
    );
    expect(readFileSync(`${tuned}.progress`, 'utf8').trim().split('\n')).toHaveLength(4);

    const second = await einlay([...words, '--json']);
    expect({ code: second.code, stderr: second.stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(second.stdout)).toMatchObject({ measured: schedules, schedules, file: tuned });
    expect(existsSync(`${tuned}.progress`)).toBe(false);

    const compile = ['compile', layers, '--set', 'n=64,m=64,r=8', '--target', 'wgsl', '--out', folder];
    const compiled = await einlay([...compile, '--schedule', tuned]);
    expect({ code: compiled.code, stderr: compiled.stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(`${folder}/low_rank.schedule.json`, 'utf8')).toBe(readFileSync(tuned, 'utf8'));
  }, 60_000);

  test('measures one schedule however little time there is, and says so', async () => {
    const { code, stdout } = await einlay([...words, '--seconds', '0.000001', '--color', 'never']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^ +ms +speed +schedule\n.* 1\.00× .*\(chosen without tuning\)\n1 of \d+ schedules measured on /,
    );
    expect(stdout).toContain(`stored in ${tuned}\n`);
  });

  test('stores nothing when it was interrupted before anything was measured', async () => {
    const none = `${folder}/none.json`;
    const { code, stderr } = await einlay([...words.slice(0, -1), none], { interrupted: AbortSignal.abort() });
    expect(code).toBe(1);
    expect(stderr).toContain('error[tune-nothing]');
    expect(existsSync(none)).toBe(false);
  });
});

interface Answer {
  readonly measured: number;
  readonly schedules: number;
  readonly best: readonly { readonly milliseconds: number }[];
}
