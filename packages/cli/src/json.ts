/** JSON that people write by hand or other programs write wrong: what is wrong with it, and where. */
import { failure, success } from '@einlay/compiler/diagnostic';
import type { Result } from '@einlay/compiler/diagnostic';
import { report } from './diagnostics.ts';

/** The value of a JSON text. `name` is what messages and code frames call it. Error: `json-syntax`. */
export function parseJson(text: string, name: string): Result<unknown> {
  try {
    return success(JSON.parse(text) as unknown);
  } catch {
    const { offset, problem } = locateError(text);
    const span = { file: name, start: offset, end: Math.min(offset + 1, text.length) };
    return failure(report['json-syntax']({ span }, name, problem));
  }
}

interface JsonError {
  readonly offset: number;
  readonly problem: string;
}

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)/y;
/** A part of a text. One expression for all of it would try to take it apart in every possible way when its end is missing. */
const TEXT_PART = /[^"\\\p{Cc}]+|[\x7f-\x9f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/uy;
const NOT_FINITE = /-?(?:NaN|Infinity|nan|inf)\b/y;

/** What may come next: a value, a value or the end of an array, a key, a key or the end, a colon, or what follows. */
type Expectation = 'value' | 'first value' | 'key' | 'first key' | 'colon' | 'rest';

/** Where the first error of a wrong text is. The engine's own messages differ from version to version. */
function locateError(text: string): JsonError {
  const open: ('[' | '{')[] = [];
  let expected: Expectation = 'value';
  let at = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    const found = pattern.test(text);
    if (found) at = pattern.lastIndex;
    return found;
  };
  const takeText = (): boolean => {
    const start = at;
    if (text[at] !== '"') return false;
    at += 1;
    while (take(TEXT_PART));
    const isClosed = text[at] === '"';
    at = isClosed ? at + 1 : start;
    return isClosed;
  };
  for (;;) {
    take(SPACE);
    const sign = text[at];
    if (sign === undefined)
      return { offset: text.trimEnd().length, problem: text.trim() === '' ? 'it is empty' : 'it ends early' };
    const inside = open.at(-1);
    const closes = sign === (inside === '[' ? ']' : inside === '{' ? '}' : undefined);
    if (closes && expected !== 'value' && expected !== 'key' && expected !== 'colon') {
      open.pop();
      at += 1;
      expected = 'rest';
    } else if (expected === 'rest') {
      if (inside === undefined) return { offset: at, problem: 'something follows its end' };
      if (sign !== ',') return { offset: at, problem: `expected \`,\` or \`${inside === '[' ? ']' : '}'}\`` };
      at += 1;
      expected = inside === '[' ? 'value' : 'key';
    } else if (expected === 'colon') {
      if (sign !== ':') return { offset: at, problem: 'expected `:` after the name' };
      at += 1;
      expected = 'value';
    } else if (expected === 'key' || expected === 'first key') {
      if (!takeText()) return { offset: at, problem: 'expected a name in double quotes' };
      expected = 'colon';
    } else if (sign === '[' || sign === '{') {
      open.push(sign);
      at += 1;
      expected = sign === '[' ? 'first value' : 'first key';
    } else if (take(SCALAR) || takeText()) {
      expected = 'rest';
    } else {
      const start = at;
      return {
        offset: start,
        problem: take(NOT_FINITE) ? `${text.slice(start, at)} is no number of JSON` : 'expected a value',
      };
    }
  }
}
