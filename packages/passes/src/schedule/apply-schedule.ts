/** From tensor IR and a schedule to loop IR. */
import { invariant, nameValues, nodesById } from '@einlay/ir';
import type { TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { verifyLoopProgram } from '@einlay/ir/loop';
import type { Buffer, Kernel, LoopProgram } from '@einlay/ir/loop';
import { contractionKernel } from './contraction-kernel.ts';
import { chainStages } from './contraction-stages.ts';
import { heldKernel } from './held-kernel.ts';
import { planHeld } from './held-plan.ts';
import { hasRows } from './kernel-kinds.ts';
import { matrixKernel } from './matrix-kernel.ts';
import { planMatrices } from './matrix-plan.ts';
import { plainStages } from './plain-stages.ts';
import { placeValues } from './place-values.ts';
import { pointwiseKernel } from './pointwise-kernel.ts';
import type { Destination } from './pointwise-kernel.ts';
import { rowKernel } from './row-kernel.ts';
import type { KernelSchedule, Schedule } from './schedule.ts';
import { subgroupKernel } from './subgroup-kernel.ts';
import { planSubgroupMatrices } from './subgroup-plan.ts';

/** Invocations of a kernel that only copies. */
const COPY_INVOCATIONS = 64;

/** The name of the value that a kernel makes. */
export function resultOf(kernel: KernelSchedule): string {
  if (kernel.kind === 'pointwise' || kernel.kind === 'rows') return kernel.value;
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
      case 'held': {
        const facts = {
          nodeOf: (value: ValueId) => nodes.get(value) as TensorNode,
          isStored: (value: ValueId) => placement.placeOf(value) !== undefined,
        };
        const planned = planHeld(plainStages(kernel, named), kernel, facts);
        invariant('plan' in planned, () => `apply-schedule: ${name}: ${'problem' in planned ? planned.problem : ''}`);
        return heldKernel(name, program, placement, planned.plan, destination);
      }
      case 'matrices': {
        const facts = {
          nodeOf: (value: ValueId) => nodes.get(value) as TensorNode,
          isStored: (value: ValueId) => placement.placeOf(value) !== undefined,
          factorShape: placement.factorShape,
        };
        const planned = planMatrices(plainStages(kernel, named), kernel, facts);
        invariant('plan' in planned, () => `apply-schedule: ${name}: ${'problem' in planned ? planned.problem : ''}`);
        return matrixKernel(name, program, placement, planned.plan, destination);
      }
      case 'subgroup-matrices': {
        const nodeOf = (value: ValueId) => nodes.get(value) as TensorNode;
        const planned = planSubgroupMatrices(plainStages(kernel, named), kernel, nodeOf);
        invariant('plan' in planned, () => `apply-schedule: ${name}: ${'problem' in planned ? planned.problem : ''}`);
        return subgroupKernel(name, program, placement, planned.plan, destination);
      }
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
  const bound = new Set(kernels.flatMap(({ bindings }) => bindings.map(({ buffer }) => buffer)));
  const packed = placement.packedBuffers();
  const isPacked = ({ content }: Buffer): boolean =>
    content.kind === 'parameter' &&
    packed.some((other) => other.content.kind === 'parameter' && other.content.parameter === content.parameter);
  // A factor that is only read packed lies nowhere else.
  const buffers = [...placement.buffers.filter((buffer) => bound.has(buffer.name) || !isPacked(buffer)), ...packed];
  const loops: LoopProgram = { name: program.name, buffers, kernels };
  verifyLoopProgram(loops, 'apply-schedule');
  return loops;
}
