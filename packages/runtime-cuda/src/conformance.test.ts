import { afterAll, describe, expect, jest, test } from '@jest/globals';
import { cuda } from './cuda.ts';
import { deviceChecks } from './testing/device-checks.ts';
import { buildFake } from './testing/fake.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

const fake = buildFake(temporaryFolder());

describe('what is checked on every device', () => {
  const cache = temporaryFolder();
  const runtime = cuda({ driver: fake.path, nvrtc: fake.path, cache });
  test.each(deviceChecks(runtime).map(({ name, run }) => [name, run] as const))('%s', (_, run) => run());
});

afterAll(() => {
  expect(fake.misuse()).toBe('');
});
