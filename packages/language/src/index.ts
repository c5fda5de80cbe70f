/** The Einlay language: from text to a checked module, and from a layer of it to tensor IR. */
export * from './ast.ts';
