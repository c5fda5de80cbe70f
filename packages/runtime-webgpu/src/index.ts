/**
 * Runs Einlay artifacts on WebGPU.
 *
 * @packageDocumentation
 */
export { webgpu } from './webgpu.ts';
export type {
  AdapterObject,
  DeviceFacts,
  DeviceObject,
  GpuEntry,
  SubgroupMatrixConfig,
  WarmLayers,
  WarmUpOptions,
  WebgpuOptions,
  WebgpuRuntime,
} from './webgpu.ts';
