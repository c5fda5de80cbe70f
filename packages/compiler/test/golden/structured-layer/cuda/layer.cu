// mixer: 3 kernels, launched in order, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   padded_kernel: blocks ceil(16*... / 64), 64 threads, 0 bytes of shared memory; padded, c1, x
//   full_kernel: blocks ceil(1*... / 32), 32 threads, 2960 bytes of shared memory; A, B, full, padded
//   v10_kernel: blocks ceil(23*... / 64), 64 threads, 0 bytes of shared memory; y, c9, full

struct alignas(2) f16 { unsigned short bits; };
struct alignas(2) bf16 { unsigned short bits; };

// N numbers that are moved at once.
template <class T, int N> struct alignas(sizeof(T) * N) vec {
  T v[N];
  __device__ T& operator[](int lane) { return v[lane]; }
  __device__ const T& operator[](int lane) const { return v[lane]; }
};
// Half precision in pairs, as tensor cores take it.
template <int N> struct alignas(2 * N) vec<f16, N> {
  unsigned v[N / 2];
  __device__ f16 operator[](int lane) const { return f16{(unsigned short)(v[lane / 2] >> (16 * (lane % 2)))}; }
};
template <int N> struct alignas(2 * N) vec<bf16, N> {
  unsigned v[N / 2];
  __device__ bf16 operator[](int lane) const { return bf16{(unsigned short)(v[lane / 2] >> (16 * (lane % 2)))}; }
};

// Neighbours in memory, moved at once; they start at a multiple of their number.
template <class V, class T> __device__ inline V wide(const T* at) { return *reinterpret_cast<const V*>(at); }
template <class V, class T> __device__ inline V& wide_at(T* at) { return *reinterpret_cast<V*>(at); }

__device__ inline float bits_to_float(unsigned bits) { return __uint_as_float(bits); }

// Conversions; to half precision they round to nearest, ties to even.
__device__ inline float number(float x) { return x; }
__device__ inline float number(int x) { return (float)x; }
__device__ inline float number(bool x) { return x ? 1.0f : 0.0f; }
__device__ inline float number(bf16 x) { return __uint_as_float((unsigned)x.bits << 16); }
__device__ inline float number(f16 x) {
  float wide;
  asm("cvt.f32.f16 %0, %1;" : "=f"(wide) : "h"(x.bits));
  return wide;
}
template <class To> struct convert_to;
template <> struct convert_to<float> {
  template <class From> static __device__ float from(From x) { return number(x); }
};
template <> struct convert_to<int> {
  static __device__ int from(int x) { return x; }
  template <class From> static __device__ int from(From x) { return (int)number(x); }
};
template <> struct convert_to<bool> {
  static __device__ bool from(bool x) { return x; }
  static __device__ bool from(int x) { return x != 0; }
  template <class From> static __device__ bool from(From x) { return number(x) != 0.0f; }
};
template <> struct convert_to<bf16> {
  static __device__ bf16 from(bf16 x) { return x; }
  template <class From> static __device__ bf16 from(From x) {
    bf16 narrow;
    asm("cvt.rn.bf16.f32 %0, %1;" : "=h"(narrow.bits) : "f"(number(x)));
    return narrow;
  }
};
template <> struct convert_to<f16> {
  static __device__ f16 from(f16 x) { return x; }
  template <class From> static __device__ f16 from(From x) {
    f16 narrow;
    asm("cvt.rn.f16.f32 %0, %1;" : "=h"(narrow.bits) : "f"(number(x)));
    return narrow;
  }
};
template <class To, class From> __device__ inline To convert(From x) { return convert_to<To>::from(x); }

__device__ inline unsigned pack_pair(bf16 low, bf16 high) { return low.bits | (unsigned)high.bits << 16; }
__device__ inline unsigned pack_pair(f16 low, f16 high) { return low.bits | (unsigned)high.bits << 16; }

// Vectors of parts, and of one part in every lane.
template <class T, int N> __device__ inline void set_all(vec<T, N>& made, const T* all) {
#pragma unroll
  for (int at = 0; at < N; at++) made.v[at] = all[at];
}
template <int N> __device__ inline void set_all(vec<bf16, N>& made, const bf16* all) {
#pragma unroll
  for (int at = 0; at < N / 2; at++) made.v[at] = pack_pair(all[2 * at], all[2 * at + 1]);
}
template <int N> __device__ inline void set_all(vec<f16, N>& made, const f16* all) {
#pragma unroll
  for (int at = 0; at < N / 2; at++) made.v[at] = pack_pair(all[2 * at], all[2 * at + 1]);
}
template <class T, int N, class... Parts> __device__ inline vec<T, N> make(Parts... parts) {
  const T all[N] = {parts...};
  vec<T, N> made;
  set_all(made, all);
  return made;
}
template <class T, int N> __device__ inline vec<T, N> splat(T x) {
  T all[N];
#pragma unroll
  for (int at = 0; at < N; at++) all[at] = x;
  vec<T, N> made;
  set_all(made, all);
  return made;
}

template <class T> __device__ inline T choose(bool condition, T yes, T no) { return condition ? yes : no; }

// Operators of vectors, lane by lane.
#define EINLAY_LANES(SIGN)                                                                        \
  template <class T, int N> __device__ inline vec<T, N> operator SIGN(vec<T, N> x, vec<T, N> y) { \
    vec<T, N> made;                                                                               \
    for (int at = 0; at < N; at++) made.v[at] = x.v[at] SIGN y.v[at];                             \
    return made;                                                                                  \
  }
EINLAY_LANES(+)
EINLAY_LANES(-)
EINLAY_LANES(*)
EINLAY_LANES(/)
#undef EINLAY_LANES
__device__ inline float multiply_add(float x, float y, float z) { return fmaf(x, y, z); }
__device__ inline int multiply_add(int x, int y, int z) { return x * y + z; }
template <class T, int N> __device__ inline vec<T, N> multiply_add(vec<T, N> x, vec<T, N> y, vec<T, N> z) {
  vec<T, N> made;
#pragma unroll
  for (int at = 0; at < N; at++) made.v[at] = multiply_add(x.v[at], y.v[at], z.v[at]);
  return made;
}
template <class To, class From, int N> __device__ inline vec<To, N> convert_all(vec<From, N> x) {
  To all[N];
#pragma unroll
  for (int at = 0; at < N; at++) all[at] = convert<To>(x[at]);
  vec<To, N> made;
  set_all(made, all);
  return made;
}

__device__ inline float larger(float x, float y) { return y > x || y != y ? y : x; }
__device__ inline float smaller(float x, float y) { return y < x || y != y ? y : x; }
__device__ inline int larger(int x, int y) { return y > x ? y : x; }
__device__ inline int smaller(int x, int y) { return y < x ? y : x; }
__device__ inline float relu(float x) { return x < 0.0f ? 0.0f : x; }
__device__ inline int relu(int x) { return x < 0 ? 0 : x; }
__device__ inline float sigmoid(float x) {
  const float small = expf(-fabsf(x));
  return (x < 0.0f ? small : 1.0f) / (1.0f + small);
}
__device__ inline float silu(float x) { return x * sigmoid(x); }
// x times the normal distribution up to x, by the tail, which keeps its digits.
__device__ inline float gelu(float x) { return x * (0.5f * erfcf(-x * 0.70710678118654752f)); }
__device__ inline float gelu_tanh(float x) {
  return x * sigmoid(x * fmaf(x * x, 0.07135481627362837f, 1.5957691216057308f));
}
__device__ inline float power(float x, float y) { return powf(x, y); }

// Over the lanes of a subgroup, for all of them.
template <int SIZE, class T> __device__ inline T subgroup_add(T x) {
#pragma unroll
  for (int step = SIZE / 2; step > 0; step /= 2) x = x + __shfl_xor_sync(0xffffffffu, x, step);
  return x;
}
template <int SIZE, class T> __device__ inline T subgroup_max(T x) {
#pragma unroll
  for (int step = SIZE / 2; step > 0; step /= 2) x = larger(x, __shfl_xor_sync(0xffffffffu, x, step));
  return x;
}
template <int SIZE, class T> __device__ inline T subgroup_min(T x) {
#pragma unroll
  for (int step = SIZE / 2; step > 0; step /= 2) x = smaller(x, __shfl_xor_sync(0xffffffffu, x, step));
  return x;
}

// What the lane has whose number differs in the bits of mask.
template <class T> __device__ inline T exchange(T x, int mask) { return __shfl_xor_sync(0xffffffffu, x, mask); }
__device__ inline bool exchange(bool x, int mask) { return exchange((int)x, mask) != 0; }
__device__ inline f16 exchange(f16 x, int mask) { return f16{(unsigned short)exchange((unsigned)x.bits, mask)}; }
__device__ inline bf16 exchange(bf16 x, int mask) { return bf16{(unsigned short)exchange((unsigned)x.bits, mask)}; }
template <class T, int N> __device__ inline vec<T, N> exchange(vec<T, N> x, int mask) {
#pragma unroll
  for (int at = 0; at < (int)(sizeof(x.v) / sizeof(x.v[0])); at++) x.v[at] = exchange(x.v[at], mask);
  return x;
}

// Of sm_90 and later; what is compiled for the host has no architecture.
#if !defined(__CUDA_ARCH__) || __CUDA_ARCH__ >= 900
// Blocks of a cluster: which one this is, waiting for all of them, and the place of another one's shared memory.
__device__ inline int cluster_rank() {
  unsigned rank;
  asm("mov.u32 %0, %%cluster_ctarank;" : "=r"(rank));
  return (int)rank;
}
__device__ inline void cluster_barrier() {
  asm volatile("barrier.cluster.arrive.aligned; barrier.cluster.wait.aligned;" ::: "memory");
}
template <class T> __device__ inline T* at_rank(T* own, int rank) {
  T* there;
  asm("mapa.u64 %0, %1, %2;" : "=l"(there) : "l"(own), "r"(rank));
  return there;
}

// Copies from global to shared memory that go on by themselves, in batches that one thread counts. Batch n arrives at
// arrivals[n % 8], whose phase turns when all its bytes are there.
__device__ inline unsigned arrival(unsigned long long* arrivals, int batch) {
  return (unsigned)__cvta_generic_to_shared(arrivals + batch % 8);
}
__device__ inline void begin_batches(unsigned long long* arrivals) {
  if (threadIdx.x == 0) {
    for (int batch = 0; batch < 8; batch++)
      asm volatile("mbarrier.init.shared::cta.b64 [%0], 1;" ::"r"(arrival(arrivals, batch)) : "memory");
    asm volatile("fence.mbarrier_init.release.cluster; fence.proxy.async.shared::cta;" ::: "memory");
  }
  __syncthreads();
}
template <int N, class T> __device__ inline void copy_bulk(T* to, const T* from, unsigned long long* arrivals, int batch) {
  const unsigned at = (unsigned)__cvta_generic_to_shared(to);
  asm volatile("mbarrier.expect_tx.relaxed.cta.shared::cta.b64 [%0], %1;" ::"r"(arrival(arrivals, batch)), "r"((int)(N * sizeof(T))) : "memory");
  asm volatile("cp.async.bulk.shared::cluster.global.mbarrier::complete_tx::bytes [%0], [%1], %2, [%3];" ::"r"(at), "l"(from),
               "r"((int)(N * sizeof(T))), "r"(arrival(arrivals, batch)) : "memory");
}
__device__ inline void end_batch(unsigned long long* arrivals, int batch) {
  asm volatile("mbarrier.arrive.shared::cta.b64 _, [%0];" ::"r"(arrival(arrivals, batch)) : "memory");
}
__device__ inline void await_batch(unsigned long long* arrivals, int batch) {
  for (int done = 0; done == 0;)
    asm volatile("{ .reg .pred p; mbarrier.try_wait.parity.shared::cta.b64 p, [%1], %2; selp.b32 %0, 1, 0, p; }"
                 : "=r"(done) : "r"(arrival(arrivals, batch)), "r"(batch / 8 % 2) : "memory");
}

// Products by matrices in shared memory go on by themselves, too, in runs.
__device__ inline void begin_products() { asm volatile("wgmma.fence.sync.aligned;" ::: "memory"); }
__device__ inline void end_products() { asm volatile("wgmma.commit_group.sync.aligned;" ::: "memory"); }
template <int N> __device__ inline void await_products() {
  asm volatile("wgmma.wait_group.sync.aligned %0;" ::"n"(N) : "memory");
}
// Nothing reads the sums earlier.
template <class... V> __device__ inline void settle(V&... sums) {
  (..., [](vec<float, 4>& x) {
    asm volatile("" : "+f"(x.v[0]), "+f"(x.v[1]), "+f"(x.v[2]), "+f"(x.v[3])::"memory");
  }(sums));
}
// Pieces of 8 columns by 8 are 128 bytes apart, and the second 8 rows lie behind those of all columns.
template <class T> __device__ inline unsigned long long staged_descriptor(const T* at, int columns) {
  const unsigned long long start = __cvta_generic_to_shared(at);
  return (start & 0x3ffff) >> 4 | (unsigned long long)columns << 16 | 8ull << 32;
}
#endif

// sums += left * right on tensor cores: 16 rows, 8 columns, depth 16; the warp's lanes own fragments as the PTX ISA says.
__device__ inline void multiply_m16n8k16(bf16, vec<float, 4>& sums, unsigned a0, unsigned a1, unsigned a2, unsigned a3,
                                         unsigned b0, unsigned b1) {
  asm("mma.sync.aligned.m16n8k16.row.col.f32.bf16.bf16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
      : "+f"(sums.v[0]), "+f"(sums.v[1]), "+f"(sums.v[2]), "+f"(sums.v[3])
      : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}
__device__ inline void multiply_m16n8k16(f16, vec<float, 4>& sums, unsigned a0, unsigned a1, unsigned a2, unsigned a3,
                                         unsigned b0, unsigned b1) {
  asm("mma.sync.aligned.m16n8k16.row.col.f32.f16.f16.f32 {%0, %1, %2, %3}, {%4, %5, %6, %7}, {%8, %9}, {%0, %1, %2, %3};"
      : "+f"(sums.v[0]), "+f"(sums.v[1]), "+f"(sums.v[2]), "+f"(sums.v[3])
      : "r"(a0), "r"(a1), "r"(a2), "r"(a3), "r"(b0), "r"(b1));
}

// padded
extern "C" __global__ void __launch_bounds__(64)
padded_kernel(bf16* __restrict__ padded, const int* __restrict__ c1, const bf16* __restrict__ x, int batch) {
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float chosen;
  const auto at = workgroup * 64 + invocation;
  if (at < batch * 16) {
    const auto i0 = at >> 4;
    const auto i1 = (at >> 2) & 3;
    const auto i2 = at & 3;
    const auto row = larger(smaller(c1[i1 * 4 + i2], 14), 0);
    if (i1 * 4 + i2 < 15) {
      chosen = convert<float>(x[i0 * 15 + row]);
    } else {
      chosen = 0.0f;
    }
    padded[at] = convert<bf16>(chosen);
  }
}

// full
extern "C" __global__ void __launch_bounds__(32)
full_kernel(const bf16* __restrict__ A, const bf16* __restrict__ B, bf16* __restrict__ full, const bf16* __restrict__ padded, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const kept_6 = reinterpret_cast<float*>(shared_memory + 960);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead_0;
  float ahead_1;
  float ahead_2;
  float ahead_3;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  vec<float, 4> sums_0_2;
  vec<float, 4> sums_4_2;
  vec<float, 4> sums_8_2;
  vec<float, 4> sums_12_2;
  vec<float, 4> sums_16;
  vec<float, 4> sums_20;
  vec<float, 4> sums_24;
  vec<float, 4> sums_28;
  const auto batch_start = workgroup * 32;
  const auto unit = invocation;
  const auto unit_2 = smaller(unit, 59);
  const auto g = unit_2 / 15;
  const auto f = unit_2 / 3 % 5;
  const auto r = unit_2 % 3;
  ahead_0 = convert<float>(A[g * 60 + f * 3 + r]);
  ahead_1 = convert<float>(A[g * 60 + 15 + f * 3 + r]);
  ahead_2 = convert<float>(A[g * 60 + 30 + f * 3 + r]);
  ahead_3 = convert<float>(A[g * 60 + 45 + f * 3 + r]);
  const auto unit_3 = invocation;
  if (unit_3 < 60) {
    const auto g_2 = unit_3 / 15;
    const auto f_2 = unit_3 / 3 % 5;
    const auto r_2 = unit_3 % 3;
    wide_at<vec<float, 4>>(staged_left + (g_2 * 60 + f_2 * 12 + r_2 * 4)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_4 = invocation + 32;
  const auto unit_5 = smaller(unit_4, 59);
  const auto g_3 = unit_5 / 15;
  const auto f_3 = unit_5 / 3 % 5;
  const auto r_3 = unit_5 % 3;
  ahead_0 = convert<float>(A[g_3 * 60 + f_3 * 3 + r_3]);
  ahead_1 = convert<float>(A[g_3 * 60 + 15 + f_3 * 3 + r_3]);
  ahead_2 = convert<float>(A[g_3 * 60 + 30 + f_3 * 3 + r_3]);
  ahead_3 = convert<float>(A[g_3 * 60 + 45 + f_3 * 3 + r_3]);
  const auto unit_6 = invocation + 32;
  if (unit_6 < 60) {
    const auto g_4 = unit_6 / 15;
    const auto f_4 = unit_6 / 3 % 5;
    const auto r_4 = unit_6 % 3;
    wide_at<vec<float, 4>>(staged_left + (g_4 * 60 + f_4 * 12 + r_4 * 4)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  __syncthreads();
  // v6 g a f e: 40 micro-tiles
  for (int round_2 = 0; round_2 < 2; round_2++) {
    const auto task = round_2 * 32 + invocation;
    if (task < 40) {
      const auto column_task = task & 1;
      const auto batch_task = task >> 1;
      const auto g_5 = batch_task / 5;
      const auto f_5 = batch_task % 5;
      const auto e = column_task * 4;
      const auto e_2 = column_task * 4 + 1;
      const auto e_3 = column_task * 4 + 2;
      const auto e_4 = column_task * 4 + 3;
      sums_0 = splat<float, 4>(0.0f);
      sums_4 = splat<float, 4>(0.0f);
      sums_8 = splat<float, 4>(0.0f);
      sums_12 = splat<float, 4>(0.0f);
      const auto left = g_5 * 60 + f_5 * 12;
      const auto right = f_5 * 60 + g_5 * 15 + smaller(e, 4);
      const auto right_2 = f_5 * 60 + g_5 * 15 + smaller(e_2, 4);
      const auto right_3 = f_5 * 60 + g_5 * 15 + smaller(e_3, 4);
      const auto right_4 = f_5 * 60 + g_5 * 15 + smaller(e_4, 4);
      const auto l = wide<vec<float, 4>>(staged_left + left);
      const auto r_5 = convert<float>(B[right]);
      const auto r_6 = convert<float>(B[right_2]);
      const auto r_7 = convert<float>(B[right_3]);
      const auto r_8 = convert<float>(B[right_4]);
      sums_0 = multiply_add(splat<float, 4>(l[0]), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l[1]), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l[2]), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l[3]), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
      const auto l_2 = wide<vec<float, 4>>(staged_left + (left + 4));
      const auto r_9 = convert<float>(B[right + 5]);
      const auto r_10 = convert<float>(B[right_2 + 5]);
      const auto r_11 = convert<float>(B[right_3 + 5]);
      const auto r_12 = convert<float>(B[right_4 + 5]);
      sums_0 = multiply_add(splat<float, 4>(l_2[0]), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_2[1]), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_2[2]), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_2[3]), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      const auto l_3 = wide<vec<float, 4>>(staged_left + (left + 8));
      const auto r_13 = convert<float>(B[right + 10]);
      const auto r_14 = convert<float>(B[right_2 + 10]);
      const auto r_15 = convert<float>(B[right_3 + 10]);
      const auto r_16 = convert<float>(B[right_4 + 10]);
      sums_0 = multiply_add(splat<float, 4>(l_3[0]), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_3[1]), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_3[2]), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_3[3]), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
      if (e < 5) {
        wide_at<vec<float, 4>>(kept_6 + (g_5 * 4 + f_5 * 100 + e * 20)) = make<float, 4>(sums_0[0], sums_4[0], sums_8[0], sums_12[0]);
      }
      if (e_2 < 5) {
        wide_at<vec<float, 4>>(kept_6 + (g_5 * 4 + f_5 * 100 + e_2 * 20)) = make<float, 4>(sums_0[1], sums_4[1], sums_8[1], sums_12[1]);
      }
      if (e_3 < 5) {
        wide_at<vec<float, 4>>(kept_6 + (g_5 * 4 + f_5 * 100 + e_3 * 20)) = make<float, 4>(sums_0[2], sums_4[2], sums_8[2], sums_12[2]);
      }
      if (e_4 < 5) {
        wide_at<vec<float, 4>>(kept_6 + (g_5 * 4 + f_5 * 100 + e_4 * 20)) = make<float, 4>(sums_0[3], sums_4[3], sums_8[3], sums_12[3]);
      }
    }
  }
  __syncthreads();
  // full ... f e: 32 micro-tiles
  const auto task_2 = invocation;
  const auto column_task_2 = task_2 & 7;
  const auto row_task = (task_2 >> 3) & 3;
  const auto f_6 = row_task * 8 / 5;
  const auto e_5 = row_task * 8 % 5;
  const auto f_7 = (row_task * 8 + 1) / 5;
  const auto e_6 = (row_task * 8 + 1) % 5;
  const auto f_8 = (row_task * 8 + 2) / 5;
  const auto e_7 = (row_task * 8 + 2) % 5;
  const auto f_9 = (row_task * 8 + 3) / 5;
  const auto e_8 = (row_task * 8 + 3) % 5;
  const auto f_10 = (row_task * 8 + 4) / 5;
  const auto e_9 = (row_task * 8 + 4) % 5;
  const auto f_11 = (row_task * 8 + 5) / 5;
  const auto e_10 = (row_task * 8 + 5) % 5;
  const auto f_12 = (row_task * 8 + 6) / 5;
  const auto e_11 = (row_task * 8 + 6) % 5;
  const auto f_13 = (row_task * 8 + 7) / 5;
  const auto e_12 = (row_task * 8 + 7) % 5;
  const auto batch_2 = column_task_2 * 4;
  const auto batch_3 = column_task_2 * 4 + 1;
  const auto batch_4 = column_task_2 * 4 + 2;
  const auto batch_5 = column_task_2 * 4 + 3;
  sums_0_2 = splat<float, 4>(0.0f);
  sums_4_2 = splat<float, 4>(0.0f);
  sums_8_2 = splat<float, 4>(0.0f);
  sums_12_2 = splat<float, 4>(0.0f);
  sums_16 = splat<float, 4>(0.0f);
  sums_20 = splat<float, 4>(0.0f);
  sums_24 = splat<float, 4>(0.0f);
  sums_28 = splat<float, 4>(0.0f);
  const auto left_2 = smaller(f_6, 4) * 100 + e_5 * 20;
  const auto left_3 = smaller(f_7, 4) * 100 + e_6 * 20;
  const auto left_4 = smaller(f_8, 4) * 100 + e_7 * 20;
  const auto left_5 = smaller(f_9, 4) * 100 + e_8 * 20;
  const auto left_6 = smaller(f_10, 4) * 100 + e_9 * 20;
  const auto left_7 = smaller(f_11, 4) * 100 + e_10 * 20;
  const auto left_8 = smaller(f_12, 4) * 100 + e_11 * 20;
  const auto left_9 = smaller(f_13, 4) * 100 + e_12 * 20;
  const auto right_5 = smaller(batch_start + batch_2, batch - 1) * 16;
  const auto right_6 = smaller(batch_start + batch_3, batch - 1) * 16;
  const auto right_7 = smaller(batch_start + batch_4, batch - 1) * 16;
  const auto right_8 = smaller(batch_start + batch_5, batch - 1) * 16;
  for (int g_6 = 0; g_6 < 4; g_6++) {
    const auto l_4 = wide<vec<float, 4>>(kept_6 + (left_2 + g_6 * 4));
    const auto l_5 = wide<vec<float, 4>>(kept_6 + (left_3 + g_6 * 4));
    const auto l_6 = wide<vec<float, 4>>(kept_6 + (left_4 + g_6 * 4));
    const auto l_7 = wide<vec<float, 4>>(kept_6 + (left_5 + g_6 * 4));
    const auto l_8 = wide<vec<float, 4>>(kept_6 + (left_6 + g_6 * 4));
    const auto l_9 = wide<vec<float, 4>>(kept_6 + (left_7 + g_6 * 4));
    const auto l_10 = wide<vec<float, 4>>(kept_6 + (left_8 + g_6 * 4));
    const auto l_11 = wide<vec<float, 4>>(kept_6 + (left_9 + g_6 * 4));
    const auto r_17 = convert_all<float>(wide<vec<bf16, 4>>(padded + (right_5 + g_6 * 4)));
    const auto r_18 = convert_all<float>(wide<vec<bf16, 4>>(padded + (right_6 + g_6 * 4)));
    const auto r_19 = convert_all<float>(wide<vec<bf16, 4>>(padded + (right_7 + g_6 * 4)));
    const auto r_20 = convert_all<float>(wide<vec<bf16, 4>>(padded + (right_8 + g_6 * 4)));
    sums_0_2 = multiply_add(splat<float, 4>(l_4[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_5[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_6[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_7[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_12_2);
    sums_16 = multiply_add(splat<float, 4>(l_8[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_9[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_10[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_11[0]), make<float, 4>(r_17[0], r_18[0], r_19[0], r_20[0]), sums_28);
    sums_0_2 = multiply_add(splat<float, 4>(l_4[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_5[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_6[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_7[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_12_2);
    sums_16 = multiply_add(splat<float, 4>(l_8[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_9[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_10[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_11[1]), make<float, 4>(r_17[1], r_18[1], r_19[1], r_20[1]), sums_28);
    sums_0_2 = multiply_add(splat<float, 4>(l_4[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_5[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_6[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_7[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_12_2);
    sums_16 = multiply_add(splat<float, 4>(l_8[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_9[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_10[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_11[2]), make<float, 4>(r_17[2], r_18[2], r_19[2], r_20[2]), sums_28);
    sums_0_2 = multiply_add(splat<float, 4>(l_4[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_5[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_6[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_7[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_12_2);
    sums_16 = multiply_add(splat<float, 4>(l_8[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_9[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_10[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_11[3]), make<float, 4>(r_17[3], r_18[3], r_19[3], r_20[3]), sums_28);
  }
  const auto sum = sums_0_2;
  if ((batch_start + batch_2 < batch) & (f_6 < 5)) {
    full[(batch_start + batch_2) * 25 + f_6 * 5 + e_5] = convert<bf16>(sum[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_6 < 5)) {
    full[(batch_start + batch_3) * 25 + f_6 * 5 + e_5] = convert<bf16>(sum[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_6 < 5)) {
    full[(batch_start + batch_4) * 25 + f_6 * 5 + e_5] = convert<bf16>(sum[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_6 < 5)) {
    full[(batch_start + batch_5) * 25 + f_6 * 5 + e_5] = convert<bf16>(sum[3]);
  }
  const auto sum_2 = sums_4_2;
  if ((batch_start + batch_2 < batch) & (f_7 < 5)) {
    full[(batch_start + batch_2) * 25 + f_7 * 5 + e_6] = convert<bf16>(sum_2[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_7 < 5)) {
    full[(batch_start + batch_3) * 25 + f_7 * 5 + e_6] = convert<bf16>(sum_2[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_7 < 5)) {
    full[(batch_start + batch_4) * 25 + f_7 * 5 + e_6] = convert<bf16>(sum_2[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_7 < 5)) {
    full[(batch_start + batch_5) * 25 + f_7 * 5 + e_6] = convert<bf16>(sum_2[3]);
  }
  const auto sum_3 = sums_8_2;
  if ((batch_start + batch_2 < batch) & (f_8 < 5)) {
    full[(batch_start + batch_2) * 25 + f_8 * 5 + e_7] = convert<bf16>(sum_3[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_8 < 5)) {
    full[(batch_start + batch_3) * 25 + f_8 * 5 + e_7] = convert<bf16>(sum_3[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_8 < 5)) {
    full[(batch_start + batch_4) * 25 + f_8 * 5 + e_7] = convert<bf16>(sum_3[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_8 < 5)) {
    full[(batch_start + batch_5) * 25 + f_8 * 5 + e_7] = convert<bf16>(sum_3[3]);
  }
  const auto sum_4 = sums_12_2;
  if ((batch_start + batch_2 < batch) & (f_9 < 5)) {
    full[(batch_start + batch_2) * 25 + f_9 * 5 + e_8] = convert<bf16>(sum_4[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_9 < 5)) {
    full[(batch_start + batch_3) * 25 + f_9 * 5 + e_8] = convert<bf16>(sum_4[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_9 < 5)) {
    full[(batch_start + batch_4) * 25 + f_9 * 5 + e_8] = convert<bf16>(sum_4[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_9 < 5)) {
    full[(batch_start + batch_5) * 25 + f_9 * 5 + e_8] = convert<bf16>(sum_4[3]);
  }
  const auto sum_5 = sums_16;
  if ((batch_start + batch_2 < batch) & (f_10 < 5)) {
    full[(batch_start + batch_2) * 25 + f_10 * 5 + e_9] = convert<bf16>(sum_5[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_10 < 5)) {
    full[(batch_start + batch_3) * 25 + f_10 * 5 + e_9] = convert<bf16>(sum_5[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_10 < 5)) {
    full[(batch_start + batch_4) * 25 + f_10 * 5 + e_9] = convert<bf16>(sum_5[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_10 < 5)) {
    full[(batch_start + batch_5) * 25 + f_10 * 5 + e_9] = convert<bf16>(sum_5[3]);
  }
  const auto sum_6 = sums_20;
  if ((batch_start + batch_2 < batch) & (f_11 < 5)) {
    full[(batch_start + batch_2) * 25 + f_11 * 5 + e_10] = convert<bf16>(sum_6[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_11 < 5)) {
    full[(batch_start + batch_3) * 25 + f_11 * 5 + e_10] = convert<bf16>(sum_6[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_11 < 5)) {
    full[(batch_start + batch_4) * 25 + f_11 * 5 + e_10] = convert<bf16>(sum_6[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_11 < 5)) {
    full[(batch_start + batch_5) * 25 + f_11 * 5 + e_10] = convert<bf16>(sum_6[3]);
  }
  const auto sum_7 = sums_24;
  if ((batch_start + batch_2 < batch) & (f_12 < 5)) {
    full[(batch_start + batch_2) * 25 + f_12 * 5 + e_11] = convert<bf16>(sum_7[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_12 < 5)) {
    full[(batch_start + batch_3) * 25 + f_12 * 5 + e_11] = convert<bf16>(sum_7[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_12 < 5)) {
    full[(batch_start + batch_4) * 25 + f_12 * 5 + e_11] = convert<bf16>(sum_7[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_12 < 5)) {
    full[(batch_start + batch_5) * 25 + f_12 * 5 + e_11] = convert<bf16>(sum_7[3]);
  }
  const auto sum_8 = sums_28;
  if ((batch_start + batch_2 < batch) & (f_13 < 5)) {
    full[(batch_start + batch_2) * 25 + f_13 * 5 + e_12] = convert<bf16>(sum_8[0]);
  }
  if ((batch_start + batch_3 < batch) & (f_13 < 5)) {
    full[(batch_start + batch_3) * 25 + f_13 * 5 + e_12] = convert<bf16>(sum_8[1]);
  }
  if ((batch_start + batch_4 < batch) & (f_13 < 5)) {
    full[(batch_start + batch_4) * 25 + f_13 * 5 + e_12] = convert<bf16>(sum_8[2]);
  }
  if ((batch_start + batch_5 < batch) & (f_13 < 5)) {
    full[(batch_start + batch_5) * 25 + f_13 * 5 + e_12] = convert<bf16>(sum_8[3]);
  }
}

// v10
extern "C" __global__ void __launch_bounds__(64)
v10_kernel(bf16* __restrict__ y, const int* __restrict__ c9, const bf16* __restrict__ full, int batch) {
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  const auto at = workgroup * 64 + invocation;
  if (at < batch * 23) {
    const auto i0 = at / 23;
    const auto i1 = at % 23;
    const auto row = larger(smaller(c9[i1], 24), 0);
    y[at] = convert<bf16>(convert<float>(full[i0 * 25 + row]));
  }
}
