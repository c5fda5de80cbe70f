import { describe, expect, test } from '@jest/globals';
import { Namer } from './namer.ts';

describe('Namer', () => {
  test('keeps an identifier the first time and numbers it after', () => {
    const namer = new Namer();
    expect(['x', 'x', 'x_1', 'x'].map((hint) => namer.name(hint))).toEqual(['x', 'x_1', 'x_1_1', 'x_2']);
  });

  test('makes identifiers of everything', () => {
    const namer = new Namer();
    const names = ['φ', 'ψ', '', '3', 'a b', '__proto__', 'constructor'].map((hint) => namer.name(hint));
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
  });
});
