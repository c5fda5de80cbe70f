/**
 * Einsum equations in numpy's notation, `"...ij,jk->...ik"`, with numpy's meaning:
 *
 * - An index that stands on several axes of one operand takes the diagonal; on several operands it multiplies.
 * - Without `->` the output is the ellipsis, then every index that stands exactly once, sorted by code point.
 * - `...` stands for the axes a term does not name; they are aligned at the right and broadcast.
 * - An axis of extent 1 broadcasts against an index of any extent on another operand.
 * - White space means nothing.
 *
 * Beyond numpy, indices may be any letters (path finders need more than 52). Where systems disagree we take numpy's
 * unoptimised meaning and refuse: axes under `...` that the output leaves out, and an index twice in the output.
 */
import { failure, success } from '../diagnostic.ts';
import type { Diagnostic, Result, Span } from '../diagnostic.ts';
import { report } from '../diagnostics.ts';
import type { FloatDType } from '../dtype.ts';
import { MAX_ELEMENTS } from '../extent.ts';
import { ProgramBuilder } from './build.ts';
import type { Operand, TensorProgram } from './nodes.ts';

/** What a term of an equation is made of: an index, or all axes the term does not name. */
export interface EquationIndex {
  readonly name: string;
  readonly span: Span;
}

/** One operand's indices; `ellipsis` is the position among `indices` before which `...` stands. */
export interface EquationTerm {
  readonly indices: readonly EquationIndex[];
  readonly ellipsis?: number;
  readonly span: Span;
}

/** An equation in numpy's notation, taken apart. */
export interface EquationSyntax {
  readonly text: string;
  readonly span: Span;
  readonly operands: readonly EquationTerm[];
  /** Missing when the equation has no `->`. */
  readonly output?: EquationTerm;
}

/**
 * An equation for operands of known shapes. Every axis of every operand has a name; an axis that broadcasts has a name
 * of its own that is not in the output, so that nothing is left implied. Axes under `...` are called `…0`, `…1` from
 * the left.
 */
export interface ResolvedEquation {
  readonly operands: readonly (readonly string[])[];
  readonly output: readonly string[];
  readonly extents: ReadonlyMap<string, number>;
}

/** The name of the axis at `position` under `...`; no equation can spell it. */
export const ellipsisIndex = (position: number): string => `…${position}`;

/** Reads an equation. `file` and `offset` say where `text` stands, for diagnostics. */
export function parseEquation(text: string, file = '<equation>', offset = 0): Result<EquationSyntax> {
  const span = (start: number, end: number): Span => ({ file, start: offset + start, end: offset + end });
  const problems: Diagnostic[] = [];
  const terms: EquationTerm[] = [];
  let outputAt: number | undefined;
  let indices: EquationIndex[] = [];
  let ellipsis: number | undefined;
  let termStart = 0;
  const endTerm = (end: number): void => {
    terms.push({ indices, ...(ellipsis === undefined ? {} : { ellipsis }), span: span(termStart, end) });
    [indices, ellipsis] = [[], undefined];
  };
  for (let at = 0; at < text.length;) {
    const character = String.fromCodePoint(text.codePointAt(at) as number);
    const next = at + character.length;
    if (character === ',' && outputAt === undefined) {
      endTerm(at);
      termStart = next;
    } else if (text.startsWith('->', at) && outputAt === undefined) {
      endTerm(at);
      outputAt = terms.length;
      termStart = next + 1;
      at += 1;
    } else if (character === '-' || character === '>') {
      return failure(report['equation-arrow']({ span: span(at, next) }));
    } else if (character === '.') {
      const dots = /^\.+/.exec(text.slice(at))?.[0].length ?? 1;
      const place = { span: span(at, at + dots) };
      if (dots !== 3) return failure(report['equation-ellipsis'](place, `here ${dots === 1 ? 'is 1' : `are ${dots}`}`));
      if (ellipsis !== undefined) return failure(report['equation-ellipsis'](place, 'this term has another'));
      ellipsis = indices.length;
      at += 2;
    } else if (isIndexName(character)) {
      indices.push({ name: character, span: span(at, next) });
    } else if (!/\s/u.test(character)) {
      problems.push(report['equation-character']({ span: span(at, next) }, printable(character)));
    }
    at = next > at ? next : at + 1;
  }
  endTerm(text.length);
  if (problems.length > 0) return failure(...problems.slice(0, MAX_PROBLEMS));
  const output = outputAt === undefined ? undefined : terms[outputAt];
  return success({
    text,
    span: span(0, text.length),
    operands: outputAt === undefined ? terms : terms.slice(0, outputAt),
    ...(output === undefined ? {} : { output }),
  });
}

/** More problems than this in one equation help nobody. */
const MAX_PROBLEMS = 10;

/** ASCII letters, and anything beyond ASCII that is neither white space nor a control character. */
const isIndexName = (character: string): boolean =>
  /[A-Za-z]/.test(character) || ((character.codePointAt(0) as number) > 0x7f && !/[\s\p{Cc}\p{Cs}…]/u.test(character));

const printable = (character: string): string =>
  /[\p{C}]/u.test(character) ? `U+${(character.codePointAt(0) as number).toString(16).padStart(4, '0')}` : character;

/** Gives every axis of operands with these shapes its name, or says where the equation and the shapes disagree. */
export function resolveEquation(
  syntax: EquationSyntax,
  shapes: readonly (readonly number[])[],
): Result<ResolvedEquation> {
  if (syntax.operands.length !== shapes.length)
    return failure(report['equation-operands']({ span: syntax.span }, syntax.operands.length, shapes.length));
  const problems: Diagnostic[] = [];
  syntax.operands.forEach((term, operand) => {
    const shape = shapes[operand] as readonly number[];
    const named = term.indices.length;
    if (term.ellipsis === undefined ? named !== shape.length : named > shape.length)
      problems.push(report['equation-rank']({ span: term.span }, termText(syntax, term), named, operand, shape));
  });
  if (problems.length > 0) return failure(...problems);

  const covered = syntax.operands.map((term, operand) =>
    term.ellipsis === undefined ? 0 : (shapes[operand] as readonly number[]).length - term.indices.length,
  );
  const depth = Math.max(0, ...covered);
  const named = syntax.operands.map((term, operand) => nameAxes(term, covered[operand] as number, depth));
  const extents = unifyExtents(syntax, named, shapes, problems);
  const output = syntax.output
    ? explicitOutput(syntax, syntax.output, depth, extents, problems)
    : implicitOutput(named, depth);
  if (problems.length > 0) return failure(...problems);

  // What numpy broadcasts is spelled out: an axis of extent 1 under a larger index gets a name of its own.
  const operands = named.map((axes, operand) =>
    axes.map(({ name }, axis) => {
      const broadcasts = shapes[operand]?.[axis] === 1 && extents.get(name) !== 1;
      if (!broadcasts) return name;
      const fresh = `${name}′${operand}`;
      extents.set(fresh, 1);
      return fresh;
    }),
  );
  return success({ operands, output, extents });
}

interface NamedAxis {
  readonly name: string;
  /** Missing for an axis under `...`. */
  readonly span?: Span;
}

/** The names of the axes of a term whose `...` covers `covered` of the `depth` axes any `...` covers. */
function nameAxes(term: EquationTerm, covered: number, depth: number): readonly NamedAxis[] {
  const under = Array.from({ length: covered }, (_, at) => ({ name: ellipsisIndex(depth - covered + at) }));
  const before = term.ellipsis ?? term.indices.length;
  return [...term.indices.slice(0, before), ...under, ...term.indices.slice(before)];
}

function unifyExtents(
  syntax: EquationSyntax,
  named: readonly (readonly NamedAxis[])[],
  shapes: readonly (readonly number[])[],
  problems: Diagnostic[],
): Map<string, number> {
  const extents = new Map<string, number>();
  const seen = new Map<string, { extent: number; operand: number; span: Span }>();
  named.forEach((axes, operand) => {
    const within = new Map<string, { extent: number; span: Span }>();
    axes.forEach(({ name, span = (syntax.operands[operand] as EquationTerm).span }, axis) => {
      const extent = (shapes[operand] as readonly number[])[axis] as number;
      // A diagonal needs equal extents: nothing broadcasts within one operand.
      const twin = within.get(name);
      if (twin && twin.extent !== extent) {
        problems.push(
          report['equation-extents'](
            { span, text: `${extent}`, labels: [{ span: twin.span, text: `${twin.extent}` }] },
            name,
            `${twin.extent} on one axis of operand ${operand}`,
            `${extent} on another`,
          ),
        );
        return;
      }
      within.set(name, { extent, span });
      const known = seen.get(name);
      if (known && known.extent !== extent && known.extent !== 1 && extent !== 1) {
        const place = { span, text: `${extent}`, labels: [{ span: known.span, text: `${known.extent}` }] };
        const [first, second] = [`${known.extent} in operand ${known.operand}`, `${extent} in operand ${operand}`];
        problems.push(
          name.startsWith('…')
            ? report['equation-broadcast'](place, first, second)
            : report['equation-extents'](place, name, first, second),
        );
        return;
      }
      if (!known || known.extent === 1) seen.set(name, { extent, operand, span });
      extents.set(name, seen.get(name)?.extent ?? extent);
    });
  });
  return extents;
}

function implicitOutput(named: readonly (readonly NamedAxis[])[], depth: number): readonly string[] {
  const counts = new Map<string, number>();
  for (const { name } of named.flat()) counts.set(name, (counts.get(name) ?? 0) + 1);
  const once = [...counts].filter(([name, count]) => count === 1 && !name.startsWith('…')).map(([name]) => name);
  const byCodePoint = (left: string, right: string): number =>
    (left.codePointAt(0) as number) - (right.codePointAt(0) as number);
  return [...Array.from({ length: depth }, (_, at) => ellipsisIndex(at)), ...once.sort(byCodePoint)];
}

function explicitOutput(
  syntax: EquationSyntax,
  term: EquationTerm,
  depth: number,
  extents: ReadonlyMap<string, number>,
  problems: Diagnostic[],
): readonly string[] {
  const seen = new Map<string, Span>();
  for (const { name, span } of term.indices) {
    const first = seen.get(name);
    if (first)
      problems.push(
        report['equation-output-repeated']({ span, labels: [{ span: first, text: 'the first time' }] }, name),
      );
    else if (!extents.has(name)) problems.push(report['equation-output-index']({ span }, name));
    seen.set(name, span);
  }
  if (term.ellipsis === undefined && depth > 0) {
    const culprit = syntax.operands.find(({ ellipsis }) => ellipsis !== undefined);
    const labels = culprit ? [{ span: culprit.span, text: 'has `...`' }] : [];
    problems.push(report['equation-output-ellipsis']({ span: term.span, labels }, depth));
  }
  return nameAxes(term, term.ellipsis === undefined ? 0 : depth, depth).map(({ name }) => name);
}

const termText = (syntax: EquationSyntax, term: EquationTerm): string =>
  syntax.text.slice(term.span.start - syntax.span.start, term.span.end - syntax.span.start).trim();

/**
 * The program of one equation: parameters `operand0`, `operand1`, … of these shapes, and the output `result`. Fails
 * with diagnostics when equation and shapes disagree or the result would be too large to have.
 */
export function equationProgram(
  text: string,
  shapes: readonly (readonly number[])[],
  dtype: FloatDType = 'f32',
): Result<TensorProgram> {
  const syntax = parseEquation(text);
  if (!syntax.ok) return syntax;
  const resolved = resolveEquation(syntax.value, shapes);
  if (!resolved.ok) return resolved;
  const { operands, output, extents } = resolved.value;
  const shape = output.map((index) => extents.get(index) as number);
  for (const [what, candidate] of [
    ...shapes.map((each, at) => [`operand ${at}`, each] as const),
    ['the result', shape] as const,
  ])
    if (candidate.reduce((all, extent) => all * extent, 1) > MAX_ELEMENTS)
      return failure(report['too-many-elements']({ span: syntax.value.span }, what, candidate));

  const builder = new ProgramBuilder('einsum');
  const placed: Operand[] = operands.map((indices, at) => ({
    value: builder.parameter(`operand${at}`, shapes[at] as readonly number[], dtype),
    indices,
  }));
  builder.output('result', builder.einsum(placed, output));
  return success(builder.build());
}
