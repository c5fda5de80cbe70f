// Launches the kernels of the layer btt. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void y_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch);

namespace btt {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 256 * batch elements
 *   y: gets y, 256 * batch elements
 *   A_packed: A, 4096 elements, packed as [16,16,16]: axes split into [[16],[1,16],[1,2,2,2,2]], padded with zeros, the parts in the order [0,3,4,1,6,7,5,2]
 *   B_packed: B, 4096 elements, packed as [16,16,16]: axes split into [[16],[1,16],[1,2,2,2,2]], padded with zeros, the parts in the order [0,3,6,1,4,5,7,2]
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    __nv_bfloat16* y,
    const __nv_bfloat16* A_packed,
    const __nv_bfloat16* B_packed,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  (void)scratch;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) + 63) / 64);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_kernel<<<static_cast<unsigned>(blocks), 256, 33024, stream>>>(x, A_packed, y, B_packed, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace btt
