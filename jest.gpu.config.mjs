/** Tests that need a WebGPU adapter: `npm run webgpu` brings one and runs them. */
import config from './jest.config.mjs';

/** @type {import('jest').Config} */
export default {
  ...config,
  testMatch: ['**/*.gpu.test.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // Kernels are compiled and run by the processor, which may have other things to do.
  testTimeout: 120_000,
};
