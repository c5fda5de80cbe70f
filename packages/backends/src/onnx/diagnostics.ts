/** What the ONNX backend says about programs it cannot emit. Every code has an entry in `docs/diagnostics.md`. */
import { defineDiagnostics } from '@einlay/ir';

export const report = defineDiagnostics({
  'onnx-weight': {
    severity: 'error',
    message: (name: string, found: number, expected: number) =>
      Number.isNaN(expected)
        ? `\`${name}\` cannot be stored in the model: its shape is known only when it runs`
        : `\`${name}\` has ${expected} elements but ${found} were given to store in the model`,
  },
});
