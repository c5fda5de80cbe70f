import type { Result } from '@einlay/ir';
import { failure, success } from '@einlay/ir';
import type { Binding, Buffer, GridExtent, LoopProgram } from '@einlay/ir/loop';
import { commentText } from '../c-like/namer.ts';
import { symbolsOfKernel } from '../c-like/symbols-of-kernel.ts';
import { canEmit } from './can-emit.ts';
import { cudaNamer } from './keywords.ts';
import { legalize } from './legalize.ts';
import { PRELUDE } from './prelude.ts';
import { printKernel } from './print.ts';
import { stagedFunctions } from './staged.ts';
import { sharedLayout } from './shared-layout.ts';
import type { CudaTarget } from './target.ts';

/** One kernel of the source. */
export interface CudaKernelText {
  readonly name: string;
  /** The function in the source. Its parameters: a pointer for each binding, an `int` for each symbol of the program. */
  readonly entry: string;
  readonly bindings: readonly Pick<Binding, 'buffer' | 'access'>[];
  /** Blocks to launch, all in x: the product of all ⌈extent / tile⌉. */
  readonly grid: readonly GridExtent[];
  readonly threads: number;
  /** Bytes of dynamic shared memory. */
  readonly sharedBytes: number;
}

/** What the backend makes of a program: source, its kernels, and how they are launched. */
export interface CudaEmission {
  /** Of the program. */
  readonly name: string;
  /** A translation unit that nvcc and NVRTC compile without any header. */
  readonly source: string;
  readonly architecture: string;
  readonly symbols: readonly string[];
  /** The parameters of kernels that hold extents, by symbol. */
  readonly symbolNames: ReadonlyMap<string, string>;
  readonly buffers: readonly Buffer[];
  /** In the order in which they are launched. */
  readonly kernels: readonly CudaKernelText[];
}

/** Emits `program` for `target`. The same program gives the same text. Fails with what `canEmit` says. */
export function emitCuda(program: LoopProgram, target: CudaTarget): Result<CudaEmission> {
  const problems = canEmit(program, target);
  if (problems.length > 0) return failure(...problems);
  const symbols = [...new Set(program.kernels.flatMap((kernel) => [...symbolsOfKernel(kernel)]))];
  const namer = cudaNamer();
  const members = new Map(symbols.map((symbol) => [symbol, namer.name(symbol === '...' ? 'batch' : symbol)]));
  const parts = program.kernels.map((kernel) => {
    const legal = legalize(kernel);
    const entry = namer.name(`${kernel.name}_kernel`);
    return { legal, entry, text: printKernel(legal, entry, members) };
  });
  const kernels = parts.map(({ legal: { kernel }, entry }): CudaKernelText => {
    const { name, bindings, invocations, cluster } = kernel;
    // Every block of a cluster is launched.
    const grid = cluster === undefined ? kernel.grid : [...kernel.grid, { extent: cluster, tile: 1 }];
    return {
      ...{ name, entry, grid, threads: invocations, sharedBytes: sharedLayout(kernel).bytes },
      bindings: bindings.map(({ buffer, access }) => ({ buffer, access })),
    };
  });
  const head = [
    `// ${commentText(program.name)}: ${kernels.length === 1 ? 'one kernel' : `${kernels.length} kernels, launched in order`}, for ${target.architecture}.`,
    '// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.',
    ...kernels.map(
      ({ entry, threads, sharedBytes, grid, bindings }) =>
        `//   ${entry}: blocks ${grid.map(gridText).join(' * ') || '1'}, ${threads} threads, ${sharedBytes} bytes of shared memory; ${bindings.map(({ buffer }) => commentText(buffer)).join(', ')}`,
    ),
    '',
  ].join('\n');
  const source = [
    head,
    PRELUDE + stagedFunctions(parts.map(({ legal }) => legal.kernel)),
    ...parts.map(({ text }) => text),
  ].join('\n');
  return success({
    name: program.name,
    source,
    architecture: target.architecture,
    symbols,
    symbolNames: members,
    buffers: program.buffers,
    kernels,
  });
}

const gridText = ({ extent, tile }: GridExtent): string => {
  const text =
    typeof extent === 'number' ? String(extent) : commentText([extent.coefficient, ...extent.symbols].join('*'));
  return tile === 1 ? text : `ceil(${text} / ${tile})`;
};
