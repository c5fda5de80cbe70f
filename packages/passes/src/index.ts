/**
 * Passes over tensor programs, contraction paths, and what programs cost.
 *
 * @packageDocumentation
 */
export { analyzeCost, rooflineSeconds } from './cost.ts';
export type { NodeCost, CostAnalysis } from './cost.ts';
export * from './run.ts';
export { decomposeComposites } from './tensor/decompose-composites.ts';
export type { CompositeOptions } from './tensor/decompose-composites.ts';
export { flattenEinsums } from './tensor/flatten-einsums.ts';
export { foldConstants } from './tensor/fold-constants.ts';
export { fusePointwise } from './tensor/fuse-pointwise.ts';
export { inferExtents } from './tensor/infer-extents.ts';
export type { ExtentOptions } from './tensor/infer-extents.ts';
export { joinIndices } from './tensor/join-indices.ts';
export { normalizeEinsums } from './tensor/normalize-einsums.ts';
export {
  ESTIMATED_EXTENT,
  estimateExtent,
  orderContractions,
  pathProblemOf,
  planContractions,
} from './tensor/order-contractions.ts';
export type { ContractionPlans, PlanOptions } from './tensor/order-contractions.ts';
export { raiseReshapes } from './tensor/raise-reshapes.ts';
export { removeDeadValues } from './tensor/remove-dead-values.ts';
export { shareSubexpressions } from './tensor/share-subexpressions.ts';
export { simplifyReshapes } from './tensor/simplify-reshapes.ts';
export { splitIndices } from './tensor/split-indices.ts';
export { costOfPath } from './paths/cost.ts';
export { FINDERS, findPath, MOST_EXACT } from './paths/find-path.ts';
export type { Finder, PathOptions } from './paths/find-path.ts';
export { parsePath } from './paths/parse-path.ts';
export type { Path, PathCost, PathPlan, PathProblem } from './paths/problem.ts';
export { pathOfTree, treeOfPath } from './paths/tree.ts';
export type { ContractionTree } from './paths/tree.ts';
export { applySchedule, resultOf } from './schedule/apply-schedule.ts';
export { checkSchedule } from './schedule/check-schedule.ts';
export { parseSchedule } from './schedule/parse-schedule.ts';
export { chooseSchedule, scheduleCandidates } from './schedule/choose-schedule.ts';
export type { KernelTarget } from './schedule/choose-schedule.ts';
export type {
  ContractionKernel,
  KernelSchedule,
  PointwiseKernel,
  RowKernel,
  Schedule,
  StageSchedule,
} from './schedule/schedule.ts';
