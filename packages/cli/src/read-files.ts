/** Reads what people name on the command line, and says as diagnostics why that did not work. */
import { readFileSync } from 'node:fs';
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Diagnostic, Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';

/** The bytes of a file. Errors: `file-missing`, `file-unreadable`. */
export function readBytes(file: string): Result<Uint8Array> {
  try {
    return success(readFileSync(file));
  } catch (error) {
    return failure(unreadable(file, error));
  }
}

/** Why a file could not be read. */
export function unreadable(file: string, error: unknown): Diagnostic {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
  return isMissing ? report['file-missing']({}, file) : report['file-unreadable']({}, file, reasonOf(error));
}

/** The text of a file. Errors: those of `readBytes`, and `file-not-text`. */
export function readText(file: string): Result<string> {
  const bytes = readBytes(file);
  return bytes.ok ? decodeText(bytes.value, file) : bytes;
}

/** Bytes as text in UTF-8. Error: `file-not-text`. */
export function decodeText(bytes: Uint8Array, name: string): Result<string> {
  try {
    return success(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return failure(report['file-not-text']({}, name));
  }
}

/** For imports: the text of a file, or undefined when it cannot be had. */
export function textOrNothing(file: string): string | undefined {
  const text = readText(file);
  return text.ok ? text.value : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'its links go round in a circle',
  EEXIST: 'a file of that name is in the way',
  ERR_FS_FILE_TOO_LARGE: 'it is too large',
  ERR_INVALID_ARG_VALUE: 'the name has a zero character',
};

/** Why the file system refused, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}
