import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { cuda } from './cuda.ts';
import { deviceChecks } from './testing/device-checks.ts';
import { buildFake } from './testing/fake.ts';

const fake = buildFake();

describe('what is checked on every device', () => {
  const cache = mkdtempSync(path.join(tmpdir(), 'einlay-cuda-checks-'));
  const runtime = cuda({ driver: fake.path, nvrtc: fake.path, cache });
  test.each(deviceChecks(runtime).map(({ name, run }) => [name, run] as const))('%s', (_, run) => run(), 20_000);
});

afterAll(() => {
  expect(fake.misuse()).toBe('');
});
