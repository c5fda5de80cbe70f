/** The layers that are timed: those of `docs/performance.md`, and what a table of tuned schedules is made of. */

/** The factorisations of a width: near its root, the first part no larger. */
const SPLITS = { 768: [16, 48], 1024: [32, 32], 2048: [32, 64], 3072: [48, 64], 4096: [64, 64], 8192: [64, 128] };
const WIDTHS = Object.keys(SPLITS).map(Number);

const std = (layer) => `export { ${layer} } from "std"`;
const ofStd = (name, layer, set) => ({ name, layer, set, source: std(layer) });
const shape = (input, output) => (input === output ? `${input}` : `${input} → ${output}`);

const btt = (input, output, r) => {
  const [g, a] = SPLITS[input];
  const [p, e] = SPLITS[output];
  return ofStd(`btt r=${r} ${shape(input, output)}`, 'btt', { g, a, p, e, r });
};

const squares = (layers) => WIDTHS.flatMap((d) => layers(d));

/** A point of the continuous space with all seven indices. */
const generic = (d) => ({
  name: `generic θ ${d}`,
  layer: 'generic',
  set: {},
  source: `structure s = theta(1/3, 1/6, 1/2, 1/6, 1/3, 1/2, 1/6)\nlayer generic = s(d_in = ${d}, d_out = ${d}, sizes = divisors)`,
});

export const CASES = [
  ...[1, 4].flatMap((r) => squares((d) => [btt(d, d, r)])),
  ...[1, 4].flatMap((r) => [btt(1024, 4096, r), btt(4096, 1024, r)]),
  ...squares((d) => [ofStd(`low rank d/16 ${d}`, 'low_rank', { d_in: d, d_out: d, r: d / 16 })]),
  ...squares((d) => [ofStd(`monarch ${d}`, 'monarch', { d_in: d, d_out: d, blocks: SPLITS[d][0] })]),
  ...squares((d) => {
    const [b, a] = SPLITS[d];
    return [ofStd(`kronecker ${d}`, 'kronecker', { b, a, e: b, d: a })];
  }),
  ...squares((d) => {
    const [b, a] = SPLITS[d];
    return [ofStd(`tensor train r=4 ${d}`, 'tensor_train', { b, a, e: b, d: a, r: 4 })];
  }),
  ...[1024, 4096].map(generic),
  ...squares((d) => [ofStd(`dense ${d}`, 'dense', { d_in: d, d_out: d })]),
];
