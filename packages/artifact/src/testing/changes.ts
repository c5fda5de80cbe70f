/** Changes artifacts and says what is then wrong with them. */
import type { Artifact, Payload } from '../artifact.ts';
import { encode } from '../encode.ts';
import { EinlayError } from '../errors.ts';

/** The same without `readonly`. */
export type Draft<Value> = Value extends Uint8Array
  ? Value
  : Value extends object
    ? { -readonly [Key in keyof Value]: Draft<Value[Key]> }
    : Value;

/** What is wrong with an artifact once `change` has been at a copy of its payload, without the common beginning. */
export function problemOf<Kind extends Payload>(
  artifact: Artifact & { readonly payload: Kind },
  change: (payload: Draft<Kind>) => void,
): string {
  const changed = structuredClone(artifact);
  change(changed.payload as Draft<Kind>);
  try {
    encode(changed);
    return 'none';
  } catch (error) {
    return error instanceof EinlayError ? error.message.replace('in this artifact, ', '') : String(error);
  }
}

/** Every place in a value, as the path to it. */
export function placesIn(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...path, key], ...placesIn(item, [...path, key])]);
}

/** Puts something else at a place. */
export function replaceAt(value: object, path: readonly string[], replacement: unknown): void {
  const parent = path.slice(0, -1).reduce<unknown>((object, key) => Reflect.get(object as object, key), value);
  Reflect.set(parent as object, path.at(-1) ?? '', replacement);
}
