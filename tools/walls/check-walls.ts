/** Compares the imports of a package with its wall and with what its package.json declares. */
import { isBuiltin } from 'node:module';
import path from 'node:path';
import { importsOf, type Import } from './imports.ts';
import type { Wall } from './rules.ts';

export interface Manifest {
  readonly exports?: Readonly<Record<string, unknown>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** A package as the check sees it. Paths are relative to the package folder, with forward slashes. */
export interface PackageSources {
  readonly name: string;
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, string>;
}

export interface Breach {
  /** `packages/ir/src/index.ts:3` */
  readonly place: string;
  readonly reason: string;
}

/** Everything a package imports or declares that `wall` or its own manifest does not allow. */
export function checkWalls(
  { name, manifest, files }: PackageSources,
  wall: Wall | undefined,
  testLibraries: readonly string[],
): readonly Breach[] {
  if (wall === undefined) return [{ place: `packages/${name}`, reason: 'has no wall in tools/walls/rules.ts' }];

  const breaches: Breach[] = [];
  for (const [file, text] of files) {
    const part = partOf(file, manifest);
    for (const found of importsOf(file, text)) {
      const reason =
        breachOfWall(name, wall, testLibraries, file, part, found) ??
        (part === 'test' || wall.provided?.includes(found.specifier) === true
          ? undefined
          : undeclared(name, manifest, found.specifier));
      if (reason !== undefined) breaches.push({ place: `packages/${name}/${file}:${found.line}`, reason });
    }
  }

  const allowed = [
    ...[...wall.einlay, ...(wall.onDemand ?? [])].map((other) => `@einlay/${other}`),
    ...wall.thirdParty,
    ...(wall.testing ?? []),
  ];
  for (const dependency of Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies })) {
    if (allowed.includes(dependency)) continue;
    breaches.push({
      place: `packages/${name}/package.json`,
      reason: `depends on ${dependency}, which the wall around ${name} does not allow`,
    });
  }
  return breaches;
}

/** Where a file stands: in what is published, in the published helps for tests of other packages, or in own tests. */
type Part = 'source' | 'testing' | 'test';

function partOf(file: string, manifest: Manifest): Part {
  if (file.endsWith('.test.ts') || file.startsWith('test/')) return 'test';
  if (!file.includes('/testing/')) return 'source';
  return file.startsWith('src/testing/') && manifest.exports?.['./testing'] !== undefined ? 'testing' : 'test';
}

/** `@scope/name/deep/file` → `@scope/name`. */
const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

function breachOfWall(
  name: string,
  wall: Wall,
  testLibraries: readonly string[],
  file: string,
  part: Part,
  { specifier, deferred }: Import,
): string | undefined {
  if (specifier.startsWith('.')) {
    const leaves = path.posix.join(path.posix.dirname(file), specifier).startsWith('..');
    return leaves ? `reaches out of ${name} by the path ${specifier}` : undefined;
  }
  if (isBuiltin(specifier)) {
    if (!specifier.startsWith('node:')) return `write node:${specifier} for Node's own module`;
    return wall.node === true || part === 'test'
      ? undefined
      : `${name} must run without Node, but imports ${specifier}`;
  }

  const imported = packageOf(specifier);
  if (!imported.startsWith('@einlay/')) {
    const allowed = [
      ...wall.thirdParty,
      ...(wall.provided ?? []),
      ...(part === 'testing' ? (wall.testing ?? []) : []),
      ...(part === 'test' ? testLibraries : []),
    ];
    return allowed.includes(imported) ? undefined : `${name} may not import ${imported}`;
  }

  const other = imported.slice('@einlay/'.length);
  if (wall.einlay.includes(other) || (part === 'test' && other === name)) return undefined;
  if (part === 'test' && wall.tests?.includes(other) === true) return undefined;
  if (wall.onDemand?.includes(other) !== true) return `${name} may not import ${imported}`;
  return deferred || part === 'test' ? undefined : `${name} may import ${imported} only on demand, with import()`;
}

/** A package that is imported but not declared works here by luck and fails where it is installed alone; tests never are. */
function undeclared(name: string, manifest: Manifest, specifier: string): string | undefined {
  const imported = packageOf(specifier);
  if (specifier.startsWith('.') || isBuiltin(specifier) || imported === `@einlay/${name}`) return undefined;
  const declared = { ...manifest.dependencies, ...manifest.peerDependencies };
  return imported in declared ? undefined : `imports ${imported}, which package.json does not declare`;
}
