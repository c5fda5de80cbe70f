import { describe, expect, test } from '@jest/globals';
import { Lexer } from 'chevrotain';
import { Grammar } from './grammar.ts';
import { TOKENS } from './tokens.ts';

describe('grammar', () => {
  test('has no ambiguous or unreachable alternatives', () => {
    expect(() => new Grammar({ validate: true })).not.toThrow();
  });

  test('has no token that another hides', () => {
    expect(new Lexer(TOKENS).lexerDefinitionErrors).toEqual([]);
  });
});
