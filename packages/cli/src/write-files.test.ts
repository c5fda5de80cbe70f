import { lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, chmodSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { scratchFolder } from './testing/run-einlay.ts';
import { writeFiles } from './write-files.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

test('folders are made, permissions and links stay', async () => {
  const target = file('target', 'old');
  chmodSync(target, 0o640);
  symlinkSync(target, file('link'));
  expect((await writeFiles([{ path: file('link'), content: 'new' }])).ok).toBe(true);
  expect(lstatSync(file('link')).isSymbolicLink()).toBe(true);
  expect([readFileSync(target, 'utf8'), statSync(target).mode & 0o777]).toEqual(['new', 0o640]);

  expect((await writeFiles([{ path: file('a/b/c'), content: new Uint8Array([1, 2]) }])).ok).toBe(true);
  expect([...readFileSync(file('a/b/c'))]).toEqual([1, 2]);
});

test('all or none, and no temporary file stays', async () => {
  const first = file('first', 'old');
  mkdirSync(file('folder'));
  const before = readdirSync(folder);
  const { ok, diagnostics } = await writeFiles([
    { path: first, content: 'new' },
    { path: file('folder'), content: 'new' },
  ]);
  expect({ ok, codes: diagnostics.map(({ code }) => code) }).toEqual({ ok: false, codes: ['file-unwritable'] });
  expect(readFileSync(first, 'utf8')).toBe('old');
  expect(readdirSync(folder)).toEqual(before);
});

test('interrupts are held up only meanwhile', async () => {
  const before = process.listenerCount('SIGINT');
  const written = writeFiles([{ path: file('whole'), content: 'whole' }]);
  expect(process.listenerCount('SIGINT')).toBe(before + 1);
  await written;
  expect(process.listenerCount('SIGINT')).toBe(before);
});
