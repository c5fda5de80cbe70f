import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

/** `einlay --watch`, and what it says each time round. */
function startWatching(words: readonly string[]): {
  readonly next: () => Promise<string>;
  readonly stop: () => Promise<number>;
} {
  const interrupt = new AbortController();
  const rounds: string[] = [];
  let said = '';
  let wake = (): void => undefined;
  const ended = einlay([...words, '--watch'], {
    interrupted: interrupt.signal,
    hear(text) {
      said += text;
      if (!said.endsWith('waiting for changes\n')) return;
      rounds.push(said);
      said = '';
      wake();
    },
  });
  return {
    async next() {
      while (rounds.length === 0)
        await new Promise<void>((woken) => {
          wake = woken;
        });
      return rounds.shift() as string;
    },
    async stop() {
      interrupt.abort();
      return (await ended).code;
    },
  };
}

const broken = LOW_RANK.replace('* B[r, m]\n}', '* C[r, m]\n}');

test('check runs again when the file changes, goes, comes back or is replaced', async () => {
  const layers = file('layers.ein', LOW_RANK);
  const { next, stop } = startWatching(['check', layers]);
  expect(await next()).toBe('no errors; waiting for changes\n');
  writeFileSync(layers, broken);
  expect(await next()).toContain('error[');
  rmSync(layers);
  expect(await next()).toContain('error[file-missing]');
  writeFileSync(layers, LOW_RANK);
  expect(await next()).toBe('no errors; waiting for changes\n');
  renameSync(file('new.ein', broken), layers);
  expect(await next()).toContain('error[');
  expect(await stop()).toBe(1);
});

test('imported files are watched too, in a folder that goes and comes back', async () => {
  mkdirSync(`${folder}/imported`);
  const imported = file('imported/layers.ein', LOW_RANK);
  const { next, stop } = startWatching([
    'check',
    file('main.ein', 'import { low_rank } from "./imported/layers.ein"\n'),
  ]);
  expect(await next()).toBe('no errors; waiting for changes\n');
  rmSync(`${folder}/imported`, { recursive: true });
  expect(await next()).toContain('error[import-not-found]');
  mkdirSync(`${folder}/imported`);
  writeFileSync(imported, LOW_RANK);
  expect(await next()).toBe('no errors; waiting for changes\n');
  expect(await stop()).toBe(0);
});

test('fmt does not start itself', async () => {
  const untidy = file('untidy.ein', LOW_RANK.replaceAll('  ', '    '));
  const { next, stop } = startWatching(['fmt', untidy]);
  expect(await next()).toContain(`formatted ${untidy}`);
  expect(await stop()).toBe(0);
});

test('compile writes again', async () => {
  const layers = file('compiled.ein', LOW_RANK);
  const { next, stop } = startWatching(['compile', layers, '--set', 'n=2,m=2,r=2', '--out', `${folder}/out`]);
  expect(await next()).toContain('low_rank.onnx.artifact');
  writeFileSync(layers, LOW_RANK.replace('layer low_rank', 'layer other'));
  expect(await next()).toContain('other.onnx.artifact');
  expect(await stop()).toBe(0);
});
