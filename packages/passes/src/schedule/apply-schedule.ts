/** From tensor IR and a schedule to loop IR. */
import { invariant, nameValues, nodesById } from '@einlay/ir';
import type { TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { verifyLoopProgram } from '@einlay/ir/loop';
import type { Kernel, LoopProgram } from '@einlay/ir/loop';
import { contractionKernel } from './contraction-kernel.ts';
import { chainStages } from './contraction-stages.ts';
import { hasRows } from './kernel-kinds.ts';
import { placeValues } from './place-values.ts';
import { pointwiseKernel } from './pointwise-kernel.ts';
import type { Destination } from './pointwise-kernel.ts';
import { rowKernel } from './row-kernel.ts';
import type { KernelSchedule, Schedule } from './schedule.ts';

/** Invocations of a kernel that only copies. */
const COPY_INVOCATIONS = 64;

/** The name of the value that a kernel makes. */
export function resultOf(kernel: KernelSchedule): string {
  if (kernel.kind !== 'contractions') return kernel.value;
  const last = kernel.stages.at(-1);
  invariant(last, 'apply-schedule: a kernel without stages');
  return last.epilogue ?? last.einsum;
}

/** The kernels of `schedule` for `program`, which names values as the program prints. */
export function applySchedule(program: TensorProgram, schedule: Schedule): LoopProgram {
  const nodes = nodesById(program);
  const named = new Map<string, TensorNode>(
    [...nameValues(program)].map(([value, name]) => [name, nodes.get(value) as TensorNode]),
  );
  const nodeNamed = (name: string): TensorNode => {
    const node = named.get(name);
    invariant(node, `apply-schedule: ${program.name} has no value ${name}`);
    return node;
  };
  const made = new Set<ValueId>(schedule.kernels.map((kernel) => nodeNamed(resultOf(kernel)).id));
  const placement = placeValues(program, made);
  const kernelNames = new Set<string>();
  const kernelName = (hint: string): string => {
    let name = hint;
    for (let count = 2; kernelNames.has(name); count += 1) name = `${hint}_${count}`;
    kernelNames.add(name);
    return name;
  };

  const kernels = schedule.kernels.map((kernel): Kernel => {
    const result = nodeNamed(resultOf(kernel));
    const { buffer, type } = placement.placeOf(result.id) as Destination;
    const destination = { buffer, type };
    const name = kernelName(resultOf(kernel));
    switch (kernel.kind) {
      case 'contractions':
        return contractionKernel(name, program, placement, chainStages(kernel, named), destination, kernel);
      case 'rows':
        invariant(hasRows(result), `apply-schedule: ${name} has no rows`);
        return rowKernel(name, program, placement, result, destination, kernel);
      case 'pointwise':
        return pointwiseKernel(name, program, placement, result.id, destination, kernel.invocations);
    }
  });
  for (const { value, output } of placement.copies) {
    const destination = { buffer: output, type: (nodes.get(value) as TensorNode).dtype };
    kernels.push(pointwiseKernel(kernelName(output), program, placement, value, destination, COPY_INVOCATIONS));
  }
  const loops: LoopProgram = { name: program.name, buffers: placement.buffers, kernels };
  verifyLoopProgram(loops, 'apply-schedule');
  return loops;
}
