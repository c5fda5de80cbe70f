/**
 * Schedules as files.
 *
 * Such a file is a schedule as JSON, `{"kernels":[…]}`, and may say in `device` what the device can do that it was made
 * for: kernels are then compiled for such a device, and not for what every device has. Anybody may have written one, so
 * nothing in it is taken for granted.
 */
import { WGSL_FEATURES, defaultWgslTarget, targetOfAdapter } from '@einlay/backends/wgsl';
import type { AdapterFacts, WgslTarget } from '@einlay/backends/wgsl';
import { failure, success } from '@einlay/ir';
import type { Result } from '@einlay/ir';
import type { Schedule } from '@einlay/passes';
import { report } from './diagnostics.ts';
import type { TargetOptions } from './targets.ts';

/** The text of a file with a schedule; a device is told only when it is not what every device is. */
export function printScheduleFile({ kernels }: Schedule, device: WgslTarget = defaultWgslTarget): string {
  const told = device === defaultWgslTarget ? {} : { device: factsOf(device) };
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

/**
 * What a file says, for `compile` and `compileProgram`, which check the schedule itself against the program. Error:
 * `schedule-device`.
 */
export function parseScheduleFile(value: unknown): Result<Required<Pick<TargetOptions, 'schedule' | 'device'>>> {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'device'))
    return success({ schedule: value as Schedule, device: defaultWgslTarget });
  const { device, ...schedule } = value as { readonly device: unknown };
  const facts = parseFacts(device);
  return facts.ok
    ? success({ schedule: schedule as unknown as Schedule, device: targetOfAdapter(facts.value) })
    : facts;
}

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
