/** Points told to people and to programs. */
import { SYMBOLS, THETA_INDICES, isFullRank, printExponent, printTheta } from '@einlay/space';
import type { Analysis, IndexName, NetworkIndex } from '@einlay/space';
import { exponentsOfNetwork } from './find-point.ts';
import type { FoundNetwork } from './find-point.ts';
import { shortNumber, textTable } from './text-table.ts';
import type { TracedProduct } from './trace-layer.ts';

/** A point, or a layer that is one or is none, with what people call it. */
export interface Subject {
  readonly name: string;
  readonly found:
    | { readonly kind: 'point'; readonly analysis: Analysis; readonly factors: readonly string[] }
    | FoundNetwork
    | { readonly kind: 'none'; readonly reason: string };
  /** What can be drawn. */
  readonly product?: TracedProduct;
}

/** The indices a point has: the seven, and ξ where there are blocks. */
const indicesOf = ({ theta }: Analysis): readonly IndexName[] =>
  theta.xi > 0 ? [...THETA_INDICES, 'xi'] : THETA_INDICES;

/** The form that other programs read; its keys do not change. */
export const pointJson = (analysis: Analysis) => {
  const { params, macs, rank, omega, psi, nu, canonical, sizes } = analysis;
  const own = Object.fromEntries(indicesOf(analysis).map((name) => [name, sizes[name]]));
  return { sizes: own, params, macs, rank, omega, psi, nu, canonical };
};

/** The exponents of a point, by name. */
export const thetaJson = (analysis: Analysis): Readonly<Record<string, number>> =>
  Object.fromEntries(indicesOf(analysis).map((index) => [index, analysis.theta[index]]));

/** A subject of any kind, by name. */
export function subjectJson({ name, found }: Subject): Readonly<Record<string, unknown>> {
  switch (found.kind) {
    case 'point': {
      const { analysis, factors } = found;
      const { widths } = analysis;
      return {
        layer: name,
        din: widths.dIn,
        dout: widths.dOut,
        factors,
        theta: thetaJson(analysis),
        ...pointJson(analysis),
      };
    }
    case 'network': {
      const { widths, factors, params, macs, rank, omega, psi, nu } = found;
      const exponents = exponentsOfNetwork(found).indices.map(({ value }) => value);
      const indices = found.network.indices.map((index, at) => ({
        on: tensorsOf(index, factors),
        size: index.value,
        exponent: exponents[at] ?? 0,
      }));
      return { layer: name, din: widths.dIn, dout: widths.dOut, factors, indices, params, macs, rank, omega, psi, nu };
    }
    case 'none':
      return { layer: name, reason: found.reason };
  }
}

/** The tensors that carry an index. */
const tensorsOf = (
  { onInput, onOutput, factors: set }: NetworkIndex,
  factors: readonly string[],
): readonly string[] => [
  ...(onInput ? ['x'] : []),
  ...factors.filter((_, factor) => (set & (1 << factor)) !== 0),
  ...(onOutput ? ['y'] : []),
];

/** One subject at length. */
export function describeSubject({ name, found }: Subject): string {
  switch (found.kind) {
    case 'point':
      return describePoint(name, found.analysis, found.factors);
    case 'network':
      return describeNetwork(name, found);
    case 'none':
      return `${name}\nnot a point of the space: ${found.reason}\n`;
  }
}

function describePoint(name: string, analysis: Analysis, factors: readonly string[]): string {
  const { theta, widths, sizes, params, macs, macsAFirst, macsBFirst, intermediate, canonical, excess } = analysis;
  const indices = indicesOf(analysis);
  const table = textTable(
    [
      { title: 'index', align: 'left' },
      ...indices.map((index) => ({ title: SYMBOLS[index], align: 'right' as const })),
    ],
    [
      ['exponent', ...indices.map((index) => printExponent(theta[index]))],
      ['size', ...indices.map((index) => String(sizes[index]))],
    ],
  );
  const [first, second] = macsAFirst <= macsBFirst ? factors : factors.toReversed();
  const other = Math.max(macsAFirst, macsBFirst);
  const padding = [
    ...(excess.input > 0 ? [`${excess.input} features of padding`] : []),
    ...(excess.output > 0 ? [`${excess.output} results cut off`] : []),
  ];
  return `${[
    `${name}, ${widths.dIn} → ${widths.dOut}`,
    `θ = ${printTheta(theta)}${canonical ? '' : ', not canonical'}`,
    '',
    ...table,
    '',
    ...quantities(analysis, [
      ['parameters', params],
      ['multiply-adds', macs],
    ]),
    ...(second === undefined
      ? []
      : [
          `${first} first; ${second} first would take ${shortNumber(other)}; ${shortNumber(intermediate)} numbers between`,
        ]),
    ...(padding.length === 0 ? [] : [padding.join(', ')]),
  ].join('\n')}\n`;
}

function describeNetwork(name: string, found: FoundNetwork): string {
  const { widths, factors, params, macs, order, intermediate, network } = found;
  const exponents = exponentsOfNetwork(found).indices;
  const table = textTable(
    [
      { title: 'index on', align: 'left' },
      { title: 'size', align: 'right' },
      { title: 'exponent', align: 'right' },
    ],
    network.indices.map((index, at) => [
      tensorsOf(index, factors).join(' '),
      String(index.value),
      printExponent(exponents[at]?.value ?? 0),
    ]),
  );
  return `${[
    `${name}, ${widths.dIn} → ${widths.dOut}`,
    `${factors.length} factors: the general form`,
    '',
    ...table,
    '',
    ...quantities(found, [
      ['parameters', params],
      ['multiply-adds', macs],
    ]),
    `in the order ${order.map((factor) => factors[factor]).join(', ')}; ${shortNumber(intermediate)} numbers between at most`,
  ].join('\n')}\n`;
}

function quantities(
  { widths, rank, omega, psi, nu }: Pick<Analysis, 'widths' | 'rank' | 'omega' | 'psi' | 'nu'>,
  counts: readonly (readonly [name: string, count: number])[],
): readonly string[] {
  const dense = widths.dIn * widths.dOut;
  const isFull = rank === Math.min(widths.dIn, widths.dOut) && isFullRank({ omega, psi, nu });
  return [
    ...textTable(
      [
        { title: '', align: 'left' },
        { title: '', align: 'right' },
        { title: 'of dense', align: 'right' },
      ],
      counts.map(([name, count]) => [name, String(count), percentOf(count, dense)]),
    ),
    `rank ${rank}${isFull ? ', full' : ''}`,
    `ω ${printExponent(omega)} (sharing), ψ ${printExponent(psi)} (rank), ν ${printExponent(nu)} (compute)`,
  ];
}

const percentOf = (part: number, whole: number): string => `${Number(((100 * part) / whole).toPrecision(3))} %`;

/** Several subjects, one a line; those that are no points below. */
export function describeSubjects(subjects: readonly Subject[]): string {
  const rows = subjects.flatMap(({ name, found }) => {
    if (found.kind === 'none') return [];
    const { widths, params, macs, rank, omega, psi, nu } = found.kind === 'point' ? found.analysis : found;
    const where = found.kind === 'point' ? printTheta(found.analysis.theta) : `${found.factors.length} factors`;
    const exponents = [omega, psi, nu].map(printExponent);
    return [
      [
        name,
        `${widths.dIn} → ${widths.dOut}`,
        where,
        shortNumber(params),
        shortNumber(macs),
        String(rank),
        ...exponents,
      ],
    ];
  });
  const table = textTable(
    [
      { title: 'layer', align: 'left' },
      { title: 'features', align: 'left' },
      { title: 'θ = (α, β, γ, δ, ε, φ, ρ)', align: 'left' },
      { title: 'params', align: 'right' },
      { title: 'MACs', align: 'right' },
      { title: 'rank', align: 'right' },
      { title: 'ω', align: 'right' },
      { title: 'ψ', align: 'right' },
      { title: 'ν', align: 'right' },
    ],
    rows,
  );
  const others = subjects.flatMap(({ name, found }) =>
    found.kind === 'none' ? [`${name} is not a point of the space: ${found.reason}`] : [],
  );
  return `${[...(rows.length > 0 ? table : []), ...others].join('\n')}\n`;
}
