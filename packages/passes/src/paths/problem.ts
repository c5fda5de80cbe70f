/** What a path finder is given, and what it answers. */

/**
 * An einsum seen from far away: index names and extents, no values. Every index of an operand or of the output has an
 * extent; a name that stands twice in an operand (a diagonal) counts once.
 */
export interface PathProblem {
  readonly operands: readonly (readonly string[])[];
  readonly output: readonly string[];
  readonly extents: ReadonlyMap<string, number>;
}

/**
 * Which operands meet, step by step, as positions in the list of what is left: the operands of a step leave the list
 * and their result is appended. A path of a single operand is `[[0]]`; paths found here are otherwise pairs.
 */
export type Path = readonly (readonly number[])[];

/** What a path costs. Counts are float64: exact up to 2⁵³, infinite beyond its range, never NaN. */
export interface PathCost {
  /**
   * For every step the product of the extents of all indices that take part, times the number of operations for one
   * combination of them: multiplications, and one addition more when an index is summed.
   */
  readonly flops: number;
  /**
   * What other finders print as the cost without a path: all operands in one step, which counts an addition if two
   * operands have an index in common.
   */
  readonly naiveFlops: number;
  /** Elements of the largest result of a step, the final one included. */
  readonly largestIntermediate: number;
}

/** A path that was found, and what it costs. */
export interface PathPlan extends PathCost {
  readonly path: Path;
  /** Indices looped over: the path is followed once for each combination of their values. In no particular order. */
  readonly slices: readonly string[];
}
