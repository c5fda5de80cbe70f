/**
 * Runs Einlay artifacts on ONNX Runtime.
 *
 * @packageDocumentation
 */
export { onnx } from './onnx.ts';
export type { OnnxOptions } from './onnx.ts';
