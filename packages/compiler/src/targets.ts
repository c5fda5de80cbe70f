/** The targets there are: what each makes of a program that went through the passes. */
import { tensorOf } from '@einlay/artifact';
import type { KernelBuffer, Payload } from '@einlay/artifact';
import { OPSET, emitOnnx } from '@einlay/backends/onnx';
import { emitCuda, emitCudaHeader, sm90a } from '@einlay/backends/cuda';
import type { CudaTarget } from '@einlay/backends/cuda';
import { defaultWgslTarget, emitWgsl } from '@einlay/backends/wgsl';
import type { WgslEmission, WgslTarget } from '@einlay/backends/wgsl';
import { nodesById, parametersOf, success } from '@einlay/ir';
import type { DType, Result, TensorNode, TensorProgram } from '@einlay/ir';
import { printLoopProgram } from '@einlay/ir/loop';
import type { Buffer } from '@einlay/ir/loop';
import {
  applySchedule,
  checkSchedule,
  chooseSchedule,
  joinIndices,
  raiseReshapes,
  run,
  simplifyReshapes,
} from '@einlay/passes';
import type { KernelTarget, Schedule } from '@einlay/passes';
import { printScheduleFile } from './schedule-file.ts';
import { SHIPPED_TABLE, findTuned } from './tuned/tuned-table.ts';
import type { TunedTable } from './tuned/tuned-table.ts';

/** All that layers can be compiled for. */
export const TARGETS = ['onnx', 'wgsl', 'cuda'] as const;

/** What a layer is compiled for. */
export type TargetName = (typeof TARGETS)[number];

/** A readable file beside the artifact: an ONNX model, kernels. */
export interface EmittedFile {
  /** Added to the name of the artifact: `.onnx`. */
  readonly extension: string;
  readonly content: Uint8Array | string;
}

/** A device that kernels are for: one with an architecture speaks CUDA. */
export type KernelDevice = WgslTarget | CudaTarget;

/** What targets may be told beside the program. */
export interface TargetOptions {
  /** The device that WGSL is for; by default what every WebGPU device has. */
  readonly device?: WgslTarget;
  /** The device that CUDA is for; an H100 by default. */
  readonly cuda?: CudaTarget;
  /** Schedules that were measured, for CUDA; those that ship with the compiler by default. */
  readonly tuned?: TunedTable;
  /** How the program becomes kernels, which is checked; chosen for the device when left out. */
  readonly schedule?: Schedule;
}

interface Target {
  readonly emit: (
    program: TensorProgram,
    options: TargetOptions,
  ) => Result<{ readonly payload: Payload; readonly files: readonly EmittedFile[] }>;
}

export const targets: Readonly<Record<TargetName, Target>> = {
  onnx: {
    emit: (program) => {
      const joined = run(raiseReshapes, run(simplifyReshapes, run(joinIndices, program)));
      const widened = widenBfloat(joined);
      const emitted = emitOnnx(widened);
      if (!emitted.ok) return emitted;
      const { model, subgraph, text, signature } = emitted.value;
      const nodes = nodesById(widened);
      const inputTypes = new Map(parametersOf(widened).map(({ name, dtype }) => [name, dtype]));
      const outputTypes = new Map(
        widened.outputs.map(({ name, value }) => [name, (nodes.get(value) as TensorNode).dtype]),
      );
      const bindings = (names: ReadonlyMap<string, string>, types: ReadonlyMap<string, DType>) =>
        [...names].map(([tensor, graphName]) => ({ tensor, graphName, dtype: types.get(tensor) as DType }));
      return success({
        payload: {
          kind: 'onnx',
          opset: OPSET,
          model,
          inputs: bindings(signature.inputs, inputTypes),
          outputs: bindings(signature.outputs, outputTypes),
        },
        files: [
          { extension: '.onnx', content: model },
          { extension: '.subgraph.onnx', content: subgraph },
          { extension: '.onnx.txt', content: text },
        ],
      });
    },
  },
  wgsl: {
    emit: (program, { device = defaultWgslTarget, schedule: given }) => {
      const most = kernelTarget(device);
      const checked =
        given === undefined ? success(chooseSchedule(program, most)) : checkSchedule(program, given, most);
      if (!checked.ok) return checked;
      const schedule = checked.value;
      const loops = applySchedule(program, schedule);
      const emitted = emitWgsl(loops, device);
      if (!emitted.ok) return emitted;
      const { features, limits, symbols, kernels } = emitted.value;
      const buffers = emitted.value.buffers.map(payloadBuffer);
      return success({
        payload: {
          kind: 'webgpu',
          features,
          limits,
          symbols,
          buffers,
          kernels: kernels.map(({ name, code, bindings, grid, subgroupSize }) => ({
            ...{ name, code, bindings, grid },
            ...(subgroupSize === undefined ? {} : { subgroupSize }),
          })),
        },
        files: [
          { extension: '.wgsl', content: readable(emitted.value) },
          { extension: '.loop.ir', content: printLoopProgram(loops) },
          { extension: '.schedule.json', content: printScheduleFile(schedule, device) },
        ],
      });
    },
  },
  cuda: {
    emit: (program, { cuda = sm90a, schedule: given, tuned = SHIPPED_TABLE }) => {
      const most = cudaKernelTarget(cuda);
      const choose = (): Schedule => findTuned(tuned, program, cuda, most) ?? chooseSchedule(program, most);
      const checked = given === undefined ? success(choose()) : checkSchedule(program, given, most);
      if (!checked.ok) return checked;
      const schedule = checked.value;
      const loops = applySchedule(program, schedule);
      const emitted = emitCuda(loops, cuda);
      if (!emitted.ok) return emitted;
      const { source, architecture, symbols, buffers, kernels } = emitted.value;
      return success({
        payload: { kind: 'cuda', source, architecture, symbols, buffers: buffers.map(payloadBuffer), kernels },
        files: [
          { extension: '.cu', content: source },
          { extension: '.cuh', content: emitCudaHeader(emitted.value) },
          { extension: '.cuda.loop.ir', content: printLoopProgram(loops) },
          { extension: '.cuda.schedule.json', content: printScheduleFile(schedule, cuda) },
        ],
      });
    },
  },
};

/** What a schedule has to know of a CUDA device. */
export const cudaKernelTarget = (target: CudaTarget): KernelTarget => ({
  workgroupBytes: target.sharedBytes,
  invocations: target.threads,
  buffers: MOST_ARGUMENTS,
  matrices: {
    types: target.matrixTypes,
    residentBytes: target.sharedBytesOfMultiprocessor,
    cluster: target.cluster,
    staged: target.stagedMatrices,
  },
});

/** Pointers that a CUDA kernel takes; there is room for several hundred. */
const MOST_ARGUMENTS = 256;

/** What a schedule has to know of a WebGPU device. */
export const kernelTarget = ({
  kind,
  limits,
  features,
  subgroupSizes,
  subgroupMatrices,
}: WgslTarget): KernelTarget => ({
  kind,
  workgroupBytes: limits.maxComputeWorkgroupStorageSize,
  invocations: Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX),
  buffers: limits.maxStorageBuffersPerShaderStage,
  ...(features.includes('subgroups') && subgroupSizes.smallest === subgroupSizes.largest
    ? { subgroup: subgroupSizes.smallest }
    : {}),
  ...(features.includes('chromium-experimental-subgroup-matrix') ? { products: subgroupMatrices } : {}),
});

/** All kernels in one file, in the order in which they are launched. */
const readable = ({ kernels }: WgslEmission): string =>
  kernels.map(({ name, code }) => `// Kernel ${name.replace(/[^\x20-\x7e]/g, '?')}\n\n${code}`).join('\n');

function payloadBuffer({ name, type, elements, content }: Buffer): KernelBuffer {
  // A target that has other types would have refused the program.
  const dtype = type as KernelBuffer['dtype'];
  if (content.kind !== 'constant') return { name, dtype, elements, content };
  // Truth values have 32 bits in buffers.
  const { data } = tensorOf(dtype === 'bool' ? 'i32' : dtype, [content.data.length], content.data);
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return { name, dtype, elements, content: { kind: 'constant', bytes } };
}

/**
 * The program in f32 where it is bf16. ONNX Runtime takes no bf16 at its border, so runtimes widen on the way in and
 * round on the way out; computing in f32 in between is more exact than bf16, never less.
 */
function widenBfloat(program: TensorProgram): TensorProgram {
  const wide = (dtype: DType): DType => (dtype === 'bf16' ? 'f32' : dtype);
  if (program.nodes.every(({ dtype }) => dtype !== 'bf16')) return program;
  return { ...program, nodes: program.nodes.map((node) => ({ ...node, dtype: wide(node.dtype) })) };
}
