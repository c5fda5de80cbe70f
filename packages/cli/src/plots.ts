/** Plots as SVG, made by Vega-Lite without a browser. It is loaded when there is something to draw. */
import type { TopLevelSpec } from 'vega-lite';

/** A point on the map of the space. */
export interface MapPoint {
  readonly name: string;
  readonly omega: number;
  readonly psi: number;
  readonly nu: number;
  /** Whether it is what was asked about, rather than a landmark. */
  readonly isOwn: boolean;
}

/** ω against ψ, coloured by ν; landmarks are circles, what was asked about is a diamond. */
export function drawMap(points: readonly MapPoint[]): Promise<string> {
  const axis = (field: string, title: string, domain: readonly [number, number]) => ({
    field,
    type: 'quantitative' as const,
    title,
    scale: { domain: [...domain], nice: false },
    axis: { values: Array.from({ length: 15 }, (_, tenth) => tenth / 10) },
  });
  const omegas = points.map(({ omega }) => omega);
  // Points of the same place have their names below each other.
  const places = new Map<string, number>();
  const values = points.map((point) => {
    const place = `${point.omega.toFixed(2)} ${point.psi.toFixed(2)}`;
    const before = places.get(place) ?? 0;
    places.set(place, before + 1);
    const nu = Number(point.nu.toFixed(3));
    return { ...point, line: before, label: `${point.name} (ν ${nu})` };
  });
  const lines = Math.max(0, ...values.map(({ line }) => line)) + 1;
  const position = {
    x: axis('omega', 'ω, sharing', [-0.05, Math.max(0.7, ...omegas) + 0.25]),
    y: axis('psi', 'ψ, rank', [0, 1.05]),
  };
  const labels = Array.from({ length: lines }, (_, line) => ({
    transform: [{ filter: `datum.line === ${line}` }],
    mark: { type: 'text' as const, align: 'left' as const, dx: 10, dy: line * 12, fontSize: 10 },
    encoding: { ...position, text: { field: 'label' } },
  }));
  return render({
    $schema: SCHEMA,
    width: 620,
    height: 420,
    data: { values },
    layer: [
      {
        mark: { type: 'point', filled: true, size: 90, opacity: 0.9, stroke: '#374151', strokeWidth: 0.5 },
        encoding: {
          ...position,
          color: {
            field: 'nu',
            type: 'quantitative',
            title: 'ν, compute',
            scale: { domain: [0, 1], scheme: 'viridis' },
          },
          shape: {
            field: 'isOwn',
            type: 'nominal',
            legend: null,
            scale: { domain: [false, true], range: ['circle', 'diamond'] },
          },
        },
      },
      ...labels,
    ],
  });
}

/** One line of a plot of growth: a quantity of a layer at several widths. */
export interface GrowthLine {
  readonly layer: string;
  readonly quantity: string;
  readonly at: readonly { readonly width: number; readonly value: number }[];
}

/** Quantities against the width, both by powers. */
export function drawGrowth(lines: readonly GrowthLine[]): Promise<string> {
  const values = lines.flatMap(({ layer, quantity, at }) => at.map((point) => ({ layer, quantity, ...point })));
  return render({
    $schema: SCHEMA,
    data: { values },
    facet: { column: { field: 'quantity', type: 'nominal', title: null, sort: null } },
    resolve: { scale: { y: 'independent' } },
    spec: {
      width: 240,
      height: 260,
      mark: { type: 'line', point: true },
      encoding: {
        x: { field: 'width', type: 'quantitative', title: 'd', scale: { type: 'log', base: 2 } },
        y: { field: 'value', type: 'quantitative', title: null, scale: { type: 'log' }, axis: { format: '.0e' } },
        color: { field: 'layer', type: 'nominal', title: null, sort: null },
      },
    },
  });
}

/** Predicted against measured times of layers. */
export interface TimePoint {
  readonly name: string;
  readonly predicted: number;
  readonly measured: number;
}

/** Milliseconds predicted against milliseconds measured; on the line they agree. */
export function drawTimes(points: readonly TimePoint[]): Promise<string> {
  const all = points.flatMap(({ predicted, measured }) => [predicted, measured]);
  const ends = [Math.min(...all), Math.max(...all)].map((value) => ({ predicted: value, measured: value }));
  const position = {
    x: { field: 'predicted', type: 'quantitative' as const, title: 'predicted, ms', scale: { type: 'log' as const } },
    y: { field: 'measured', type: 'quantitative' as const, title: 'measured, ms', scale: { type: 'log' as const } },
  };
  return render({
    $schema: SCHEMA,
    width: 460,
    height: 420,
    layer: [
      { data: { values: ends }, mark: { type: 'line', color: '#9ca3af', strokeDash: [4, 3] }, encoding: position },
      { data: { values: [...points] }, mark: { type: 'point', filled: true, size: 60 }, encoding: position },
      {
        data: { values: [...points] },
        mark: { type: 'text', align: 'left', dx: 8, fontSize: 9 },
        encoding: { ...position, text: { field: 'name' } },
      },
    ],
  });
}

const SCHEMA = 'https://vega.github.io/schema/vega-lite/v6.json';

async function render(spec: TopLevelSpec): Promise<string> {
  const { View, parse } = await import('vega');
  const { compile } = await import('vega-lite');
  return `${await new View(parse(compile(spec).spec), { renderer: 'none' }).toSVG()}\n`;
}
