/** The API reference, from the doc comments of everything that packages export. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Application, Converter, Logger, LogLevel } from 'typedoc';
import type { ProjectReflection } from 'typedoc';
import { root } from '../pages.ts';

/** `@einlay/ir/loop`, and the file with its exports. */
interface EntryPoint {
  readonly specifier: string;
  readonly file: string;
}

/** What a user can import, by the `exports` of packages. */
function entryPoints(): readonly EntryPoint[] {
  return readdirSync(path.join(root, 'packages')).flatMap((folder) => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'packages', folder, 'package.json'), 'utf8')) as Manifest;
    return Object.entries(manifest.exports ?? {}).flatMap(([subpath, conditions]) => {
      const source = typeof conditions === 'string' ? undefined : conditions['@einlay/source'];
      if (source === undefined) return [];
      const specifier = path.posix.join(manifest.name, subpath);
      return [{ specifier, file: path.posix.join('packages', folder, source) }];
    });
  });
}

interface Manifest {
  readonly name: string;
  readonly exports?: Readonly<Record<string, string | Readonly<Record<string, string>>>>;
}

/** Keeps what is wrong instead of printing it. */
class Complaints extends Logger {
  readonly list: string[] = [];

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.list.push(message);
  }
}

/**
 * Writes the reference as a site into `folder`. Resolves to what is wrong: an export without a doc comment, a link that
 * leads nowhere, a type that others mention but nobody exports.
 */
export async function writeReference(folder: string): Promise<readonly string[]> {
  const entries = entryPoints();
  const complaints = new Complaints();
  const application = await Application.bootstrap({
    name: 'Einlay',
    readme: path.join(root, 'tools/api/overview.md'),
    entryPoints: entries.map(({ file }) => path.join(root, file)),
    tsconfig: path.join(root, 'tools/api/tsconfig.json'),
    basePath: root,
    // The stage `typecheck` has done that.
    skipErrorChecking: true,
    excludeExternals: true,
    excludeInternal: true,
    excludePrivate: true,
    // Pages lie three folders below the root, in dist/api/functions and its like.
    sourceLinkTemplate: '../../../{path}#L{line}',
    disableGit: true,
    groupOrder: ['Modules', 'Functions', 'Classes', 'Variables', 'Interfaces', 'Type Aliases'],
    kindSortOrder: ['Module', 'Function', 'Class', 'Variable', 'Interface', 'TypeAlias'],
    highlightLanguages: ['typescript', 'javascript', 'json', 'bash', 'text'],
    ignoredHighlightLanguages: ['ein'],
    packagesRequiringDocumentation: entries.map(({ specifier }) => specifier.split('/').slice(0, 2).join('/')),
    requiredToBeDocumented: ['Variable', 'Function', 'Class', 'Interface', 'TypeAlias', 'Method'],
    // The interface of the table says what each entry has.
    intentionallyNotDocumented: ['left', 'right', 'accumulator'].map(
      (part) => `@einlay/ir/loop.FRAGMENT_SHAPES.__type.m16n8k16.__type.${part}`,
    ),
    validation: { notExported: false, invalidLink: true, invalidPath: true, rewrittenLink: true, notDocumented: true },
  });
  application.logger = complaints;
  application.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
    nameModules(project, entries);
  });
  const project = await application.convert();
  if (project === undefined) return complaints.list;
  application.validate(project);
  await application.generateDocs(project, folder);
  return complaints.list;
}

/** Modules have the names by which they are imported, rather than those of their files. */
function nameModules({ children = [] }: ProjectReflection, entries: readonly EntryPoint[]): void {
  for (const module of children) {
    const entry = entries.find(({ file }) => file.replace(/(\/index)?\.ts$/, '') === module.name);
    if (entry === undefined) throw new Error(`no package exports ${module.name}`);
    module.name = entry.specifier;
  }
}
