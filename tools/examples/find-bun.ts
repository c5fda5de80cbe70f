/** Finds the Bun that npm has installed; its own link to it is made by a script, and scripts do not run here. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';

/** Its program. Throws, saying for what machine, when there is none. */
export function findBun(): string {
  const architecture = process.arch === 'arm64' ? 'aarch64' : process.arch;
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const folder = path.join(root, 'node_modules/@oven', `bun-${system}-${architecture}`, 'bin');
  const found = ['bun', 'bun.exe'].map((name) => path.join(folder, name)).find((file) => existsSync(file));
  if (found === undefined) throw new Error(`npm has installed no Bun for ${process.platform} on ${process.arch}`);
  return found;
}
