// Launches the kernels of the layer heads. Compile the source beside this file as well, with the same flags:
// nvcc -std=c++17 -arch=sm_90a
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstddef>
#include <cuda_bf16.h>

extern "C" __global__ void v5_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v6_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void y_s_kernel(const __nv_bfloat16*, const __nv_bfloat16*, __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v9_kernel(__nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v10_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void v11_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);
extern "C" __global__ void y_y_kernel(__nv_bfloat16*, const __nv_bfloat16*, const __nv_bfloat16*, int batch, int t);

namespace heads {

/** Bytes of device memory that `launch` needs beside its tensors. */
inline std::size_t scratch_bytes(int batch, int t) {
  std::size_t bytes = 0;
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  return bytes;
}

/**
 * Launches everything on `stream` and does not wait. Pointers are to device memory, aligned to 16 bytes; tensors lie
 * row by row without gaps:
 *   x: x, 8 * batch * t elements
 *   y: gets y, 8 * batch * t elements
 *   y_Q_packed: y.Q, 128 elements, packed as [8,2,4]: axes split into [[1,16],[1,2],[1,2,2]], padded with zeros, the parts in the order [2,4,0,3,5,6,1]
 *   y_K_packed: y.K, 128 elements, packed as [8,2,4]: axes split into [[1,16],[1,2],[1,2,2]], padded with zeros, the parts in the order [2,4,0,3,5,6,1]
 *   y_V_packed: y.V, 128 elements, packed as [8,2,4]: axes split into [[1,16],[1,2],[1,2,2]], padded with zeros, the parts in the order [2,4,0,3,5,6,1]
 *   y_O_packed: y.O, 256 elements, packed as [2,4,8]: axes split into [[2],[1,16],[1,2,2,2]], padded with zeros, the parts in the order [0,3,1,4,5,6,2]
 */
inline cudaError_t launch(
    const __nv_bfloat16* x,
    __nv_bfloat16* y,
    const __nv_bfloat16* y_Q_packed,
    const __nv_bfloat16* y_K_packed,
    const __nv_bfloat16* y_V_packed,
    const __nv_bfloat16* y_O_packed,
    int batch,
    int t,
    void* scratch,
    cudaStream_t stream) {
  char* bytes = static_cast<char*>(scratch);
  __nv_bfloat16* const v5 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const v6 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const y_s = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  __nv_bfloat16* const v9 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{4} * batch * t * t + 255) / 256 * 256;
  __nv_bfloat16* const v10 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  __nv_bfloat16* const v11 = reinterpret_cast<__nv_bfloat16*>(bytes);
  bytes += (std::size_t{16} * batch * t + 255) / 256 * 256;
  cudaError_t error = cudaSuccess;
  long long blocks = 0;
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 127) / 128);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v5_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(v5, x, y_Q_packed, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 127) / 128);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v6_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(v6, x, y_K_packed, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = 2 * static_cast<long long>(batch) * ((static_cast<long long>(t) + 63) / 64) * ((static_cast<long long>(t) + 127) / 128);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_s_kernel<<<static_cast<unsigned>(blocks), 128, 3200, stream>>>(v5, v6, y_s, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = 2 * static_cast<long long>(batch) * static_cast<long long>(t);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v9_kernel<<<static_cast<unsigned>(blocks), 64, 256, stream>>>(v9, y_s, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 127) / 128);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v10_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(v10, x, y_V_packed, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = 2 * static_cast<long long>(batch) * ((static_cast<long long>(t) + 511) / 512);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    v11_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(v11, v9, v10, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  blocks = static_cast<long long>(batch) * ((static_cast<long long>(t) + 127) / 128);
  if (blocks > 0x7fffffff) return cudaErrorInvalidConfiguration;
  if (blocks > 0) {
    y_y_kernel<<<static_cast<unsigned>(blocks), 128, 0, stream>>>(y, v11, y_O_packed, batch, t);
    error = cudaGetLastError();
    if (error != cudaSuccess) return error;
  }
  return cudaSuccess;
}

}  // namespace heads
