import { failure, success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import type { Binding, Buffer, GridExtent, Kernel, LoopProgram } from '@einlay/ir/loop';
import { Namer } from '../c-like/namer.ts';
import { symbolsOfKernel } from '../c-like/symbols-of-kernel.ts';
import { bytesIn, canEmit, subgroupSizeOf, usesSubgroups } from './can-emit.ts';
import { TAKEN } from './keywords.ts';
import { legalize } from './legalize.ts';
import { featuresOf, printKernel } from './print.ts';
import type { WgslFeature, WgslLimits, WgslTarget } from './target.ts';

/** One kernel as WGSL. */
export interface WgslKernel {
  readonly name: string;
  /** A module with one entry point. */
  readonly code: string;
  /** The buffer at `@binding(n + 1)` for each n. */
  readonly bindings: readonly Pick<Binding, 'buffer' | 'access'>[];
  /** Workgroups to launch: the product of all ⌈extent / tile⌉, in rows of at most 65535. */
  readonly grid: readonly GridExtent[];
  /** Invocations of a subgroup, when the code depends on it. */
  readonly subgroupSize?: number;
}

/** What the backend makes of a program: kernels, and what a device must be able to do. */
export interface WgslEmission {
  /** Features a device must have. */
  readonly features: readonly WgslFeature[];
  /** Limits a device must have, by the names of `GPUSupportedLimits`; those of buffers depend on extents. */
  readonly limits: Pick<
    WgslLimits,
    | 'maxStorageBuffersPerShaderStage'
    | 'maxComputeWorkgroupStorageSize'
    | 'maxComputeInvocationsPerWorkgroup'
    | 'maxComputeWorkgroupSizeX'
  >;
  /** What the uniform buffer at `@binding(0)` holds, an `i32` each, in this order. */
  readonly symbols: readonly string[];
  readonly buffers: readonly Buffer[];
  /** In the order in which they are launched. */
  readonly kernels: readonly WgslKernel[];
}

/** Emits `program` for `target`. The same program gives the same text. Fails with what `canEmit` says. */
export function emitWgsl(program: LoopProgram, target: WgslTarget): Result<WgslEmission> {
  const problems = canEmit(program, target);
  if (problems.length > 0) return failure(...problems);
  const symbols = [...new Set(program.kernels.flatMap((kernel) => [...symbolsOfKernel(kernel)]))];
  const namer = new Namer(TAKEN);
  const members = new Map(symbols.map((symbol) => [symbol, namer.name(symbol === '...' ? 'batch' : symbol)]));
  const legal = program.kernels.map((kernel) => legalize(kernel, target));
  const kernels = legal.map((each): WgslKernel => {
    const { kernel } = each;
    const { name, grid, bindings } = kernel;
    return {
      name,
      code: printKernel(each, members),
      bindings: bindings.map(({ buffer, access }) => ({ buffer, access })),
      grid,
      ...(usesSubgroups(kernel) ? { subgroupSize: subgroupSizeOf(kernel) } : {}),
    };
  });
  const largest = (measure: (kernel: Kernel) => number): number =>
    Math.max(0, ...legal.map(({ kernel }) => measure(kernel)));
  return success({
    features: [...new Set(legal.flatMap(featuresOf))],
    limits: {
      maxStorageBuffersPerShaderStage: largest(({ bindings }) => bindings.length),
      maxComputeWorkgroupStorageSize: largest((kernel) => bytesIn(kernel, 'workgroup')),
      maxComputeInvocationsPerWorkgroup: largest(({ invocations }) => invocations),
      maxComputeWorkgroupSizeX: largest(({ invocations }) => invocations),
    },
    symbols,
    buffers: program.buffers,
    kernels,
  });
}
