/** The CUDA device of this machine. */
import { upload } from '@einlay/artifact';
import { targetOfCudaDevice } from '@einlay/compiler';
import type { CudaTarget } from '@einlay/compiler';
import type { Result } from '@einlay/compiler/diagnostic';
import { attempt } from './run-artifact.ts';
import type { DeviceAtHand } from './time-layer.ts';

export interface CudaDevice extends DeviceAtHand {
  /** For people. */
  readonly name: string;
  /** What kernels for it are made for. */
  readonly target: CudaTarget;
}

/** Works with a device that stays open meanwhile and is let go afterwards. Errors: `runtime-adapter` and its like. */
export async function withCuda<T>(work: (device: CudaDevice) => Promise<Result<T>>): Promise<Result<T>> {
  const opened = await attempt(async () => {
    const { cuda } = await import('@einlay/runtime-cuda');
    const runtime = cuda();
    // A device stays open for as long as something is on it.
    const anchor = await upload({ shape: [], data: Float32Array.of(0) }, { runtime, dtype: 'f32' });
    return { runtime, anchor, facts: await runtime.facts() };
  });
  if (!opened.ok) return opened;
  const { runtime, anchor, facts } = opened.value;
  try {
    return await work({ runtime, name: facts.name, target: targetOfCudaDevice(facts), hasClock: true });
  } finally {
    anchor.release();
  }
}
