/** Asks the driver itself how much memory a device has left, whatever a runtime believes. */
import type { LibraryHandle } from 'koffi';

/** Bytes that are free on the first device. It keeps the device's context, as long as the process lives. */
export function freeDeviceMemory(library: LibraryHandle): () => number {
  const check = (call: string, result: number): void => {
    if (result !== 0) throw new Error(`${call}: ${result}`);
  };
  const setCurrent = library.func('int cuCtxSetCurrent(void *context)');
  const getInfo = library.func('int cuMemGetInfo_v2(_Out_ size_t *free, _Out_ size_t *total)');
  const context: unknown[] = [null];
  check('cuInit', Number(library.func('int cuInit(unsigned int flags)')(0)));
  const retain = library.func('int cuDevicePrimaryCtxRetain(_Out_ void **context, int device)');
  check('cuDevicePrimaryCtxRetain', Number(retain(context, 0)));
  return () => {
    const [free, total] = [[0], [0]];
    check('cuCtxSetCurrent', Number(setCurrent(context[0])));
    check('cuMemGetInfo_v2', Number(getInfo(free, total)));
    return Number(free[0]);
  };
}
