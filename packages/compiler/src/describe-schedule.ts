/** Schedules in words. */
import type { KernelSchedule, Schedule } from '@einlay/passes';
import { resultOf } from '@einlay/passes';

/** How a kernel works, in a few words: `y: tiles 16 × 1024, 4 × 4 an invocation, 256 invocations`. */
export function describeKernel(kernel: KernelSchedule): string {
  switch (kernel.kind) {
    case 'contractions': {
      const { stages, tiles, chunk, prefetch = false, invocations } = kernel;
      const micro = stages.map(({ micro: [rows, columns] }) => `${rows} × ${columns}`);
      const same = new Set(micro).size === 1 ? micro.slice(0, 1) : micro;
      const staged = stages.flatMap(({ einsum, staged: sides = [] }) => sides.map((side) => `${side} of ${einsum}`));
      return [
        `${resultOf(kernel)}: tiles ${tiles.join(' × ') || '1'}`,
        ...(chunk === undefined ? [] : [`${chunk.index} in chunks of ${chunk.size}`]),
        ...(staged.length === 0 ? [] : [`${staged.join(' and ')} staged${prefetch ? ' ahead' : ''}`]),
        `${same.join(' then ')} an invocation`,
        `${invocations} invocations`,
      ].join(', ');
    }
    case 'held':
      return [
        `${resultOf(kernel)}: tiles ${kernel.tiles.join(' × ')}`,
        `factors in registers, ${kernel.stages.map(({ columns }) => columns).join(' then ')} columns an invocation`,
        `${kernel.invocations} invocations`,
        `${kernel.workgroups} workgroups`,
      ].join(', ');
    case 'matrices': {
      const pieces = kernel.stages.map(
        ({ rows, columns, matrices, slots }) =>
          `${matrices} × ${16 * rows} × ${8 * columns}${slots === undefined ? '' : ` from ${slots} staged pieces`}`,
      );
      return [
        `${resultOf(kernel)}: tiles ${kernel.tiles.join(' × ')}`,
        `${pieces.join(' then ')} a subgroup`,
        `${kernel.subgroups} subgroups`,
        ...(kernel.cluster === undefined ? [] : [`clusters of ${kernel.cluster}`]),
      ].join(', ');
    }
    case 'subgroup-matrices': {
      const { stages, shape, tiles, invocations } = kernel;
      const pieces = stages.map(({ rows, columns }) => `${rows} × ${columns} matrices of ${shape[0]} × ${shape[1]}`);
      const sums = stages.map(({ summed }) => `sums in chunks of ${summed.join(' × ')}`);
      return [
        `${resultOf(kernel)}: tiles ${tiles.join(' × ')}`,
        ...sums,
        ...pieces.map((each) => `${each} a subgroup`),
        `${invocations} invocations`,
      ].join(', ');
    }
    case 'rows':
      return `${kernel.value}: ${kernel.perRow} invocations a row, ${kernel.invocations} invocations`;
    case 'pointwise':
      return `${kernel.value}: an element each, ${kernel.invocations} invocations`;
  }
}

/** All kernels of a schedule, one after the other. */
export const describeSchedule = ({ kernels }: Schedule): string => kernels.map(describeKernel).join('; ');
