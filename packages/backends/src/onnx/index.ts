/**
 * The ONNX backend: `emitOnnx` takes a tensor program to a model, a subgraph that other models can call, and text.
 *
 * @packageDocumentation
 */
export { canEmit, emitOnnx } from './emit.ts';
export type { OnnxEmission, OnnxOptions } from './emit.ts';
export type { Arrangement, Choice } from './arrange.ts';
export type { Signature } from './lower.ts';
export { legalize } from './legalize.ts';
export { FUNCTION_DOMAIN, IR_VERSION, OPSET, onnxTarget } from './target.ts';
/** Graphs by hand, for what is compared with programs: build one, print it as a model. */
export { GraphBuilder } from './graph-builder.ts';
export { printModel } from './print.ts';
export type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxType, OnnxValue } from './graph.ts';
