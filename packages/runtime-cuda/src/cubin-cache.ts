/**
 * Machine code that was compiled before, one file for each, by a hash of all that it depends on.
 *
 * A file is written under another name and then renamed, so that it is there whole or not at all, however many
 * processes write it and whenever one is killed. It begins with its own length and hash: what was damaged later is
 * deleted and compiled anew. The folder may be deleted at any time. Nothing here is an error: where nothing can be
 * kept, everything is compiled.
 */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/** `EINCUBIN`, the length in 8 bytes, little-endian, and the SHA-256 of what follows. */
const MAGIC = new TextEncoder().encode('EINCUBIN');
const HEADER_BYTES = 48;

/** What a process that was killed left behind is of this age. */
const STALE_MILLISECONDS = 3_600_000;

/** `$XDG_CACHE_HOME/einlay/cuda`, or the same below `~/.cache`. */
export function defaultFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const given = environment['XDG_CACHE_HOME'] ?? '';
  // The standard says to pass over relative ones.
  return path.join(path.isAbsolute(given) ? given : path.join(homedir(), '.cache'), 'einlay', 'cuda');
}

export class CubinCache {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  /** What was stored under a key, which is hexadecimal. */
  async read(key: string): Promise<Uint8Array | undefined> {
    const file = this.#fileOf(key);
    const bytes = await readFile(file).catch(() => undefined);
    if (bytes === undefined) return undefined;
    const content = unseal(bytes);
    if (content === undefined) await rm(file, { force: true }).catch(() => undefined);
    return content;
  }

  async store(key: string, content: Uint8Array): Promise<void> {
    const unfinished = `${this.#fileOf(key)}.${randomUUID()}.tmp`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(unfinished, seal(content), { flag: 'wx' });
      await rename(unfinished, this.#fileOf(key));
      await this.#removeStale();
    } catch {
      await rm(unfinished, { force: true }).catch(() => undefined);
    }
  }

  async #removeStale(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (!name.endsWith('.tmp')) continue;
      const file = path.join(this.#folder, name);
      const { mtimeMs } = await stat(file);
      if (Date.now() - mtimeMs > STALE_MILLISECONDS) await rm(file, { force: true });
    }
  }

  #fileOf(key: string): string {
    return path.join(this.#folder, `${key}.cubin`);
  }
}

export function seal(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + content.length);
  bytes.set(MAGIC);
  new DataView(bytes.buffer).setBigUint64(MAGIC.length, BigInt(content.length), true);
  bytes.set(createHash('sha256').update(content).digest(), 16);
  bytes.set(content, HEADER_BYTES);
  return bytes;
}

/** What was sealed, if it is all there. */
export function unseal(bytes: Uint8Array): Uint8Array | undefined {
  const content = bytes.subarray(HEADER_BYTES);
  const sealed = seal(content).subarray(0, HEADER_BYTES);
  return bytes.length >= HEADER_BYTES && sealed.every((byte, at) => byte === bytes[at]) ? content : undefined;
}
