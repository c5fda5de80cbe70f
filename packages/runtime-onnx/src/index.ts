/** Runs Einlay artifacts on ONNX Runtime. */
export { onnx } from './onnx.ts';
export type { OnnxOptions } from './onnx.ts';
