/** Writes files so that nobody ever finds half of one. */
import { chmodSync, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';
import { reasonOf } from './read-files.ts';

export interface OutputFile {
  readonly path: string;
  readonly content: Uint8Array | string;
}

/**
 * Writes all files or none: each goes to a temporary file beside it, and all are renamed once every one is there. Folders
 * are made as needed; a file that exists keeps its permissions, and a link stays a link. Error: `file-unwritable`.
 */
export async function writeFiles(files: readonly OutputFile[]): Promise<Result<void>> {
  return uninterrupted(() => {
    const renames: { readonly temporary: string; readonly target: string }[] = [];
    let current = '';
    try {
      for (const { path: file, content } of files) {
        current = file;
        mkdirSync(path.dirname(file), { recursive: true });
        const existing = statSync(file, { throwIfNoEntry: false });
        if (existing?.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
        const target = existing ? realpathSync(file) : file;
        const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${process.pid}.tmp`);
        renames.push({ temporary, target });
        writeFileSync(temporary, content);
        if (existing) chmodSync(temporary, existing.mode);
      }
      for (const { temporary, target } of renames) renameSync(temporary, target);
      return success(undefined);
    } catch (error) {
      for (const { temporary } of renames) rmSync(temporary, { force: true });
      return failure(report['file-unwritable']({}, current, reasonOf(error)));
    }
  });
}

/** An interrupt while `work` is under way takes effect after it. Elsewhere interrupts end the process at once. */
async function uninterrupted<T>(work: () => T): Promise<T> {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  let received: NodeJS.Signals | undefined;
  const remember = (signal: NodeJS.Signals): void => {
    received = signal;
  };
  for (const signal of signals) process.on(signal, remember);
  try {
    return work();
  } finally {
    // Signals that came meanwhile are delivered when the event loop turns.
    await new Promise((turned) => setImmediate(turned));
    for (const signal of signals) process.off(signal, remember);
    if (received !== undefined) process.kill(process.pid, received);
  }
}
