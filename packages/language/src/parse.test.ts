import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { Diagnostic } from '@einlay/ir';
import type { AccessAxis, Argument, Expression, Layer, Statement } from './ast.ts';
import { formatSource } from './format.ts';
import { MAX_DEPTH, MAX_NESTING, parse } from './parse.ts';

const FILE = 'test.ein';

/** A text in which each diagnostic is checked by the code and the text it points at. */
function complaints(text: string): readonly (readonly [string, string])[] {
  return parse(text, FILE).diagnostics.map((diagnostic) => [diagnostic.code, pointedAt(text, diagnostic)]);
}

const pointedAt = (text: string, { span }: Diagnostic): string => (span ? text.slice(span.start, span.end) : '');

function layerOf(text: string): Layer {
  const [item] = parse(text, FILE).document.items;
  if (item?.kind !== 'layer') throw new Error(`no layer in ${text}`);
  return item;
}

function statementOf(text: string): Statement {
  const { diagnostics } = parse(`layer f() { ${text} }`, FILE);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [statement] = layerOf(`layer f() { ${text} }`).body;
  if (!statement) throw new Error(`no statement in ${text}`);
  return statement;
}

function expressionOf(text: string): Expression {
  const statement = statementOf(`let z = ${text}`);
  if (statement.kind !== 'let') throw new Error('not a let');
  return statement.value;
}

const showAxes = (axes: readonly AccessAxis[] = []): string =>
  axes
    .map((axis) => {
      if (axis.kind === 'ellipsis') return '...';
      if (axis.kind === 'index') return axis.name.text;
      return axis.kind === 'group' ? `{${axis.names.map(({ text }) => text).join(' ')}}` : `at ${show(axis.value)}`;
    })
    .join(',');

const showArgument = ({ name, value }: Argument): string => (name ? `${name.text}=${show(value)}` : show(value));

/** An expression with every grouping written out. */
function show(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'reference':
      return expression.name.text;
    case 'access':
      return `${expression.tensor.text}[${showAxes(expression.axes)}]`;
    case 'unary':
      return `(${expression.operator} ${show(expression.operand)})`;
    case 'binary':
      return `(${show(expression.left)} ${expression.operator} ${show(expression.right)})`;
    case 'call':
      return `${expression.function.text}(${expression.arguments.map(showArgument).join(', ')})`;
    case 'reduction':
      return `(${expression.reducer} ${expression.indices.map(({ text }) => text).join(',')}: ${show(expression.operand)})`;
    case 'softmax':
      return `(softmax ${expression.indices.map(({ text }) => text).join(',')}: ${show(expression.operand)})`;
    case 'layer-norm': {
      const epsilon = expression.epsilon ? ` eps ${show(expression.epsilon)}` : '';
      return `(layer_norm ${expression.indices.map(({ text }) => text).join(',')}${epsilon}: ${show(expression.operand)})`;
    }
    case 'layer-call':
      return `${expression.layer.text}<${expression.settings.map(showArgument).join(', ')}>(${expression.inputs.map(show).join(', ')})[${showAxes(expression.axes)}]`;
    case 'einsum':
      return `einsum<${expression.equation.value}>(${expression.operands.map(show).join(', ')})[${showAxes(expression.axes)}]`;
    case 'missing':
      return '?';
  }
}

describe('expressions', () => {
  test.each([
    ['a - b - c', '((a - b) - c)'],
    ['a / b * c', '((a / b) * c)'],
    ['a + b * c', '(a + (b * c))'],
    ['a * b + c', '((a * b) + c)'],
    ['a ^ b ^ c', '(a ^ (b ^ c))'],
    ['-a ^ 2', '(- (a ^ 2))'],
    ['a ^ -b ^ c', '(a ^ (- (b ^ c)))'],
    ['2 * -a', '(2 * (- a))'],
    ['--a', '(- (- a))'],
    ['a < b and b <= c or not d == e', '(((a < b) and (b <= c)) or (not (d == e)))'],
    ['not not a', '(not (not a))'],
    ['a or b and c', '(a or (b and c))'],
    ['a + 1 >= b', '((a + 1) >= b)'],
    ['(a + b) * c', '((a + b) * c)'],
    ['((a))', 'a'],
    // A reduction takes the rest of the product it stands in, and nothing beyond.
    ['sum[j] a[j] * b[j] + c', '((sum j: (a[j] * b[j])) + c)'],
    ['c * max[j, k] a[j] / b[k]', '(c * (max j,k: (a[j] / b[k])))'],
    ['-sum[j] a[j] * b', '(- (sum j: (a[j] * b)))'],
    ['c / sum[j] -max[k] a * b', '(c / (sum j: (- (max k: (a * b)))))'],
    ['(sum[j] a[j]) * b', '((sum j: a[j]) * b)'],
    ['sum[j] a[j] ^ 2', '(sum j: (a[j] ^ 2))'],
    ['max(a, b)', 'max(a, b)'],
    ['where(j <= i, a, -inf)', 'where((j <= i), a, (- Infinity))'],
    ['x[..., (g a), E[t[b] + 1], 0]', 'x[...,{g a},at E[at (t[b] + 1)],at 0]'],
    ['x[(i + 1), (i)]', 'x[at (i + 1),{i}]'],
    ['x[]', 'x[]'],
    ['softmax[i, j](a + b) * c', '((softmax i,j: (a + b)) * c)'],
    ['layer_norm[c](x[c])', '(layer_norm c: x[c])'],
    ['layer_norm[c, eps = 1e-5](x[c])', '(layer_norm c eps 0.00001: x[c])'],
    ['btt(4, g = 2 * n)(x, y[b])[b, c]', 'btt<4, g=(2 * n)>(x, y[b])[b,c]'],
    ['f()(x)', 'f<>(x)[]'],
    ['einsum("ij,jk->ik", x, A)', 'einsum<ij,jk->ik>(x, A)[]'],
    ['einsum("ij->j", x)[c]', 'einsum<ij->j>(x)[c]'],
    ['1.5e3 + 0.25', '(1500 + 0.25)'],
    ['β_1 * x2', '(β_1 * x2)'],
    // Words with a meaning in one place are names elsewhere.
    ['lr * as + from', '((lr * as) + from)'],
    ['inform * input2 + layer_normal', '((inform * input2) + layer_normal)'],
  ])('%s', (text, shown) => {
    expect(show(expressionOf(text))).toBe(shown);
  });

  test('have spans that leave out parentheses around them but keep those inside', () => {
    const text = 'layer f() { let z = ((a + b) * (c)) }';
    const [statement] = layerOf(text).body;
    if (statement?.kind !== 'let' || statement.value.kind !== 'binary') throw new Error('not a product');
    const { value } = statement;
    const at = ({ span }: Expression): string => text.slice(span.start, span.end);
    expect([at(value), at(value.left), at(value.right)]).toEqual(['(a + b) * (c)', 'a + b', 'c']);
  });
});

describe('statements', () => {
  test('layer head', () => {
    const layer = layerOf('layer btt(g, r = 2 * g) where g > 1, r == g { }');
    expect(layer.name.text).toBe('btt');
    expect(layer.parameters.map(({ name, default: value }) => [name.text, value && show(value)])).toEqual([
      ['g', undefined],
      ['r', '(2 * g)'],
    ]);
    expect(layer.constraints.map(show)).toEqual(['(g > 1)', '(r == g)']);
    expect(layer.body).toEqual([]);
  });

  test('input', () => {
    const statement = statementOf('input x[..., (g a)], token[b, t]: i32');
    if (statement.kind !== 'input') throw new Error('not an input');
    expect(statement.tensors.map(({ name, axes, dtype }) => [name.text, showAxes(axes), dtype?.text])).toEqual([
      ['x', '...,{g a}', undefined],
      ['token', 'b,t', 'i32'],
    ]);
  });

  test('factor: initializer and lr hold for all', () => {
    const statement = statementOf('factor A[g], B[a]: f16 ~ normal(0.02 * g) lr 2 / g');
    if (statement.kind !== 'factor') throw new Error('not a factor');
    expect(statement.tensors.map(({ name }) => name.text)).toEqual(['A', 'B']);
    expect(statement.initializer?.name.text).toBe('normal');
    expect(statement.initializer?.arguments.map(show)).toEqual(['(0.02 * g)']);
    expect(statement.learningRate && show(statement.learningRate)).toBe('(2 / g)');
  });

  test.each(['const', 'let', 'output'] as const)('%s with and without axes', (word) => {
    const plain = statementOf(`${word} z = 1`);
    expect(plain).toMatchObject({ kind: word, name: { text: 'z' } });
    expect(plain).not.toHaveProperty('axes');
    expect(statementOf(`${word} z[i, (j k)] = 1`)).toMatchObject({
      kind: word,
      axes: [{ kind: 'index' }, { kind: 'group' }],
    });
    expect(statementOf(`${word} z[] = 1`)).toMatchObject({ axes: [] });
  });

  test('index, where and repeat', () => {
    expect(statementOf('index j = 2 * n')).toMatchObject({ kind: 'index', name: { text: 'j' } });
    expect(statementOf('where a == b, c < d')).toMatchObject({ kind: 'where', constraints: [{}, {}] });
    expect(statementOf('repeat 2 * n as l { let h[b] = h[b] repeat 2 {} }')).toMatchObject({
      kind: 'repeat',
      count: { kind: 'binary' },
      counter: { text: 'l' },
      body: [{ kind: 'let' }, { kind: 'repeat', body: [] }],
    });
  });

  test('imports and exports', () => {
    const { document, diagnostics } = parse('import { a, b as c } from "./x.ein" export { d } from "std"', FILE);
    expect(diagnostics).toEqual([]);
    expect(document.items).toMatchObject([
      {
        kind: 'import',
        names: [{ name: { text: 'a' } }, { name: { text: 'b' }, alias: { text: 'c' } }],
        source: { value: './x.ein' },
      },
      { kind: 'export', names: [{ name: { text: 'd' } }], source: { value: 'std' } },
    ]);
  });

  test('reserved words are parsed, reported once each and remembered', () => {
    const text = `layer f() {
  gate w[..., E] = topk(k, x[..., i] * R[i, E])
  loss balance(w) * 0.01
}`;
    const { document, diagnostics } = parse(text, FILE);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual(
      Array(2).fill(['not-yet-supported', 'unsupported']),
    );
    expect(diagnostics.map((diagnostic) => pointedAt(text, diagnostic))).toEqual(['gate', 'loss']);
    expect(document.items).toMatchObject([
      { body: [{ word: 'gate', name: { text: 'w' }, axes: [{}, {}] }, { word: 'loss' }] },
    ]);
  });

  test('structures, and layers made of them', () => {
    const text = `/// Half.
structure s = theta(1/2, 0, 1/2, 0, 1/2, 1/2, 0) where omega == 0, psi == 1
layer m = s(d_in = 1024, sizes = divisors) where rank == d_in`;
    const { document, diagnostics } = parse(text, FILE);
    expect(diagnostics).toEqual([]);
    expect(document.items).toMatchObject([
      { kind: 'structure', name: { text: 's' }, value: { kind: 'call' }, constraints: [{}, {}], doc: 'Half.' },
      {
        kind: 'structured-layer',
        name: { text: 'm' },
        value: { arguments: [{ name: { text: 'd_in' } }, {}] },
        constraints: [{}],
      },
    ]);
  });
});

describe('doc comments', () => {
  test('belong to the layer or statement directly below', () => {
    const layer = layerOf(`/// not this

// nor this
/// One.
///   Two.
///
/// Three.
layer f() {
  /// The input.
  input x[b] /// trailing
  factor A[b]
  // plain
  let z = 1
}`);
    expect(layer.doc).toBe('One.\n  Two.\n\nThree.');
    expect(layer.body.map(({ doc }) => doc)).toEqual(['The input.', undefined, undefined]);
  });

  test('all line ends are line ends', () => {
    for (const end of ['\n', '\r\n', '\r']) expect(layerOf(`/// a${end}/// b${end}layer f() {}`).doc).toBe('a\nb');
  });
});

describe('wrong text', () => {
  const cases: readonly (readonly [string, readonly (readonly [string, string])[], string?])[] = [
    ['layer f(a, b { }', [['unexpected-token', '{']]],
    ['layer f() { let z = (a + b }', [['unexpected-token', '}']]],
    ['layer f() { let z = a * }', [['unexpected-token', '}']]],
    ['layer f() { ouput y[a] = x[a] }', [['unexpected-token', 'ouput']], 'did you mean `output`?'],
    ['layr f() { }', [['unexpected-token', 'layr']], 'did you mean `layer`?'],
    ['layer f() { output y[a] = 2 x[a] }', [['unexpected-token', 'x']], 'a product is written with `*`'],
    ['layer f() { output y[a] = x[a] A[a, b] }', [['unexpected-token', 'A']], 'a product is written with `*`'],
    ['layer f(a) where a = 2 { }', [['unexpected-token', '=']], 'to compare, write `==`'],
    ['layer f() { let z = a ** 2 }', [['unexpected-token', '*']], 'a power is written `^`'],
    ['layer f() { let z = 1; }', [['unexpected-character', ';']], 'statements need nothing at their end'],
    [
      'layer f() { let z = a && b }',
      [
        ['unexpected-character', '&&'],
        ['unexpected-token', 'b'],
      ],
      'write `and`',
    ],
    ['layer f() { input x[.., a] }', [['unexpected-character', '..']], 'leading axes are written `...`'],
    [
      'layer f() { factor A[a] ~ zeros, B[a] }',
      [['unexpected-token', ',']],
      '`~` and `lr` belong to a factor statement, after its last tensor, in this order',
    ],
    [
      'layer f() { output input[a] = 1 }',
      [
        ['unexpected-token', 'input'],
        ['unexpected-token', '['],
      ],
      '`input` is a word of the language; choose another name',
    ],
    ['layer f() { let max[i] = x[i] }', [['reserved-name', 'max']]],
    [
      'layer einsum(sum) { }',
      [
        ['reserved-name', 'einsum'],
        ['reserved-name', 'sum'],
      ],
    ],
    ['layer f() { let z = a < b <= c }', [['chained-comparison', '<=']]],
    ['layer f() { input x[b, 3] }', [['axis-not-a-name', '3']]],
    ['layer f() { let z = sum[] x }', [['axis-not-a-name', 'sum']]],
    ['layer f() { let z = softmax[i + 1](x) }', [['axis-not-a-name', 'i + 1']]],
    ['layer f() { let z = softmax[i, eps = 1](x) }', [['unexpected-token', 'eps']]],
    ['layer f() { let z = layer_norm[i, eps = 1, eps = 2](x) }', [['unexpected-token', 'eps']]],
    ['layer f() { let z = "text" }', [['misplaced-text', '"text"']]],
    ['layer f() { let z = gelu("text") }', [['misplaced-text', '"text"']]],
    ['layer f() { let z = einsum(x, y) }', [['unexpected-token', 'x']]],
    ['layer f() { let z = einsum("i", x = y) }', [['misplaced-argument-name', 'x']]],
    ['layer f() { let z = f(2)(x = y) }', [['misplaced-argument-name', 'x']]],
    ['layer f() { let z = gelu(x)[i] }', [['unexpected-token', '[i]']]],
    ['layer f() { let z = 1e999 }', [['number-too-large', '1e999']]],
    ['import { a } from "./x.ein', [['unclosed-text', '"./x.ein']]],
    ['layer f() { input x[a]', [['unexpected-token', ']']]],
    ['', []],
    ['// only a comment', []],
  ];

  test.each(cases.map(([text, expected, hint = '']) => ({ text, expected, hint })))(
    '$text',
    ({ text, expected, hint }) => {
      expect(complaints(text)).toEqual(expected);
      if (hint !== '') expect(parse(text, FILE).diagnostics.map((diagnostic) => diagnostic.hint)).toContain(hint);
    },
  );

  test('several mistakes are all reported, and what is right is kept', () => {
    const text = `layer f(a, b {
  input x[a]
}
layer g(a) {
  ouput y[a] = x[a]
  input x[a
  let z = (x[a] +
  factor A[a, b]
  output q[a] = x[a] * A[a, a]
}
layer h() {}
`;
    expect(complaints(text)).toEqual([
      ['unexpected-token', '{'],
      ['unexpected-token', 'ouput'],
      ['unexpected-token', 'let'],
      ['unexpected-token', 'factor'],
    ]);
    const layers = parse(text, FILE).document.items.filter((item) => item.kind === 'layer');
    expect(layers.map(({ name }) => name.text)).toEqual(['f', 'g', 'h']);
    expect(layers[1]?.body.map(({ kind }) => kind)).toEqual(['input', 'let', 'factor', 'output']);
  });

  test('a value of which only a part was read counts as missing, so that nothing else is said about it', () => {
    const [statement] = layerOf('layer f() { output y[b] = 2 x[b] }').body;
    expect(statement).toMatchObject({ kind: 'output', value: { kind: 'missing' } });
  });

  test('a mistake that shows on a later line names the earlier place too', () => {
    const text = 'layer f() {\n  let z = a +\n  input x[a]\n}';
    const [diagnostic] = parse(text, FILE).diagnostics;
    expect(diagnostic?.labels.map(({ span }) => text.slice(span.start, span.end))).toEqual(['+']);
  });

  test('no more is shown than one reads', () => {
    const { diagnostics } = parse(`layer f() { ${'let 1\n'.repeat(50)} }`, FILE);
    expect(diagnostics).toHaveLength(21);
    expect(diagnostics.at(-1)).toMatchObject({ code: 'too-many-errors', message: 'and 30 more' });
  });
});

describe('hostile text', () => {
  const inLayer = (text: string): string => `layer f(a) { let z = ${text} }`;
  const fill = (piece: string): string => piece.repeat(Math.floor(60_000 / piece.length));

  test.each([
    ['a 10 MB line', 'a'.repeat(10_000_000), 'file-too-large'],
    ['zero characters', `layer f() {\0}`, 'not-text'],
    ['unclosed parentheses', inLayer(fill('(')), 'nested-too-deeply'],
    ['closed parentheses', inLayer(`${'('.repeat(5000)}1${')'.repeat(5000)}`), 'nested-too-deeply'],
    ['repeat in repeat', `layer f() { ${'repeat 2 { '.repeat(5000)}`, 'nested-too-deeply'],
    ['a chain of sums', inLayer(`${fill('a+')}a`), 'nested-too-deeply'],
    ['a chain of powers', inLayer(`${fill('a^')}a`), 'nested-too-deeply'],
    ['a chain of comparisons', inLayer(`${fill('a<')}a`), 'chained-comparison'],
    ['minus signs', inLayer(`${fill('-')}a`), 'nested-too-deeply'],
    ['reductions', inLayer(`${fill('sum[i] ')}a`), 'nested-too-deeply'],
    ['nots', inLayer(`${fill('not ')}a`), 'nested-too-deeply'],
    ['brackets that close nothing', fill(')]}'), 'unexpected-token'],
    ['words', fill('layer '), 'unexpected-token'],
    ['quotes', fill('"'), 'misplaced-text'],
    ['an argument list', inLayer(`f(${fill('a,')}`), 'unexpected-token'],
  ])('%s', (_, text, code) => {
    const started = performance.now();
    const { diagnostics } = parse(text, FILE);
    expect(diagnostics.map((diagnostic) => diagnostic.code)).toContain(code);
    expect(diagnostics.length).toBeLessThanOrEqual(21);
    // A generous bound: what matters is that nothing grows with the square of the text.
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  test('nesting up to the limits is fine', () => {
    // The braces of the layer are one level.
    const nested = inLayer(`${'('.repeat(MAX_NESTING - 1)}1${')'.repeat(MAX_NESTING - 1)}`);
    const chain = inLayer(`${'a+'.repeat(MAX_DEPTH - 1)}a`);
    expect([parse(nested, FILE).diagnostics, parse(chain, FILE).diagnostics]).toEqual([[], []]);
    expect(formatSource(chain, FILE).ok).toBe(true);
  });
});

const PROGRAM = `import { a, b as c } from "./x.ein" // why
/// Two factors.
layer btt(g, a, p, e, r = 1) where g * a == p * e, r > 0 {
  index j = 2 * g
  input x[..., (g a)], token[b, t]: i32
  factor A[g, a, p, r], B[p, g, r, e] ~ normal(0.02) lr 2
  const scale = 1 / sqrt(c)
  gate w[..., E] = topk(k, x[..., i])
  // plain
  let s[b, h, i, j] = where(j <= i and i != 3, q[b, i, h, c] * scale, -inf)
  repeat n as l { let h[b] = h[b] * sum[j] -x[j]^2 + softmax[j](layer_norm[c, eps = 1e-5](x[c])) }
  output y[..., (p e)] = einsum("ij,jk->ik", x, A)[i, k] + btt(g = 4, 3)(x)[a, E[token[b, t], c]]
}
`;

describe('mutated programs', () => {
  const pieces = [...PROGRAM.matchAll(/\w+|\s+|./gsu)].map(([piece]) => piece);
  const mutation = fc.record({
    at: fc.nat(pieces.length - 1),
    length: fc.nat(3),
    replacement: fc.oneof(
      fc.constant(''),
      fc.constantFrom(...pieces),
      fc.nat(pieces.length - 1).map((from) => pieces.slice(from, from + 8).join('')),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
  });
  const mutated = fc.array(mutation, { minLength: 1, maxLength: 6 }).map((mutations) => {
    const text = [...pieces];
    for (const { at, length, replacement } of mutations) text.splice(at, length, replacement);
    return text.join('');
  });

  test('the program itself has no errors', () => {
    expect(complaints(PROGRAM)).toEqual([['not-yet-supported', 'gate']]);
  });

  test('never throw; diagnostics point into the text; what parses can be formatted', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const { document, diagnostics } = parse(text, FILE);
        for (const { span, labels } of diagnostics)
          for (const place of [...(span ? [span] : []), ...labels.map((label) => label.span)]) {
            expect(place.start).toBeGreaterThanOrEqual(0);
            expect(place.end).toBeGreaterThanOrEqual(place.start);
            expect(place.end).toBeLessThanOrEqual(text.length);
          }
        expectSpansInside(document, text.length);
        const wrong = diagnostics.some(({ severity }) => severity === 'error');
        expect(formatSource(text, FILE).ok).toBe(!wrong);
      }),
      { numRuns: 250, interruptAfterTimeLimit: 20_000 },
    );
  });
});

/** Every node of a tree has a span within the text. */
function expectSpansInside(node: unknown, length: number): void {
  if (typeof node !== 'object' || node === null) return;
  for (const value of Object.values(node)) expectSpansInside(value, length);
  if (!('start' in node) || !('end' in node)) return;
  const inside = Number(node.start) >= 0 && Number(node.start) <= Number(node.end) && Number(node.end) <= length;
  expect({ node, inside }).toMatchObject({ inside: true });
}
