/** NVRTC, which makes machine code of CUDA C++. It is loaded when there is something to compile. */
import { EinlayError, errorOf } from '@einlay/artifact';
import { Library, once } from './ffi.ts';
import type { Calls, Cell } from './ffi.ts';

const CALLS = {
  nvrtcVersion: ['uintptr_t', 'uintptr_t'],
  nvrtcCreateProgram: ['uintptr_t', 'str', 'str', 'int', 'uintptr_t', 'uintptr_t'],
  nvrtcDestroyProgram: ['uintptr_t'],
  nvrtcGetProgramLogSize: ['uintptr_t', 'uintptr_t'],
  nvrtcGetProgramLog: ['uintptr_t', 'void *'],
  nvrtcGetCUBINSize: ['uintptr_t', 'uintptr_t'],
  nvrtcGetCUBIN: ['uintptr_t', 'void *'],
} as const;

export class Nvrtc {
  /** `13.0`. */
  readonly version: string;
  readonly #calls: Calls<typeof CALLS>;
  readonly #compile: (program: number, count: number, options: readonly string[]) => Promise<number>;
  readonly #textOf: (result: number) => string;
  readonly #cell: Cell;

  private constructor(library: Library) {
    this.#calls = library.bind(CALLS);
    this.#compile = library.bindAsync('nvrtcCompileProgram', ['uintptr_t', 'int', 'char **'] as const);
    this.#textOf = library.bindText('nvrtcGetErrorString');
    this.#cell = library.cell(16);
    const { address } = this.#cell;
    this.#check('nvrtcVersion', this.#calls.nvrtcVersion(address, address + 4));
    this.version = `${this.#cell.int()}.${this.#cell.int(4)}`;
  }

  /** The first of `paths` that can be loaded. Error: `runtime-missing`. */
  static async open(paths: readonly string[]): Promise<Nvrtc> {
    const problems: unknown[] = [];
    for (const path of paths) {
      try {
        return await Nvrtc.#at(path);
      } catch (cause) {
        if (cause instanceof EinlayError) throw cause;
        problems.push(cause);
      }
    }
    const hint = 'install NVRTC of a CUDA toolkit that the driver understands, or compile the artifact ahead of time';
    throw errorOf('runtime-missing', [`the library ${paths.join(' or ')}, which compiles kernels,`], {
      hint,
      cause: problems[0],
    });
  }

  static readonly #at = once(async (path: string) => new Nvrtc(await Library.open(path)));

  /** Machine code for a device. Throws with what the compiler says about the source. */
  async compile(source: string, name: string, options: readonly string[]): Promise<Uint8Array> {
    const { nvrtcCreateProgram, nvrtcDestroyProgram } = this.#calls;
    const { address } = this.#cell;
    this.#check('nvrtcCreateProgram', nvrtcCreateProgram(address, source, name, 0, 0, 0));
    const program = this.#cell.handle();
    try {
      const result = await this.#compile(program, options.length, options);
      if (result !== 0) {
        const log = this.#read('nvrtcGetProgramLog', program);
        const text = new TextDecoder().decode(log).replace(/\0+$/, '').trim();
        throw new Error(`NVRTC: ${text === '' ? this.#textOf(result) : text}`);
      }
      return this.#read('nvrtcGetCUBIN', program);
    } finally {
      // The compiler sets the handle to zero.
      this.#cell.setHandle(0, program);
      this.#check('nvrtcDestroyProgram', nvrtcDestroyProgram(address));
    }
  }

  #read(call: 'nvrtcGetProgramLog' | 'nvrtcGetCUBIN', program: number): Uint8Array {
    this.#check(`${call}Size`, this.#calls[`${call}Size`](program, this.#cell.address));
    const bytes = new Uint8Array(this.#cell.handle());
    this.#check(call, this.#calls[call](program, bytes));
    return bytes;
  }

  #check(call: string, result: number): void {
    if (result !== 0) throw new Error(`${call}: ${this.#textOf(result)}`);
  }
}
