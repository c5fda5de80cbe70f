import type { DiagnosticPlace, Fix, Span } from '@einlay/ir';

/** The word of `candidates` that `word` was probably meant to be, if one is close; for hints such as "did you mean". */
export function suggest(word: string, candidates: Iterable<string>): string | undefined {
  // A third of the letters may be wrong; of one or two letters only their case.
  const limit = Math.min(Math.floor(word.length / 3), 3);
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const distance = candidate.toLowerCase() === word.toLowerCase() ? 0 : editDistance(word, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * For an unknown `word`: "did you mean `…`?" and, when it is known where the word stands, the change that puts the other one there. Nothing when
 * no word is close. Spread it into the place of a diagnostic.
 */
export function didYouMean(
  word: string,
  candidates: Iterable<string>,
  span?: Span,
): Pick<DiagnosticPlace, 'hint' | 'fix'> {
  const found = suggest(word, candidates);
  if (found === undefined) return {};
  const hint = `did you mean \`${found}\`?`;
  return span ? { hint, fix: replaceBy(span, found) } : { hint };
}

/** The change that puts `replacement` where `span` is. */
export const replaceBy = (span: Span, replacement: string, title = `write \`${replacement}\``): Fix => ({
  title,
  span,
  replacement,
});

/** The change that puts `text` right after `span`. */
export const insertAfter = ({ file, end }: Span, text: string, title: string): Fix => ({
  title,
  span: { file, start: end, end },
  replacement: text,
});

/**
 * How many letters must be inserted, removed, replaced or swapped with their neighbour to turn one word into the other
 * (optimal string alignment); any number of at least `limit` when it is not below `limit`.
 */
function editDistance(from: string, to: string, limit: number): number {
  if (Math.abs(from.length - to.length) >= limit) return limit;
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const replaced = (last[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const changed = Math.min(replaced, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1);
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current.push(swapped ? Math.min(changed, (beforeLast[column - 2] ?? 0) + 1) : changed);
    }
    [beforeLast, last] = [last, current];
  }
  return last[to.length] ?? limit;
}
