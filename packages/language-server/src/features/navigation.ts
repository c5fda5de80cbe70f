/** From a name to where it is declared, and to everywhere it is used. */
import type { Location } from 'vscode-languageserver';
import { declarationOf, isSame, parameterOf, symbolAt } from '../resolve.ts';
import type { Declared } from '../resolve.ts';
import type { Occurrence } from '../symbols.ts';
import { isStandard } from '../workspace.ts';
import type { Analysis, Place, Workspace } from '../workspace.ts';

/** Where what stands at a place is declared: a name, or the file of an import. */
export function definition(analysis: Analysis, offset: number, workspace: Workspace): Location | null {
  const found = symbolAt(analysis, offset, workspace);
  if (!found) return fileAt(analysis, offset, workspace);
  const { file, symbol } = declarationOf(found.file, found.symbol, workspace);
  const first = symbol.declaration ?? firstUse({ file, symbol }, workspace);
  return first ? workspace.locationOf({ ...first, file }) : null;
}

/** An index without a declaration is at home where it stands first. */
const firstUse = ({ file, symbol }: Declared, workspace: Workspace): Occurrence['span'] | undefined =>
  workspace.analysePath(file)?.symbols.occurrences.find((each) => each.symbol === symbol)?.span;

function fileAt({ module, path }: Analysis, offset: number, workspace: Workspace): Location | null {
  const item = module.document.items.find(
    (each) =>
      (each.kind === 'import' || each.kind === 'export') &&
      each.source.span.start <= offset &&
      offset <= each.source.span.end,
  );
  if (item?.kind !== 'import' && item?.kind !== 'export') return null;
  const file = workspace.resolve(path, item.source.value);
  return file !== undefined && workspace.document(file) ? workspace.locationOf({ file, start: 0, end: 0 }) : null;
}

/** A name where it stands for a symbol. */
export interface Reference extends Place {
  readonly isDeclaration: boolean;
  readonly isForeign: boolean;
}

/** Every place of a symbol, in all files that may name it. */
export function referencesTo(target: Declared, workspace: Workspace): readonly Reference[] {
  const isLocal = target.symbol.layer !== undefined && target.symbol.kind !== 'parameter';
  const files = isLocal ? [target.file] : [...new Set([target.file, ...workspace.files()])];
  return files.flatMap((file) => {
    // What does not have the name in its text cannot name the symbol.
    if (!workspace.document(file)?.getText().includes(target.symbol.name)) return [];
    const analysis = workspace.analysePath(file);
    if (!analysis) return [];
    const places = analysis.symbols.occurrences.flatMap(({ symbol, span, role, isForeign = false }) => {
      const found = declarationOf(file, symbol, workspace);
      if (!isSame(found, target)) return [];
      return [{ ...span, file, isDeclaration: role === 'declaration' && symbol.source === undefined, isForeign }];
    });
    const settings = analysis.symbols.settings.flatMap((setting) => {
      const found = parameterOf(analysis, setting, workspace);
      return found && isSame(found, target) ? [{ ...setting.span, file, isDeclaration: false, isForeign: false }] : [];
    });
    return [...places, ...settings];
  });
}

/** Every place that speaks of what the name at an offset means. */
export function references(
  analysis: Analysis,
  offset: number,
  workspace: Workspace,
  includeDeclaration: boolean,
): readonly Location[] {
  const found = symbolAt(analysis, offset, workspace);
  if (!found) return [];
  const target = declarationOf(found.file, found.symbol, workspace);
  return referencesTo(target, workspace)
    .filter(({ isDeclaration, file }) => (includeDeclaration || !isDeclaration) && !isStandard(file))
    .map((place) => workspace.locationOf(place));
}
