// Launches the kernels of the layer two. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void y_kernel(const __nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch);

namespace two {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 16 * batch elements
 *   bias: bias, 32 elements
 *   y: gets y, 16 * batch elements
 *   up_A_packed: up.A, 512 elements, packed as [4,4,4]: axes split into [[4],[1,16],[1,2,2,2]], padded with zeros, the parts in the order [0,3,1,5,6,4,2]
 *   up_B_packed: up.B, 512 elements, packed as [4,4,2,4]: axes split into [[4],[1,16],[1,2],[1,2,2]], padded with zeros, the parts in the order [0,3,5,1,4,6,7,2]
 *   down_A_packed: down.A, 1024 elements, packed as [4,2,4,4]: axes split into [[4],[2],[1,16],[1,2,2,2]], padded with zeros, the parts in the order [0,1,4,2,6,7,5,3]
 *   down_B_packed: down.B, 512 elements, packed as [4,4,2,4]: axes split into [[4],[1,8],[1,2],[1,2,2,2]], padded with zeros, the parts in the order [0,5,1,3,6,7,8,2,4]
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    const __nv_bfloat16* bias,
    __nv_bfloat16* y,
    const __nv_bfloat16* up_A_packed,
    const __nv_bfloat16* up_B_packed,
    const __nv_bfloat16* down_A_packed,
    const __nv_bfloat16* down_B_packed,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  (void)scratch;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) + 63) / 64);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_kernel<<<static_cast<unsigned>(blocks), 256, 33024, stream>>>(x, up_A_packed, up_B_packed, bias, down_A_packed, y, down_B_packed, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace two
