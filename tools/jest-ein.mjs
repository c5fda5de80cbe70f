/** Jest's side of what the build does to an imported `.ein` file: a module whose default export is its text. */
export default {
  process: (text) => ({ code: `export default ${JSON.stringify(text)};` }),
};
