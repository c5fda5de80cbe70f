/**
 * Checks the payload of a WebGPU artifact.
 *
 * What the code of a kernel does is not checked here: WebGPU keeps every access of it inside its buffers.
 */
import { WEBGPU_LIMITS } from './artifact.ts';
import type { BufferDType, WebgpuKernel, WebgpuPayload } from './artifact.ts';
import { checkKernels, CODE_LENGTH } from './check-kernels.ts';
import type { KernelDialect, Surroundings } from './check-kernels.ts';
import { MAX_ELEMENTS } from './extent.ts';
import { count, LIMITS, list, name, object, optional, text } from './fields.ts';

const DTYPES: readonly BufferDType[] = ['f32', 'f16', 'i32', 'bool'];

const DIALECT: KernelDialect<WebgpuKernel> = {
  dtypes: DTYPES,
  required: ['code'],
  optional: ['subgroupSize'],
  kernel: (common, fields, path) => ({
    ...common,
    code: text(fields['code'], `${path}.code`, CODE_LENGTH),
    ...optional(fields['subgroupSize'], (lanes) => ({
      subgroupSize: count(lanes, `${path}.subgroupSize`, LIMITS.axes),
    })),
  }),
};

export function checkWebgpu(value: unknown, path: string, surroundings: Surroundings): WebgpuPayload {
  const fields = object(value, path, ['kind', 'features', 'limits', 'symbols', 'buffers', 'kernels']);
  return {
    kind: 'webgpu',
    features: list(fields['features'], `${path}.features`, LIMITS.tensors, name),
    limits: limits(fields['limits'], `${path}.limits`),
    ...checkKernels(fields, path, surroundings, DIALECT),
  };
}

function limits(value: unknown, path: string): WebgpuPayload['limits'] {
  const fields = object(value, path, [], WEBGPU_LIMITS);
  return Object.fromEntries(
    Object.entries(fields).map(([limit, amount]) => [limit, count(amount, `${path}.${limit}`, MAX_ELEMENTS)]),
  );
}
