/**
 * Chooses a schedule for a target.
 *
 * What is pointwise goes into whoever reads it; a contraction takes the map on its result along; contractions that follow
 * each other become one kernel when what lies between fits into workgroup memory and one kernel is cheaper than two.
 */
import { isFloat, nameValues, nodesById, operandsOf, countUses } from '@einlay/ir';
import type { Extent, NodeOfKind, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { chooseTiles, guess } from './choose-tiles.ts';
import type { Dials, Tiling } from './choose-tiles.ts';
import { chainStages, rolesOf } from './contraction-kernel.ts';
import type { Stage } from './contraction-kernel.ts';
import { isStoredConstant } from './place-values.ts';
import type { ContractionKernel, KernelSchedule, Schedule, StageSchedule } from './schedule.ts';

/** What a schedule has to know of a device: sizes that must not be exceeded, and rates to compare choices with. */
export interface KernelTarget {
  /** Of workgroup memory, for one workgroup. */
  readonly workgroupBytes: number;
  /** Most invocations of a workgroup. */
  readonly invocations: number;
  /** Most buffers of a kernel. */
  readonly buffers: number;
}

/** What a device with few registers and small workgroups is happy with. */
const USUAL: Dials = { tokens: 16, columns: 64, micro: [4, 4], invocations: 256 };

export function chooseSchedule(program: TensorProgram, target: KernelTarget): Schedule {
  return new Chooser(program, target, USUAL).choose();
}

/** Different schedules of a program, the chosen one first: for measuring which is the fastest on a device. */
export function scheduleCandidates(program: TensorProgram, target: KernelTarget): readonly Schedule[] {
  const candidates = [chooseSchedule(program, target)];
  for (const tokens of [8, 16, 32, 64, 128])
    for (const columns of [32, 64, 128])
      for (const micro of MICRO_TILES)
        for (const invocations of [64, 128, 256, 512])
          for (const chunk of [undefined, 4, 8, 16]) {
            if (invocations > target.invocations) continue;
            const dials = { tokens, columns, micro, invocations, ...(chunk === undefined ? {} : { chunk }) };
            candidates.push(new Chooser(program, target, dials).choose());
          }
  const texts = candidates.map((candidate) => JSON.stringify(candidate));
  return candidates.filter((_, at) => texts.indexOf(texts[at] as string) === at);
}

const MICRO_TILES: readonly (readonly [number, number])[] = [
  [4, 4],
  [8, 4],
  [4, 8],
  [8, 8],
];

const POINTWISE_INVOCATIONS = 64;
const ROW_INVOCATIONS = 64;

type Contraction = NodeOfKind<'einsum'>;

class Chooser {
  readonly #program: TensorProgram;
  readonly #target: KernelTarget;
  readonly #dials: Dials;
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #names: ReadonlyMap<ValueId, string>;
  readonly #named: ReadonlyMap<string, TensorNode>;
  readonly #uses: ReadonlyMap<ValueId, number>;
  readonly #outputs: ReadonlySet<ValueId>;
  readonly #readers = new Map<ValueId, TensorNode[]>();

  constructor(program: TensorProgram, target: KernelTarget, dials: Dials) {
    this.#program = program;
    this.#target = target;
    this.#dials = { ...dials, invocations: Math.min(dials.invocations, target.invocations) };
    this.#nodes = nodesById(program);
    this.#names = nameValues(program);
    this.#named = new Map([...this.#names].map(([value, name]) => [name, this.#nodeOf(value)]));
    this.#uses = countUses(program);
    this.#outputs = new Set(program.outputs.map(({ value }) => value));
    for (const node of program.nodes)
      for (const value of new Set(operandsOf(node))) {
        const readers = this.#readers.get(value) ?? [];
        readers.push(node);
        this.#readers.set(value, readers);
      }
  }

  choose(): Schedule {
    const kernels: KernelSchedule[] = [];
    /** Maps that a contraction takes along, and contractions inside a chain. */
    const taken = new Set<ValueId>();
    for (const node of this.#program.nodes) {
      if (taken.has(node.id)) continue;
      if (isContraction(node)) {
        const kernel = this.#chain(node, taken);
        kernels.push(kernel);
      } else if (this.#hasRows(node)) {
        kernels.push(this.#rows(node));
      } else if (this.#needsKernel(node)) {
        kernels.push({ kind: 'pointwise', value: this.#name(node.id), invocations: POINTWISE_INVOCATIONS });
      }
    }
    return { kernels: this.#inOrder(kernels) };
  }

  #nodeOf(value: ValueId): TensorNode {
    return this.#nodes.get(value) as TensorNode;
  }

  #name(value: ValueId): string {
    return this.#names.get(value) as string;
  }

  #onlyReader(value: ValueId): TensorNode | undefined {
    if (this.#uses.get(value) !== 1 || this.#outputs.has(value)) return undefined;
    return this.#readers.get(value)?.[0];
  }

  #hasRows(node: TensorNode): boolean {
    if (node.kind === 'reduce' || node.kind === 'softmax' || node.kind === 'layer-norm') return true;
    return node.kind === 'einsum' && node.operands.length === 1 && sums(node);
  }

  /** Whether pointwise work gets a kernel of its own: an output, read more than once, or read again and again. */
  #needsKernel(node: TensorNode): boolean {
    switch (node.kind) {
      case 'parameter':
      case 'constant':
        return false;
      case 'reshape':
        return !this.#isStored(node.operand) && this.#isAsked(node.id);
      default:
        return this.#isAsked(node.id);
    }
  }

  #isAsked(value: ValueId): boolean {
    if (this.#outputs.has(value) || (this.#uses.get(value) ?? 0) > 1) return true;
    const reader = this.#onlyReader(value);
    if (!reader) return false;
    if (reader.kind === 'reshape') return this.#isAsked(reader.id);
    const isWork = this.#nodeOf(value).kind === 'map';
    return isWork && (isContraction(reader) || reader.kind === 'lookup');
  }

  /** Whether a value certainly lies in a buffer. */
  #isStored(value: ValueId): boolean {
    const node = this.#nodeOf(value);
    if (node.kind === 'parameter' || isStoredConstant(node) || this.#hasRows(node) || isContraction(node)) return true;
    if (node.kind === 'reshape') return this.#isStored(node.operand) || this.#isAsked(value);
    return this.#isAsked(value);
  }

  #rows(node: TensorNode): KernelSchedule {
    const length = this.#rowLength(node);
    let perRow = 1;
    while (perRow * 2 <= Math.min(length / 2, ROW_INVOCATIONS)) perRow *= 2;
    return { kind: 'rows', value: this.#name(node.id), invocations: ROW_INVOCATIONS, perRow };
  }

  #rowLength(node: TensorNode): number {
    const operand = this.#nodeOf(operandsOf(node)[0] as ValueId);
    const count = (shape: readonly Extent[]): number => shape.reduce<number>((all, extent) => all * guess(extent), 1);
    if (node.kind === 'softmax' || node.kind === 'layer-norm')
      return count(node.axes.map((axis) => operand.shape[axis] as Extent));
    return count(operand.shape) / Math.max(1, count(node.shape));
  }

  /** The kernel that starts with a contraction; what it takes along is added to `taken`. */
  #chain(first: Contraction, taken: Set<ValueId>): KernelSchedule {
    const stages: StageSchedule[] = [this.#stage(first, taken)];
    let kernel = this.#kernelOf(stages);
    for (;;) {
      const last = stages.at(-1) as StageSchedule;
      const made = this.#named.get(last.epilogue ?? last.einsum) as TensorNode;
      const next = this.#onlyReader(made.id);
      if (
        !next ||
        !isContraction(next) ||
        next.operands.some(({ value }, at) => value === made.id && next.operands[1 - at]?.value === made.id)
      )
        break;
      // The other operand must be there before the chain starts.
      const other = next.operands.find(({ value }) => value !== made.id);
      if (!other || !this.#isReady(other.value, first.id)) break;
      const trial = new Set(taken);
      const longer = [...stages, this.#stage(next, trial, made.id)];
      const candidate = this.#fits(longer) ? this.#kernelOf(longer) : undefined;
      if (!candidate) break;
      stages.push(longer.at(-1) as StageSchedule);
      taken.add(next.id);
      for (const value of trial) taken.add(value);
      kernel = candidate;
    }
    return kernel;
  }

  /** Whether a value is made before the node `before`, or needs no kernel. */
  #isReady(value: ValueId, before: ValueId): boolean {
    const node = this.#nodeOf(value);
    if (node.kind === 'parameter' || node.kind === 'constant') return true;
    const order = this.#program.nodes.indexOf(node);
    return order < this.#program.nodes.indexOf(this.#nodeOf(before));
  }

  #stage(einsum: Contraction, taken: Set<ValueId>, from?: ValueId): StageSchedule {
    const epilogue = this.#epilogueOf(einsum);
    if (epilogue) taken.add(epilogue.id);
    const left = from === undefined ? this.#leftOf(einsum) : einsum.operands[0]?.value === from ? 0 : 1;
    const [l, r] = [einsum.operands[left], einsum.operands[1 - left]] as [
      Contraction['operands'][number],
      Contraction['operands'][number],
    ];
    const roles = rolesOf({ left: l, right: r, output: einsum.output });
    const extentOf = (name: string): number => guess(this.#extentIn(einsum, name));
    const count = (names: readonly string[]): number => names.reduce((all, name) => all * extentOf(name), 1);
    const micro = (names: readonly string[], most: number): number => {
      const extent = count(names);
      return extent >= most ? most : extent >= 4 ? 4 : Math.max(1, extent);
    };
    return {
      einsum: this.#name(einsum.id),
      ...(epilogue ? { epilogue: this.#name(epilogue.id) } : {}),
      left,
      micro: [micro(roles.row, this.#dials.micro[0]), micro(roles.column, this.#dials.micro[1])],
    };
  }

  #extentIn(einsum: Contraction, name: string): Extent {
    for (const { value, indices } of einsum.operands) {
      const axis = indices.indexOf(name);
      if (axis >= 0) return this.#nodeOf(value).shape[axis] as Extent;
    }
    return 1;
  }

  /** Columns are what lies side by side in the result. */
  #leftOf({ operands, output }: Contraction): 0 | 1 {
    const [first, second] = operands as [Contraction['operands'][number], Contraction['operands'][number]];
    const last = output.findLast((name) => !(first.indices.includes(name) && second.indices.includes(name)));
    return last !== undefined && first.indices.includes(last) ? 1 : 0;
  }

  /** The map that reads a contraction, and nothing else does, element for element. */
  #epilogueOf(einsum: Contraction): NodeOfKind<'map'> | undefined {
    const reader = this.#onlyReader(einsum.id);
    if (reader?.kind !== 'map' || !isFloat(reader.dtype)) return undefined;
    const operand = reader.operands.find(({ value }) => value === einsum.id);
    const straight = reader.indices.every(({ name }, axis) => operand?.indices[axis] === name);
    if (!straight || operand?.indices.length !== reader.indices.length) return undefined;
    const ready = reader.operands.every(({ value }) => value === einsum.id || this.#isReady(value, einsum.id));
    return ready ? reader : undefined;
  }

  #stagesOf(stages: readonly StageSchedule[]): readonly Stage[] {
    return chainStages({ stages }, this.#named);
  }

  #kernelOf(schedules: readonly StageSchedule[]): ContractionKernel {
    const { tiles, invocations, chunk } = this.#tilingOf(schedules);
    return { kind: 'contractions', stages: schedules, tiles, invocations, ...(chunk ? { chunk } : {}) };
  }

  #tilingOf(schedules: readonly StageSchedule[]): Tiling {
    const stages = this.#stagesOf(schedules);
    return chooseTiles(stages, (stages.at(-1) as Stage).einsum.shape, this.#target.workgroupBytes, this.#dials);
  }

  #fits(schedules: readonly StageSchedule[]): boolean {
    return (
      this.#extentsKnown(this.#stagesOf(schedules)) && this.#tilingOf(schedules).bytes <= this.#target.workgroupBytes
    );
  }

  /** Inside a chain only the last result's indices can have unknown extents. */
  #extentsKnown(stages: readonly Stage[]): boolean {
    const last = stages.at(-1) as Stage;
    return stages
      .slice(0, -1)
      .every((stage) =>
        stage.output.every((name, axis) => last.output.includes(name) || typeof stage.einsum.shape[axis] === 'number'),
      );
  }

  /** Kernels in an order in which each reads only what is made. */
  #inOrder(kernels: readonly KernelSchedule[]): readonly KernelSchedule[] {
    const position = (kernel: KernelSchedule): number => {
      const name =
        kernel.kind === 'contractions'
          ? (kernel.stages.at(-1)?.epilogue ?? kernel.stages.at(-1)?.einsum)
          : kernel.value;
      return this.#program.nodes.indexOf(this.#named.get(name as string) as TensorNode);
    };
    return [...kernels].sort((left, right) => position(left) - position(right));
  }
}

const isContraction = (node: TensorNode): node is Contraction => node.kind === 'einsum' && node.operands.length === 2;

const sums = ({ operands, output }: Contraction): boolean =>
  operands.some(({ indices }) => indices.some((name) => !output.includes(name)));
