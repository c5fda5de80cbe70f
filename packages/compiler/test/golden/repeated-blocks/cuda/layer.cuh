// Launches the kernels of the layer deep. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void l_0_h_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch);
extern "C" __global__ void l_1_h_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch);
extern "C" __global__ void l_2_h_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch);

namespace deep {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch) {
  std::size_t bytes = 0;
  bytes += (std::size_t{12} * batch + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch + 255) / 256 * 256;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 6 * batch elements
 *   l_0_W: l.0.W, 36 elements
 *   l_1_W: l.1.W, 36 elements
 *   l_2_W: l.2.W, 36 elements
 *   y: gets y, 6 * batch elements
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    const __nv_bfloat16* l_0_W,
    const __nv_bfloat16* l_1_W,
    const __nv_bfloat16* l_2_W,
    __nv_bfloat16* y,
    int batch,
    void* scratch,
    cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  __nv_bfloat16* const l_0_h = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch + 255) / 256 * 256;
  __nv_bfloat16* const l_1_h = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch + 255) / 256 * 256;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) + 340) / 341);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    l_0_h_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(l_0_h, x, l_0_W, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((static_cast<long long>(batch) + 340) / 341);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    l_1_h_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(l_1_h, l_0_h, l_1_W, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((static_cast<long long>(batch) + 340) / 341);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    l_2_h_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(y, l_1_h, l_2_W, batch);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace deep
