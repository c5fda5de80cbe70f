/** Loads, lowers and runs layers in tests. */
import { interpret, parametersOf, verifyProgram } from '@einlay/ir';
import type { Diagnostic, FloatDType, HostTensor, ParameterNode, TensorProgram } from '@einlay/ir';
import { checkModule, loadModule } from '../load-module.ts';
import { lowerLayer } from '../lower.ts';
import type { Settings } from '../lower.ts';

const describeAll = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics.map(({ code, message }) => `${code}: ${message}`).join('\n');

/** The verified program of a layer that must be right. */
export function programOf(
  text: string,
  layer: string,
  settings: Settings = {},
  dtype: FloatDType = 'f64',
): TensorProgram {
  const module = loadModule(text, 'test.ein');
  if (!module.ok) throw new Error(`${describeAll(module.diagnostics)}\nin ${text}`);
  const program = lowerLayer(module.value, layer, settings, { dtype });
  if (!program.ok) throw new Error(`${describeAll(program.diagnostics)}\nin ${text}`);
  verifyProgram(program.value, 'lower');
  return program.value;
}

/** The codes of everything wrong with a file, and with its last layer for these settings if nothing else is wrong. */
export const codesOf = (text: string, settings?: Settings): readonly string[] =>
  diagnosticsOf(text, settings).map(({ code }) => code);

export function diagnosticsOf(text: string, settings?: Settings): readonly Diagnostic[] {
  const module = checkModule(text, 'test.ein');
  const last = [...module.layers.keys()].at(-1);
  if (module.diagnostics.length > 0 || !settings || last === undefined) return module.diagnostics;
  const program = lowerLayer(module, last, settings);
  if (program.ok) verifyProgram(program.value, 'lower');
  return program.diagnostics;
}

export const tensor = (shape: readonly number[], data: readonly number[]): HostTensor => ({
  shape,
  data: Float64Array.from(data),
});

/** Numbers that look random and are the same every time, between -1 and 1. */
export function noise(count: number, seed: number): readonly number[] {
  let state = seed + 1;
  return Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    return (2 * state) / 2147483647 - 1;
  });
}

export const noiseTensor = (shape: readonly number[], seed: number): HostTensor =>
  tensor(
    shape,
    noise(
      shape.reduce((all, extent) => all * extent, 1),
      seed,
    ),
  );

/** The parameter's tensor full of noise; its symbols take the values of `extents`. */
function noiseFor({ name, shape }: ParameterNode, extents: Readonly<Record<string, number>>): HostTensor {
  const numbers = shape.map((extent) =>
    typeof extent === 'number'
      ? extent
      : extent.symbols.reduce((all, each) => all * (extents[each] ?? NaN), extent.coefficient),
  );
  return noiseTensor(
    numbers,
    Array.from(name).reduce((all, character) => all * 31 + character.charCodeAt(0), 7) % 10007,
  );
}

/** Noise for every parameter that `given` lacks. */
export function inputsFor(
  program: TensorProgram,
  given: Readonly<Record<string, HostTensor>> = {},
  extents: Readonly<Record<string, number>> = {},
): ReadonlyMap<string, HostTensor> {
  return new Map(parametersOf(program).map((node) => [node.name, given[node.name] ?? noiseFor(node, extents)]));
}

/** The only output. */
export function run(program: TensorProgram, inputs: ReadonlyMap<string, HostTensor>): HostTensor {
  const [output] = interpret(program, inputs).values();
  if (!output) throw new Error('no output');
  return output;
}

/** Element `position` of a tensor, row-major. */
export function at({ shape, data }: HostTensor, ...position: readonly number[]): number {
  const offset = position.reduce((all, index, axis) => all * (shape[axis] ?? 0) + index, 0);
  const value = data[offset];
  if (value === undefined || position.length !== shape.length) throw new Error(`no element ${position.join(', ')}`);
  return value;
}

/** A tensor filled by a function of positions. */
export function fill(shape: readonly number[], element: (...position: readonly number[]) => number): HostTensor {
  const count = shape.reduce((all, extent) => all * extent, 1);
  const data = Array.from({ length: count }, (_, offset) => {
    let rest = offset;
    const position = [...shape].reverse().map((extent) => {
      const index = rest % extent;
      rest = Math.floor(rest / extent);
      return index;
    });
    return element(...position.reverse());
  });
  return tensor(shape, data);
}

/** The sum of `element` over all positions. */
export const sumOver = (extents: readonly number[], element: (...position: readonly number[]) => number): number =>
  fill(extents, element).data.reduce((all, value) => all + value, 0);

/** How far two tensors are apart at most; infinite when their shapes differ. */
export function distance(one: HostTensor, other: HostTensor): number {
  if (one.shape.join() !== other.shape.join()) return Infinity;
  return one.data.reduce((most, value, offset) => Math.max(most, Math.abs(value - (other.data[offset] ?? NaN))), 0);
}

/** The numerical rank of a matrix, by elimination with full pivoting. */
export function rank(matrix: HostTensor, tolerance = 1e-9): number {
  const [rows = 0, columns = 0] = matrix.shape;
  const left = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => at(matrix, row, column)),
  );
  for (let found = 0; found < Math.min(rows, columns); found += 1) {
    let best = { size: tolerance, row: -1, column: -1 };
    for (let row = found; row < rows; row += 1)
      for (let column = found; column < columns; column += 1) {
        const size = Math.abs(left[row]?.[column] ?? 0);
        if (size > best.size) best = { size, row, column };
      }
    if (best.row < 0) return found;
    [left[found], left[best.row]] = [left[best.row] ?? [], left[found] ?? []];
    for (const row of left) [row[found], row[best.column]] = [row[best.column] ?? 0, row[found] ?? 0];
    const pivot = left[found] ?? [];
    for (const row of left.slice(found + 1)) {
      const share = (row[found] ?? 0) / (pivot[found] ?? 1);
      for (let column = found; column < columns; column += 1)
        row[column] = (row[column] ?? 0) - share * (pivot[column] ?? 0);
    }
  }
  return Math.min(rows, columns);
}
