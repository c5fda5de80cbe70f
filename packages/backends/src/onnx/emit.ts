import { failure, parametersOf, success, symbolsOfProgram } from '@einlay/ir';
import type { Diagnostic, ExtentBindings, Result, TensorProgram } from '@einlay/ir';
import { arrange } from './arrange.ts';
import type { Arrangement } from './arrange.ts';
import { report } from './diagnostics.ts';
import { legalize } from './legalize.ts';
import { lower } from './lower.ts';
import type { Signature } from './lower.ts';
import { printModel, printSubgraph, printText } from './print.ts';

/** Options of `emitOnnx`. */
export interface OnnxOptions {
  /** What to expect of symbols when arrangements are compared; the model works for any extents. */
  readonly extents?: ExtentBindings;
  /** Factors to store in the model, row-major by name; the others are inputs of the graph. */
  readonly weights?: ReadonlyMap<string, Float64Array>;
}

/** What the backend makes of a program. */
export interface OnnxEmission {
  /** A `ModelProto`. */
  readonly model: Uint8Array;
  /** A `ModelProto` whose graph only calls a local function of the domain `einlay`, which other models can take over. */
  readonly subgraph: Uint8Array;
  /** The graph of `model` to read. */
  readonly text: string;
  /** Which values of the model are which parameters and outputs. */
  readonly signature: Signature;
  /** How every node is computed. */
  readonly plan: Arrangement;
}

/** Expected of a symbol about which nothing is known. */
const USUAL_EXTENT = 4096;

/**
 * Emits `program`, whose einsums should have been ordered. Leading batch axes stay one dimension of unknown extent. The
 * same program and options give the same bytes. Fails with what `canEmit` says.
 */
export function emitOnnx(program: TensorProgram, options: OnnxOptions = {}): Result<OnnxEmission> {
  const { extents = new Map<string, number>(), weights = new Map<string, Float64Array>() } = options;
  const problems = canEmit(program, options);
  if (problems.length > 0) return failure(...problems);
  const legal = legalize(program);
  const bindings = new Map(symbolsOfProgram(legal).map((name) => [name, extents.get(name) ?? USUAL_EXTENT]));
  const plan = arrange(legal, bindings);
  const { graph, signature } = lower(legal, plan, { bindings, weights });
  return success({ model: printModel(graph), subgraph: printSubgraph(graph), text: printText(graph), signature, plan });
}

/** Everything about `program` that ONNX Runtime on a CPU cannot do. */
export function canEmit(program: TensorProgram, { weights = new Map() }: OnnxOptions = {}): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const { name, shape } of parametersOf(program)) {
    const data = weights.get(name);
    if (!data) continue;
    const elements = shape.reduce<number>((all, extent) => (typeof extent === 'number' ? all * extent : NaN), 1);
    if (data.length !== elements) problems.push(report['onnx-weight']({}, name, data.length, elements));
  }
  return problems;
}
