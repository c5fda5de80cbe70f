/** What the compiler is, beside its version: while it is worked on, the same version compiles to something else. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/**
 * A hash of what is built of a package, and of the packages of ours that it depends on; `from` is the file that would import
 * it. Says the same wherever they are installed, and something about `package.json` alone where nothing is built.
 */
export function contentOf(name: string, from: string): string {
  const hash = createHash('sha256');
  const seen = new Set<string>();
  const add = (name: string, from: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const manifest = createRequire(from).resolve(`${name}/package.json`);
    const text = readFileSync(manifest, 'utf8');
    hash.update(text);
    for (const file of scriptsIn(path.join(path.dirname(manifest), 'dist'))) hash.update(readFileSync(file));
    const { dependencies = {} } = JSON.parse(text) as { dependencies?: Readonly<Record<string, string>> };
    for (const dependency of Object.keys(dependencies).sort())
      if (dependency.startsWith('@einlay/')) add(dependency, manifest);
  };
  add(name, from);
  return hash.digest('hex');
}

function scriptsIn(folder: string): readonly string[] {
  try {
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    return names
      .filter((name) => name.endsWith('.js'))
      .sort()
      .map((name) => path.join(folder, name));
  } catch {
    return [];
  }
}

let known: string | undefined;

/** That of the compiler in use, read once. */
export const compilerContent = (): string => (known ??= contentOf('@einlay/compiler', import.meta.filename));
