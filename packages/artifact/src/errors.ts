/** Everything an artifact, a runtime or the tensors handed to them can have wrong, each with a code that stays. */

/** The one place that words a message. A code is explained in `docs/diagnostics.md`. */
const MESSAGES = {
  'artifact-unrecognised': () => 'this is not an Einlay artifact: it does not begin with the bytes of one',
  'artifact-version': (found: number, known: number) =>
    `this artifact has format version ${found}, and only version ${known} is understood here`,
  'artifact-truncated': (found: number, expected: number) =>
    `this artifact is cut short: ${found} bytes of ${expected} are there`,
  'artifact-damaged': (what: string) => `this artifact was changed after it was written: ${what}`,
  'artifact-malformed': (path: string, expected: string) => `in this artifact, \`${path}\` should be ${expected}`,
  'input-missing': (names: string) => `no tensor was given for ${names}`,
  'input-unknown': (name: string, known: string) => `the layer has no input \`${name}\`; it takes ${known}`,
  'input-tensor': (name: string, problem: string) => `\`${name}\` is not a tensor: ${problem}`,
  'input-type': (name: string, dtype: string, expected: string, found: string) =>
    `\`${name}\` has element type ${dtype} and takes ${expected}, not ${found}`,
  'input-rank': (name: string, found: string, declared: string) =>
    `\`${name}\` has shape ${found}, but the layer takes ${declared}`,
  'input-extent': (axis: string, found: number, declared: string) =>
    `${axis} has extent ${found}, but the layer takes ${declared}`,
  'input-symbol': (symbol: string, here: string, there: string) => `\`${symbol}\` is ${here}, but ${there}`,
  'input-undetermined': (extent: string) => `the tensors do not tell what \`${extent}\` is`,
  'input-batch': (here: string, there: string) => `the batch is ${here}, but ${there}`,
  'input-length': (name: string, length: number, shape: string, expected: number) =>
    `\`${name}\` has ${length} elements, but its shape ${shape} has ${expected}`,
  'input-value': (name: string, value: number, position: number, expected: string) =>
    `\`${name}\` holds ${value} at position ${position}, where only ${expected} is possible`,
  'input-device': (name: string, runtime: string) => `\`${name}\` is on a device that ${runtime} does not use here`,
  'tensor-released': () => 'this tensor was released: its memory on the device is gone',
  'output-unknown': (name: string, known: string) => `the layer has no output \`${name}\`; it makes ${known}`,
  'output-buffer': (name: string, expected: string, found: string) =>
    `the array for \`${name}\` must be ${expected}, not ${found}`,
  'output-size': (name: string, shape: string) => `there is no room for \`${name}\` of shape ${shape}`,
  'layer-closed': (name: string) => `the layer \`${name}\` was closed`,
  'runtime-target': (runtime: string, runs: string, found: string) =>
    `the runtime ${runtime} runs artifacts for ${runs}, and this one is for ${found}`,
  'runtime-option': (option: string, expected: string) => `the option \`${option}\` must be ${expected}`,
  'runtime-missing': (library: string) => `${library} could not be loaded`,
  'runtime-resident': (runtime: string) => `${runtime} computes in the caller's memory and keeps no tensors elsewhere`,
  'runtime-adapter': (runtime: string, reason: string) => `${runtime} found no device to run on: ${reason}`,
  'runtime-feature': (layer: string, feature: string, device: string) =>
    `\`${layer}\` needs ${feature}, which ${device} does not have`,
  'runtime-limit': (what: string, needed: number, limit: string, available: number) =>
    `${what} needs ${needed}, and ${limit} of this device is ${available}`,
  'runtime-memory': (what: string) => `the device is out of memory: there was no room for ${what}`,
  'runtime-lost': (runtime: string, reason: string) => `the device of ${runtime} was lost: ${reason}`,
  'runtime-failed': (runtime: string, message: string) => `${runtime} refused: ${message}`,
} as const;

type Messages = typeof MESSAGES;

/** The code of an `EinlayError`. `docs/diagnostics.md` explains each. */
export type ErrorCode = keyof Messages;

/** Every code, for the page that explains them. */
export const ERROR_CODES = Object.keys(MESSAGES) as readonly ErrorCode[];

/** Wrong input to a runtime. `code` says what kind and stays the same; `message` is one sentence for people. */
export class EinlayError extends Error {
  override readonly name = 'EinlayError';
  readonly code: ErrorCode;
  /** What would mend it, where that is likely enough to say. */
  readonly hint: string | undefined;

  constructor(code: ErrorCode, message: string, options: { readonly hint?: string | undefined; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.hint = options.hint;
  }
}

/** The error of a code: what its message needs, then what it may carry besides. */
export function errorOf<Code extends ErrorCode>(
  code: Code,
  values: Parameters<Messages[Code]>,
  options: { readonly hint?: string | undefined; cause?: unknown } = {},
): EinlayError {
  const message = MESSAGES[code] as (...values: Parameters<Messages[Code]>) => string;
  return new EinlayError(code, message(...values), options);
}

/** The names as a sentence has them: `` `x`, `A` and `B` ``, or `nothing`. */
export function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `\`${name}\``);
  const last = quoted.pop();
  if (last === undefined) return 'nothing';
  return quoted.length === 0 ? last : `${quoted.join(', ')} and ${last}`;
}

/** A hint at the name that was likely meant, or undefined when none is near. */
export function didYouMean(name: string, known: readonly string[]): string | undefined {
  const near = known
    .map((candidate) => ({ candidate, distance: editDistance(name, candidate) }))
    .filter(({ candidate, distance }) => distance <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((one, other) => one.distance - other.distance)[0];
  return near && `did you mean \`${near.candidate}\`?`;
}

/** Insertions, deletions and replacements from one word to another; other capitals cost nothing. */
function editDistance(from: string, to: string): number {
  if (from.toLowerCase() === to.toLowerCase()) return 0;
  // The work is a product of the lengths, and nobody mistypes half a page.
  if (Math.max(from.length, to.length) > 64) return Infinity;
  const letters = Array.from(to);
  let row = Array.from({ length: letters.length + 1 }, (_, at) => at);
  for (const [line, letter] of Array.from(from).entries()) {
    const next = [line + 1];
    for (const [at, other] of letters.entries()) {
      const replaced = (row[at] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
