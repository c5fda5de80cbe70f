import { expect, jest, test } from '@jest/globals';
import { Driver, printVersion } from './driver.ts';
import { buildFake } from './testing/fake.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

// Compilers run here, and the machine may have other things to do.
jest.setTimeout(120_000);

// A driver is opened once for a process, so each of these has one of its own.
test('a driver that is too old is refused with both versions', async () => {
  const fake = buildFake(temporaryFolder());
  fake.set('driverVersion', 11040);
  await expect(Driver.open(fake.path)).rejects.toMatchObject({
    code: 'runtime-adapter',
    message: 'CUDA found no device to run on: the driver is for CUDA 11.4, at least 12.0 is needed',
    hint: 'update the NVIDIA driver',
  });
  fake.set('driverVersion', 12040);
  await expect(Driver.open(fake.path)).resolves.toMatchObject({ version: 12040 });
});

test('no device is said in the words of the driver', async () => {
  const fake = buildFake(temporaryFolder());
  fake.set('devices', 0);
  await expect(Driver.open(fake.path)).rejects.toMatchObject({
    code: 'runtime-adapter',
    message: 'CUDA found no device to run on: CUDA_ERROR_NO_DEVICE, no CUDA-capable device is detected',
  });
  fake.set('devices', 1);
  const driver = await Driver.open(fake.path);
  expect(await Driver.open(fake.path)).toBe(driver);
});

test('an error that the driver does not know by name is said by number', async () => {
  const fake = buildFake(temporaryFolder());
  const driver = await Driver.open(fake.path);
  fake.fail('cuDeviceGetCount', 1, 12345);
  expect(() => driver.deviceCount()).toThrow('cuDeviceGetCount: the error 12345');
});

test('versions are printed as people write them', () => {
  expect([13000, 12040, 12010].map(printVersion)).toEqual(['13.0', '12.4', '12.1']);
});
