/**
 * Prints loop programs, for traces and goldens: names made unique, one statement a line, bodies indented.
 *
 *     kernel y: 64 invocations, grid ⌈... / 16⌉ × 4
 *       read x: f32[1024·...]
 *       write y: f32[1024·...]
 *       workgroup z: f32[512]
 *       let row = workgroup / 4
 *       for k < 32:
 *         z[invocation] = x[row * 32 + k]
 *       barrier
 */
import { printExtent } from '../extent.ts';
import { INFIX_SIGNS } from '../tensor/print.ts';
import type {
  Buffer,
  GridExtent,
  Kernel,
  LoopExpression,
  LoopProgram,
  LoopStatement,
  Packing,
  TileAccess,
} from './nodes.ts';
import { BUILTINS } from './nodes.ts';

/** A program of kernels as text. */
export function printLoopProgram(program: LoopProgram): string {
  const buffers = program.buffers.map(printBuffer);
  return `${[`program ${program.name}`, ...buffers, ...program.kernels.map(printKernel)].join('\n')}\n`;
}

function printBuffer({ name, type, elements, content }: Buffer): string {
  const head = `buffer ${name}: ${type}[${printExtent(elements)}]`;
  switch (content.kind) {
    case 'parameter': {
      const packing = content.packing ? ` packed ${printPacking(content.packing)}` : '';
      return `${head} = parameter ${content.parameter}${packing}`;
    }
    case 'output':
      return `${head} = output ${content.output}`;
    case 'constant':
      return `${head} = constant of ${content.data.length}`;
    case 'scratch':
      return `${head} = scratch`;
  }
}

/** `(32) (8 4) → 1 0 2`: the parts of each axis, and the order in which they lie. */
export const printPacking = ({ shape, splits, order }: Packing): string =>
  `${shape ? `[${shape.join(', ')}] ` : ''}${splits.map((parts) => `(${parts.join(' ')})`).join(' ')} → ${order.join(' ')}`;

const printGrid = (grid: readonly GridExtent[]): string =>
  grid
    .map(({ extent, tile }) => (tile === 1 ? printExtent(extent) : `⌈${printExtent(extent)} / ${tile}⌉`))
    .join(' × ') || '1';

/** A kernel as text. */
export function printKernel(kernel: Kernel): string {
  const names = nameEverything(kernel);
  const subgroup = kernel.subgroupSize === undefined ? '' : ` in subgroups of ${kernel.subgroupSize}`;
  const cluster = kernel.cluster === undefined ? '' : ` in clusters of ${kernel.cluster}`;
  const lines = [
    `kernel ${kernel.name}: ${kernel.invocations} invocations${subgroup}${cluster}, grid ${printGrid(kernel.grid)}`,
  ];
  for (const { memory, access, buffer } of kernel.bindings) {
    const other = names(memory.id) === buffer ? '' : ` = ${buffer}`;
    lines.push(`  ${access} ${names(memory.id)}: ${memory.type}[${printExtent(memory.elements)}]${other}`);
  }
  for (const { id, space, type, elements } of kernel.memories)
    lines.push(`  ${space} ${names(id)}: ${type}[${printExtent(elements)}]`);
  for (const { id, role, type, rows, columns } of kernel.tiles)
    lines.push(`  tile ${names(id)}: ${role} ${type}[${rows}, ${columns}]`);
  return [...lines, ...printBody(kernel.body, names, '  ')].join('\n');
}

type Names = (id: number) => string;

/** A name for every memory, tile and variable. */
function nameEverything(kernel: Kernel): Names {
  const names = new Map<number, string>();
  const taken = new Set<string>(BUILTINS);
  const name = (id: number, hint: string): void => {
    let unique = hint;
    for (let count = 2; taken.has(unique); count += 1) unique = `${hint}_${count}`;
    taken.add(unique);
    names.set(id, unique);
  };
  for (const { memory } of kernel.bindings) name(memory.id, memory.name);
  for (const memory of kernel.memories) name(memory.id, memory.name);
  for (const tile of kernel.tiles) name(tile.id, tile.name);
  const visit = (statement: LoopStatement): void => {
    if (statement.kind === 'let') name(statement.variable, statement.name);
    if (statement.kind === 'for') {
      name(statement.counter, statement.name);
      statement.body.forEach(visit);
    }
    if (statement.kind === 'if') [...statement.whenTrue, ...statement.whenFalse].forEach(visit);
  };
  kernel.body.forEach(visit);
  return (id) => names.get(id) ?? `%${id}`;
}

const printBody = (body: readonly LoopStatement[], names: Names, indent: string): readonly string[] =>
  body.flatMap((statement) => printStatement(statement, names).map((line) => indent + line));

/** One statement as lines; also for messages, where names are ids. */
export function printStatement(statement: LoopStatement, names: Names = (id) => `%${id}`): readonly string[] {
  const print = (expression: LoopExpression): string => printExpression(expression, names);
  const tile = ({ memory, index, stride, order }: TileAccess): string =>
    `${names(memory)}[${print(index)}] stride ${print(stride)}${order === 'row-major' ? '' : ' column-major'}`;
  switch (statement.kind) {
    case 'let':
      return [`let ${names(statement.variable)} = ${print(statement.value)}`];
    case 'store':
      return [
        `${names(statement.memory)}${statement.rank ? `@${print(statement.rank)}` : ''}[${print(statement.index)}] = ${print(statement.value)}`,
      ];
    case 'for': {
      const unroll = statement.unroll ? ' unrolled' : '';
      return [
        `for ${names(statement.counter)} < ${print(statement.extent)}${unroll}:`,
        ...printBody(statement.body, names, '  '),
      ];
    }
    case 'if': {
      const otherwise =
        statement.whenFalse.length === 0 ? [] : ['else:', ...printBody(statement.whenFalse, names, '  ')];
      return [`if ${print(statement.condition)}:`, ...printBody(statement.whenTrue, names, '  '), ...otherwise];
    }
    case 'barrier':
      return ['barrier'];
    case 'comment':
      return [`// ${statement.text}`];
    case 'tile-fill':
      return [`${names(statement.tile)} = fill ${statement.value}`];
    case 'tile-load':
      return [`${names(statement.tile)} = tile ${tile(statement)}`];
    case 'tile-multiply':
      return [`${names(statement.accumulator)} += ${names(statement.left)} · ${names(statement.right)}`];
    case 'matrix-multiply': {
      const { shape, accumulator, index, left, right } = statement;
      return [`${names(accumulator)}[${print(index)} ×4] += ${shape} ${print(left)} · ${print(right)}`];
    }
    case 'staged-multiply': {
      const { columns, accumulator, index, left, memory, at } = statement;
      const sums = `${names(accumulator)}[${print(index)} ×${columns / 2}]`;
      return [`${sums} += m16n${columns}k16 ${print(left)} · ${names(memory)}[${print(at)}]`];
    }
    case 'copy': {
      const { memory, index, source, from, elements } = statement;
      return [`copy ${names(memory)}[${print(index)} ×${elements}] = ${names(source)}[${print(from)}]`];
    }
    case 'await-products':
      return [`await all products but ${statement.pending} of ${names(statement.accumulator)}`];
    case 'end-batch':
      return ['end batch'];
    case 'await-batches':
      return [`await all batches but ${statement.pending}`];
    case 'tile-store':
      return [`tile ${tile(statement)} = ${names(statement.tile)}`];
  }
}

const SIGNS: Readonly<Record<string, string>> = { ...INFIX_SIGNS, quotient: '/', remainder: '%' };

/** An expression on one line; a binary one inside another has parentheses. */
export function printExpression(expression: LoopExpression, names: Names = (id) => `%${id}`): string {
  const print = (part: LoopExpression): string => printExpression(part, names);
  const nested = (part: LoopExpression): string =>
    part.kind === 'binary' && part.operator in SIGNS ? `(${print(part)})` : print(part);
  switch (expression.kind) {
    case 'literal':
      return Object.is(expression.value, -0) ? '-0' : String(expression.value);
    case 'variable':
      return names(expression.variable);
    case 'builtin':
      return expression.builtin;
    case 'extent':
      return `extent(${printExtent(expression.extent)})`;
    case 'unary':
      return `${expression.operator}(${print(expression.argument)})`;
    case 'binary': {
      const sign = SIGNS[expression.operator];
      return sign === undefined
        ? `${expression.operator}(${print(expression.left)}, ${print(expression.right)})`
        : `${nested(expression.left)} ${sign} ${nested(expression.right)}`;
    }
    case 'multiply-add':
      return `fma(${print(expression.left)}, ${print(expression.right)}, ${print(expression.addend)})`;
    case 'select':
      return `where(${print(expression.condition)}, ${print(expression.whenTrue)}, ${print(expression.whenFalse)})`;
    case 'cast':
      return `${expression.type}(${print(expression.argument)})`;
    case 'load': {
      const lanes = expression.lanes === 1 ? '' : ` ×${expression.lanes}`;
      return `${names(expression.memory)}[${print(expression.index)}${lanes}]`;
    }
    case 'broadcast':
      return `broadcast${expression.lanes}(${print(expression.argument)})`;
    case 'vector':
      return `vector(${expression.parts.map(print).join(', ')})`;
    case 'component':
      return `${nested(expression.vector)}.${expression.lane}`;
    case 'subgroup':
      return `subgroup_${expression.operator}(${print(expression.argument)})`;
    case 'exchange':
      return `exchange(${print(expression.argument)}, ${expression.mask})`;
  }
}
