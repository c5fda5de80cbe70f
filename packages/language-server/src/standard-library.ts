/** The standard library as files, so that an editor can open what a name of it means. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { STANDARD_FILES } from '@einlay/language';

/**
 * Writes the files of the standard library into `folder`, or where that cannot be written into a temporary one. Files that are there
 * already stay. Returns the folder.
 */
export function writeStandardLibrary(folder: string): string {
  try {
    writeInto(folder);
    return folder;
  } catch {
    const other = path.join(tmpdir(), `einlay-stdlib-${process.getuid?.() ?? 0}`);
    writeInto(other);
    return other;
  }
}

function writeInto(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of STANDARD_FILES) {
    const file = path.join(folder, path.basename(name));
    if (textOf(file) !== text) writeFileSync(file, text);
  }
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
