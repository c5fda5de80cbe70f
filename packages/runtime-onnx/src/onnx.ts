/** The ONNX runtime: opens artifacts on ONNX Runtime for Node. */
import { errorOf } from '@einlay/artifact';
import type { Artifact, Runtime } from '@einlay/artifact';
import type * as Ort from 'onnxruntime-node';
import { openSession } from './session.ts';

/** The library; only types of it are known until the first artifact is opened. */
export type Library = typeof Ort;

/** Options of `onnx`. */
export interface OnnxOptions {
  /** Threads that share the work of one run; as many as the processor has cores when not given. */
  readonly threads?: number;
}

/**
 * A runtime for artifacts of target `onnx`, on the processor.
 *
 * The library is loaded with the first artifact, so a program that only might run something pays nothing. Errors:
 * `runtime-option` here; from `load`, `runtime-missing` when the library is not installed for this machine and
 * `runtime-failed` when it refuses the model.
 *
 * @example
 * ```ts
 * import { EinlayError, load } from '@einlay/artifact';
 * import { onnx } from '@einlay/runtime-onnx';
 *
 * const runtime = onnx({ threads: 2 });
 * await load(Uint8Array.of(1, 2, 3), { runtime }).catch((error: unknown) => {
 *   if (error instanceof EinlayError) console.log(error.code);
 * });
 * ```
 *
 * ```text
 * artifact-unrecognised
 * ```
 */
export function onnx({ threads }: OnnxOptions = {}): Runtime {
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 1024))
    throw errorOf('runtime-option', ['threads', 'a whole number from 1 to 1024']);
  return {
    name: 'ONNX Runtime',
    target: 'onnx',
    async open(artifact: Artifact) {
      return openSession(await loadLibrary(), artifact, threads);
    },
  };
}

async function loadLibrary(): Promise<Library> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const hint = 'npm install onnxruntime-node';
    throw errorOf('runtime-missing', ['the package onnxruntime-node'], { hint, cause });
  }
}
