// Launches the kernels of the layer mlp. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void y_kernel(const __nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch);

namespace mlp {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 8 * batch elements
 *   b: b, 12 elements
 *   y: gets y, 8 * batch elements
 *   U_packed: U, 256 elements, packed as [8,12]: axes split into [[1,16],[1,2,2,2,2]], padded with zeros, the parts in the order [2,5,0,3,4,6,1]
 *   D_packed: D, 128 elements, packed as [12,8]: axes split into [[1,16],[1,2,2,2]], padded with zeros, the parts in the order [2,0,3,4,5,1]
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    const __nv_bfloat16* b,
    __nv_bfloat16* y,
    const __nv_bfloat16* U_packed,
    const __nv_bfloat16* D_packed,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  (void)scratch;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_kernel<<<static_cast<unsigned>(blocks), 128, 1040, stream>>>(x, U_packed, b, y, D_packed, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace mlp
