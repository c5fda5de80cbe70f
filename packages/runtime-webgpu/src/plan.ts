/** What the extents of one run come to: bytes of buffers, and workgroups of kernels. */
import { errorOf } from '@einlay/artifact';
import type { WebgpuPayload } from '@einlay/artifact';
import { alignUp, planKernels } from '@einlay/artifact/kernels';
import type { KernelPlan } from '@einlay/artifact/kernels';
import { MAX_WORKGROUPS } from './constants.ts';

export interface RunPlan extends KernelPlan {
  /** For each kernel, in two dimensions. */
  readonly workgroups: readonly (readonly [x: number, y: number])[];
  /** The values of the payload's symbols, and room up to the least size of a binding. */
  readonly uniforms: Int32Array<ArrayBuffer>;
}

/** Errors: `runtime-limit`. */
export function planRun(
  payload: WebgpuPayload,
  symbols: ReadonlyMap<string, number>,
  limits: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
): RunPlan {
  const plan = planKernels(payload, symbols);
  for (const [name, { bytes }] of plan.sizes)
    for (const limit of ['maxBufferSize', 'maxStorageBufferBindingSize'] as const)
      if (bytes > limits[limit]) throw errorOf('runtime-limit', [`\`${name}\``, bytes, limit, limits[limit]]);
  const uniforms = new Int32Array(alignUp(plan.symbols.length * 4) / 4);
  uniforms.set(plan.symbols);
  return { ...plan, workgroups: plan.groups.map(inTwoDimensions), uniforms };
}

function inTwoDimensions(total: number): readonly [number, number] {
  const y = Math.ceil(total / MAX_WORKGROUPS);
  return [y === 0 ? 0 : Math.ceil(total / y), y];
}
