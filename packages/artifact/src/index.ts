/**
 * What the compiler and the runtimes share: the artifact, its bytes, and how every runtime loads and runs one.
 *
 * @packageDocumentation
 */
export * from './artifact.ts';
export { encode } from './encode.ts';
export { decode } from './decode.ts';
export { EinlayError, ERROR_CODES, errorOf } from './errors.ts';
export type { ErrorCode } from './errors.ts';
export { payloadOf } from './payload-of.ts';
export { artifactFor, load } from './runtime.ts';
export type {
  CompiledLayer,
  LayerSignature,
  TensorSignature,
  TypedDeviceTensor,
  TypedInput,
  TypedInputs,
  TypedLayer,
} from './compiled-layer.ts';
export type {
  Device,
  DeviceBuffer,
  DeviceInput,
  DeviceOutput,
  DeviceRunOptions,
  KernelTiming,
  LaunchContext,
  LoadedLayer,
  OutputTensors,
  ResidentBuffer,
  RunOptions,
  Runtime,
} from './runtime.ts';
export { upload } from './device-tensor.ts';
export type { DeviceTensor, DeviceTensors } from './device-tensor.ts';
export type { InputTensors } from './bind-inputs.ts';
export { allocate, ARRAY_NAMES, dataOf, numbersOf, tensorOf } from './tensor.ts';
export type { ArrayOf, Float16Data, InputTensor, Tensor, TensorData, TypedTensor } from './tensor.ts';
