/**
 * Node as tests see it, with the typed arrays of the process.
 *
 * Jest runs each file with globals of its own. ONNX Runtime makes its results with those of the process, and then finds
 * that they are no instances of the Float32Array it knows.
 */
import { TestEnvironment } from 'jest-environment-node';

const SHARED = [
  Float64Array,
  Float32Array,
  BigInt64Array,
  BigUint64Array,
  Int32Array,
  Uint32Array,
  Int16Array,
  Uint16Array,
  Int8Array,
  Uint8ClampedArray,
  SharedArrayBuffer,
  ...(globalThis.Float16Array === undefined ? [] : [globalThis.Float16Array]),
];

export default class extends TestEnvironment {
  constructor(...options) {
    super(...options);
    for (const shared of SHARED) this.global[shared.name] = shared;
  }
}
