/** What the extents of one run come to: bytes of buffers, and workgroups of kernels. */
import { errorOf } from '@einlay/artifact';
import type { Extent, WebgpuKernel, WebgpuPayload } from '@einlay/artifact';
import { ELEMENT_BYTES } from '@einlay/artifact/kernels';
import { alignUp } from './buffers.ts';
import { MAX_WORKGROUPS } from './constants.ts';

/** Kernels count workgroups in an `i32`. */
const MOST_TOTAL = 2 ** 31 - 1;

export interface RunPlan {
  /** By name of the buffer. `bytes` is what is bound: at least one vector. */
  readonly sizes: ReadonlyMap<string, { readonly elements: number; readonly bytes: number }>;
  /** For each kernel, in two dimensions. */
  readonly workgroups: readonly (readonly [x: number, y: number])[];
  /** The values of the payload's symbols, and room up to the least size of a binding. */
  readonly symbols: Int32Array<ArrayBuffer>;
}

/** Errors: `runtime-limit`. */
export function planRun(
  payload: WebgpuPayload,
  symbols: ReadonlyMap<string, number>,
  limits: Pick<GPUSupportedLimits, 'maxStorageBufferBindingSize' | 'maxBufferSize'>,
): RunPlan {
  const sizes = new Map(
    payload.buffers.map(({ name, dtype, elements }) => {
      const count = valueOf(elements, symbols);
      const bytes = alignUp(count * ELEMENT_BYTES[dtype]);
      for (const limit of ['maxBufferSize', 'maxStorageBufferBindingSize'] as const)
        if (bytes > limits[limit]) throw errorOf('runtime-limit', [`\`${name}\``, bytes, limit, limits[limit]]);
      return [name, { elements: count, bytes }];
    }),
  );
  const values = new Int32Array(alignUp(payload.symbols.length * 4) / 4);
  payload.symbols.forEach((symbol, at) => {
    const value = symbols.get(symbol) ?? 0;
    if (value >= 2 ** 31) throw errorOf('runtime-limit', [`\`${symbol}\``, value, 'the largest i32', 2 ** 31 - 1]);
    values[at] = value;
  });
  return { sizes, workgroups: payload.kernels.map((kernel) => workgroupsOf(kernel, symbols)), symbols: values };
}

function workgroupsOf({ name, grid }: WebgpuKernel, symbols: ReadonlyMap<string, number>): readonly [number, number] {
  const total = grid.reduce((all, { extent, tile }) => all * Math.ceil(valueOf(extent, symbols) / tile), 1);
  if (total > MOST_TOTAL) throw errorOf('runtime-limit', [`kernel \`${name}\``, total, 'a launch', MOST_TOTAL]);
  const y = Math.ceil(total / MAX_WORKGROUPS);
  return [y === 0 ? 0 : Math.ceil(total / y), y];
}

/** Every symbol of an artifact is on a parameter, and so has a value in every run. */
const valueOf = (extent: Extent, symbols: ReadonlyMap<string, number>): number =>
  typeof extent === 'number'
    ? extent
    : extent.symbols.reduce((all, name) => all * (symbols.get(name) ?? 0), extent.coefficient);
