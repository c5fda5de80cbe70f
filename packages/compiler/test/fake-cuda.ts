/** A CUDA device that is the processor: kernels run as C++ for it, threads, barriers and tensor cores included. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { cuda } from '@einlay/runtime-cuda';
import type { CudaRuntime } from '@einlay/runtime-cuda';

const script = fileURLToPath(new URL('../../runtime-cuda/src/testing/build-fake.sh', import.meta.url));

export interface FakeCuda {
  readonly runtime: CudaRuntime;
  /** Removes its library; the runtime opens no layer any more. */
  readonly remove: () => void;
}

/** Builds the device. Throws when the machine has no compiler for C and C++. */
export function openFakeCuda(): FakeCuda {
  const folder = mkdtempSync(path.join(tmpdir(), 'einlay-fake-cuda-'));
  const library = path.join(folder, 'libfake.so');
  const { error, status, stderr } = spawnSync('sh', [script, library], { encoding: 'utf8' });
  if (error !== undefined || status !== 0)
    throw new Error(`install gcc and g++ (Debian: apt-get install g++): ${stderr}`, { cause: error });
  return {
    runtime: cuda({ driver: library, nvrtc: library, cache: false }),
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}
