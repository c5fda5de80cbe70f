/**
 * Artifacts that were compiled before, found by a hash of everything they depend on.
 *
 * An entry is a file in the format of artifacts, which carries a hash of its own: one that was damaged or cut short is
 * found out by `decode`, and the layer compiled anew.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decode, EinlayError } from '@einlay/artifact';
import type { Artifact } from '@einlay/artifact';

export interface Cache {
  /** Undefined when there is none, or none that can be used. */
  readonly find: (key: string) => Artifact | undefined;
  readonly keep: (key: string, bytes: Uint8Array) => void;
}

/** A name for what follows from `facts`, which must be plain data in a fixed order. */
export const keyOf = (facts: unknown): string => createHash('sha256').update(JSON.stringify(facts)).digest('hex');

/** A cache in a folder, which is made with the first entry. A folder that cannot be written is no error. */
export function folderCache(folder: string): Cache {
  const fileOf = (key: string): string => path.join(folder, `${key}.artifact`);
  return {
    find(key) {
      try {
        return decode(new Uint8Array(readFileSync(fileOf(key))));
      } catch (error) {
        if (error instanceof EinlayError || isFileError(error)) return undefined;
        throw error;
      }
    },
    keep(key, bytes) {
      try {
        mkdirSync(folder, { recursive: true });
        writeWhole(fileOf(key), bytes);
      } catch (error) {
        if (!isFileError(error)) throw error;
      }
    },
  };
}

export const NO_CACHE: Cache = { find: () => undefined, keep: () => undefined };

let written = 0;

/** Writes a file so that nobody ever finds half of it. */
export function writeWhole(file: string, content: Uint8Array | string): void {
  written += 1;
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${written}.tmp`);
  try {
    writeFileSync(temporary, content);
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

const isFileError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && 'syscall' in error;
