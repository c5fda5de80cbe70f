import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { load } from '@einlay/artifact';
import type { Artifact, CudaPayload } from '@einlay/artifact';
import fc from 'fast-check';
import { CubinCache, defaultFolder, seal, unseal } from './cubin-cache.ts';
import { cuda } from './cuda.ts';
import { chain, doubled, doubling, quadrupled, x } from './testing/doubling.ts';
import { buildFake } from './testing/fake.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

const fake = buildFake(temporaryFolder());
let folder: string;

beforeEach(() => {
  fake.reset();
  folder = temporaryFolder();
});

const runtimeOf = (options: Parameters<typeof cuda>[0] = {}) =>
  cuda({ driver: fake.path, nvrtc: fake.path, cache: folder, ...options });

/** Loads, runs and closes; how often NVRTC compiled for it. */
async function compilesOf(artifact: Artifact, options: Parameters<typeof cuda>[0] = {}): Promise<number> {
  const before = fake.count('nvrtcCompileProgram');
  const layer = await load(artifact, { runtime: runtimeOf(options) });
  expect((await layer.run({ x }))['y']).toEqual(artifact.name === 'chain' ? quadrupled : doubled);
  await layer.close();
  return fake.count('nvrtcCompileProgram') - before;
}

const onlyFile = (): string => {
  const files = readdirSync(folder);
  expect(files).toHaveLength(1);
  return path.join(folder, files[0] ?? '');
};

describe('what was compiled', () => {
  test('is loaded the next time, by whoever has the same source', async () => {
    expect(await compilesOf(doubling())).toBe(1);
    expect(await compilesOf(doubling())).toBe(0);
    expect(await compilesOf(chain)).toBe(0);
    expect(path.basename(onlyFile())).toMatch(/^[0-9a-f]{64}\.cubin$/);
  });

  test('is another for another source, device or compiler', async () => {
    expect(await compilesOf(doubling())).toBe(1);
    const { source } = doubling().payload as CudaPayload;
    expect(await compilesOf(doubling({ source: `${source}\n` }))).toBe(1);
    // Written for more than it is compiled for: the same machine code.
    expect(await compilesOf(doubling({ architecture: 'sm_75' }))).toBe(0);
    expect(await compilesOf(doubling({ architecture: 'sm_90a' }))).toBe(1);
    fake.set('minor', 1);
    expect(await compilesOf(doubling())).toBe(1);
  });

  test('is kept nowhere when nowhere is said', async () => {
    expect(await compilesOf(doubling(), { cache: false })).toBe(1);
    expect(await compilesOf(doubling(), { cache: false })).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is no loss where it cannot be kept', async () => {
    const file = path.join(folder, 'a file');
    writeFileSync(file, '');
    expect(await compilesOf(doubling(), { cache: file })).toBe(1);
  });

  test('is compiled once and loaded once for layers that are open together', async () => {
    const before = fake.count('nvrtcCompileProgram');
    const runtime = runtimeOf({ cache: false });
    const layers = await Promise.all([doubling(), chain, doubling()].map((artifact) => load(artifact, { runtime })));
    expect(fake.count('nvrtcCompileProgram') - before).toBe(1);
    expect(runtime.memory().modules).toBe(1);
    await layers[0]?.close();
    expect((await layers[1]?.run({ x }))?.['y']).toEqual(quadrupled);
    await layers[1]?.close();
    expect((await layers[2]?.run({ x }))?.['y']).toEqual(doubled);
    await layers[2]?.close();
    expect(fake.count('modules')).toBe(0);
  });

  test('may have a source of megabytes', async () => {
    const { source } = doubling().payload as CudaPayload;
    expect(await compilesOf(doubling({ source: `/*${'long'.repeat(2 ** 20)}*/${source}` }))).toBe(1);
  });

  test('that fails is tried again', async () => {
    fake.fail('nvrtcCompileProgram', 1, 1);
    await expect(compilesOf(doubling())).rejects.toThrow('CUDA refused: NVRTC: NVRTC_ERROR_OUT_OF_MEMORY');
    expect(await compilesOf(doubling())).toBe(1);
  });
});

describe('machine code in the artifact', () => {
  test('is used where it fits, and needs no NVRTC; elsewhere the source is compiled', async () => {
    await compilesOf(doubling());
    const cubin = unseal(readFileSync(onlyFile())) as Uint8Array;
    const made = doubling({ architecture: 'sm_90', source: 'no source at all', cubin });
    expect(await compilesOf(made, { nvrtc: '/nowhere/libnvrtc.so' })).toBe(0);
    expect(await compilesOf(doubling({ architecture: 'sm_80', cubin: new Uint8Array(8) }))).toBe(0);
    expect(await compilesOf(doubling({ architecture: 'sm_80', cubin: new Uint8Array(8) }), { cache: false })).toBe(1);
  });
});

describe('a file of the cache', () => {
  const damages: readonly (readonly [string, (file: string, bytes: Uint8Array) => void])[] = [
    [
      'cut short',
      (file, { length }) => {
        truncateSync(file, length - 1);
      },
    ],
    [
      'cut short in its header',
      (file) => {
        truncateSync(file, 20);
      },
    ],
    [
      'empty',
      (file) => {
        truncateSync(file, 0);
      },
    ],
    [
      'longer than it was',
      (file, bytes) => {
        writeFileSync(file, new Uint8Array([...bytes, 0]));
      },
    ],
    [
      'with a byte changed',
      (file, bytes) => {
        writeFileSync(file, bytes.with(5000, (bytes[5000] ?? 0) ^ 1));
      },
    ],
    [
      'with its header changed',
      (file, bytes) => {
        writeFileSync(file, bytes.with(8, (bytes[8] ?? 0) ^ 1));
      },
    ],
    [
      'of something else',
      (file) => {
        writeFileSync(file, 'something else that is longer than the header of a file');
      },
    ],
  ];
  test.each(damages)('that is %s is made anew', async (_, damage) => {
    await compilesOf(doubling());
    const file = onlyFile();
    const bytes = new Uint8Array(readFileSync(file));
    damage(file, bytes);
    expect(await compilesOf(doubling())).toBe(1);
    expect(new Uint8Array(readFileSync(onlyFile()))).toEqual(bytes);
    expect(await compilesOf(doubling())).toBe(0);
  });

  test('whatever it holds is given back as it was, or not at all', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (content, at, flip) => {
          const sealed = seal(content);
          expect(unseal(sealed)).toEqual(content);
          expect(unseal(sealed.subarray(0, at % sealed.length))).toBeUndefined();
          const place = at % sealed.length;
          expect(unseal(sealed.with(place, (sealed[place] ?? 0) ^ flip))).toBeUndefined();
        },
      ),
    );
  });
});

describe('processes', () => {
  const script = path.join(import.meta.dirname, 'testing/fill-cache.ts');

  /** Runs `testing/fill-cache.ts`, which writes many large entries; killed after so many milliseconds. */
  const fill = (killAfter?: number) =>
    new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@einlay/source', script, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.on('data', (text: Buffer) => {
        if (output === '' && killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
        output += String(text);
      });
      child.on('error', reject);
      child.on('close', (code, signal) => {
        resolve(signal ?? `${code} ${output.trim().split('\n').at(-1) ?? ''}`);
      });
    });

  const wholeFiles = (): number => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.cubin'));
    for (const file of files) expect(unseal(readFileSync(path.join(folder, file)))).toBeDefined();
    return files.length;
  };

  test('may fill it at the same time', async () => {
    expect(await Promise.all([fill(), fill()])).toEqual(['0 done', '0 done']);
    expect(wholeFiles()).toBe(4);
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('that are killed while they write leave nothing half done under a name that is read', async () => {
    for (const killAfter of [0, 3, 11, 23]) {
      expect(await fill(killAfter)).toBe('SIGKILL');
      wholeFiles();
    }
    expect(await fill()).toBe('0 done');
    expect(wholeFiles()).toBe(4);
  });

  test('that were killed long ago leave nothing for ever', async () => {
    const [old, fresh] = ['old.tmp', 'fresh.tmp'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(old, 'half');
    writeFileSync(fresh, 'half');
    utimesSync(old, new Date(0), new Date(0));
    await new CubinCache(folder).store('ab', Uint8Array.of(1));
    expect(readdirSync(folder).sort()).toEqual(['ab.cubin', 'fresh.tmp']);
  });
});

test('the folder is that of the system for caches', () => {
  expect(defaultFolder({ XDG_CACHE_HOME: '/var/mine' })).toBe('/var/mine/einlay/cuda');
  for (const XDG_CACHE_HOME of ['', 'relative'])
    expect(defaultFolder({ XDG_CACHE_HOME })).toMatch(/^\/.*\/\.cache\/einlay\/cuda$/);
});
