/** The arguments of the call that is being typed. */
import { MarkupKind } from 'vscode-languageserver';
import type { SignatureHelp } from 'vscode-languageserver';
import { printAxes } from '@einlay/language';
import { calleeBefore, cursorAt } from '../cursor.ts';
import { FUNCTION_DOCS } from '../documentation.ts';
import type { Analysis } from '../workspace.ts';

/** The parameters, or the inputs, of the layer whose call is being written at an offset; null elsewhere. */
export function signatureHelp({ document, module }: Analysis, offset: number): SignatureHelp | null {
  const text = document.getText();
  const { brackets, inComment } = cursorAt(text, offset);
  const open = brackets.findLast(({ sign }) => sign === '(');
  const callee = open && !inComment ? calleeBefore(text, open.offset) : undefined;
  if (!open || !callee) return null;
  const layer = module.layers.get(callee.name);
  if (layer) {
    const parameters = layer.syntax.parameters.map(({ span }) => layer.text.slice(span.start, span.end));
    const inputs = layer.inputs.map(({ name, axes }) => `${name}${printAxes(axes)}`);
    const label = `${callee.name}(${parameters.join(', ')})(${inputs.join(', ')})`;
    return help(
      label,
      callee.isSecond ? inputs : parameters,
      activeOf(text, open, offset, parameters),
      layer.syntax.doc,
    );
  }
  const doc = FUNCTION_DOCS[callee.name];
  const label = doc && /`([^`]*)`/.exec(doc)?.[1];
  if (label === undefined || callee.isSecond) return null;
  const parameters = (/\((.*)\)/.exec(label)?.[1] ?? '').split(', ');
  return help(label, parameters, Math.min(open.commas, parameters.length - 1), doc);
}

/** The parameter at hand: the one that is named, or the one of this position. */
function activeOf(
  text: string,
  open: { readonly offset: number; readonly commas: number },
  offset: number,
  parameters: readonly string[],
): number {
  const argument =
    text
      .slice(open.offset + 1, offset)
      .split(',')
      .at(-1) ?? '';
  const name = /^\s*([\p{L}_][\p{L}\p{M}\p{N}_]*)\s*=(?!=)/u.exec(argument)?.[1];
  const named = parameters.findIndex((parameter) => parameter.split(/\s*=/)[0] === name);
  return named >= 0 ? named : open.commas;
}

function help(label: string, parameters: readonly string[], active: number, doc: string | undefined): SignatureHelp {
  return {
    signatures: [
      {
        label,
        parameters: parameters.map((parameter) => ({ label: parameter })),
        ...(doc === undefined ? {} : { documentation: { kind: MarkupKind.Markdown, value: doc } }),
      },
    ],
    activeSignature: 0,
    activeParameter: active,
  };
}
