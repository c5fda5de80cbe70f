/** Tensors of callers on the device. */
import type { TensorData } from '@einlay/artifact';
import { alignUp, bytesOf, ELEMENT_BYTES } from '@einlay/artifact/kernels';
import type { KernelInput, Memory } from '@einlay/artifact/kernels';
import type { PooledBuffer } from './buffers.ts';
import { lostError } from './device.ts';
import type { CudaDevice } from './device.ts';

export type CudaInput = KernelInput<CudaDevice, PooledBuffer>;

export const memory: Memory<CudaDevice, PooledBuffer> = {
  async write(device, dtype, data, what) {
    const buffer = device.buffers.take(alignUp(data.length * ELEMENT_BYTES[dtype]), what);
    try {
      await device.staging.write(buffer, bytesOf(dtype, data));
      return buffer;
    } catch (error) {
      device.buffers.give(buffer);
      throw error;
    }
  },
  async read(device, buffer, dtype, elements) {
    const [data] = await device.staging.read([{ buffer, dtype, elements, data: undefined }]);
    return data as TensorData;
  },
  give({ buffers }, buffer) {
    buffers.give(buffer);
  },
  checkThere({ lost }) {
    if (lost !== undefined) throw lostError(lost);
  },
};
