/** Loop programs of one kernel, for tests. */
import type { Binding, Buffer, Kernel, LoopProgram } from '@einlay/ir/loop';

/** A program of one kernel: what it only reads are parameters, what it writes are outputs, all by the names of buffers. */
export function programOf(kernel: Kernel): LoopProgram {
  const buffers = kernel.bindings.map(({ memory, access, buffer }: Binding): Buffer => {
    const { type, elements } = memory;
    const content =
      access === 'read'
        ? ({ kind: 'parameter', parameter: buffer } as const)
        : ({ kind: 'output', output: buffer } as const);
    return { name: buffer, type, elements: elements, content };
  });
  return { name: 'test', buffers, kernels: [kernel] };
}
