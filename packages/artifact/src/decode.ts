/** Reads an artifact from bytes. */
import type { Artifact } from './artifact.ts';
import { checkArtifact } from './check-artifact.ts';
import { errorOf } from './errors.ts';
import { alignUp, hashedParts, MAGIC, MAX_HEADER_LENGTH, PRELUDE, VERSION, HASH_LENGTH } from './layout.ts';
import { sha256 } from './sha256.ts';
import { kindOf } from './tensor.ts';

/**
 * The artifact in `bytes`, with payloads that are views into `bytes` rather than copies.
 *
 * Everything is checked: first that these are the bytes that were written (`artifact-unrecognised`, `-version`,
 * `-truncated`, `-damaged`), then that what was written is an artifact (`artifact-malformed`).
 */
export function decode(bytes: Uint8Array): Artifact {
  const headerLength = checkPrelude(bytes);
  const header = parseHeader(bytes.subarray(PRELUDE.end, PRELUDE.end + headerLength));
  const { blobs: lengths, ...fields } = header;
  const blobs = splitBlobs(bytes.subarray(PRELUDE.end + alignUp(headerLength)), lengths);

  const used = new Set<number>();
  const artifact = checkArtifact(fields, (value, path) => {
    const [[key, number] = [], ...others] = Object.entries(value ?? {}) as [string, unknown][];
    const blob = key === 'blob' && typeof number === 'number' ? blobs[number] : undefined;
    if (blob === undefined || others.length > 0) throw errorOf('artifact-malformed', [path, '{"blob": its number}']);
    used.add(Number(number));
    return blob;
  });
  if (used.size !== blobs.length) throw errorOf('artifact-malformed', ['blobs', 'used by the payload, all of them']);
  return artifact;
}

/** Checks that `bytes` are what `encode` wrote; the length of the header. */
function checkPrelude(bytes: Uint8Array): number {
  if (kindOf(bytes) !== 'Uint8Array') throw errorOf('artifact-unrecognised', []);
  const begun = MAGIC.subarray(0, bytes.length);
  if (bytes.length === 0 || begun.some((byte, at) => byte !== bytes[at])) throw errorOf('artifact-unrecognised', []);
  if (bytes.length < PRELUDE.end) throw errorOf('artifact-truncated', [bytes.length, PRELUDE.end]);

  const prelude = new DataView(bytes.buffer, bytes.byteOffset, PRELUDE.end);
  const version = prelude.getUint32(PRELUDE.version, true);
  if (version !== VERSION) {
    const hint = version > VERSION ? 'a newer version of Einlay reads it' : 'compile the layer anew';
    throw errorOf('artifact-version', [version, VERSION], { hint });
  }
  // Exact up to 2⁵³ and unequal to any real length beyond it.
  const fileLength = Number(prelude.getBigUint64(PRELUDE.fileLength, true));
  const headerLength = prelude.getUint32(PRELUDE.headerLength, true);
  if (bytes.length < fileLength) throw errorOf('artifact-truncated', [bytes.length, fileLength]);
  if (bytes.length > fileLength)
    throw errorOf('artifact-damaged', [`${bytes.length} bytes are there, of which ${fileLength} were written`]);

  const written = bytes.subarray(PRELUDE.hash, PRELUDE.hash + HASH_LENGTH);
  const hash = sha256(...hashedParts(bytes));
  if (written.some((byte, at) => byte !== hash[at]))
    throw errorOf('artifact-damaged', ['its contents do not match its hash'], { hint: 'compile the layer anew' });
  if (headerLength > MAX_HEADER_LENGTH || PRELUDE.end + alignUp(headerLength) > bytes.length)
    throw errorOf('artifact-malformed', ['header', 'inside the file']);
  return headerLength;
}

function parseHeader(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch (cause) {
    throw errorOf('artifact-malformed', ['header', 'JSON in UTF-8'], { cause });
  }
  if (typeof header !== 'object' || header === null) throw errorOf('artifact-malformed', ['header', 'an object']);
  return header as Readonly<Record<string, unknown>>;
}

/** Only lengths are written down, so blobs cannot overlap, leave gaps or reach out of the file. */
function splitBlobs(body: Uint8Array, lengths: unknown): readonly Uint8Array[] {
  if (!Array.isArray(lengths) || lengths.length > 2 ** 16)
    throw errorOf('artifact-malformed', ['blobs', 'a list of lengths']);
  let at = 0;
  const blobs = lengths.map((length: unknown, number) => {
    if (!Number.isInteger(length) || Number(length) < 0 || Number(length) > body.length - at)
      throw errorOf('artifact-malformed', [`blobs[${number}]`, 'a length inside the file']);
    const blob = body.subarray(at, at + Number(length));
    at += alignUp(Number(length));
    return blob;
  });
  if (at !== body.length) throw errorOf('artifact-malformed', ['blobs', 'as long as the file']);
  return blobs;
}
