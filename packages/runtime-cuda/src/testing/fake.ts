/** Builds the driver without a device, and tells it what to do. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import koffi from 'koffi';

const here = import.meta.dirname;

export interface Fake {
  /** Of the library, which is driver and NVRTC. */
  readonly path: string;
  /** What the device and its driver are like: see `settings` in `fake-driver.c`. */
  set(name: string, value: number): void;
  /** Makes the nth call from now of a function fail; of `kernel`, the nth that the device runs. */
  fail(name: string, nth: number, result: number): void;
  /** How often a function was called, or how much of something is held. */
  count(name: string): number;
  /** What it was asked that a driver should never be asked, or nothing. */
  misuse(): string;
  /** Forgets `set`, `fail` and `misuse`, and lets a lost device work again. */
  reset(): void;
}

export const RESULTS = { invalidValue: 1, outOfMemory: 2, noDevice: 100, illegalAddress: 700 } as const;

/** Builds it in a folder. Throws when the machine has no compiler for C, with what would help. */
export function buildFake(folder: string): Fake {
  const library = path.join(folder, 'libfake.so');
  const { error, status, stderr } = spawnSync('sh', [path.join(here, 'build-fake.sh'), library], { encoding: 'utf8' });
  if (error !== undefined || status !== 0)
    throw new Error(
      `these tests compile kernels for the processor: install gcc and g++ (Debian: apt-get install g++)\n${stderr}`,
      { cause: error },
    );
  return openFake(library);
}

export function openFake(library: string): Fake {
  const loaded = koffi.load(library);
  const set = loaded.func('void fake_set(const char *name, int64_t value)');
  const fail = loaded.func('void fake_fail(const char *name, int nth, int result)');
  const count = loaded.func('int64_t fake_count(const char *name)');
  const misuse = loaded.func('const char *fake_misuse(void)');
  const reset = loaded.func('void fake_reset(void)');
  return {
    path: library,
    set: (name, value) => {
      set(name, value);
    },
    fail: (name, nth, result) => {
      fail(name, nth, result);
    },
    count: (name) => Number(count(name)),
    misuse: () => String(misuse()),
    reset: () => {
      reset();
    },
  };
}
