// btt3: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 32), 64 threads, 6480 bytes of shared memory; B, C, A, y, x

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

// y
extern "C" __global__ void __launch_bounds__(64)
y_kernel(const bf16* __restrict__ B, const bf16* __restrict__ C, const bf16* __restrict__ A, bf16* __restrict__ y, const bf16* __restrict__ x, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const kept_5 = reinterpret_cast<float*>(shared_memory + 2160);
  float* const kept_6 = reinterpret_cast<float*>(shared_memory + 4320);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead;
  float sums_0;
  float sums_1;
  float sums_2;
  float sums_3;
  float sums_4;
  float sums_5;
  float sums_6;
  float sums_7;
  float sums_8;
  float sums_9;
  float sums_10;
  float sums_11;
  float sums_0_2;
  float sums_1_2;
  float sums_2_2;
  float sums_3_2;
  float sums_4_2;
  float sums_5_2;
  float sums_6_2;
  float sums_7_2;
  vec<float, 4> sums_0_3;
  vec<float, 4> sums_4_3;
  vec<float, 4> sums_8_2;
  vec<float, 4> sums_12;
  const auto batch_start = workgroup * 32;
  for (int copy = 0; copy < 9; copy++) {
    const auto unit = copy * 64 + invocation;
    const auto unit_2 = smaller(unit, 539);
    const auto r = unit_2 / 270;
    const auto b = unit_2 / 90 % 3;
    const auto g = unit_2 / 18 % 5;
    const auto d = unit_2 / 6 % 3;
    const auto e = (unit_2 / 3) & 1;
    const auto s = unit_2 % 3;
    ahead = convert<float>(B[r * 270 + b * 90 + g * 18 + d * 6 + e * 3 + s]);
    const auto unit_3 = copy * 64 + invocation;
    if (unit_3 < 540) {
      const auto r_2 = unit_3 / 270;
      const auto b_2 = unit_3 / 90 % 3;
      const auto g_2 = unit_3 / 18 % 5;
      const auto d_2 = unit_3 / 6 % 3;
      const auto e_2 = (unit_3 / 3) & 1;
      const auto s_2 = unit_3 % 3;
      staged_left[r_2 * 3 + b_2 + g_2 * 108 + d_2 * 36 + e_2 * 18 + s_2 * 6] = ahead;
    }
  }
  __syncthreads();
  // v5 r b g d e m: 60 micro-tiles
  const auto task = invocation;
  if (task < 60) {
    const auto row_task = task & 1;
    const auto batch_task = task >> 1;
    const auto g_3 = batch_task / 6;
    const auto d_3 = (batch_task >> 1) % 3;
    const auto e_3 = batch_task & 1;
    const auto r_3 = row_task * 4 / 3;
    const auto b_3 = row_task * 4 % 3;
    const auto r_4 = (row_task * 4 + 1) / 3;
    const auto b_4 = (row_task * 4 + 1) % 3;
    const auto r_5 = (row_task * 4 + 2) / 3;
    const auto b_5 = (row_task * 4 + 2) % 3;
    const auto r_6 = (row_task * 4 + 3) / 3;
    const auto b_6 = (row_task * 4 + 3) % 3;
    sums_0 = 0.0f;
    sums_1 = 0.0f;
    sums_2 = 0.0f;
    sums_3 = 0.0f;
    sums_4 = 0.0f;
    sums_5 = 0.0f;
    sums_6 = 0.0f;
    sums_7 = 0.0f;
    sums_8 = 0.0f;
    sums_9 = 0.0f;
    sums_10 = 0.0f;
    sums_11 = 0.0f;
    const auto left = smaller(r_3, 1) * 3 + b_3 + g_3 * 108 + d_3 * 36 + e_3 * 18;
    const auto left_2 = smaller(r_4, 1) * 3 + b_4 + g_3 * 108 + d_3 * 36 + e_3 * 18;
    const auto left_3 = smaller(r_5, 1) * 3 + b_5 + g_3 * 108 + d_3 * 36 + e_3 * 18;
    const auto left_4 = smaller(r_6, 1) * 3 + b_6 + g_3 * 108 + d_3 * 36 + e_3 * 18;
    const auto right = g_3 * 18 + d_3 * 6 + e_3 * 3;
    const auto right_2 = g_3 * 18 + d_3 * 6 + e_3 * 3 + 1;
    const auto right_3 = g_3 * 18 + d_3 * 6 + e_3 * 3 + 2;
    const auto l = staged_left[left];
    const auto l_2 = staged_left[left_2];
    const auto l_3 = staged_left[left_3];
    const auto l_4 = staged_left[left_4];
    const auto r_7 = convert<float>(C[right]);
    const auto r_8 = convert<float>(C[right_2]);
    const auto r_9 = convert<float>(C[right_3]);
    sums_0 = multiply_add(l, r_7, sums_0);
    sums_1 = multiply_add(l, r_8, sums_1);
    sums_2 = multiply_add(l, r_9, sums_2);
    sums_3 = multiply_add(l_2, r_7, sums_3);
    sums_4 = multiply_add(l_2, r_8, sums_4);
    sums_5 = multiply_add(l_2, r_9, sums_5);
    sums_6 = multiply_add(l_3, r_7, sums_6);
    sums_7 = multiply_add(l_3, r_8, sums_7);
    sums_8 = multiply_add(l_3, r_9, sums_8);
    sums_9 = multiply_add(l_4, r_7, sums_9);
    sums_10 = multiply_add(l_4, r_8, sums_10);
    sums_11 = multiply_add(l_4, r_9, sums_11);
    const auto l_5 = staged_left[left + 6];
    const auto l_6 = staged_left[left_2 + 6];
    const auto l_7 = staged_left[left_3 + 6];
    const auto l_8 = staged_left[left_4 + 6];
    const auto r_10 = convert<float>(C[right + 90]);
    const auto r_11 = convert<float>(C[right_2 + 90]);
    const auto r_12 = convert<float>(C[right_3 + 90]);
    sums_0 = multiply_add(l_5, r_10, sums_0);
    sums_1 = multiply_add(l_5, r_11, sums_1);
    sums_2 = multiply_add(l_5, r_12, sums_2);
    sums_3 = multiply_add(l_6, r_10, sums_3);
    sums_4 = multiply_add(l_6, r_11, sums_4);
    sums_5 = multiply_add(l_6, r_12, sums_5);
    sums_6 = multiply_add(l_7, r_10, sums_6);
    sums_7 = multiply_add(l_7, r_11, sums_7);
    sums_8 = multiply_add(l_7, r_12, sums_8);
    sums_9 = multiply_add(l_8, r_10, sums_9);
    sums_10 = multiply_add(l_8, r_11, sums_10);
    sums_11 = multiply_add(l_8, r_12, sums_11);
    const auto l_9 = staged_left[left + 12];
    const auto l_10 = staged_left[left_2 + 12];
    const auto l_11 = staged_left[left_3 + 12];
    const auto l_12 = staged_left[left_4 + 12];
    const auto r_13 = convert<float>(C[right + 180]);
    const auto r_14 = convert<float>(C[right_2 + 180]);
    const auto r_15 = convert<float>(C[right_3 + 180]);
    sums_0 = multiply_add(l_9, r_13, sums_0);
    sums_1 = multiply_add(l_9, r_14, sums_1);
    sums_2 = multiply_add(l_9, r_15, sums_2);
    sums_3 = multiply_add(l_10, r_13, sums_3);
    sums_4 = multiply_add(l_10, r_14, sums_4);
    sums_5 = multiply_add(l_10, r_15, sums_5);
    sums_6 = multiply_add(l_11, r_13, sums_6);
    sums_7 = multiply_add(l_11, r_14, sums_7);
    sums_8 = multiply_add(l_11, r_15, sums_8);
    sums_9 = multiply_add(l_12, r_13, sums_9);
    sums_10 = multiply_add(l_12, r_14, sums_10);
    sums_11 = multiply_add(l_12, r_15, sums_11);
    const auto sum = sums_0;
    if (r_3 < 2) {
      kept_5[r_3 + b_3 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6] = sum;
    }
    const auto sum_2 = sums_1;
    if (r_3 < 2) {
      kept_5[r_3 + b_3 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 2] = sum_2;
    }
    const auto sum_3 = sums_2;
    if (r_3 < 2) {
      kept_5[r_3 + b_3 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 4] = sum_3;
    }
    const auto sum_4 = sums_3;
    if (r_4 < 2) {
      kept_5[r_4 + b_4 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6] = sum_4;
    }
    const auto sum_5 = sums_4;
    if (r_4 < 2) {
      kept_5[r_4 + b_4 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 2] = sum_5;
    }
    const auto sum_6 = sums_5;
    if (r_4 < 2) {
      kept_5[r_4 + b_4 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 4] = sum_6;
    }
    const auto sum_7 = sums_6;
    if (r_5 < 2) {
      kept_5[r_5 + b_5 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6] = sum_7;
    }
    const auto sum_8 = sums_7;
    if (r_5 < 2) {
      kept_5[r_5 + b_5 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 2] = sum_8;
    }
    const auto sum_9 = sums_8;
    if (r_5 < 2) {
      kept_5[r_5 + b_5 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 4] = sum_9;
    }
    const auto sum_10 = sums_9;
    if (r_6 < 2) {
      kept_5[r_6 + b_6 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6] = sum_10;
    }
    const auto sum_11 = sums_10;
    if (r_6 < 2) {
      kept_5[r_6 + b_6 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 2] = sum_11;
    }
    const auto sum_12 = sums_11;
    if (r_6 < 2) {
      kept_5[r_6 + b_6 * 180 + g_3 * 36 + d_3 * 12 + e_3 * 6 + 4] = sum_12;
    }
  }
  __syncthreads();
  // v6 a b g d e m: 90 micro-tiles
  for (int round_2 = 0; round_2 < 2; round_2++) {
    const auto task_2 = round_2 * 64 + invocation;
    if (task_2 < 90) {
      const auto row_task_2 = task_2 & 1;
      const auto batch_task_2 = task_2 >> 1;
      const auto b_7 = batch_task_2 / 15;
      const auto g_4 = batch_task_2 / 3 % 5;
      const auto d_4 = batch_task_2 % 3;
      const auto e_4 = row_task_2 * 4 / 3;
      const auto m = row_task_2 * 4 % 3;
      const auto e_5 = (row_task_2 * 4 + 1) / 3;
      const auto m_2 = (row_task_2 * 4 + 1) % 3;
      const auto e_6 = (row_task_2 * 4 + 2) / 3;
      const auto m_3 = (row_task_2 * 4 + 2) % 3;
      const auto e_7 = (row_task_2 * 4 + 3) / 3;
      const auto m_4 = (row_task_2 * 4 + 3) % 3;
      sums_0_2 = 0.0f;
      sums_1_2 = 0.0f;
      sums_2_2 = 0.0f;
      sums_3_2 = 0.0f;
      sums_4_2 = 0.0f;
      sums_5_2 = 0.0f;
      sums_6_2 = 0.0f;
      sums_7_2 = 0.0f;
      const auto left_5 = b_7 * 180 + g_4 * 36 + d_4 * 12 + smaller(e_4, 1) * 6 + m * 2;
      const auto left_6 = b_7 * 180 + g_4 * 36 + d_4 * 12 + smaller(e_5, 1) * 6 + m_2 * 2;
      const auto left_7 = b_7 * 180 + g_4 * 36 + d_4 * 12 + smaller(e_6, 1) * 6 + m_3 * 2;
      const auto left_8 = b_7 * 180 + g_4 * 36 + d_4 * 12 + smaller(e_7, 1) * 6 + m_4 * 2;
      const auto right_4 = b_7 * 30 + g_4 * 6 + d_4 * 2;
      const auto right_5 = b_7 * 30 + 90 + g_4 * 6 + d_4 * 2;
      const auto l_13 = kept_5[left_5];
      const auto l_14 = kept_5[left_6];
      const auto l_15 = kept_5[left_7];
      const auto l_16 = kept_5[left_8];
      const auto r_16 = convert<float>(A[right_4]);
      const auto r_17 = convert<float>(A[right_5]);
      sums_0_2 = multiply_add(l_13, r_16, sums_0_2);
      sums_1_2 = multiply_add(l_13, r_17, sums_1_2);
      sums_2_2 = multiply_add(l_14, r_16, sums_2_2);
      sums_3_2 = multiply_add(l_14, r_17, sums_3_2);
      sums_4_2 = multiply_add(l_15, r_16, sums_4_2);
      sums_5_2 = multiply_add(l_15, r_17, sums_5_2);
      sums_6_2 = multiply_add(l_16, r_16, sums_6_2);
      sums_7_2 = multiply_add(l_16, r_17, sums_7_2);
      const auto l_17 = kept_5[left_5 + 1];
      const auto l_18 = kept_5[left_6 + 1];
      const auto l_19 = kept_5[left_7 + 1];
      const auto l_20 = kept_5[left_8 + 1];
      const auto r_18 = convert<float>(A[right_4 + 1]);
      const auto r_19 = convert<float>(A[right_5 + 1]);
      sums_0_2 = multiply_add(l_17, r_18, sums_0_2);
      sums_1_2 = multiply_add(l_17, r_19, sums_1_2);
      sums_2_2 = multiply_add(l_18, r_18, sums_2_2);
      sums_3_2 = multiply_add(l_18, r_19, sums_3_2);
      sums_4_2 = multiply_add(l_19, r_18, sums_4_2);
      sums_5_2 = multiply_add(l_19, r_19, sums_5_2);
      sums_6_2 = multiply_add(l_20, r_18, sums_6_2);
      sums_7_2 = multiply_add(l_20, r_19, sums_7_2);
      const auto sum_13 = sums_0_2;
      if (e_4 < 2) {
        kept_6[b_7 * 5 + g_4 + d_4 * 180 + e_4 * 90 + m * 30] = sum_13;
      }
      const auto sum_14 = sums_1_2;
      if (e_4 < 2) {
        kept_6[b_7 * 5 + 15 + g_4 + d_4 * 180 + e_4 * 90 + m * 30] = sum_14;
      }
      const auto sum_15 = sums_2_2;
      if (e_5 < 2) {
        kept_6[b_7 * 5 + g_4 + d_4 * 180 + e_5 * 90 + m_2 * 30] = sum_15;
      }
      const auto sum_16 = sums_3_2;
      if (e_5 < 2) {
        kept_6[b_7 * 5 + 15 + g_4 + d_4 * 180 + e_5 * 90 + m_2 * 30] = sum_16;
      }
      const auto sum_17 = sums_4_2;
      if (e_6 < 2) {
        kept_6[b_7 * 5 + g_4 + d_4 * 180 + e_6 * 90 + m_3 * 30] = sum_17;
      }
      const auto sum_18 = sums_5_2;
      if (e_6 < 2) {
        kept_6[b_7 * 5 + 15 + g_4 + d_4 * 180 + e_6 * 90 + m_3 * 30] = sum_18;
      }
      const auto sum_19 = sums_6_2;
      if (e_7 < 2) {
        kept_6[b_7 * 5 + g_4 + d_4 * 180 + e_7 * 90 + m_4 * 30] = sum_19;
      }
      const auto sum_20 = sums_7_2;
      if (e_7 < 2) {
        kept_6[b_7 * 5 + 15 + g_4 + d_4 * 180 + e_7 * 90 + m_4 * 30] = sum_20;
      }
    }
  }
  __syncthreads();
  // y ... d e m: 40 micro-tiles
  const auto task_3 = invocation;
  if (task_3 < 40) {
    const auto column_task = task_3 & 7;
    const auto row_task_3 = (task_3 >> 3) % 5;
    const auto d_5 = row_task_3 * 4 / 6;
    const auto e_8 = (row_task_3 * 4 / 3) & 1;
    const auto m_5 = row_task_3 * 4 % 3;
    const auto d_6 = (row_task_3 * 4 + 1) / 6;
    const auto e_9 = ((row_task_3 * 4 + 1) / 3) & 1;
    const auto m_6 = (row_task_3 * 4 + 1) % 3;
    const auto d_7 = (row_task_3 * 4 + 2) / 6;
    const auto e_10 = ((row_task_3 * 4 + 2) / 3) & 1;
    const auto m_7 = (row_task_3 * 4 + 2) % 3;
    const auto d_8 = (row_task_3 * 4 + 3) / 6;
    const auto e_11 = ((row_task_3 * 4 + 3) / 3) & 1;
    const auto m_8 = (row_task_3 * 4 + 3) % 3;
    const auto batch_2 = column_task * 4;
    const auto batch_3 = column_task * 4 + 1;
    const auto batch_4 = column_task * 4 + 2;
    const auto batch_5 = column_task * 4 + 3;
    sums_0_3 = splat<float, 4>(0.0f);
    sums_4_3 = splat<float, 4>(0.0f);
    sums_8_2 = splat<float, 4>(0.0f);
    sums_12 = splat<float, 4>(0.0f);
    const auto left_9 = smaller(d_5, 2) * 180 + e_8 * 90 + m_5 * 30;
    const auto left_10 = smaller(d_6, 2) * 180 + e_9 * 90 + m_6 * 30;
    const auto left_11 = smaller(d_7, 2) * 180 + e_10 * 90 + m_7 * 30;
    const auto left_12 = smaller(d_8, 2) * 180 + e_11 * 90 + m_8 * 30;
    const auto right_6 = smaller(batch_start + batch_2, batch - 1) * 30;
    const auto right_7 = smaller(batch_start + batch_3, batch - 1) * 30;
    const auto right_8 = smaller(batch_start + batch_4, batch - 1) * 30;
    const auto right_9 = smaller(batch_start + batch_5, batch - 1) * 30;
    for (int a = 0; a < 2; a++) {
      for (int b_8 = 0; b_8 < 3; b_8++) {
        const auto l_21 = kept_6[left_9 + (a * 15 + b_8 * 5)];
        const auto l_22 = kept_6[left_10 + (a * 15 + b_8 * 5)];
        const auto l_23 = kept_6[left_11 + (a * 15 + b_8 * 5)];
        const auto l_24 = kept_6[left_12 + (a * 15 + b_8 * 5)];
        const auto r_20 = convert<float>(x[right_6 + (a * 15 + b_8 * 5)]);
        const auto r_21 = convert<float>(x[right_7 + (a * 15 + b_8 * 5)]);
        const auto r_22 = convert<float>(x[right_8 + (a * 15 + b_8 * 5)]);
        const auto r_23 = convert<float>(x[right_9 + (a * 15 + b_8 * 5)]);
        sums_0_3 = multiply_add(splat<float, 4>(l_21), make<float, 4>(r_20, r_21, r_22, r_23), sums_0_3);
        sums_4_3 = multiply_add(splat<float, 4>(l_22), make<float, 4>(r_20, r_21, r_22, r_23), sums_4_3);
        sums_8_2 = multiply_add(splat<float, 4>(l_23), make<float, 4>(r_20, r_21, r_22, r_23), sums_8_2);
        sums_12 = multiply_add(splat<float, 4>(l_24), make<float, 4>(r_20, r_21, r_22, r_23), sums_12);
        const auto l_25 = kept_6[left_9 + (a * 15 + b_8 * 5 + 1)];
        const auto l_26 = kept_6[left_10 + (a * 15 + b_8 * 5 + 1)];
        const auto l_27 = kept_6[left_11 + (a * 15 + b_8 * 5 + 1)];
        const auto l_28 = kept_6[left_12 + (a * 15 + b_8 * 5 + 1)];
        const auto r_24 = convert<float>(x[right_6 + (a * 15 + b_8 * 5 + 1)]);
        const auto r_25 = convert<float>(x[right_7 + (a * 15 + b_8 * 5 + 1)]);
        const auto r_26 = convert<float>(x[right_8 + (a * 15 + b_8 * 5 + 1)]);
        const auto r_27 = convert<float>(x[right_9 + (a * 15 + b_8 * 5 + 1)]);
        sums_0_3 = multiply_add(splat<float, 4>(l_25), make<float, 4>(r_24, r_25, r_26, r_27), sums_0_3);
        sums_4_3 = multiply_add(splat<float, 4>(l_26), make<float, 4>(r_24, r_25, r_26, r_27), sums_4_3);
        sums_8_2 = multiply_add(splat<float, 4>(l_27), make<float, 4>(r_24, r_25, r_26, r_27), sums_8_2);
        sums_12 = multiply_add(splat<float, 4>(l_28), make<float, 4>(r_24, r_25, r_26, r_27), sums_12);
        const auto l_29 = kept_6[left_9 + (a * 15 + b_8 * 5 + 2)];
        const auto l_30 = kept_6[left_10 + (a * 15 + b_8 * 5 + 2)];
        const auto l_31 = kept_6[left_11 + (a * 15 + b_8 * 5 + 2)];
        const auto l_32 = kept_6[left_12 + (a * 15 + b_8 * 5 + 2)];
        const auto r_28 = convert<float>(x[right_6 + (a * 15 + b_8 * 5 + 2)]);
        const auto r_29 = convert<float>(x[right_7 + (a * 15 + b_8 * 5 + 2)]);
        const auto r_30 = convert<float>(x[right_8 + (a * 15 + b_8 * 5 + 2)]);
        const auto r_31 = convert<float>(x[right_9 + (a * 15 + b_8 * 5 + 2)]);
        sums_0_3 = multiply_add(splat<float, 4>(l_29), make<float, 4>(r_28, r_29, r_30, r_31), sums_0_3);
        sums_4_3 = multiply_add(splat<float, 4>(l_30), make<float, 4>(r_28, r_29, r_30, r_31), sums_4_3);
        sums_8_2 = multiply_add(splat<float, 4>(l_31), make<float, 4>(r_28, r_29, r_30, r_31), sums_8_2);
        sums_12 = multiply_add(splat<float, 4>(l_32), make<float, 4>(r_28, r_29, r_30, r_31), sums_12);
        const auto l_33 = kept_6[left_9 + (a * 15 + b_8 * 5 + 3)];
        const auto l_34 = kept_6[left_10 + (a * 15 + b_8 * 5 + 3)];
        const auto l_35 = kept_6[left_11 + (a * 15 + b_8 * 5 + 3)];
        const auto l_36 = kept_6[left_12 + (a * 15 + b_8 * 5 + 3)];
        const auto r_32 = convert<float>(x[right_6 + (a * 15 + b_8 * 5 + 3)]);
        const auto r_33 = convert<float>(x[right_7 + (a * 15 + b_8 * 5 + 3)]);
        const auto r_34 = convert<float>(x[right_8 + (a * 15 + b_8 * 5 + 3)]);
        const auto r_35 = convert<float>(x[right_9 + (a * 15 + b_8 * 5 + 3)]);
        sums_0_3 = multiply_add(splat<float, 4>(l_33), make<float, 4>(r_32, r_33, r_34, r_35), sums_0_3);
        sums_4_3 = multiply_add(splat<float, 4>(l_34), make<float, 4>(r_32, r_33, r_34, r_35), sums_4_3);
        sums_8_2 = multiply_add(splat<float, 4>(l_35), make<float, 4>(r_32, r_33, r_34, r_35), sums_8_2);
        sums_12 = multiply_add(splat<float, 4>(l_36), make<float, 4>(r_32, r_33, r_34, r_35), sums_12);
        const auto l_37 = kept_6[left_9 + (a * 15 + b_8 * 5 + 4)];
        const auto l_38 = kept_6[left_10 + (a * 15 + b_8 * 5 + 4)];
        const auto l_39 = kept_6[left_11 + (a * 15 + b_8 * 5 + 4)];
        const auto l_40 = kept_6[left_12 + (a * 15 + b_8 * 5 + 4)];
        const auto r_36 = convert<float>(x[right_6 + (a * 15 + b_8 * 5 + 4)]);
        const auto r_37 = convert<float>(x[right_7 + (a * 15 + b_8 * 5 + 4)]);
        const auto r_38 = convert<float>(x[right_8 + (a * 15 + b_8 * 5 + 4)]);
        const auto r_39 = convert<float>(x[right_9 + (a * 15 + b_8 * 5 + 4)]);
        sums_0_3 = multiply_add(splat<float, 4>(l_37), make<float, 4>(r_36, r_37, r_38, r_39), sums_0_3);
        sums_4_3 = multiply_add(splat<float, 4>(l_38), make<float, 4>(r_36, r_37, r_38, r_39), sums_4_3);
        sums_8_2 = multiply_add(splat<float, 4>(l_39), make<float, 4>(r_36, r_37, r_38, r_39), sums_8_2);
        sums_12 = multiply_add(splat<float, 4>(l_40), make<float, 4>(r_36, r_37, r_38, r_39), sums_12);
      }
    }
    const auto sum_21 = sums_0_3;
    if ((batch_start + batch_2 < batch) & (d_5 < 3)) {
      y[(batch_start + batch_2) * 18 + d_5 * 6 + e_8 * 3 + m_5] = convert<bf16>(sum_21[0]);
    }
    if ((batch_start + batch_3 < batch) & (d_5 < 3)) {
      y[(batch_start + batch_3) * 18 + d_5 * 6 + e_8 * 3 + m_5] = convert<bf16>(sum_21[1]);
    }
    if ((batch_start + batch_4 < batch) & (d_5 < 3)) {
      y[(batch_start + batch_4) * 18 + d_5 * 6 + e_8 * 3 + m_5] = convert<bf16>(sum_21[2]);
    }
    if ((batch_start + batch_5 < batch) & (d_5 < 3)) {
      y[(batch_start + batch_5) * 18 + d_5 * 6 + e_8 * 3 + m_5] = convert<bf16>(sum_21[3]);
    }
    const auto sum_22 = sums_4_3;
    if ((batch_start + batch_2 < batch) & (d_6 < 3)) {
      y[(batch_start + batch_2) * 18 + d_6 * 6 + e_9 * 3 + m_6] = convert<bf16>(sum_22[0]);
    }
    if ((batch_start + batch_3 < batch) & (d_6 < 3)) {
      y[(batch_start + batch_3) * 18 + d_6 * 6 + e_9 * 3 + m_6] = convert<bf16>(sum_22[1]);
    }
    if ((batch_start + batch_4 < batch) & (d_6 < 3)) {
      y[(batch_start + batch_4) * 18 + d_6 * 6 + e_9 * 3 + m_6] = convert<bf16>(sum_22[2]);
    }
    if ((batch_start + batch_5 < batch) & (d_6 < 3)) {
      y[(batch_start + batch_5) * 18 + d_6 * 6 + e_9 * 3 + m_6] = convert<bf16>(sum_22[3]);
    }
    const auto sum_23 = sums_8_2;
    if ((batch_start + batch_2 < batch) & (d_7 < 3)) {
      y[(batch_start + batch_2) * 18 + d_7 * 6 + e_10 * 3 + m_7] = convert<bf16>(sum_23[0]);
    }
    if ((batch_start + batch_3 < batch) & (d_7 < 3)) {
      y[(batch_start + batch_3) * 18 + d_7 * 6 + e_10 * 3 + m_7] = convert<bf16>(sum_23[1]);
    }
    if ((batch_start + batch_4 < batch) & (d_7 < 3)) {
      y[(batch_start + batch_4) * 18 + d_7 * 6 + e_10 * 3 + m_7] = convert<bf16>(sum_23[2]);
    }
    if ((batch_start + batch_5 < batch) & (d_7 < 3)) {
      y[(batch_start + batch_5) * 18 + d_7 * 6 + e_10 * 3 + m_7] = convert<bf16>(sum_23[3]);
    }
    const auto sum_24 = sums_12;
    if ((batch_start + batch_2 < batch) & (d_8 < 3)) {
      y[(batch_start + batch_2) * 18 + d_8 * 6 + e_11 * 3 + m_8] = convert<bf16>(sum_24[0]);
    }
    if ((batch_start + batch_3 < batch) & (d_8 < 3)) {
      y[(batch_start + batch_3) * 18 + d_8 * 6 + e_11 * 3 + m_8] = convert<bf16>(sum_24[1]);
    }
    if ((batch_start + batch_4 < batch) & (d_8 < 3)) {
      y[(batch_start + batch_4) * 18 + d_8 * 6 + e_11 * 3 + m_8] = convert<bf16>(sum_24[2]);
    }
    if ((batch_start + batch_5 < batch) & (d_8 < 3)) {
      y[(batch_start + batch_5) * 18 + d_8 * 6 + e_11 * 3 + m_8] = convert<bf16>(sum_24[3]);
    }
  }
}
