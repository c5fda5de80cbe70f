/** What is wrong with a text, as an editor shows it. */
import { DiagnosticSeverity } from 'vscode-languageserver';
import type { Diagnostic as LspDiagnostic, Range } from 'vscode-languageserver';
import type { Diagnostic } from '@einlay/compiler/diagnostic';
import { rangeIn } from '../workspace.ts';
import type { Analysis, Workspace } from '../workspace.ts';

const SEVERITIES: Readonly<Record<Diagnostic['severity'], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  unsupported: DiagnosticSeverity.Error,
};

/** The diagnostics of a document, and one at every import of a file that has errors. */
export function diagnosticsOf(analysis: Analysis, workspace: Workspace): readonly LspDiagnostic[] {
  const { diagnostics, path } = analysis;
  const own = diagnostics.filter(({ span }) => (span?.file ?? path) === path);
  return [...own.map((diagnostic) => toLsp(diagnostic, analysis, workspace)), ...brokenImports(analysis, workspace)];
}

function toLsp(diagnostic: Diagnostic, { document, path }: Analysis, workspace: Workspace): LspDiagnostic {
  const { severity, code, message, labels, hint } = diagnostic;
  const related = labels.map(({ span, text }) => ({ location: workspace.locationOf(span), message: text }));
  return {
    range: rangeOf(diagnostic, document),
    severity: SEVERITIES[severity],
    code,
    source: 'einlay',
    message: hint === undefined ? message : `${message}\n${hint}`,
    ...(related.length === 0 ? {} : { relatedInformation: related }),
    ...(path.startsWith('<std>') ? { severity: DiagnosticSeverity.Hint } : {}),
  };
}

/** Where to draw the line: under a character at least. What has no place stands at the end of the text. */
export function rangeOf({ span }: Diagnostic, document: Analysis['document']): Range {
  const length = document.getText().length;
  const { start, end } = span ?? { start: length, end: length };
  return rangeIn(document, { start: end > start ? start : Math.max(start - 1, 0), end });
}

function brokenImports(
  { module, diagnostics, path, document }: Analysis,
  workspace: Workspace,
): readonly LspDiagnostic[] {
  return module.document.items.flatMap((item) => {
    if (item.kind !== 'import' && item.kind !== 'export') return [];
    const file = workspace.resolve(path, item.source.value);
    const wrong = diagnostics.filter(({ span, severity }) => span?.file === file && severity !== 'warning');
    const [first] = wrong;
    if (file === undefined || file === path || !first?.span) return [];
    return [
      {
        range: rangeIn(document, item.source.span),
        severity: DiagnosticSeverity.Error,
        source: 'einlay',
        message: wrong.length === 1 ? 'this file has an error' : `this file has ${wrong.length} errors`,
        relatedInformation: wrong.flatMap(({ span, message }) =>
          span ? [{ location: workspace.locationOf(span), message }] : [],
        ),
      },
    ];
  });
}
