/**
 * Reads the fields of a value that claims to be (a part of) an artifact. Each reader gives back what it was asked for or
 * throws `artifact-malformed` with the path of the field and what should stand there.
 */
import type { Extent } from './artifact.ts';
import { errorOf } from './errors.ts';
import { MAX_ELEMENTS } from './extent.ts';

/** How the bytes of a payload are written in the value at hand: as themselves in an object, by number in a header. */
export type BytesReader = (value: unknown, path: string) => Uint8Array;

/** Far above what a compiler writes, far below what would keep a reader busy. */
export const LIMITS = { tensors: 2 ** 16, axes: 1024, symbols: 64, name: 2 ** 12, doc: 2 ** 20, opset: 1000 } as const;

export function malformed(path: string, expected: string): never {
  throw errorOf('artifact-malformed', [path === '' ? 'header' : path, expected]);
}

export type Fields = Readonly<Record<string, unknown>>;

export function object(
  value: unknown,
  path: string,
  required: readonly string[],
  allowed: readonly string[] = [],
): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) malformed(path, 'an object');
  const fields = new Map(Object.entries(value).filter(([, field]) => field !== undefined));
  for (const key of fields.keys())
    if (!required.includes(key) && !allowed.includes(key)) malformed(path, `an object without \`${key.slice(0, 64)}\``);
  for (const key of required) if (!fields.has(key)) malformed(path, `an object with \`${key}\``);
  return Object.fromEntries(fields);
}

export function list<Item>(
  value: unknown,
  path: string,
  limit: number,
  item: (value: unknown, path: string) => Item,
): readonly Item[] {
  if (!Array.isArray(value) || value.length > limit) malformed(path, `a list of at most ${limit}`);
  return Array.from(value, (element: unknown, at) => item(element, `${path}[${at}]`));
}

export function text(value: unknown, path: string, limit: number): string {
  if (typeof value !== 'string' || value.length > limit) malformed(path, `text of at most ${limit} characters`);
  return value;
}

/** Names become keys of the caller's objects, where `__proto__` is not one; and they are printed in messages. */
export function name(value: unknown, path: string): string {
  const found = text(value, path, LIMITS.name);
  if (found === '' || found === '__proto__' || /\p{Cc}/u.test(found)) malformed(path, 'a printable name');
  return found;
}

export function oneOf<const Choice extends string>(value: unknown, path: string, choices: readonly Choice[]): Choice {
  return choices.find((choice) => choice === value) ?? malformed(path, choices.join(', '));
}

/** A whole number. */
export function count(value: unknown, path: string, limit: number): number {
  if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > limit)
    malformed(path, `a whole number from 0 to ${limit}`);
  return Number(value);
}

/** A number that may have a fraction. */
export function amount(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isFinite(value) || value < 0) malformed(path, 'a number from 0 up');
  return value;
}

export function distinct<Item>(items: readonly Item[], path: string, keyOf: (item: Item) => string): void {
  const seen = new Set<string>();
  for (const key of items.map(keyOf)) {
    if (seen.has(key)) malformed(path, `without a second \`${key}\``);
    seen.add(key);
  }
}

export const optional = <Extra extends object>(value: unknown, read: (value: unknown) => Extra): Extra | object =>
  value === undefined ? {} : read(value);

export function extent(value: unknown, path: string): Extent {
  if (typeof value !== 'object') return count(value, path, MAX_ELEMENTS);
  const fields = object(value, path, ['coefficient', 'symbols']);
  const coefficient = count(fields['coefficient'], `${path}.coefficient`, MAX_ELEMENTS);
  const symbols = list(fields['symbols'], `${path}.symbols`, LIMITS.symbols, name);
  const sorted = symbols.every((symbol, at) => at === 0 || (symbols[at - 1] ?? '') <= symbol);
  // One spelling each, so that equal extents are written the same.
  if (symbols.length === 0 || !sorted) malformed(`${path}.symbols`, 'a sorted list of at least one name');
  if (coefficient === 0) malformed(`${path}.coefficient`, 'at least 1');
  return { coefficient, symbols };
}
