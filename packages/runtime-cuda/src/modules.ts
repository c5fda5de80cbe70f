/** Machine code on a device: loaded once for all layers that have the same. */
import type { Image } from './compile.ts';
import type { CudaDevice } from './device.ts';

interface Loaded {
  readonly module: Promise<number>;
  users: number;
}

/** A module in use. */
export interface UsedModule {
  readonly key: string;
  readonly module: number;
}

export class ModuleCache {
  readonly #device: CudaDevice;
  /** By the key of the image. */
  readonly #loaded = new Map<string, Loaded>();
  #modules = 0;

  constructor(device: CudaDevice) {
    this.#device = device;
  }

  /** How many are on the device. */
  get loaded(): number {
    return this.#modules;
  }

  /** The module of an image, to be released once. Errors: those of the image, and what the driver says about it. */
  async acquire({ key, bytes }: Image): Promise<UsedModule> {
    const found = this.#loaded.get(key) ?? { module: this.#load(bytes), users: 0 };
    this.#loaded.set(key, found);
    found.users += 1;
    try {
      return { key, module: await found.module };
    } catch (error) {
      // What failed may work next time.
      if (this.#loaded.get(key) === found) this.#loaded.delete(key);
      throw error;
    }
  }

  /** The last user's release unloads it, once no kernel of it can be running. */
  release({ key, module }: UsedModule): void {
    const found = this.#loaded.get(key);
    if (found === undefined) return;
    found.users -= 1;
    if (found.users > 0) return;
    this.#loaded.delete(key);
    this.#device.retire(() => {
      this.#device.free((driver) => {
        driver.unloadModule(module);
      });
      this.#modules -= 1;
    });
  }

  async #load(bytes: Image['bytes']): Promise<number> {
    const image = await bytes();
    const module = this.#device.useMemory('the code of kernels', (driver) => driver.loadModule(image));
    this.#modules += 1;
    return module;
  }
}
