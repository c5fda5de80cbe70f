/**
 * Structures, points of the continuous space with names, and layers made of them.
 *
 * What is written about a structure are expressions of numbers, as in the head of a layer, so they are checked as parts of one. Its
 * layer is written out as text once its widths are known, and goes on like any layer that people write.
 */
import { failure, invariant, success } from '@einlay/ir';
import type { Diagnostic, Result } from '@einlay/ir';
import { SIZE_RULES, analyze, inputProduct, outputProduct, pointNamed, taxonomyOf } from '@einlay/space';
import type { Analysis, SizeRule, StructureValue, Taxonomy, Theta } from '@einlay/space';
import type { Argument, Expression, Layer, Name, Parameter, Statement, StructureItem, StructuredLayer } from './ast.ts';
import { checkLayer } from './check.ts';
import type { CheckedLayer } from './check.ts';
import { checkConstraint, evaluateNumber } from './compile-time.ts';
import type { CompileTimeScope } from './compile-time.ts';
import { report } from './diagnostics.ts';
import { literal } from './functions.ts';
import { parse } from './parse.ts';
import { pointText } from './point-text.ts';
import { didYouMean } from './suggest.ts';

/** What conditions of a structure can speak of. */
const taxonomyValues = ({ omega, psi, nu }: Taxonomy): Readonly<Record<string, number>> => ({ omega, psi, nu });

/** What conditions of a layer can speak of. */
const layerValues = (point: Analysis): Readonly<Record<string, number>> => ({
  ...point.sizes,
  ...{ d_in: point.widths.dIn, d_out: point.widths.dOut, dense: point.widths.dIn * point.widths.dOut },
  ...{ params: point.params, macs: point.macs, intermediate: point.intermediate, rank: point.rank },
  ...taxonomyValues(point),
});

const STRUCTURE_NAMES = ['omega', 'psi', 'nu'];

const LAYER_NAMES = [
  ...['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'phi', 'rho', 'xi', 'd_in', 'd_out', 'dense', 'params', 'macs'],
  ...['intermediate', 'rank', ...STRUCTURE_NAMES],
];

/** The point of a structure; undefined after saying what is wrong with it. */
export function checkStructure(item: StructureItem, text: string, diagnostics: Diagnostic[]): Theta | undefined {
  const { value, constraints } = item;
  const before = diagnostics.length;
  const call = callOf(value);
  if (!call) {
    if (value.kind !== 'missing')
      diagnostics.push(
        report['bad-structure'](
          { span: value.span, hint: 'such as theta(1/2, 0, 1/2, 0, 1/2, 1/2, 0) or monarch(1/4)' },
          'a structure is theta(…) or one that has a name',
        ),
      );
    return undefined;
  }
  const scope = scopeOf(text, diagnostics, {});
  if (
    !checkExpressions(
      item.name,
      call.arguments.map((argument) => argument.value),
      [],
      [],
      text,
      diagnostics,
    )
  )
    return undefined;
  if (!checkExpressions(item.name, [], constraints, STRUCTURE_NAMES, text, diagnostics)) return undefined;
  const values = call.arguments.flatMap(({ name, value: written }): readonly StructureValue[] => {
    const number = evaluateNumber(written, scope);
    return number === undefined ? [] : [{ value: number, ...(name ? { name: name.text } : {}) }];
  });
  if (diagnostics.length > before) return undefined;
  const point = pointNamed(call.name.text, values);
  if (!point.ok) {
    diagnostics.push(...point.problems.map(({ message }) => report['bad-structure']({ span: value.span }, message)));
    return undefined;
  }
  const conditions = scopeOf(text, diagnostics, taxonomyValues(taxonomyOf(point.value)));
  for (const constraint of constraints) checkConstraint(constraint, conditions);
  return diagnostics.length > before ? undefined : point.value;
}

/** The layer of a structure, its widths parameters; undefined after saying what is wrong with it. */
export function checkStructuredLayer(
  item: StructuredLayer,
  text: string,
  structures: ReadonlyMap<string, Theta | 'broken'>,
  diagnostics: Diagnostic[],
): CheckedLayer | undefined {
  const { value, name, constraints } = item;
  const call = callOf(value);
  if (!call) {
    if (value.kind !== 'missing')
      diagnostics.push(
        report['bad-structure'](
          { span: value.span, hint: 'such as s(d_in = 1024, d_out = 1024)' },
          'a layer is made of a structure with widths',
        ),
      );
    return undefined;
  }
  const theta = structures.get(call.name.text);
  if (theta === undefined)
    diagnostics.push(
      report['unknown-structure'](
        { span: call.name.span, ...didYouMean(call.name.text, structures.keys(), call.name.span) },
        call.name.text,
      ),
    );
  const options = readOptions(item.name, call, text, diagnostics);
  if (!checkExpressions(name, [], constraints, LAYER_NAMES, text, diagnostics)) return undefined;
  if (!options || theta === undefined || theta === 'broken') return undefined;

  const written = signatureText(name.text, options);
  const signature = parsed(written, name.text);
  return {
    ...signature,
    syntax: { ...signature.syntax, name, ...(item.doc === undefined ? {} : { doc: item.doc }) },
    expand: (parameters) => expand(item, theta, options, parameters, text),
  };
}

interface Options {
  readonly widths: ReadonlyMap<'d_in' | 'd_out', number>;
  readonly rule: SizeRule;
  readonly multiple: number;
}

/** The call of a value; a name by itself is one without arguments. */
function callOf(value: Expression): { readonly name: Name; readonly arguments: readonly Argument[] } | undefined {
  if (value.kind === 'call') return { name: value.function, arguments: value.arguments };
  return value.kind === 'reference' ? { name: value.name, arguments: [] } : undefined;
}

const OPTIONS = ['d_in', 'd_out', 'sizes', 'multiple'] as const;

/** What is written between the parentheses of a layer. */
function readOptions(
  layer: Name,
  call: { readonly name: Name; readonly arguments: readonly Argument[] },
  text: string,
  diagnostics: Diagnostic[],
): Options | undefined {
  const before = diagnostics.length;
  const given = new Map<string, Argument>();
  call.arguments.forEach((argument, position) => {
    const option = argument.name?.text ?? OPTIONS[position] ?? '';
    const { span } = argument.name ?? argument;
    if (!OPTIONS.some((known) => known === option))
      diagnostics.push(
        report['unknown-parameter']({ span, ...didYouMean(option, OPTIONS, span) }, call.name.text, option),
      );
    else if (given.has(option)) diagnostics.push(report['duplicate-name']({ span }, option));
    else given.set(option, argument);
  });
  const sizes = given.get('sizes');
  const word = sizes?.value.kind === 'reference' ? sizes.value.name.text : undefined;
  const rule = sizes === undefined ? 'divisors' : SIZE_RULES.find((known) => known === word);
  if (rule === undefined && sizes)
    diagnostics.push(
      report['bad-structure'](
        { span: sizes.value.span, ...didYouMean(word ?? '', SIZE_RULES, sizes.value.span) },
        `sizes are ${SIZE_RULES.join(', ')}`,
      ),
    );
  const numbers = [...given].filter(([option]) => option !== 'sizes');
  const scope = scopeOf(text, diagnostics, {});
  const written = numbers.map(([, { value }]) => value);
  if (!checkExpressions(layer, written, [], [], text, diagnostics)) return undefined;
  const values = new Map(
    numbers.flatMap(([option, { value }]) => {
      const number = evaluateNumber(value, scope, true);
      return number === undefined ? [] : [[option, number] as const];
    }),
  );
  if (rule === undefined || diagnostics.length > before) return undefined;
  const widths = new Map(
    (['d_in', 'd_out'] as const).flatMap((side) => {
      const width = values.get(side);
      return width === undefined ? [] : [[side, width] as const];
    }),
  );
  return { widths, rule, multiple: values.get('multiple') ?? 1 };
}

/** What callers see of the layer until its widths are known. */
function signatureText(name: string, { widths }: Options): string {
  const parameters = (['d_in', 'd_out'] as const).map((side) => {
    const width = widths.get(side);
    return width === undefined ? side : `${side} = ${width}`;
  });
  return [
    `layer ${name}(${parameters.join(', ')}) {`,
    '  input x[..., d_in]',
    '  factor W[d_in, d_out]',
    '  output y[..., d_out] = x[..., d_in] * W[d_in, d_out]',
    '}',
    '',
  ].join('\n');
}

/** The layer for these widths. Errors: `no-sizes`, `constraint-failed`. */
function expand(
  item: StructuredLayer,
  theta: Theta,
  { rule, multiple }: Options,
  parameters: ReadonlyMap<string, number>,
  text: string,
): Result<CheckedLayer> {
  const { span } = item.value;
  const widths = { dIn: parameters.get('d_in') ?? 0, dOut: parameters.get('d_out') ?? 0 };
  const point = analyze(theta, widths, { rule, multiple });
  if (!point.ok) return failure(...point.problems.map(({ message }) => report['no-sizes']({ span }, message)));
  const dropped = droppedFeatures(point.value);
  if (dropped !== undefined)
    return failure(report['no-sizes']({ span, hint: '`sizes = up` or `divisors` drops none' }, dropped));
  const diagnostics: Diagnostic[] = [];
  const scope = scopeOf(text, diagnostics, layerValues(point.value));
  for (const constraint of item.constraints) checkConstraint(constraint, scope);
  return diagnostics.length > 0
    ? failure(...diagnostics)
    : success(parsed(pointText(point.value, item.name.text), item.name.text));
}

function droppedFeatures({ sizes, widths, excess }: Analysis): string | undefined {
  if (excess.input < 0)
    return `rounded sizes multiply to ${inputProduct(sizes)} where x has ${widths.dIn} features, so some would be dropped`;
  return excess.output < 0
    ? `rounded sizes multiply to ${outputProduct(sizes)} where y has ${widths.dOut} features, so some would stay empty`
    : undefined;
}

/** A layer from a text of ours. */
function parsed(text: string, name: string): CheckedLayer {
  const { document, diagnostics } = parse(text, `<${name}>`);
  const [layer] = document.items;
  invariant(layer?.kind === 'layer' && diagnostics.length === 0, () => `structure: ${text}`);
  const found: Diagnostic[] = [];
  const checked = checkLayer(layer, { text, resolveLayer: () => undefined, layerNames: [], diagnostics: found });
  invariant(checked, () => `structure: ${found.map(({ message }) => message).join('; ')} in ${text}`);
  return checked;
}

/** Whether numbers and conditions are right, whatever their values: they are checked as consts and constraints of a layer. */
function checkExpressions(
  name: Name,
  numbers: readonly Expression[],
  constraints: readonly Expression[],
  names: readonly string[],
  text: string,
  diagnostics: Diagnostic[],
): boolean {
  const { span } = name;
  const nameOf = (word: string): Name => ({ kind: 'name', text: word, span });
  const parameters = names.map((word): Parameter => ({ kind: 'parameter', name: nameOf(word), span }));
  const consts = numbers.map((value, at): Statement => ({
    kind: 'const',
    name: nameOf(`${name.text} ${at}`),
    value,
    span,
  }));
  const nothing: Expression = { kind: 'number', value: 0, span };
  const output: Statement = { kind: 'output', name: nameOf(`${name.text} y`), axes: [], value: nothing, span };
  const layer: Layer = { kind: 'layer', name, parameters, constraints, body: [...consts, output], span };
  return checkLayer(layer, { text, resolveLayer: () => undefined, layerNames: [], diagnostics }) !== undefined;
}

const scopeOf = (
  text: string,
  diagnostics: Diagnostic[],
  values: Readonly<Record<string, number>>,
): CompileTimeScope => ({
  constant: (name) => (Object.hasOwn(values, name) ? literal(values[name] ?? NaN) : undefined),
  isBroken: () => false,
  quote: ({ start, end }) => `\`${text.slice(start, end)}\``,
  say: (diagnostic) => diagnostics.push(diagnostic),
});
