/** Installs the packages as `npm publish` would ship them into an empty folder, without a network. */
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { root } from '../pages.ts';
import { run } from '../run.ts';

export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
  readonly license?: string;
  readonly description?: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

export interface InstalledPackage {
  /** `packages/ir` */
  readonly place: string;
  readonly folder: string;
  readonly manifest: Manifest;
  /** What the tarball holds, relative to `folder`. */
  readonly files: readonly string[];
}

/**
 * Packs every package that is published and unpacks it below `folder/node_modules`. Libraries are links into the repository, but only
 * those that some package declares: what is used and not declared is missing, as it would be for a user.
 */
export async function installPackages(folder: string): Promise<readonly InstalledPackage[]> {
  const modules = path.join(folder, 'node_modules');
  const places = readdirSync(path.join(root, 'packages'))
    .map((name) => `packages/${name}`)
    .filter((place) => readManifest(path.join(root, place)).private !== true);
  const installed: InstalledPackage[] = [];
  for (const place of places.sort()) {
    const { name, version } = readManifest(path.join(root, place));
    const target = path.join(modules, name);
    mkdirSync(target, { recursive: true });
    await must('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], path.join(root, place));
    const tarball = `${name.replace('@', '').replace('/', '-')}-${version}.tgz`;
    await must('tar', ['-xzf', path.join(folder, tarball), '-C', target, '--strip-components=1'], folder);
    const files = readdirSync(target, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(target, path.join(entry.parentPath, entry.name)));
    installed.push({ place, folder: target, manifest: readManifest(target), files });
  }
  const libraries = installed.flatMap(({ manifest }) =>
    Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
  );
  for (const library of [...libraries, '@types/node']) {
    const link = path.join(modules, library);
    if (existsSync(link)) continue;
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(root, 'node_modules', library), link, 'dir');
  }
  return installed;
}

const readManifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;

async function must(program: string, parameters: readonly string[], cwd: string): Promise<void> {
  const { status, stderr } = await run(program, parameters, { cwd });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')} failed in ${cwd}:\n${stderr}`);
}
