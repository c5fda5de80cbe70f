/** Kernels told to people. */
import type { ExplainedKernel, KernelsExplanation, Transfer } from '@einlay/compiler';
import type { Context } from './io.ts';
import { milliseconds, shortNumber, textTable } from '@einlay/compiler/text-table';

/** The head of an explanation: counts by name under the name of the layer, and what unknown extents were taken for. */
export function describeFacts(
  stdout: Context['stdout'],
  layer: string,
  at: Readonly<Record<string, number>>,
  facts: readonly (readonly [name: string, count: number])[],
): readonly string[] {
  const extents = Object.entries(at).map(([symbol, extent]) => `${symbol} = ${extent}`);
  const table = textTable(
    [
      { title: stdout.bold(layer), align: 'left' },
      { title: '', align: 'right' },
    ],
    facts.map(([name, count]) => [name, shortNumber(count)]),
  );
  return extents.length === 0 ? table : [...table, stdout.dim(`counted for ${extents.join(', ')}`)];
}

/** What every kernel does, in words, then all of them in a table, then what the roofline says. */
export function describeKernels(explanation: KernelsExplanation, { stdout }: Context): string {
  const { layer, target, at, parameters, macs, flops, bytes, bytesUnfused, kernels } = explanation;
  const head = describeFacts(stdout, layer, at, [
    ['parameters', parameters],
    ['multiply-adds', macs],
    ['operations', flops],
    ['bytes moved', bytes],
    ['bytes without fusion', bytesUnfused],
  ]);
  const table = textTable(
    [
      { title: 'kernel', align: 'left' },
      { title: 'operations', align: 'right' },
      { title: 'done', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'asked', align: 'right' },
      { title: 'workgroup memory', align: 'right' },
      { title: 'ms', align: 'right' },
      { title: 'share', align: 'right' },
      { title: 'limited by', align: 'left' },
    ],
    kernels.map((kernel) => [
      kernel.name,
      shortNumber(kernel.flops),
      done(kernel),
      shortNumber(kernel.bytes),
      shortNumber([...kernel.reads, ...kernel.writes].reduce((all, { asked }) => all + asked, 0)),
      shortNumber(kernel.workgroupBytes),
      milliseconds(kernel.seconds),
      `${Math.round(kernel.share * 100)} %`,
      kernel.bound,
    ]),
  );
  const parts = [head, ...kernels.map(describeKernel), table, describeRoofline(target, explanation)];
  return parts.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

function describeKernel(kernel: ExplainedKernel): readonly string[] {
  const { operations, schedule, workgroups, kept, reads, writes } = kernel;
  return [
    `kernel ${schedule}, ${workgroups} ${workgroups === 1 ? 'workgroup' : 'workgroups'}`,
    ...operations.map((operation) => `  ${operation}`),
    ...kept.map(
      ({ value, bytes }) => `  keeps ${value} on chip: ${shortNumber(bytes)} bytes are neither written nor read`,
    ),
    `  reads ${list(reads)}; writes ${list(writes)}`,
  ];
}

/** How often multiply-adds are done on average. */
const done = ({ macs, macsDone }: ExplainedKernel): string =>
  macs === 0 ? '' : `${Number((macsDone / macs).toPrecision(2))}×`;

const list = (transfers: readonly Transfer[]): string =>
  transfers.map(({ buffer, bytes }) => `${buffer} (${shortNumber(bytes)})`).join(', ') || 'nothing';

function describeRoofline(target: string, { intensity, balance, seconds }: KernelsExplanation): readonly string[] {
  const side = intensity < balance ? 'below, so memory decides' : 'above, so arithmetic decides';
  return [
    `roofline of ${target}: ${milliseconds(seconds)} ms`,
    `${Number(intensity.toPrecision(3))} operations a byte; the device balances at ${Number(balance.toPrecision(3))}: ${side}`,
  ];
}
