import { describe, expect, test } from '@jest/globals';
import { conformanceChecks } from '@einlay/artifact/testing';
import { webgpuPayload } from './testing/payloads.ts';
import { webgpu } from './webgpu.ts';

describe('conformance', () => {
  const checks = conformanceChecks({ runtime: webgpu(), dtypes: ['f32', 'f16', 'i32'], payloadOf: webgpuPayload });
  test.each(checks)('$name', async ({ run }) => {
    await expect(run()).resolves.toBeUndefined();
  });
});
