/** What may be written at a place. */
import { CompletionItemKind, InsertTextFormat, MarkupKind } from 'vscode-languageserver';
import type { CompletionItem } from 'vscode-languageserver';
import { FUNCTION_NAMES, STANDARD_LIBRARY, STARTERS } from '@einlay/language';
import type { CheckedLayer } from '@einlay/language';
import { calleeBefore, cursorAt } from '../cursor.ts';
import type { Cursor } from '../cursor.ts';
import { FUNCTION_DOCS, WORD_DOCS } from '../documentation.ts';
import { signatureOf } from '../layer-text.ts';
import type { EinSymbol, SymbolKind } from '../symbols.ts';
import { isStandard } from '../workspace.ts';
import type { Analysis, Workspace } from '../workspace.ts';

const DTYPES = ['f64', 'f32', 'f16', 'bf16', 'i32', 'bool'];
const INITIALIZERS = ['spectral', 'normal', 'zeros', 'ones'];
const REDUCTIONS = ['sum', 'mean', 'max', 'min', 'product', 'softmax', 'layer_norm'];

const KINDS: Readonly<Record<SymbolKind, CompletionItemKind>> = {
  layer: CompletionItemKind.Function,
  import: CompletionItemKind.Function,
  structure: CompletionItemKind.Class,
  parameter: CompletionItemKind.TypeParameter,
  counter: CompletionItemKind.TypeParameter,
  index: CompletionItemKind.EnumMember,
  input: CompletionItemKind.Variable,
  factor: CompletionItemKind.Field,
  const: CompletionItemKind.Constant,
  let: CompletionItemKind.Variable,
  output: CompletionItemKind.Variable,
  gate: CompletionItemKind.Variable,
};

/** What could be written at an offset. */
export function completion(analysis: Analysis, offset: number, workspace: Workspace): readonly CompletionItem[] {
  const text = analysis.document.getText();
  const cursor = cursorAt(text, offset);
  if (cursor.inComment) return [];
  if (cursor.quote !== undefined)
    return /\bfrom\s*"/.test(cursor.before + cursor.word) ? paths(analysis, workspace) : [];
  const open = cursor.brackets.at(-1);
  const imported = open?.sign === '{' && /\b(import|export)\s*$/.test(text.slice(0, open.offset));
  if (imported) return exportsOf(text.slice(offset), analysis, workspace);
  if (/~\s*$/.test(cursor.before)) return INITIALIZERS.map((word) => wordItem(word));
  if (/\]\s*:\s*$/.test(cursor.before))
    return DTYPES.map((word) => ({ label: word, kind: CompletionItemKind.Keyword }));
  const visible = analysis.symbols.visibleAt(offset);
  if (open?.sign === '[') return indices(visible);
  if (startsLine(cursor)) return (open ? STARTERS.statements : STARTERS.items).map((word) => wordItem(word));
  return [
    ...settings(analysis, text, open?.sign === '(' ? open.offset : undefined),
    ...unique(visible).map((symbol) => symbolItem(symbol, analysis.module.layers.get(symbol.name))),
    ...FUNCTION_NAMES.map((name) => functionItem(name)),
    ...REDUCTIONS.map((name) => snippet(name, `${name}[$1]`, WORD_DOCS[name])),
    snippet('einsum', 'einsum("$1", $2)', WORD_DOCS['einsum']),
  ];
}

const startsLine = ({ before, brackets }: Cursor): boolean =>
  before.trim() === '' && (brackets.at(-1)?.sign ?? '{') === '{';

const unique = (symbols: readonly EinSymbol[]): readonly EinSymbol[] => [
  ...new Map(symbols.toReversed().map((symbol) => [symbol.name, symbol])).values(),
];

const documented = (text: string | undefined): Pick<CompletionItem, 'documentation'> =>
  text === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: text } };

const wordItem = (word: string): CompletionItem => ({
  label: word,
  kind: CompletionItemKind.Keyword,
  ...documented(WORD_DOCS[word]),
});

const snippet = (label: string, insertText: string, doc: string | undefined): CompletionItem => ({
  label,
  kind: CompletionItemKind.Function,
  insertText,
  insertTextFormat: InsertTextFormat.Snippet,
  ...documented(doc),
});

const functionItem = (name: string): CompletionItem => snippet(name, `${name}($1)`, FUNCTION_DOCS[name]);

function symbolItem({ name, kind, doc }: EinSymbol, layer: CheckedLayer | undefined): CompletionItem {
  const described = layer ? { detail: signatureOf(layer), ...documented(layer.syntax.doc) } : documented(doc);
  return { label: name, kind: KINDS[kind], ...described };
}

function indices(visible: readonly EinSymbol[]): readonly CompletionItem[] {
  const found = unique(visible).filter(({ kind }) => ['index', 'parameter', 'counter', 'input'].includes(kind));
  return [
    ...found.map((symbol) => symbolItem(symbol, undefined)),
    { label: '...', kind: CompletionItemKind.Keyword, detail: 'all leading batch axes' },
  ];
}

/** Parameters of the layer that is being called, by name. */
function settings({ module }: Analysis, text: string, open: number | undefined): readonly CompletionItem[] {
  const callee = open === undefined ? undefined : calleeBefore(text, open);
  const layer = callee && !callee.isSecond ? module.layers.get(callee.name) : undefined;
  return (layer?.syntax.parameters ?? []).map(({ name }) => ({
    label: `${name.text} = `,
    kind: CompletionItemKind.Property,
    filterText: name.text,
    sortText: `0${name.text}`,
    detail: `parameter of ${callee?.name ?? ''}`,
  }));
}

/** Files that can be imported. */
function paths({ path: own }: Analysis, workspace: Workspace): readonly CompletionItem[] {
  const files = workspace.files().filter((file) => file !== own && !file.startsWith('<'));
  return [
    { label: STANDARD_LIBRARY, kind: CompletionItemKind.Module, detail: 'the standard library' },
    ...files.map((file) => ({ label: relativePath(own, file), kind: CompletionItemKind.File })),
  ];
}

/** The path of a file as another one imports it. */
export function relativePath(from: string, to: string): string {
  const [own, other] = [from.split('/').slice(0, -1), to.split('/')];
  let shared = 0;
  while (shared < own.length && own[shared] === other[shared]) shared += 1;
  const up = own.length - shared;
  return [...(up === 0 ? ['.'] : Array<string>(up).fill('..')), ...other.slice(shared)].join('/');
}

/** What the file that an unfinished `import { … } from "…"` names has to offer; the standard library when it names none yet. */
function exportsOf(after: string, { path: own }: Analysis, workspace: Workspace): readonly CompletionItem[] {
  const source = /^[^{}"]*\}?\s*from\s*"([^"\n]*)"/.exec(after)?.[1] ?? STANDARD_LIBRARY;
  const file = workspace.resolve(own, source);
  const module = file === undefined ? undefined : workspace.analysePath(file)?.module;
  if (file === undefined || !module) return [];
  return [...module.exports].map(([name, layer]) => ({
    label: name,
    kind: CompletionItemKind.Function,
    detail: signatureOf(layer),
    ...documented(layer.syntax.doc),
    ...(isStandard(file) ? { sortText: name } : {}),
  }));
}
