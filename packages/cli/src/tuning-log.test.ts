import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from '@jest/globals';
import { compile, targetOfAdapter, tuningSchedules } from '@einlay/compiler';
import type { Schedule } from '@einlay/compiler';
import { scratchFolder } from './testing/run-einlay.ts';
import { openTuningLog } from './tuning-log.ts';
import type { TuningLog, TuningSubject } from './tuning-log.ts';

const { file, folder, remove } = scratchFolder();
afterAll(remove);

const target = targetOfAdapter({ limits: {}, features: [] });
const compiled = compile('export { dense } from "std"', { layer: 'dense', set: { d_in: 64, d_out: 64 } });
if (!compiled.ok) throw new Error('dense does not compile');
const subject: TuningSubject = {
  compilation: compiled.value,
  device: { name: 'a device', target },
  at: new Map([['...', 16]]),
};
const schedules = tuningSchedules(compiled.value, target);
const [first, second] = schedules as readonly [Schedule, Schedule];

function open(path: string, changed: Partial<TuningSubject> = {}): TuningLog {
  const log = openTuningLog(path, { ...subject, ...changed });
  if (!log.ok) throw new Error(log.diagnostics[0]?.message);
  return log.value;
}

test('what was measured is known the next time', () => {
  const path = file('known.progress');
  const log = open(path);
  log.add(first, { milliseconds: 2 });
  log.add(second, { problem: 'too large' });
  const again = open(path);
  expect([again.get(first), again.get(second)]).toEqual([{ milliseconds: 2 }, { problem: 'too large' }]);
  again.remove();
  expect(existsSync(path)).toBe(false);
});

test('a line that was being written is measured again, and the next one stands in a line of its own', () => {
  const path = file('half.progress');
  open(path).add(first, { milliseconds: 2 });
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, `${text}${(text.split('\n')[1] as string).replace('2}', '').slice(0, -4)}`);
  open(path).add(second, { milliseconds: 3 });
  const again = open(path);
  expect([again.get(first), again.get(second)]).toEqual([{ milliseconds: 2 }, { milliseconds: 3 }]);
});

test('lines that mean nothing are passed over', () => {
  const path = file('foreign.progress');
  open(path).add(first, { milliseconds: 2 });
  appendFileSync(
    path,
    'null\n1\n{"schedule":1,"outcome":{"milliseconds":1,"kernels":[null]}}\n{"schedule":1,"outcome":{"milliseconds":-1}}\n{"outcome":null}\n',
  );
  expect(open(path).get(first)).toEqual({ milliseconds: 2 });
});

test.each([
  ['for another number of tokens', { at: new Map([['...', 17]]) }],
  ['on another device', { device: { name: 'another', target } }],
  ['on a device with more memory', { device: { name: 'a device', target: { ...target, features: ['subgroups'] } } }],
] as const)('%s all is measured anew', (_, changed) => {
  const path = file('changed.progress');
  open(path).add(first, { milliseconds: 2 });
  expect(open(path, changed).get(first)).toBeUndefined();
});

test('a place where nothing can be written', () => {
  expect(openTuningLog(folder, subject).diagnostics.map(({ code }) => code)).toEqual(['file-unwritable']);
});
