/**
 * A schedule: how a tensor program becomes kernels. It is data, printed and saved as JSON, and changes speed only, never
 * values beyond rounding. `choose-schedule.ts` makes one from a target; `apply-schedule.ts` follows it.
 *
 * Words: a *stage* is a contraction of two operands in a kernel. Its indices have roles, from where they stand: *batch* on
 * both operands and the result, *row* on the left and the result, *column* on the right and the result, *summed* on both
 * operands only. A *tile* is how much of an index of the kernel's result one workgroup makes; a *micro-tile* of rows and
 * columns is what one invocation keeps in registers.
 */

/** Where an operand of a contraction stands: rows come from the left one, columns from the right one. */
export const SIDES = ['left', 'right'] as const;

export type Side = (typeof SIDES)[number];

/** One contraction of a chain, and the pointwise work on its result. */
export interface StageSchedule {
  /** The einsum, by the name it prints with. */
  readonly einsum: string;
  /** The map that is applied before the result is stored. */
  readonly epilogue?: string;
  /** Which operand has the rows: 0 or 1. */
  readonly left: 0 | 1;
  /** Rows and columns that an invocation keeps in registers. */
  readonly micro: readonly [number, number];
  /**
   * Operands that are *staged*: all invocations together first copy what the workgroup needs of them, of a chunk at a time,
   * to workgroup memory, so that each element is asked for once and however it lies, micro-tiles read vectors.
   */
  readonly staged?: readonly Side[];
  /**
   * Steps of the innermost summed index that are written out rather than looped over; a divisor of how many there are at a
   * time. 1 when left out.
   */
  readonly unroll?: number;
}

/** A chain of contractions in one kernel; all results but the last stay in workgroup memory. */
export interface ContractionKernel {
  readonly kind: 'contractions';
  readonly stages: readonly StageSchedule[];
  /** For every index of the last result how much of it one workgroup makes, by axis. */
  readonly tiles: readonly number[];
  /** Invocations of a workgroup. */
  readonly invocations: number;
  /**
   * An index that the last stage sums, by its name there, and how much of it is done at a time. Earlier stages make a
   * chunk, the last adds it to sums that stay in registers, and workgroup memory holds one chunk only. A divisor.
   */
  readonly chunk?: { readonly index: string; readonly size: number };
  /** Whether what is staged of the next chunk is read into registers before the present one is computed. */
  readonly prefetch?: boolean;
}

/** One contraction of a chain on tensor cores. */
export interface MatrixStageSchedule {
  readonly einsum: string;
  readonly epilogue?: string;
  /** Which operand has the tokens: 0 or 1. The other is a factor. */
  readonly left: 0 | 1;
  /** What one subgroup makes at once: rows of 16 tokens, columns of 8, and matrices of the nearest batch index. */
  readonly rows: number;
  readonly columns: number;
  readonly matrices: number;
  /**
   * So many pieces of the factor are in workgroup memory or on their way there, and tensor cores read them from there. Then all
   * subgroups, a multiple of four, do the same columns, each `rows` of its own. Needs a device that can.
   */
  readonly slots?: number;
}

/** A chain of contractions on tensor cores, in half precision; all results but the last stay in workgroup memory. */
export interface MatrixKernel {
  readonly kind: 'matrices';
  readonly stages: readonly MatrixStageSchedule[];
  /** For every index of the last result how much of it one workgroup makes, by axis; of tokens a multiple of 16. */
  readonly tiles: readonly number[];
  /** Subgroups of a workgroup. */
  readonly subgroups: number;
  /**
   * Workgroups of a cluster that do the work of one, where the device has clusters: what each makes lies in the memory of the
   * one that reads it. So what stays between stages may be larger, and factors are read less often.
   */
  readonly cluster?: number;
}

/** One contraction of a chain whose factors stay in registers. */
export interface HeldStageSchedule {
  readonly einsum: string;
  readonly epilogue?: string;
  /** Which operand has the rows: 0 or 1. The other is a factor. */
  readonly left: 0 | 1;
  /** Columns that an invocation holds: 1, 2 or 4. As many invocations share the sum. */
  readonly columns: number;
}

/**
 * A chain of contractions in one kernel whose factors are read once by each workgroup, and stay in registers while it goes from
 * tile to tile of the rows; all results but the last stay in workgroup memory.
 */
export interface HeldKernel {
  readonly kind: 'held';
  readonly stages: readonly HeldStageSchedule[];
  /** For every index of the last result how much of it one workgroup makes at a time, by axis; of rows a multiple of four. */
  readonly tiles: readonly number[];
  /** Invocations of a workgroup. */
  readonly invocations: number;
  /** Workgroups that share the tiles of the rows, for each tile of the other indices: as many as a device runs at once. */
  readonly workgroups: number;
  /** Invocations of a subgroup of the device. */
  readonly subgroup: number;
}

/** One contraction by the matrix units of a device. */
export interface SubgroupMatrixStageSchedule {
  readonly einsum: string;
  readonly epilogue?: string;
  /** Which operand has the rows: 0 or 1. */
  readonly left: 0 | 1;
  /** Matrices that a subgroup makes at once: so many below each other, so many side by side. */
  readonly rows: number;
  readonly columns: number;
  /** Of each summed index, in the order of the right operand, how much is summed at a time. */
  readonly summed: readonly number[];
}

/**
 * A contraction of operands in half precision, which are copied to workgroup memory and multiplied there by subgroups, in matrices
 * that a subgroup owns as a whole.
 */
export interface SubgroupMatrixKernel {
  readonly kind: 'subgroup-matrices';
  /** Only one. */
  readonly stages: readonly SubgroupMatrixStageSchedule[];
  /**
   * For every index of the result how much of it one workgroup makes, by axis: of batches 1; of all rows, and of all columns, what
   * its subgroups make together.
   */
  readonly tiles: readonly number[];
  /** Invocations of a workgroup, and of a subgroup of the device. */
  readonly invocations: number;
  readonly subgroup: number;
  /** Rows, columns and depth of a product of matrices that the device has. */
  readonly shape: readonly [rows: number, columns: number, depth: number];
}

/** One element, or a few neighbouring ones, for each invocation. */
export interface PointwiseKernel {
  readonly kind: 'pointwise';
  readonly value: string;
  readonly invocations: number;
}

/** Something over rows (a reduction, softmax, layer norm), each row by as many invocations as share it. */
export interface RowKernel {
  readonly kind: 'rows';
  readonly value: string;
  /** Invocations of a workgroup, and how many of them work on one row; a divisor. */
  readonly invocations: number;
  readonly perRow: number;
}

/** How one kernel is made. */
export type KernelSchedule =
  ContractionKernel | HeldKernel | MatrixKernel | PointwiseKernel | RowKernel | SubgroupMatrixKernel;

/** Kernels that do contractions. */
export type ChainKernel = Exclude<KernelSchedule, PointwiseKernel | RowKernel>;

/** The kernels in order. A value that no kernel makes is computed where it is read. */
export interface Schedule {
  readonly kernels: readonly KernelSchedule[];
}
