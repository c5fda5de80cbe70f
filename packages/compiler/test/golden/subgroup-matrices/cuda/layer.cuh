// Launches the kernels of the layer hidden. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void y_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch);

namespace hidden {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 100 * batch elements
 *   bias: bias, 72 elements
 *   y: gets y, 72 * batch elements
 *   W_packed: W, 10752 elements, packed as [100,72]: axes split into [[7,16],[3,2,2,2,2,2]], padded with zeros, the parts in the order [2,5,6,0,3,4,7,1]
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    const __nv_bfloat16* bias,
    __nv_bfloat16* y,
    const __nv_bfloat16* W_packed,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  (void)scratch;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(y, x, W_packed, bias, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace hidden
