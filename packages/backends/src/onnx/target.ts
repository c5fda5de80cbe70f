/** What ONNX on a CPU can do and how fast: `Target` for passes, and finer rates for choosing arrangements. */
import type { Target } from '@einlay/ir';

/** The operator set and file format that are written. */
export const OPSET = 21;
/** The version of ONNX's own format that models say they have. */
export const IR_VERSION = 10;

/** The domain of local functions. */
export const FUNCTION_DOMAIN = 'einlay';

/** What ONNX Runtime can compute with, for passes. */
export const onnxTarget: Target = {
  name: 'onnx',
  dtypes: ['f64', 'f32', 'f16', 'bf16', 'i32', 'bool'],
  rates: {
    flopsPerSecond: 4e11,
    bytesPerSecond: 8e10,
    permuteBytesPerSecond: 2.5e10,
    launchSeconds: 5e-6,
  },
};

/**
 * Seconds and seconds per byte or block of what ONNX Runtime 1.30 does on a CPU, fitted to kernel times of f32 tensors of
 * 16 MB on two cores of a server (`docs/onnx.md` tells how). Only their ratios matter.
 */
export const onnxRates = {
  /** Starting any operator. */
  launch: 5e-6,
  /** Multiply-adds count as two. */
  flop: 1 / 4.5e11,
  /** A matrix product loses as much on each of its three extents as this many more rows would cost. */
  smallExtent: 4,
  /** Starting each of the products of a batch. */
  batchedProduct: 5e-8,
  /** Writing the result of a matrix product. */
  productByte: 6e-12,
  /** One pass of pointwise work over memory, for bytes read and written. */
  pointwiseByte: 1.2e-11,
  /** Copying, for bytes copied: what a Reshape costs whose result is an output of the graph. */
  copyByte: 4.5e-11,
  /** Packing an operand of a matrix product, for its bytes, by how it lies in memory. */
  packByte: {
    left: { plain: 0, transposed: 5e-11, batchInside: 3e-11, batchInsideTransposed: 7e-11 },
    right: { plain: 4e-11, transposed: 4e-11, batchInside: 4.2e-11, batchInsideTransposed: 5.5e-11 },
  },
  /**
   * A Transpose that moves one axis: for bytes read and written when blocks stay together, and for each block; for bytes
   * when single elements move, how much slower that is with `wideRows` or with rows pages apart, and for each matrix.
   */
  moveAxis: {
    byte: 1.3e-11,
    block: 3e-9,
    pair: 1.2e-7,
    element: 3.5e-11,
    wideRow: 64,
    wide: 1.2,
    pagesApart: 2,
    matrix: 7e-7,
  },
  /** Any other Transpose: for each block that stays together, or each element when none does. */
  transpose: { byte: 1e-11, block: 1.5e-8, element: 4.5e-9 },
} as const;

export type OnnxRates = typeof onnxRates;
