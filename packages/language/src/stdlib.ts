/** The standard library, written in the language itself. */
import linear from '../stdlib/linear.ein';
import std from '../stdlib/std.ein';
import transformer from '../stdlib/transformer.ein';

/** How a file imports it. */
export const STANDARD_LIBRARY = 'std';

/** Its files by path. Spans use these paths; the file a program imports is `<std>/std.ein`. */
export const STANDARD_FILES: ReadonlyMap<string, string> = new Map([
  ['<std>/std.ein', std],
  ['<std>/linear.ein', linear],
  ['<std>/transformer.ein', transformer],
]);
