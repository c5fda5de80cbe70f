/**
 * How long a kernel of contractions takes on a graphics processor, roughly: for choosing between schedules, not for telling
 * times. A workgroup is as slow as its slowest resource (multiply-adds, loads, bytes from the cache that all
 * multiprocessors share); a kernel as all its workgroups, or as what it moves to and from memory. The rates are those of a
 * large processor, rounded until the order of a dozen measured kernels came out right.
 */
import type { Extent } from '@einlay/ir';
import { guess } from './choose-tiles.ts';
import type { Tiling } from './choose-tiles.ts';
import { rolesOf } from './contraction-stages.ts';
import type { Stage } from './contraction-stages.ts';

/** One multiprocessor of a large graphics processor, per cycle of its clock. */
const MODEL = {
  multiprocessors: 132,
  multiplyAdds: 128,
  /** Lanes that load 16 bytes, or fewer, each. */
  wideLoads: 8,
  narrowLoads: 32,
  /** From the shared cache, and, in rows as layers have them, from memory, when all multiprocessors ask. */
  cacheBytes: 24,
  memoryBytes: 8,
  registers: 65536,
  invocations: 2048,
  workgroupBytes: 100 * 1024,
  /** Sums that must be under way to hide how long a load takes. */
  enoughSums: 16384,
  barrierCycles: 60,
  launchCycles: 8000,
} as const;

/** Registers of an invocation beside its sums, and what it loads for a step of four. */
const OTHER_REGISTERS = 24;

const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);

/** Cycles of the whole device. `shapeOf` gives the extents of an operand. */
export function estimateCycles(
  stages: readonly Stage[],
  { tiles, bytes, invocations, chunk }: Tiling,
  shapeOf: (operand: Stage['left']) => readonly Extent[],
): number {
  const last = stages.at(-1) as Stage;
  const whole = new Map<string, number>();
  for (const { left, right } of stages)
    for (const operand of [left, right])
      operand.indices.forEach((name, axis) => whole.set(name, guess(shapeOf(operand)[axis] as Extent)));
  const made = new Set(stages.map(({ einsum, epilogue }) => epilogue?.id ?? einsum.id));
  /** Of an index, what a workgroup has to do with. */
  const part = (name: string): number => {
    const at = last.output.indexOf(name);
    return at >= 0 ? (tiles[at] as number) : (whole.get(name) as number);
  };
  const count = (names: readonly string[]): number => product(names.map(part));
  const chunks = chunk === undefined ? 1 : (whole.get(chunk.index) as number) / chunk.size;

  let [multiplyAdds, loads, cacheBytes, registers] = [0, 0, 0, 0];
  for (const stage of stages) {
    const roles = rolesOf(stage);
    const [rows, columns] = stage.micro;
    const perChunk = stage === last ? 1 : chunks;
    const tasks =
      (count(roles.batch) / perChunk) * Math.ceil(count(roles.row) / rows) * Math.ceil(count(roles.column) / columns);
    // The last round has idle invocations, and so has every chunk.
    const taken = Math.ceil(tasks / invocations) * invocations * perChunk;
    const depth = count(roles.summed);
    multiplyAdds += taken * rows * columns * depth;
    loads +=
      taken * depth * (rows / loadRate(stage, 'left', made, part) + columns / loadRate(stage, 'right', made, part));
    for (const { value, indices } of [stage.left, stage.right]) if (!made.has(value)) cacheBytes += 4 * count(indices);
    const rounds = stage === last && chunk !== undefined ? Math.ceil(tasks / invocations) : 1;
    registers = Math.max(registers, OTHER_REGISTERS + rounds * rows * columns + 2 * (rows + columns));
  }
  const resident = Math.min(
    Math.floor(MODEL.invocations / invocations),
    Math.floor(MODEL.registers / (Math.min(registers, 255) * invocations)),
    Math.floor(MODEL.workgroupBytes / Math.max(bytes, 1)),
  );
  const running = Math.max(resident, 1) * invocations;
  // Registers beyond those there are go to memory and back.
  const spills = registers > 255 ? registers / 128 : 1;
  const sums = Math.max(...stages.map(({ micro }) => micro[0] * micro[1]));
  const slow = Math.max(1, MODEL.enoughSums / (running * sums)) * spills;
  const cycles =
    Math.max(multiplyAdds / MODEL.multiplyAdds, loads, cacheBytes / MODEL.cacheBytes) * slow +
    (stages.length > 1 ? MODEL.barrierCycles * 2 * chunks : 0);
  const workgroups = product(
    last.output.map((name, at) => Math.ceil((whole.get(name) as number) / (tiles[at] as number))),
  );
  const rounds = Math.ceil(workgroups / MODEL.multiprocessors);

  const outputBytes = 4 * product(last.output.map((name) => whole.get(name) as number));
  const inputBytes = stages
    .flatMap(({ left, right }) => [left, right])
    .filter(({ value }) => !made.has(value))
    .reduce((sum, { indices }) => sum + 4 * product(indices.map((name) => whole.get(name) as number)), 0);
  const memory = (outputBytes + inputBytes) / (MODEL.memoryBytes * MODEL.multiprocessors);
  return Math.max(rounds * cycles, memory) + MODEL.launchCycles;
}

/** Lanes that load an element of an operand in a cycle: four at a time where neighbours lie side by side. */
function loadRate(
  stage: Stage,
  side: 'left' | 'right',
  made: ReadonlySet<number>,
  part: (name: string) => number,
): number {
  const { value, indices } = stage[side];
  const roles = rolesOf(stage);
  const innermost = made.has(value) ? roles.summed.at(-1) : indices.at(-1);
  const across = side === 'right' && stage.micro[1] % 4 === 0 ? roles.column.at(-1) : undefined;
  const isWide = innermost !== undefined && (innermost === roles.summed.at(-1) || innermost === across);
  return isWide && part(innermost) % 4 === 0 ? MODEL.wideLoads * 4 : MODEL.narrowLoads;
}
