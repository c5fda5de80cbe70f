/** Says what a compiled layer does and what that costs: for people, and for programs that choose between layers. */
import { onnxTarget } from '@einlay/backends/onnx';
import { evaluateExtent, nameValues, nodesById, printNode, symbolsOfProgram } from '@einlay/ir';
import type { EinsumNode, ExtentBindings, Target, TensorNode, TensorProgram } from '@einlay/ir';
import { ESTIMATED_EXTENT, analyzeCost, costOfPath, pathProblemOf } from '@einlay/passes';
import type { NodeCost, Path } from '@einlay/passes';
import type { Compilation } from './compile.ts';

/** The contraction path of one einsum of three or more operands. */
export interface EinsumPlan {
  /** As the IR prints it. */
  readonly einsum: string;
  readonly path: Path;
  readonly flops: number;
  /** Of all operands in one step. */
  readonly naiveFlops: number;
  readonly largestIntermediate: number;
}

/** What limits a step by the roofline model: arithmetic, memory, or being started at all. */
export type Bound = 'compute' | 'memory' | 'launch';

/** One node of the optimised program. Reshapes are none: they move nothing. */
export interface Step {
  /** As the IR prints it; what was fused into it stands inside. */
  readonly operation: string;
  readonly shape: readonly number[];
  readonly macs: number;
  readonly flops: number;
  readonly bytes: number;
  /** By the roofline model, with the rates of the target. */
  readonly seconds: number;
  readonly bound: Bound;
}

/** What a compiled layer does and what that costs, at certain extents. */
export interface Explanation {
  readonly layer: string;
  readonly target: string;
  /** The extents that unknown ones are taken for. */
  readonly at: Readonly<Record<string, number>>;
  /** Elements of all factors. */
  readonly parameters: number;
  readonly macs: number;
  readonly flops: number;
  readonly bytes: number;
  /** Operations for each byte. Below `balance`, memory decides. */
  readonly intensity: number;
  readonly balance: number;
  /** The sum of all steps. */
  readonly seconds: number;
  readonly largestIntermediate: number;
  readonly einsums: readonly EinsumPlan[];
  readonly steps: readonly Step[];
}

/** Explains a compilation, with unknown extents taken from `at`, else as 4096 (`ESTIMATED_EXTENT`). */
export function explain(compilation: Compilation, at: ExtentBindings = new Map()): Explanation {
  const { program, optimized, name } = compilation;
  const symbols = symbolsOfProgram(program);
  const bindings = new Map(symbols.map((symbol) => [symbol, at.get(symbol) ?? ESTIMATED_EXTENT]));
  const { parameters, macs, flops, bytes, largestIntermediate, perNode } = analyzeCost(optimized, bindings);
  const steps = perNode
    .filter(({ kind }) => kind !== 'reshape')
    .map((cost) => explainNode(cost, optimized, bindings, onnxTarget));
  const { flopsPerSecond, bytesPerSecond } = onnxTarget.rates;
  return {
    layer: name,
    target: onnxTarget.name,
    at: Object.fromEntries(bindings),
    parameters,
    macs,
    flops,
    bytes,
    intensity: bytes === 0 ? 0 : flops / bytes,
    balance: flopsPerSecond / bytesPerSecond,
    seconds: steps.reduce((all, { seconds }) => all + seconds, 0),
    largestIntermediate,
    einsums: explainPlans(compilation, bindings),
    steps,
  };
}

function explainNode(
  { value, macs, flops, bytes }: NodeCost,
  program: TensorProgram,
  bindings: ExtentBindings,
  { rates }: Target,
): Step {
  const node = nodesById(program).get(value) as TensorNode;
  const [compute, memory] = [flops / rates.flopsPerSecond, bytes / rates.bytesPerSecond];
  const work = Math.max(compute, memory);
  return {
    operation: printNode(node, nameValues(program)),
    shape: node.shape.map((extent) => evaluateExtent(extent, bindings)),
    macs,
    flops,
    bytes,
    seconds: rates.launchSeconds + work,
    bound: work < rates.launchSeconds ? 'launch' : compute > memory ? 'compute' : 'memory',
  };
}

function explainPlans({ normal, plans }: Compilation, bindings: ExtentBindings): readonly EinsumPlan[] {
  const [nodes, names] = [nodesById(normal), nameValues(normal)];
  return [...plans].map(([value, { path }]) => {
    const node = nodes.get(value) as EinsumNode;
    const problem = pathProblemOf(node, (operand) => nodes.get(operand) as TensorNode, bindings);
    return { einsum: printNode(node, names), path, ...costOfPath(problem, path) };
  });
}
