/**
 * Sources that a spiteful person might write: names that are words of WGSL or of JavaScript or differ in accents only, doc
 * comments that end comments, extents at every edge. Most are layers like any other, and must compute the right thing.
 */
import fc from 'fast-check';

export interface HostileSource {
  readonly source: string;
  readonly layer: string;
  readonly set: Readonly<Record<string, number>>;
}

const NAMES = [
  // Keywords, reserved words and predeclared names of WGSL
  ...[
    'fn',
    'var',
    'struct',
    'loop',
    'return',
    'enable',
    'discard',
    'override',
    'const_assert',
    'while',
    'true',
    'alias',
  ],
  ...['class', 'async', 'new', 'self', 'this', 'typedef', 'constexpr', 'register', 'NULL', 'packoffset', 'from', 'as'],
  ...['f32', 'f16', 'i32', 'u32', 'bool', 'vec4', 'vec4f', 'array', 'ptr', 'atomic', 'mat4x4f', 'storage', 'workgroup'],
  ...['select', 'min', 'dot', 'exp', 'tanh', 'workgroupBarrier', 'subgroupAdd', 'sum', 'subgroup_matrix_left'],
  // Names that a module of ours has
  ...['main', 'extents', 'Extents', 'invocation', 'workgroup_id', 'num_workgroups', 'lane', 'batch', 'value', 'gelu'],
  // Names that objects of JavaScript have
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype', 'valueOf'],
  // Names that look alike once they are ASCII, or are nothing then
  ...['θ', 'theta', 'ϑ', 'é', 'e', 'ﬁ', 'fi', 'ℝ', '𝒙', 'x', 'İ', 'ß', '变量', 'имя', 'ᛒ', 'क्षि'],
  ...['_', '__', '___', '_x', 'x_', 'x__2', 'x_2', 'x_3', 'v0', 'v_0', `long_${'o'.repeat(200)}`],
];

const COMMENTS = [
  ...['*/', '/*', '/**/', '//', '///', '*/ fn main() {}', '}', '"', '`', '\\', '\\n', '%s', '${x}', '<script>', '-->'],
  ...['\u2028', '\u2029fn main() {}', '\u0085', '\u000b', '\u000c', '\u0000', '\u202e', '\ufeff', '\ud800', '🙂', '\r'],
  ...['@compute @workgroup_size(1)', 'enable f16;', '\u2028}\u2028@group(0)'],
];

/** Layers by what they are called, with what has a name or a comment left open. `extents` are parameters. */
const LAYERS: readonly ((name: (at: number) => string, doc: (at: number) => string) => string)[] = [
  (name, doc) => `${doc(0)}
layer ${name(0)}(${name(1)}, ${name(2)}, ${name(3)}, ${name(4)}) {
  ${doc(1)}
  input ${name(5)}[..., (${name(1)} ${name(2)})]
  ${doc(2)}
  factor ${name(6)}[${name(1)}, ${name(2)}, ${name(3)}], ${name(7)}[${name(3)}, ${name(1)}, ${name(4)}]
  ${doc(3)}
  output ${name(8)}[..., (${name(3)} ${name(4)})] = ${name(5)}[..., ${name(1)}, ${name(2)}] * ${name(6)}[${name(1)}, ${name(2)}, ${name(3)}] * ${name(7)}[${name(3)}, ${name(1)}, ${name(4)}]
}`,
  (name, doc) => `${doc(0)}
layer ${name(0)}(${name(1)}, ${name(2)}, ${name(3)}, ${name(4)}) {
  index ${name(9)} = ${name(4)}
  input ${name(5)}[..., ${name(10)}, ${name(1)}]
  ${doc(1)}
  factor ${name(6)}[${name(1)}, ${name(2)}] ~ ones
  factor ${name(7)}[${name(2)}, ${name(9)}], ${name(11)}[${name(9)}]
  let ${name(12)}[..., ${name(10)}, ${name(2)}] = gelu(${name(5)}[..., ${name(10)}, ${name(1)}] * ${name(6)}[${name(1)}, ${name(2)}])
  ${doc(2)}
  output ${name(8)}[..., ${name(10)}, ${name(9)}] = ${name(12)}[..., ${name(10)}, ${name(2)}] * ${name(7)}[${name(2)}, ${name(9)}] + ${name(11)}[${name(9)}] / ${name(3)}
}`,
  (name, doc) => `${doc(0)}
layer ${name(0)}(${name(1)}, ${name(2)}, ${name(3)}, ${name(4)}) {
  index ${name(9)} = ${name(2)}
  ${doc(1)}
  input ${name(5)}[${name(10)}, ${name(1)}], ${name(11)}[${name(12)}]: i32
  factor ${name(6)}[${name(4)}, ${name(1)}]
  ${doc(2)}
  let ${name(7)}[${name(12)}, ${name(10)}] = where(${name(10)} <= ${name(12)}, ${name(5)}[${name(10)}, ${name(1)}] * ${name(6)}[${name(11)}[${name(12)}], ${name(1)}] / ${name(3)}, -1)
  output ${name(8)}[${name(12)}, ${name(1)}] = softmax[${name(10)}](${name(7)}[${name(12)}, ${name(10)}]) * ${name(5)}[${name(10)}, ${name(1)}]
}`,
];

const NAMES_OF_A_LAYER = 13;

const smallExtents = fc.constantFrom(1, 2, 3, 5, 7);
const hugeExtents = fc.constantFrom(
  ...[0, -1, 0.5, 997, 16384, 65535, 65536, 70_001, 2 ** 20, 2 ** 24 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 1e18],
);

const sourcesOf = (extents: fc.Arbitrary<number>): fc.Arbitrary<HostileSource> =>
  fc
    .record({
      write: fc.constantFrom(...LAYERS),
      names: fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: NAMES_OF_A_LAYER, maxLength: NAMES_OF_A_LAYER }),
      docs: fc.array(fc.array(fc.constantFrom(...COMMENTS), { maxLength: 3 }), { minLength: 4, maxLength: 4 }),
      extents: fc.tuple(extents, extents, extents, extents),
    })
    .map(({ write, names, docs, extents }) => {
      const name = (at: number): string => names[at] as string;
      const doc = (at: number): string => ((docs[at] ?? []).length === 0 ? '' : `/// ${docs[at]?.join(' ') ?? ''}`);
      return {
        source: write(name, doc),
        layer: name(0),
        set: Object.fromEntries(extents.map((extent, at) => [name(at + 1), extent])),
      };
    });

/** Sources whose layers are small enough to interpret. */
export const smallSources = sourcesOf(smallExtents);

/** Sources of which some extents are none, or more than any device can hold. */
export const hugeSources = sourcesOf(fc.oneof(smallExtents, hugeExtents));
