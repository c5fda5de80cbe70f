/** Finds a buffer for everything that the kernels of a run bind. */
import type { Artifact, KernelBuffer } from '../artifact.ts';
import type { FilledBuffer, KernelInput } from './inputs.ts';
import type { KernelPlan } from './plan.ts';

/** The buffers of one run. */
export interface PlacedBuffers<Buffer> {
  /** By name; those of `outputs` too. */
  readonly buffers: ReadonlyMap<string, Buffer>;
  /** By output. They belong to the run. */
  readonly outputs: ReadonlyMap<string, FilledBuffer<Buffer>>;
  /** Gives back what is of no use once the run is submitted. */
  readonly giveScratch: () => void;
  /** Gives back the buffers of results, too: for runs whose results were read. */
  readonly giveOutputs: () => void;
}

/** Where they come from. */
export interface Places<Open, Buffer> {
  readonly open: Open;
  /** By parameter. */
  readonly inputs: ReadonlyMap<string, KernelInput<Open, Buffer>>;
  /** By name. */
  readonly constants: ReadonlyMap<string, Buffer>;
  /** A buffer of at least so many bytes, for `what`. */
  readonly take: (bytes: number, what: string) => Promise<Buffer>;
  readonly give: (buffer: Buffer) => void;
}

/** Errors: those of taking and of copying tensors. What was taken until then is given back. */
export async function placeBuffers<Open, Buffer>(
  { parameters }: Artifact,
  kernelBuffers: readonly KernelBuffer[],
  plan: KernelPlan,
  { open, inputs, constants, take, give }: Places<Open, Buffer>,
): Promise<PlacedBuffers<Buffer>> {
  // Only what has numbers for extents is packed.
  const shapes = new Map(
    parameters.map(({ name, shape }) => [name, shape.map((extent) => (typeof extent === 'number' ? extent : 0))]),
  );
  const scratch: Buffer[] = [];
  const outputs = new Map<string, FilledBuffer<Buffer>>();
  const place = async (buffer: KernelBuffer): Promise<Buffer> => {
    const { name, dtype, content } = buffer;
    const { bytes, elements } = plan.sizes.get(name) ?? { bytes: 0, elements: 0 };
    switch (content.kind) {
      case 'parameter': {
        const { parameter } = content;
        return (inputs.get(parameter) as KernelInput<Open, Buffer>).on(open, buffer, shapes.get(parameter) ?? []);
      }
      case 'constant':
        return constants.get(name) as Buffer;
      case 'scratch': {
        const made = await take(bytes, `\`${name}\``);
        scratch.push(made);
        return made;
      }
      case 'output': {
        const made = await take(bytes, `\`${content.output}\``);
        outputs.set(content.output, { buffer: made, dtype, elements });
        return made;
      }
    }
  };
  const giveScratch = (): void => {
    scratch.forEach(give);
  };
  const giveOutputs = (): void => {
    for (const { buffer } of outputs.values()) give(buffer);
  };

  const placing = kernelBuffers.map(async (buffer) => [buffer.name, await place(buffer)] as const);
  const settled = await Promise.allSettled(placing);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed === undefined) return { buffers: new Map(await Promise.all(placing)), outputs, giveScratch, giveOutputs };
  giveScratch();
  giveOutputs();
  throw failed.reason;
}
