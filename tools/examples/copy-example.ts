/** Copies an example out of the repository, as whoever wants to start from it does. */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';

/** Things that were made in an example's folder, and are not a part of it. */
const MADE = new Set(['node_modules', 'dist', 'build']);

/** A copy of an example in `scratch/name`, with the packages of the repository for what it would install. */
export function copyExample(example: string, scratch: string, name = example): string {
  const folder = path.join(scratch, name);
  const filter = (file: string): boolean => !MADE.has(path.basename(file));
  cpSync(path.join(root, 'examples', example), folder, { recursive: true, filter });
  linkModules(folder);
  return folder;
}

/** Puts the packages of the repository where `npm install` would. */
export function linkModules(folder: string): void {
  // A folder of its own with links in it: what a build leaves there, such as a cache, must not outlive the copy.
  const modules = path.join(root, 'node_modules');
  mkdirSync(path.join(folder, 'node_modules'));
  for (const entry of readdirSync(modules).filter((name) => name !== '.cache'))
    symlinkSync(path.join(modules, entry), path.join(folder, 'node_modules', entry));
}
