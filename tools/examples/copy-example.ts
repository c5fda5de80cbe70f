/** Copies an example out of the repository, as whoever wants to start from it does. */
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';

/** Things that were made in an example's folder, and are not a part of it. */
const MADE = new Set(['node_modules', 'dist', 'build']);

/** A copy of an example in `scratch/name`, with the packages of the repository for what it would install. */
export function copyExample(example: string, scratch: string, name = example): string {
  const folder = path.join(scratch, name);
  const filter = (file: string): boolean => !MADE.has(path.basename(file));
  cpSync(path.join(root, 'examples', example), folder, { recursive: true, filter });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir');
  return folder;
}
