/** Machine code for a device: what the artifact brought along, what was compiled before, or what NVRTC makes now. */
import { createHash } from 'node:crypto';
import type { CudaPayload } from '@einlay/artifact';
import { canLoadOn, compiledFor } from './architecture.ts';
import type { Capability } from './architecture.ts';
import type { CubinCache } from './cubin-cache.ts';
import { Nvrtc } from './nvrtc.ts';

/** Every library that we know how to call, newest first. */
const LIBRARIES = [
  { path: 'libnvrtc.so.13', major: 13 },
  { path: 'libnvrtc.so.12', major: 12 },
] as const;

/** Machine code that may be loaded. */
export interface Image {
  /** Equal keys are equal machine code. */
  readonly key: string;
  readonly bytes: () => Promise<Uint8Array>;
}

export interface CompilerOptions {
  /** The path of NVRTC, when it is not one of those that the system finds. */
  readonly nvrtc: string | undefined;
  readonly cache: CubinCache | undefined;
}

/** Compiles for devices of one driver. */
export class Compiler {
  readonly #options: CompilerOptions;
  readonly #driverVersion: number;
  #nvrtc: Promise<Nvrtc> | undefined;

  constructor(options: CompilerOptions, driverVersion: number) {
    this.#options = options;
    this.#driverVersion = driverVersion;
  }

  /** Error: `runtime-missing` where there is something to compile and no NVRTC; of `bytes`, what it says about the source. */
  async imageFor(payload: CudaPayload, name: string, capability: Capability): Promise<Image> {
    const { cubin, source, architecture } = payload;
    if (cubin !== undefined && canLoadOn(architecture, capability))
      return { key: hashOf('cubin', cubin), bytes: () => Promise.resolve(cubin) };
    this.#nvrtc ??= this.#open();
    const nvrtc = await this.#nvrtc;
    const target = compiledFor(architecture, capability);
    const options = [`--gpu-architecture=${target}`, '--std=c++17', '-default-device'];
    const key = hashOf(JSON.stringify({ nvrtc: nvrtc.version, options, source }));
    return { key, bytes: () => this.#cached(key, () => nvrtc.compile(source, `${fileName(name)}.cu`, options)) };
  }

  async #cached(key: string, compile: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const { cache } = this.#options;
    const found = await cache?.read(key);
    if (found !== undefined) return found;
    const made = await compile();
    await cache?.store(key, made);
    return made;
  }

  #open(): Promise<Nvrtc> {
    const { nvrtc } = this.#options;
    // Machine code of a newer version may be more than the driver understands.
    const known = LIBRARIES.filter(({ major }) => major * 1000 <= this.#driverVersion);
    const opening = Nvrtc.open(nvrtc === undefined ? known.map(({ path }) => path) : [nvrtc]);
    // It may be installed meanwhile.
    opening.catch(() => (this.#nvrtc = undefined));
    return opening;
  }
}

function hashOf(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** The name of a layer as messages of a compiler can have it. */
const fileName = (name: string): string => name.replace(/[^\w-]/g, '_').slice(0, 64);
