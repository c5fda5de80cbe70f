/**
 * Whatever is done to the files a command reads, it ends with 0 or 1, shows no stack trace and leaves no half of a file.
 * Each test stops after a while; with another seed it would go elsewhere.
 */
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { LOW_RANK, einlay, scratchFolder } from './testing/run-einlay.ts';
import type { Ended } from './testing/run-einlay.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const LIMIT_MS = 2000;
const run = { numRuns: 100_000, interruptAfterTimeLimit: LIMIT_MS, markInterruptAsFailure: false };

const LAYERS = `import { btt } from "std"
/// Some of everything.
layer f(d, h = 4, c = d / h) where d % h == 0 {
  input x[..., t, d], i[..., t]: i32
  factor W[d, h, c] ~ normal(1 / sqrt(d)), E[7, d]
  let q[..., t, h, c] = x[..., t, d] * W[d, h, c] + E[i[..., t], (h c)]
  let s[..., h, t, u] = softmax[u](where(u <= t, q[..., t, h, c] * q[..., u, h, c], -inf))
  let z = btt(2, d / 2, 2, d / 2)(x)
  repeat 2 { let z = btt(2, d / 2, 2, d / 2)(z) }
  output y[..., t, (h c)] = gelu(s[..., h, t, u] * q[..., u, h, c]) + z[..., t, (h c)]
  output m = einsum("...td,...td->...", x, x)
}
structure s = theta(1/2, 0, 1/2, 0, 1/2, 1/2, 1/4) where psi == 1
layer mixer = s(d_in = 16, d_out = 8, sizes = up) where rank == 8
${LOW_RANK}`;

/** A text with a few pieces cut out, put in, doubled or replaced by what often breaks things. */
const mutated = (text: string): fc.Arbitrary<string> => {
  const pieces = [
    ...'( ) [ ] { } , . * + - / = < > " ~ : ? |'.split(' '),
    '...',
    '-inf',
    '1e999',
    '-1',
    '0',
    '99999999999',
    'd',
    'x',
    ' ',
    '\n',
    '\0',
    'é',
    '🙂',
  ];
  const piece = fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 4 }), fc.constant(''));
  const edit = fc.tuple(
    fc.nat(text.length),
    fc.nat(12),
    fc.oneof(
      piece,
      fc.nat(text.length).map((at) => text.slice(at, at + 20)),
    ),
  );
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce((all, [at, removed, added]) => all.slice(0, at) + added + all.slice(at + removed), text),
    );
};

function expectDecent({ code, stderr }: Ended): void {
  expect({ code, stderr: code > 1 ? stderr : '' }).toEqual({ code: code === 0 ? 0 : 1, stderr: '' });
  expect(stderr).not.toMatch(/^\s+at .*:\d+:\d+\)?$/m);
  if (code === 1) expect(stderr).toMatch(/^(error|unsupported)\[[\w-]+\]: /m);
}

test(
  'programs',
  async () => {
    const out = `${folder}/out`;
    await fc.assert(
      fc.asyncProperty(mutated(LAYERS), fc.constantFrom('f', 'low_rank'), async (text, layer) => {
        rmSync(out, { recursive: true, force: true });
        const program = file('program.ein', text);
        expectDecent(await einlay(['check', program]));
        expectDecent(await einlay(['fmt', '--check', program]));
        const set = layer === 'f' ? 'd=8' : 'n=4,m=2,r=2';
        const ended = await einlay(['compile', program, '--layer', layer, '--set', set, '--out', out]);
        expectDecent(ended);
        const written = ended.code === 0 ? readdirSync(out).length : 4;
        expect(written).toBe(4);
        if (ended.code === 1) expect(readdirSync(folder)).not.toContain('out');
      }),
      run,
    );
  },
  10 * LIMIT_MS,
);

test(
  'operand files, equations and batches',
  async () => {
    const operand = '{"shape":[2,3],"data":[1,-2.5,3e2,0,5,6]}';
    const other = file('other.json', '{"shape":[3,2],"data":[1,2,3,4,5,6]}');
    await fc.assert(
      fc.asyncProperty(mutated(operand), mutated('ij,jk->ik'), async (text, equation) => {
        const wrong = file('operand.json', text);
        expectDecent(await einlay(['eval', 'ij,jk->ik', '--input', wrong, '--input', other]));
        const inputs = ['--input', other, '--input', other];
        expectDecent(await einlay(['eval', ...inputs, '--', equation]));
        expectDecent(await einlay(['path', '--extents', '{"i":2,"j":3,"k":4}', '--', equation]));
        const line = `{"equation":${JSON.stringify(equation)},"operands":[${text},${operand}]}`;
        const { code, stdout } = await einlay(['eval', '--batch', '-'], { stdin: line });
        expect(code).toBe(0);
        expect(stdout.split('\n').length - 1).toBe(line.split('\n').length);
      }),
      run,
    );
  },
  10 * LIMIT_MS,
);

test(
  'artifacts',
  async () => {
    await einlay(['compile', file('low-rank.ein', LOW_RANK), '--set', 'n=2,m=2,r=1', '--out', folder]);
    const bytes = readFileSync(`${folder}/low_rank.onnx.artifact`);
    const inputs = ['x', 'A', 'B'].flatMap((name) => ['--input', `${name}=${folder}/${name}.json`]);
    file('x.json', '{"shape":[1,2],"data":[1,2]}');
    file('A.json', '{"shape":[2,1],"data":[1,2]}');
    file('B.json', '{"shape":[1,2],"data":[1,2]}');
    const edit = fc.tuple(fc.nat(bytes.length), fc.nat(8), fc.uint8Array({ maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
        const changed = edits.reduce<Buffer>(
          (all, [at, removed, added]) => Buffer.concat([all.subarray(0, at), added, all.subarray(at + removed)]),
          bytes,
        );
        const ended = await einlay(['run', file('changed.artifact', changed), ...inputs]);
        expectDecent(ended);
        if (ended.code === 0) expect(ended.stdout).toBe('{"y":{"shape":[1,2],"data":[5,10]}}\n');
      }),
      run,
    );
  },
  10 * LIMIT_MS,
);
