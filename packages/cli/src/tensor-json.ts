/** Tensors as JSON: `{"shape":[2,3],"data":[…]}`, row-major. */
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';
import { parseJson } from './json.ts';
import { readText } from './read-files.ts';

/** A tensor of float64, as the interpreter takes it. */
export interface NumberTensor {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The tensor in a file, and the file's text for code frames. Errors: those of reading, JSON and `parseTensor`. */
export function readTensor(file: string, sources: Map<string, string>): Result<NumberTensor> {
  const text = readText(file);
  if (!text.ok) return text;
  sources.set(file, text.value);
  const value = parseJson(text.value, file);
  return value.ok ? parseTensor(value.value, file) : value;
}

/**
 * A tensor from parsed JSON; other members beside `shape` and `data` are let be. Errors: `tensor-form`, `tensor-shape`,
 * `tensor-count`, `tensor-number`.
 */
export function parseTensor(value: unknown, name: string): Result<NumberTensor> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return failure(report['tensor-form']({}, name, `it is ${describe(value)}`));
  const { shape, data } = value as { readonly shape?: unknown; readonly data?: unknown };
  if (!Array.isArray(shape)) return failure(report['tensor-form']({}, name, `"shape" is ${describe(shape)}`));
  if (!Array.isArray(data)) return failure(report['tensor-form']({}, name, `"data" is ${describe(data)}`));
  const wrongAxis = shape.findIndex((extent) => !Number.isSafeInteger(extent) || Number(extent) < 0);
  if (wrongAxis >= 0)
    return failure(report['tensor-shape']({}, name, `shape[${wrongAxis}] is ${describe(shape[wrongAxis])}`));
  const extents = shape as readonly number[];

  const wrongNumber = data.findIndex((each) => typeof each !== 'number' || !Number.isFinite(each));
  if (wrongNumber >= 0) return failure(report['tensor-number']({}, name, wrongNumber, describe(data[wrongNumber])));
  const count = extents.reduce((all, extent) => all * extent, 1);
  if (count !== data.length) return failure(report['tensor-count']({}, name, extents, count, data.length));
  return success({ shape: extents, data: Float64Array.from(data as readonly number[]) });
}

/** A tensor as one JSON object. What JSON has no number for becomes text: "NaN", "Infinity", "-Infinity". */
export function printTensor({
  shape,
  data,
}: {
  readonly shape: readonly number[];
  readonly data: ArrayLike<number>;
}): string {
  return `{"shape":[${shape.join(',')}],"data":[${Array.from(data, printNumber).join(',')}]}`;
}

const printNumber = (value: number): string =>
  Number.isFinite(value) ? (Object.is(value, -0) ? '-0' : String(value)) : `"${value}"`;

/** A value of JSON in a few words. */
function describe(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value.length > 20 ? 'text' : `the text ${JSON.stringify(value)}`;
  if (typeof value === 'number') return String(value);
  return typeof value === 'object' ? 'an object' : JSON.stringify(value);
}
