/**
 * Where the bytes of an artifact lie. `docs/artifact.md` tells the reasons.
 *
 *     0   8   magic
 *     8   4   format version
 *    12   4   length of the header
 *    16   8   length of the file
 *    24  32   SHA-256 of everything but these 32 bytes
 *    56   8   zero
 *    64       header: JSON in UTF-8, then zeros up to a multiple of 64
 *             blobs, one after another in the order of the header, each followed by zeros up to a multiple of 64
 *
 * Numbers are little-endian.
 */

/** Not text, so no editor opens it as text; the line ends are the first to suffer from a transfer that thinks it is. */
export const MAGIC = Uint8Array.from([0x89, ...new TextEncoder().encode('EIN'), 0x0d, 0x0a, 0x1a, 0x0a]);

/** Grows by one whenever a reader of the former version would misunderstand. */
export const VERSION = 1;

export const PRELUDE = { version: 8, headerLength: 12, fileLength: 16, hash: 24, end: 64 } as const;

/** Blobs begin at multiples of this: a cache line, and enough for every element type and device. */
const ALIGNMENT = 64;

export const HASH_LENGTH = 32;

/** The header describes tensors and does not hold them; a thousand of them need a few hundred kilobytes. */
export const MAX_HEADER_LENGTH = 2 ** 26;

export const alignUp = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;

/** The parts of a file that its hash covers. */
export const hashedParts = (file: Uint8Array): readonly [Uint8Array, Uint8Array] => [
  file.subarray(0, PRELUDE.hash),
  file.subarray(PRELUDE.hash + HASH_LENGTH),
];
