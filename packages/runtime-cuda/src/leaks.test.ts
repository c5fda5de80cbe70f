import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { buildFake } from './testing/fake.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

/** Of bytes; what a collector leaves lying around differs by less. */
const NOISE = 4_000_000;

test('thousands of loads, runs and closes leave nothing behind, on the device or in this process', () => {
  const fake = buildFake(temporaryFolder());
  const cache = temporaryFolder();
  const script = path.join(import.meta.dirname, 'testing/cycles.ts');
  const flags = ['--expose-gc', '--import', 'tsx', '--conditions=@einlay/source'];
  const { stdout, stderr, status } = spawnSync(process.execPath, [...flags, script, fake.path, cache, '5000'], {
    encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  const { samples, misuse, memory } = JSON.parse(stdout) as {
    samples: [number[], number[], number[], number[]];
    misuse: string;
    memory: object;
  };
  expect(misuse).toBe('');
  expect(memory).toEqual({ deviceBytes: 0, freeBytes: 0, pinnedBytes: 0, modules: 0, graphs: 0, events: 0 });
  const [warm, kept, cold, last] = samples;
  for (const [early, late] of [
    [warm, kept],
    [cold, last],
  ] as const) {
    // Allocations, modules, graphs and the like: exactly as many as before.
    expect(late.slice(0, -2)).toEqual(early.slice(0, -2));
    const [heap, resident] = late.slice(-2).map((bytes, at) => bytes - (early.slice(-2)[at] ?? 0));
    expect(heap).toBeLessThan(NOISE);
    expect(resident).toBeLessThan(4 * NOISE);
  }
  // With a device of their own, each frees all it had.
  expect(last.slice(0, -2)).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('the same can be asked of a device', () => {
  const fake = buildFake(temporaryFolder());
  const script = path.join(import.meta.dirname, 'testing/cycles-on-device.ts');
  const flags = ['--expose-gc', '--import', 'tsx', '--conditions=@einlay/source'];
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...flags, script, '100', fake.path, temporaryFolder()],
    {
      encoding: 'utf8',
    },
  );
  expect([status, stderr]).toEqual([0, '']);
  const { grown, ...others } = JSON.parse(stdout) as { grown: { device: number } };
  expect(others).toEqual({ cycles: 200, held: {} });
  // The layer that had kept the device open is gone.
  expect(grown.device).toBeLessThan(0);
});
