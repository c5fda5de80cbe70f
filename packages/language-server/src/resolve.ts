/** From a name to the one thing it stands for, in whatever file that is declared. */
import type { EinSymbol } from './symbols.ts';
import { occurrenceAt } from './symbols.ts';
import type { Analysis, Workspace } from './workspace.ts';

/** A symbol in the file that declares it. */
export interface Declared {
  readonly file: string;
  readonly symbol: EinSymbol;
}

/** Files that pass a name on to each other may be this many. */
const MOST_STEPS = 64;

/** Follows imports and exports to the file that declares a symbol; the last import that leads nowhere, otherwise. */
export function declarationOf(file: string, symbol: EinSymbol, workspace: Workspace): Declared {
  let at: Declared = { file, symbol };
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { source } = at.symbol;
    if (!source) return at;
    const from = workspace.resolve(at.file, source.path);
    const analysis = from === undefined ? undefined : workspace.analysePath(from);
    const next = analysis && exported(analysis, source.name);
    if (from === undefined || !next) return at;
    at = { file: from, symbol: next };
  }
  return at;
}

/** What a file offers under a name: a layer of its own, or one that it passes on. */
function exported({ symbols }: Analysis, name: string): EinSymbol | undefined {
  const own = symbols.top.get(name);
  if (own && own.kind !== 'import') return own;
  return symbols.occurrences.find(
    ({ symbol, role }) => symbol.kind === 'import' && symbol.name === name && role === 'declaration',
  )?.symbol;
}

/** The symbol at a place; for the name of a setting, the parameter of the layer that is called. */
export function symbolAt(analysis: Analysis, offset: number, workspace: Workspace): Declared | undefined {
  const occurrence = occurrenceAt(analysis.symbols, offset);
  if (occurrence) return { file: analysis.path, symbol: occurrence.symbol };
  const setting = analysis.symbols.settings.find(({ span }) => span.start <= offset && offset <= span.end);
  return setting && parameterOf(analysis, setting, workspace);
}

/** The parameter that a setting of a call is for. */
export function parameterOf(
  { path, symbols }: Analysis,
  { layer, name }: { readonly layer: { readonly text: string }; readonly name: string },
  workspace: Workspace,
): Declared | undefined {
  const called = symbols.top.get(layer.text);
  if (!called) return undefined;
  const { file, symbol } = declarationOf(path, called, workspace);
  const found = workspace
    .analysePath(file)
    ?.symbols.occurrences.find(
      (each) => each.symbol.kind === 'parameter' && each.symbol.layer === symbol.node && each.symbol.name === name,
    );
  return found && { file, symbol: found.symbol };
}

export const isSame = (one: Declared, other: Declared): boolean =>
  one.file === other.file &&
  one.symbol.name === other.symbol.name &&
  one.symbol.kind === other.symbol.kind &&
  one.symbol.declaration?.start === other.symbol.declaration?.start &&
  one.symbol.layer?.span.start === other.symbol.layer?.span.start;
