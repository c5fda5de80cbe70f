/** What a user can set. */
import type { Values } from './layer-values.ts';

/** What a user can set. */
export interface Settings {
  /** Values of parameters, by name, for the numbers that hovers and previews show. */
  readonly values: Values;
  /** Whether extents that follow from others are shown in the text. */
  readonly showsExtents: boolean;
}

/** Settings as an editor sends them, with defaults for all that is missing or of another type. */
export function settingsOf(sent: unknown): Settings {
  const { values, inlayHints } = isRecord(sent) ? sent : {};
  const numbers = isRecord(values) ? Object.entries(values) : [];
  return {
    values: Object.fromEntries(numbers.filter((entry): entry is [string, number] => typeof entry[1] === 'number')),
    showsExtents: inlayHints !== false,
  };
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
