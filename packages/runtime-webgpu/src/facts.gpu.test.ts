import { expect, test } from '@jest/globals';
import { webgpu } from './webgpu.ts';

test('a runtime tells what its device can do, as plain data', async () => {
  const facts = await webgpu().facts();
  expect(facts.name).not.toBe('');
  // What every implementation of WebGPU has at least.
  expect(facts.limits['maxComputeWorkgroupStorageSize']).toBeGreaterThanOrEqual(16384);
  expect(facts.limits['maxComputeInvocationsPerWorkgroup']).toBeGreaterThanOrEqual(256);
  expect(facts.limits['maxStorageBuffersPerShaderStage']).toBeGreaterThanOrEqual(8);
  expect(facts.subgroupMinSize > 0).toBe(facts.features.includes('subgroups'));
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});
