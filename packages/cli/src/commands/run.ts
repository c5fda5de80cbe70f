/** `einlay run ARTIFACT --input x=x.json …` */
import type { Context } from '../io.ts';
import { readBytes } from '../read-files.ts';
import { decodeArtifact, runArtifact } from '../run-artifact.ts';
import { EXIT, refuse } from '../show.ts';
import { printTensor, readTensor } from '../tensor-json.ts';
import type { NumberTensor } from '../tensor-json.ts';
import { writeFiles } from '../write-files.ts';

export interface RunCommandOptions {
  /** `name=file` pairs. */
  readonly input: readonly (readonly [string, string])[];
  readonly output?: string;
}

/** Runs an artifact on tensors from files and prints all outputs as one JSON object. */
export async function run(file: string, { input, output }: RunCommandOptions, context: Context): Promise<number> {
  const bytes = readBytes(file);
  if (!bytes.ok) return refuse(bytes.diagnostics, context);
  const artifact = await decodeArtifact(bytes.value);
  if (!artifact.ok) return refuse(artifact.diagnostics, context);

  const sources = new Map<string, string>();
  const read = input.map(([name, path]) => [name, readTensor(path, sources)] as const);
  const problems = read.flatMap(([, tensor]) => tensor.diagnostics);
  if (problems.length > 0) return refuse(problems, context, sources);
  const tensors = read.flatMap(([name, tensor]): [string, NumberTensor][] => (tensor.ok ? [[name, tensor.value]] : []));

  const outputs = await runArtifact(artifact.value, new Map(tensors));
  if (!outputs.ok) return refuse(outputs.diagnostics, context);
  const answer = [...outputs.value].map(([name, tensor]) => `${JSON.stringify(name)}:${printTensor(tensor)}`);
  const text = `{${answer.join(',')}}\n`;
  if (output === undefined) await context.io.print(text);
  else {
    const written = await writeFiles([{ path: output, content: text }]);
    if (!written.ok) return refuse(written.diagnostics, context);
  }
  return EXIT.success;
}
