/**
 * Chooses a schedule for a target.
 *
 * What is pointwise goes into whoever reads it; a contraction takes the map on its result along; contractions that follow
 * each other become one kernel when what lies between fits into workgroup memory and one kernel is cheaper than two.
 */
import { isFloat, nameValues, nodesById, operandsOf, countUses } from '@einlay/ir';
import type { DType, Extent, NodeOfKind, Operand, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { WEIGHED, tuningDials } from './choices.ts';
import type { Choices } from './choices.ts';
import { chooseHeld } from './choose-held.ts';
import { matrixKernels } from './choose-matrices.ts';
import type { WeighedMatrices } from './choose-matrices.ts';
import { subgroupKernels } from './choose-subgroup-matrices.ts';
import type { SubgroupProduct } from './choose-subgroup-matrices.ts';
import { chooseTiles, guess } from './choose-tiles.ts';
import type { Dials, Extents, Tiling } from './choose-tiles.ts';
import { chainStages, rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';
import { estimateCycles } from './estimate-cost.ts';
import type { DeviceKind } from './estimate-cost.ts';
import { hasRows, isContraction } from './kernel-kinds.ts';
import type { Contraction } from './kernel-kinds.ts';
import { plainStages } from './plain-stages.ts';
import { isStoredConstant } from './place-values.ts';
import { SIDES } from './schedule.ts';
import type { ChainKernel, KernelSchedule, MatrixStageSchedule, Schedule, StageSchedule } from './schedule.ts';

/** What a schedule has to know of a device: sizes that must not be exceeded, and rates to compare choices with. */
export interface KernelTarget {
  /** Of workgroup memory, for one workgroup. */
  readonly workgroupBytes: number;
  /** Most invocations of a workgroup. */
  readonly invocations: number;
  /** Most buffers of a kernel. */
  readonly buffers: number;
  /** Of a device whose tensor cores take fragments: the types they multiply, and workgroup memory of a multiprocessor. */
  readonly matrices?: {
    readonly types: readonly DType[];
    readonly residentBytes: number;
    /** Most workgroups of a cluster, 1 where there are no clusters. */
    readonly cluster: number;
    /** Whether they read the right matrix from workgroup memory by themselves. */
    readonly staged: boolean;
  };
  /** Invocations of every subgroup, where they can exchange numbers and that is known. */
  readonly subgroup?: number;
  /** Products of matrices that subgroups do together. */
  readonly products?: readonly SubgroupProduct[];
  /** Whose rates choices are compared with: a graphics processor's when left out. */
  readonly kind?: DeviceKind;
}

/** Of the stages before the last where an operand is staged: their results are small, and registers are for the last one. */
const SMALL_MICRO_TILE: readonly [number, number] = [4, 4];

/** Steps that are written out, at most: what compilers of devices still schedule well. */
const MOST_UNROLLED = 32;

/** The schedule that a model of the device takes for the fastest. */
export function chooseSchedule(program: TensorProgram, target: KernelTarget): Schedule {
  return new Chooser(program, target, WEIGHED[target.kind ?? 'graphics']).choose();
}

/**
 * Different schedules of a program, the chosen one first: for measuring which is the fastest on a device. Some are far from
 * what the model would choose: on a processor without a GPU large micro-tiles and few invocations win.
 */
export function scheduleCandidates(program: TensorProgram, target: KernelTarget): readonly Schedule[] {
  const dials = tuningDials(target.kind ?? 'graphics').filter(({ invocations }) => invocations <= target.invocations);
  const candidates = [chooseSchedule(program, target)];
  if (target.matrices) {
    const known: KnownMatrices = new Map();
    for (let rank = 1; rank < MATRIX_CANDIDATES; rank += 1)
      candidates.push(new Chooser(program, target, WEIGHED[target.kind ?? 'graphics'], { rank, known }).choose());
    // Where tensor cores take all there is, nothing else comes near.
    if (candidates[0]?.kernels.every(({ kind }) => kind === 'matrices')) return different(candidates);
  }
  for (const share of OTHER_SHARES) candidates.push(withWorkgroups(candidates[0] as Schedule, share));
  if (target.products)
    for (let rank = 1; rank < SUBGROUP_CANDIDATES; rank += 1)
      candidates.push(
        new Chooser(program, target, WEIGHED[target.kind ?? 'graphics'], { rank, known: new Map() }).choose(),
      );
  // No dial changes how factors are held in registers, or what subgroups multiply.
  const { subgroup, ...others } = target;
  const plain = subgroup === undefined ? target : others;
  for (const each of dials) candidates.push(new Chooser(program, plain, { products: [each], chains: [each] }).choose());
  return different(candidates);
}

/** Devices have other numbers of multiprocessors than the one that is modelled. */
const OTHER_SHARES = [1 / 4, 1 / 2, 2];

/** With so many times the workgroups that hold factors in their registers. */
const withWorkgroups = ({ kernels }: Schedule, share: number): Schedule => ({
  kernels: kernels.map((kernel) =>
    kernel.kind === 'held' ? { ...kernel, workgroups: Math.max(1, Math.round(kernel.workgroups * share)) } : kernel,
  ),
});

const different = (schedules: readonly Schedule[]): readonly Schedule[] => [
  ...new Map(schedules.map((schedule) => [JSON.stringify(schedule), schedule])).values(),
];

/** Kernels on tensor cores by the stages they are for, best first: what several choosers need not find again. */
type KnownMatrices = Map<string, readonly WeighedMatrices[]>;

interface MatrixChoice {
  /** Which kernel to take, in the order in which the model likes them. */
  readonly rank: number;
  readonly known: KnownMatrices;
}

/** Kernels on tensor cores that tuning tries for each chain. */
const MATRIX_CANDIDATES = 40;

/** The same for subgroup matrices. */
const SUBGROUP_CANDIDATES = 18;

/** How much longer than modelled products take in half precision that tensor cores do not do. */
const OUTSIDE_TENSOR_CORES = 4;

/** Of the settings for such products, one in so many is weighed. */
const OUTSIDE_EVERY = 8;

/** Cycles a second of the processor whose cycles are estimated. */
const MODEL_CLOCK = 1.7e9;

const POINTWISE_INVOCATIONS = 64;
const ROW_INVOCATIONS = 64;

/** A contraction of a chain, with the map it takes along. */
interface Link {
  readonly einsum: Contraction;
  readonly epilogue?: NodeOfKind<'map'>;
  readonly left: 0 | 1;
}

interface Weighed {
  readonly kernel: ChainKernel;
  readonly cycles: number;
}

/** A kernel, and what it and all kernels for the contractions that follow cost. */
interface Start {
  readonly links: readonly Link[];
  readonly kernel: ChainKernel;
  readonly cycles: number;
}

class Chooser {
  readonly #program: TensorProgram;
  readonly #target: KernelTarget;
  readonly #choices: Choices;
  readonly #matrices: MatrixChoice;
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #names: ReadonlyMap<ValueId, string>;
  readonly #named: ReadonlyMap<string, TensorNode>;
  readonly #uses: ReadonlyMap<ValueId, number>;
  readonly #outputs: ReadonlySet<ValueId>;
  readonly #readers = new Map<ValueId, TensorNode[]>();
  readonly #starts = new Map<ValueId, Start>();

  constructor(
    program: TensorProgram,
    target: KernelTarget,
    { products, chains }: Choices,
    matrices: MatrixChoice = { rank: 0, known: new Map() },
  ) {
    this.#matrices = matrices;
    this.#program = program;
    this.#target = target;
    const bounded = (dials: readonly Dials[]): readonly Dials[] =>
      dials.map((each) => ({ ...each, invocations: Math.min(each.invocations, target.invocations) }));
    this.#choices = { products: bounded(products), chains: bounded(chains) };
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

  /** A single choice of dials is there to be measured, whatever the model thinks of it. */
  get #isFree(): boolean {
    return this.#choices.chains.length === 1;
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
      } else if (hasRows(node)) {
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
    if (node.kind === 'parameter' || isStoredConstant(node) || hasRows(node) || isContraction(node)) return true;
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
    const { links, kernel } = this.#startingWith(first);
    for (const { einsum, epilogue } of links) {
      taken.add(einsum.id);
      if (epilogue) taken.add(epilogue.id);
    }
    return kernel;
  }

  /** As many of the contractions that follow each other as make this kernel and those for the rest cheapest. */
  #startingWith(first: Contraction): Start {
    const known = this.#starts.get(first.id);
    if (known) return known;
    let links: readonly Link[] = [this.#link(first)];
    let best: Start | undefined;
    for (;;) {
      const weighed = this.#best(links);
      if (!weighed) break;
      const next = this.#nextContraction(links, first);
      const own = weighed.cycles;
      const cycles = this.#isFree ? 0 : own + (next ? this.#startingWith(next).cycles : 0);
      if (!best || cycles <= best.cycles) best = { links, kernel: weighed.kernel, cycles };
      if (!next) break;
      links = [...links, this.#link(next, this.#resultOf(links).id)];
    }
    this.#starts.set(first.id, best as Start);
    return best as Start;
  }

  #resultOf(links: readonly Link[]): TensorNode {
    const { einsum, epilogue } = links.at(-1) as Link;
    return epilogue ?? einsum;
  }

  /** The contraction that could follow in the same kernel. */
  #nextContraction(links: readonly Link[], first: Contraction): Contraction | undefined {
    const { id } = this.#resultOf(links);
    const next = this.#onlyReader(id);
    if (!next || !isContraction(next)) return undefined;
    // The other operand must be there before the chain starts.
    const others = next.operands.filter(({ value }) => value !== id);
    return others.length === 1 && others.every(({ value }) => this.#isReady(value, first.id)) ? next : undefined;
  }

  /** The kernel for a chain that the model takes for the fastest; undefined when none fits. */
  #best(links: readonly Link[]): Weighed | undefined {
    const onMatrices = this.#onMatrices(links);
    if (onMatrices) return onMatrices;
    const multiplying = this.#multiplying(links);
    // One that is not the first is there to be measured.
    if (multiplying && this.#matrices.rank > 0) return multiplying;
    const isHalf = this.#target.matrices?.types.includes(this.#nodeOf((links.at(-1) as Link).einsum.id).dtype);
    const outside = isHalf === true ? OUTSIDE_TENSOR_CORES : 1;
    let best: Weighed | undefined;
    const dials = links.length === 1 ? this.#choices.products : this.#choices.chains;
    // What is far behind anyway is weighed with a few settings only.
    const few = dials.filter((_, at) => at % OUTSIDE_EVERY === 0);
    for (const each of isHalf === true ? few : dials) {
      const weighed = this.#weigh(links, each);
      if (!weighed) continue;
      const cycles = outside * weighed.cycles;
      if (!(best && best.cycles <= cycles)) best = { ...weighed, cycles };
    }
    for (const other of [this.#holding(links), multiplying])
      if (other && !(best && best.cycles <= other.cycles)) best = other;
    return best;
  }

  /** The same with factors in registers, where subgroups can exchange what they sum. */
  #holding(links: readonly Link[]): Weighed | undefined {
    const { subgroup, kind } = this.#target;
    if (subgroup === undefined || kind === 'processor') return undefined;
    const schedules = links.map((link) => withoutTiles(this.#stage(link, [1, 1])));
    const stages = plainStages({ stages: schedules.map((each) => ({ ...each, columns: 1 })) }, this.#named);
    if (!extentsKnown(stages)) return undefined;
    const facts = {
      nodeOf: (value: ValueId) => this.#nodeOf(value),
      isStored: (value: ValueId) => this.#isStored(value),
    };
    return chooseHeld(stages, schedules, facts, { ...this.#target, subgroup });
  }

  /** A single product by subgroups, where they multiply matrices. */
  #multiplying(links: readonly Link[]): Weighed | undefined {
    const { subgroup, kind, products = [] } = this.#target;
    if (subgroup === undefined || kind === 'processor' || links.length > 1 || products.length === 0) return undefined;
    const schedule = withoutTiles(this.#stage(links[0] as Link, [1, 1]));
    const [stage] = plainStages({ stages: [{ ...schedule, columns: 1 }] }, this.#named);
    const target = { ...this.#target, subgroup, products };
    const found = subgroupKernels(stage as Stage, schedule, (value) => this.#nodeOf(value), target);
    return found[Math.min(this.#matrices.rank, found.length - 1)];
  }

  /** The same on tensor cores, where the device has them and they can take the chain. */
  #onMatrices(links: readonly Link[]): Weighed | undefined {
    const { matrices } = this.#target;
    const type = this.#nodeOf((links.at(-1) as Link).einsum.id).dtype;
    if (!matrices?.types.includes(type)) return undefined;
    const schedules = links.map((link) => withoutTiles(this.#stage(link, [1, 1])));
    const key = JSON.stringify(schedules);
    const found = this.#matrices.known.get(key) ?? this.#findMatrices(schedules, matrices);
    this.#matrices.known.set(key, found);
    const chosen = found[Math.min(this.#matrices.rank, found.length - 1)];
    return chosen && { kernel: chosen.kernel, cycles: chosen.seconds * MODEL_CLOCK };
  }

  #findMatrices(
    schedules: readonly Pick<MatrixStageSchedule, 'einsum' | 'epilogue' | 'left'>[],
    { residentBytes, staged }: NonNullable<KernelTarget['matrices']>,
  ): readonly WeighedMatrices[] {
    const { workgroupBytes, invocations } = this.#target;
    const stages = plainStages(
      { stages: schedules.map((each) => ({ ...each, rows: 1, columns: 1, matrices: 1 })) },
      this.#named,
    );
    if (!extentsKnown(stages)) return [];
    const facts = {
      nodeOf: (value: ValueId) => this.#nodeOf(value),
      isStored: (value: ValueId) => this.#isStored(value),
      factorShape: (value: ValueId) => (this.#isFactor(value) ? this.#nodeOf(value).shape : undefined),
    };
    return matrixKernels(stages, schedules, facts, { workgroupBytes, invocations, residentBytes, staged });
  }

  /** Whether a value is a view of a factor. */
  #isFactor(value: ValueId): boolean {
    const node = this.#nodeOf(value);
    if (node.kind === 'reshape') return !this.#isAsked(value) && this.#isFactor(node.operand);
    return node.kind === 'parameter' && node.role === 'factor';
  }

  /** A kernel for a chain by some dials, without staging where that does not fit; undefined when nothing does. */
  #weigh(links: readonly Link[], { staging, ...dials }: Dials): Weighed | undefined {
    const schedules = links.map((link, at) => {
      const stage = this.#stage(link, staging !== undefined && at < links.length - 1 ? SMALL_MICRO_TILE : dials.micro);
      if (staging === undefined || at > 0) return stage;
      return { ...stage, staged: links.length === 1 ? SIDES : (['left'] as const) };
    });
    const stages = chainStages({ stages: schedules }, this.#named);
    if (!extentsKnown(stages)) return undefined;
    const extents: Extents = new Map(
      stages
        .flatMap(({ left, right }) => [left, right])
        .flatMap(({ value, indices }) =>
          indices.map((name, axis) => [name, this.#nodeOf(value).shape[axis] as Extent] as const),
        ),
    );
    const tiling = chooseTiles(stages, extents, this.#target.workgroupBytes, {
      ...dials,
      ...(staging === undefined ? {} : { staging }),
    });
    // Nothing of an unknown extent is no number of bytes, and cannot be staged either.
    if (!(tiling.bytes <= this.#target.workgroupBytes))
      return staging !== undefined && this.#isFree ? this.#weigh(links, dials) : undefined;
    const cycles = estimateCycles(stages, tiling, extents, this.#target.kind ?? 'graphics');
    const { tiles, invocations, chunk, prefetched } = tiling;
    const unrolled = schedules.map((schedule, at): StageSchedule => {
      const unroll = staging === 'prefetched' ? stepsToUnroll(stages[at] as Stage, tiling, extents) : 1;
      return unroll === 1 ? schedule : { ...schedule, unroll };
    });
    const kernel = {
      kind: 'contractions',
      stages: unrolled,
      tiles,
      invocations,
      ...(chunk ? { chunk } : {}),
      ...(prefetched > 0 ? { prefetch: true } : {}),
    } as const;
    return { kernel, cycles };
  }

  /** Whether a value is made before the node `before`, or needs no kernel. */
  #isReady(value: ValueId, before: ValueId): boolean {
    const node = this.#nodeOf(value);
    if (node.kind === 'parameter' || node.kind === 'constant') return true;
    if (node.kind === 'reshape' && this.#isStored(node.operand)) return this.#isReady(node.operand, before);
    const order = this.#program.nodes.indexOf(node);
    return order < this.#program.nodes.indexOf(this.#nodeOf(before));
  }

  #link(einsum: Contraction, from?: ValueId): Link {
    const epilogue = this.#epilogueOf(einsum);
    const left = from === undefined ? this.#leftOf(einsum) : einsum.operands[0]?.value === from ? 0 : 1;
    return { einsum, left, ...(epilogue ? { epilogue } : {}) };
  }

  /** A link with rows and columns for an invocation, fewer where there are not as many. */
  #stage({ einsum, epilogue, left }: Link, [mostRows, mostColumns]: readonly [number, number]): StageSchedule {
    const [l, r] = [einsum.operands[left], einsum.operands[1 - left]] as [Operand, Operand];
    const roles = rolesOf({ left: l, right: r, output: einsum.output });
    const micro = (names: readonly string[], most: number): number => {
      const extent = names.reduce((all, name) => all * guess(this.#extentIn(einsum, name)), 1);
      return extent >= most ? most : extent >= 4 ? 4 : Math.max(1, extent);
    };
    return {
      einsum: this.#name(einsum.id),
      ...(epilogue ? { epilogue: this.#name(epilogue.id) } : {}),
      left,
      micro: [micro(roles.row, mostRows), micro(roles.column, mostColumns)],
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

  /** Kernels in an order in which each reads only what is made. */
  #inOrder(kernels: readonly KernelSchedule[]): readonly KernelSchedule[] {
    const position = (kernel: KernelSchedule): number => {
      const name =
        kernel.kind !== 'pointwise' && kernel.kind !== 'rows'
          ? (kernel.stages.at(-1)?.epilogue ?? kernel.stages.at(-1)?.einsum)
          : kernel.value;
      return this.#program.nodes.indexOf(this.#named.get(name as string) as TensorNode);
    };
    return [...kernels].sort((left, right) => position(left) - position(right));
  }
}

/** Steps of the innermost summed index that are written out: all, when they are few; one otherwise. */
function stepsToUnroll(stage: Stage, { chunk }: Tiling, extents: Extents): number {
  const inner = rolesOf(stage).summed.at(-1);
  const steps = inner === undefined ? 1 : inner === chunk?.index ? chunk.size : extents.get(inner);
  return typeof steps === 'number' && steps >= 1 && steps <= MOST_UNROLLED ? steps : 1;
}

/** What a stage does, and not how. */
const withoutTiles = ({ einsum, epilogue, left }: StageSchedule) => ({
  einsum,
  left,
  ...(epilogue === undefined ? {} : { epilogue }),
});

/** Inside a chain only the last result's indices can have unknown extents. */
function extentsKnown(stages: readonly Stage[]): boolean {
  const last = stages.at(-1) as Stage;
  return stages
    .slice(0, -1)
    .every((stage) =>
      stage.output.every((name, axis) => last.output.includes(name) || typeof stage.einsum.shape[axis] === 'number'),
    );
}
