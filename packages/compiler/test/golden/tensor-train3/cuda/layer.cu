// tensor_train3: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 16), 32 threads, 5264 bytes of shared memory; B, C, x, y, A

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
extern "C" __global__ void __launch_bounds__(32)
y_kernel(const bf16* __restrict__ B, const bf16* __restrict__ C, const bf16* __restrict__ x, bf16* __restrict__ y, const bf16* __restrict__ A, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const kept_5 = reinterpret_cast<float*>(shared_memory + 0);
  float* const kept_6 = reinterpret_cast<float*>(shared_memory + 1680);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  vec<float, 4> sums_16;
  vec<float, 4> sums_20;
  vec<float, 4> sums_24;
  vec<float, 4> sums_28;
  vec<float, 4> sums_0_2;
  vec<float, 4> sums_4_2;
  vec<float, 4> sums_8_2;
  vec<float, 4> sums_12_2;
  vec<float, 4> sums_16_2;
  vec<float, 4> sums_20_2;
  vec<float, 4> sums_24_2;
  vec<float, 4> sums_28_2;
  float sums_0_3;
  float sums_1;
  float sums_2;
  float sums_3;
  float sums_4_3;
  float sums_5;
  float sums_6;
  float sums_7;
  float sums_8_3;
  float sums_9;
  float sums_10;
  float sums_11;
  float sums_12_3;
  float sums_13;
  float sums_14;
  float sums_15;
  float sums_16_3;
  float sums_17;
  float sums_18;
  float sums_19;
  float sums_20_3;
  float sums_21;
  float sums_22;
  float sums_23;
  const auto batch_start = workgroup * 16;
  // v5 r b e c f: 18 micro-tiles
  const auto task = invocation;
  if (task < 18) {
    const auto column_task = task % 9;
    const auto row_task = (task / 9) & 1;
    const auto r = row_task * 4 / 3;
    const auto b = row_task * 4 % 3;
    const auto r_2 = row_task * 4 / 3;
    const auto b_2 = row_task * 4 % 3;
    const auto r_3 = (row_task * 4 + 1) / 3;
    const auto b_3 = (row_task * 4 + 1) % 3;
    const auto r_4 = (row_task * 4 + 1) / 3;
    const auto b_4 = (row_task * 4 + 1) % 3;
    const auto r_5 = (row_task * 4 + 2) / 3;
    const auto b_5 = (row_task * 4 + 2) % 3;
    const auto r_6 = (row_task * 4 + 2) / 3;
    const auto b_6 = (row_task * 4 + 2) % 3;
    const auto r_7 = (row_task * 4 + 3) / 3;
    const auto b_7 = (row_task * 4 + 3) % 3;
    const auto r_8 = (row_task * 4 + 3) / 3;
    const auto b_8 = (row_task * 4 + 3) % 3;
    const auto c = column_task * 4 / 7;
    const auto f = column_task * 4 % 7;
    const auto c_2 = (column_task * 4 + 1) / 7;
    const auto f_2 = (column_task * 4 + 1) % 7;
    const auto c_3 = (column_task * 4 + 2) / 7;
    const auto f_3 = (column_task * 4 + 2) % 7;
    const auto c_4 = (column_task * 4 + 3) / 7;
    const auto f_4 = (column_task * 4 + 3) % 7;
    sums_0 = splat<float, 4>(0.0f);
    sums_4 = splat<float, 4>(0.0f);
    sums_8 = splat<float, 4>(0.0f);
    sums_12 = splat<float, 4>(0.0f);
    sums_16 = splat<float, 4>(0.0f);
    sums_20 = splat<float, 4>(0.0f);
    sums_24 = splat<float, 4>(0.0f);
    sums_28 = splat<float, 4>(0.0f);
    const auto left = smaller(r, 1) * 18 + b * 6;
    const auto left_2 = smaller(r_2, 1) * 18 + b_2 * 6 + 3;
    const auto left_3 = smaller(r_3, 1) * 18 + b_3 * 6;
    const auto left_4 = smaller(r_4, 1) * 18 + b_4 * 6 + 3;
    const auto left_5 = smaller(r_5, 1) * 18 + b_5 * 6;
    const auto left_6 = smaller(r_6, 1) * 18 + b_6 * 6 + 3;
    const auto left_7 = smaller(r_7, 1) * 18 + b_7 * 6;
    const auto left_8 = smaller(r_8, 1) * 18 + b_8 * 6 + 3;
    const auto right = smaller(c, 4) * 7 + f;
    const auto right_2 = smaller(c_2, 4) * 7 + f_2;
    const auto right_3 = smaller(c_3, 4) * 7 + f_3;
    const auto right_4 = smaller(c_4, 4) * 7 + f_4;
    for (int s = 0; s < 3; s++) {
      const auto l = convert<float>(B[left + s]);
      const auto l_2 = convert<float>(B[left_2 + s]);
      const auto l_3 = convert<float>(B[left_3 + s]);
      const auto l_4 = convert<float>(B[left_4 + s]);
      const auto l_5 = convert<float>(B[left_5 + s]);
      const auto l_6 = convert<float>(B[left_6 + s]);
      const auto l_7 = convert<float>(B[left_7 + s]);
      const auto l_8 = convert<float>(B[left_8 + s]);
      const auto r_9 = convert<float>(C[right + s * 35]);
      const auto r_10 = convert<float>(C[right_2 + s * 35]);
      const auto r_11 = convert<float>(C[right_3 + s * 35]);
      const auto r_12 = convert<float>(C[right_4 + s * 35]);
      sums_0 = multiply_add(splat<float, 4>(l), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_2), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_3), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_4), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      sums_16 = multiply_add(splat<float, 4>(l_5), make<float, 4>(r_9, r_10, r_11, r_12), sums_16);
      sums_20 = multiply_add(splat<float, 4>(l_6), make<float, 4>(r_9, r_10, r_11, r_12), sums_20);
      sums_24 = multiply_add(splat<float, 4>(l_7), make<float, 4>(r_9, r_10, r_11, r_12), sums_24);
      sums_28 = multiply_add(splat<float, 4>(l_8), make<float, 4>(r_9, r_10, r_11, r_12), sums_28);
    }
    const auto sum = sums_0;
    if ((r < 2) & (c < 5)) {
      kept_5[r * 210 + b * 5 + c + f * 15] = sum[0];
    }
    if ((r < 2) & (c_2 < 5)) {
      kept_5[r * 210 + b * 5 + c_2 + f_2 * 15] = sum[1];
    }
    if ((r < 2) & (c_3 < 5)) {
      kept_5[r * 210 + b * 5 + c_3 + f_3 * 15] = sum[2];
    }
    if ((r < 2) & (c_4 < 5)) {
      kept_5[r * 210 + b * 5 + c_4 + f_4 * 15] = sum[3];
    }
    const auto sum_2 = sums_4;
    if ((r_2 < 2) & (c < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c + f * 15] = sum_2[0];
    }
    if ((r_2 < 2) & (c_2 < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_2 + f_2 * 15] = sum_2[1];
    }
    if ((r_2 < 2) & (c_3 < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_3 + f_3 * 15] = sum_2[2];
    }
    if ((r_2 < 2) & (c_4 < 5)) {
      kept_5[r_2 * 210 + b_2 * 5 + 105 + c_4 + f_4 * 15] = sum_2[3];
    }
    const auto sum_3 = sums_8;
    if ((r_3 < 2) & (c < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c + f * 15] = sum_3[0];
    }
    if ((r_3 < 2) & (c_2 < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c_2 + f_2 * 15] = sum_3[1];
    }
    if ((r_3 < 2) & (c_3 < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c_3 + f_3 * 15] = sum_3[2];
    }
    if ((r_3 < 2) & (c_4 < 5)) {
      kept_5[r_3 * 210 + b_3 * 5 + c_4 + f_4 * 15] = sum_3[3];
    }
    const auto sum_4 = sums_12;
    if ((r_4 < 2) & (c < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c + f * 15] = sum_4[0];
    }
    if ((r_4 < 2) & (c_2 < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_2 + f_2 * 15] = sum_4[1];
    }
    if ((r_4 < 2) & (c_3 < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_3 + f_3 * 15] = sum_4[2];
    }
    if ((r_4 < 2) & (c_4 < 5)) {
      kept_5[r_4 * 210 + b_4 * 5 + 105 + c_4 + f_4 * 15] = sum_4[3];
    }
    const auto sum_5 = sums_16;
    if ((r_5 < 2) & (c < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c + f * 15] = sum_5[0];
    }
    if ((r_5 < 2) & (c_2 < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c_2 + f_2 * 15] = sum_5[1];
    }
    if ((r_5 < 2) & (c_3 < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c_3 + f_3 * 15] = sum_5[2];
    }
    if ((r_5 < 2) & (c_4 < 5)) {
      kept_5[r_5 * 210 + b_5 * 5 + c_4 + f_4 * 15] = sum_5[3];
    }
    const auto sum_6 = sums_20;
    if ((r_6 < 2) & (c < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c + f * 15] = sum_6[0];
    }
    if ((r_6 < 2) & (c_2 < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c_2 + f_2 * 15] = sum_6[1];
    }
    if ((r_6 < 2) & (c_3 < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c_3 + f_3 * 15] = sum_6[2];
    }
    if ((r_6 < 2) & (c_4 < 5)) {
      kept_5[r_6 * 210 + b_6 * 5 + 105 + c_4 + f_4 * 15] = sum_6[3];
    }
    const auto sum_7 = sums_24;
    if ((r_7 < 2) & (c < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c + f * 15] = sum_7[0];
    }
    if ((r_7 < 2) & (c_2 < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c_2 + f_2 * 15] = sum_7[1];
    }
    if ((r_7 < 2) & (c_3 < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c_3 + f_3 * 15] = sum_7[2];
    }
    if ((r_7 < 2) & (c_4 < 5)) {
      kept_5[r_7 * 210 + b_7 * 5 + c_4 + f_4 * 15] = sum_7[3];
    }
    const auto sum_8 = sums_28;
    if ((r_8 < 2) & (c < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c + f * 15] = sum_8[0];
    }
    if ((r_8 < 2) & (c_2 < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c_2 + f_2 * 15] = sum_8[1];
    }
    if ((r_8 < 2) & (c_3 < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c_3 + f_3 * 15] = sum_8[2];
    }
    if ((r_8 < 2) & (c_4 < 5)) {
      kept_5[r_8 * 210 + b_8 * 5 + 105 + c_4 + f_4 * 15] = sum_8[3];
    }
  }
  __syncthreads();
  // v6 ... a r e f: 32 micro-tiles
  const auto task_2 = invocation;
  const auto column_task_2 = task_2 & 7;
  const auto row_task_2 = (task_2 >> 3) & 3;
  const auto r_13 = row_task_2 * 8 / 14;
  const auto e = (row_task_2 * 8 / 7) & 1;
  const auto f_5 = row_task_2 * 8 % 7;
  const auto r_14 = (row_task_2 * 8 + 1) / 14;
  const auto e_2 = ((row_task_2 * 8 + 1) / 7) & 1;
  const auto f_6 = (row_task_2 * 8 + 1) % 7;
  const auto r_15 = (row_task_2 * 8 + 2) / 14;
  const auto e_3 = ((row_task_2 * 8 + 2) / 7) & 1;
  const auto f_7 = (row_task_2 * 8 + 2) % 7;
  const auto r_16 = (row_task_2 * 8 + 3) / 14;
  const auto e_4 = ((row_task_2 * 8 + 3) / 7) & 1;
  const auto f_8 = (row_task_2 * 8 + 3) % 7;
  const auto r_17 = (row_task_2 * 8 + 4) / 14;
  const auto e_5 = ((row_task_2 * 8 + 4) / 7) & 1;
  const auto f_9 = (row_task_2 * 8 + 4) % 7;
  const auto r_18 = (row_task_2 * 8 + 5) / 14;
  const auto e_6 = ((row_task_2 * 8 + 5) / 7) & 1;
  const auto f_10 = (row_task_2 * 8 + 5) % 7;
  const auto r_19 = (row_task_2 * 8 + 6) / 14;
  const auto e_7 = ((row_task_2 * 8 + 6) / 7) & 1;
  const auto f_11 = (row_task_2 * 8 + 6) % 7;
  const auto r_20 = (row_task_2 * 8 + 7) / 14;
  const auto e_8 = ((row_task_2 * 8 + 7) / 7) & 1;
  const auto f_12 = (row_task_2 * 8 + 7) % 7;
  const auto batch_2 = column_task_2 * 2;
  const auto batch_3 = column_task_2 * 2;
  const auto batch_4 = column_task_2 * 2 + 1;
  const auto batch_5 = column_task_2 * 2 + 1;
  sums_0_2 = splat<float, 4>(0.0f);
  sums_4_2 = splat<float, 4>(0.0f);
  sums_8_2 = splat<float, 4>(0.0f);
  sums_12_2 = splat<float, 4>(0.0f);
  sums_16_2 = splat<float, 4>(0.0f);
  sums_20_2 = splat<float, 4>(0.0f);
  sums_24_2 = splat<float, 4>(0.0f);
  sums_28_2 = splat<float, 4>(0.0f);
  const auto left_9 = smaller(r_13, 1) * 210 + e * 105 + f_5 * 15;
  const auto left_10 = smaller(r_14, 1) * 210 + e_2 * 105 + f_6 * 15;
  const auto left_11 = smaller(r_15, 1) * 210 + e_3 * 105 + f_7 * 15;
  const auto left_12 = smaller(r_16, 1) * 210 + e_4 * 105 + f_8 * 15;
  const auto left_13 = smaller(r_17, 1) * 210 + e_5 * 105 + f_9 * 15;
  const auto left_14 = smaller(r_18, 1) * 210 + e_6 * 105 + f_10 * 15;
  const auto left_15 = smaller(r_19, 1) * 210 + e_7 * 105 + f_11 * 15;
  const auto left_16 = smaller(r_20, 1) * 210 + e_8 * 105 + f_12 * 15;
  const auto right_5 = smaller(batch_start + batch_2, batch - 1) * 30;
  const auto right_6 = smaller(batch_start + batch_3, batch - 1) * 30 + 15;
  const auto right_7 = smaller(batch_start + batch_4, batch - 1) * 30;
  const auto right_8 = smaller(batch_start + batch_5, batch - 1) * 30 + 15;
  for (int b_9 = 0; b_9 < 3; b_9++) {
    for (int c_5 = 0; c_5 < 5; c_5++) {
      const auto l_9 = kept_5[left_9 + (b_9 * 5 + c_5)];
      const auto l_10 = kept_5[left_10 + (b_9 * 5 + c_5)];
      const auto l_11 = kept_5[left_11 + (b_9 * 5 + c_5)];
      const auto l_12 = kept_5[left_12 + (b_9 * 5 + c_5)];
      const auto l_13 = kept_5[left_13 + (b_9 * 5 + c_5)];
      const auto l_14 = kept_5[left_14 + (b_9 * 5 + c_5)];
      const auto l_15 = kept_5[left_15 + (b_9 * 5 + c_5)];
      const auto l_16 = kept_5[left_16 + (b_9 * 5 + c_5)];
      const auto r_21 = convert<float>(x[right_5 + (b_9 * 5 + c_5)]);
      const auto r_22 = convert<float>(x[right_6 + (b_9 * 5 + c_5)]);
      const auto r_23 = convert<float>(x[right_7 + (b_9 * 5 + c_5)]);
      const auto r_24 = convert<float>(x[right_8 + (b_9 * 5 + c_5)]);
      sums_0_2 = multiply_add(splat<float, 4>(l_9), make<float, 4>(r_21, r_22, r_23, r_24), sums_0_2);
      sums_4_2 = multiply_add(splat<float, 4>(l_10), make<float, 4>(r_21, r_22, r_23, r_24), sums_4_2);
      sums_8_2 = multiply_add(splat<float, 4>(l_11), make<float, 4>(r_21, r_22, r_23, r_24), sums_8_2);
      sums_12_2 = multiply_add(splat<float, 4>(l_12), make<float, 4>(r_21, r_22, r_23, r_24), sums_12_2);
      sums_16_2 = multiply_add(splat<float, 4>(l_13), make<float, 4>(r_21, r_22, r_23, r_24), sums_16_2);
      sums_20_2 = multiply_add(splat<float, 4>(l_14), make<float, 4>(r_21, r_22, r_23, r_24), sums_20_2);
      sums_24_2 = multiply_add(splat<float, 4>(l_15), make<float, 4>(r_21, r_22, r_23, r_24), sums_24_2);
      sums_28_2 = multiply_add(splat<float, 4>(l_16), make<float, 4>(r_21, r_22, r_23, r_24), sums_28_2);
    }
  }
  const auto sum_9 = sums_0_2;
  if (r_13 < 2) {
    kept_6[batch_2 * 56 + r_13 + e * 28 + f_5 * 4] = sum_9[0];
  }
  if (r_13 < 2) {
    kept_6[batch_3 * 56 + 2 + r_13 + e * 28 + f_5 * 4] = sum_9[1];
  }
  if (r_13 < 2) {
    kept_6[batch_4 * 56 + r_13 + e * 28 + f_5 * 4] = sum_9[2];
  }
  if (r_13 < 2) {
    kept_6[batch_5 * 56 + 2 + r_13 + e * 28 + f_5 * 4] = sum_9[3];
  }
  const auto sum_10 = sums_4_2;
  if (r_14 < 2) {
    kept_6[batch_2 * 56 + r_14 + e_2 * 28 + f_6 * 4] = sum_10[0];
  }
  if (r_14 < 2) {
    kept_6[batch_3 * 56 + 2 + r_14 + e_2 * 28 + f_6 * 4] = sum_10[1];
  }
  if (r_14 < 2) {
    kept_6[batch_4 * 56 + r_14 + e_2 * 28 + f_6 * 4] = sum_10[2];
  }
  if (r_14 < 2) {
    kept_6[batch_5 * 56 + 2 + r_14 + e_2 * 28 + f_6 * 4] = sum_10[3];
  }
  const auto sum_11 = sums_8_2;
  if (r_15 < 2) {
    kept_6[batch_2 * 56 + r_15 + e_3 * 28 + f_7 * 4] = sum_11[0];
  }
  if (r_15 < 2) {
    kept_6[batch_3 * 56 + 2 + r_15 + e_3 * 28 + f_7 * 4] = sum_11[1];
  }
  if (r_15 < 2) {
    kept_6[batch_4 * 56 + r_15 + e_3 * 28 + f_7 * 4] = sum_11[2];
  }
  if (r_15 < 2) {
    kept_6[batch_5 * 56 + 2 + r_15 + e_3 * 28 + f_7 * 4] = sum_11[3];
  }
  const auto sum_12 = sums_12_2;
  if (r_16 < 2) {
    kept_6[batch_2 * 56 + r_16 + e_4 * 28 + f_8 * 4] = sum_12[0];
  }
  if (r_16 < 2) {
    kept_6[batch_3 * 56 + 2 + r_16 + e_4 * 28 + f_8 * 4] = sum_12[1];
  }
  if (r_16 < 2) {
    kept_6[batch_4 * 56 + r_16 + e_4 * 28 + f_8 * 4] = sum_12[2];
  }
  if (r_16 < 2) {
    kept_6[batch_5 * 56 + 2 + r_16 + e_4 * 28 + f_8 * 4] = sum_12[3];
  }
  const auto sum_13 = sums_16_2;
  if (r_17 < 2) {
    kept_6[batch_2 * 56 + r_17 + e_5 * 28 + f_9 * 4] = sum_13[0];
  }
  if (r_17 < 2) {
    kept_6[batch_3 * 56 + 2 + r_17 + e_5 * 28 + f_9 * 4] = sum_13[1];
  }
  if (r_17 < 2) {
    kept_6[batch_4 * 56 + r_17 + e_5 * 28 + f_9 * 4] = sum_13[2];
  }
  if (r_17 < 2) {
    kept_6[batch_5 * 56 + 2 + r_17 + e_5 * 28 + f_9 * 4] = sum_13[3];
  }
  const auto sum_14 = sums_20_2;
  if (r_18 < 2) {
    kept_6[batch_2 * 56 + r_18 + e_6 * 28 + f_10 * 4] = sum_14[0];
  }
  if (r_18 < 2) {
    kept_6[batch_3 * 56 + 2 + r_18 + e_6 * 28 + f_10 * 4] = sum_14[1];
  }
  if (r_18 < 2) {
    kept_6[batch_4 * 56 + r_18 + e_6 * 28 + f_10 * 4] = sum_14[2];
  }
  if (r_18 < 2) {
    kept_6[batch_5 * 56 + 2 + r_18 + e_6 * 28 + f_10 * 4] = sum_14[3];
  }
  const auto sum_15 = sums_24_2;
  if (r_19 < 2) {
    kept_6[batch_2 * 56 + r_19 + e_7 * 28 + f_11 * 4] = sum_15[0];
  }
  if (r_19 < 2) {
    kept_6[batch_3 * 56 + 2 + r_19 + e_7 * 28 + f_11 * 4] = sum_15[1];
  }
  if (r_19 < 2) {
    kept_6[batch_4 * 56 + r_19 + e_7 * 28 + f_11 * 4] = sum_15[2];
  }
  if (r_19 < 2) {
    kept_6[batch_5 * 56 + 2 + r_19 + e_7 * 28 + f_11 * 4] = sum_15[3];
  }
  const auto sum_16 = sums_28_2;
  if (r_20 < 2) {
    kept_6[batch_2 * 56 + r_20 + e_8 * 28 + f_12 * 4] = sum_16[0];
  }
  if (r_20 < 2) {
    kept_6[batch_3 * 56 + 2 + r_20 + e_8 * 28 + f_12 * 4] = sum_16[1];
  }
  if (r_20 < 2) {
    kept_6[batch_4 * 56 + r_20 + e_8 * 28 + f_12 * 4] = sum_16[2];
  }
  if (r_20 < 2) {
    kept_6[batch_5 * 56 + 2 + r_20 + e_8 * 28 + f_12 * 4] = sum_16[3];
  }
  __syncthreads();
  // y ... d e f: 28 micro-tiles
  const auto task_3 = invocation;
  if (task_3 < 28) {
    const auto row_task_3 = task_3 % 28;
    const auto batch_6 = row_task_3 * 8 / 14;
    const auto e_9 = (row_task_3 * 8 / 7) & 1;
    const auto f_13 = row_task_3 * 8 % 7;
    const auto batch_7 = (row_task_3 * 8 + 1) / 14;
    const auto e_10 = ((row_task_3 * 8 + 1) / 7) & 1;
    const auto f_14 = (row_task_3 * 8 + 1) % 7;
    const auto batch_8 = (row_task_3 * 8 + 2) / 14;
    const auto e_11 = ((row_task_3 * 8 + 2) / 7) & 1;
    const auto f_15 = (row_task_3 * 8 + 2) % 7;
    const auto batch_9 = (row_task_3 * 8 + 3) / 14;
    const auto e_12 = ((row_task_3 * 8 + 3) / 7) & 1;
    const auto f_16 = (row_task_3 * 8 + 3) % 7;
    const auto batch_10 = (row_task_3 * 8 + 4) / 14;
    const auto e_13 = ((row_task_3 * 8 + 4) / 7) & 1;
    const auto f_17 = (row_task_3 * 8 + 4) % 7;
    const auto batch_11 = (row_task_3 * 8 + 5) / 14;
    const auto e_14 = ((row_task_3 * 8 + 5) / 7) & 1;
    const auto f_18 = (row_task_3 * 8 + 5) % 7;
    const auto batch_12 = (row_task_3 * 8 + 6) / 14;
    const auto e_15 = ((row_task_3 * 8 + 6) / 7) & 1;
    const auto f_19 = (row_task_3 * 8 + 6) % 7;
    const auto batch_13 = (row_task_3 * 8 + 7) / 14;
    const auto e_16 = ((row_task_3 * 8 + 7) / 7) & 1;
    const auto f_20 = (row_task_3 * 8 + 7) % 7;
    sums_0_3 = 0.0f;
    sums_1 = 0.0f;
    sums_2 = 0.0f;
    sums_3 = 0.0f;
    sums_4_3 = 0.0f;
    sums_5 = 0.0f;
    sums_6 = 0.0f;
    sums_7 = 0.0f;
    sums_8_3 = 0.0f;
    sums_9 = 0.0f;
    sums_10 = 0.0f;
    sums_11 = 0.0f;
    sums_12_3 = 0.0f;
    sums_13 = 0.0f;
    sums_14 = 0.0f;
    sums_15 = 0.0f;
    sums_16_3 = 0.0f;
    sums_17 = 0.0f;
    sums_18 = 0.0f;
    sums_19 = 0.0f;
    sums_20_3 = 0.0f;
    sums_21 = 0.0f;
    sums_22 = 0.0f;
    sums_23 = 0.0f;
    const auto left_17 = batch_6 * 56 + e_9 * 28 + f_13 * 4;
    const auto left_18 = batch_7 * 56 + e_10 * 28 + f_14 * 4;
    const auto left_19 = batch_8 * 56 + e_11 * 28 + f_15 * 4;
    const auto left_20 = batch_9 * 56 + e_12 * 28 + f_16 * 4;
    const auto left_21 = batch_10 * 56 + e_13 * 28 + f_17 * 4;
    const auto left_22 = batch_11 * 56 + e_14 * 28 + f_18 * 4;
    const auto left_23 = batch_12 * 56 + e_15 * 28 + f_19 * 4;
    const auto left_24 = batch_13 * 56 + e_16 * 28 + f_20 * 4;
    for (int a = 0; a < 2; a++) {
      for (int r_25 = 0; r_25 < 2; r_25++) {
        const auto l_17 = kept_6[left_17 + (a * 2 + r_25)];
        const auto l_18 = kept_6[left_18 + (a * 2 + r_25)];
        const auto l_19 = kept_6[left_19 + (a * 2 + r_25)];
        const auto l_20 = kept_6[left_20 + (a * 2 + r_25)];
        const auto l_21 = kept_6[left_21 + (a * 2 + r_25)];
        const auto l_22 = kept_6[left_22 + (a * 2 + r_25)];
        const auto l_23 = kept_6[left_23 + (a * 2 + r_25)];
        const auto l_24 = kept_6[left_24 + (a * 2 + r_25)];
        const auto r_26 = convert<float>(A[a * 6 + r_25]);
        const auto r_27 = convert<float>(A[a * 6 + r_25 + 2]);
        const auto r_28 = convert<float>(A[a * 6 + r_25 + 4]);
        sums_0_3 = multiply_add(l_17, r_26, sums_0_3);
        sums_1 = multiply_add(l_17, r_27, sums_1);
        sums_2 = multiply_add(l_17, r_28, sums_2);
        sums_3 = multiply_add(l_18, r_26, sums_3);
        sums_4_3 = multiply_add(l_18, r_27, sums_4_3);
        sums_5 = multiply_add(l_18, r_28, sums_5);
        sums_6 = multiply_add(l_19, r_26, sums_6);
        sums_7 = multiply_add(l_19, r_27, sums_7);
        sums_8_3 = multiply_add(l_19, r_28, sums_8_3);
        sums_9 = multiply_add(l_20, r_26, sums_9);
        sums_10 = multiply_add(l_20, r_27, sums_10);
        sums_11 = multiply_add(l_20, r_28, sums_11);
        sums_12_3 = multiply_add(l_21, r_26, sums_12_3);
        sums_13 = multiply_add(l_21, r_27, sums_13);
        sums_14 = multiply_add(l_21, r_28, sums_14);
        sums_15 = multiply_add(l_22, r_26, sums_15);
        sums_16_3 = multiply_add(l_22, r_27, sums_16_3);
        sums_17 = multiply_add(l_22, r_28, sums_17);
        sums_18 = multiply_add(l_23, r_26, sums_18);
        sums_19 = multiply_add(l_23, r_27, sums_19);
        sums_20_3 = multiply_add(l_23, r_28, sums_20_3);
        sums_21 = multiply_add(l_24, r_26, sums_21);
        sums_22 = multiply_add(l_24, r_27, sums_22);
        sums_23 = multiply_add(l_24, r_28, sums_23);
      }
    }
    const auto sum_17 = sums_0_3;
    if (batch_start + batch_6 < batch) {
      y[(batch_start + batch_6) * 42 + e_9 * 7 + f_13] = convert<bf16>(sum_17);
    }
    const auto sum_18 = sums_1;
    if (batch_start + batch_6 < batch) {
      y[(batch_start + batch_6) * 42 + 14 + e_9 * 7 + f_13] = convert<bf16>(sum_18);
    }
    const auto sum_19 = sums_2;
    if (batch_start + batch_6 < batch) {
      y[(batch_start + batch_6) * 42 + 28 + e_9 * 7 + f_13] = convert<bf16>(sum_19);
    }
    const auto sum_20 = sums_3;
    if (batch_start + batch_7 < batch) {
      y[(batch_start + batch_7) * 42 + e_10 * 7 + f_14] = convert<bf16>(sum_20);
    }
    const auto sum_21 = sums_4_3;
    if (batch_start + batch_7 < batch) {
      y[(batch_start + batch_7) * 42 + 14 + e_10 * 7 + f_14] = convert<bf16>(sum_21);
    }
    const auto sum_22 = sums_5;
    if (batch_start + batch_7 < batch) {
      y[(batch_start + batch_7) * 42 + 28 + e_10 * 7 + f_14] = convert<bf16>(sum_22);
    }
    const auto sum_23 = sums_6;
    if (batch_start + batch_8 < batch) {
      y[(batch_start + batch_8) * 42 + e_11 * 7 + f_15] = convert<bf16>(sum_23);
    }
    const auto sum_24 = sums_7;
    if (batch_start + batch_8 < batch) {
      y[(batch_start + batch_8) * 42 + 14 + e_11 * 7 + f_15] = convert<bf16>(sum_24);
    }
    const auto sum_25 = sums_8_3;
    if (batch_start + batch_8 < batch) {
      y[(batch_start + batch_8) * 42 + 28 + e_11 * 7 + f_15] = convert<bf16>(sum_25);
    }
    const auto sum_26 = sums_9;
    if (batch_start + batch_9 < batch) {
      y[(batch_start + batch_9) * 42 + e_12 * 7 + f_16] = convert<bf16>(sum_26);
    }
    const auto sum_27 = sums_10;
    if (batch_start + batch_9 < batch) {
      y[(batch_start + batch_9) * 42 + 14 + e_12 * 7 + f_16] = convert<bf16>(sum_27);
    }
    const auto sum_28 = sums_11;
    if (batch_start + batch_9 < batch) {
      y[(batch_start + batch_9) * 42 + 28 + e_12 * 7 + f_16] = convert<bf16>(sum_28);
    }
    const auto sum_29 = sums_12_3;
    if (batch_start + batch_10 < batch) {
      y[(batch_start + batch_10) * 42 + e_13 * 7 + f_17] = convert<bf16>(sum_29);
    }
    const auto sum_30 = sums_13;
    if (batch_start + batch_10 < batch) {
      y[(batch_start + batch_10) * 42 + 14 + e_13 * 7 + f_17] = convert<bf16>(sum_30);
    }
    const auto sum_31 = sums_14;
    if (batch_start + batch_10 < batch) {
      y[(batch_start + batch_10) * 42 + 28 + e_13 * 7 + f_17] = convert<bf16>(sum_31);
    }
    const auto sum_32 = sums_15;
    if (batch_start + batch_11 < batch) {
      y[(batch_start + batch_11) * 42 + e_14 * 7 + f_18] = convert<bf16>(sum_32);
    }
    const auto sum_33 = sums_16_3;
    if (batch_start + batch_11 < batch) {
      y[(batch_start + batch_11) * 42 + 14 + e_14 * 7 + f_18] = convert<bf16>(sum_33);
    }
    const auto sum_34 = sums_17;
    if (batch_start + batch_11 < batch) {
      y[(batch_start + batch_11) * 42 + 28 + e_14 * 7 + f_18] = convert<bf16>(sum_34);
    }
    const auto sum_35 = sums_18;
    if (batch_start + batch_12 < batch) {
      y[(batch_start + batch_12) * 42 + e_15 * 7 + f_19] = convert<bf16>(sum_35);
    }
    const auto sum_36 = sums_19;
    if (batch_start + batch_12 < batch) {
      y[(batch_start + batch_12) * 42 + 14 + e_15 * 7 + f_19] = convert<bf16>(sum_36);
    }
    const auto sum_37 = sums_20_3;
    if (batch_start + batch_12 < batch) {
      y[(batch_start + batch_12) * 42 + 28 + e_15 * 7 + f_19] = convert<bf16>(sum_37);
    }
    const auto sum_38 = sums_21;
    if (batch_start + batch_13 < batch) {
      y[(batch_start + batch_13) * 42 + e_16 * 7 + f_20] = convert<bf16>(sum_38);
    }
    const auto sum_39 = sums_22;
    if (batch_start + batch_13 < batch) {
      y[(batch_start + batch_13) * 42 + 14 + e_16 * 7 + f_20] = convert<bf16>(sum_39);
    }
    const auto sum_40 = sums_23;
    if (batch_start + batch_13 < batch) {
      y[(batch_start + batch_13) * 42 + 28 + e_16 * 7 + f_20] = convert<bf16>(sum_40);
    }
  }
}
