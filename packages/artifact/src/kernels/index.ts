/**
 * For runtimes that launch kernels themselves: what is the same on every device.
 *
 * @packageDocumentation
 */
export { DeviceSource } from './device-source.ts';
export type { OpenedDevice, Opener } from './device-source.ts';
export { bytesOf, ELEMENT_BYTES, elementsOf } from './elements.ts';
export { FreeList, sizeClass } from './free-list.ts';
export { holdTensor, hostInput, residentTensor } from './inputs.ts';
export type { FilledBuffer, KernelInput, Memory } from './inputs.ts';
export { pack } from './pack.ts';
export { placeBuffers } from './place.ts';
export type { PlacedBuffers } from './place.ts';
export { alignUp, planKernels } from './plan.ts';
export type { BufferSize, KernelPlan } from './plan.ts';
