/**
 * Checks a schedule that came from outside: a file, an editor, a search.
 *
 * `applySchedule` takes a schedule that fits its program, and a mistake there is one of ours. So everything that could be
 * wrong with one is found here first, before any kernel is made: names, the form of chains, what is read before it is
 * made, what nobody makes, and what a device cannot hold.
 */
import {
  BYTES,
  countUses,
  failure,
  isFloat,
  nameValues,
  nodesById,
  operandsOf,
  printExtent,
  scalarParts,
} from '@einlay/ir';
import type { Diagnostic, Extent, Operand, Result, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { statementsOf } from '@einlay/ir/loop';
import type { Kernel, LoopStatement } from '@einlay/ir/loop';
import { report } from '../diagnostics.ts';
import { applySchedule, resultOf } from './apply-schedule.ts';
import { partsProblemOf } from './check-parts.ts';
import type { Problem } from './check-parts.ts';
import type { KernelTarget } from './choose-schedule.ts';
import { chainStages } from './contraction-stages.ts';
import { planHeld } from './held-plan.ts';
import { hasRows, isContraction, sums } from './kernel-kinds.ts';
import type { Contraction } from './kernel-kinds.ts';
import { parseSchedule } from './parse-schedule.ts';
import { planMatrices } from './matrix-plan.ts';
import { plainStages } from './plain-stages.ts';
import { isStoredConstant, placeValues } from './place-values.ts';
import type { Placement } from './place-values.ts';
import type {
  ChainKernel,
  ContractionKernel,
  HeldKernel,
  KernelSchedule,
  MatrixKernel,
  PointwiseKernel,
  RowKernel,
  Schedule,
  SubgroupMatrixKernel,
} from './schedule.ts';
import { planSubgroupMatrices } from './subgroup-plan.ts';

/** Times one value may be computed anew inside a kernel, all readers of readers counted. */
const MOST_COMPUTED = 256;

/** Elements of a workgroup's part of a result. */
const MOST_ELEMENTS = 2 ** 24;

/**
 * The schedule in `value`, if it fits `program` and `target`; else everything that is wrong with it. Errors:
 * `schedule-form`, `schedule-member`, `schedule-value`, `schedule-fit`, `schedule-missing`, `schedule-limit`.
 */
export function checkSchedule(program: TensorProgram, value: unknown, target: KernelTarget): Result<Schedule> {
  const parsed = parseSchedule(value);
  if (!parsed.ok) return parsed;
  const problems = new Checker(program, parsed.value).check();
  if (problems.length > 0) return failure(...problems);
  const limits = applySchedule(program, parsed.value).kernels.flatMap((kernel) => checkLimits(kernel, target));
  return limits.length > 0 ? failure(...limits) : parsed;
}

function checkLimits(kernel: Kernel, target: KernelTarget): readonly Diagnostic[] {
  const { workgroupBytes, invocations, buffers, matrices } = target;
  const bytes = kernel.memories
    .filter(({ space }) => space === 'workgroup')
    .reduce((sum, { elements, type }) => sum + Math.ceil((Number(elements) * BYTES[type]) / 16) * 16, 0);
  const needs: readonly (readonly [needed: number, what: string, most: number])[] = [
    [bytes, 'bytes of workgroup memory', workgroupBytes],
    [kernel.invocations, 'invocations in a workgroup', invocations],
    [kernel.bindings.length, 'buffers', buffers],
    [kernel.cluster ?? 1, 'workgroups in a cluster', matrices?.cluster ?? 1],
    [kernel.body.some(multipliesStaged) ? 1 : 0, 'products by staged matrices', matrices?.staged ? 1 : 0],
  ];
  return needs
    .filter(([needed, , most]) => needed > most)
    .map(([needed, what, most]) => report['schedule-limit']({}, kernel.name, needed, what, most));
}

const multipliesStaged = (statement: LoopStatement): boolean =>
  statement.kind === 'staged-multiply' || statementsOf(statement).some(multipliesStaged);

class Checker {
  readonly #program: TensorProgram;
  readonly #schedule: Schedule;
  readonly #nodes: ReadonlyMap<ValueId, TensorNode>;
  readonly #names: ReadonlyMap<ValueId, string>;
  readonly #named: ReadonlyMap<string, TensorNode>;
  readonly #uses: ReadonlyMap<ValueId, number>;
  readonly #outputs: ReadonlySet<ValueId>;
  /** What kernels so far have made. */
  readonly #made = new Set<ValueId>();
  /** What any kernel makes. */
  readonly #making = new Set<ValueId>();
  /** Results that stay inside a kernel. */
  readonly #inner = new Set<ValueId>();
  readonly #timesComputed = new Map<ValueId, number>();

  constructor(program: TensorProgram, schedule: Schedule) {
    this.#program = program;
    this.#schedule = schedule;
    this.#nodes = nodesById(program);
    this.#names = nameValues(program);
    this.#named = new Map([...this.#names].map(([value, name]) => [name, this.#nodeOf(value)]));
    this.#uses = countUses(program);
    this.#outputs = new Set(program.outputs.map(({ value }) => value));
  }

  check(): readonly Diagnostic[] {
    const { kernels } = this.#schedule;
    const wrongNames = kernels.flatMap((kernel, at) => this.#checkNames(`kernels[${at}]`, kernel));
    if (wrongNames.length > 0) return wrongNames;

    const problems: Diagnostic[] = [];
    for (const kernel of kernels) {
      const { id } = this.#named.get(resultOf(kernel)) as TensorNode;
      if (this.#making.has(id)) problems.push(report['schedule-fit']({}, resultOf(kernel), 'two kernels make it'));
      this.#making.add(id);
    }
    for (const kernel of kernels) {
      const problem = this.#problemOf(kernel);
      if (problem !== undefined) problems.push(report['schedule-fit']({}, resultOf(kernel), problem));
    }
    if (problems.length > 0) return problems;
    problems.push(...this.#checkComplete());
    if (problems.length > 0) return problems;
    return this.#checkOrder();
  }

  #nodeOf(value: ValueId): TensorNode {
    return this.#nodes.get(value) as TensorNode;
  }

  #name(value: ValueId): string {
    return this.#names.get(value) as string;
  }

  #checkNames(place: string, kernel: KernelSchedule): readonly Diagnostic[] {
    const names: readonly (readonly [string, string])[] =
      kernel.kind !== 'pointwise' && kernel.kind !== 'rows'
        ? kernel.stages.flatMap(({ einsum, epilogue }, at): [string, string][] => [
            [`${place}.stages[${at}].einsum`, einsum],
            ...(epilogue === undefined ? [] : [[`${place}.stages[${at}].epilogue`, epilogue] as [string, string]]),
          ])
        : [[`${place}.value`, kernel.value]];
    return names
      .filter(([, name]) => !this.#named.has(name))
      .map(([where, name]) => report['schedule-value']({}, where, name.slice(0, 60), this.#program.name));
  }

  #problemOf(kernel: KernelSchedule): Problem {
    switch (kernel.kind) {
      case 'contractions':
        return this.#chainProblem(kernel) ?? this.#tileProblem(kernel);
      case 'held':
        return this.#chainProblem(kernel) ?? this.#heldProblem(kernel);
      case 'matrices':
        return this.#chainProblem(kernel) ?? this.#matrixProblem(kernel);
      case 'subgroup-matrices':
        return this.#chainProblem(kernel) ?? this.#subgroupProblem(kernel);
      case 'rows':
        return this.#rowProblem(kernel);
      case 'pointwise':
        return this.#pointwiseProblem(kernel);
    }
  }

  #pointwiseProblem({ value }: PointwiseKernel): Problem {
    const node = this.#named.get(value) as TensorNode;
    if (node.kind === 'parameter' || node.kind === 'constant') return `it is a ${node.kind}, which is there already`;
    return needsKernel(node) ? `it is a ${node.kind} over several elements, no pointwise work` : undefined;
  }

  #rowProblem({ value, invocations, perRow }: RowKernel): Problem {
    const node = this.#named.get(value) as TensorNode;
    if (!hasRows(node)) return `it is a ${node.kind}, which has no rows`;
    if (!Number.isInteger(Math.log2(perRow))) return `perRow is ${perRow}, which is no power of two`;
    return invocations % perRow === 0 ? undefined : `perRow is ${perRow}, which does not divide ${invocations}`;
  }

  #chainProblem(kernel: ChainKernel): Problem {
    let before: TensorNode | undefined;
    for (const { einsum: name, epilogue: mapName } of kernel.stages) {
      const einsum = this.#named.get(name) as TensorNode;
      if (!isContraction(einsum)) return `\`${name}\` is no einsum of two operands`;
      if (before !== undefined) {
        const problem = this.#linkProblem(before, einsum);
        if (problem !== undefined) return problem;
      }
      if (mapName !== undefined) {
        const problem = this.#epilogueProblem(einsum, this.#named.get(mapName) as TensorNode);
        if (problem !== undefined) return problem;
        this.#inner.add(einsum.id);
      }
      before = this.#named.get(mapName ?? name);
    }
    return undefined;
  }

  /** Where values lie that are not inside of kernels. */
  #placement(): Placement {
    return placeValues(this.#program, new Set([...this.#making].filter((value) => !this.#inner.has(value))));
  }

  #heldProblem(kernel: HeldKernel): Problem {
    const { placeOf } = this.#placement();
    const planned = planHeld(plainStages(kernel, this.#named), kernel, {
      nodeOf: (value) => this.#nodeOf(value),
      isStored: (value) => placeOf(value) !== undefined,
    });
    return 'problem' in planned ? planned.problem : undefined;
  }

  #matrixProblem(kernel: MatrixKernel): Problem {
    const { factorShape, placeOf } = this.#placement();
    const facts = {
      nodeOf: (value: ValueId) => this.#nodeOf(value),
      isStored: (value: ValueId) => placeOf(value) !== undefined,
      factorShape,
    };
    const planned = planMatrices(plainStages(kernel, this.#named), kernel, facts);
    return 'problem' in planned ? planned.problem : undefined;
  }

  #subgroupProblem(kernel: SubgroupMatrixKernel): Problem {
    const planned = planSubgroupMatrices(plainStages(kernel, this.#named), kernel, (value) => this.#nodeOf(value));
    return 'problem' in planned ? planned.problem : undefined;
  }

  /** Whether the result of a stage stays inside the kernel, for the next stage alone. */
  #linkProblem(before: TensorNode, einsum: Contraction): Problem {
    const [made, next] = [this.#name(before.id), this.#name(einsum.id)];
    if (!einsum.operands.some(({ value }) => value === before.id)) return `\`${made}\` is no operand of \`${next}\``;
    if (!this.#staysInside(before.id)) return `\`${made}\` is read outside the kernel, too, so it cannot stay inside`;
    this.#inner.add(before.id);
    return undefined;
  }

  #staysInside(value: ValueId): boolean {
    return this.#uses.get(value) === 1 && !this.#outputs.has(value) && !this.#making.has(value);
  }

  #epilogueProblem(einsum: Contraction, map: TensorNode): Problem {
    const [made, name] = [this.#name(einsum.id), this.#name(map.id)];
    if (map.kind !== 'map' || !isFloat(map.dtype)) return `\`${name}\` is no map of floating numbers`;
    const operand = map.operands.find(({ value }) => value === einsum.id);
    if (operand === undefined) return `\`${name}\` does not read \`${made}\``;
    if (!this.#staysInside(einsum.id)) return `\`${made}\` is read by others than \`${name}\`, too`;
    const isStraight =
      operand.indices.length === map.indices.length &&
      map.indices.every((index, axis) => operand.indices[axis] === index.name);
    return isStraight ? undefined : `\`${name}\` does not read \`${made}\` element for element`;
  }

  #tileProblem(kernel: ContractionKernel): Problem {
    const stages = chainStages(kernel, this.#named);
    const last = stages.at(-1) as (typeof stages)[number];
    const { shape } = last.einsum;
    const { tiles } = kernel;
    if (tiles.length !== shape.length) return `there are ${tiles.length} tiles for ${shape.length} axes`;
    const wrong = tiles.findIndex((tile, axis) => !isTileOf(tile, shape[axis] as Extent));
    if (wrong >= 0)
      return `tiles[${wrong}] is ${tiles[wrong]} on an axis of extent ${printExtent(shape[wrong] as Extent)}`;
    const extents = new Map(
      stages
        .flatMap(({ left, right }) => [left, right])
        .flatMap(({ value, indices }) =>
          indices.map((index, axis) => [index, this.#nodeOf(value).shape[axis] as Extent] as const),
        ),
    );
    const partsProblem = partsProblemOf(stages, kernel, extents, (value) => this.#name(value));
    if (partsProblem !== undefined) return partsProblem;
    for (const stage of stages) {
      const unknown = stage.output.find(
        (index, axis) => !last.output.includes(index) && typeof stage.einsum.shape[axis] !== 'number',
      );
      if (unknown !== undefined)
        return `index \`${unknown}\` of \`${this.#name(stage.einsum.id)}\` is known only when it runs, so no workgroup can hold all of it`;
      const elements = stage.output.reduce((all, index, axis) => {
        const at = last.output.indexOf(index);
        return all * (at >= 0 ? (tiles[at] as number) : Number(stage.einsum.shape[axis]));
      }, 1);
      if (elements > MOST_ELEMENTS)
        return `a workgroup would make ${elements} elements of \`${this.#name(stage.einsum.id)}\``;
    }
    return undefined;
  }

  /** Every value that is needed must be made by a kernel, stay inside one, or be easy to compute where it is read. */
  #checkComplete(): readonly Diagnostic[] {
    const missing = new Set<ValueId>();
    const tooOften = new Set<ValueId>();
    for (const node of this.#program.nodes) {
      const isThere = node.kind === 'parameter' || isStoredConstant(node) || this.#inner.has(node.id);
      if (!isThere && !this.#making.has(node.id)) {
        if (needsKernel(node)) missing.add(node.id);
        else if (this.#timesOf(node) > MOST_COMPUTED) tooOften.add(node.id);
      }
    }
    return [
      ...[...missing].map((value) => report['schedule-missing']({}, this.#name(value))),
      ...[...tooOften].slice(0, 1).map((value) => report['schedule-recomputed']({}, this.#name(value), MOST_COMPUTED)),
    ];
  }

  /** How many elements of other values are computed for one element of a value that no kernel makes. */
  #timesOf(node: TensorNode): number {
    const found = this.#timesComputed.get(node.id);
    if (found !== undefined) return found;
    const isRead = (value: ValueId): boolean => {
      const read = this.#nodeOf(value);
      return this.#making.has(value) || this.#inner.has(value) || read.kind === 'parameter' || read.kind === 'constant';
    };
    const times = readsOf(node).reduce(
      (sum, value) => Math.min(sum + (isRead(value) ? 1 : this.#timesOf(this.#nodeOf(value))), MOST_COMPUTED + 1),
      1,
    );
    this.#timesComputed.set(node.id, times);
    return times;
  }

  /** Kernels are launched in order, so each may read only what those before it made. */
  #checkOrder(): readonly Diagnostic[] {
    const problems: Diagnostic[] = [];
    for (const kernel of this.#schedule.kernels) {
      const result = resultOf(kernel);
      const { id } = this.#named.get(result) as TensorNode;
      const late = this.#readBy(id).find((value) => !this.#made.has(value));
      if (late !== undefined)
        problems.push(
          report['schedule-fit']({}, result, `it reads \`${this.#name(late)}\`, which a later kernel makes`),
        );
      this.#made.add(id);
    }
    return problems;
  }

  /** The values made by kernels that are read to make another one. */
  #readBy(value: ValueId): readonly ValueId[] {
    const found = new Set<ValueId>();
    const seen = new Set<ValueId>();
    const visit = (each: ValueId): void => {
      if (seen.has(each)) return;
      seen.add(each);
      if (this.#making.has(each)) found.add(each);
      else operandsOf(this.#nodeOf(each)).forEach(visit);
    };
    operandsOf(this.#nodeOf(value)).forEach(visit);
    return [...found];
  }
}

/** An axis of extent 0 has nothing to divide. */
const isTileOf = (tile: number, extent: Extent): boolean =>
  typeof extent === 'number' && extent === 0 ? tile === 0 : tile >= 1 && (typeof extent !== 'number' || tile <= extent);

/** Whether one element of a value takes more than a few elements of others. */
const needsKernel = (node: TensorNode): boolean => (node.kind === 'einsum' && sums(node)) || hasRows(node);

/** The values whose elements are read for one element of a node, as often as they are. */
function readsOf(node: TensorNode): readonly ValueId[] {
  if (node.kind !== 'map') return operandsOf(node);
  return scalarParts(node.body).flatMap((part) =>
    part.kind === 'element' ? [(node.operands[part.position] as Operand).value] : [],
  );
}
