/**
 * The Einlay language: from text to a checked module, and from a layer of it to tensor IR.
 *
 * @packageDocumentation
 */
export * from './ast.ts';
export { formatSource } from './format.ts';
export { checkModule, loadModule, resolvePath } from './load-module.ts';
export type { CheckedModule, LoadOptions } from './load-module.ts';
export type { CheckedLayer, TensorSignature } from './check.ts';
export { createParser } from './incremental-parse.ts';
export { indexExtents } from './index-extents.ts';
export { printAxes } from './axes.ts';
export { listLayers } from './list-layers.ts';
export type { LayerSummary, ParameterSummary } from './list-layers.ts';
export { FUNCTION_NAMES, argumentCounts } from './functions.ts';
export { lowerLayer } from './lower.ts';
export type { LowerOptions, Settings } from './lower.ts';
export { parse } from './parse.ts';
export { pointText } from './point-text.ts';
export type { Parsed } from './parse.ts';
export { STANDARD_FILES, STANDARD_LIBRARY } from './stdlib.ts';
export { STARTERS, tokenTable, tokenize } from './tokenize.ts';
export type { Token, TokenKind, TokenTable } from './tokenize.ts';
export { didYouMean, suggest } from './suggest.ts';
