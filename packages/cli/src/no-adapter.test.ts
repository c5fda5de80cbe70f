/** Kernels on a machine that has no adapter for them. */
import { afterAll, expect, jest, test } from '@jest/globals';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';

jest.unstable_mockModule('webgpu', () => ({ create: () => ({ requestAdapter: () => Promise.resolve(null) }) }));

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const layers = file('low_rank.ein', LOW_RANK);
const set = ['--set', 'n=4,m=3,r=2'];
const lines = file('lines.jsonl', '{"equation":"i->","operands":[{"shape":[1],"data":[1]}]}');

test('kernels are compiled all the same', async () => {
  expect(await einlay(['compile', layers, ...set, '--target', 'wgsl', '--out', folder])).toMatchObject({ code: 0 });
});

test.each([
  ['eval', ['eval', 'i->', '--input', file('one.json', '{"shape":[1],"data":[1]}'), '--target', 'webgpu']],
  ['eval --batch', ['eval', '--batch', lines, '--target', 'webgpu']],
  ['run', ['run', `${folder}/low_rank.wgsl.artifact`, ...inputs({ x: [4], A: [4, 2], B: [2, 3] })]],
])('%s says that there is none, and what to install', async (_, words) => {
  const { code, stdout, stderr } = await einlay(words);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('error[runtime-adapter]');
  expect(stderr).toContain('hint: install');
});

/** `--input` for tensors of ones. */
function inputs(shapes: Readonly<Record<string, readonly number[]>>): readonly string[] {
  return Object.entries(shapes).flatMap(([name, shape]) => {
    const data = Array.from({ length: shape.reduce((all, extent) => all * extent, 1) }, () => 1);
    return ['--input', `${name}=${file(`${name}.json`, JSON.stringify({ shape, data }))}`];
  });
}
