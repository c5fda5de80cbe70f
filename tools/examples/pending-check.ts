/** A check that has not been made: what it is called, and how to find what is wrong. */
export interface PendingCheck {
  readonly name: string;
  /** `scratch` is the name of a folder that does not exist yet, for this check alone. */
  readonly run: (scratch: string) => Promise<readonly string[]>;
}
