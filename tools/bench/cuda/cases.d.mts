export interface Case {
  readonly name: string;
  readonly layer: string;
  readonly set: Readonly<Record<string, number>>;
  readonly source: string;
}

export const CASES: readonly Case[];
