/** The device of a runtime: its context, the one stream on which all work is done in order, and its memory. */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { errorOf } from '@einlay/artifact';
import type { EinlayError } from '@einlay/artifact';
import { DeviceSource } from '@einlay/artifact/kernels';
import type { OpenedDevice } from '@einlay/artifact/kernels';
import type { Capability } from './architecture.ts';
import { BufferPool } from './buffers.ts';
import { Compiler } from './compile.ts';
import type { CompilerOptions } from './compile.ts';
import { ATTRIBUTES, Driver, DriverError } from './driver.ts';
import { ModuleCache } from './modules.ts';
import { Staging } from './staging.ts';

export interface DeviceOptions extends CompilerOptions {
  /** The path of the driver. */
  readonly driver: string;
  /** Which device, counted from 0. */
  readonly ordinal: number;
}

/** What is held at the moment, by everything that was opened on the device. */
export interface CudaMemory {
  /** On the device, those of `freeBytes` too. */
  readonly deviceBytes: number;
  /** On the device and kept for the next run. */
  readonly freeBytes: number;
  /** Of the host, for copies. */
  readonly pinnedBytes: number;
  readonly modules: number;
  readonly graphs: number;
  readonly events: number;
}

/** Waiting does not let others go first for so long: most runs of small layers are done by then. */
const SPIN_MILLISECONDS = 0.05;

/** From then on a wait may be a millisecond too long, rather than ask all the time. */
const PATIENT_MILLISECONDS = 20;

/** So much may wait to be freed before the device is waited for. */
const MOST_RETIRED = 64;

type Attributes = Readonly<Record<keyof typeof ATTRIBUTES, number>>;

export class CudaDevice implements OpenedDevice {
  readonly name: string;
  readonly capability: Capability;
  readonly attributes: Attributes;
  readonly memoryBytes: number;
  readonly driverVersion: number;
  readonly stream: number;
  readonly buffers: BufferPool;
  readonly staging: Staging;
  readonly compiler: Compiler;
  readonly modules: ModuleCache;
  lost: string | undefined;
  readonly #driver: Driver;
  readonly #device: number;
  readonly #context: number;
  readonly #events: { readonly plain: number[]; readonly timed: number[] } = { plain: [], timed: [] };
  #eventsMade = 0;
  #graphs = 0;
  /** To be freed once the work is done that has been submitted by now. */
  readonly #retired: (() => void)[] = [];

  private constructor(driver: Driver, options: DeviceOptions) {
    this.#driver = driver;
    this.#device = driver.device(options.ordinal);
    this.name = driver.deviceName(this.#device);
    this.attributes = Object.fromEntries(
      Object.keys(ATTRIBUTES).map((attribute) => [
        attribute,
        driver.deviceAttribute(this.#device, attribute as keyof typeof ATTRIBUTES),
      ]),
    ) as Attributes;
    const { major, minor } = this.attributes;
    this.capability = { major, minor };
    this.memoryBytes = driver.memoryOf(this.#device);
    this.driverVersion = driver.version;
    this.buffers = new BufferPool(this);
    this.staging = new Staging(this);
    this.compiler = new Compiler(options, driver.version);
    this.modules = new ModuleCache(this);
    this.#context = driver.retainContext(this.#device);
    try {
      driver.setCurrent(this.#context);
      this.stream = driver.createStream();
    } catch (error) {
      driver.releaseContext(this.#device);
      throw error;
    }
  }

  /** Errors: `runtime-adapter`, `runtime-missing`, `runtime-lost`. */
  static async open(options: DeviceOptions): Promise<CudaDevice> {
    const driver = await Driver.open(options.driver);
    try {
      const count = driver.deviceCount();
      if (options.ordinal < count) return new CudaDevice(driver, options);
      const there = count === 0 ? 'there is none' : `there is no device ${options.ordinal}, only 0 … ${count - 1}`;
      const hint = 'nvidia-smi lists the devices; CUDA_VISIBLE_DEVICES may hide them';
      throw errorOf('runtime-adapter', ['CUDA', there], { hint });
    } catch (cause) {
      if (!(cause instanceof DriverError)) throw cause;
      if (cause.isFinal) throw lostError(cause.reason);
      throw errorOf('runtime-adapter', ['CUDA', cause.reason], { cause });
    }
  }

  /** Calls the driver. Errors: `runtime-lost` now and ever after, when the context is of no more use; `DriverError`. */
  use<Made>(work: (driver: Driver) => Made): Made {
    if (this.lost !== undefined) throw lostError(this.lost);
    try {
      // Others in this process may have contexts of their own.
      this.#driver.setCurrent(this.#context);
      return work(this.#driver);
    } catch (cause) {
      if (!(cause instanceof DriverError) || !cause.isFinal) throw cause;
      this.lost = cause.reason;
      throw lostError(cause.reason);
    }
  }

  /**
   * Calls the driver for something that takes memory. When there is none, what lies around unused may be what is missing.
   * Errors: `runtime-memory`, with `what` as what there was no room for; those of `use`.
   */
  useMemory<Made>(what: string, work: (driver: Driver) => Made): Made {
    const attempt = (): { readonly made: Made } | DriverError => {
      try {
        return { made: this.use(work) };
      } catch (error) {
        if (error instanceof DriverError && error.isOutOfMemory) return error;
        throw error;
      }
    };
    const first = attempt();
    if ('made' in first) return first.made;
    this.buffers.clear();
    this.staging.clear();
    const second = attempt();
    if ('made' in second) return second.made;
    throw errorOf('runtime-memory', [what], { cause: second });
  }

  /** Calls the driver to free something, which a device that is lost has done already. */
  free(work: (driver: Driver) => void): void {
    try {
      this.use(work);
    } catch (error) {
      if (this.lost === undefined) throw error;
    }
  }

  takeEvent(kind: 'plain' | 'timed'): number {
    const found = this.#events[kind].pop();
    if (found !== undefined) return found;
    const made = this.use((driver) => driver.createEvent(kind === 'timed'));
    this.#eventsMade += 1;
    return made;
  }

  giveEvent(kind: 'plain' | 'timed', event: number): void {
    this.#events[kind].push(event);
  }

  /** An event after all that has been submitted. */
  mark(): number {
    const event = this.takeEvent('plain');
    try {
      this.use((driver) => {
        driver.record(event, this.stream);
      });
      return event;
    } catch (error) {
      this.giveEvent('plain', event);
      throw error;
    }
  }

  /** Waits for an event of `mark`. */
  async reach(event: number): Promise<void> {
    const begin = performance.now();
    while (!this.use((driver) => driver.isReached(event))) {
      const waited = performance.now() - begin;
      if (waited > PATIENT_MILLISECONDS) await sleep(1);
      else if (waited > SPIN_MILLISECONDS) await nextTurn();
    }
  }

  /** Waits for all that has been submitted. */
  async idle(): Promise<void> {
    const event = this.mark();
    const due = this.#retired.splice(0);
    try {
      await this.reach(event);
    } catch (error) {
      this.#retired.unshift(...due);
      throw error;
    } finally {
      this.giveEvent('plain', event);
    }
    for (const free of due) free();
  }

  /** Waits like `idle`; what a device that is lost was to do is over. */
  async settle(): Promise<void> {
    try {
      await this.idle();
    } catch (error) {
      if (this.lost === undefined) throw error;
    }
  }

  /** A graph of what `work` submits to the stream, none of which is done yet. */
  capture(work: (driver: Driver) => void): number {
    const graph = this.useMemory('a graph of kernels', (driver) =>
      driver.capture(this.stream, () => {
        work(driver);
      }),
    );
    this.#graphs += 1;
    return graph;
  }

  /** Frees a graph once it cannot be running. */
  retireGraph(graph: number): void {
    this.retire(() => {
      this.free((driver) => {
        driver.destroyGraph(graph);
      });
      this.#graphs -= 1;
    });
  }

  /** Frees something as soon as no work that has been submitted by now can use it. */
  retire(free: () => void): void {
    this.#retired.push(free);
    if (this.#retired.length > MOST_RETIRED) this.#drain();
  }

  /** Waits for all work, and nothing else happens meanwhile. */
  #drain(): void {
    this.free((driver) => {
      driver.synchronize(this.stream);
    });
    for (const free of this.#retired.splice(0)) free();
  }

  memory(): CudaMemory {
    const { allocatedBytes, freeBytes } = this.buffers;
    return {
      deviceBytes: allocatedBytes,
      freeBytes,
      pinnedBytes: this.staging.allocatedBytes,
      modules: this.modules.loaded,
      graphs: this.#graphs,
      events: this.#eventsMade,
    };
  }

  /** Nobody uses it any more. */
  close(): void {
    this.#drain();
    this.staging.close();
    this.buffers.clear();
    this.free((driver) => {
      for (const event of [...this.#events.plain, ...this.#events.timed]) driver.destroyEvent(event);
      driver.destroyStream(this.stream);
    });
    try {
      this.#driver.releaseContext(this.#device);
    } catch (error) {
      // A context that is of no more use may not even be given back.
      if (this.lost === undefined) throw error;
    }
  }
}

export const lostError = (
  reason: string,
  hint = 'CUDA refuses all further work of this process: start it anew',
): EinlayError => errorOf('runtime-lost', ['CUDA', reason], { hint });

/** The device of a runtime, and what it is at the moment. */
export interface CudaSource {
  readonly source: DeviceSource<CudaDevice>;
  /** While it is open. */
  readonly opened: () => CudaDevice | undefined;
}

export function cudaSource(options: DeviceOptions): CudaSource {
  let opened: CudaDevice | undefined;
  const source = new DeviceSource<CudaDevice>({
    async open() {
      opened = await CudaDevice.open(options);
      return opened;
    },
    close(device) {
      // Another may have been opened meanwhile.
      if (opened === device) opened = undefined;
      device.close();
    },
    refuse: (reason) => lostError(reason),
  });
  return { source, opened: () => opened };
}
