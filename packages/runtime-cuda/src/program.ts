/** The kernels of an artifact, loaded on a device. */
import { errorOf } from '@einlay/artifact';
import type { CudaKernel, CudaPayload } from '@einlay/artifact';
import { alignUp } from '@einlay/artifact/kernels';
import { architectureOf, canCompileFor } from './architecture.ts';
import type { PooledBuffer } from './buffers.ts';
import type { CudaDevice } from './device.ts';
import { DriverError } from './driver.ts';
import { GraphCache } from './graphs.ts';
import type { UsedModule } from './modules.ts';

export interface LoadedKernel {
  readonly kernel: CudaKernel;
  /** The driver's handle of its entry. */
  readonly function: number;
}

export interface Program {
  readonly kernels: readonly LoadedKernel[];
  /** By name. */
  readonly constants: ReadonlyMap<string, PooledBuffer>;
  readonly graphs: GraphCache;
  /** Gives back all it has on the device. */
  readonly close: () => void;
}

/** What every device gives a block without being asked. */
const SHARED_BYTES = 48 * 1024;

/**
 * Errors: `runtime-feature`, `runtime-limit`, `runtime-memory`, `runtime-missing`, and what the compiler and the driver say
 * about a kernel.
 */
export async function loadProgram(device: CudaDevice, layer: string, payload: CudaPayload): Promise<Program> {
  checkDevice(device, layer, payload);
  const module = await device.modules.acquire(await device.compiler.imageFor(payload, layer, device.capability));
  const constants = new Map<string, PooledBuffer>();
  const graphs = new GraphCache(device);
  const close = (): void => {
    graphs.clear();
    for (const buffer of constants.values()) device.buffers.give(buffer);
    device.modules.release(module);
  };
  try {
    const kernels = payload.kernels.map((kernel) => loadKernel(device, module, kernel));
    for (const { name, content } of payload.buffers) {
      if (content.kind !== 'constant') continue;
      const buffer = device.buffers.take(alignUp(content.bytes.length), `\`${name}\``);
      constants.set(name, buffer);
      await device.staging.write(buffer, content.bytes);
    }
    return { kernels, constants, graphs, close };
  } catch (error) {
    close();
    throw error;
  }
}

function checkDevice(device: CudaDevice, layer: string, { architecture, kernels }: CudaPayload): void {
  const { attributes, capability, name } = device;
  if (!canCompileFor(architecture, capability)) {
    const found = `${name} (${architectureOf(capability)})`;
    throw errorOf('runtime-feature', [layer, `a device of ${architecture}`, found]);
  }
  for (const { name, threads, sharedBytes } of kernels) {
    checkLimit(name, threads, 'threads of a block', attributes.threadsPerBlock);
    checkLimit(name, sharedBytes, 'bytes of shared memory of a block', attributes.sharedBytesPerBlock);
  }
}

function checkLimit(kernel: string, needed: number, limit: string, available: number): void {
  if (needed > available)
    throw errorOf('runtime-limit', [`kernel \`${kernel}\``, needed, `the most ${limit}`, available]);
}

function loadKernel(device: CudaDevice, { module }: UsedModule, kernel: CudaKernel): LoadedKernel {
  const { name, entry, threads, sharedBytes } = kernel;
  try {
    return device.use((driver) => {
      const found = driver.functionOf(module, entry);
      checkLimit(name, threads, 'threads for the registers it takes', driver.threadsOf(found));
      if (sharedBytes > SHARED_BYTES) driver.allowShared(found, sharedBytes);
      return { kernel, function: found };
    });
  } catch (cause) {
    if (cause instanceof DriverError)
      throw new Error(`kernel \`${name}\`, entry \`${entry}\`: ${cause.message}`, { cause });
    throw cause;
  }
}
