/** Options that several commands share, and how their values are read. A value that cannot be read is wrong usage. */
import { Argument, InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import type { SizeRule } from '@einlay/space';

export const DTYPES = ['f32', 'f64', 'f16', 'bf16'] as const;

/** Every target there is or will be; which of them this version has is a question of input. */
const TARGET_NAMES = ['onnx', 'wgsl', 'cuda'];

export const fileArgument = (): Argument => new Argument('<file>', 'a file of layers');

/** A layer of a file with values for its parameters. */
export const withLayerOptions = (command: Command): Command =>
  command
    .addArgument(fileArgument())
    .option('--layer <name>', 'which layer; not needed for the only one of a file')
    .addOption(setOption())
    .addOption(dtypeOption());

export const setOption = (): Option =>
  new Option('--set <values>', 'parameters of the layer: g=32,a=32')
    .argParser(parsePairs)
    .default([], 'their defaults');

const SIZE_RULES: readonly SizeRule[] = ['round', 'up', 'greedy', 'divisors'];

export const sizesOption = (rule: SizeRule): Option =>
  new Option('--sizes <rule>', 'how exponents become whole numbers').choices(SIZE_RULES).default(rule);

export const dtypeOption = (): Option =>
  new Option('--dtype <type>', 'element type of tensors that state none').choices(DTYPES).default('f32');

export const watchOption = (): Option => new Option('--watch', 'do it again whenever a file changes');

export const jsonOption = (): Option => new Option('--json', 'print one JSON document');

export const tokensOption = (): Option =>
  new Option('--tokens <count>', 'leading batch extents, all together').argParser(parseCount);

export const atOption = (): Option =>
  new Option('--at <values>', 'extents known only when it runs: t=128')
    .argParser(parseExtents)
    .default(new Map(), '4096');

export const targetsOption = (): Option =>
  new Option('--target <targets>', 'what to compile for, separated by commas')
    .argParser((text) => {
      const names = text.split(',');
      const wrong = names.find((name) => !TARGET_NAMES.includes(name));
      if (wrong !== undefined)
        throw new InvalidArgumentError(`There is no target ${wrong}; there are ${TARGET_NAMES.join(', ')}.`);
      return [...new Set(names)];
    })
    .default(['onnx'], 'onnx');

export type Pairs = readonly (readonly [string, string])[];

/** `a=1,b=2`, added to what was said before. */
export function parsePairs(text: string, before: Pairs): Pairs {
  return [...before, ...text.split(',').map(parsePair)];
}

/** `name=value`, where the value may have commas. */
export const addPair = (text: string, before: Pairs): Pairs => [...before, parsePair(text)];

function parsePair(text: string): readonly [string, string] {
  const at = text.indexOf('=');
  if (at <= 0) throw new InvalidArgumentError(`\`${text}\` is not NAME=VALUE.`);
  return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
}

export const addText = (text: string, before: readonly string[]): readonly string[] => [...before, text];

/** A whole number, 1 or more. */
export function parseCount(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError('It is a whole number, 1 or more.');
  return value;
}

/** A whole number, 0 or more. */
export function parseSeed(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('It is a whole number.');
  return value;
}

/** Seconds, with or without a fraction. */
export function parseSeconds(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 3600))
    throw new InvalidArgumentError('It is a number above 0 and at most 3600.');
  return value;
}

const parseExtents = (text: string, before: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
  new Map([
    ...before,
    ...text
      .split(',')
      .map(parsePair)
      .map(([name, value]) => [name, parseCount(value)] as const),
  ]);

/** Lines for the end of a command's help. */
export const examples = (...lines: readonly string[]): string =>
  `\n${lines.length === 1 ? 'Example' : 'Examples'}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
