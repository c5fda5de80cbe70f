import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, jest, test } from '@jest/globals';
import { decode } from '@einlay/artifact';
import { compile } from './compile.ts';

const root = mkdtempSync(path.join(tmpdir(), 'einlay-nx-'));
const said = jest.spyOn(console, 'error').mockImplementation(() => undefined);
afterEach(() => {
  said.mockClear();
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

const LAYERS = 'layer twice(n = 2) { input x[..., n] output y[..., n] = 2 * x[..., n] }\n';

const run = (file: string, outputPath: string) =>
  compile({ files: [file], outputPath, targets: ['onnx', 'wgsl'], layers: { twice: { n: 5 } } }, { root });

test('writes an artifact for each target, and types', async () => {
  writeFileSync(path.join(root, 'layers.ein'), LAYERS);
  expect(await run('layers.ein', 'dist')).toEqual({ success: true });
  expect(readdirSync(path.join(root, 'dist')).sort()).toEqual(['twice.onnx.artifact', 'twice.wgsl.artifact']);
  const { parameters, payload } = decode(readFileSync(path.join(root, 'dist/twice.wgsl.artifact')));
  expect([parameters[0]?.shape.at(-1), payload.kind]).toEqual([5, 'webgpu']);
  expect(readFileSync(path.join(root, 'layers.d.ein.ts'), 'utf8')).toContain('readonly [...number[], 5]');
  expect(said).not.toHaveBeenCalled();
});

test('writes nothing of a file that is broken or missing, and says why', async () => {
  writeFileSync(path.join(root, 'broken.ein'), LAYERS.replace('* x', '* z'));
  expect(await run('broken.ein', 'never')).toEqual({ success: false });
  expect(said.mock.calls.join('\n')).toContain('broken.ein:1:');
  expect(await run('gone.ein', 'never')).toEqual({ success: false });
  expect(said.mock.calls.join('\n')).toContain('error[file-missing]: there is no file gone.ein');
  expect(existsSync(path.join(root, 'never'))).toBe(false);
  expect(existsSync(path.join(root, 'broken.d.ein.ts'))).toBe(false);
});
