import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { einlay, scratchFolder } from './testing/run-einlay.ts';

const { folder, remove } = scratchFolder();
afterAll(remove);

interface Listed {
  readonly name: string;
  readonly params: number;
  readonly macs: number;
  readonly rank: number;
  readonly omega: number;
  readonly psi: number;
  readonly predictedMs: number;
  readonly speed: number;
  readonly sizes: Readonly<Record<string, number>>;
  readonly measuredMs?: number;
  readonly measuredSpeed?: number;
}

interface Answer {
  readonly denseMs: number;
  readonly seen: number;
  readonly suitable: number;
  readonly layers: readonly Listed[];
}

async function list(...words: readonly string[]): Promise<Answer> {
  const { code, stdout, stderr } = await einlay(['space', ...words, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout) as Answer;
}

async function wrong(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await einlay(['space', ...words]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).not.toMatch(/^ +at |mistake in einlay/m);
  return stderr;
}

describe('the fastest layers', () => {
  test('of full rank that share nothing: sorted, all faster than dense', async () => {
    const { layers, denseMs, seen, suitable } = await list(
      '--d',
      '2048',
      '--full-rank',
      '--no-sharing',
      '--tokens',
      '32768',
    );
    expect(layers).toHaveLength(20);
    for (const { rank, omega, psi, predictedMs, speed } of layers) {
      expect([rank, omega, psi]).toEqual([2048, 0, 1]);
      expect(speed).toBeCloseTo(denseMs / predictedMs, 9);
      expect(speed).toBeGreaterThan(3);
    }
    const predicted = layers.map(({ predictedMs }) => predictedMs);
    expect(predicted).toEqual([...predicted].sort((one, other) => one - other));
    expect(suitable).toBeLessThan(seen);
  });

  test('within budgets', async () => {
    const { layers } = await list(
      '--d',
      '256',
      '--params',
      '1/16',
      '--macs',
      '1/8',
      '--intermediate',
      '256',
      '--top',
      '5',
    );
    for (const { params, macs } of layers) {
      expect(params).toBeLessThanOrEqual(256 ** 2 / 16);
      expect(macs).toBeLessThanOrEqual(256 ** 2 / 8);
    }
  });

  test('with sizes that tiles like', async () => {
    const { layers } = await list('--din', '256', '--dout', '1024', '--full-rank', '--multiple', '16');
    for (const { sizes } of layers)
      for (const name of ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'phi'])
        expect((sizes[name] ?? 0) === 1 || (sizes[name] ?? 0) % 16 === 0).toBe(true);
  });

  test.each([[['--full-rank', '--no-sharing']], [['--no-sharing']], [[]]])(
    'of points that are drawn %j',
    async (words) => {
      const drawn = ['--d', '720', '--samples', '500', '--top', '50', ...words];
      const [one, same, other] = [await list(...drawn), await list(...drawn), await list(...drawn, '--seed', '2')];
      expect(one).toEqual(same);
      expect([one.seen, one.suitable, one.layers]).not.toEqual([other.seen, other.suitable, other.layers]);
      expect(one.layers).toHaveLength(50);
    },
  );

  test('with named structures and their map', async () => {
    const map = `${folder}/map.svg`;
    const { layers } = await list('--d', '256', '--top', '2', '--named', '--map', map);
    expect(layers.map(({ name }) => name)).toEqual([
      ...['point1', 'point2', 'dense', 'low_rank', 'kronecker', 'tensor_train', 'monarch', 'btt', 'block_dense'],
      'block_diagonal',
    ]);
    expect(layers.find(({ name }) => name === 'dense')?.speed).toBe(1);
    expect(readFileSync(map, 'utf8')).toContain('monarch (ν 0.5)');
  });

  test('are written as layers', async () => {
    const ein = `${folder}/fastest.ein`;
    const { layers } = await list('--d', '64', '--full-rank', '--no-sharing', '--top', '3', '--ein', ein);
    expect((await einlay(['check', ein])).code).toBe(0);
    const { stdout } = await einlay(['analyze', ein, '--layer', 'point2', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({ macs: layers[1]?.macs, params: layers[1]?.params, rank: 64 });
  });

  test('in a table', async () => {
    const { stdout } = await einlay(['space', '--d', '64', '--top', '2', '--named']);
    expect(stdout).toMatch(/^64 → 64, 4096 tokens, H100, bf16\nlayer +α +β/);
    expect(stdout).toMatch(/^block_diagonal \(ξ 3?\d*\) /m);
    expect(stdout).toMatch(/points looked at, .* of them what was wanted\n$/);
  });
});

describe('measured', () => {
  test('beside dense, and drawn', async () => {
    const times = `${folder}/times.svg`;
    const { layers } = await list(
      ...['--target', 'onnx', '--d', '64', '--full-rank', '--no-sharing', '--top', '2', '--tokens', '64'],
      ...['--measure', '--rounds', '3', '--times', times],
    );
    for (const { measuredMs, measuredSpeed } of layers) {
      expect(measuredMs).toBeGreaterThan(0);
      expect(measuredSpeed).toBeGreaterThan(0);
    }
    expect(readFileSync(times, 'utf8')).toContain('point2');
    const { stdout } = await einlay([
      'space',
      '--target',
      'onnx',
      '--d',
      '32',
      '--top',
      '1',
      '--tokens',
      '8',
      '--measure',
      '--rounds',
      '1',
    ]);
    expect(stdout).toMatch(/measured +speed$/m);
  });

  test('where there is no device', async () => {
    expect(await wrong('--d', '32', '--target', 'cuda', '--measure')).toContain('runtime-adapter');
  });
});

describe('what is wrong', () => {
  test.each(['0', '-1', 'abc', '1e30', '2.5', ''])('a width of %j', async (width) => {
    expect(await wrong('--d', width)).toContain('error[bad-width]');
    expect(await wrong('--din', '4', '--dout', width)).toContain('error[bad-width]');
  });

  test.each(['0', '-1', 'half', '1/0'])('a share of %j', async (share) => {
    expect(await wrong('--d', '16', '--macs', share)).toContain('error[bad-share]');
  });

  test('nothing that is wanted', async () => {
    expect(await wrong('--d', '16', '--full-rank', '--macs', '1/100')).toContain('error[nothing-suitable]');
  });

  test('one feature, and a prime number of them, have layers', async () => {
    expect((await list('--d', '1')).layers.length).toBeGreaterThan(0);
    const { layers } = await list('--d', '1021', '--full-rank');
    expect(layers.every(({ rank }) => rank === 1021)).toBe(true);
  });

  test.each([
    [[]],
    [['--din', '4']],
    [['--d', '4', '--times', 'x.svg']],
    [['--d', '4', '--top', '0']],
    [['--d', '4', '--target', 'abacus']],
  ])('usage: %j', async (words) => {
    expect((await einlay(['space', ...words])).code).toBe(2);
  });
});
