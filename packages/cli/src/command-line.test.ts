import { readFileSync, readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const layers = file('low-rank.ein', LOW_RANK);
const SET = 'n=4,m=3,r=2';
const tensor = (shape: readonly number[], data: readonly number[]): string => JSON.stringify({ shape, data });
const matrix = file('matrix.json', tensor([2, 2], [1, 2, 3, 4]));
const vector = file('vector.json', tensor([2], [10, 100]));

describe('check', () => {
  test('a right file: nothing to say', async () => {
    expect(await einlay(['check', layers])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('every wrong file is shown with a frame, and files that are right do not hide it', async () => {
    const wrong = file('wrong.ein', LOW_RANK.replace('B[r, m]\n}', 'B[r, k]\n}'));
    const { code, stdout, stderr } = await einlay(['check', wrong, layers]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`${wrong}:5:`);
    expect(stderr).toContain('│   output y[..., m] = x[..., n] * A[n, r] * B[r, k]');
  });

  test('imports are read from beside the file that names them', async () => {
    file('imported.ein', LOW_RANK);
    const importing = file(
      'importing.ein',
      'import { low_rank } from "./imported.ein"\nimport { none } from "./nowhere.ein"\n',
    );
    const { code, stderr } = await einlay(['check', importing]);
    expect(code).toBe(1);
    expect(stderr.match(/error\[[\w-]+\]/g)).toEqual(['error[import-not-found]']);
  });
});

describe('fmt', () => {
  const loose = LOW_RANK.replaceAll('  ', '      ');

  test('changes files in place, once', async () => {
    const untidy = file('untidy.ein', loose);
    expect(await einlay(['fmt', untidy])).toEqual({ code: 0, stdout: '', stderr: `formatted ${untidy}\n` });
    expect(readFileSync(untidy, 'utf8')).toBe(LOW_RANK);
    expect(await einlay(['fmt', untidy])).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test('--check changes nothing', async () => {
    const untidy = file('untidy.ein', loose);
    const { code, stderr } = await einlay(['fmt', '--check', untidy, layers]);
    expect(code).toBe(1);
    expect(stderr).toContain('error[not-formatted]');
    expect(stderr).not.toContain(layers);
    expect(readFileSync(untidy, 'utf8')).toBe(loose);
  });

  test('--stdin goes to standard output', async () => {
    expect(await einlay(['fmt', '--stdin'], { stdin: loose })).toEqual({ code: 0, stdout: LOW_RANK, stderr: '' });
    expect((await einlay(['fmt', '--stdin', '--check'], { stdin: loose })).code).toBe(1);
  });

  test('a file with errors stays as it is', async () => {
    const broken = file('broken.ein', 'layer {{{');
    expect((await einlay(['fmt', broken])).code).toBe(1);
    expect(readFileSync(broken, 'utf8')).toBe('layer {{{');
  });
});

describe('compile and run', () => {
  const out = `${folder}/out`;

  test('what was compiled runs, and gives what the layer means', async () => {
    const compiled = await einlay([
      'compile',
      layers,
      '--layer',
      'low_rank',
      '--set',
      SET,
      '--target',
      'onnx',
      '--out',
      out,
    ]);
    expect(compiled.stderr).toBe('');
    expect(JSON.parse(compiled.stdout)).toEqual({
      artifacts: [`${out}/low_rank.onnx.artifact`],
      files: [`${out}/low_rank.onnx`, `${out}/low_rank.subgraph.onnx`, `${out}/low_rank.onnx.txt`],
    });
    expect(readdirSync(out).sort()).toEqual([
      'low_rank.onnx',
      'low_rank.onnx.artifact',
      'low_rank.onnx.txt',
      'low_rank.subgraph.onnx',
    ]);

    // x selects rows of A, and A's rows select rows of B.
    const inputs = [
      `x=${file('x.json', tensor([2, 1, 4], [1, 0, 0, 0, 0, 2, 0, 0]))}`,
      `A=${file('A.json', tensor([4, 2], [1, 0, 0, 1, 0, 0, 0, 0]))}`,
      `B=${file('B.json', tensor([2, 3], [1, 2, 3, 4, 5, 6.5]))}`,
    ].flatMap((input) => ['--input', input]);
    const ran = await einlay(['run', `${out}/low_rank.onnx.artifact`, ...inputs]);
    expect(ran).toEqual({
      code: 0,
      stdout: '{"y":{"shape":[2,1,3],"data":[1,2,3,8,10,13]}}\n',
      stderr: '',
    });

    const answer = file('answer.json');
    expect(await einlay(['run', `${out}/low_rank.onnx.artifact`, ...inputs, '--output', answer])).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
    expect(readFileSync(answer, 'utf8')).toBe(ran.stdout);
  });

  test('for several targets at once', async () => {
    const kernels = `${folder}/kernels`;
    await einlay(['compile', layers, '--set', SET, '--target', 'wgsl,onnx', '--out', kernels]);
    expect(readdirSync(kernels)).toEqual(
      expect.arrayContaining(['low_rank.wgsl.artifact', 'low_rank.wgsl', 'low_rank.onnx.artifact', 'low_rank.onnx']),
    );
  });

  test('the same bytes every time', async () => {
    const read = async (to: string): Promise<Buffer> => {
      await einlay(['compile', layers, '--set', SET, '--out', to]);
      return readFileSync(`${to}/low_rank.onnx.artifact`);
    };
    expect(await read(`${folder}/again`)).toEqual(await read(`${folder}/and-again`));
  });

  test('nothing is written when anything is wrong', async () => {
    const nowhere = `${folder}/nowhere`;
    for (const wrong of [
      ['--set', 'n=4,m=3,r=1.5'],
      ['--set', SET, '--layer', 'other'],
      ['--set', SET, '--target', 'onnx,cuda', '--dtype', 'f64'],
    ])
      expect((await einlay(['compile', layers, '--out', nowhere, ...wrong])).code).toBe(1);
    expect(readdirSync(folder)).not.toContain('nowhere');
  });
});

describe('eval', () => {
  test.each(['reference', 'onnx'])('%s', async (target) => {
    const words = ['eval', 'ij,j->i', '--input', matrix, '--input', vector, '--target', target];
    expect(await einlay(words)).toEqual({ code: 0, stdout: '{"shape":[2],"data":[210,430]}\n', stderr: '' });
  });

  test('scalars and empty results', async () => {
    const scalar = file('scalar.json', tensor([], [2.5]));
    expect((await einlay(['eval', ',', '--input', scalar, '--input', scalar])).stdout).toBe(
      '{"shape":[],"data":[6.25]}\n',
    );
    const empty = file('empty.json', tensor([0, 2], []));
    expect((await einlay(['eval', 'ij->ji', '--input', empty])).stdout).toBe('{"shape":[2,0],"data":[]}\n');
    expect((await einlay(['eval', 'ij->j', '--input', empty])).stdout).toBe('{"shape":[2],"data":[0,0]}\n');
  });

  test('what is not finite is written as text', async () => {
    const huge = file('huge.json', tensor([2], [1e300, -1e300]));
    const { stdout } = await einlay(['eval', 'i,i,i->i', ...Array<string[]>(3).fill(['--input', huge]).flat()]);
    expect(stdout).toBe('{"shape":[2],"data":["Infinity","-Infinity"]}\n');
  });

  test.each(['reference', 'onnx'])('--batch answers every line in order, whatever is wrong: %s', async (target) => {
    const lines = [
      '{"equation":"i,i->","operands":[{"shape":[2],"data":[1,2]},{"shape":[2],"data":[3,4]}]}',
      'no JSON',
      '',
      '{"equation":"ij->i","operands":[{"shape":[2],"data":[1,2]}]}',
      '{"equation":"i->i","operands":[{"shape":[2],"data":[1,null]}]}',
      '[]',
      '{"equation":"ii->i","operands":[{"shape":[2,2],"data":[1,2,3,4]}]}',
    ];
    const batch = file('batch.jsonl', lines.join('\n'));
    const { code, stdout, stderr } = await einlay(['eval', '--batch', batch, '--target', target]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { error?: { code: string } });
    expect(answers.map((answer) => answer.error?.code ?? answer)).toEqual([
      { shape: [], data: [11] },
      'json-syntax',
      'json-syntax',
      'equation-rank',
      'tensor-number',
      'batch-line',
      { shape: [2], data: [1, 4] },
    ]);
    expect((await einlay(['eval', '--batch', '-', '--target', target], { stdin: lines.join('\r\n') })).stdout).toBe(
      stdout,
    );
  });
});

describe('path', () => {
  const extents = '{"t":100,"i":64,"r":4,"o":64}';

  test('the answer others script against', async () => {
    // (ti,ir) takes 100·64·4 multiply-adds and (tr,ro) as many.
    expect(await einlay(['path', 'ti,ir,ro->to', '--extents', extents])).toEqual({
      code: 0,
      stdout: '{"path":[[0,1],[0,1]],"flops":102400,"naiveFlops":4915200,"largestIntermediate":6400}\n',
      stderr: '',
    });
  });

  test.each(['auto', 'optimal', 'greedy', 'random-greedy', 'anneal'])('--optimize %s', async (finder) => {
    for (const minimize of ['flops', 'size', 'time']) {
      const words = ['path', 'ti,ir,ro->to', '--extents', extents, '--optimize', finder, '--minimize', minimize];
      expect(JSON.parse((await einlay(words)).stdout)).toMatchObject({
        path: [
          [0, 1],
          [0, 1],
        ],
      });
    }
  });

  test('--memory-limit is met with slices, or refused', async () => {
    const words = ['path', 'ai,bi,ci->abc', '--extents', '{"a":4,"b":4,"c":4,"i":100}', '--memory-limit'];
    const { stdout } = await einlay([...words, '100']);
    expect(JSON.parse(stdout)).toMatchObject({ slices: ['i'], largestIntermediate: 64 });
    expect((await einlay([...words, '10'])).stderr).toContain('error[path-memory-limit]');
  });

  test('what is beyond float64 is its largest number', async () => {
    const letters = Array.from({ length: 40 }, (_, at) => String.fromCodePoint(0x3b1 + at));
    const all = JSON.stringify(Object.fromEntries(letters.map((letter) => [letter, 1e9])));
    const { stdout } = await einlay(['path', `${letters.join(',')}->`, '--extents', all]);
    expect((JSON.parse(stdout) as { naiveFlops: number }).naiveFlops).toBe(Number.MAX_VALUE);
  });

  test('an extent too many is a warning', async () => {
    const { code, stderr } = await einlay(['path', 'ij->i', '--extents', '{"i":2,"j":3,"k":4}']);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: 'warning[unknown-extents]: the equation has no `k`, whose extents are given\n',
    });
  });
});

describe('explain', () => {
  const words = ['explain', layers, '--set', 'n=64,m=64,r=4', '--tokens', '100'];

  test('as JSON', async () => {
    const explanation = JSON.parse((await einlay([...words, '--json'])).stdout) as Record<string, unknown>;
    expect(explanation).toMatchObject({
      layer: 'low_rank',
      at: { '...': 100 },
      parameters: 512,
      macs: 51200,
      flops: 102400,
      largestIntermediate: 400,
      einsums: [
        {
          path: [
            [0, 1],
            [0, 1],
          ],
          flops: 102400,
        },
      ],
      steps: [{ shape: [100, 4] }, { shape: [100, 64] }],
    });
  });

  test('as text, aligned, and with every pass', async () => {
    const { stdout } = await einlay([...words, '--trace']);
    expect(stdout).toMatch(/^after infer-extents\nprogram low_rank\n/);
    expect(stdout).toContain('\nafter order-contractions\n');
    expect(stdout).toContain('counted for ... = 100\n');
    expect(stdout).toContain('path [[0,1],[0,1]]: 102 k operations, 4.92 M in one step');
    const rows = stdout.split('\n').filter((line) => /einsum.*(launch|memory|compute)$/.test(line));
    expect(rows).toHaveLength(2);
  });
});

test('bench compares, times, and shows the dense layer beside', async () => {
  const words = ['bench', layers, '--set', 'n=64,m=32,r=4', '--tokens', '16', '--rounds', '3'];
  const answer = JSON.parse((await einlay([...words, '--json'])).stdout) as {
    layers: { name: string; parameters: number; macs: number; milliseconds: number }[];
    speedAgainstDense: number;
    maxError: number;
  };
  expect(answer.layers).toMatchObject([
    { name: 'low_rank', parameters: 384, macs: 6144 },
    { name: 'dense', parameters: 2048, macs: 32768 },
  ]);
  expect(answer.layers.every(({ milliseconds }) => milliseconds > 0)).toBe(true);
  expect(answer.maxError).toBeGreaterThan(0);
  expect(answer.maxError).toBeLessThan(1e-5);
  expect((await einlay(words)).stdout).toMatch(/^layer +params +MACs +ms +speed\nlow_rank +384 /);
});

describe('usage', () => {
  const COMMANDS = ['check', 'fmt', 'compile', 'run', 'eval', 'path', 'explain', 'bench', 'tune', 'completion'];

  test('help goes to standard output and teaches by example', async () => {
    const { code, stdout, stderr } = await einlay(['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ +${command} `, 'm'));
    const [, example = ''] = /low_rank\.ein:\n\n(.*?)\n\nThen/s.exec(stdout) ?? [];
    expect((await einlay(['check', file('example.ein', example)])).stderr).toBe('');
  });

  test.each(COMMANDS)('%s --help has an example', async (command) => {
    const { code, stdout } = await einlay([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toMatch(new RegExp(`Examples?:\n  einlay ${command} `));
  });

  test('the version is that of the package', async () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string;
    };
    expect(await einlay(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test.each([
    [[], /^Usage:/],
    [['chekc', layers], /Did you mean check\?/],
    [['check'], /missing required argument 'file'/],
    [['check', layers, '--wach'], /Did you mean --watch\?/],
    [['fmt'], /name files or say --stdin/],
    [['fmt', layers, '--stdin'], /name files or say --stdin/],
    [['eval'], /name an equation/],
    [['eval', 'i', '--batch', 'x'], /name an equation/],
    [['eval', 'i', '--dtype', 'f33'], /Allowed choices are f32/],
    [['eval', 'i', '--target', 'tpu'], /Allowed choices are reference/],
    [['compile', layers, '--target', 'tpu'], /There is no target tpu/],
    [['compile', layers, '--set', 'n'], /`n` is not NAME=VALUE/],
    [['run', 'x', '--input', 'x.json'], /`x.json` is not NAME=VALUE/],
    [['run', 'x', '--input', 'x=1', '--input', 'x=2'], /input x is given twice/],
    [['path', 'ij'], /required option '--extents <json>'/],
    [['path', 'ij', '--extents', '{}', '--memory-limit', '-5'], /whole number, 1 or more/],
    [['path', 'ij', '--extents', '{}', '--seconds', 'soon'], /above 0/],
    [['explain', layers, '--json', '--trace'], /exclude each other/],
    [['completion', 'tcsh'], /Allowed choices are bash/],
  ] as const)('wrong usage ends with 2: %j', async (words, message) => {
    const { code, stdout, stderr } = await einlay(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(message);
  });

  test('colours in a terminal, unless someone objects', async () => {
    const wrong = ['check', file('none.ein', 'layer')];
    const isColoured = async (words: readonly string[], isTerminal: boolean, env = {}): Promise<boolean> =>
      (await einlay(words, { isTerminal, env })).stderr.includes('\u001b[');
    expect(await isColoured(wrong, true)).toBe(true);
    expect(await isColoured(wrong, false)).toBe(false);
    expect(await isColoured(wrong, true, { NO_COLOR: '1' })).toBe(false);
    expect(await isColoured([...wrong, '--color', 'never'], true)).toBe(false);
    expect(await isColoured(['--color', 'always', ...wrong], false, { NO_COLOR: '1' })).toBe(true);
  });
});

describe('compile with a schedule', () => {
  const out = `${folder}/scheduled`;
  const words = ['compile', layers, '--set', SET, '--target', 'wgsl', '--out', out];

  test('from a file, which may be what compile wrote', async () => {
    await einlay(words);
    const kernels = readFileSync(`${out}/low_rank.wgsl`, 'utf8');
    const { code, stderr } = await einlay([...words, '--schedule', `${out}/low_rank.schedule.json`]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(readFileSync(`${out}/low_rank.wgsl`, 'utf8')).toBe(kernels);
  });

  test.each([
    ['what is no JSON', '{', 'json-syntax'],
    ['what is no schedule', '[]', 'schedule-form'],
    ['what makes nothing', '{"kernels":[]}', 'schedule-missing'],
    ['a device that is none', '{"kernels":[],"device":1}', 'schedule-device'],
  ])('%s is refused', async (_, text, code) => {
    const schedule = file('wrong.schedule.json', text);
    const ended = await einlay([...words, '--schedule', schedule]);
    expect(ended).toMatchObject({ code: 1, stdout: '' });
    expect(ended.stderr).toContain(`error[${code}]`);
  });

  test('is wrong usage for a target without kernels', async () => {
    const { code, stderr } = await einlay(['compile', layers, '--set', SET, '--schedule', 'no.json']);
    expect(code).toBe(2);
    expect(stderr).toContain('--schedule is for the targets wgsl and cuda');
  });
});

describe('explain kernels', () => {
  const words = ['explain', layers, '--set', 'n=64,m=32,r=4', '--tokens', '16', '--target', 'wgsl'];

  test('in words', async () => {
    const { code, stdout } = await einlay(words);
    expect(code).toBe(0);
    expect(stdout).toContain('keeps v3 on chip: 256 bytes are neither written nor read');
    expect(stdout).toContain('reads x (4.1 k), A (1.02 k), B (512); writes y (2.05 k)');
    expect(stdout).toMatch(/^kernel +operations +done +bytes +asked +workgroup memory +ms +share +limited by$/m);
  });

  test('as one JSON document, by a schedule from a file, and as a drawing', async () => {
    const svg = `${folder}/kernels.svg`;
    const out = `${folder}/explained`;
    await einlay(['compile', layers, '--set', 'n=64,m=32,r=4', '--target', 'wgsl', '--out', out]);
    const schedule = `${out}/low_rank.schedule.json`;
    const { code, stdout } = await einlay([...words, '--schedule', schedule, '--svg', svg, '--json']);
    expect(code).toBe(0);
    const { kernels } = JSON.parse(stdout) as { kernels: { name: string; bytes: number }[] };
    expect(kernels).toMatchObject([{ name: 'y', bytes: 4 * (16 * 64 + 64 * 4 + 4 * 32 + 16 * 32) }]);
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg [^]*low_rank on webgpu[^]*<\/svg>\n$/);
  });

  test.each(['--svg', '--schedule'])('%s is wrong usage without kernels', async (option) => {
    const { code, stderr } = await einlay([...words.slice(0, -2), option, 'file']);
    expect(code).toBe(2);
    expect(stderr).toContain(`${option} is for the target wgsl`);
  });
});
