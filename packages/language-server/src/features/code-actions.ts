/** Changes that mend what is wrong, for every diagnostic that knows one. */
import { CodeActionKind } from 'vscode-languageserver';
import type { CodeAction, Range } from 'vscode-languageserver';
import type { Analysis, Workspace } from '../workspace.ts';
import { diagnosticsOf, rangeOf } from './diagnostics.ts';

/** Quick fixes for what is wrong in a range. */
export function codeActions(analysis: Analysis, range: Range, workspace: Workspace): readonly CodeAction[] {
  const { document, diagnostics, path } = analysis;
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const shown = diagnosticsOf(analysis, workspace);
  return diagnostics.flatMap((diagnostic) => {
    const { fix, span, code } = diagnostic;
    if (!fix || fix.span.file !== path || (span && (span.end < start || span.start > end))) return [];
    const place = rangeOf(diagnostic, document);
    const solved = shown.filter((each) => each.code === code && each.range.start.line === place.start.line);
    const edit = { range: workspace.rangeOf(fix.span), newText: fix.replacement };
    return [
      {
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: solved,
        isPreferred: true,
        edit: { changes: { [document.uri]: [edit] } },
      },
    ];
  });
}
