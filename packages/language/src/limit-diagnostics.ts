import type { Diagnostic } from '@einlay/ir';
import { report } from './diagnostics.ts';

/** Diagnostics of one answer; the last one says how many more there are. */
const MAX_DIAGNOSTICS = 20;

/** File by file, in the order of the text, and not more than a person reads. */
export function limitDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ span }) => span?.file))];
  const sorted = [...diagnostics].sort(
    (one, other) =>
      files.indexOf(one.span?.file) - files.indexOf(other.span?.file) ||
      (one.span?.start ?? 0) - (other.span?.start ?? 0),
  );
  if (sorted.length <= MAX_DIAGNOSTICS) return sorted;
  return [...sorted.slice(0, MAX_DIAGNOSTICS), report['too-many-errors']({}, sorted.length - MAX_DIAGNOSTICS)];
}
