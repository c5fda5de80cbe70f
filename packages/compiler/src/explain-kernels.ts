/** Says what the kernels of a compiled layer do, what they move, and what limits them. */
import { defaultWgslTarget } from '@einlay/backends/wgsl';
import type { WgslTarget } from '@einlay/backends/wgsl';
import {
  BYTES,
  countElements,
  evaluateExtent,
  nameValues,
  nodesById,
  operandsOf,
  printNode,
  success,
  symbolsOfProgram,
} from '@einlay/ir';
import type { ExtentBindings, Result, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import type { Buffer, Kernel, LoopProgram } from '@einlay/ir/loop';
import { ESTIMATED_EXTENT, analyzeCost, applySchedule, checkSchedule, chooseSchedule, resultOf } from '@einlay/passes';
import type { CostAnalysis, KernelSchedule, NodeCost, Schedule } from '@einlay/passes';
import type { Compilation } from './compile.ts';
import { describeKernel } from './describe-schedule.ts';
import type { Bound } from './explain.ts';
import { workOf, workgroupsOf } from './kernel-work.ts';
import type { KernelWork, Traffic } from './kernel-work.ts';
import { kernelTarget } from './targets.ts';
import type { TargetOptions } from './targets.ts';

/** A buffer that kernels share. */
export interface ExplainedBuffer {
  readonly name: string;
  /** `intermediate` is what one kernel writes for another. */
  readonly role: 'input' | 'factor' | 'constant' | 'output' | 'intermediate';
  readonly bytes: number;
}

/** What a kernel reads from a buffer, or writes to it. */
export interface Transfer {
  readonly buffer: string;
  /** From or to memory: each element once. */
  readonly bytes: number;
  /** What invocations ask for, all together; caches serve what memory does not. */
  readonly asked: number;
}

/** A value that a kernel makes and no other sees. */
export interface KeptValue {
  readonly value: string;
  /** All of it, over all workgroups. Without fusion these would be written and read again. */
  readonly bytes: number;
}

/** What one kernel does, moves and takes. */
export interface ExplainedKernel {
  readonly name: string;
  /** What it computes, as the IR prints it. */
  readonly operations: readonly string[];
  /** Its schedule in words. */
  readonly schedule: string;
  readonly workgroups: number;
  readonly invocations: number;
  /** Workgroup memory of one workgroup. */
  readonly workgroupBytes: number;
  readonly reads: readonly Transfer[];
  readonly writes: readonly Transfer[];
  readonly kept: readonly KeptValue[];
  /** Multiply-adds that the layer has here. */
  readonly macs: number;
  readonly flops: number;
  /** Multiply-adds that invocations do: more where workgroups compute the same, or at the edges of tiles. */
  readonly macsDone: number;
  /** Of all transfers. */
  readonly bytes: number;
  /** By the roofline model, with the rates of the device. */
  readonly seconds: number;
  /** Of the seconds of all kernels. */
  readonly share: number;
  readonly bound: Bound;
}

/** What the kernels of a layer do, move and take, at certain extents. */
export interface KernelsExplanation {
  readonly layer: string;
  readonly target: string;
  /** The extents that unknown ones are taken for. */
  readonly at: Readonly<Record<string, number>>;
  readonly parameters: number;
  readonly macs: number;
  readonly flops: number;
  readonly bytes: number;
  /** What would be moved if every operation were a kernel of its own. */
  readonly bytesUnfused: number;
  readonly intensity: number;
  readonly balance: number;
  readonly seconds: number;
  readonly buffers: readonly ExplainedBuffer[];
  readonly kernels: readonly ExplainedKernel[];
}

/**
 * Explains the kernels of a compilation, with unknown extents taken from `at`, else as 4096 (`ESTIMATED_EXTENT`). Errors:
 * those of `checkSchedule`.
 *
 * @example
 * ```ts
 * import { compile, explainKernels } from '@einlay/compiler';
 *
 * const compiled = compile('import { btt } from "std"', { layer: 'btt', set: { g: 16, a: 16, p: 16, e: 16 } });
 * if (!compiled.ok) throw new Error(compiled.diagnostics[0]?.message);
 * const explained = explainKernels(compiled.value, {}, new Map([['...', 1024]]));
 * if (!explained.ok) throw new Error(explained.diagnostics[0]?.message);
 * for (const { reads, writes, kept } of explained.value.kernels)
 *   console.log(reads.map(({ buffer }) => buffer), writes[0]?.buffer, `${kept.length} kept on chip`);
 * ```
 *
 * ```text
 * [ 'x', 'A', 'B' ] y 1 kept on chip
 * ```
 */
export function explainKernels(
  compilation: Compilation,
  { device = defaultWgslTarget, schedule: given }: TargetOptions = {},
  at: ExtentBindings = new Map(),
): Result<KernelsExplanation> {
  const { program, optimized, name } = compilation;
  const most = kernelTarget(device);
  const checked =
    given === undefined ? success(chooseSchedule(optimized, most)) : checkSchedule(optimized, given, most);
  if (!checked.ok) return checked;
  const bindings = new Map(symbolsOfProgram(program).map((symbol) => [symbol, at.get(symbol) ?? ESTIMATED_EXTENT]));
  const loops = applySchedule(optimized, checked.value);
  const cost = analyzeCost(optimized, bindings);
  const kernels = new Explainer(optimized, checked.value, loops, cost, device, bindings).explain();
  const sum = (measure: (kernel: Omit<ExplainedKernel, 'share'>) => number): number =>
    kernels.reduce((all, kernel) => all + measure(kernel), 0);
  const [flops, bytes, seconds] = [sum((each) => each.flops), sum((each) => each.bytes), sum((each) => each.seconds)];
  return success({
    layer: name,
    target: device.name,
    at: Object.fromEntries(bindings),
    parameters: cost.parameters,
    macs: sum((each) => each.macs),
    flops,
    bytes,
    bytesUnfused: cost.bytes,
    intensity: bytes === 0 ? 0 : flops / bytes,
    balance: device.rates.flopsPerSecond / device.rates.bytesPerSecond,
    seconds,
    buffers: loops.buffers.map((buffer) => explainBuffer(buffer, optimized, bindings)),
    kernels: kernels.map((kernel) => ({ ...kernel, share: kernel.seconds / seconds })),
  });
}

function explainBuffer(buffer: Buffer, program: TensorProgram, bindings: ExtentBindings): ExplainedBuffer {
  const { name, content } = buffer;
  const bytes = bytesOfBuffer(buffer, bindings);
  if (content.kind === 'scratch') return { name, role: 'intermediate', bytes };
  if (content.kind !== 'parameter') return { name, role: content.kind, bytes };
  const parameter = program.nodes.find((node) => node.kind === 'parameter' && node.name === content.parameter);
  return { name, role: parameter?.kind === 'parameter' ? parameter.role : 'input', bytes };
}

const bytesOfBuffer = ({ type, elements }: Buffer, bindings: ExtentBindings): number =>
  evaluateExtent(elements, bindings) * (type === 'bool' ? 4 : BYTES[type]);

class Explainer {
  readonly #program: TensorProgram;
  readonly #schedule: Schedule;
  readonly #loops: LoopProgram;
  readonly #costs: ReadonlyMap<ValueId, NodeCost>;
  readonly #device: WgslTarget;
  readonly #bindings: ExtentBindings;
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #names: ReadonlyMap<ValueId, string>;
  readonly #named: ReadonlyMap<string, TensorNode>;
  readonly #made: ReadonlySet<ValueId>;

  constructor(
    program: TensorProgram,
    schedule: Schedule,
    loops: LoopProgram,
    cost: CostAnalysis,
    device: WgslTarget,
    bindings: ExtentBindings,
  ) {
    this.#program = program;
    this.#schedule = schedule;
    this.#loops = loops;
    this.#costs = new Map(cost.perNode.map((each) => [each.value, each]));
    this.#device = device;
    this.#bindings = bindings;
    this.#nodes = nodesById(program);
    const names = nameValues(program);
    this.#named = new Map([...names].map(([value, name]) => [name, this.#nodes.get(value) as TensorNode]));
    this.#made = new Set(schedule.kernels.map((kernel) => (this.#named.get(resultOf(kernel)) as TensorNode).id));
    const rootOf = (value: ValueId): ValueId => {
      const node = this.#nodes.get(value) as TensorNode;
      return node.kind === 'reshape' && !this.#made.has(value) ? rootOf(node.operand) : value;
    };
    // What only looks at a value in another way is called by the value's name.
    this.#names = new Map([...names.keys()].map((value) => [value, names.get(rootOf(value)) as string]));
  }

  /** Kernels that only copy an output come after those of the schedule. */
  explain(): readonly Omit<ExplainedKernel, 'share'>[] {
    return this.#loops.kernels.map((kernel, at) => this.#explainKernel(kernel, this.#schedule.kernels[at]));
  }

  #explainKernel(kernel: Kernel, schedule: KernelSchedule | undefined): Omit<ExplainedKernel, 'share'> {
    const { name, invocations, memories } = kernel;
    const computed = schedule === undefined ? [] : this.#computedBy(schedule);
    const work = workOf(kernel, this.#bindings);
    const [reads, writes] = [this.#transfers(work, 'read'), this.#transfers(work, 'written')];
    const bytes = [...reads, ...writes].reduce((all, each) => all + each.bytes, 0);
    const costs = computed.map(({ id }) => this.#costs.get(id));
    const macs = costs.reduce((all, each) => all + (each?.macs ?? 0), 0);
    const flops = costs.reduce((all, each) => all + (each?.flops ?? 0), 0);
    const { rates } = this.#device;
    const macsDone = Number.isFinite(work.macs) ? work.macs : macs;
    const flopsDone = flops + 2 * Math.max(macsDone - macs, 0);
    const [compute, memory] = [flopsDone / rates.flopsPerSecond, bytes / rates.bytesPerSecond];
    const longest = Math.max(compute, memory);
    return {
      name,
      operations: computed
        .filter(({ kind, id }) => kind !== 'reshape' || this.#made.has(id))
        .map((node) => printNode(node, this.#names)),
      schedule: schedule === undefined ? `${name}: a copy, ${invocations} invocations` : describeKernel(schedule),
      workgroups: workgroupsOf(kernel, this.#bindings),
      invocations,
      workgroupBytes: memories
        .filter(({ space }) => space === 'workgroup')
        .reduce((all, { type, elements }) => all + evaluateExtent(elements) * (type === 'bool' ? 4 : BYTES[type]), 0),
      reads,
      writes,
      kept: this.#keptBy(schedule),
      macs,
      flops,
      macsDone,
      bytes,
      seconds: rates.launchSeconds + longest,
      bound: longest < rates.launchSeconds ? 'launch' : compute > memory ? 'compute' : 'memory',
    };
  }

  /** The nodes that a kernel computes: its result and what lies between that and buffers, in the order of the program. */
  #computedBy(kernel: KernelSchedule): readonly TensorNode[] {
    const found = new Set<ValueId>();
    const visit = (value: ValueId): void => {
      const node = this.#nodes.get(value) as TensorNode;
      if (found.has(value) || node.kind === 'parameter' || node.kind === 'constant') return;
      found.add(value);
      for (const operand of operandsOf(node)) if (!this.#made.has(operand)) visit(operand);
    };
    visit((this.#named.get(resultOf(kernel)) as TensorNode).id);
    return this.#program.nodes.filter(({ id }) => found.has(id));
  }

  #keptBy(kernel: KernelSchedule | undefined): readonly KeptValue[] {
    if (kernel?.kind !== 'contractions') return [];
    return kernel.stages.slice(0, -1).map(({ einsum, epilogue }) => {
      const value = epilogue ?? einsum;
      const { shape, dtype } = this.#named.get(value) as TensorNode;
      return { value, bytes: countElements(shape, this.#bindings) * BYTES[dtype] };
    });
  }

  #transfers({ traffic }: KernelWork, direction: keyof Traffic): readonly Transfer[] {
    return this.#loops.buffers.flatMap((buffer): readonly Transfer[] => {
      const asked = traffic.get(buffer.name)?.[direction] ?? 0;
      // A look-up asks for less than the table; everything else asks for every element at least once.
      const bytes = Math.min(asked, bytesOfBuffer(buffer, this.#bindings));
      return asked === 0 ? [] : [{ buffer: buffer.name, bytes, asked: Number.isFinite(asked) ? asked : bytes }];
    });
  }
}
