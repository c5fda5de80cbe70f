/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/packages', '<rootDir>/tools'],
  testMatch: ['**/*.test.ts'],
  // Those stand apart, in jest.gpu.config.mjs.
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.gpu\\.test\\.ts$'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts', '.ein'],
  // Source maps stay inline so that a failing expectation points at the line as written.
  transform: {
    '\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
    '\\.ein$': '<rootDir>/tools/jest-ein.mjs',
  },
  testEnvironment: '<rootDir>/tools/jest-environment.mjs',
  // Other packages are read from their sources: a test never sees a stale build.
  testEnvironmentOptions: { customExportConditions: ['@einlay/source', 'node', 'node-addons'] },
  maxWorkers: 2,
};
