// Launches the kernels of the layer fewer. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void y_y_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch);

namespace fewer {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 32 * batch elements
 *   y: gets y, 64 * batch elements
 *   y_A_packed: y.A, 1024 elements, packed as [4,8,4,4]: axes split into [[4],[1,16],[1,2,2],[1,2,2]], padded with zeros, the parts in the order [0,6,3,4,1,7,8,5,2]
 *   y_B_packed: y.B, 1024 elements, packed as [4,4,4,16]: axes split into [[4],[1,4],[1,4],[1,2,2,2,2]], padded with zeros, the parts in the order [0,5,8,1,3,6,7,9,2,4]
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    __nv_bfloat16* y,
    const __nv_bfloat16* y_A_packed,
    const __nv_bfloat16* y_B_packed,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  (void)scratch;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_y_kernel<<<static_cast<unsigned>(blocks), 128, 4160, stream>>>(x, y_A_packed, y, y_B_packed, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace fewer
