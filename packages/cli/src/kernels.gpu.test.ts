/** The command with a WebGPU device. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
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
