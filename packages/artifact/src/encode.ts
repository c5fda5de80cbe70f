/** Writes an artifact as bytes. */
import type { Artifact } from './artifact.ts';
import { checkArtifact } from './check-artifact.ts';
import { errorOf } from './errors.ts';
import { alignUp, hashedParts, MAGIC, MAX_HEADER_LENGTH, PRELUDE, VERSION } from './layout.ts';
import { sha256 } from './sha256.ts';
import { kindOf } from './tensor.ts';

/**
 * The bytes of an artifact: equal artifacts give equal bytes, and `decode` gives back an equal artifact.
 *
 * Throws `artifact-malformed` for what `decode` would refuse, so that no such file comes to be.
 */
export function encode(artifact: Artifact): Uint8Array {
  const blobs: Uint8Array[] = [];
  const checked = checkArtifact(artifact, (bytes, path) => {
    const { buffer, byteOffset, length } = bytesIn(bytes, path);
    // A view of its own: what the payload has twice is written twice, and Node's Buffers do not turn into JSON.
    const blob = new Uint8Array(buffer, byteOffset, length);
    blobs.push(blob);
    return blob;
  });
  const numbers = new Map<unknown, number>(blobs.map((blob, at) => [blob, at]));
  const header = new TextEncoder().encode(
    JSON.stringify({ ...checked, blobs: blobs.map(({ length }) => length) }, (_, value: unknown) =>
      numbers.has(value) ? { blob: numbers.get(value) } : value,
    ),
  );
  if (header.length > MAX_HEADER_LENGTH)
    throw errorOf('artifact-malformed', ['header', `at most ${MAX_HEADER_LENGTH} bytes`]);

  const bodyLength = blobs.reduce((all, { length }) => all + alignUp(length), 0);
  const file = new Uint8Array(PRELUDE.end + alignUp(header.length) + bodyLength);
  const prelude = new DataView(file.buffer);
  file.set(MAGIC, 0);
  prelude.setUint32(PRELUDE.version, VERSION, true);
  prelude.setUint32(PRELUDE.headerLength, header.length, true);
  prelude.setBigUint64(PRELUDE.fileLength, BigInt(file.length), true);
  file.set(header, PRELUDE.end);
  let at = PRELUDE.end + alignUp(header.length);
  for (const blob of blobs) {
    file.set(blob, at);
    at += alignUp(blob.length);
  }
  file.set(sha256(...hashedParts(file)), PRELUDE.hash);
  return file;
}

/** The bytes of a payload in an object made by a program, as `checkArtifact` wants them read. */
export function bytesIn(value: unknown, path: string): Uint8Array {
  if (kindOf(value) !== 'Uint8Array') throw errorOf('artifact-malformed', [path, 'a Uint8Array']);
  return value as Uint8Array;
}
