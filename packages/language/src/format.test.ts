import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { formatSource } from './format.ts';
import { parseTokens } from './parse.ts';
import { STANDARD_FILES } from './stdlib.ts';

const FILE = 'test.ein';

function formatted(text: string): string {
  const result = formatSource(text, FILE);
  if (!result.ok) throw new Error(`${result.diagnostics.map(({ message }) => message).join('; ')} in\n${text}`);
  return result.value;
}

describe('format', () => {
  test('canonical layout', () => {
    expect(
      formatted(`import{a,b as c}from"./x.ein"
export {d} from "std"
layer btt(g,a,p , e,r=1)where g*a==p*e,r>0{input x[...,(g   a)],token[b,t]:i32
factor A[g,a,p,r],B[p,g,r,e]~normal(0.02)lr 2 index j=2*g const scale=1/sqrt(c)
where a==b
repeat n as l{let h[b]=h[b]*-2 repeat 2{}}
let z=einsum("ij->j",x)[j]+btt(g=4,3)(x)[a,b]
let s[i,j]=where(not(j<=i),max[j]x[j]^-2,-inf)+softmax[i,j](a)+layer_norm[c,eps=1e-5](b)
output y[...,(p e)]=(x[...,g,a])*A[g,a,p,r]}
structure s=theta(1/2)
layer m=s(2)`),
    ).toBe(`import { a, b as c } from "./x.ein"
export { d } from "std"

layer btt(g, a, p, e, r = 1) where g * a == p * e, r > 0 {
  input x[..., (g a)], token[b, t]: i32
  factor A[g, a, p, r], B[p, g, r, e] ~ normal(0.02) lr 2
  index j = 2 * g
  const scale = 1 / sqrt(c)
  where a == b
  repeat n as l {
    let h[b] = h[b] * -2
    repeat 2 {}
  }
  let z = einsum("ij->j", x)[j] + btt(g = 4, 3)(x)[a, b]
  let s[i, j] = where(not (j <= i), max[j] x[j]^-2, -inf) + softmax[i, j](a) + layer_norm[c, eps = 1e-5](b)
  output y[..., (p e)] = (x[..., g, a]) * A[g, a, p, r]
}

structure s = theta(1 / 2)
layer m = s(2)
`);
  });

  test('long lists and chains have a line for each element, tight operators last', () => {
    const long = 'a_really_rather_long_name';
    expect(
      formatted(`layer f(${long}_1, ${long}_2, ${long}_3, ${long}_4, ${long}_5) where ${long}_1 == ${long}_2 {
      let z = g(${long}, ${long}, ${long}, ${long}, ${long}) + ${long}_a * ${long}_b * ${long}_c * ${long}_d * ${long}_e
}`),
    ).toBe(`layer f(
  a_really_rather_long_name_1,
  a_really_rather_long_name_2,
  a_really_rather_long_name_3,
  a_really_rather_long_name_4,
  a_really_rather_long_name_5
) where a_really_rather_long_name_1 == a_really_rather_long_name_2 {
  let z = g(
    a_really_rather_long_name,
    a_really_rather_long_name,
    a_really_rather_long_name,
    a_really_rather_long_name,
    a_really_rather_long_name
  )
    + a_really_rather_long_name_a
      * a_really_rather_long_name_b
      * a_really_rather_long_name_c
      * a_really_rather_long_name_d
      * a_really_rather_long_name_e
}
`);
  });

  test('comments stay where they are; one empty line at most', () => {
    expect(
      formatted(`

// head


/// doc
layer f(// none
) {

  // first

  input x[a]    // the input
  // end of inputs


  let z = x[a] // one
    // two
    + 1
  // last

}
layer g() {
// nothing
}
// tail`),
    ).toBe(`// head

/// doc
layer f( // none
) {
  // first

  input x[a] // the input
  // end of inputs

  let z = x[a] // one
    // two
    + 1
  // last
}

layer g() {
  // nothing
}
// tail
`);
  });

  test('the standard library has the canonical layout', () => {
    for (const text of STANDARD_FILES.values()) expect(formatted(text)).toBe(text);
  });

  test('nothing stays nothing', () => {
    expect([formatted(''), formatted('\n \n')]).toEqual(['', '']);
  });

  test('wrong text gives its diagnostics and no output', () => {
    const result = formatSource('layer f( {', FILE);
    expect(result.ok).toBe(false);
    expect(result.diagnostics.map(({ code }) => code)).toEqual(['unexpected-token', 'unexpected-token']);
  });
});

/** A program as its tokens. */
type Tokens = readonly string[];

const name = fc.constantFrom('x', 'A', 'g', 'a', 'token', 'β', 'lr', 'from', 'inner_product_of_everything');
const separated = (pieces: readonly Tokens[], separator: string): Tokens =>
  pieces.flatMap((piece, position) => (position === 0 ? piece : [separator, ...piece]));
const many = (piece: fc.Arbitrary<Tokens>, minLength = 0): fc.Arbitrary<Tokens> =>
  fc.array(piece, { minLength, maxLength: 4 }).map((pieces) => separated(pieces, ','));
const all = (...pieces: readonly (string | fc.Arbitrary<Tokens | string>)[]): fc.Arbitrary<Tokens> =>
  fc
    .tuple(...pieces.map((piece) => (typeof piece === 'string' ? fc.constant(piece) : piece)))
    .map((parts) => parts.flat());
const perhaps = (piece: fc.Arbitrary<Tokens>): fc.Arbitrary<Tokens> => fc.option(piece, { nil: [] });

const group = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => ['(', ...names, ')']);
const axis: fc.Arbitrary<Tokens> = fc.oneof(
  name.map((index) => [index]),
  fc.constant(['...']),
  group,
);
const axes = all('[', many(axis), ']');
const names = all('[', many(all(name), 1), ']');

const { expression } = fc.letrec<{ expression: Tokens; unary: Tokens }>((tie) => ({
  unary: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom<Tokens>(['1'], ['1e-5'], ['0.5'], ['inf']),
    all(name),
    all(name, axes),
    all('(', tie('expression'), ')'),
    all('-', tie('unary')),
    all(name, '[', tie('expression'), ',', axis, ']'),
    all(fc.constantFrom('gelu', 'where', 'max'), '(', many(tie('expression')), ')'),
    all(fc.constantFrom('sum', 'max', 'mean'), names, tie('unary')),
    all('softmax', names, '(', tie('expression'), ')'),
    all('layer_norm', '[', name, ',', 'eps', '=', tie('expression'), ']', '(', tie('expression'), ')'),
    all('btt', '(', many(all(name, '=', tie('expression'))), ')', '(', many(tie('expression')), ')', perhaps(axes)),
    all('einsum', '(', fc.constant('"ij,jk->ik"'), ',', tie('expression'), ')', perhaps(axes)),
  ),
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie('unary'),
    all(tie('unary'), fc.constantFrom('+', '-', '*', '/', '<', 'and', 'or'), tie('unary')),
    fc.array(tie('unary'), { minLength: 2, maxLength: 5 }).map((parts) => separated(parts, '*')),
    fc.array(tie('unary'), { minLength: 2, maxLength: 5 }).map((parts) => separated(parts, '+')),
    all(name, '^', fc.constantFrom('2', 'a')),
    all('not', tie('unary')),
  ),
}));

const tensor = all(name, axes);
const { statement } = fc.letrec<{ statement: Tokens }>((tie) => ({
  statement: fc.oneof(
    { maxDepth: 2 },
    all('input', many(all(tensor, perhaps(fc.constant([':', 'i32']))), 1)),
    all(
      'factor',
      many(tensor, 1),
      perhaps(fc.constantFrom<Tokens>(['~', 'zeros'], ['~', 'normal', '(', '0.02', ')'])),
      perhaps(all('lr', expression)),
    ),
    all(fc.constantFrom('const', 'let', 'output', 'gate'), name, perhaps(axes), '=', expression),
    all('index', name, '=', expression),
    all('where', many(expression, 1)),
    all('loss', expression),
    all(
      'repeat',
      expression,
      perhaps(all('as', name)),
      '{',
      fc.array(tie('statement'), { maxLength: 3 }).map((body) => body.flat()),
      '}',
    ),
  ),
}));

const item: fc.Arbitrary<Tokens> = fc.oneof(
  all(
    fc.constantFrom('import', 'export'),
    '{',
    many(all(name, perhaps(all('as', name)))),
    '}',
    'from',
    fc.constant('"./x.ein"'),
  ),
  all('structure', name, '=', expression),
  all('layer', name, '=', expression),
  all(
    'layer',
    name,
    '(',
    many(all(name, perhaps(all('=', expression)))),
    ')',
    perhaps(all('where', many(expression, 1))),
    '{',
    fc.array(statement, { maxLength: 4 }).map((body) => body.flat()),
    '}',
  ),
);

const end = fc.constantFrom('\n', '\r\n', '\r');
const gap = fc.oneof(
  { weight: 12, arbitrary: fc.constant(' ') },
  {
    weight: 3,
    arbitrary: fc
      .array(fc.constantFrom(' ', '\t', '\n', '\r\n'), { maxLength: 4 })
      .map((parts) => ` ${parts.join('')}`),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        // Not directly after a `/`, which would become part of the comment.
        fc.constantFrom(' ', '\n', '\n\n'),
        fc.constantFrom('//', '// a', '/// doc', '//// {', '// a comment that is really quite long, as some are'),
        end,
        fc.constantFrom('', '  ', '\n'),
      )
      .map((parts) => parts.join('')),
  },
);

/** A random program in random layout, comments between any two tokens. */
const program = fc
  .array(item, { maxLength: 3 })
  .map((items) => items.flat())
  .chain((tokens) =>
    fc
      .array(gap, { minLength: tokens.length + 1, maxLength: tokens.length + 1 })
      .map((gaps) => gaps.map((space, position) => `${space}${tokens[position] ?? ''}`).join('')),
  );

/** A tree without what a layout may change: where things stand. */
function withoutSpans(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutSpans);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'span' && key !== 'comments')
      .map(([key, value]) => [key, withoutSpans(value)]),
  );
}

describe('any program', () => {
  const options = { numRuns: 300, interruptAfterTimeLimit: 20_000 };

  test('formatted twice is formatted once', () => {
    fc.assert(
      fc.property(program, (text) => {
        const once = formatted(text);
        expect(formatted(once)).toBe(once);
      }),
      options,
    );
  });

  test('keeps its tree, doc comments included, its tokens and its comments', () => {
    fc.assert(
      fc.property(program, (text) => {
        const before = parseTokens(text, FILE);
        const after = parseTokens(formatted(text), FILE);
        expect(withoutSpans(after.document)).toEqual(withoutSpans(before.document));
        expect(after.tokens.map(({ image }) => image)).toEqual(before.tokens.map(({ image }) => image));
        expect(after.document.comments.map((comment) => comment.text)).toEqual(
          before.document.comments.map((comment) => comment.text.trimEnd()),
        );
      }),
      options,
    );
  });

  test('has no space at line ends, no two empty lines in a row, and line feeds only', () => {
    fc.assert(
      fc.property(program, (text) => {
        expect(formatted(text)).not.toMatch(/[ \t\r]\n|\n\n\n|\r|^\n|\n\n$/);
      }),
      options,
    );
  });
});
