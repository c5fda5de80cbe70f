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

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

const NAMES = [
  // Keywords, reserved words and predeclared names of WGSL.
  ...words('fn var struct loop return enable discard override const_assert while true alias class async new self this'),
  ...words(
    'typedef constexpr register NULL packoffset f32 f16 i32 u32 bool vec4 vec4f array ptr atomic mat4x4f storage',
  ),
  ...words('workgroup select dot exp tanh workgroupBarrier subgroupAdd subgroup_matrix_left from as'),
  // Names that a module of ours has.
  ...words('main extents Extents invocation workgroup_id num_workgroups lane batch value gelu v0 v_0'),
  // Names that every object of JavaScript has.
  ...words('constructor __proto__ toString hasOwnProperty prototype valueOf'),
  // Names that look alike once they are ASCII, or are nothing then.
  ...words('θ theta ϑ é e ﬁ fi ℝ 𝒙 x İ ß 变量 имя ᛒ क्षि _ __ ___ _x x_ x__2 x_2 x_3'),
  'o'.repeat(120),
];

const COMMENTS = [
  ...['*/', '/*', '/**/', '//', '///', '*/ fn main() {}', '}', '"', '`', '\\', '\\n', '%s', '${x}', '<script>', '-->'],
  ...['\u2028', '\u2029fn main() {}', '\u0085', '\u000b', '\u000c', '\u202e', '\ufeff', '\ud800', '🙂', '\u{e0041}'],
  ...['@compute @workgroup_size(1)', 'enable f16;', '\u2028}\u2028@group(0)'],
];

// Those that no layer survives are seldom, or nothing else would be tried.
const names = fc.oneof(
  { weight: 200, arbitrary: fc.constantFrom(...NAMES) },
  { weight: 1, arbitrary: fc.constantFrom('min', 'sum', 'layer', 'inf', 'a-b', '*/', 'o'.repeat(5000)) },
);
const comments = fc.oneof(
  { weight: 50, arbitrary: fc.constantFrom(...COMMENTS) },
  { weight: 1, arbitrary: fc.constantFrom('\r', '\n*/', '\u0000') },
);

/** Layers of four extents. A `$` stands before every name, and `#` is a doc comment. */
const LAYERS = [
  `#
layer $L($a, $b, $c, $d) {
  #
  input $x[..., ($a $b)]
  #
  factor $A[$a, $b, $c], $B[$c, $a, $d]
  #
  output $y[..., ($c $d)] = $x[..., $a, $b] * $A[$a, $b, $c] * $B[$c, $a, $d]
}`,
  `#
layer $L($a, $b, $c, $d) {
  index $e = $d
  input $x[..., $t, $a]
  #
  factor $A[$a, $b] ~ ones
  factor $B[$b, $e], $C[$e]
  let $h[..., $t, $b] = gelu($x[..., $t, $a] * $A[$a, $b])
  #
  output $y[..., $t, $e] = $h[..., $t, $b] * $B[$b, $e] + $C[$e] / $c
}`,
  `#
layer $L($a, $b, $c, $d) {
  #
  input $x[$t, $a], $k[$u]: i32
  factor $E[$d, $a]
  #
  let $s[$u, $t] = where($t <= $u, $x[$t, $a] * $E[$k[$u], $a] / $c, -1)
  output $y[$u, $a] = softmax[$t]($s[$u, $t]) * $x[$t, $a]
}`,
  `import { btt as $f } from "std"
#
layer $L($a, $b, $c, $d) {
  index $n = $a * $b
  index $m = $n
  index $o = $c * $d
  input $x[..., $n]
  let $h[..., $n] = $x[..., $n]
  repeat 2 as $l {
    #
    factor $W[$m, $n]
    let $h[..., $n] = layer_norm[$n]($h[..., $n]) + $h[..., $m] * $W[$m, $n] / ($l + 1)
  }
  let $q = $f($a, $b, $c, $d)($h)
  #
  output $y[...] = max[$o] $q[..., $o]
  output $z[..., $n] = $h[..., $n]
}`,
];

const NAMED = /\$(\w)/g;
const COMMENTED = /#/g;

const hostile = (extents: fc.Arbitrary<number>): fc.Arbitrary<HostileSource> =>
  fc.constantFrom(...LAYERS).chain((text) => {
    const letters = [...new Set([...text.matchAll(NAMED)].map(([, letter]) => letter as string))];
    const docs = text.match(COMMENTED)?.length ?? 0;
    const exactly = (length: number) => ({ minLength: length, maxLength: length });
    return fc
      .record({
        names: fc.uniqueArray(names, exactly(letters.length)),
        docs: fc.array(fc.array(comments, { maxLength: 3 }), exactly(docs)),
        extents: fc.array(extents, exactly(4)),
      })
      .map(({ names, docs, extents }) => {
        const nameOf = (letter: string): string => names[letters.indexOf(letter)] as string;
        let comment = 0;
        return {
          source: text
            .replace(COMMENTED, () => `/// ${docs[comment++]?.join(' ') ?? ''}`)
            .replace(NAMED, (_, letter: string) => nameOf(letter)),
          layer: nameOf('L'),
          set: Object.fromEntries(extents.map((extent, at) => [nameOf('abcd'.charAt(at)), extent])),
        };
      });
  });

const smallExtents = fc.constantFrom(1, 2, 3, 4, 5, 7, 8);
const hugeExtents = fc.constantFrom(
  ...[997, 16384, 65535, 65536, 70_001, 2 ** 20, 2 ** 24 + 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 53, 1e18, 0, -1, 0.5],
);

/** Sources whose layers are small enough to interpret. */
export const smallSources = hostile(smallExtents);

/** Sources of which some extents are none, or more than any device can hold. */
export const hugeSources = hostile(
  fc.oneof({ weight: 3, arbitrary: smallExtents }, { weight: 1, arbitrary: hugeExtents }),
);
