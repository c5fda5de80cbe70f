import { expect, test } from '@jest/globals';
import { symbol } from '@einlay/ir';
import { KernelBuilder, builtin, load, plus, times, verifyLoopProgram } from '@einlay/ir/loop';
import type { Buffer, Kernel, LoopProgram } from '@einlay/ir/loop';
import { emitCudaHeader } from './emit-header.ts';
import { emitCuda } from './emit.ts';
import { sm90a } from './target.ts';

const HIDDEN = { coefficient: 3, symbols: ['...'] } as const;

/** Copies three numbers a workgroup, in the order that the table says. */
function kernel(name: string, from: string, to: string, workgroupFloats: number): Kernel {
  const builder = new KernelBuilder(name);
  const source = builder.bind(from, 'read', 'f32', HIDDEN);
  const table = builder.bind('table', 'read', 'i32', 3);
  const result = builder.bind(to, 'write', 'f32', HIDDEN);
  const kept = builder.memory('kept', 'workgroup', 'f32', workgroupFloats);
  const at = plus(times(builtin('workgroup'), 3), builtin('invocation'));
  builder.store(kept, load(table, builtin('invocation')), load(source, at));
  builder.barrier();
  builder.store(result, at, load(kept, builtin('invocation')));
  return builder.build({ invocations: 3, grid: [{ extent: symbol('...'), tile: 1 }] });
}

const program: LoopProgram = {
  name: 'two steps',
  buffers: [
    { name: 'x', type: 'f32', elements: HIDDEN, content: { kind: 'parameter', parameter: 'x' } },
    { name: 'table', type: 'i32', elements: 3, content: { kind: 'constant', data: [2, 0, 1] } },
    { name: 'hidden', type: 'f32', elements: HIDDEN, content: { kind: 'scratch' } },
    { name: 'y', type: 'f32', elements: HIDDEN, content: { kind: 'output', output: 'y' } },
  ] satisfies readonly Buffer[],
  kernels: [kernel('first', 'x', 'hidden', 3), kernel('second', 'hidden', 'y', 20_000)],
};

test('a header launches all kernels in order, and says what it needs', () => {
  verifyLoopProgram(program, 'test');
  const emission = emitCuda(program, sm90a);
  if (!emission.ok) throw new Error(emission.diagnostics[0]?.message);
  const header = emitCudaHeader(emission.value);
  expect(header)
    .toBe(`// Launches the kernels of the layer two steps. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>

extern "C" __global__ void first_kernel(const float*, const int*, float*, int batch);
extern "C" __global__ void second_kernel(const float*, const int*, float*, int batch);

namespace two_steps {

/** Bytes of device memory that \`launch\` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  bytes += 256;
  bytes += (std::size_t{12} * batch + 255) / 256 * 256;
  return bytes;
}

inline const int table[3] = {
    2, 0, 1,
};

/** Copies what kernels read beside tensors to the beginning of \`scratch\`, where it stays from launch to launch. */
inline cudaError_t upload(void* scratch, cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  cudaError_t error = cudaSuccess;
  error = cudaMemcpyAsync(bytes, table, sizeof(table), cudaMemcpyHostToDevice, stream);
  if (error != cudaSuccess) return error;
  bytes += 256;
  return error;
}

/**
 * Launches everything on \`stream\` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 3 * batch elements
 *   y: gets y, 3 * batch elements
 * \`upload\` must have filled \`scratch\` once.
 */
inline cudaError_t launch(
    const float* x,
    float* y,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  int* const table = reinterpret_cast<int*>(bytes);
  bytes += 256;
  float* const hidden = reinterpret_cast<float*>(bytes);
  bytes += (std::size_t{12} * batch + 255) / 256 * 256;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = static_cast<long long>(batch);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    first_kernel<<<static_cast<unsigned>(blocks), 3, 16, stream>>>(x, table, hidden, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    error = cudaFuncSetAttribute(second_kernel, cudaFuncAttributeMaxDynamicSharedMemorySize, 80000);
    if (error != cudaSuccess) return error;
    second_kernel<<<static_cast<unsigned>(blocks), 3, 80000, stream>>>(hidden, table, y, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace two_steps
`);
});
