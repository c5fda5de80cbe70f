/**
 * An ONNX graph as plain data: what `lower` decides and `print` spells.
 *
 * Nodes are in an order of evaluation; a value is a name, made once by an input, an initializer or a node. Every value has
 * its type and shape in `values`, so that a reader needs no shape inference. Extents stay those of the program: numbers,
 * or products of symbols that become named dimensions.
 */
import type { DType, Extent } from '@einlay/ir';

/** Element types of ONNX values: those of programs, and `i64` for shapes and axes. */
export type OnnxType = DType | 'i64';

/** An input or output of a graph. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly Extent[];
}

/** A tensor that is part of the model. */
export interface OnnxTensor {
  readonly name: string;
  readonly type: OnnxType;
  readonly shape: readonly number[];
  readonly data: readonly number[] | Float64Array;
}

/** A number of attributes is written as an integer or as a float; ONNX tells them apart. */
export type OnnxAttribute =
  | { readonly kind: 'int'; readonly value: number }
  | { readonly kind: 'float'; readonly value: number }
  | { readonly kind: 'ints'; readonly value: readonly number[] }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'tensor'; readonly value: Omit<OnnxTensor, 'name'> };

/** One operator with the names of what it reads and makes. */
export interface OnnxNode {
  readonly operator: string;
  /** An operator set other than ONNX's own. */
  readonly domain?: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A graph of operators; names of values are unique in it. */
export interface OnnxGraph {
  readonly name: string;
  readonly doc?: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly initializers: readonly OnnxTensor[];
  readonly nodes: readonly OnnxNode[];
  /** What is neither an input, an output nor an initializer. */
  readonly values: readonly OnnxValue[];
}

export const int = (value: number): OnnxAttribute => ({ kind: 'int', value });
export const float = (value: number): OnnxAttribute => ({ kind: 'float', value });
export const ints = (value: readonly number[]): OnnxAttribute => ({ kind: 'ints', value });
export const string = (value: string): OnnxAttribute => ({ kind: 'string', value });
