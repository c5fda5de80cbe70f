import { expect, test } from '@jest/globals';
import type { Diagnostic } from './diagnostic.ts';
import { renderDiagnostic } from './render-diagnostic.ts';

const source = 'layer monarch(k) {\n  output y[b, o] = A[b, k] * B[k, o]\n}\n';
const at = (text: string, from = 0): { file: string; start: number; end: number } => {
  const start = source.indexOf(text, from);
  return { file: 'monarch.ein', start, end: start + text.length };
};

const mismatch: Diagnostic = {
  severity: 'error',
  code: 'extent-mismatch',
  message: 'index `k` has extent 64 in `A` but 128 in `B`',
  span: { ...at('k]'), end: at('k]').start + 1 },
  text: '64',
  labels: [{ span: at('k', source.indexOf('B[')), text: '128' }],
};

const render = (diagnostic: Diagnostic): string =>
  renderDiagnostic(diagnostic, { sourceOf: (file) => (file === 'monarch.ein' ? source : undefined) });

test('shows both places that disagree in one frame', () => {
  expect(render(mismatch)).toBe(
    [
      'error[extent-mismatch]: index `k` has extent 64 in `A` but 128 in `B`',
      '  monarch.ein:2:25',
      '  2 │   output y[b, o] = A[b, k] * B[k, o]',
      '    │                         ^ 64   ^ 128',
    ].join('\n'),
  );
});

test('places on other lines get frames of their own, and a hint stands last', () => {
  const lines = render({ ...mismatch, labels: [{ span: at('monarch'), text: 'here' }], hint: 'mend it' }).split('\n');
  expect(lines.slice(1)).toEqual([
    '  monarch.ein:2:25',
    '  2 │   output y[b, o] = A[b, k] * B[k, o]',
    '    │                         ^ 64',
    '  1 │ layer monarch(k) {',
    '    │       ^^^^^^^ here',
    '  hint: mend it',
  ]);
});

test('a line of ten megabytes is cut to a window around the mark', () => {
  const long = `${' '.repeat(5_000_000)}x${' '.repeat(5_000_000)}`;
  const span = { file: 'long.ein', start: 5_000_000, end: 5_000_001 };
  const text = renderDiagnostic({ ...mismatch, span, text: '', labels: [] }, { sourceOf: () => long });
  const [, , code, marks] = text.split('\n') as [string, string, string, string];
  expect(text.length).toBeLessThan(500);
  expect(code[marks.indexOf('^')]).toBe('x');
});

test('control characters of binary junk do not reach the terminal', () => {
  const junk = '\u001b[31mlayer\u0000';
  const text = renderDiagnostic(
    { ...mismatch, span: { file: 'junk', start: 0, end: 1 }, labels: [] },
    { sourceOf: () => junk },
  );
  expect(text).not.toMatch(/[\u001b\u0000]/);
});

test('without the source only the place is named', () => {
  const text = render({ ...mismatch, span: { file: 'gone.ein', start: 3, end: 4 }, labels: [] });
  expect(text.split('\n')).toEqual([expect.stringContaining('error['), '  gone.ein:1:1']);
});
