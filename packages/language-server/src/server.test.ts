import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Hover } from 'vscode-languageserver';
import { Client, makeBench } from './testing/client.ts';
import type { Bench } from './testing/client.ts';

const BTT = `/// Block tensor-train.
layer btt(g, a, p, e, r = 1) {
  input x[..., (g a)]
  factor A[g, a, p, r], B[p, g, r, e]
  output y[..., (p e)] = x[..., g, a] * A[g, a, p, r] * B[p, g, r, e]
}
`;

let bench: Bench;
let client: Client;

beforeAll(async () => {
  bench = await makeBench();
  client = new Client(bench.server);
  await client.initialize(bench.folder);
}, 60_000);

afterAll(async () => {
  expect(await client.end()).toBe(0);
  expect(client.stderr).toBe('');
  bench.remove();
});

const textOf = ({ contents }: Hover): string => (contents as { value: string }).value;

test('diagnostics follow the typing', async () => {
  const uri = bench.write('typing.ein', BTT);
  await client.open(uri, BTT);
  expect(await client.diagnostics(uri)).toEqual([]);
  await client.replace(uri, 'A[g, a, p, r] *', 'C[g, a, p, r] *');
  const [found, ...more] = await client.diagnostics(uri);
  expect(more).toEqual([]);
  expect(found).toMatchObject({ code: 'unknown-name', severity: 1, source: 'einlay' });
  expect(client.document(uri).getText(found?.range)).toBe('C');
  await client.replace(uri, 'C[g', 'A[g');
  expect(await client.diagnostics(uri)).toEqual([]);
});

test('hover tells what a layer costs and is worth', async () => {
  const uri = bench.write('hover.ein', BTT);
  await client.open(uri, BTT);
  const hover = await client.request<Hover>('textDocument/hover', client.at(uri, 'btt'));
  const text = textOf(hover);
  expect(text).toContain('Block tensor-train.');
  // 2 · 32³ at 32 each; dense is 1024².
  expect(text).toContain('**65.5 k** parameters');
  expect(text).toContain('rank 1024, full');
  expect(text).toContain('ω 0 (sharing), ψ 1 (rank), ν 1/2 (compute)');
});
