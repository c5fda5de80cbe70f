/** The CUDA driver: every function of it that the runtime calls, with its answer looked at. */
import { EinlayError, errorOf } from '@einlay/artifact';
import { Library, messageOf, once } from './ffi.ts';
import type { Calls, Cell } from './ffi.ts';

/** As the library exports them; those that changed in the past have a version in their names. */
const CALLS = {
  cuInit: ['uint'],
  cuDriverGetVersion: ['uintptr_t'],
  cuGetErrorName: ['int', 'uintptr_t'],
  cuGetErrorString: ['int', 'uintptr_t'],
  cuDeviceGetCount: ['uintptr_t'],
  cuDeviceGet: ['uintptr_t', 'int'],
  cuDeviceGetName: ['uintptr_t', 'int', 'int'],
  cuDeviceGetAttribute: ['uintptr_t', 'int', 'int'],
  cuDeviceTotalMem_v2: ['uintptr_t', 'int'],
  cuDevicePrimaryCtxRetain: ['uintptr_t', 'int'],
  cuDevicePrimaryCtxRelease_v2: ['int'],
  cuCtxSetCurrent: ['uintptr_t'],
  cuMemAlloc_v2: ['uintptr_t', 'size_t'],
  cuMemFree_v2: ['uint64_t'],
  cuMemHostAlloc: ['uintptr_t', 'size_t', 'uint'],
  cuMemFreeHost: ['uintptr_t'],
  cuMemcpyHtoDAsync_v2: ['uint64_t', 'uintptr_t', 'size_t', 'uintptr_t'],
  cuMemcpyDtoHAsync_v2: ['uintptr_t', 'uint64_t', 'size_t', 'uintptr_t'],
  cuStreamCreate: ['uintptr_t', 'uint'],
  cuStreamDestroy_v2: ['uintptr_t'],
  cuStreamSynchronize: ['uintptr_t'],
  cuStreamBeginCapture_v2: ['uintptr_t', 'int'],
  cuStreamEndCapture: ['uintptr_t', 'uintptr_t'],
  cuEventCreate: ['uintptr_t', 'uint'],
  cuEventDestroy_v2: ['uintptr_t'],
  cuEventRecord: ['uintptr_t', 'uintptr_t'],
  cuEventRecordWithFlags: ['uintptr_t', 'uintptr_t', 'uint'],
  cuEventQuery: ['uintptr_t'],
  cuEventElapsedTime: ['uintptr_t', 'uintptr_t', 'uintptr_t'],
  cuModuleLoadData: ['uintptr_t', 'void *'],
  cuModuleUnload: ['uintptr_t'],
  cuModuleGetFunction: ['uintptr_t', 'uintptr_t', 'str'],
  cuFuncGetAttribute: ['uintptr_t', 'int', 'uintptr_t'],
  cuFuncSetAttribute: ['uintptr_t', 'int', 'int'],
  cuLaunchKernel: [
    'uintptr_t',
    ...(['uint', 'uint', 'uint'] as const),
    ...(['uint', 'uint', 'uint'] as const),
    'uint',
    'uintptr_t',
    'uintptr_t',
    'uintptr_t',
  ],
  cuGraphInstantiateWithFlags: ['uintptr_t', 'uintptr_t', 'uint64_t'],
  cuGraphLaunch: ['uintptr_t', 'uintptr_t'],
  cuGraphExecDestroy: ['uintptr_t'],
  cuGraphDestroy: ['uintptr_t'],
} as const;

/** Results that are told apart. */
const OUT_OF_MEMORY = 2;
const NOT_READY = 600;

/** After these the context is of no more use, and neither is any other of the process on this device. */
const FINAL: ReadonlySet<number> = new Set([46, 214, 220, 226, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 721]);

/** Numbers of `CUdevice_attribute`. */
export const ATTRIBUTES = {
  threadsPerBlock: 1,
  multiprocessors: 16,
  l2Bytes: 38,
  threadsPerMultiprocessor: 39,
  major: 75,
  minor: 76,
  sharedBytesPerMultiprocessor: 81,
  registersPerMultiprocessor: 82,
  /** That a kernel may ask for. */
  sharedBytesPerBlock: 97,
} as const;

/** Numbers of `CUfunction_attribute`. */
const FUNCTION_THREADS = 0;
const FUNCTION_DYNAMIC_SHARED_BYTES = 8;

const STREAM_NON_BLOCKING = 1;
/** Nothing else is forbidden meanwhile, such as loading the code of a kernel. */
const CAPTURE_RELAXED = 2;
const EVENT_WITHOUT_TIME = 2;
/** As a part of a graph. */
const EVENT_EXTERNAL = 1;

/** What the driver answered instead of doing it. */
export class DriverError extends Error {
  override readonly name = 'DriverError';
  readonly result: number;
  /** The driver's own name and text. */
  readonly reason: string;

  constructor(call: string, result: number, reason: string) {
    super(`${call}: ${reason}`);
    this.result = result;
    this.reason = reason;
  }

  get isOutOfMemory(): boolean {
    return this.result === OUT_OF_MEMORY;
  }

  /** Whether the context is of no more use. */
  get isFinal(): boolean {
    return FINAL.has(this.result);
  }
}

/** A launch of one kernel. */
export interface Launch {
  readonly function: number;
  readonly blocks: number;
  readonly threads: number;
  readonly sharedBytes: number;
  readonly pointers: readonly number[];
  readonly integers: readonly number[];
}

/** The oldest driver that has all we need, as it states its version. */
const OLDEST = 12000;

const CELL_BYTES = 256;

/** Everything throws a `DriverError` when the driver refuses. Handles are its own, addresses those of the device. */
export class Driver {
  /** `13000` for CUDA 13.0. */
  readonly version: number;
  readonly #library: Library;
  readonly #calls: Calls<typeof CALLS>;
  readonly #cell: Cell;
  /** For parameters of launches: addresses of values, then the values. */
  #parameters: Cell;
  #room = 32;

  private constructor(library: Library) {
    this.#library = library;
    this.#calls = library.bind(CALLS);
    this.#cell = library.cell(CELL_BYTES);
    this.#parameters = library.cell(this.#room * 16);
    this.#check('cuInit', this.#calls.cuInit(0));
    this.#check('cuDriverGetVersion', this.#calls.cuDriverGetVersion(this.#cell.address));
    this.version = this.#cell.int();
  }

  /** The driver at a path. Errors: `runtime-missing`, `runtime-adapter`. */
  static readonly open = once(async (path: string): Promise<Driver> => {
    const library = await openDriver(path);
    try {
      const driver = new Driver(library);
      if (driver.version >= OLDEST) return driver;
      const versions = `the driver is for CUDA ${printVersion(driver.version)}, at least ${printVersion(OLDEST)} is needed`;
      throw errorOf('runtime-adapter', ['CUDA', versions], { hint: 'update the NVIDIA driver' });
    } catch (cause) {
      if (cause instanceof DriverError) {
        const hint = 'nvidia-smi lists the devices; CUDA_VISIBLE_DEVICES may hide them';
        throw errorOf('runtime-adapter', ['CUDA', cause.reason], { hint, cause });
      }
      // koffi's words for a function that a library has not.
      if (!messageOf(cause).startsWith('Cannot find function')) throw cause;
      const reason = `the driver is too old: ${messageOf(cause)}`;
      throw errorOf('runtime-adapter', ['CUDA', reason], { hint: 'update the NVIDIA driver', cause });
    }
  });

  deviceCount(): number {
    this.#check('cuDeviceGetCount', this.#calls.cuDeviceGetCount(this.#cell.address));
    return this.#cell.int();
  }

  device(ordinal: number): number {
    this.#check('cuDeviceGet', this.#calls.cuDeviceGet(this.#cell.address, ordinal));
    return this.#cell.int();
  }

  deviceName(device: number): string {
    this.#check('cuDeviceGetName', this.#calls.cuDeviceGetName(this.#cell.address, CELL_BYTES, device));
    return this.#library.textAt(this.#cell.address);
  }

  deviceAttribute(device: number, attribute: keyof typeof ATTRIBUTES): number {
    const { cuDeviceGetAttribute } = this.#calls;
    this.#check('cuDeviceGetAttribute', cuDeviceGetAttribute(this.#cell.address, ATTRIBUTES[attribute], device));
    return this.#cell.int();
  }

  memoryOf(device: number): number {
    this.#check('cuDeviceTotalMem', this.#calls.cuDeviceTotalMem_v2(this.#cell.address, device));
    return this.#cell.handle();
  }

  retainContext(device: number): number {
    return this.#made('cuDevicePrimaryCtxRetain', this.#calls.cuDevicePrimaryCtxRetain(this.#cell.address, device));
  }

  releaseContext(device: number): void {
    this.#check('cuDevicePrimaryCtxRelease', this.#calls.cuDevicePrimaryCtxRelease_v2(device));
  }

  setCurrent(context: number): void {
    this.#check('cuCtxSetCurrent', this.#calls.cuCtxSetCurrent(context));
  }

  allocate(bytes: number): number {
    return this.#made('cuMemAlloc', this.#calls.cuMemAlloc_v2(this.#cell.address, bytes));
  }

  /** Waits for the work that uses it. */
  free(address: number): void {
    this.#check('cuMemFree', this.#calls.cuMemFree_v2(address));
  }

  /** Memory of the host that devices read and write by themselves; an address of C. */
  allocatePinned(bytes: number): number {
    return this.#made('cuMemHostAlloc', this.#calls.cuMemHostAlloc(this.#cell.address, bytes, 0));
  }

  freePinned(address: number): void {
    this.#check('cuMemFreeHost', this.#calls.cuMemFreeHost(address));
  }

  bytesAt(address: number, length: number): Uint8Array<ArrayBuffer> {
    return this.#library.bytesAt(address, length);
  }

  /** From pinned memory, which must stay until it is done. */
  copyIn(to: number, from: number, bytes: number, stream: number): void {
    this.#check('cuMemcpyHtoDAsync', this.#calls.cuMemcpyHtoDAsync_v2(to, from, bytes, stream));
  }

  /** To pinned memory, where it stands once it is done. */
  copyOut(to: number, from: number, bytes: number, stream: number): void {
    this.#check('cuMemcpyDtoHAsync', this.#calls.cuMemcpyDtoHAsync_v2(to, from, bytes, stream));
  }

  createStream(): number {
    return this.#made('cuStreamCreate', this.#calls.cuStreamCreate(this.#cell.address, STREAM_NON_BLOCKING));
  }

  destroyStream(stream: number): void {
    this.#check('cuStreamDestroy', this.#calls.cuStreamDestroy_v2(stream));
  }

  /** Waits for all work of a stream, and nothing else happens meanwhile. */
  synchronize(stream: number): void {
    this.#check('cuStreamSynchronize', this.#calls.cuStreamSynchronize(stream));
  }

  createEvent(isTimed: boolean): number {
    const flags = isTimed ? 0 : EVENT_WITHOUT_TIME;
    return this.#made('cuEventCreate', this.#calls.cuEventCreate(this.#cell.address, flags));
  }

  destroyEvent(event: number): void {
    this.#check('cuEventDestroy', this.#calls.cuEventDestroy_v2(event));
  }

  record(event: number, stream: number): void {
    this.#check('cuEventRecord', this.#calls.cuEventRecord(event, stream));
  }

  /** Recorded by each launch of the graph that is being captured. */
  recordInGraph(event: number, stream: number): void {
    this.#check('cuEventRecordWithFlags', this.#calls.cuEventRecordWithFlags(event, stream, EVENT_EXTERNAL));
  }

  /** Whether all work before an event is done. */
  isReached(event: number): boolean {
    const result = this.#calls.cuEventQuery(event);
    if (result === NOT_READY) return false;
    this.#check('cuEventQuery', result);
    return true;
  }

  milliseconds(from: number, to: number): number {
    this.#check('cuEventElapsedTime', this.#calls.cuEventElapsedTime(this.#cell.address, from, to));
    return this.#cell.float();
  }

  loadModule(image: Uint8Array): number {
    // A copy begins where memory is aligned; a part of a file may begin anywhere.
    const aligned = new Uint8Array(image);
    return this.#made('cuModuleLoadData', this.#calls.cuModuleLoadData(this.#cell.address, aligned));
  }

  unloadModule(module: number): void {
    this.#check('cuModuleUnload', this.#calls.cuModuleUnload(module));
  }

  functionOf(module: number, name: string): number {
    return this.#made('cuModuleGetFunction', this.#calls.cuModuleGetFunction(this.#cell.address, module, name));
  }

  /** Threads of a block that a function can have at most, for the registers it takes. */
  threadsOf(found: number): number {
    const { cuFuncGetAttribute } = this.#calls;
    this.#check('cuFuncGetAttribute', cuFuncGetAttribute(this.#cell.address, FUNCTION_THREADS, found));
    return this.#cell.int();
  }

  /** Lets a function have so much dynamic shared memory. */
  allowShared(found: number, bytes: number): void {
    const { cuFuncSetAttribute } = this.#calls;
    this.#check('cuFuncSetAttribute', cuFuncSetAttribute(found, FUNCTION_DYNAMIC_SHARED_BYTES, bytes));
  }

  launch({ function: found, blocks, threads, sharedBytes, pointers, integers }: Launch, stream: number): void {
    const count = pointers.length + integers.length;
    if (count > this.#room) {
      this.#room = count * 2;
      this.#parameters = this.#library.cell(this.#room * 16);
    }
    const parameters = this.#parameters;
    const values = this.#room * 8;
    for (let at = 0; at < count; at += 1) parameters.setHandle(at * 8, parameters.address + values + at * 8);
    pointers.forEach((pointer, at) => {
      parameters.setHandle(values + at * 8, pointer);
    });
    integers.forEach((integer, at) => {
      parameters.setInt(values + (pointers.length + at) * 8, integer);
    });
    const { cuLaunchKernel } = this.#calls;
    this.#check(
      'cuLaunchKernel',
      cuLaunchKernel(found, blocks, 1, 1, threads, 1, 1, sharedBytes, stream, parameters.address, 0),
    );
  }

  /** A graph of all that `work` submits to a stream, none of which is done yet; ready to be launched. */
  capture(stream: number, work: () => void): number {
    this.#check('cuStreamBeginCapture', this.#calls.cuStreamBeginCapture_v2(stream, CAPTURE_RELAXED));
    try {
      work();
    } catch (error) {
      // Or the stream would go on capturing.
      const ended = this.#calls.cuStreamEndCapture(stream, this.#cell.address);
      const begun = this.#cell.handle();
      if (ended === 0 && begun !== 0) this.#calls.cuGraphDestroy(begun);
      throw error;
    }
    const graph = this.#made('cuStreamEndCapture', this.#calls.cuStreamEndCapture(stream, this.#cell.address));
    const made = this.#calls.cuGraphInstantiateWithFlags(this.#cell.address, graph, 0);
    const executable = this.#cell.handle();
    this.#check('cuGraphDestroy', this.#calls.cuGraphDestroy(graph));
    this.#check('cuGraphInstantiate', made);
    return executable;
  }

  launchGraph(graph: number, stream: number): void {
    this.#check('cuGraphLaunch', this.#calls.cuGraphLaunch(graph, stream));
  }

  destroyGraph(graph: number): void {
    this.#check('cuGraphExecDestroy', this.#calls.cuGraphExecDestroy(graph));
  }

  /** The handle or address in the cell. */
  #made(call: string, result: number): number {
    this.#check(call, result);
    return this.#cell.handle();
  }

  #check(call: string, result: number): void {
    if (result !== 0) throw new DriverError(call, result, this.#reasonOf(result));
  }

  #reasonOf(result: number): string {
    const { address } = this.#cell;
    const { cuGetErrorName, cuGetErrorString } = this.#calls;
    const [name, text] = [cuGetErrorName, cuGetErrorString].map((tell) =>
      tell(result, address) === 0 ? this.#library.textAt(this.#cell.handle()) : undefined,
    );
    return name === undefined ? `the error ${result}` : [name, text].join(', ');
  }
}

async function openDriver(path: string): Promise<Library> {
  try {
    return await Library.open(path);
  } catch (cause) {
    if (cause instanceof EinlayError) throw cause;
    const hint = 'install the NVIDIA driver of the device; the runtime needs nothing else of CUDA but NVRTC';
    throw errorOf('runtime-adapter', ['CUDA', `${path} could not be loaded (${messageOf(cause)})`], { hint, cause });
  }
}

/** `13.0`. */
export const printVersion = (version: number): string =>
  `${Math.floor(version / 1000)}.${Math.floor((version % 1000) / 10)}`;
