/** The pages of the documentation. */
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Where the repository lies. */
export const root = path.resolve(import.meta.dirname, '..');

/** Every page a reader meets, relative to `root`: the README, the documentation, and the README of each package. */
export function allPages(): readonly string[] {
  const docs = readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`);
  const packages = readdirSync(path.join(root, 'packages')).map((name) => `packages/${name}/README.md`);
  return ['README.md', ...docs.sort(), ...packages.sort()];
}
