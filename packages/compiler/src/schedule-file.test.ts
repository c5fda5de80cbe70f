import { describe, expect, test } from '@jest/globals';
import { sm90a } from '@einlay/backends/cuda';
import { compile, parseScheduleFile, printScheduleFile, targetOfAdapter, targetOfCudaDevice } from './index.ts';
import type { CompileOptions, Schedule } from './index.ts';

const source = `layer low_rank(n, m, r) {
  input x[..., n]
  factor A[n, r], B[r, m]
  output y[..., m] = x[..., n] * A[n, r] * B[r, m]
}`;
const options: CompileOptions = { set: { n: 64, m: 32, r: 8 }, targets: ['wgsl'] };

/** The readable files of a compilation, by extension. */
function filesOf(more: CompileOptions): ReadonlyMap<string, string> {
  const compiled = compile(source, { ...options, ...more });
  expect(compiled.diagnostics).toEqual([]);
  const files = compiled.ok ? (compiled.value.emissions.get('wgsl')?.files ?? []) : [];
  return new Map(files.map(({ extension, content }) => [extension, String(content)]));
}

const chosen = filesOf({});
const schedule = JSON.parse(chosen.get('.schedule.json') ?? '') as Schedule;

const large = targetOfAdapter({
  limits: {
    maxComputeWorkgroupStorageSize: 65536,
    maxComputeInvocationsPerWorkgroup: 1024,
    maxComputeWorkgroupSizeX: 1024,
  },
  features: ['subgroups', 'timestamp-query'],
  subgroupMinSize: 32,
  subgroupMaxSize: 32,
  isFallbackAdapter: true,
});

test('the schedule that compile writes gives the same kernels again', () => {
  const parsed = parseScheduleFile(schedule);
  expect(parsed.ok && filesOf(parsed.value).get('.wgsl')).toBe(chosen.get('.wgsl'));
});

test('what was made for a larger device is compiled for that device', () => {
  const [kernel] = schedule.kernels;
  const wide: Schedule = { kernels: [{ ...kernel, invocations: 512 } as Schedule['kernels'][number]] };
  const refused = compile(source, { ...options, schedule: wide });
  expect(refused.diagnostics.map(({ code }) => code)).toEqual(['schedule-limit']);
  const text = printScheduleFile(wide, large);
  const parsed = parseScheduleFile(JSON.parse(text));
  expect(parsed).toEqual({ ok: true, value: { schedule: wide, device: large }, diagnostics: [] });
  const files = parsed.ok ? filesOf(parsed.value) : new Map<string, string>();
  expect(files.get('.loop.ir')).toContain(': 512 invocations');
  // The readable file says as much as the one that was read.
  expect(files.get('.schedule.json')).toBe(text);
});

describe('a CUDA device', () => {
  const cuda = targetOfCudaDevice({
    architecture: 'sm_89',
    multiprocessors: 142,
    threadsPerBlock: 1024,
    sharedBytesPerBlock: 101376,
    sharedBytesPerMultiprocessor: 102400,
  });

  test('is told when it is not an H100', () => {
    const text = printScheduleFile(schedule, cuda);
    const parsed = parseScheduleFile(JSON.parse(text));
    expect(parsed.ok && parsed.value).toMatchObject({ schedule, cuda });
    expect([cuda.architecture, cuda.sharedBytes]).toEqual(['sm_80', 101376]);
  });

  test('like those that are known is one of those', () => {
    const facts = {
      ...{ architecture: 'sm_90', multiprocessors: 132, threadsPerBlock: 1024 },
      ...{ sharedBytesPerBlock: 232448, sharedBytesPerMultiprocessor: 233472 },
    };
    expect(targetOfCudaDevice(facts)).toBe(sm90a);
    expect(printScheduleFile(schedule, sm90a)).not.toContain('device');
  });

  test.each([
    [{ architecture: 'gfx90a' }, '`architecture` is none of CUDA, such as `sm_90`'],
    [{ architecture: 'sm_90', multiprocessors: 0 }, '`multiprocessors` is no whole number, 1 or more'],
  ])('that is told as %j is refused', (device, problem) => {
    const { diagnostics } = parseScheduleFile({ device, ...schedule });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      `the device of the schedule is not told as it must be: ${problem}`,
    ]);
  });
});

test('a schedule of another program is refused', () => {
  const other = compile(source.replaceAll('y[', 'q['), { ...options, schedule });
  expect(other.diagnostics.map(({ code }) => code)).toEqual(['schedule-value']);
});

describe('a device that is not told right', () => {
  const cases: readonly (readonly [string, unknown, string])[] = [
    ['is null', null, 'it is no object'],
    ['is a list', [], 'it is no object'],
    ['has no limits', { features: [] }, '`limits` is no object'],
    [
      'has a wrong limit',
      { features: [], limits: { maxComputeWorkgroupStorageSize: '1' } },
      'the limit `maxComputeWorkgroupStorageSize` is no whole number, 1 or more',
    ],
    ['has no features', { limits: {} }, '`features` is no list'],
    [
      'has half a subgroup',
      { limits: {}, features: [], subgroupMinSize: 0.5 },
      'the size of a subgroup is no whole number',
    ],
    [
      'has strange tiles',
      { limits: {}, features: [], subgroupMatrixConfigs: [{ M: 8 }] },
      '`subgroupMatrixConfigs` is no list of shapes',
    ],
    [
      'may be software',
      { limits: {}, features: [], isFallbackAdapter: 'perhaps' },
      '`isFallbackAdapter` is neither true nor false',
    ],
  ];
  test.each(cases)('%s', (_, device, problem) => {
    const { diagnostics } = parseScheduleFile({ device, ...schedule });
    expect(diagnostics.map(({ message }) => message)).toEqual([
      `the device of the schedule is not told as it must be: ${problem}`,
    ]);
  });

  test('features that nobody knows are let be', () => {
    const parsed = parseScheduleFile({ ...schedule, device: { limits: {}, features: ['subgroups', 'x', 1] } });
    expect(parsed.ok && parsed.value.device.features).toEqual(['subgroups']);
  });
});
