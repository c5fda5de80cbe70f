/** Canonical layout, as `einlay fmt` makes it. */
import type { TextEdit } from 'vscode-languageserver';
import { formatSource } from '@einlay/language';
import { rangeIn } from '../workspace.ts';
import type { Analysis } from '../workspace.ts';

/** The change of what differs; none for a text with errors or in canonical layout. */
export function formatting({ document, path }: Analysis): readonly TextEdit[] {
  const text = document.getText();
  const formatted = formatSource(text, path);
  if (!formatted.ok || formatted.value === text) return [];
  const { value } = formatted;
  const most = Math.min(text.length, value.length);
  let start = 0;
  while (start < most && text[start] === value[start]) start += 1;
  let same = 0;
  while (same < most - start && text[text.length - 1 - same] === value[value.length - 1 - same]) same += 1;
  // Whole lines: a change must not part the two halves of a character or of a line end.
  start = text.lastIndexOf('\n', start - 1) + 1;
  const lineEnd = text.indexOf('\n', text.length - same);
  const end = lineEnd < 0 ? text.length : lineEnd + 1;
  const newText = value.slice(start, value.length - (text.length - end));
  return [{ range: rangeIn(document, { start, end }), newText }];
}
