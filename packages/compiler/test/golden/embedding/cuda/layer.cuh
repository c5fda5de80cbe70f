// Launches the kernels of the layer embedding. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void v3_kernel(__nv_bfloat16*, const int*, const __nv_bfloat16*, int b, int t);
extern "C" __global__ void score_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, int b, int t);

namespace embedding {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int b, int t) {
  std::size_t bytes = 0;
  bytes += (std::size_t{12} * b * t + 255) / 256 * 256;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   token: token, b * t elements
 *   E: E, 66 elements
 *   score: gets score, 11 * b * t elements
 */
inline cudaError_t launch(
    const int* token,
    const __nv_bfloat16* E,
    __nv_bfloat16* score,
    int b,
    int t,
    void* scratch,
    cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  __nv_bfloat16* const v3 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * b * t + 255) / 256 * 256;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(b) * static_cast<long long>(t) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v3_kernel<<<static_cast<unsigned>(blocks), 64, 256, stream>>>(v3, token, E, b, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(b) * ((static_cast<long long>(t) + 371) / 372);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    score_kernel<<<static_cast<unsigned>(blocks), 128, 9200, stream>>>(v3, E, score, b, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace embedding
