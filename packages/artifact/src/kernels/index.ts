/** For runtimes that launch kernels themselves: what their payloads say, done the same way on every device. */
export { bytesOf, ELEMENT_BYTES, elementsOf } from './elements.ts';
export { pack } from './pack.ts';
