/**
 * Lowers a checked layer, with values for its parameters, to tensor IR. Layers it calls become part of the program,
 * their factors named after the call (`q.A`); a `repeat` block is written out, its factors named by round (`l.0.A`).
 */
import {
  BATCH,
  DTYPES,
  ProgramBuilder,
  extentsEqual,
  failure,
  isFloat,
  multiplyExtents,
  printExtent,
  printShape,
  shapesEqual,
  success,
} from '@einlay/ir';
import type {
  DType,
  Diagnostic,
  DiagnosticPlace,
  Extent,
  FloatDType,
  Initializer,
  Result,
  Span,
  TensorProgram,
  ValueId,
} from '@einlay/ir';
import { axesOf } from './axes.ts';
import type { Axes } from './axes.ts';
import type {
  Argument,
  Axis,
  Expression,
  FactorStatement,
  InputStatement,
  LayerCallExpression,
  LetStatement,
  Name,
  OutputStatement,
  RepeatStatement,
  Statement,
  TensorDeclaration,
} from './ast.ts';
import { calleeExtentsIn, calleeExtentsKnown } from './call-extents.ts';
import { typeOfDType } from './check.ts';
import type { CheckedLayer } from './check.ts';
import { checkConstraint, evaluate, evaluateNumber } from './compile-time.ts';
import type { CompileTimeScope } from './compile-time.ts';
import { report } from './diagnostics.ts';
import { isBatched } from './equation-axes.ts';
import { declareIndexHint, lowerDefinition, lowerTensor, retensor } from './expressions.ts';
import { defaultsFix, settingsFix } from './factor-fix.ts';
import { IndexTable, equationsOf, solveEquations, solveInputs, undeterminedFactors } from './extents.ts';
import type { Equation } from './extents.ts';
import { literal } from './functions.ts';
import { defaultInitializer, defaultLearningRate } from './initializers.ts';
import { limitDiagnostics } from './limit-diagnostics.ts';
import type { CheckedModule } from './load-module.ts';
import { Scope, joinedExtents } from './scope.ts';
import type { BoundTensor, NameMeaning, Program } from './scope.ts';
import { didYouMean, insertAfter, replaceBy } from './suggest.ts';

/** Values for parameters of a layer, by name. */
export type Settings = Readonly<Record<string, number>>;

/** Options of `lowerLayer`. */
export interface LowerOptions {
  /** Element type to compute in, and of every tensor that names none; f32 unless said otherwise. */
  readonly dtype?: FloatDType;
}

/**
 * The tensor program of a layer of `module`. Fails with diagnostics about unknown layers and parameters, constraints
 * that do not hold, and extents that disagree, are unknown or too large.
 *
 * @example
 * ```ts
 * import { printProgram } from '@einlay/ir';
 * import { loadModule, lowerLayer } from '@einlay/language';
 *
 * const module = loadModule('import { low_rank } from "std"', 'example.ein');
 * if (!module.ok) throw new Error(module.diagnostics[0]?.message);
 * const program = lowerLayer(module.value, 'low_rank', { d_in: 8, d_out: 4, r: 2 });
 * if (program.ok) console.log(printProgram(program.value).trimEnd());
 * ```
 *
 * ```text
 * program low_rank
 * input x: f32[..., 8] as [..., d_in]
 * factor A: f32[8, 2] as [d_in, r] ~ spectral(8, 2) lr 0.5
 * factor B: f32[2, 4] as [r, d_out] ~ spectral(2, 4) lr 2
 * y: f32[..., 4] = einsum[..., d_out] x[..., d_in] * A[d_in, r] * B[r, d_out]
 * output y[..., d_out] = y
 * ```
 */
export function lowerLayer(
  module: CheckedModule,
  layerName: string,
  settings: Settings = {},
  { dtype = 'f32' }: LowerOptions = {},
): Result<TensorProgram> {
  const layer = module.layers.get(layerName) ?? module.exports.get(layerName);
  const names = [...module.layers.keys(), ...module.exports.keys()];
  if (!layer) return failure(report['unknown-layer']({ ...didYouMean(layerName, names) }, layerName));
  const program: Program = {
    builder: new ProgramBuilder(layer.name, layer.syntax.doc),
    dtype,
    diagnostics: [],
    paths: new Set(),
    uses: new Map(),
    operations: 0,
  };
  const parameters = outerParameters(layer, settings, program);
  const outputs = parameters && new LayerLowering(program).layer(layer, parameters, '');
  if (!outputs || program.diagnostics.length > 0) return failure(...limitDiagnostics(program.diagnostics));
  layer.outputs.forEach(({ name }, position) => {
    const tensor = outputs[position] as BoundTensor;
    const value = program.builder.reshape(tensor.value, joinedExtents(tensor), { name });
    program.builder.output(name, value, axisNames(tensor.axes));
  });
  return success(withInitializers(program.builder.build(), program));
}

/**
 * What can be said of the extents of a layer without values from outside: everything when all its parameters have
 * defaults, else whether its factors will have extents at all.
 */
export function checkExtents(module: CheckedModule, layer: CheckedLayer): readonly Diagnostic[] {
  if (layer.syntax.parameters.every((parameter) => parameter.default))
    return lowerLayer(module, layer.name).diagnostics;
  const { unknown, runtime } = undeterminedFactors(layer.syntax, calleeExtentsKnown(layer));
  return [
    ...unknown.map(({ index: { text, span } }) =>
      report['unknown-extent']({ span, hint: declareIndexHint(text), ...parameterFix(layer, text) }, text),
    ),
    ...runtime.map(({ index: { text, span }, factor }) =>
      report['extent-not-a-number']({ span, hint: declareIndexHint(text), ...parameterFix(layer, text) }, text, factor),
    ),
  ];
}

/** Makes an index a parameter of its layer: behind the others without a default. */
function parameterFix({ syntax }: CheckedLayer, index: string): Pick<DiagnosticPlace, 'fix'> {
  const { parameters, name } = syntax;
  const before = parameters.findLast((parameter) => !parameter.default);
  const title = `make \`${index}\` a parameter of \`${name.text}\``;
  if (before) return { fix: insertAfter(before.span, `, ${index}`, title) };
  const [first] = parameters;
  return first ? { fix: replaceBy({ ...first.span, end: first.span.start }, `${index}, `, title) } : {};
}

/** The values a caller gives, and defaults for the rest. */
function outerParameters(
  layer: CheckedLayer,
  settings: Settings,
  program: Program,
): ReadonlyMap<string, number> | undefined {
  const names = layer.syntax.parameters.map(({ name }) => name.text);
  const values = new Map<string, number>();
  for (const [name, value] of Object.entries(settings)) {
    if (!names.includes(name))
      program.diagnostics.push(
        report['unknown-parameter']({ span: layer.syntax.name.span, ...didYouMean(name, names) }, layer.name, name),
      );
    else if (!Number.isInteger(value)) program.diagnostics.push(report['not-whole']({}, `\`${name}\` = ${value}`));
    else if (!Number.isSafeInteger(value)) program.diagnostics.push(report['too-large']({}, `\`${name}\``, '2^53 - 1'));
    else values.set(name, value);
  }
  return program.diagnostics.length > 0 ? undefined : withDefaults(layer, values, program, layer.syntax.name.span);
}

/** All parameters, defaults for those without a value; a default may name parameters before it. */
function withDefaults(
  layer: CheckedLayer,
  given: ReadonlyMap<string, number>,
  program: Program,
  span: Span,
): ReadonlyMap<string, number> | undefined {
  const values = new Map<string, number>();
  const missing: string[] = [];
  const scope: CompileTimeScope = {
    constant: (name) => {
      const value = values.get(name);
      return value === undefined ? undefined : literal(value);
    },
    isBroken: (name) => missing.includes(name),
    quote: ({ start, end }) => `\`${layer.text.slice(start, end)}\``,
    say: (diagnostic) => program.diagnostics.push(diagnostic),
  };
  for (const { name, default: expression } of layer.syntax.parameters) {
    const value = given.get(name.text) ?? (expression && evaluateNumber(expression, scope, true));
    if (value === undefined) missing.push(name.text);
    else values.set(name.text, value);
  }
  const unset = layer.syntax.parameters.filter((each) => !each.default && !given.has(each.name.text));
  if (unset.length > 0)
    program.diagnostics.push(
      report['missing-parameter'](
        { span },
        layer.name,
        unset.map(({ name }) => name.text),
      ),
    );
  return missing.length > 0 ? undefined : values;
}

/** What the caller of a layer hands to one of its inputs. */
interface GivenInput {
  readonly tensor: BoundTensor;
  /** The extents of the axes under `...`. */
  readonly leading: readonly Extent[];
  readonly span: Span;
  /** The change of the call after which parameters of the layer multiply to an extent. */
  readonly fixOf: (parameters: readonly string[], extent: Extent) => Pick<DiagnosticPlace, 'fix'>;
}

class LayerLowering {
  readonly #program: Program;
  #depth = 0;

  constructor(program: Program) {
    this.#program = program;
  }

  /** The outputs of a layer, undefined when something was said. Without `given`, its inputs become parameters. */
  layer(
    layer: CheckedLayer,
    parameters: ReadonlyMap<string, number>,
    path: string,
    given?: readonly GivenInput[],
    site?: Span,
  ): readonly BoundTensor[] | undefined {
    const expanded = layer.expand?.(parameters);
    if (expanded) {
      const labels = site ? [{ span: site, text: 'called here' }] : [];
      this.#program.diagnostics.push(
        ...expanded.diagnostics.map((diagnostic) => ({ ...diagnostic, labels: [...diagnostic.labels, ...labels] })),
      );
      return expanded.ok ? this.layer(expanded.value, new Map(), path, given, site) : undefined;
    }
    const table = new IndexTable(new Map());
    const scope = new Scope({ program: this.#program, layer, indices: table, path, callLayer: this.#call });
    for (const { name } of layer.syntax.parameters) {
      const value = parameters.get(name.text) ?? 1;
      scope.declare(name.text, { kind: 'number', value: literal(value) });
      table.use(name.text, { extent: value, place: `the parameter \`${name.text}\``, span: name.span });
    }
    const fixOf = (condition: Expression): Pick<DiagnosticPlace, 'fix'> => {
      const { constant, isBroken, quote } = scope;
      const quiet = { constant, isBroken, quote, say: () => undefined };
      const valueOf = (side: Expression): number | undefined => evaluateNumber(side, quiet);
      return site ? {} : defaultsFix(condition, layer.syntax.parameters, valueOf, layer.text);
    };
    const held = layer.syntax.constraints.map((constraint) => checkConstraint(constraint, scope, site, fixOf));
    if (held.includes(false)) return undefined;
    const before = this.#program.diagnostics.length;
    this.#solveExtents(layer.syntax.body, scope, given);
    // Without the extent of an index everything after would only say that it is unknown.
    if (this.#program.diagnostics.length > before || (given && !this.#givenFit(given, scope))) return undefined;
    this.#statements(layer.syntax.body, scope, given, site);
    if (this.#program.diagnostics.length > before) return undefined;
    const outputs = layer.outputs.map(({ name }) => scope.tensor(name)).filter((tensor) => tensor !== undefined);
    return outputs.length === layer.outputs.length ? outputs : undefined;
  }

  // Extents.

  /** Finds the extents of inputs and factors from parameters, `index` statements, inputs given, and accesses. */
  #solveExtents(statements: readonly Statement[], scope: Scope, given?: readonly GivenInput[]): void {
    const local = new Map<string, NameMeaning>();
    const early: CompileTimeScope = {
      constant: (name) => {
        const meaning = local.get(name);
        return meaning?.kind === 'number' ? meaning.value : scope.constant(name);
      },
      isBroken: scope.isBroken,
      quote: scope.quote,
      say: () => undefined,
    };
    for (const statement of statements) {
      // A const may be needed by an index, and may need extents that are not known yet; those wait for their turn.
      if (statement.kind === 'const' && !statement.axes) {
        const value = evaluate(statement.value, early);
        if (value) local.set(statement.name.text, { kind: 'number', value });
      }
      if (statement.kind === 'index') this.#index(statement.name, statement.extent, scope, early);
    }
    const equations = [
      ...equationsOf(statements, scope.tensorAxes(), calleeExtentsIn(scope.layer, early)),
      ...givenEquations(scope.layer, given),
    ];
    solveEquations(equations, scope.indices);
    if (!given) solveInputs(statements, equations, scope.indices);
  }

  #index(name: Name, expression: Expression, scope: Scope, values: CompileTimeScope): void {
    const extent = evaluateNumber(expression, { ...values, say: scope.say }, true);
    if (extent === undefined) return;
    if (extent < 1) scope.say(report['bad-extent']({ span: expression.span }, `index \`${name.text}\``, extent));
    scope.indices.use(name.text, { extent, place: `\`index ${name.text}\``, span: name.span });
  }

  /** Whether the axes of the tensors given have the extents the layer declares for its inputs. */
  #givenFit(given: readonly GivenInput[], scope: Scope): boolean {
    const { name: layerName, inputs } = scope.layer;
    return given
      .map(({ tensor, leading, span, fixOf }, position) => {
        const input = inputs[position];
        if (!input) return false;
        const found = joinedExtents(tensor).slice(leading.length);
        const declared = isBatched(input.axes) ? input.axes.slice(1) : input.axes;
        return declared
          .map((names, axis) => {
            const extents = names.map((name) => scope.extentOf(name));
            const known = extents.filter((extent) => extent !== undefined);
            const actual = found[axis] ?? 1;
            if (known.length < extents.length || extentsEqual(multiplyExtents(known), actual)) return true;
            scope.say(
              report['shape-mismatch'](
                {
                  span,
                  text: printExtent(actual),
                  labels: [{ span: input.span, text: 'the input' }],
                  ...fixOf(names, actual),
                },
                `axis \`${names.join('·')}\` of input \`${input.name}\` of \`${layerName}\``,
                printExtent(multiplyExtents(known)),
                printExtent(actual),
              ),
            );
            return false;
          })
          .every(Boolean);
      })
      .every(Boolean);
  }

  // Statements.

  #statements(statements: readonly Statement[], scope: Scope, given?: readonly GivenInput[], site?: Span): void {
    let input = 0;
    for (const statement of statements) {
      if (!scope.countOperation(statement.span)) return;
      switch (statement.kind) {
        case 'input':
          for (const tensor of statement.tensors) {
            this.#input(tensor, statement, scope, given?.[input]);
            input += 1;
          }
          break;
        case 'factor':
          this.#factor(statement, scope);
          break;
        case 'const': {
          const { name, axes, value } = statement;
          if (axes) this.#bind(name, lowerDefinition(axes, value, scope, name), scope);
          else {
            const constant = evaluate(value, scope);
            scope.declare(name.text, constant ? { kind: 'number', value: constant } : { kind: 'broken' });
          }
          break;
        }
        case 'let':
        case 'output':
          this.#bind(statement.name, this.#definition(statement, scope), scope);
          break;
        case 'where':
          for (const constraint of statement.constraints) checkConstraint(constraint, scope, site);
          break;
        case 'repeat':
          this.#repeat(statement, scope);
          break;
        case 'index':
        case 'unsupported':
          break;
      }
    }
  }

  #bind(name: Name, tensor: BoundTensor | undefined, scope: Scope): void {
    const before = scope.tensor(name.text);
    const fits = !before || !tensor || shapesEqual(joinedExtents(before), joinedExtents(tensor));
    if (!fits) {
      const [expected = '', found = ''] = [before, tensor].map((each) => printShape(joinedExtents(each)));
      const labels = [{ span: before.span, text: expected }];
      scope.say(report['shape-mismatch']({ span: name.span, labels }, `\`${name.text}\``, expected, found));
    }
    const meaning: NameMeaning = tensor && fits ? { kind: 'tensor', tensor } : { kind: 'broken' };
    if (!scope.rebind(name.text, meaning)) scope.declare(name.text, meaning);
  }

  #definition({ name, axes, value }: LetStatement | OutputStatement, scope: Scope): BoundTensor | undefined {
    const whole = (value.kind === 'layer-call' || value.kind === 'einsum') && !value.axes;
    const alias = !axes && value.kind === 'reference' && scope.meaningOf(value.name.text)?.kind !== 'number';
    if (!whole && !alias) return lowerDefinition(axes ?? [], value, scope, name);
    const tensor = lowerTensor(value, scope, name.text);
    return tensor && axes ? retensor(tensor, 'the result', axes, value.span, scope) : tensor;
  }

  #repeat({ count, counter, body, span }: RepeatStatement, scope: Scope): void {
    const rounds = evaluateNumber(count, scope, true);
    if (rounds === undefined) return;
    if (rounds < 0) scope.say(report['bad-count']({ span: count.span }, rounds));
    const name = this.#uniquePath(scope.path, counter?.text ?? 'repeat');
    const before = this.#program.diagnostics.length;
    for (let round = 0; round < rounds; round += 1) {
      if (!scope.countOperation(span)) return;
      const indices = new IndexTable(new Map(), scope.indices);
      const inner = new Scope({ ...parts(scope), indices, path: `${name}.${round}.` }, scope);
      if (counter) inner.declare(counter.text, { kind: 'number', value: literal(round) });
      this.#solveExtents(body, inner);
      if (this.#program.diagnostics.length === before) this.#statements(body, inner);
      // The next round would only say the same again.
      if (this.#program.diagnostics.length > before) return;
    }
  }

  // Inputs and factors.

  #input(declaration: TensorDeclaration, { doc }: InputStatement, scope: Scope, given?: GivenInput): void {
    const { name, span } = declaration;
    const shape = this.#declaredExtents(declaration, scope, false);
    if (!shape) {
      scope.declare(name.text, { kind: 'broken' });
      return;
    }
    const { axes, extents } = shape;
    const joined = extents.map(multiplyExtents);
    const { builder, dtype: float } = this.#program;
    const dtype = dtypeOf(declaration) ?? float;
    const type = typeOfDType(dtype);
    const value = given
      ? builder.reshape(given.tensor.value, joined, { span: given.span })
      : builder.parameter(name.text, joined, dtype, { role: 'input', axes: axisNames(axes), doc, span });
    const factor = given?.tensor.factor;
    const tensor = { value: this.#computable(value, dtype), axes, extents, type, span: name.span };
    scope.declare(name.text, { kind: 'tensor', tensor: factor === undefined ? tensor : { ...tensor, factor } });
  }

  #factor(statement: FactorStatement, scope: Scope): void {
    const { initializer: clause, learningRate: rate, doc } = statement;
    const initializer = clause && this.#initializer(clause.name.text, clause.arguments, scope);
    const learningRate = rate && evaluateNumber(rate, scope);
    for (const declaration of statement.tensors) {
      const { name, span } = declaration;
      const shape = this.#declaredExtents(declaration, scope, true);
      if (!shape) {
        scope.declare(name.text, { kind: 'broken' });
        continue;
      }
      const { axes, extents } = shape;
      const dtype = dtypeOf(declaration) ?? this.#program.dtype;
      const factor = this.#program.builder.parameter(`${scope.path}${name.text}`, extents.map(multiplyExtents), dtype, {
        role: 'factor',
        axes: axisNames(axes),
        doc,
        initializer,
        learningRate,
        span,
      });
      const value = this.#computable(factor, dtype);
      scope.declare(name.text, {
        kind: 'tensor',
        tensor: { value, axes, extents, type: 'float', span: name.span, factor },
      });
    }
  }

  /** Floating tensors are computed with in one element type, whatever type they are kept in. */
  #computable(value: ValueId, dtype: DType): ValueId {
    const { builder, dtype: float } = this.#program;
    return isFloat(dtype) ? builder.cast(value, float) : value;
  }

  #initializer(name: string, values: readonly Expression[], scope: Scope): Initializer | undefined {
    const [value] = values;
    switch (name) {
      case 'zeros':
      case 'ones':
        return { kind: name };
      case 'normal': {
        const deviation = value && evaluateNumber(value, scope);
        return deviation === undefined ? undefined : { kind: 'normal', deviation };
      }
      default:
        return undefined;
    }
  }

  /** The axes of an input or factor with their extents, undefined after saying which is missing or impossible. */
  #declaredExtents(
    { name, axes }: TensorDeclaration,
    scope: Scope,
    numbersOnly: boolean,
  ): { readonly axes: Axes; readonly extents: readonly (readonly Extent[])[] } | undefined {
    const before = this.#program.diagnostics.length;
    const extents = axes.map((axis) =>
      indicesOf(axis).map(({ text, span }) => {
        const extent = scope.extentOf(text);
        if (extent === undefined) scope.say(report['unknown-extent']({ span, hint: declareIndexHint(text) }, text));
        else if (typeof extent === 'number' && extent < 1)
          scope.say(report['bad-extent']({ span }, `index \`${text}\``, extent));
        else if (numbersOnly && typeof extent !== 'number')
          scope.say(report['extent-not-a-number']({ span, hint: declareIndexHint(text) }, text, name.text));
        else if (text !== BATCH) scope.useIndex(text, extent, name.text, span);
        return extent ?? 1;
      }),
    );
    if (this.#program.diagnostics.length > before) return undefined;
    if (!scope.allowShape(extents.flat(), `\`${name.text}\``, name.span)) return undefined;
    return { axes: axesOf(axes), extents };
  }

  // Calls.

  readonly #call = (call: LayerCallExpression, scope: Scope, name: string): BoundTensor | undefined => {
    const callee = scope.layer.callees.get(call.layer.text);
    if (!callee) return undefined;
    const given = this.#given(call, callee, scope);
    const settings = this.#settings(call.settings, callee, scope);
    const parameters = settings && withDefaults(callee, settings, this.#program, call.span);
    if (!given || !parameters) return undefined;
    const path = `${this.#uniquePath(scope.path, name)}.`;
    if (this.#depth >= MAX_CALLS) {
      scope.say(report['nested-too-deeply']({ span: call.span }, MAX_CALLS));
      return undefined;
    }
    this.#depth += 1;
    const outputs = this.layer(callee, parameters, path, given, call.span);
    this.#depth -= 1;
    const [output] = outputs ?? [];
    if (!output || !isBatched(output.axes)) return output && { ...output, span: call.span };
    return this.#restoreLeading(output, callee, given, call.span);
  };

  /** The inputs of a call; those with `...` must agree on their leading axes. */
  #given(call: LayerCallExpression, callee: CheckedLayer, scope: Scope): readonly GivenInput[] | undefined {
    let first: { readonly leading: readonly Extent[]; readonly span: Span } | undefined;
    const given: GivenInput[] = [];
    for (const [position, input] of call.inputs.entries()) {
      const tensor = lowerTensor(input, scope);
      const signature = callee.inputs[position];
      if (!tensor || !signature) continue;
      const fixed = signature.axes.length - (isBatched(signature.axes) ? 1 : 0);
      const leading = joinedExtents(tensor).slice(0, tensor.axes.length - fixed);
      const fixOf = (names: readonly string[], extent: Extent): Pick<DiagnosticPlace, 'fix'> =>
        settingsFix(call, callee.syntax.parameters, names, extent, scope.layer.text);
      given.push({ tensor, leading, span: input.span, fixOf });
      if (!isBatched(signature.axes)) continue;
      first ??= { leading, span: input.span };
      if (shapesEqual(first.leading, leading)) continue;
      const [expected, found] = [printShape(first.leading), printShape(leading)];
      scope.say(
        report['shape-mismatch'](
          { span: input.span, text: found, labels: [{ span: first.span, text: expected }] },
          'what stands for `...` in this call',
          expected,
          found,
        ),
      );
      return undefined;
    }
    return given.length === call.inputs.length ? given : undefined;
  }

  #settings(
    settings: readonly Argument[],
    callee: CheckedLayer,
    scope: Scope,
  ): ReadonlyMap<string, number> | undefined {
    const values = new Map<string, number>();
    for (const [position, { name, value }] of settings.entries()) {
      const parameter = name?.text ?? callee.syntax.parameters[position]?.name.text ?? '';
      const number = evaluateNumber(value, scope, true);
      if (number !== undefined) values.set(parameter, number);
    }
    return values.size === settings.length ? values : undefined;
  }

  /** The result of a call with the leading axes of its inputs in place of the one that stood for them. */
  #restoreLeading(
    output: BoundTensor,
    callee: CheckedLayer,
    given: readonly GivenInput[],
    span: Span,
  ): BoundTensor | undefined {
    const position = callee.inputs.findIndex(({ axes }) => isBatched(axes));
    const source = given[position];
    if (!source) return undefined;
    const leading = source.leading.length;
    const axes = [...source.tensor.axes.slice(0, leading), ...output.axes.slice(1)];
    const extents = [...source.tensor.extents.slice(0, leading), ...output.extents.slice(1)];
    const value = this.#program.builder.reshape(output.value, extents.map(multiplyExtents), { span });
    return { value, axes, extents, type: output.type, span };
  }

  /** A name for factors that no other factor of the program starts with: the second `q` is `q2`. */
  #uniquePath(path: string, name: string): string {
    const { paths } = this.#program;
    let found = `${path}${name}`;
    for (let copy = 2; paths.has(found); copy += 1) found = `${path}${name}${copy}`;
    paths.add(found);
    return found;
  }
}

/** Layers may call layers this deep. */
const MAX_CALLS = 64;

const parts = ({ program, layer, indices, path, callLayer }: Scope) => ({ program, layer, indices, path, callLayer });

const indicesOf = (axis: Axis): readonly { readonly text: string; readonly span: Span }[] => {
  switch (axis.kind) {
    case 'ellipsis':
      return [{ text: BATCH, span: axis.span }];
    case 'index':
      return [axis.name];
    case 'group':
      return axis.names;
  }
};

const dtypeOf = ({ dtype }: TensorDeclaration): DType | undefined => DTYPES.find((known) => known === dtype?.text);

/** `g·a`, for people who read the signature of a program. */
const axisNames = (axes: Axes): readonly string[] => axes.map((names) => names.join('·'));

/** What the tensors handed to a layer say about the indices of its inputs. */
function givenEquations(layer: CheckedLayer, given: readonly GivenInput[] = []): readonly Equation[] {
  return given.flatMap(({ tensor, leading }, position) => {
    const axes = layer.inputs[position]?.axes ?? [];
    const joined = joinedExtents(tensor);
    const fixed = joined.slice(leading.length);
    const batch = isBatched(axes)
      ? [{ left: [BATCH], right: [], scale: multiplyExtents(joined.slice(0, leading.length)) }]
      : [];
    const declared = isBatched(axes) ? axes.slice(1) : axes;
    return [...batch, ...declared.map((left, axis) => ({ left, right: [], scale: fixed[axis] ?? 1 }))];
  });
}

/** The program with an initializer and a learning rate for every factor, which its uses decide. */
function withInitializers(program: TensorProgram, { uses }: Program): TensorProgram {
  const nodes = program.nodes.map((node) => {
    if (node.kind !== 'parameter' || node.role !== 'factor') return node;
    const use = uses.get(node.id);
    return {
      ...node,
      initializer: node.initializer ?? defaultInitializer(use),
      learningRate: node.learningRate ?? defaultLearningRate(use),
    };
  });
  return { ...program, nodes };
}
