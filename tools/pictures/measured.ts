/** Numbers of `docs/performance.md`: what the README shows comes from there and from nowhere else. */

/** Milliseconds of the block tensor-train with r = 1 and of what it stands beside. */
export interface Measured {
  /** `CUDA, bf16` */
  readonly what: string;
  readonly width: number;
  readonly ours: number;
  /** A dense layer of the same width. */
  readonly dense: number;
  /** How many times as long it takes. */
  readonly overDense: number;
  /** The fastest way that others have of computing the same. */
  readonly others: number;
  readonly overOthers: number;
  /** Whose: `PyTorch`. */
  readonly denseBy: string;
  readonly othersBy: string;
}

/** The rows that the README shows, from the text of the page. */
export function measuredOf(page: string): readonly Measured[] {
  const cuda = tableOf(page, '## CUDA on an H100');
  const webgpu = tableOf(page, '### WebGPU on a graphics processor');
  const number = (row: ReadonlyMap<string, string>, column: string): number => {
    const value = Number(row.get(column));
    if (!(value > 0)) throw new Error(`docs/performance.md has no number for ${column}`);
    return value;
  };
  const onGpu = webgpu('btt r=1');
  const [ours, dense] = [number(onGpu, 'chosen'), number(webgpu('dense'), 'matmul')];
  const fastest =
    ['matmul', 'pairs', 'einsum'].sort((one, other) => number(onGpu, one) - number(onGpu, other))[0] ?? '';
  return [
    ...[1024, 2048, 4096].map((width): Measured => {
      const row = cuda(`btt r=1 ${width}`);
      return {
        what: 'CUDA, bf16',
        width,
        ours: number(row, 'ours'),
        dense: number(row, 'dense'),
        overDense: number(row, 'dense / ours'),
        others: number(row, 'PyTorch'),
        overOthers: number(row, 'PyTorch / ours'),
        denseBy: 'cuBLAS',
        othersBy: 'PyTorch',
      };
    }),
    {
      what: 'WebGPU, f32',
      width: 1024,
      ours,
      dense,
      overDense: dense / ours,
      others: number(onGpu, fastest),
      overOthers: number(onGpu, `${fastest} / chosen`),
      denseBy: 'ONNX Runtime',
      othersBy: 'ONNX Runtime',
    },
  ];
}

/** The rows of the first table under a heading, by what their first column says. */
function tableOf(page: string, heading: string): (name: string) => ReadonlyMap<string, string> {
  const start = page.indexOf(`\n${heading}\n`);
  const lines = page.slice(start).split('\n');
  const first = lines.findIndex((line) => line.startsWith('|'));
  const table = lines.slice(first, first + lines.slice(first).findIndex((line) => !line.startsWith('|')));
  const cells = (line: string): readonly string[] =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim());
  const [titles = [], , ...rows] = table.map(cells);
  return (name) => {
    const row = rows.find(([own]) => own === name);
    if (start < 0 || row === undefined) throw new Error(`docs/performance.md has no ${name} under ${heading}`);
    return new Map(titles.map((title, at) => [title, row[at] ?? '']));
  };
}

/** `5.1×`, and from ten on `13×`. */
export const times = (ratio: number): string =>
  `${ratio < 9.95 ? (Math.round(10 * ratio) / 10).toFixed(1) : Math.round(ratio)}×`;

/** The README with the table as it should be. */
export function withMeasuredTable(readme: string, table: string): string {
  const [first = ''] = table.split('\n');
  const start = readme.indexOf(first.slice(0, first.indexOf(',')));
  const end = readme.indexOf('\n\n', start);
  if (start < 0 || end < 0) throw new Error('README.md has no table of measurements');
  return `${readme.slice(0, start)}${table}${readme.slice(end)}`;
}

/** The table of the README; a ratio says how many times as long something takes as ours. */
export function measuredTable(rows: readonly Measured[]): string {
  return [
    '| btt, r = 1, 32 768 tokens, one H100 | Einlay | a dense layer | the same layer elsewhere |',
    '| --- | --- | --- | --- |',
    ...rows.map(
      ({ what, width, ours, dense, overDense, others, overOthers, denseBy, othersBy }) =>
        `| ${what}, ${width} features | **${ours} ms** | ${dense} ms, ${times(overDense)} (${denseBy}) | ${others} ms, ${times(overOthers)} (${othersBy}) |`,
    ),
  ].join('\n');
}
