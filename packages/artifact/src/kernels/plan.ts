/** What the extents of one run come to: bytes of buffers, workgroups of kernels, values of symbols. */
import type { Extent, GridExtent, KernelBuffer } from '../artifact.ts';
import { errorOf } from '../errors.ts';
import { valueOf } from '../extent.ts';
import { ELEMENT_BYTES } from './elements.ts';

/** What payloads of kernels have in common, as far as a plan is made of it. */
export interface PlannedPayload {
  readonly symbols: readonly string[];
  readonly buffers: readonly KernelBuffer[];
  readonly kernels: readonly { readonly name: string; readonly grid: readonly GridExtent[] }[];
}

/** How large a buffer is in one run. */
export interface BufferSize {
  readonly elements: number;
  /** At least one vector, and whole vectors. */
  readonly bytes: number;
}

/** What the launches of one run need, once all symbols have values. */
export interface KernelPlan {
  /** By name of the buffer. */
  readonly sizes: ReadonlyMap<string, BufferSize>;
  /** For each kernel, the number of its workgroups, or blocks. */
  readonly groups: readonly number[];
  /** The values of the payload's symbols. */
  readonly symbols: readonly number[];
}

/** Kernels have symbols and count workgroups in an `i32`. */
const MOST = 2 ** 31 - 1;

/** Vectors of four f32 are the widest thing that kernels read at once. */
const ALIGNMENT = 16;

/** The bytes of whole vectors, at least one, that hold `bytes`. */
export const alignUp = (bytes: number): number => Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT);

/** Errors: `runtime-limit`. */
export function planKernels(payload: PlannedPayload, symbols: ReadonlyMap<string, number>): KernelPlan {
  // Every symbol of an artifact is on a parameter, and so has a value in every run.
  const numberOf = (extent: Extent): number => valueOf(extent, symbols) ?? 0;
  return {
    sizes: new Map(
      payload.buffers.map(({ name, dtype, elements }) => {
        const count = numberOf(elements);
        return [name, { elements: count, bytes: alignUp(count * ELEMENT_BYTES[dtype]) }];
      }),
    ),
    groups: payload.kernels.map(({ name, grid }) => {
      const total = grid.reduce((all, { extent, tile }) => all * Math.ceil(numberOf(extent) / tile), 1);
      if (total > MOST) throw errorOf('runtime-limit', [`kernel \`${name}\``, total, 'a launch', MOST]);
      return total;
    }),
    symbols: payload.symbols.map((symbol) => {
      const value = symbols.get(symbol) ?? 0;
      if (value > MOST) throw errorOf('runtime-limit', [`\`${symbol}\``, value, 'the largest i32', MOST]);
      return value;
    }),
  };
}
