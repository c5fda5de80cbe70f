/** What a program costs: parameters, operations, bytes, and the time that the rates of a target give for them. */
import { BYTES, multiplyExtents, nodesById, operandsOf, scalarParts } from '@einlay/ir';
import type { ExtentBindings, Operand, Target, TensorNode, TensorProgram, ValueId } from '@einlay/ir';
import { extentsOf } from './tensor/indices.ts';
import { estimateExtent } from './tensor/order-contractions.ts';

/** What one node costs when it runs by itself: operands read from memory, the value written to it. */
export interface NodeCost {
  readonly value: ValueId;
  readonly kind: TensorNode['kind'];
  readonly elements: number;
  /** Multiply-adds of an einsum: multiplications, one for each combination of indices and operand after the first. */
  readonly macs: number;
  /** Operations on numbers, additions and the like as well as exponentials counted as one. */
  readonly flops: number;
  /** Bytes read and written; what is only looked at another way (a reshape) moves none. */
  readonly bytes: number;
}

/** What a program costs, in all and by node. */
export interface CostAnalysis {
  /** Elements of all factors. */
  readonly parameters: number;
  readonly macs: number;
  readonly flops: number;
  readonly bytes: number;
  /** Elements of the largest value that is neither parameter, constant nor output; 0 when there is none. */
  readonly largestIntermediate: number;
  /** In the order of the program, without parameters and constants. */
  readonly perNode: readonly NodeCost[];
}

/**
 * Counts what `program` costs as it stands, node by node: passes before make it cheaper, backends may still fuse. Unknown
 * extents are taken from `bindings`, else for `ESTIMATED_EXTENT`. The counts are float64, exact up to 2⁵³.
 */
export function analyzeCost(program: TensorProgram, bindings?: ExtentBindings): CostAnalysis {
  const nodes = nodesById(program);
  const nodeOf = (value: ValueId): TensorNode => nodes.get(value) as TensorNode;
  const elementsOf = ({ shape }: Pick<TensorNode, 'shape'>): number => estimateExtent(multiplyExtents(shape), bindings);
  /** Combinations of the indices of operands. */
  const combinations = (operands: readonly Operand[]): number =>
    elementsOf({ shape: [...extentsOf(operands, nodeOf).values()] });
  const perNode = program.nodes
    .filter(({ kind }) => kind !== 'parameter' && kind !== 'constant')
    .map((node): NodeCost => {
      const { macs, flops } = operationsOf(node, elementsOf(node), combinations);
      const bytes = bytesOf(node, nodeOf, elementsOf);
      return { value: node.id, kind: node.kind, elements: elementsOf(node), macs, flops, bytes };
    });
  const outputs = new Set(program.outputs.map(({ value }) => value));
  const inner = perNode.filter(({ value }) => !outputs.has(value));
  const factors = program.nodes.filter((node) => node.kind === 'parameter' && node.role === 'factor');
  const sum = (numbers: readonly number[]): number => numbers.reduce((all, number) => all + number, 0);
  return {
    parameters: sum(factors.map(elementsOf)),
    macs: sum(perNode.map(({ macs }) => macs)),
    flops: sum(perNode.map(({ flops }) => flops)),
    bytes: sum(perNode.map(({ bytes }) => bytes)),
    largestIntermediate: inner.reduce((most, { elements }) => Math.max(most, elements), 0),
    perNode,
  };
}

/**
 * Seconds on a target by the roofline model (Williams, Waterman and Patterson 2009): each node takes as long as its
 * operations or its bytes, whichever is longer, and has to be started.
 */
export const rooflineSeconds = ({ perNode }: CostAnalysis, { rates }: Target): number =>
  perNode
    .filter(({ kind }) => kind !== 'reshape')
    .reduce(
      (seconds, { flops, bytes }) =>
        seconds + rates.launchSeconds + Math.max(flops / rates.flopsPerSecond, bytes / rates.bytesPerSecond),
      0,
    );

/** Operations for each element of a row: subtract the largest, exponentiate, add, divide; and find the largest. */
const SOFTMAX_FLOPS = 5;

/** Add for the mean, subtract it, square and add for the variance, divide by the deviation. */
const LAYER_NORM_FLOPS = 5;

function operationsOf(
  node: TensorNode,
  elements: number,
  combinations: (operands: readonly Operand[]) => number,
): Pick<NodeCost, 'macs' | 'flops'> {
  switch (node.kind) {
    case 'einsum': {
      const macs = combinations(node.operands) * (node.operands.length - 1);
      const isSummed = node.operands.some(({ indices }) => indices.some((index) => !node.output.includes(index)));
      return { macs, flops: macs + (isSummed ? combinations(node.operands) : 0) };
    }
    case 'map': {
      const operators = scalarParts(node.body).filter(({ kind }) => ['unary', 'binary', 'select'].includes(kind));
      return { macs: 0, flops: elements * operators.length };
    }
    case 'reduce':
      return { macs: 0, flops: combinations([node.operand]) };
    case 'softmax':
      return { macs: 0, flops: elements * SOFTMAX_FLOPS };
    case 'layer-norm':
      return { macs: 0, flops: elements * LAYER_NORM_FLOPS };
    case 'parameter':
    case 'constant':
    case 'lookup':
    case 'reshape':
    case 'cast':
      return { macs: 0, flops: 0 };
  }
}

function bytesOf(
  node: TensorNode,
  nodeOf: (value: ValueId) => TensorNode,
  elementsOf: (node: TensorNode) => number,
): number {
  const sizeOf = (read: TensorNode): number => elementsOf(read) * BYTES[read.dtype];
  if (node.kind === 'reshape') return 0;
  // A look-up reads the rows it needs, not the table.
  const read = node.kind === 'lookup' ? [node, nodeOf(node.positions)] : [...new Set(operandsOf(node))].map(nodeOf);
  return [node, ...read].reduce((bytes, tensor) => bytes + sizeOf(tensor), 0);
}
