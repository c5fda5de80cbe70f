import { bindExtent, evaluateExtent, failure, invariant, nodesById, rewrite, success } from '@einlay/ir';
import type {
  Diagnostic,
  EinsumNode,
  Extent,
  ExtentBindings,
  Operand,
  ProgramBuilder,
  Result,
  TensorNode,
  TensorProgram,
  ValueId,
} from '@einlay/ir';
import { report } from '../diagnostics.ts';
import type { Path, PathPlan, PathProblem } from '../paths/problem.ts';
import { tensorPass } from '../run.ts';
import { extentsOf, indicesOf } from './indices.ts';

/** A plan for every einsum of three or more operands, by its value. */
export type ContractionPlans = ReadonlyMap<ValueId, PathPlan>;

/** How paths are found, and for which extents. */
export interface PlanOptions {
  /** Finds a path for an einsum whose extents are all numbers. */
  readonly findPath: (problem: PathProblem) => Result<PathPlan>;
  /** What to take unknown extents for while planning, by symbol; `ESTIMATED_EXTENT` for the others. */
  readonly estimates?: ExtentBindings;
}

/** Unknown extents are mostly the tokens of a batch, and layers are made for many of them. */
export const ESTIMATED_EXTENT = 4096;

/** The extent as a number, estimated where it is not known. */
export function estimateExtent(extent: Extent, estimates: ExtentBindings = new Map()): number {
  const bound = bindExtent(extent, estimates);
  if (typeof bound === 'number') return bound;
  return evaluateExtent(bound, new Map(bound.symbols.map((name) => [name, ESTIMATED_EXTENT])));
}

/**
 * Finds a contraction path for every einsum of three or more operands. Fails with what the path finder says (a memory
 * limit that cannot be met), and when a plan needs a loop over slices, which a tensor program cannot say.
 */
export function planContractions(
  program: TensorProgram,
  { findPath, estimates }: PlanOptions,
): Result<ContractionPlans> {
  const nodes = nodesById(program);
  const plans = new Map<ValueId, PathPlan>();
  const diagnostics: Diagnostic[] = [];
  let failed = false;
  for (const node of program.nodes) {
    if (node.kind !== 'einsum' || node.operands.length < 3) continue;
    const plan = findPath(pathProblemOf(node, (value) => nodes.get(value) as TensorNode, estimates));
    diagnostics.push(...plan.diagnostics);
    if (!plan.ok) {
      failed = true;
    } else if (plan.value.slices.length > 0) {
      failed = true;
      const place = node.span === undefined ? {} : { span: node.span };
      diagnostics.push(report['contraction-slices'](place, plan.value.slices));
    } else {
      plans.set(node.id, plan.value);
    }
  }
  return failed ? failure(...diagnostics) : success(plans, diagnostics);
}

/** An einsum as path finders see it. */
export function pathProblemOf(
  { operands, output }: EinsumNode,
  nodeOf: (value: ValueId) => TensorNode,
  estimates?: ExtentBindings,
): PathProblem {
  const extents = extentsOf(operands, nodeOf);
  return {
    operands: operands.map(({ indices }) => indices),
    output,
    extents: new Map([...extents].map(([index, extent]) => [index, estimateExtent(extent, estimates)])),
  };
}

/**
 * Splits every einsum of three or more operands into einsums of two, along its plan.
 *
 * Needs:  normalize-einsums, so that indices of one operand alone are summed before anything is multiplied by it;
 *         `planContractions` of the very same program.
 * Leaves: einsums of at most two operands; outputs keep names and values. An intermediate has the indices of its left
 *         operand in their order, then those of its right: a backend that wants another order says so itself.
 * Before: share-subexpressions, which finds intermediates that several einsums have in common.
 */
export const orderContractions = tensorPass(
  'order-contractions',
  (program, { plans }: { readonly plans: ContractionPlans }) =>
    rewrite(program, {
      einsum: (node, builder) => {
        // Nodes keep their ids until they are appended, so the plan is found under the id it was made for.
        const plan = plans.get(node.id);
        return plan && splitAlong(node, plan.path, builder);
      },
    }),
);

/** Appends the contractions of a path; the value of the last. */
function splitAlong(node: EinsumNode, path: Path, builder: ProgramBuilder): ValueId {
  let left: readonly Operand[] = node.operands;
  for (const [step, positions] of path.entries()) {
    const taken = positions.map((position) => left[position] as Operand);
    const rest = left.filter((_, position) => !positions.includes(position));
    const isRead = (index: string): boolean =>
      node.output.includes(index) || rest.some(({ indices }) => indices.includes(index));
    const isLast = step === path.length - 1;
    const indices = isLast ? node.output : indicesOf(taken).filter(isRead);
    const value = builder.einsum(taken, indices, isLast ? { name: node.name, span: node.span } : { span: node.span });
    left = [...rest, { value, indices }];
  }
  const [result, ...others] = left;
  invariant(result && others.length === 0, 'order-contractions: the path leaves operands over');
  return result.value;
}
