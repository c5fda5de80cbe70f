/**
 * Fits text into lines: a piece is set on one line if it fits there, else broken at its `line`s.
 *
 * A small form of Wadler's "prettier printer", with one addition for `//` comments, which end their line: white space is
 * not written until text follows it, so that a comment takes the place of whatever space was due.
 */

/** A piece of a layout. */
export type Layout =
  | string
  | readonly Layout[]
  /** Between two words on the same line. */
  | { readonly kind: 'space' }
  /** A space, or in a broken group a line end. `flat` is what it is when not broken. */
  | { readonly kind: 'line'; readonly flat: ' ' | '' }
  /** A line end, and with `blank` an empty line. */
  | { readonly kind: 'end'; readonly blank: boolean }
  /** `trailing` comments stay on the line of the text before them, others have a line of their own. */
  | { readonly kind: 'comment'; readonly text: string; readonly trailing: boolean; readonly blank: boolean }
  /** Lines directly inside are broken all or none. */
  | { readonly kind: 'group'; readonly content: Layout }
  | { readonly kind: 'indent'; readonly content: Layout };

export const space: Layout = { kind: 'space' };
export const line: Layout = { kind: 'line', flat: ' ' };
export const softLine: Layout = { kind: 'line', flat: '' };
export const lineEnd = (blank = false): Layout => ({ kind: 'end', blank });
export const group = (...content: readonly Layout[]): Layout => ({ kind: 'group', content });
export const indent = (...content: readonly Layout[]): Layout => ({ kind: 'indent', content });

/** Pieces with a separator between every two. */
export const join = (pieces: readonly Layout[], separator: Layout): Layout =>
  pieces.flatMap((piece, position) => (position === 0 ? [piece] : [separator, piece]));

interface Command {
  readonly layout: Layout;
  readonly broken: boolean;
  readonly depth: number;
}

const INDENT = '  ';

/** The text of a layout with lines of at most `width` characters where its groups allow that; ends with a line feed. */
export function printLayout(layout: Layout, width: number): string {
  const output: string[] = [];
  let column = 0;
  let due: { readonly ends: number; readonly depth: number; readonly space: boolean } = none;
  const todo: Command[] = [{ layout, broken: true, depth: 0 }];

  const end = (blank: boolean, depth: number): void => {
    due = { ends: Math.max(due.ends, blank ? 2 : 1), depth, space: false };
  };
  const write = (text: string): void => {
    if (text === '') return;
    // Nothing is due before the first text of a file.
    const before = output.length === 0 ? '' : due.ends > 0 ? '\n'.repeat(due.ends) : due.space ? ' ' : '';
    const margin = due.ends > 0 || output.length === 0 ? INDENT.repeat(due.depth) : '';
    column = (due.ends > 0 ? margin.length : column + before.length) + text.length;
    output.push(before, margin, text);
    due = none;
  };

  for (let command = todo.pop(); command; command = todo.pop()) {
    const { layout: piece, broken, depth } = command;
    if (typeof piece === 'string') write(piece);
    else if (!('kind' in piece)) pushAll(todo, piece, broken, depth);
    else
      switch (piece.kind) {
        case 'space':
          if (due.ends === 0) due = { ...due, space: true };
          break;
        case 'line':
          if (broken) end(false, depth);
          else if (piece.flat === ' ' && due.ends === 0) due = { ...due, space: true };
          break;
        case 'end':
          end(piece.blank, depth);
          break;
        case 'comment':
          if (piece.trailing) due = { ends: 0, depth, space: true };
          else end(piece.blank, depth);
          write(piece.text);
          end(false, depth);
          break;
        case 'indent':
          todo.push({ layout: piece.content, broken, depth: depth + 1 });
          break;
        case 'group': {
          const start = due.ends > 0 ? due.depth * INDENT.length : column + (due.space ? 1 : 0);
          const flat = { layout: piece.content, broken: false, depth };
          todo.push(fits(flat, todo, width - start) ? flat : { ...flat, broken: true });
          break;
        }
      }
  }
  return output.length === 0 ? '' : `${output.join('')}\n`;
}

const none = { ends: 0, depth: 0, space: false } as const;

function pushAll(todo: Command[], pieces: readonly Layout[], broken: boolean, depth: number): void {
  for (let position = pieces.length - 1; position >= 0; position -= 1)
    todo.push({ layout: pieces[position] ?? '', broken, depth });
}

/** Whether `first` and what follows it up to the next line end take at most `room` characters. */
function fits(first: Command, rest: readonly Command[], room: number): boolean {
  const todo = [first];
  let left = room;
  let following = rest.length;
  while (left >= 0) {
    let command = todo.pop();
    if (!command) {
      following -= 1;
      command = rest[following];
      if (!command) return true;
    }
    const { layout: piece, broken, depth } = command;
    if (typeof piece === 'string') left -= piece.length;
    else if (!('kind' in piece)) pushAll(todo, piece, broken, depth);
    else
      switch (piece.kind) {
        case 'space':
          left -= 1;
          break;
        case 'line':
          if (broken) return true;
          left -= piece.flat.length;
          break;
        case 'end':
          return true;
        case 'comment':
          // After the group a comment may stick out; inside it the line must end, so the group is broken.
          return following < rest.length;
        case 'indent':
          todo.push({ layout: piece.content, broken, depth });
          break;
        case 'group':
          todo.push({ layout: piece.content, broken: broken && following < rest.length, depth });
          break;
      }
  }
  return false;
}
