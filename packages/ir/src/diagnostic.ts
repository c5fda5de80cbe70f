/**
 * What the compiler says about wrong input, and how it fails on its own mistakes.
 *
 * Three things can go wrong, and they never mix:
 *
 * - The input is wrong: a `Diagnostic` of severity `error` (or `warning`), a value that stages collect and return.
 * - The input is right but nobody has built this yet: a `Diagnostic` of severity `unsupported`.
 * - We are wrong: `invariant` throws an `InvariantError`; no input, however odd, should be able to reach it.
 */

/** A piece of source text: UTF-16 offsets into `file`, end exclusive. `file` is a path or a name in angle brackets. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

/** `unsupported` is right but not possible yet, or not for the target. */
export type Severity = 'error' | 'warning' | 'unsupported';

/** A second place that takes part in what is reported, with a few words on its part. */
export interface Label {
  readonly span: Span;
  readonly text: string;
}

/** A change of the source text that mends what is reported. */
export interface Fix {
  readonly title: string;
  readonly span: Span;
  readonly replacement: string;
}

/** One message about the input. `code` is a word that `docs/diagnostics.md` explains. */
export interface Diagnostic {
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  readonly span?: Span;
  /** What is said at `span` itself in a code frame, when shorter words than `message` fit there. */
  readonly text?: string;
  readonly labels: readonly Label[];
  readonly hint?: string;
  readonly fix?: Fix;
}

/** What a stage that can meet wrong input returns. A success may carry warnings. */
export type Result<T> =
  | { readonly ok: true; readonly value: T; readonly diagnostics: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** A result with a value, and perhaps warnings. */
export const success = <T>(value: T, diagnostics: readonly Diagnostic[] = []): Result<T> => ({
  ok: true,
  value,
  diagnostics,
});

/** A result without a value. */
export const failure = (...diagnostics: readonly Diagnostic[]): Result<never> => ({ ok: false, diagnostics });

/** Where a diagnostic points and what else it shows; everything but the words of its message. */
export type DiagnosticPlace = Partial<Pick<Diagnostic, 'span' | 'text' | 'labels' | 'hint' | 'fix'>>;

interface DiagnosticKind<Arguments extends readonly unknown[]> {
  readonly severity: Severity;
  readonly message: (...values: Arguments) => string;
}

// `never[]` is the parameter list every message function accepts being seen as.
type DiagnosticTable = Readonly<Record<string, DiagnosticKind<never[]>>>;

type Reporter<Kind> =
  Kind extends DiagnosticKind<infer Arguments> ? (place: DiagnosticPlace, ...values: Arguments) => Diagnostic : never;

/** A function for each code of a table: it takes the place, then what the message needs. */
export type Reporters<Table extends DiagnosticTable> = { readonly [Code in keyof Table]: Reporter<Table[Code]> };

/**
 * Turns a package's table of diagnostics into one typed function a code.
 *
 * The key is the code; the table is the only place that words a message:
 * `report['extent-mismatch']({ span, labels }, 'k', 64, 128)`.
 */
export function defineDiagnostics<const Table extends DiagnosticTable>(table: Table): Reporters<Table> {
  const reporters: Record<string, (place: DiagnosticPlace, ...values: never[]) => Diagnostic> = {};
  for (const [code, { severity, message }] of Object.entries(table)) {
    reporters[code] = ({ labels = [], ...place }, ...values) => ({
      severity,
      code,
      message: message(...values),
      labels,
      ...place,
    });
  }
  return reporters as Reporters<Table>;
}

/** A mistake of ours. A door that catches it says so and asks for a report; it is never the answer to wrong input. */
export class InvariantError extends Error {
  override readonly name = 'InvariantError';
}

/** Asserts what must hold if the compiler is right. `message` names the pass and prints the node. */
export function invariant(condition: unknown, message: string | (() => string)): asserts condition {
  if (!condition) throw new InvariantError(typeof message === 'string' ? message : message());
}

/** For the default branch of a switch over `kind`: a compile error when a kind is missing. */
export function unreachable(value: never): never {
  throw new InvariantError(`unreachable: ${JSON.stringify(value)}`);
}
