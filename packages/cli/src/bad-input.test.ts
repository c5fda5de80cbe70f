import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';
import type { Ended } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const layers = file('low-rank.ein', LOW_RANK);
const junk = Uint8Array.from({ length: 4096 }, (_, at) => (at * 197 + 13) % 256);
mkdirSync(`${folder}/directory`);

/** Codes of the diagnostics, after checking that the command ended as it must for wrong input. */
function codesOf({ code, stdout, stderr }: Ended): readonly string[] {
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).not.toMatch(/^ +at |node:internal|mistake in einlay/m);
  return [...stderr.matchAll(/^(?:error|unsupported)\[([\w-]+)\]/gm)].map(([, found = '']) => found);
}

describe('operand files', () => {
  const good = file('good.json', '{"shape":[2],"data":[1,2]}');

  test.each([
    ['too few numbers', '{"shape":[2],"data":[1]}', 'tensor-count'],
    ['too many numbers', '{"shape":[2],"data":[1,2,3]}', 'tensor-count'],
    ['a scalar without its number', '{"shape":[],"data":[]}', 'tensor-count'],
    ['null', '{"shape":[2],"data":[1,null]}', 'tensor-number'],
    ['text', '{"shape":[2],"data":[1,"2"]}', 'tensor-number'],
    ['text as we print it', '{"shape":[2],"data":[1,"NaN"]}', 'tensor-number'],
    ['nested lists', '{"shape":[2],"data":[[1],[2]]}', 'tensor-number'],
    ['beyond float64', '{"shape":[2],"data":[1,1e999]}', 'tensor-number'],
    ['NaN', '{"shape":[2],"data":[1,NaN]}', 'json-syntax'],
    ['Infinity', '{"shape":[2],"data":[1,-Infinity]}', 'json-syntax'],
    ['a missing number', '{"shape":[2],"data":[1,]}', 'json-syntax'],
    ['cut short', '{"shape":[2],"data":[1,', 'json-syntax'],
    ['nothing', '', 'json-syntax'],
    ['two values', '{} {}', 'json-syntax'],
    ['no data', '{"shape":[2]}', 'tensor-form'],
    ['no shape', '{"data":[1,2]}', 'tensor-form'],
    ['a list', '[1,2]', 'tensor-form'],
    ['a number', '7', 'tensor-form'],
    ['a negative extent', '{"shape":[-2],"data":[1,2]}', 'tensor-shape'],
    ['half an extent', '{"shape":[2.5],"data":[1,2]}', 'tensor-shape'],
    ['a huge extent', '{"shape":[1e300],"data":[1,2]}', 'tensor-shape'],
    ['extents whose product overflows', '{"shape":[9007199254740991,9007199254740991],"data":[]}', 'tensor-count'],
    ['an extent as text', '{"shape":["2"],"data":[1,2]}', 'tensor-shape'],
    ['a shape that is no list', '{"shape":2,"data":[1,2]}', 'tensor-form'],
    ['binary junk', junk, 'file-not-text'],
  ])('%s', async (_, content, code) => {
    const wrong = file('wrong.json', content);
    const ended = await einlay(['eval', 'i,i->i', '--input', good, '--input', wrong]);
    expect(codesOf(ended)).toEqual([code]);
    expect(ended.stderr).toContain(wrong);
  });

  test.each([
    ['none', 'file-missing'],
    ['directory', 'file-unreadable'],
    ['good.json/inside', 'file-unreadable'],
    ['zero\0character', 'file-unreadable'],
  ])('no file: %j', async (name, code) => {
    expect(codesOf(await einlay(['eval', 'i->i', '--input', `${folder}/${name}`]))).toEqual([code]);
    expect(codesOf(await einlay(['run', `${folder}/${name}`]))).toEqual([code]);
    expect(codesOf(await einlay(['eval', '--batch', `${folder}/${name}`]))).toEqual([code]);
    expect(codesOf(await einlay(['check', `${folder}/${name}`]))).toEqual([code]);
  });

  test('all that is wrong is said at once', async () => {
    const [one, other] = [file('one.json', '{'), file('other.json', '[]')];
    const ended = await einlay(['eval', 'i,i->i', '--input', one, '--input', other]);
    expect(codesOf(ended)).toEqual(['json-syntax', 'tensor-form']);
  });
});

describe('equations', () => {
  const square = file('square.json', '{"shape":[2,2],"data":[1,2,3,4]}');
  const evaluate = (equation: string, count: number, ...more: readonly string[]): Promise<Ended> =>
    einlay(['eval', equation, ...Array<string[]>(count).fill(['--input', square]).flat(), ...more]);

  test.each([
    ['ij,jk->iz', 2, 'equation-output-index'],
    ['ij,jk->ii', 2, 'equation-output-repeated'],
    ['ij,jk->ik', 1, 'equation-operands'],
    ['ij->ij', 0, 'equation-operands'],
    ['ijk->i', 1, 'equation-rank'],
    ['i j-k', 1, 'equation-arrow'],
    ['i1->i', 1, 'equation-character'],
    ['..ij->ij', 1, 'equation-ellipsis'],
    ['...j->j', 1, 'equation-output-ellipsis'],
  ])('%s of %i operands', async (equation, count, code) => {
    for (const target of ['reference', 'onnx'])
      expect(codesOf(await evaluate(equation, count, '--target', target))).toEqual([code]);
  });

  test('a machine may have no device for cuda', async () => {
    expect([[], ['runtime-adapter']]).toContainEqual(codesOf(await evaluate('ij->ji', 1, '--target', 'cuda')));
  });

  test('numbers that the element type cannot hold', async () => {
    const large = file('large.json', '{"shape":[1],"data":[70000]}');
    const words = ['eval', 'i->i', '--target', 'onnx', '--input', large, '--dtype'];
    expect(codesOf(await einlay([...words, 'f16']))).toEqual(['tensor-range']);
    expect((await einlay([...words, 'bf16'])).stdout).toBe('{"shape":[1],"data":[70144]}\n');
  });

  test('results too large to make', async () => {
    const long = file('long.json', JSON.stringify({ shape: [3000], data: Array(3000).fill(1) }));
    const words = ['eval', 'a,b,c->abc', ...Array<string[]>(3).fill(['--input', long]).flat()];
    expect(codesOf(await einlay(words))).toEqual(['work-too-large']);
    expect(codesOf(await einlay([...words, '--target', 'onnx']))).toEqual(['tensor-too-large']);
  });
});

describe('paths', () => {
  test.each([
    ['no JSON', 'i:2', 'json-syntax'],
    ['a list', '[2,3]', 'extents-form'],
    ['text', '{"i":"2","j":3}', 'extents-form'],
    ['a missing extent', '{"i":2}', 'plan-extent'],
    ['half an extent', '{"i":2.5,"j":3}', 'plan-extent'],
    ['a negative extent', '{"i":-2,"j":3}', 'plan-extent'],
    ['a huge extent', '{"i":1e300,"j":3}', 'plan-extent'],
  ])('extents: %s', async (_, extents, code) => {
    expect(codesOf(await einlay(['path', 'ij->i', '--extents', extents]))).toEqual([code]);
  });

  test('an ellipsis has no extents', async () => {
    expect(codesOf(await einlay(['path', '...i->...', '--extents', '{"i":2}']))).toEqual(['plan-ellipsis']);
  });
});

describe('layers', () => {
  const compile = (...words: readonly string[]): Promise<Ended> =>
    einlay(['compile', '--out', `${folder}/out`, ...words]);

  test.each([
    ['half an extent', 'n=2.5,m=2,r=2', ['not-whole']],
    ['a negative extent', 'n=-2,m=2,r=2', ['bad-extent']],
    ['huge extents', 'n=1e12,m=1e12,r=2', ['too-large']],
    ['not a number', 'n=many,m=2,r=2', ['setting-value']],
    ['beyond float64', 'n=1e999,m=2,r=2', ['not-whole']],
    ['an unknown parameter', 'n=2,m=2,r=2,q=2', ['unknown-parameter']],
    ['a missing parameter', 'n=2,m=2', ['missing-parameter']],
  ])('%s', async (_, set, codes) => {
    expect([...new Set(codesOf(await compile(layers, '--set', set)))]).toEqual(expect.arrayContaining(codes));
  });

  test.each([
    ['an unknown tensor', LOW_RANK.replace('* B[r, m]\n}', '* C[r, m]\n}')],
    ['an output index that no operand has', LOW_RANK.replace('y[..., m]', 'y[..., o]')],
    [
      'a layer that calls itself',
      'layer f(n) {\n  input x[..., n]\n  let y = f(n)(x)\n  output z[..., n] = y[..., n]\n}\n',
    ],
    ['an import of itself', 'import { low_rank } from "./wrong.ein"\n'],
    ['an import of nothing', 'import { low_rank } from "./nothing.ein"\n'],
    ['no layer', ''],
    ['binary junk', junk],
    ['zero characters', 'layer\0'],
    ['a line of 10 MB', `layer f(n) { input x[${'n, '.repeat(3_500_000)}n] }`],
    ['brackets in brackets', `layer f(n) { let a = ${'('.repeat(100_000)} }`],
  ])('%s', async (_, content) => {
    const wrong = file('wrong.ein', content);
    expect(codesOf(await compile(wrong, '--set', 'n=2,m=2,r=2'))).not.toEqual([]);
    expect((await einlay(['explain', wrong])).code).toBe(1);
  });

  test('places that cannot be written', async () => {
    const set = ['--set', 'n=2,m=2,r=2'];
    mkdirSync(`${folder}/taken/low_rank.onnx`, { recursive: true });
    expect(codesOf(await einlay(['compile', layers, ...set, '--out', layers]))).toEqual(['file-unwritable']);
    expect(codesOf(await einlay(['compile', layers, ...set, '--out', `${folder}/taken`]))).toEqual(['file-unwritable']);
    expect(readdirSync(`${folder}/taken`)).toEqual(['low_rank.onnx']);
    expect(readFileSync(layers, 'utf8')).toBe(LOW_RANK);
  });

  test('a benchmark of an extent that only the user knows', async () => {
    const sequence = file('sequence.ein', 'layer f(d) {\n  input x[..., t, d]\n  output y[..., d] = x[..., t, d]\n}\n');
    expect(codesOf(await einlay(['bench', sequence, '--set', 'd=2']))).toEqual(['bench-input']);
    expect((await einlay(['bench', sequence, '--set', 'd=2', '--at', 't=3', '--rounds', '1'])).code).toBe(0);
  });
});

describe('artifacts', () => {
  const artifact = `${folder}/good/low_rank.onnx.artifact`;
  const inputs = ['x', 'A', 'B'].flatMap((name) => ['--input', `${name}=${folder}/${name}.json`]);
  const run = (content: Uint8Array): Promise<Ended> => einlay(['run', file('wrong.artifact', content), ...inputs]);
  let bytes: Uint8Array = new Uint8Array();

  beforeAll(async () => {
    await einlay(['compile', layers, '--set', 'n=2,m=2,r=1', '--out', `${folder}/good`]);
    bytes = readFileSync(artifact);
    file('x.json', '{"shape":[1,2],"data":[1,2]}');
    file('A.json', '{"shape":[2,1],"data":[1,2]}');
    file('B.json', '{"shape":[1,2],"data":[1,2]}');
    expect((await run(bytes)).stdout).toBe('{"y":{"shape":[1,2],"data":[5,10]}}\n');
  });

  test('truncated anywhere', async () => {
    for (const length of [8, 20, bytes.length >> 1, bytes.length - 1])
      expect(codesOf(await run(bytes.subarray(0, length)))).toEqual(['artifact-truncated']);
    expect(codesOf(await run(bytes.subarray(0, 0)))).toEqual(['artifact-unrecognised']);
  });

  test('of another version', async () => {
    const other = Uint8Array.from(bytes);
    new DataView(other.buffer).setUint32(8, 99, true);
    expect(codesOf(await run(other))).toEqual(['artifact-version']);
  });

  test('edited by hand', async () => {
    const edited = Buffer.from(Buffer.from(bytes).toString('latin1').replace('low_rank', 'lowerank'), 'latin1');
    expect(codesOf(await run(edited))).toEqual(['artifact-damaged']);
    expect(codesOf(await run(Buffer.concat([bytes, bytes])))).toEqual(['artifact-damaged']);
  });

  test('something else', async () => {
    expect(codesOf(await run(junk))).toEqual(['artifact-unrecognised']);
    expect(codesOf(await run(readFileSync(layers)))).toEqual(['artifact-unrecognised']);
  });

  test('tensors that do not fit it', async () => {
    const wide = `x=${file('wide.json', '{"shape":[1,3],"data":[1,2,3]}')}`;
    expect(codesOf(await einlay(['run', artifact, '--input', wide, ...inputs.slice(2)]))).toEqual(['input-extent']);
    expect(codesOf(await einlay(['run', artifact, ...inputs.slice(2)]))).toEqual(['input-missing']);
    expect(codesOf(await einlay(['run', artifact, ...inputs, '--input', `C=${folder}/x.json`]))).toEqual([
      'input-unknown',
    ]);
  });
});
