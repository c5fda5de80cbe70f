/** Checks the import walls of all packages. */
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { report } from '../report.ts';
import { checkWalls, type Manifest, type PackageSources } from './check-walls.ts';
import { TEST_LIBRARIES, WALLS } from './rules.ts';

const packagesFolder = path.resolve(import.meta.dirname, '../../packages');

function readPackage(name: string): PackageSources {
  const folder = path.join(packagesFolder, name);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !/(^|\/)(dist|node_modules)\//.test(file))
    .sort()
    .map((file) => [file, readFileSync(path.join(folder, file), 'utf8')] as const);
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  return { name, manifest, files: new Map(files) };
}

const checked = readdirSync(packagesFolder)
  .sort()
  .map((name) => ({ name, breaches: checkWalls(readPackage(name), WALLS[name], TEST_LIBRARIES) }));

report(
  checked.map(({ name, breaches }) => ({
    name: `packages/${name}`,
    failures: breaches.map(({ place, reason }) => `${place} ${reason}`),
  })),
);
