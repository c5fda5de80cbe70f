/**
 * The walls between packages, as data: who may import what. The reasons stand in `docs/ARCHITECTURE.md`.
 */

/** What one package may import. Tests of a package may import the same and `TEST_LIBRARIES`. */
export interface Wall {
  /** Other packages of this repository, without `@einlay/`. */
  readonly einlay: readonly string[];
  /** Like `einlay`, but only by `import()` or as types, so that a user who never needs them need not install them. */
  readonly onDemand?: readonly string[];
  /** Only its tests, beside what it may import itself: real devices for what it makes. */
  readonly tests?: readonly string[];
  readonly thirdParty: readonly string[];
  /** Modules that the program it runs in provides, so that no package.json declares them. */
  readonly provided?: readonly string[];
  /** Only in `src/testing`, a separate entry for the tests of other packages. */
  readonly testing?: readonly string[];
  /** Whether it may use Node's own modules. Those that may not also run in a browser. */
  readonly node?: boolean;
}

const RUNTIMES = ['runtime-onnx', 'runtime-webgpu', 'runtime-cuda'];

export const WALLS: Readonly<Record<string, Wall>> = {
  artifact: { einlay: [], thirdParty: [] },
  ir: { einlay: [], thirdParty: [], testing: ['fast-check'] },
  space: { einlay: [], thirdParty: [] },
  language: { einlay: ['ir', 'space'], thirdParty: ['chevrotain'] },
  passes: { einlay: ['ir'], thirdParty: [] },
  backends: { einlay: ['ir', 'artifact'], thirdParty: ['protobufjs'] },
  compiler: {
    einlay: ['language', 'passes', 'backends', 'ir', 'space', 'artifact'],
    // Golden cases and conformance cases also run, on every device there is.
    tests: RUNTIMES,
    thirdParty: [],
  },
  'runtime-onnx': { einlay: ['artifact'], thirdParty: ['onnxruntime-node'], node: true },
  'runtime-webgpu': { einlay: ['artifact'], thirdParty: ['webgpu', '@webgpu/types'], node: true },
  'runtime-cuda': { einlay: ['artifact'], thirdParty: ['koffi'], node: true },
  cli: {
    einlay: ['compiler', 'language', 'space', 'artifact'],
    onDemand: RUNTIMES,
    thirdParty: ['commander', 'picocolors', 'vega', 'vega-lite'],
    node: true,
  },
  'esbuild-plugin': {
    einlay: ['compiler', 'language', 'artifact'],
    // Bundlers are the user's; of them it has the types alone.
    thirdParty: [
      ...['unplugin', '@jridgewell/gen-mapping', 'esbuild', 'vite', 'rollup', 'rolldown', 'webpack'],
      ...['@rspack/core', '@rsbuild/core', '@farmfe/core'],
    ],
    node: true,
  },
  'language-server': {
    einlay: ['compiler', 'language', 'space'],
    thirdParty: ['vscode-languageserver', 'vscode-languageserver-textdocument'],
    node: true,
  },
  vscode: {
    einlay: ['language', 'language-server'],
    thirdParty: ['vscode-languageclient'],
    provided: ['vscode'],
    node: true,
  },
};

/** What any test may import beside what its package may: test runners, and real readers of what we write. */
export const TEST_LIBRARIES: readonly string[] = [
  '@jest/globals',
  '@jridgewell/trace-mapping',
  'esbuild',
  'fast-check',
  'fflate',
  'ml-matrix',
  'onnxruntime-node',
  'protobufjs',
  'typescript',
  'vscode-oniguruma',
  'vscode-textmate',
  'webgpu',
];
