/** Runs Einlay artifacts on WebGPU. */
export { webgpu } from './webgpu.ts';
export type { AdapterObject, DeviceObject, GpuEntry, WebgpuOptions } from './webgpu.ts';
