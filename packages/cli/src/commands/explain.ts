/** `einlay explain FILE --layer NAME --set k=v,…` */
import { drawKernels, explain, explainKernels } from '@einlay/compiler';
import type { EinsumPlan, Explanation, Step } from '@einlay/compiler';
import { success } from '@einlay/compiler/diagnostic';
import { describeFacts, describeKernels } from '../describe-kernels.ts';
import type { Context } from '../io.ts';
import { compileFile, readSchedule } from '../layer-options.ts';
import type { LayerOptions } from '../layer-options.ts';
import { EXIT, refuse, show } from '../show.ts';
import { milliseconds, shortNumber, textTable } from '@einlay/compiler/text-table';
import { writeFiles } from '../write-files.ts';

export interface ExplainOptions extends LayerOptions {
  /** Extents to count with, by symbol. */
  readonly at: ReadonlyMap<string, number>;
  readonly target: 'onnx' | 'wgsl';
  /** A file with a schedule for kernels. */
  readonly schedule?: string;
  /** Where to draw kernels. */
  readonly svg?: string;
  readonly json?: boolean;
  readonly trace?: boolean;
}

/** Prints what a layer does after all passes and what it costs; with `trace`, the program after each pass before. */
export async function explainCommand(file: string, options: ExplainOptions, context: Context): Promise<number> {
  const { io, stdout } = context;
  const traced: string[] = [];
  const trace = (pass: string, printed: string): void => {
    traced.push(`${stdout.bold(`after ${pass}`)}\n${printed.trimEnd()}\n\n`);
  };
  const own = new Map<string, string>();
  const schedule = options.schedule === undefined ? success({}) : readSchedule(options.schedule, own);
  if (!schedule.ok) return refuse(schedule.diagnostics, context, own);
  const { target } = options;
  const { result, sources } = compileFile(file, options, {
    // Only kernels have limits that a layer may exceed.
    targets: target === 'wgsl' ? [target] : [],
    ...schedule.value,
    ...(options.trace ? { observer: { trace } } : {}),
  });
  show(result.diagnostics, sources, context);
  if (!result.ok) return EXIT.badInput;
  if (target === 'onnx') {
    const explanation = explain(result.value, options.at);
    await io.print(
      options.json ? `${JSON.stringify(explanation)}\n` : traced.join('') + describe(explanation, context),
    );
    return EXIT.success;
  }
  const kernels = explainKernels(result.value, schedule.value, options.at);
  if (!kernels.ok) return refuse(kernels.diagnostics, context);
  if (options.svg !== undefined) {
    const written = await writeFiles([{ path: options.svg, content: drawKernels(kernels.value) }]);
    if (!written.ok) return refuse(written.diagnostics, context);
  }
  const words = traced.join('') + describeKernels(kernels.value, context);
  await io.print(options.json ? `${JSON.stringify(kernels.value)}\n` : words);
  return EXIT.success;
}

function describe(explanation: Explanation, { stdout }: Context): string {
  const { layer, at, parameters, macs, flops, bytes, largestIntermediate, einsums, steps } = explanation;
  const head = describeFacts(stdout, layer, at, [
    ['parameters', parameters],
    ['multiply-adds', macs],
    ['operations', flops],
    ['bytes moved', bytes],
    ['largest intermediate', largestIntermediate],
  ]);
  const parts = [
    head,
    einsums.flatMap((plan) => describePlan(plan)),
    textTable(
      [
        { title: 'step', align: 'left' },
        { title: 'MACs', align: 'right' },
        { title: 'bytes', align: 'right' },
        { title: 'ms', align: 'right' },
        { title: 'limited by', align: 'left' },
      ],
      steps.map(describeStep),
    ),
    describeRoofline(explanation),
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}

const describePlan = ({ einsum, path, flops, naiveFlops }: EinsumPlan): readonly string[] => [
  einsum,
  `  path ${JSON.stringify(path)}: ${shortNumber(flops)} operations, ${shortNumber(naiveFlops)} in one step`,
];

const describeStep = ({ operation, macs, bytes, seconds, bound }: Step): readonly string[] => [
  operation,
  shortNumber(macs),
  shortNumber(bytes),
  milliseconds(seconds),
  bound,
];

function describeRoofline({ target, intensity, balance, seconds }: Explanation): readonly string[] {
  const side = intensity < balance ? 'below, so memory decides' : 'above, so arithmetic decides';
  return [
    `roofline of ${target}: ${milliseconds(seconds)} ms`,
    `${Number(intensity.toPrecision(3))} operations a byte; the device balances at ${Number(balance.toPrecision(3))}: ${side}`,
  ];
}
