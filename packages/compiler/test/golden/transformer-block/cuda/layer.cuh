// Launches the kernels of the layer transformer_block. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void v3_kernel(__nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void n_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v9_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v10_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, int batch, int t);
extern "C" __global__ void a_s_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v13_kernel(__nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v14_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v15_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void h_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v18_kernel(__nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void b_y_kernel(const __nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void y_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);

namespace transformer_block {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch, int t) {
  std::size_t bytes = 0;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 6 * batch * t elements
 *   attention_gain: attention_gain, 6 elements
 *   ffn_gain: ffn_gain, 6 elements
 *   a_Q: a.Q, 36 elements
 *   a_K: a.K, 36 elements
 *   a_V: a.V, 36 elements
 *   a_O: a.O, 36 elements
 *   b_U: b.U, 54 elements
 *   b_D: b.D, 54 elements
 *   y: gets y, 6 * batch * t elements
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    const __nv_bfloat16* attention_gain,
    const __nv_bfloat16* ffn_gain,
    const __nv_bfloat16* a_Q,
    const __nv_bfloat16* a_K,
    const __nv_bfloat16* a_V,
    const __nv_bfloat16* a_O,
    const __nv_bfloat16* b_U,
    const __nv_bfloat16* b_D,
    __nv_bfloat16* y,
    int batch,
    int t,
    void* scratch,
    cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  __nv_bfloat16* const v3 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const n = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const v9 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const v10 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const a_s = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  __nv_bfloat16* const v13 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  __nv_bfloat16* const v14 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const v15 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const h = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const v18 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const b_y = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{12} * batch * t + 255) / 256 * 256;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = ((static_cast<long long>(batch) * static_cast<long long>(t) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v3_kernel<<<static_cast<unsigned>(blocks), 64, 256, stream>>>(v3, x, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((6 * static_cast<long long>(batch) * static_cast<long long>(t) + 63) / 64);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    n_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(n, v3, attention_gain, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 681) / 682);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v9_kernel<<<static_cast<unsigned>(blocks), 128, 16512, stream>>>(n, a_Q, v9, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 681) / 682);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v10_kernel<<<static_cast<unsigned>(blocks), 128, 16512, stream>>>(n, a_K, v10, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = 2 * static_cast<long long>(batch) * ((static_cast<long long>(t) + 63) / 64) * ((static_cast<long long>(t) + 127) / 128);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    a_s_kernel<<<static_cast<unsigned>(blocks), 128, 2400, stream>>>(v9, v10, a_s, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = 2 * static_cast<long long>(batch) * static_cast<long long>(t);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v13_kernel<<<static_cast<unsigned>(blocks), 64, 256, stream>>>(v13, a_s, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 681) / 682);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v14_kernel<<<static_cast<unsigned>(blocks), 128, 16512, stream>>>(n, a_V, v14, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = 2 * static_cast<long long>(batch) * ((static_cast<long long>(t) + 1364) / 1365);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v15_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(v15, v13, v14, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 681) / 682);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    h_kernel<<<static_cast<unsigned>(blocks), 128, 16512, stream>>>(v15, a_O, h, x, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((static_cast<long long>(batch) * static_cast<long long>(t) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v18_kernel<<<static_cast<unsigned>(blocks), 64, 256, stream>>>(v18, h, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((static_cast<long long>(batch) * static_cast<long long>(t) + 31) / 32);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    b_y_kernel<<<static_cast<unsigned>(blocks), 32, 2016, stream>>>(v18, ffn_gain, b_U, b_y, b_D, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = ((6 * static_cast<long long>(batch) * static_cast<long long>(t) + 63) / 64);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_kernel<<<static_cast<unsigned>(blocks), 64, 0, stream>>>(y, h, b_y, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace transformer_block
