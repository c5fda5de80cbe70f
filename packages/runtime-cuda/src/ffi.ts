/**
 * Functions of C libraries, called from JavaScript: the one place that knows koffi.
 *
 * Handles and addresses are numbers here: no process has addresses from 2⁵³ on. What a function writes through a pointer
 * goes to a cell, memory of C that JavaScript sees too.
 */
import { errorOf } from '@einlay/artifact';
import type koffi from 'koffi';

/** What a parameter is in C, as koffi spells it, with what stands for it in JavaScript. */
interface Arguments {
  int: number;
  uint: number;
  size_t: number;
  uint64_t: number;
  /** A handle, an address, or the place of a cell. */
  uintptr_t: number;
  str: string;
  /** Bytes that are read during the call. */
  'void *': Uint8Array;
  'char **': readonly string[];
}

export type Signatures = Readonly<Record<string, readonly (keyof Arguments)[]>>;

type Given<Parameters extends readonly (keyof Arguments)[]> = {
  readonly [At in keyof Parameters]: Arguments[Parameters[At]];
};

/** Functions that return an `int`, 0 when all went well. */
export type Calls<Table extends Signatures> = {
  readonly [Name in keyof Table]: (...given: Given<Table[Name]>) => number;
};

/** Memory of C. It lives as long as the process: there is one for each library. */
export class Cell {
  readonly address: number;
  readonly #view: DataView;

  constructor(address: number, memory: ArrayBuffer) {
    this.address = address;
    this.#view = new DataView(memory);
  }

  /** What stands at an offset, of 32 bits. */
  int(offset = 0): number {
    return this.#view.getInt32(offset, true);
  }

  float(offset = 0): number {
    return this.#view.getFloat32(offset, true);
  }

  /** What stands at an offset, of 64 bits. */
  handle(offset = 0): number {
    return Number(this.#view.getBigUint64(offset, true));
  }

  setInt(offset: number, value: number): void {
    this.#view.setInt32(offset, value, true);
  }

  setHandle(offset: number, value: number): void {
    this.#view.setBigUint64(offset, BigInt(value), true);
  }
}

/** A library, open until the process ends. */
export class Library {
  readonly #koffi: typeof koffi;
  readonly #handle: ReturnType<typeof koffi.load>;

  private constructor(loaded: typeof koffi, path: string) {
    this.#koffi = loaded;
    this.#handle = loaded.load(path);
  }

  /** Errors: `runtime-missing` without koffi; what the loader says about the library. */
  static async open(path: string): Promise<Library> {
    return new Library(await loadKoffi(), path);
  }

  /** The functions of a table. Throws when the library has one of them not. */
  bind<const Table extends Signatures>(table: Table): Calls<Table> {
    const calls = Object.entries(table).map(([name, parameters]) => [name, this.#function(name, parameters)]);
    return Object.fromEntries(calls) as Calls<Table>;
  }

  /** A function that is called on another thread, so that this one goes on. */
  bindAsync<const Parameters extends readonly (keyof Arguments)[]>(
    name: string,
    parameters: Parameters,
  ): (...given: Given<Parameters>) => Promise<number> {
    const call = this.#function(name, parameters);
    return (...given) =>
      new Promise((resolve, reject) => {
        call.async(...given, (error: unknown, result: number) => {
          // What koffi could not even begin.
          if (error) reject(new Error(messageOf(error)));
          else resolve(result);
        });
      });
  }

  /** A function that returns text. */
  bindText(name: string): (code: number) => string {
    return this.#handle.func(name, 'str', ['int']);
  }

  cell(bytes: number): Cell {
    const address = this.#koffi.alloc('uint8_t', bytes) as bigint;
    return new Cell(Number(address), this.#koffi.view(address, bytes));
  }

  /** Memory of C as bytes. Nobody may use them any more once it is freed. */
  bytesAt(address: number, length: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.#koffi.view(address, length));
  }

  /** Text that ends with a zero. */
  textAt(address: number): string {
    return this.#koffi.decode.string(address);
  }

  #function(name: string, parameters: readonly (keyof Arguments)[]) {
    return this.#handle.func(name, 'int', [...parameters]);
  }
}

/** Opens what is at a path once, for the whole process; what failed is tried again next time. */
export function once<Opened>(open: (path: string) => Promise<Opened>): (path: string) => Promise<Opened> {
  const opened = new Map<string, Promise<Opened>>();
  return (path) => {
    const found = opened.get(path);
    if (found !== undefined) return found;
    const opening = open(path);
    opened.set(path, opening);
    opening.catch(() => opened.delete(path));
    return opening;
  };
}

async function loadKoffi(): Promise<typeof koffi> {
  try {
    return (await import('koffi')).default;
  } catch (cause) {
    throw errorOf('runtime-missing', ['the package koffi'], { hint: 'npm install koffi', cause });
  }
}

/** What koffi says. Its errors may be those of another realm than ours, and so no instances of our `Error`. */
export const messageOf = (error: unknown): string => String((error as { readonly message?: unknown }).message ?? error);
