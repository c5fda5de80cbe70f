/** The Einlay language server: its parts as functions, and all of them behind a connection. */
export { diagnosticsOf } from './features/diagnostics.ts';
export { serve } from './server.ts';
export { writeStandardLibrary } from './standard-library.ts';
export { Workspace } from './workspace.ts';
export type { Preview, PreviewKind } from './features/preview.ts';
