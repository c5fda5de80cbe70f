/**
 * Schedules as files.
 *
 * Such a file is a schedule as JSON, `{"kernels":[…]}`, and may say in `device` what the device can do that it was made
 * for: kernels are then compiled for such a device, and not for what every device has. Anybody may have written one, so
 * nothing in it is taken for granted.
 */
import { factsOfCudaTarget, sm90a, targetOfCudaDevice } from '@einlay/backends/cuda';
import type { CudaDeviceFacts } from '@einlay/backends/cuda';
import { WGSL_FEATURES, defaultWgslTarget, targetOfAdapter } from '@einlay/backends/wgsl';
import type { AdapterFacts, WgslTarget } from '@einlay/backends/wgsl';
import { failure, success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import type { Schedule } from '@einlay/passes';
import { report } from './diagnostics.ts';
import type { KernelDevice, TargetOptions } from './targets.ts';

/** The text of a file with a schedule; a device is told only when it is not the one that is meant without. */
export function printScheduleFile({ kernels }: Schedule, device: KernelDevice = defaultWgslTarget): string {
  const facts = 'architecture' in device ? factsOfCudaTarget(device) : factsOf(device);
  const told = device === defaultWgslTarget || device === sm90a ? {} : { device: facts };
  return `${JSON.stringify({ ...told, kernels }, undefined, 2)}\n`;
}

/** The other direction of `targetOfAdapter`. */
const factsOf = ({ kind, limits, features, subgroupSizes, subgroupMatrices }: WgslTarget): AdapterFacts => ({
  limits,
  features,
  subgroupMinSize: subgroupSizes.smallest,
  subgroupMaxSize: subgroupSizes.largest,
  subgroupMatrixConfigs: subgroupMatrices.map(({ type, resultType, rows, columns, depth }) => ({
    componentType: type,
    resultComponentType: resultType,
    M: rows,
    N: columns,
    K: depth,
  })),
  isFallbackAdapter: kind === 'processor',
});

/** A schedule, and the device it is for: one of CUDA when the file tells such a device. */
export type ScheduleFile = Required<Pick<TargetOptions, 'schedule' | 'device'>> & Pick<TargetOptions, 'cuda'>;

/**
 * What a file says, for `compile` and `compileProgram`, which check the schedule itself against the program. Error:
 * `schedule-device`.
 */
export function parseScheduleFile(value: unknown): Result<ScheduleFile> {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'device'))
    return success({ schedule: value as Schedule, device: defaultWgslTarget });
  const { device, ...schedule } = value as { readonly device: unknown };
  const parts = { schedule: schedule as unknown as Schedule, device: defaultWgslTarget };
  if (isObject(device) && Object.hasOwn(device, 'architecture')) {
    const facts = parseCudaFacts(device);
    return facts.ok ? success({ ...parts, cuda: targetOfCudaDevice(facts.value) }) : facts;
  }
  const facts = parseFacts(device);
  return facts.ok ? success({ ...parts, device: targetOfAdapter(facts.value) }) : facts;
}

function parseCudaFacts(device: Readonly<Record<string, unknown>>): Result<CudaDeviceFacts> {
  const wrong = (problem: string): Result<never> => failure(report['schedule-device']({}, problem));
  const { architecture } = device;
  if (typeof architecture !== 'string' || !/^sm_\d{2,3}$/.test(architecture))
    return wrong('`architecture` is none of CUDA, such as `sm_90`');
  const wrongCount = CUDA_COUNTS.find((name) => !isCount(device[name]));
  if (wrongCount !== undefined) return wrong(`\`${wrongCount}\` is no whole number, 1 or more`);
  const counts = CUDA_COUNTS.map((name) => [name, device[name]]);
  return success({ architecture, ...(Object.fromEntries(counts) as Omit<CudaDeviceFacts, 'architecture'>) });
}

const CUDA_COUNTS = [
  'multiprocessors',
  'threadsPerBlock',
  'sharedBytesPerBlock',
  'sharedBytesPerMultiprocessor',
] as const;

function parseFacts(value: unknown): Result<AdapterFacts> {
  const wrong = (problem: string): Result<never> => failure(report['schedule-device']({}, problem));
  if (!isObject(value)) return wrong('it is no object');
  const { limits, features, subgroupMinSize, subgroupMaxSize, subgroupMatrixConfigs = [], isFallbackAdapter } = value;
  if (!isObject(limits)) return wrong('`limits` is no object');
  const told = Object.keys(defaultWgslTarget.limits).filter((name) => Object.hasOwn(limits, name));
  const wrongLimit = told.find((name) => !isCount(limits[name]));
  if (wrongLimit !== undefined) return wrong(`the limit \`${wrongLimit}\` is no whole number, 1 or more`);
  if (!Array.isArray(features)) return wrong('`features` is no list');
  const sizes = [subgroupMinSize, subgroupMaxSize];
  if (sizes.some((size) => size !== undefined && size !== 0 && !isCount(size)))
    return wrong('the size of a subgroup is no whole number');
  if (!Array.isArray(subgroupMatrixConfigs) || !subgroupMatrixConfigs.every(isMatrixConfig))
    return wrong('`subgroupMatrixConfigs` is no list of shapes');
  if (isFallbackAdapter !== undefined && typeof isFallbackAdapter !== 'boolean')
    return wrong('`isFallbackAdapter` is neither true nor false');
  return success({
    limits: Object.fromEntries(told.map((name) => [name, limits[name] as number])),
    features: WGSL_FEATURES.filter((feature) => features.includes(feature)),
    subgroupMinSize: subgroupMinSize as number | undefined,
    subgroupMaxSize: subgroupMaxSize as number | undefined,
    subgroupMatrixConfigs,
    isFallbackAdapter,
  });
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 1;

const isMatrixConfig = (value: unknown): value is NonNullable<AdapterFacts['subgroupMatrixConfigs']>[number] =>
  isObject(value) &&
  typeof value['componentType'] === 'string' &&
  typeof value['resultComponentType'] === 'string' &&
  [value['M'], value['N'], value['K']].every(isCount);
