/**
 * The Einlay language server: what an editor needs to know of a text as functions, and all of them behind a connection.
 *
 * @packageDocumentation
 */
export { codeActions } from './features/code-actions.ts';
export { completion } from './features/completion.ts';
export { diagnosticsOf } from './features/diagnostics.ts';
export { formatting } from './features/formatting.ts';
export { hover } from './features/hover.ts';
export { inlayHints } from './features/inlay-hints.ts';
export { definition, references } from './features/navigation.ts';
export { PREVIEWS, preview } from './features/preview.ts';
export type { Preview, PreviewKind } from './features/preview.ts';
export { prepareRename, rename } from './features/rename.ts';
export { legend, semanticTokens } from './features/semantic-tokens.ts';
export { signatureHelp } from './features/signature-help.ts';
export { documentSymbols, foldingRanges } from './features/structure.ts';
export { serve } from './server.ts';
export { settingsOf } from './settings.ts';
export type { Settings } from './settings.ts';
export { writeStandardLibrary } from './standard-library.ts';
export { Workspace } from './workspace.ts';
export type { Analysis } from './workspace.ts';
