/** The WebGPU device of this machine. */
import { upload } from '@einlay/artifact';
import { targetOfAdapter } from '@einlay/compiler';
import type { AdapterFacts, WgslTarget } from '@einlay/compiler';
import type { Result } from '@einlay/compiler/diagnostic';
import { attempt } from './run-artifact.ts';
import type { DeviceAtHand } from './time-layer.ts';

export interface WebgpuDevice extends DeviceAtHand {
  /** For people. */
  readonly name: string;
  /** What it can do, as plain data. */
  readonly facts: AdapterFacts;
  /** What kernels for it are made for. */
  readonly target: WgslTarget;
}

/** Works with a device that stays open meanwhile and is let go afterwards. Errors: `runtime-adapter` and its like. */
export async function withWebgpu<T>(work: (device: WebgpuDevice) => Promise<Result<T>>): Promise<Result<T>> {
  const opened = await attempt(async () => {
    const { webgpu } = await import('@einlay/runtime-webgpu');
    const runtime = webgpu();
    // A device stays open for as long as something is on it.
    const anchor = await upload({ shape: [], data: Float32Array.of(0) }, { runtime, dtype: 'f32' });
    return { runtime, anchor, told: await runtime.facts() };
  });
  if (!opened.ok) return opened;
  const { runtime, anchor, told } = opened.value;
  const { name, ...facts } = told;
  try {
    const hasClock = facts.features.includes('timestamp-query');
    return await work({ runtime, name, facts, target: targetOfAdapter(facts), hasClock });
  } finally {
    anchor.release();
  }
}
