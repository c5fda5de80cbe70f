import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compilerContent, contentOf } from './compiler-content.ts';

const scratch = mkdtempSync(path.join(tmpdir(), 'einlay-content-'));
afterAll(() => {
  rmSync(scratch, { recursive: true });
});

const write = (file: string, text: string): void => {
  mkdirSync(path.dirname(path.join(scratch, file)), { recursive: true });
  writeFileSync(path.join(scratch, file), text);
};
const content = (folder = 'one'): string => contentOf('@einlay/a', path.join(scratch, folder, 'main.js'));

test('the content of packages is that of what is built of them, wherever they are', () => {
  const modules = 'one/node_modules/@einlay';
  write(`${modules}/a/package.json`, '{ "dependencies": { "@einlay/b": "1", "other": "1" } }');
  write(`${modules}/b/package.json`, '{ "dependencies": { "@einlay/a": "1" } }');
  write(`${modules}/a/dist/index.js`, 'export {};');
  write(`${modules}/b/dist/index.js`, 'export {};');
  const before = content();
  expect(content()).toBe(before);
  cpSync(path.join(scratch, 'one'), path.join(scratch, 'two'), { recursive: true });
  expect(content('two')).toBe(before);

  write(`${modules}/a/dist/index.js.map`, '{}');
  expect(content()).toBe(before);
  write(`${modules}/b/dist/chunks/passes.js`, 'export const changed = true;');
  const after = content();
  expect(after).not.toBe(before);
  write(`${modules}/a/package.json`, '{ "version": "2", "dependencies": { "@einlay/b": "1", "other": "1" } }');
  expect(content()).not.toBe(after);
});

test('the compiler in use has one', () => {
  expect(compilerContent()).toMatch(/^[0-9a-f]{64}$/);
});
