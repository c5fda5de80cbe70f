import { expect, test } from '@jest/globals';
import { NO_CACHE } from './cache.ts';
import { compileFile } from './compile-file.ts';
import { errorOf, esbuildMessage } from './failure.ts';

/** The index `ö` takes two bytes. */
const BROKEN = `layer f(ö = 2) {
  input x[..., ö]
  output y[..., ö] = x[..., ö] * z[..., ö]
  output u[..., ö] = w[..., ö]
}
`;

const { diagnostics, sources } = compileFile('/p/q/layers.ein', BROKEN, {
  options: { targets: ['onnx'] },
  cache: NO_CACHE,
  readFile: () => undefined,
});
const shown = { sources, root: '/p' };

test('the first diagnostic is the error, with its place, and the others follow in its message', () => {
  const { id, message, loc, frame } = errorOf('/p/q/layers.ein', diagnostics, shown, false);
  expect(id).toBe('/p/q/layers.ein');
  expect(loc).toEqual({ file: '/p/q/layers.ein', line: 3, column: 33 });
  expect(message.split('\n')[0]).toBe('error[unknown-name]: nothing is called `z` here');
  expect(message).toContain('nothing is called `w` here\n  q/layers.ein:4:22');
  expect(frame.split('\n')).toEqual([
    '  q/layers.ein:3:34',
    '  3 │   output y[..., ö] = x[..., ö] * z[..., ö]',
    `    │ ${' '.repeat(33)}^`,
  ]);
});

test('bundlers that show the message alone get all of it', () => {
  const { message, stack } = errorOf('/p/q/layers.ein', diagnostics, shown, true);
  expect(message).toContain('3 │   output y[..., ö] = x[..., ö] * z[..., ö]');
  expect(stack).toBe('');
});

test('esbuild counts columns in bytes', () => {
  const [first] = diagnostics;
  if (first === undefined) throw new Error('nothing was reported');
  const { text, location } = esbuildMessage(first, shown);
  expect(text).toBe('nothing is called `z` here [unknown-name]');
  // Two letters `ö` stand before.
  expect(location).toEqual({
    file: 'q/layers.ein',
    line: 3,
    column: 35,
    length: 1,
    lineText: '  output y[..., ö] = x[..., ö] * z[..., ö]',
  });
});

test('what has no place is an error of the file', () => {
  const placeless = { severity: 'error', code: 'no-place', message: 'wrong', labels: [] } as const;
  expect(errorOf('/p/q/layers.ein', [placeless], shown, false)).toMatchObject({
    id: '/p/q/layers.ein',
    loc: undefined,
    message: 'error[no-place]: wrong',
  });
  expect(esbuildMessage(placeless, shown).location).toBeNull();
});
