/**
 * `@einlay/compiler/diagnostic`: what doors need to make and show diagnostics. It loads no compiler, so that a command
 * that only has something to say starts at once.
 *
 * @packageDocumentation
 */
export { defineDiagnostics, failure, renderDiagnostic, success } from '@einlay/ir';
export type { Diagnostic, Result, Span } from '@einlay/ir';
