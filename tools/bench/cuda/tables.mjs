/** Results of `measure.py` for people: tables in Markdown, a chart, and a table of tuned schedules. */
import { mergeTunedTables, tunedEntry } from '@einlay/compiler';

/** What ours is compared with; `pairs` is an einsum for each contraction. */
const PEERS = ['bmm', 'pairs', 'einsum', 'compile'];
const FEW_TOKENS = 1024;

const time = (found) => found?.ms ?? NaN;
const least = (times) => Math.min(...times.filter((each) => Number.isFinite(each)), Infinity);

/** Times of a case, in milliseconds: of the schedule that is chosen, the best that was tried, cuBLAS, and PyTorch. */
export function summaryOf(answer, of = time) {
  const variants = answer.variants ?? [];
  return {
    chosen: of(variants[0]),
    best: least(variants.map(of)),
    dense: of(answer.dense),
    peer: least(PEERS.map((name) => of(answer[name]))),
  };
}

const ms = (value) => (Number.isFinite(value) ? value.toPrecision(value < 0.1 ? 2 : 3) : '–');
const ratio = (value) => (Number.isFinite(value) ? value.toFixed(2) : '–');
const share = (value) => (Number.isFinite(value) ? `${Math.round(100 * value)} %` : '–');

function markdown(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, at) => (at === 0 ? '---' : '--:'))), ...rows.map(line)].join('\n');
}

/** How a device was when it was measured, and tables of its cases. */
export function markdownOf({ device, driver, torch, commit, bandwidth, rate, cases }) {
  const rates = Object.entries(rate).map(([dtype, value]) => `${dtype} ${(value / 1e12).toFixed(0)} TFLOP/s`);
  const version = `${Math.floor(driver / 1000)}.${(driver % 1000) / 10}`;
  const parts = [
    `${device}, driver for CUDA ${version}, PyTorch ${torch}, commit ${commit}, a copy at ${(bandwidth / 1e12).toFixed(2)} TB/s, cuBLAS ${rates.join(', ')}. Milliseconds.`,
  ];
  const groups = Map.groupBy?.(cases, ({ dtype, tokens }) => `${dtype}, ${tokens} tokens`) ?? groupBy(cases);
  for (const [title, answers] of groups) {
    const good = answers.filter(({ problem }) => problem === undefined);
    parts.push(`### ${title}`, (good[0]?.tokens ?? Infinity) > FEW_TOKENS ? manyTokens(good) : fewTokens(good));
    for (const { name, problem } of answers) if (problem !== undefined) parts.push(`- ${name}: ${problem}`);
    for (const answer of good)
      for (const { label, problem } of answer.variants)
        if (problem !== undefined) parts.push(`- ${answer.name}, ${label}: ${problem}`);
  }
  return `${parts.join('\n\n')}\n`;
}

function groupBy(cases) {
  const groups = new Map();
  for (const each of cases) {
    const title = `${each.dtype}, ${each.tokens} tokens`;
    groups.set(title, [...(groups.get(title) ?? []), each]);
  }
  return groups;
}

const manyTokens = (answers) =>
  markdown(
    ['case', 'roof', 'chosen', 'share', 'best', 'share', 'error', 'dense', 'dense / best', ...PEERS, 'PyTorch / best'],
    answers.map((answer) => {
      const { chosen, best, dense, peer } = summaryOf(answer);
      const { roof } = answer;
      return [
        ...[answer.name, ms(roof), ms(chosen), share(roof / chosen), ms(best), share(roof / best)],
        (answer.variants[0]?.error ?? NaN).toExponential(1),
        ...[ms(dense), ratio(dense / best), ...PEERS.map((name) => ms(time(answer[name]))), ratio(peer / best)],
      ];
    }),
  );

/** Where launches cost more than what they start: with them, and without, in CUDA graphs. */
const fewTokens = (answers) =>
  markdown(
    ['case', 'best', 'dense', 'PyTorch', 'in graphs: best', 'dense', 'PyTorch', 'dense / best', 'PyTorch / best'],
    answers.map((answer) => {
      const [one, other] = [summaryOf(answer), summaryOf(answer, (found) => found?.graph ?? NaN)];
      return [
        ...[answer.name, ms(one.best), ms(one.dense), ms(one.peer), ms(other.best), ms(other.dense), ms(other.peer)],
        ...[ratio(other.dense / other.best), ratio(other.peer / other.best)],
      ];
    }),
  );

/** A chart of all cases of many tokens: how often each contender fits into the time of cuBLAS. */
export function chartOf({ device, cases }) {
  const values = cases
    .filter(({ problem, tokens }) => problem === undefined && tokens > FEW_TOKENS)
    .flatMap((answer) => {
      const { chosen, best, dense, peer } = summaryOf(answer);
      const name = `${answer.name} ${answer.dtype}`;
      const speeds = { 'chosen schedule': chosen, 'best schedule': best, PyTorch: peer };
      const known = Object.entries({ ...speeds, roofline: answer.roof }).filter(([, each]) => Number.isFinite(each));
      return known.map(([contender, each]) => ({ name, contender, speed: dense / each }));
    })
    .filter(({ speed }) => Number.isFinite(speed));
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    title: `Speed against a dense layer of cuBLAS, ${device}`,
    width: 520,
    height: { step: 14 },
    data: { values },
    layer: [
      {
        mark: { type: 'rule', color: '#9ca3af' },
        data: { values: [{ speed: 1 }] },
        encoding: { x: { field: 'speed' } },
      },
      {
        mark: { type: 'point', filled: true, size: 45 },
        encoding: {
          y: { field: 'name', type: 'nominal', sort: null, title: null },
          color: { field: 'contender', type: 'nominal', title: null, sort: null },
          shape: { field: 'contender', type: 'nominal', title: null, sort: null },
        },
      },
    ],
    encoding: { x: { field: 'speed', type: 'quantitative', scale: { type: 'log' }, title: 'times as fast as dense' } },
  };
}

/** The fastest schedule of every layer of the standard library, by its largest number of tokens. */
export function tunedTableOf({ architecture, compilations, cases }) {
  const entries = [...cases]
    .filter(({ problem }) => problem === undefined)
    .sort((one, other) => one.tokens - other.tokens)
    .flatMap((answer) => {
      const found = compilations.find(({ name, dtype }) => name === answer.name && dtype === answer.dtype);
      const { best, chosen } = summaryOf(answer);
      const at = answer.variants.findIndex(({ ms: found }) => found === best);
      const schedule = found?.schedules[at];
      if (!schedule || !found.source.includes('from "std"')) return [];
      const { layer, set, dtype, optimized } = found;
      const times = { milliseconds: best, chosenMilliseconds: Number.isFinite(chosen) ? chosen : best };
      return [tunedEntry(optimized, schedule, { layer, set, dtype, tokens: answer.tokens, ...times })];
    });
  return mergeTunedTables({ architecture, entries });
}
