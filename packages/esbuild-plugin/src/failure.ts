/** Diagnostics in the words of each bundler, as errors of its own. */
import path from 'node:path';
import { renderDiagnostic } from '@einlay/compiler';
import type { Diagnostic } from '@einlay/compiler';
import type { CompiledFile } from './compile-file.ts';
import { positionOf } from './position.ts';

/** What diagnostics are shown with. */
export interface Shown {
  readonly sources: ReadonlyMap<string, string | undefined>;
  /** Files are told from here. */
  readonly root: string;
}

/** Where an error of Rollup or Vite points; columns count from 0. */
interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The one error of a file, by the names that Rollup and Vite know; what else is wrong follows in the message. */
export class LayerError extends Error {
  override readonly name = 'EinlayError';
  readonly id: string;
  readonly loc: Location | undefined;
  readonly frame: string;
  /** For webpack: the trace of a diagnostic tells nobody anything. */
  readonly hideStack = true;

  constructor(id: string, message: string, loc: Location | undefined, frame: string) {
    super(message);
    this.id = id;
    this.loc = loc;
    this.frame = frame;
    this.stack = '';
  }
}

/** `whole` puts the code frame in the message, for bundlers that show nothing else. */
export function errorOf(file: string, diagnostics: readonly Diagnostic[], shown: Shown, whole: boolean): LayerError {
  const errors = diagnostics.filter(({ severity }) => severity !== 'warning');
  const [first, ...others] = errors as [Diagnostic, ...Diagnostic[]];
  const rendered = errors.map((diagnostic) => render(diagnostic, shown));
  const head = `${first.severity}[${first.code}]: ${first.message}`;
  const rest = others.length === 0 ? [] : rendered.slice(1);
  const message = (whole ? rendered : [head, ...rest]).join('\n\n');
  const [, ...frame] = (rendered[0] ?? '').split('\n');
  return new LayerError(first.span?.file ?? file, message, locationOf(first, shown), frame.join('\n'));
}

function locationOf({ span }: Diagnostic, { sources }: Shown): Location | undefined {
  const source = span && sources.get(span.file);
  if (span === undefined || source === undefined) return undefined;
  const { line, column } = positionOf(source, span.start);
  return { file: span.file, line, column };
}

/** The diagnostic with its code frames, as on the command line. */
export function render(diagnostic: Diagnostic, { sources, root }: Shown): string {
  const relative = (file: string): string => (path.isAbsolute(file) ? path.relative(root, file) : file);
  const byRelative = new Map([...sources].map(([file, text]) => [relative(file), text]));
  const moved: Diagnostic = {
    ...diagnostic,
    ...(diagnostic.span && { span: { ...diagnostic.span, file: relative(diagnostic.span.file) } }),
    labels: diagnostic.labels.map((label) => ({ ...label, span: { ...label.span, file: relative(label.span.file) } })),
  };
  return renderDiagnostic(moved, { sourceOf: (file) => byRelative.get(file) });
}

/** Says what is not there, to whoever wonders why it cannot be imported. */
export function leftOutText(file: string, { leftOut }: CompiledFile, root: string): string {
  const layers = leftOut.map(({ name, parameters }) => `\`${name}\` (${parameters.join(', ')})`).join(', ');
  return `${path.relative(root, file)} exports no layers without values; give them in \`layers\`: ${layers}`;
}

/** A message of esbuild, which draws code frames itself. */
export interface EsbuildMessage {
  readonly text: string;
  readonly location: EsbuildLocation | null;
  readonly notes: { readonly text: string; readonly location: EsbuildLocation | null }[];
}

interface EsbuildLocation extends Location {
  readonly length: number;
  readonly lineText: string;
}

export function esbuildMessage({ code, message, span, labels, hint }: Diagnostic, shown: Shown): EsbuildMessage {
  const place = (at: Diagnostic['span']): EsbuildLocation | null => {
    const source = at && shown.sources.get(at.file);
    if (at === undefined || source === undefined) return null;
    const { line, column, text: lineText } = positionOf(source, at.start);
    const bytes = (text: string): number => Buffer.byteLength(text);
    return {
      file: path.relative(shown.root, at.file),
      line,
      // esbuild counts bytes.
      column: bytes(lineText.slice(0, column)),
      length: bytes(lineText.slice(column, column + Math.max(1, at.end - at.start))),
      lineText,
    };
  };
  return {
    text: `${message} [${code}]`,
    location: place(span),
    notes: [
      ...labels.map((label) => ({ text: label.text, location: place(label.span) })),
      ...(hint === undefined ? [] : [{ text: `hint: ${hint}`, location: null }]),
    ],
  };
}
