/** Gives what stands at a place another name, wherever it is named. */
import type { Range, TextEdit, WorkspaceEdit } from 'vscode-languageserver';
import { tokenize } from '@einlay/language';
import { declarationOf, symbolAt } from '../resolve.ts';
import type { Declared } from '../resolve.ts';
import { occurrenceAt } from '../symbols.ts';
import type { Occurrence } from '../symbols.ts';
import { isStandard, rangeIn } from '../workspace.ts';
import type { Analysis, Workspace } from '../workspace.ts';
import { referencesTo } from './navigation.ts';

/** What would be renamed: the name at the place, unless it belongs to the standard library. */
export function prepareRename(analysis: Analysis, offset: number, workspace: Workspace): Range | null {
  const span =
    occurrenceAt(analysis.symbols, offset)?.span ??
    analysis.symbols.settings.find((setting) => setting.span.start <= offset && offset <= setting.span.end)?.span;
  if (!span) return null;
  const found = symbolAt(analysis, offset, workspace);
  if (!found) return null;
  const target = declarationOf(found.file, found.symbol, workspace);
  // A layer of the standard library gets another name here only; its parameters have the names they have.
  if (isStandard(target.file) && (found.symbol.source === undefined || isStandard(analysis.path))) return null;
  return rangeIn(analysis.document, span);
}

/** The changes of a renaming; words that say why there are none. */
export function rename(
  analysis: Analysis,
  offset: number,
  newName: string,
  workspace: Workspace,
): WorkspaceEdit | string {
  const range = prepareRename(analysis, offset, workspace);
  const found = symbolAt(analysis, offset, workspace);
  if (!range || !found) return 'there is no name to change here';
  const [token, ...more] = tokenize(newName);
  const isName = token && more.length === 0 && token.end - token.start === newName.length;
  if (!isName || (token.kind !== 'name' && token.kind !== 'word')) return `\`${newName}\` cannot be a name`;
  if (found.symbol.name === newName) return {};
  const target = declarationOf(found.file, found.symbol, workspace);
  const isTaken = taken(target, newName, workspace) ?? taken(found, newName, workspace);
  if (isTaken !== undefined) return isTaken;
  const alias = aliasOf(analysis, found, offset);
  if (alias || isStandard(target.file)) return edits(renameHere(analysis, found, newName, alias), workspace);
  const places = referencesTo(target, workspace).filter(
    ({ file, start, end }) => workspace.document(file)?.getText().slice(start, end) === target.symbol.name,
  );
  return edits(
    places.filter(({ file }) => !isStandard(file)).map((place) => ({ ...place, text: newName })),
    workspace,
  );
}

interface Change {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

function edits(changes: readonly Change[], workspace: Workspace): WorkspaceEdit {
  const found: Record<string, TextEdit[]> = {};
  const seen = new Set<string>();
  for (const { file, start, end, text } of changes) {
    const key = `${file}:${start}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const uri = workspace.uriOf(file);
    (found[uri] ??= []).push({ range: workspace.rangeOf({ file, start, end }), newText: text });
  }
  return { changes: found };
}

/** Why a name cannot be had: something else has it where this is seen. */
function taken({ file, symbol }: Declared, name: string, workspace: Workspace): string | undefined {
  const symbols = workspace.analysePath(file)?.symbols;
  const other = symbols?.occurrences.find(
    (each) => each.symbol.name === name && each.symbol.layer === symbol.layer && each.symbol !== symbol,
  );
  return other && `\`${name}\` already has a meaning here`;
}

/** The name after `as`, when that is what the place shows. */
function aliasOf({ symbols }: Analysis, { symbol }: Declared, offset: number): Occurrence | undefined {
  if (symbol.source === undefined || symbol.source.name === symbol.name) return undefined;
  return occurrenceAt(symbols, offset)?.isForeign === true
    ? undefined
    : symbols.occurrences.find((each) => each.symbol === symbol && each.role === 'declaration');
}

/** Another name for an import in this file alone: the one after `as` changes, or comes to be. */
function renameHere(
  { symbols, path: file }: Analysis,
  { symbol }: Declared,
  newName: string,
  alias: Occurrence | undefined,
): readonly Change[] {
  return symbols.occurrences
    .filter((each) => each.symbol === symbol && (alias === undefined || each.isForeign !== true))
    .map(({ span, role }) => ({
      file,
      start: span.start,
      end: span.end,
      text: alias === undefined && role === 'declaration' ? `${symbol.name} as ${newName}` : newName,
    }));
}
