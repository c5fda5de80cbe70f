/** Answers about what was given, as values: it may be wrong, and then the caller hears everything that is wrong with it. */

/** One thing that is wrong with what was given. */
export interface Problem {
  readonly kind: 'theta' | 'width' | 'sizes';
  /** A sentence with both sides that disagree. */
  readonly message: string;
}

/** A value, or what is wrong with the question. */
export type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** An outcome with a value. */
export const answer = <T>(value: T): Outcome<T> => ({ ok: true, value });

/** An outcome without one, and why. */
export const refuse = (kind: Problem['kind'], ...messages: readonly string[]): Outcome<never> => ({
  ok: false,
  problems: messages.map((message) => ({ kind, message })),
});
