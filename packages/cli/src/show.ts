/** Shows diagnostics, and says with which code to end. */
import { renderDiagnostic } from '@einlay/compiler/diagnostic';
import type { Diagnostic } from '@einlay/compiler/diagnostic';
import type { Context } from './io.ts';

/** What a command ends with. Bad usage is 2, and a mistake of ours 70, the number `sysexits.h` has for it. */
export const EXIT = { success: 0, badInput: 1, badUsage: 2, internal: 70 } as const;

/** Prints diagnostics on standard error, with frames of the `sources` that they point into. */
export function show(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
  { io, stderr }: Context,
): void {
  const styles = { error: stderr.red, warning: stderr.yellow, place: stderr.cyan, hint: stderr.green };
  for (const diagnostic of diagnostics) {
    const rendered = renderDiagnostic(diagnostic, {
      sourceOf: (file) => sources.get(file),
      paint: (style, text) => styles[style](style === 'error' || style === 'warning' ? stderr.bold(text) : text),
    });
    io.say(`${rendered}\n`);
  }
}

/** Shows diagnostics without source text and ends with the code for bad input. */
export function refuse(
  diagnostics: readonly Diagnostic[],
  context: Context,
  sources: ReadonlyMap<string, string> = new Map(),
): number {
  show(diagnostics, sources, context);
  return EXIT.badInput;
}
