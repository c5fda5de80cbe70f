/** Runs Einlay artifacts on WebGPU. */
export { webgpu } from './webgpu.ts';
export type {
  AdapterObject,
  DeviceFacts,
  DeviceObject,
  GpuEntry,
  SubgroupMatrixConfig,
  WarmUpOptions,
  WebgpuOptions,
  WebgpuRuntime,
} from './webgpu.ts';
