// Launches the kernels of the layer mixer. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void padded_kernel(__nv_bfloat16*, const int*, const __nv_bfloat16*, int batch);
extern "C" __global__ void full_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch);
extern "C" __global__ void v10_kernel(__nv_bfloat16*, const int*, const __nv_bfloat16*, int batch);

namespace mixer {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  bytes += 256;
  bytes += 256;
  bytes += (std::size_t{32} * batch + 255) / 256 * 256;
  bytes += (std::size_t{50} * batch + 255) / 256 * 256;
  return bytes;
}

inline const int c1[16] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 14,
};

inline const int c9[23] = {
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22,
};

/** Copies what kernels read beside tensors to the beginning of `scratch`, where it stays from launch to launch. */
inline cudaError_t upload(void* scratch, cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  cudaError_t error = cudaSuccess;
  error = cudaMemcpyAsync(bytes, c1, sizeof(c1), cudaMemcpyHostToDevice, stream);
  if (error != cudaSuccess) return error;
  bytes += 256;
  error = cudaMemcpyAsync(bytes, c9, sizeof(c9), cudaMemcpyHostToDevice, stream);
  if (error != cudaSuccess) return error;
  bytes += 256;
  return error;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 15 * batch elements
 *   A: A, 240 elements
 *   B: B, 300 elements
 *   y: gets y, 23 * batch elements
 * `upload` must have filled `scratch` once.
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    const __nv_bfloat16* A,
    const __nv_bfloat16* B,
    __nv_bfloat16* y,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  int* const c1 = reinterpret_cast<int*>(bytes);
  bytes += 256;
  int* const c9 = reinterpret_cast<int*>(bytes);
  bytes += 256;
  __nv_bfloat16* const padded = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{32} * batch + 255) / 256 * 256;
  __nv_bfloat16* const full = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{50} * batch + 255) / 256 * 256;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((16 * static_cast<long long>(batch) + 63) / 64);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    padded_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(padded, c1, x, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((static_cast<long long>(batch) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    full_kernel<<<static_cast<unsigned>(blocks), 32, 2960, stream>>>(A, B, full, padded, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((23 * static_cast<long long>(batch) + 63) / 64);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v10_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(y, c9, full, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace mixer
