/** Random layers: what they lower to computes what a direct reading of the expression computes. */
import { expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import type { HostTensor } from '@einlay/ir';
import { at, distance, fill, inputsFor, programOf, run } from './testing/run-layer.ts';

const EXTENTS: Readonly<Record<string, number>> = { i: 2, m: 2, j: 3, k: 4 };
const INDICES = Object.keys(EXTENTS);
const TENSORS: Readonly<Record<string, readonly number[]>> = { s: [], u: [2], v: [3], x: [2, 3], w: [3, 4], z: [2, 2] };

type Tree =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'index'; readonly name: string }
  | { readonly kind: 'access'; readonly tensor: string; readonly indices: readonly string[] }
  | { readonly kind: 'sum'; readonly sign: '+' | '-'; readonly parts: readonly [Tree, Tree] }
  | { readonly kind: 'product'; readonly parts: readonly Tree[]; readonly divisor: Tree | undefined }
  | { readonly kind: 'function'; readonly name: 'tanh' | 'sigmoid' | 'relu'; readonly parts: readonly [Tree] }
  | { readonly kind: 'where'; readonly left: string; readonly right: string; readonly parts: readonly [Tree, Tree] }
  | {
      readonly kind: 'reduce';
      readonly reducer: 'sum' | 'mean' | 'max' | 'min' | 'product';
      readonly index: string;
      readonly parts: readonly [Tree];
    }
  | { readonly kind: 'softmax'; readonly index: string; readonly parts: readonly [Tree] };

// Reading: the text of a tree, its free indices, and its value.

function print(tree: Tree): string {
  switch (tree.kind) {
    case 'number':
      return String(tree.value);
    case 'index':
      return tree.name;
    case 'access':
      return `${tree.tensor}[${tree.indices.join(', ')}]`;
    case 'sum':
      return `(${print(tree.parts[0])} ${tree.sign} ${print(tree.parts[1])})`;
    case 'product': {
      const divisor = tree.divisor ? ` / (2 + tanh(${print(tree.divisor)}))` : '';
      return `(${tree.parts.map(print).join(' * ')}${divisor})`;
    }
    case 'function':
      return `${tree.name}(${print(tree.parts[0])})`;
    case 'where':
      return `where(${tree.left} <= ${tree.right}, ${tree.parts.map(print).join(', ')})`;
    case 'reduce':
      return `(${tree.reducer}[${tree.index}] ${print(tree.parts[0])})`;
    case 'softmax':
      return `softmax[${tree.index}](${print(tree.parts[0])})`;
  }
}

function free(tree: Tree): ReadonlySet<string> {
  switch (tree.kind) {
    case 'number':
      return new Set();
    case 'index':
      return new Set([tree.name]);
    case 'access':
      return new Set(tree.indices);
    case 'reduce':
      return new Set([...free(tree.parts[0])].filter((index) => index !== tree.index));
    case 'where':
      return new Set([tree.left, tree.right, ...tree.parts.flatMap((part) => [...free(part)])]);
    case 'product':
      return new Set([...tree.parts, ...(tree.divisor ? [tree.divisor] : [])].flatMap((part) => [...free(part)]));
    case 'sum':
    case 'function':
    case 'softmax':
      return new Set(tree.parts.flatMap((part) => [...free(part)]));
  }
}

type Position = Readonly<Record<string, number>>;

/** The value where the kept indices have these positions; all other indices are summed as the language says. */
function evaluate(tree: Tree, position: Position, tensors: ReadonlyMap<string, HostTensor>): number {
  const value = (part: Tree, where: Position = position): number => evaluate(part, where, tensors);
  const along = (index: string): readonly Position[] =>
    Array.from({ length: EXTENTS[index] ?? 0 }, (_, place) => ({ ...position, [index]: place }));
  switch (tree.kind) {
    case 'number':
      return tree.value;
    case 'sum':
      return value(tree.parts[0]) + (tree.sign === '+' ? 1 : -1) * value(tree.parts[1]);
    case 'function': {
      const argument = value(tree.parts[0]);
      return { tanh: Math.tanh, sigmoid: (x: number) => 1 / (1 + Math.exp(-x)), relu: (x: number) => Math.max(x, 0) }[
        tree.name
      ](argument);
    }
    case 'where':
      return value(tree.parts[(position[tree.left] ?? NaN) <= (position[tree.right] ?? NaN) ? 0 : 1]);
    case 'reduce': {
      const values = along(tree.index).map((where) => value(tree.parts[0], where));
      switch (tree.reducer) {
        case 'sum':
          return values.reduce((all, each) => all + each, 0);
        case 'mean':
          return values.reduce((all, each) => all + each, 0) / values.length;
        case 'max':
          return Math.max(...values);
        case 'min':
          return Math.min(...values);
        case 'product':
          return values.reduce((all, each) => all * each, 1);
      }
    }
    case 'softmax':
    case 'index':
    case 'access':
      return evaluateProduct([tree], undefined, position, tensors);
    case 'product':
      return evaluateProduct(flatten(tree.parts), tree.divisor, position, tensors);
  }
}

/** A product inside a product has no sums of its own that matter; dividing ones stay whole. */
const flatten = (parts: readonly Tree[]): readonly Tree[] =>
  parts.flatMap((part) => (part.kind === 'product' && !part.divisor ? flatten(part.parts) : [part]));

function evaluateProduct(
  parts: readonly Tree[],
  divisor: Tree | undefined,
  position: Position,
  tensors: ReadonlyMap<string, HostTensor>,
): number {
  const all = divisor ? [...parts, divisor] : parts;
  const summed = INDICES.find((index) => {
    if (index in position) return false;
    const holders = all.filter((part) => free(part).has(index)).length;
    const own = parts.some(
      (part) =>
        (part.kind === 'access' && part.indices.includes(index)) ||
        (part.kind === 'index' && part.name === index) ||
        (part.kind === 'softmax' && part.index === index),
    );
    return holders > 1 || own;
  });
  if (summed !== undefined)
    return Array.from({ length: EXTENTS[summed] ?? 0 }, (_, place) =>
      evaluateProduct(parts, divisor, { ...position, [summed]: place }, tensors),
    ).reduce((total, each) => total + each, 0);
  const product = parts.map((part) => evaluateAtom(part, position, tensors)).reduce((total, each) => total * each, 1);
  return divisor ? product / (2 + Math.tanh(evaluate(divisor, position, tensors))) : product;
}

function evaluateAtom(part: Tree, position: Position, tensors: ReadonlyMap<string, HostTensor>): number {
  switch (part.kind) {
    case 'index':
      return position[part.name] ?? NaN;
    case 'access':
      return at(tensors.get(part.tensor) as HostTensor, ...part.indices.map((index) => position[index] ?? NaN));
    case 'softmax': {
      const power = (place: number): number =>
        Math.exp(evaluate(part.parts[0], { ...position, [part.index]: place }, tensors));
      const total = Array.from({ length: EXTENTS[part.index] ?? 0 }, (_, place) => power(place)).reduce(
        (sum, each) => sum + each,
        0,
      );
      return power(position[part.index] ?? NaN) / total;
    }
    default:
      return evaluate(part, position, tensors);
  }
}

// Making: random trees.

const indexOfExtent = (extent: number): fc.Arbitrary<string> =>
  fc.constantFrom(...INDICES.filter((index) => EXTENTS[index] === extent));

const access: fc.Arbitrary<Tree> = fc
  .constantFrom(...Object.keys(TENSORS))
  .chain((name) =>
    fc.tuple(...(TENSORS[name] ?? []).map(indexOfExtent)).map((indices) => ({ kind: 'access', tensor: name, indices })),
  );

const { tree } = fc.letrec<{ tree: Tree }>((tie) => {
  const part = tie('tree');
  // Reducing an index the operand lacks is an error, so it is chosen among those it has.
  const over = (make: (operand: Tree, index: string) => fc.Arbitrary<Tree>): fc.Arbitrary<Tree> =>
    part.chain((operand) => {
      const indices = [...free(operand)];
      return indices.length === 0
        ? fc.constant(operand)
        : fc.constantFrom(...indices).chain((index) => make(operand, index));
    });
  return {
    tree: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'tree' },
      access,
      fc.constantFrom(...[0.5, 2, 1]).map((value): Tree => ({ kind: 'number', value })),
      fc.constantFrom(...INDICES).map((name): Tree => ({ kind: 'index', name })),
      fc.record({
        kind: fc.constant('sum' as const),
        sign: fc.constantFrom('+' as const, '-' as const),
        parts: fc.tuple(part, part),
      }),
      fc.record({
        kind: fc.constant('product' as const),
        parts: fc.array(part, { minLength: 1, maxLength: 3 }),
        divisor: fc.option(part, { nil: undefined, freq: 4 }),
      }),
      fc.record({
        kind: fc.constant('product' as const),
        parts: fc.array(access, { minLength: 2, maxLength: 4 }),
        divisor: fc.constant(undefined),
      }),
      fc.record({
        kind: fc.constant('function' as const),
        name: fc.constantFrom('tanh' as const, 'sigmoid' as const, 'relu' as const),
        parts: fc.tuple(part),
      }),
      over((operand, index) =>
        fc
          .constantFrom('sum' as const, 'mean' as const, 'max' as const, 'min' as const, 'product' as const)
          .map((reducer): Tree => ({ kind: 'reduce', reducer, index, parts: [operand] })),
      ),
      over((operand, index) => fc.constant({ kind: 'softmax', index, parts: [operand] } as const)),
      fc
        .tuple(part, part, fc.constantFrom('i', 'j', 'k'), fc.constantFrom('m', 'j'))
        .map(([one, other, left, right]): Tree => ({ kind: 'where', left, right, parts: [one, other] })),
    ),
  };
});

/** Every part of a tree, the tree included. */
const partsOf = (node: Tree): readonly Tree[] => [
  node,
  ...('parts' in node ? node.parts.flatMap(partsOf) : []),
  ...(node.kind === 'product' && node.divisor ? partsOf(node.divisor) : []),
];

/**
 * Whether the left side may leave indices out: the value of an index means something only where an access or the left
 * side has it, and conditions are read where nothing is summed.
 */
function mayContract(node: Tree): boolean {
  const parts = partsOf(node);
  const mentioned = parts.flatMap((part) =>
    part.kind === 'access' ? part.indices : part.kind === 'reduce' || part.kind === 'softmax' ? [part.index] : [],
  );
  return parts.every((part) => part.kind !== 'where' && (part.kind !== 'index' || mentioned.includes(part.name)));
}

const layer = tree.chain((expression) => {
  const indices = [...free(expression)];
  const minLength = mayContract(expression) ? 0 : indices.length;
  return fc.shuffledSubarray(indices, { minLength }).map((kept) => ({ expression, kept }));
});

const declarations = [
  ...INDICES.map((index) => `index ${index} = ${EXTENTS[index] ?? 0}`),
  ...Object.entries(TENSORS).map(([name, shape]) => `input ${name}[${shape.map((extent) => `e${extent}`).join(', ')}]`),
].join('\n  ');

test('random layers compute what they say', () => {
  fc.assert(
    fc.property(layer, ({ expression, kept }) => {
      const text = `layer random(e2 = 2, e3 = 3, e4 = 4) {\n  ${declarations}\n  output y[${kept.join(', ')}] = ${print(expression)}\n}`;
      const lowered = programOf(text, 'random');
      const inputs = inputsFor(lowered);
      const found = run(lowered, inputs);
      const expected = fill(
        kept.map((index) => EXTENTS[index] ?? 0),
        (...place) =>
          evaluate(expression, Object.fromEntries(kept.map((index, axis) => [index, place[axis] ?? 0])), inputs),
      );
      const size = expected.data.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
      expect(distance(found, expected)).toBeLessThan(1e-9 * size);
    }),
    { numRuns: 400 },
  );
});
