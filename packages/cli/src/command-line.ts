/** The command line: what can be said, what it means, and how each command is told to people. */
import { Argument, Command, CommanderError, Option } from 'commander';
import type { AnalyzeOptions } from './commands/analyze.ts';
import type { BenchOptions } from './commands/bench.ts';
import type { CompileCommandOptions } from './commands/compile.ts';
import type { EvalOptions } from './commands/eval.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { FmtOptions } from './commands/fmt.ts';
import type { PathCommandOptions } from './commands/path.ts';
import type { RunCommandOptions } from './commands/run.ts';
import type { SpaceOptions } from './commands/space.ts';
import type { TuneOptions } from './commands/tune.ts';
import { SHELLS, completion } from './completion.ts';
import type { Shell } from './completion.ts';
import { COLOUR_MODES, contextOf } from './io.ts';
import type { ColourMode, Context, Io } from './io.ts';
import { EXIT } from './show.ts';
import {
  addPair,
  addText,
  atOption,
  dtypeOption,
  examples,
  jsonOption,
  parseCount,
  parseSeconds,
  parseSeed,
  setOption,
  sizesOption,
  targetsOption,
  tokensOption,
  watchOption,
  withLayerOptions,
} from './usage.ts';
import { VERSION } from './version.ts';
import type { WatchOptions } from './watch.ts';

/**
 * Runs the command that `words` say, and gives the code to end with: 0, 1 for wrong input (diagnostics are on standard
 * error), 2 for wrong usage, 70 for a mistake of ours. Never rejects.
 */
export async function runCommandLine(words: readonly string[], io: Io): Promise<number> {
  let code: number = EXIT.success;
  try {
    const program = commandLine(io, (ended) => {
      code = ended;
    });
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.success : EXIT.badUsage;
    const message = error instanceof Error ? error.message : String(error);
    io.say(`einlay: this is a mistake in einlay, not in what you gave it; please report it: ${message}\n`);
    return EXIT.internal;
  }
}

/** The options of commands that count with extents. */
interface ExtentOptions {
  readonly tokens?: number;
  readonly at: ReadonlyMap<string, number>;
}

const extentsOf = ({ at, tokens }: ExtentOptions): ReadonlyMap<string, number> =>
  tokens === undefined ? at : new Map([...at, ['...', tokens]]);

/** Every command loads the modules of its action when it is asked for, so that `check` starts without the compiler. */
function commandLine(io: Io, end: (code: number) => void): Command {
  const program = new Command('einlay')
    .description('Compiles layers of neural networks that are written as einsums.')
    .version(VERSION, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'say how it is used')
    .helpCommand('help [command]', 'say how a command is used')
    .addOption(new Option('--color <when>', 'colours in what is printed').choices(COLOUR_MODES).default('auto'))
    .configureOutput({ writeOut: (text) => void io.print(text), writeErr: io.say })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('einlay --help says what there is')
    .exitOverride()
    .addHelpText('after', FIRST_STEPS);
  const context = (): Context => contextOf(io, program.opts<{ color: ColourMode }>().color);
  const command = (name: string, summary: string, ...more: readonly string[]): Command =>
    program
      .command(name)
      .summary(summary)
      .description([`${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`, ...more].join('\n'))
      .showHelpAfterError(`einlay ${name} --help says how it is used`);

  command('check', 'report what is wrong with files of layers')
    .argument('<file...>', 'files of layers')
    .addOption(watchOption())
    .addHelpText('after', examples('einlay check layers.ein', 'einlay check --watch layers.ein'))
    .action(async (files: string[], options: WatchOptions) => {
      const { check } = await import('./commands/check.ts');
      end(await check(files, options, context()));
    });

  command('fmt', 'put files into canonical layout', '', 'Files are changed in place; one with errors stays as it is.')
    .argument('[file...]', 'files of layers')
    .option('--check', 'change nothing, and end with 1 when a file would change')
    .option('--stdin', 'format standard input to standard output')
    .addOption(watchOption())
    .addHelpText(
      'after',
      examples('einlay fmt layers.ein', 'einlay fmt --check *.ein', 'einlay fmt --stdin < layers.ein'),
    )
    .action(async (files: string[], options: FmtOptions & WatchOptions & { stdin?: boolean }, self: Command) => {
      const isStdin = options.stdin === true;
      if (files.length > 0 === isStdin) self.error('error: name files or say --stdin, one of the two');
      const { fmt, fmtStdin } = await import('./commands/fmt.ts');
      end(isStdin ? await fmtStdin(options, context()) : await fmt(files, options, context()));
    });

  withLayerOptions(
    command(
      'compile',
      'compile a layer for one or more targets',
      '',
      'Writes DIR/NAME.TARGET.artifact, which a runtime loads, and beside it what people and other tools can read.',
      'Their names come as one JSON object. When anything is wrong, nothing is written.',
    ),
  )
    .addOption(targetsOption())
    .option('--out <dir>', 'where files go', '.')
    .option('--schedule <file>', 'how to make kernels: a .schedule.json, or what einlay tune stored; for wgsl and cuda')
    .addOption(watchOption())
    .addHelpText(
      'after',
      examples(
        'einlay compile btt.ein --layer btt --set g=32,a=32,p=32,e=32 --target onnx --out dist',
        'einlay compile btt.ein --layer btt --set g=32,a=32,p=32,e=32 --target wgsl --schedule btt.schedule.json',
      ),
    )
    .action(async (file: string, options: CompileCommandOptions & WatchOptions, self: Command) => {
      if (options.schedule !== undefined && !options.target.some((target) => target === 'wgsl' || target === 'cuda'))
        self.error('error: --schedule is for the targets wgsl and cuda');
      const { compileCommand } = await import('./commands/compile.ts');
      end(await compileCommand(file, options, context()));
    });

  command(
    'run',
    'run an artifact on tensors from files',
    '',
    'A tensor is {"shape":[2,3],"data":[1,2,3,4,5,6]}, row-major. All outputs come as one JSON object:',
    '{"y":{"shape":[2,3],"data":[…]}}.',
  )
    .argument('<artifact>', 'what einlay compile wrote')
    .addOption(
      new Option('--input <name=file>', 'a tensor; once for every input and factor')
        .argParser(addPair)
        .default([], 'none'),
    )
    .option('--output <file>', 'write the answer there instead of printing it')
    .addHelpText('after', examples('einlay run dist/dense.onnx.artifact --input x=x.json --input W=W.json'))
    .action(async (file: string, options: RunCommandOptions, self: Command) => {
      const names = options.input.map(([name]) => name);
      const twice = names.find((name, at) => names.indexOf(name) !== at);
      if (twice !== undefined) self.error(`error: the input ${twice} is given twice`);
      const { run } = await import('./commands/run.ts');
      end(await run(file, options, context()));
    });

  command(
    'eval',
    'evaluate an equation in the notation of numpy',
    '',
    'An operand is a file with {"shape":[2,3],"data":[1,2,3,4,5,6]}; the answer has the same form. With --batch, every',
    'line of a file is {"equation":"ij,jk->ik","operands":[{"shape":…,"data":…},…]}, and every line of the answer is a',
    'tensor or {"error":{"code":"…","message":"…"}}, in the same order.',
  )
    .argument('[equation]', 'such as ij,jk->ik')
    .addOption(new Option('--input <file>', 'an operand; once for each term').argParser(addText).default([], 'none'))
    .option('--batch <file>', 'evaluate every line of a file; - is standard input')
    .addOption(
      new Option('--target <target>', 'what computes; the reference does so in float64, whatever the type')
        .choices(['reference', 'onnx', 'webgpu', 'cuda'])
        .default('reference'),
    )
    .addOption(dtypeOption())
    .addHelpText(
      'after',
      examples(
        "einlay eval 'ij,jk->ik' --input a.json --input b.json",
        'einlay eval --batch lines.jsonl --target onnx',
      ),
    )
    .action(
      async (
        equation: string | undefined,
        options: EvalOptions & { input: readonly string[]; batch?: string },
        self: Command,
      ) => {
        const { evalBatch, evalEquation } = await import('./commands/eval.ts');
        if (equation !== undefined && options.batch === undefined)
          end(await evalEquation(equation, options.input, options, context()));
        else if (equation === undefined && options.batch !== undefined && options.input.length === 0)
          end(await evalBatch(options.batch, options, context()));
        else self.error('error: name an equation and its inputs or say --batch, one of the two');
      },
    );

  command(
    'path',
    'find the order in which to contract the operands of an equation',
    '',
    'The answer is one JSON object: path (pairs of positions: two operands leave the list, and their result goes to its',
    'end), flops, naiveFlops (of all operands in one step), largestIntermediate (elements), and slices (indices to loop',
    'over) where the memory limit needs them.',
  )
    .argument('<equation>', 'such as ij,jk,kl->il')
    .requiredOption('--extents <json>', 'the extent of every index: {"i":8,"j":16,"k":4,"l":2}')
    .addOption(
      new Option('--optimize <finder>', 'how to search')
        .choices(['auto', 'optimal', 'greedy', 'random-greedy', 'anneal'])
        .default('auto'),
    )
    .addOption(
      new Option('--minimize <what>', 'operations, the largest intermediate, or time on a processor')
        .choices(['flops', 'size', 'time'])
        .default('flops'),
    )
    .addOption(new Option('--memory-limit <elements>', 'no intermediate may be larger').argParser(parseCount))
    .addOption(new Option('--seed <number>', 'of searches that draw at random').argParser(parseSeed))
    .addOption(new Option('--seconds <number>', 'about how long to search').argParser(parseSeconds))
    .addOption(jsonOption().hideHelp())
    .addHelpText('after', examples(`einlay path 'ti,ir,ro->to' --extents '{"t":100,"i":64,"r":4,"o":64}'`))
    .action(async (equation: string, options: PathCommandOptions) => {
      const { path } = await import('./commands/path.ts');
      end(await path(equation, options, context()));
    });

  withLayerOptions(
    command(
      'explain',
      'say what a compiled layer does and what that costs',
      '',
      'Prints contraction paths, the steps that are left after all passes, their operations and bytes, and the time that',
      'the rates of the target allow them (a roofline). For wgsl these are kernels: their schedules, what they read, write',
      'and keep on chip.',
    ),
  )
    .addOption(new Option('--target <target>', 'what the layer is for').choices(['onnx', 'wgsl']).default('onnx'))
    .option('--schedule <file>', 'how to make kernels; for wgsl')
    .option('--svg <file>', 'draw the kernels there; for wgsl')
    .addOption(tokensOption())
    .addOption(atOption())
    .addOption(jsonOption())
    .option('--trace', 'print the program after every pass, too')
    .addHelpText(
      'after',
      examples(
        'einlay explain btt.ein --layer btt --set g=32,a=32,p=32,e=32 --tokens 1024',
        'einlay explain btt.ein --layer btt --set g=32,a=32,p=32,e=32 --target wgsl --svg btt.svg',
      ),
    )
    .action(async (file: string, options: ExplainOptions & ExtentOptions, self: Command) => {
      const forKernels = options.schedule === undefined ? options.svg && '--svg' : '--schedule';
      if (forKernels !== undefined && options.target !== 'wgsl')
        self.error(`error: ${forKernels} is for the target wgsl`);
      if (options.json && options.trace) self.error('error: --json and --trace exclude each other');
      const { explainCommand } = await import('./commands/explain.ts');
      end(await explainCommand(file, { ...options, at: extentsOf(options) }, context()));
    });

  withLayerOptions(
    command(
      'bench',
      'time a layer beside the dense layer it could stand for',
      '',
      'Results are compared with the reference interpreter first. Times are medians: on ONNX Runtime of whole runs, on',
      'WebGPU and CUDA of kernels on tensors that are on the device.',
    ),
  )
    .addOption(new Option('--target <target>', 'what to time on').choices(['onnx', 'webgpu', 'cuda']).default('onnx'))
    .addOption(tokensOption())
    .addOption(atOption())
    .addOption(new Option('--rounds <count>', 'runs of each layer').argParser(parseCount).default(15))
    .addOption(jsonOption())
    .addHelpText('after', examples('einlay bench btt.ein --layer btt --set g=32,a=32,p=32,e=32 --tokens 4096'))
    .action(async (file: string, options: BenchOptions & ExtentOptions) => {
      const { bench } = await import('./commands/bench.ts');
      end(await bench(file, { ...options, at: extentsOf(options) }, context()));
    });

  withLayerOptions(
    command(
      'tune',
      'find the fastest kernels for a layer on the device at hand',
      '',
      'Measures schedules, each after its results were compared with the reference interpreter, and stores the fastest in a',
      'file for compile --schedule. An interrupt (Ctrl-C) stores the best so far; running it again goes on from there.',
    ),
  )
    .addOption(tokensOption())
    .addOption(atOption())
    .addOption(new Option('--target <target>', 'what to measure on').choices(['webgpu', 'cuda']).default('webgpu'))
    .option('--out <file>', 'where to store the schedule; NAME.tuned.schedule.json when left out')
    .option('--table <file>', 'a table of tuned schedules that gets it, too, made when there is none; for cuda')
    .addOption(new Option('--seconds <number>', 'about how long to measure').argParser(parseSeconds).default(60))
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'einlay tune btt.ein --layer btt --set g=32,a=32,p=32,e=32 --tokens 4096 --out btt.schedule.json',
        'einlay compile btt.ein --layer btt --set g=32,a=32,p=32,e=32 --target wgsl --schedule btt.schedule.json',
      ),
    )
    .action(async (file: string, options: TuneOptions & ExtentOptions, self: Command) => {
      if (options.table !== undefined && options.target !== 'cuda') self.error('error: --table is for the target cuda');
      const { tune } = await import('./commands/tune.ts');
      end(await tune(file, { ...options, at: extentsOf(options) }, context()));
    });

  command(
    'analyze',
    'say what a point of the continuous space, or a layer of a file, costs and is worth',
    '',
    'A point is --theta or --structure, with the widths of a layer. Of a file it is the layer that is named, or all.',
    'Prints exponents, sizes, parameters, multiply-adds, rank, and ω (sharing), ψ (rank) and ν (compute).',
  )
    .argument('[file]', 'a file of layers')
    .option('--theta <exponents>', 'seven of them, of α β γ δ ε φ ρ: 1/2,0,1/2,0,1/2,1/2,0')
    .option('--xi <exponent>', 'with --theta: of the block index ξ')
    .option('--structure <structure>', 'a point by name: monarch(1/4)')
    .option('--din <width>', 'features of x')
    .option('--dout <width>', 'features of y; as many as of x when left out')
    .addOption(sizesOption('round'))
    .addOption(
      new Option('--multiple <count>', 'with --sizes divisors: sizes are multiples of it')
        .argParser(parseCount)
        .default(1),
    )
    .option('--layer <name>', 'which layer of the file; all when left out')
    .addOption(setOption())
    .addOption(dtypeOption())
    .option('--svg <file>', 'draw the network of tensors and indices there')
    .option('--growth <file>', 'draw there how counts grow with the width')
    .option('--map <file>', 'draw there where it lies among named structures')
    .option('--ein <file>', 'write the point there as a layer')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'einlay analyze --theta 0.5,0,0.5,0,0.5,0.5,0 --din 1024 --dout 4096 --json',
        "einlay analyze --structure 'monarch(1/4)' --din 4096 --sizes divisors --ein monarch.ein",
        'einlay analyze layers.ein --map map.svg',
      ),
    )
    .action(async (file: string | undefined, options: AnalyzeOptions, self: Command) => {
      const { theta, structure, din, layer, svg, ein, xi } = options;
      if ([file, theta, structure].filter((given) => given !== undefined).length !== 1)
        self.error('error: name a file or say --theta or --structure, one of the three');
      if (file === undefined && din === undefined) self.error('error: say how many features x has: --din 1024');
      if (xi !== undefined && theta === undefined) self.error('error: --xi goes with --theta');
      if (file !== undefined && layer === undefined && (svg ?? ein) !== undefined)
        self.error(`error: ${svg === undefined ? '--ein' : '--svg'} is for one layer: say --layer`);
      const { analyze } = await import('./commands/analyze.ts');
      end(await analyze(file, options, context()));
    });

  command(
    'space',
    'list the fastest layers of the continuous space that are as good as wanted',
    '',
    'Looks at all layers whose sizes are divisors of the widths, or at some drawn at random, and predicts their times from the',
    'rates of a device (a roofline). With --measure the best are compiled, compared with the reference interpreter and timed',
    'beside a dense layer.',
  )
    .option('--d <width>', 'features of x and y')
    .option('--din <width>', 'features of x')
    .option('--dout <width>', 'features of y')
    .addOption(
      new Option('--target <target>', 'the device whose rates predict')
        .choices(['cuda', 'webgpu', 'onnx'])
        .default('cuda'),
    )
    .addOption(new Option('--tokens <count>', 'leading batch extents, all together').argParser(parseCount))
    .option('--full-rank', 'only layers of full rank')
    .option('--no-sharing', 'only layers that use every parameter once a token')
    .option('--params <share>', 'at most this share of the parameters of a dense layer: 1/4')
    .option('--macs <share>', 'at most this share of its multiply-adds')
    .addOption(new Option('--intermediate <count>', 'at most so many numbers between factors').argParser(parseCount))
    .addOption(new Option('--multiple <count>', 'sizes are 1 or multiples of it').argParser(parseCount).default(1))
    .addOption(new Option('--samples <count>', 'draw so many points instead').argParser(parseCount))
    .addOption(new Option('--seed <number>', 'of the points that are drawn').argParser(parseSeed).default(1))
    .addOption(new Option('--top <count>', 'how many to list').argParser(parseCount).default(20))
    .option('--named', 'list named structures of these widths, too')
    .option('--measure', 'time the layers of the list on the device at hand')
    .addOption(new Option('--rounds <count>', 'runs of each layer that is measured').argParser(parseCount).default(15))
    .option('--ein <file>', 'write the layers of the list there')
    .option('--map <file>', 'draw them on the map of the space there')
    .option('--times <file>', 'with --measure: draw predicted against measured times there')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'einlay space --target cuda --d 2048 --full-rank --no-sharing --top 20',
        'einlay space --target onnx --d 1024 --full-rank --macs 1/4 --top 5 --measure',
      ),
    )
    .action(async (options: SpaceOptions, self: Command) => {
      const { d, din, dout } = options;
      if (d === undefined && (din === undefined || dout === undefined))
        self.error('error: say how wide layers are: --d 1024, or --din and --dout');
      if (options.times !== undefined && options.measure !== true) self.error('error: --times goes with --measure');
      const { space } = await import('./commands/space.ts');
      end(await space(options, context()));
    });

  command('completion', 'print a script that completes commands in a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(SHELLS))
    .addHelpText('after', examples('einlay completion bash > ~/.local/share/bash-completion/completions/einlay'))
    .action(async (shell: Shell) => {
      await io.print(completion(program, shell));
    });

  return program;
}

const FIRST_STEPS = `
A layer names the axes of its tensors, and what it computes is a product, summed over every index that is not on the
left. Save this as low_rank.ein:

  layer low_rank(n, m, r) {
    input  x[..., n]
    factor A[n, r], B[r, m]
    output y[..., m] = x[..., n] * A[n, r] * B[r, m]
  }

Then:

  einlay check low_rank.ein
  einlay explain low_rank.ein --set n=1024,m=1024,r=64
  einlay bench low_rank.ein --set n=1024,m=1024,r=64
  einlay compile low_rank.ein --set n=1024,m=1024,r=64 --target onnx --out dist

A command ends with 0, with 1 when what it was given is wrong, with 2 when it was used in a wrong way.
`;
