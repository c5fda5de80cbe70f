// block_dense: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 32), 32 threads, 2928 bytes of shared memory; x, A, y, B

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
y_kernel(const bf16* __restrict__ x, const bf16* __restrict__ A, bf16* __restrict__ y, const bf16* __restrict__ B, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const kept_4 = reinterpret_cast<float*>(shared_memory + 2160);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead_0;
  float ahead_1;
  float ahead_2;
  float ahead_3;
  float sums_0;
  float sums_1;
  float sums_2;
  float sums_3;
  float sums_4;
  float sums_5;
  float sums_6;
  float sums_7;
  vec<float, 4> sums_0_2;
  vec<float, 4> sums_4_2;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  vec<float, 4> sums_16;
  vec<float, 4> sums_20;
  vec<float, 4> sums_24;
  vec<float, 4> sums_28;
  const auto batch_start = workgroup * 32;
  const auto unit = invocation;
  const auto unit_2 = smaller(unit, 119);
  const auto batch_2 = unit_2 / 15 * 4;
  const auto g = unit_2 / 5 % 3;
  const auto a = unit_2 % 5;
  ahead_0 = convert<float>(x[smaller(batch_start + batch_2, batch - 1) * 15 + g * 5 + a]);
  ahead_1 = convert<float>(x[smaller(batch_start + (batch_2 + 1), batch - 1) * 15 + g * 5 + a]);
  ahead_2 = convert<float>(x[smaller(batch_start + (batch_2 + 2), batch - 1) * 15 + g * 5 + a]);
  ahead_3 = convert<float>(x[smaller(batch_start + (batch_2 + 3), batch - 1) * 15 + g * 5 + a]);
  const auto unit_3 = invocation;
  if (unit_3 < 120) {
    const auto batch_3 = unit_3 / 15 * 4;
    const auto g_2 = unit_3 / 5 % 3;
    const auto a_2 = unit_3 % 5;
    wide_at<vec<float, 4>>(staged_left + (batch_3 + g_2 * 180 + a_2 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_4 = invocation + 32;
  const auto unit_5 = smaller(unit_4, 119);
  const auto batch_4 = unit_5 / 15 * 4;
  const auto g_3 = unit_5 / 5 % 3;
  const auto a_3 = unit_5 % 5;
  ahead_0 = convert<float>(x[smaller(batch_start + batch_4, batch - 1) * 15 + g_3 * 5 + a_3]);
  ahead_1 = convert<float>(x[smaller(batch_start + (batch_4 + 1), batch - 1) * 15 + g_3 * 5 + a_3]);
  ahead_2 = convert<float>(x[smaller(batch_start + (batch_4 + 2), batch - 1) * 15 + g_3 * 5 + a_3]);
  ahead_3 = convert<float>(x[smaller(batch_start + (batch_4 + 3), batch - 1) * 15 + g_3 * 5 + a_3]);
  const auto unit_6 = invocation + 32;
  if (unit_6 < 120) {
    const auto batch_5 = unit_6 / 15 * 4;
    const auto g_4 = unit_6 / 5 % 3;
    const auto a_4 = unit_6 % 5;
    wide_at<vec<float, 4>>(staged_left + (batch_5 + g_4 * 180 + a_4 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_7 = invocation + 64;
  const auto unit_8 = smaller(unit_7, 119);
  const auto batch_6 = unit_8 / 15 * 4;
  const auto g_5 = unit_8 / 5 % 3;
  const auto a_5 = unit_8 % 5;
  ahead_0 = convert<float>(x[smaller(batch_start + batch_6, batch - 1) * 15 + g_5 * 5 + a_5]);
  ahead_1 = convert<float>(x[smaller(batch_start + (batch_6 + 1), batch - 1) * 15 + g_5 * 5 + a_5]);
  ahead_2 = convert<float>(x[smaller(batch_start + (batch_6 + 2), batch - 1) * 15 + g_5 * 5 + a_5]);
  ahead_3 = convert<float>(x[smaller(batch_start + (batch_6 + 3), batch - 1) * 15 + g_5 * 5 + a_5]);
  const auto unit_9 = invocation + 64;
  if (unit_9 < 120) {
    const auto batch_7 = unit_9 / 15 * 4;
    const auto g_6 = unit_9 / 5 % 3;
    const auto a_6 = unit_9 % 5;
    wide_at<vec<float, 4>>(staged_left + (batch_7 + g_6 * 180 + a_6 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_10 = invocation + 96;
  const auto unit_11 = smaller(unit_10, 119);
  const auto batch_8 = unit_11 / 15 * 4;
  const auto g_7 = unit_11 / 5 % 3;
  const auto a_7 = unit_11 % 5;
  ahead_0 = convert<float>(x[smaller(batch_start + batch_8, batch - 1) * 15 + g_7 * 5 + a_7]);
  ahead_1 = convert<float>(x[smaller(batch_start + (batch_8 + 1), batch - 1) * 15 + g_7 * 5 + a_7]);
  ahead_2 = convert<float>(x[smaller(batch_start + (batch_8 + 2), batch - 1) * 15 + g_7 * 5 + a_7]);
  ahead_3 = convert<float>(x[smaller(batch_start + (batch_8 + 3), batch - 1) * 15 + g_7 * 5 + a_7]);
  const auto unit_12 = invocation + 96;
  if (unit_12 < 120) {
    const auto batch_9 = unit_12 / 15 * 4;
    const auto g_8 = unit_12 / 5 % 3;
    const auto a_8 = unit_12 % 5;
    wide_at<vec<float, 4>>(staged_left + (batch_9 + g_8 * 180 + a_8 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  __syncthreads();
  // v4 ... g r: 24 micro-tiles
  const auto task = invocation;
  if (task < 24) {
    const auto row_task = task & 7;
    const auto batch_task = task >> 3;
    const auto batch_10 = row_task * 4;
    sums_0 = 0.0f;
    sums_1 = 0.0f;
    sums_2 = 0.0f;
    sums_3 = 0.0f;
    sums_4 = 0.0f;
    sums_5 = 0.0f;
    sums_6 = 0.0f;
    sums_7 = 0.0f;
    const auto left = batch_10 + batch_task * 180;
    const auto right = batch_task * 10;
    const auto right_2 = batch_task * 10 + 1;
    const auto l = wide<vec<float, 4>>(staged_left + left);
    const auto r = convert<float>(A[right]);
    const auto r_2 = convert<float>(A[right_2]);
    sums_0 = multiply_add(l[0], r, sums_0);
    sums_1 = multiply_add(l[0], r_2, sums_1);
    sums_2 = multiply_add(l[1], r, sums_2);
    sums_3 = multiply_add(l[1], r_2, sums_3);
    sums_4 = multiply_add(l[2], r, sums_4);
    sums_5 = multiply_add(l[2], r_2, sums_5);
    sums_6 = multiply_add(l[3], r, sums_6);
    sums_7 = multiply_add(l[3], r_2, sums_7);
    const auto l_2 = wide<vec<float, 4>>(staged_left + (left + 36));
    const auto r_3 = convert<float>(A[right + 2]);
    const auto r_4 = convert<float>(A[right_2 + 2]);
    sums_0 = multiply_add(l_2[0], r_3, sums_0);
    sums_1 = multiply_add(l_2[0], r_4, sums_1);
    sums_2 = multiply_add(l_2[1], r_3, sums_2);
    sums_3 = multiply_add(l_2[1], r_4, sums_3);
    sums_4 = multiply_add(l_2[2], r_3, sums_4);
    sums_5 = multiply_add(l_2[2], r_4, sums_5);
    sums_6 = multiply_add(l_2[3], r_3, sums_6);
    sums_7 = multiply_add(l_2[3], r_4, sums_7);
    const auto l_3 = wide<vec<float, 4>>(staged_left + (left + 72));
    const auto r_5 = convert<float>(A[right + 4]);
    const auto r_6 = convert<float>(A[right_2 + 4]);
    sums_0 = multiply_add(l_3[0], r_5, sums_0);
    sums_1 = multiply_add(l_3[0], r_6, sums_1);
    sums_2 = multiply_add(l_3[1], r_5, sums_2);
    sums_3 = multiply_add(l_3[1], r_6, sums_3);
    sums_4 = multiply_add(l_3[2], r_5, sums_4);
    sums_5 = multiply_add(l_3[2], r_6, sums_5);
    sums_6 = multiply_add(l_3[3], r_5, sums_6);
    sums_7 = multiply_add(l_3[3], r_6, sums_7);
    const auto l_4 = wide<vec<float, 4>>(staged_left + (left + 108));
    const auto r_7 = convert<float>(A[right + 6]);
    const auto r_8 = convert<float>(A[right_2 + 6]);
    sums_0 = multiply_add(l_4[0], r_7, sums_0);
    sums_1 = multiply_add(l_4[0], r_8, sums_1);
    sums_2 = multiply_add(l_4[1], r_7, sums_2);
    sums_3 = multiply_add(l_4[1], r_8, sums_3);
    sums_4 = multiply_add(l_4[2], r_7, sums_4);
    sums_5 = multiply_add(l_4[2], r_8, sums_5);
    sums_6 = multiply_add(l_4[3], r_7, sums_6);
    sums_7 = multiply_add(l_4[3], r_8, sums_7);
    const auto l_5 = wide<vec<float, 4>>(staged_left + (left + 144));
    const auto r_9 = convert<float>(A[right + 8]);
    const auto r_10 = convert<float>(A[right_2 + 8]);
    sums_0 = multiply_add(l_5[0], r_9, sums_0);
    sums_1 = multiply_add(l_5[0], r_10, sums_1);
    sums_2 = multiply_add(l_5[1], r_9, sums_2);
    sums_3 = multiply_add(l_5[1], r_10, sums_3);
    sums_4 = multiply_add(l_5[2], r_9, sums_4);
    sums_5 = multiply_add(l_5[2], r_10, sums_5);
    sums_6 = multiply_add(l_5[3], r_9, sums_6);
    sums_7 = multiply_add(l_5[3], r_10, sums_7);
    wide_at<vec<float, 4>>(kept_4 + (batch_10 + batch_task * 64)) = make<float, 4>(sums_0, sums_2, sums_4, sums_6);
    wide_at<vec<float, 4>>(kept_4 + (batch_10 + batch_task * 64 + 32)) = make<float, 4>(sums_1, sums_3, sums_5, sums_7);
  }
  __syncthreads();
  // y ... d_out: 12 micro-tiles
  const auto task_2 = invocation;
  if (task_2 < 12) {
    const auto column_task = task_2 % 3;
    const auto row_task_2 = (task_2 / 3) & 3;
    const auto batch_11 = row_task_2 * 8;
    const auto batch_12 = row_task_2 * 8 + 1;
    const auto batch_13 = row_task_2 * 8 + 2;
    const auto batch_14 = row_task_2 * 8 + 3;
    const auto batch_15 = row_task_2 * 8 + 4;
    const auto batch_16 = row_task_2 * 8 + 5;
    const auto batch_17 = row_task_2 * 8 + 6;
    const auto batch_18 = row_task_2 * 8 + 7;
    const auto d_out = column_task * 4;
    const auto d_out_2 = column_task * 4 + 1;
    const auto d_out_3 = column_task * 4 + 2;
    const auto d_out_4 = column_task * 4 + 3;
    sums_0_2 = splat<float, 4>(0.0f);
    sums_4_2 = splat<float, 4>(0.0f);
    sums_8 = splat<float, 4>(0.0f);
    sums_12 = splat<float, 4>(0.0f);
    sums_16 = splat<float, 4>(0.0f);
    sums_20 = splat<float, 4>(0.0f);
    sums_24 = splat<float, 4>(0.0f);
    sums_28 = splat<float, 4>(0.0f);
    const auto right_3 = smaller(d_out, 10);
    const auto right_4 = smaller(d_out_2, 10);
    const auto right_5 = smaller(d_out_3, 10);
    const auto right_6 = smaller(d_out_4, 10);
    for (int g_9 = 0; g_9 < 3; g_9++) {
      const auto l_6 = wide<vec<float, 4>>(kept_4 + (batch_11 + g_9 * 64));
      const auto l_7 = wide<vec<float, 4>>(kept_4 + (batch_15 + g_9 * 64));
      const auto r_11 = convert<float>(B[right_3 + g_9 * 22]);
      const auto r_12 = convert<float>(B[right_4 + g_9 * 22]);
      const auto r_13 = convert<float>(B[right_5 + g_9 * 22]);
      const auto r_14 = convert<float>(B[right_6 + g_9 * 22]);
      sums_0_2 = multiply_add(splat<float, 4>(l_6[0]), make<float, 4>(r_11, r_12, r_13, r_14), sums_0_2);
      sums_4_2 = multiply_add(splat<float, 4>(l_6[1]), make<float, 4>(r_11, r_12, r_13, r_14), sums_4_2);
      sums_8 = multiply_add(splat<float, 4>(l_6[2]), make<float, 4>(r_11, r_12, r_13, r_14), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_6[3]), make<float, 4>(r_11, r_12, r_13, r_14), sums_12);
      sums_16 = multiply_add(splat<float, 4>(l_7[0]), make<float, 4>(r_11, r_12, r_13, r_14), sums_16);
      sums_20 = multiply_add(splat<float, 4>(l_7[1]), make<float, 4>(r_11, r_12, r_13, r_14), sums_20);
      sums_24 = multiply_add(splat<float, 4>(l_7[2]), make<float, 4>(r_11, r_12, r_13, r_14), sums_24);
      sums_28 = multiply_add(splat<float, 4>(l_7[3]), make<float, 4>(r_11, r_12, r_13, r_14), sums_28);
      const auto l_8 = wide<vec<float, 4>>(kept_4 + (batch_11 + (g_9 * 64 + 32)));
      const auto l_9 = wide<vec<float, 4>>(kept_4 + (batch_15 + (g_9 * 64 + 32)));
      const auto r_15 = convert<float>(B[right_3 + (g_9 * 22 + 11)]);
      const auto r_16 = convert<float>(B[right_4 + (g_9 * 22 + 11)]);
      const auto r_17 = convert<float>(B[right_5 + (g_9 * 22 + 11)]);
      const auto r_18 = convert<float>(B[right_6 + (g_9 * 22 + 11)]);
      sums_0_2 = multiply_add(splat<float, 4>(l_8[0]), make<float, 4>(r_15, r_16, r_17, r_18), sums_0_2);
      sums_4_2 = multiply_add(splat<float, 4>(l_8[1]), make<float, 4>(r_15, r_16, r_17, r_18), sums_4_2);
      sums_8 = multiply_add(splat<float, 4>(l_8[2]), make<float, 4>(r_15, r_16, r_17, r_18), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_8[3]), make<float, 4>(r_15, r_16, r_17, r_18), sums_12);
      sums_16 = multiply_add(splat<float, 4>(l_9[0]), make<float, 4>(r_15, r_16, r_17, r_18), sums_16);
      sums_20 = multiply_add(splat<float, 4>(l_9[1]), make<float, 4>(r_15, r_16, r_17, r_18), sums_20);
      sums_24 = multiply_add(splat<float, 4>(l_9[2]), make<float, 4>(r_15, r_16, r_17, r_18), sums_24);
      sums_28 = multiply_add(splat<float, 4>(l_9[3]), make<float, 4>(r_15, r_16, r_17, r_18), sums_28);
    }
    const auto sum = sums_0_2;
    if ((batch_start + batch_11 < batch) & (d_out < 11)) {
      y[(batch_start + batch_11) * 11 + d_out] = convert<bf16>(sum[0]);
    }
    if ((batch_start + batch_11 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_11) * 11 + d_out_2] = convert<bf16>(sum[1]);
    }
    if ((batch_start + batch_11 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_11) * 11 + d_out_3] = convert<bf16>(sum[2]);
    }
    if ((batch_start + batch_11 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_11) * 11 + d_out_4] = convert<bf16>(sum[3]);
    }
    const auto sum_2 = sums_4_2;
    if ((batch_start + batch_12 < batch) & (d_out < 11)) {
      y[(batch_start + batch_12) * 11 + d_out] = convert<bf16>(sum_2[0]);
    }
    if ((batch_start + batch_12 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_12) * 11 + d_out_2] = convert<bf16>(sum_2[1]);
    }
    if ((batch_start + batch_12 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_12) * 11 + d_out_3] = convert<bf16>(sum_2[2]);
    }
    if ((batch_start + batch_12 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_12) * 11 + d_out_4] = convert<bf16>(sum_2[3]);
    }
    const auto sum_3 = sums_8;
    if ((batch_start + batch_13 < batch) & (d_out < 11)) {
      y[(batch_start + batch_13) * 11 + d_out] = convert<bf16>(sum_3[0]);
    }
    if ((batch_start + batch_13 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_13) * 11 + d_out_2] = convert<bf16>(sum_3[1]);
    }
    if ((batch_start + batch_13 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_13) * 11 + d_out_3] = convert<bf16>(sum_3[2]);
    }
    if ((batch_start + batch_13 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_13) * 11 + d_out_4] = convert<bf16>(sum_3[3]);
    }
    const auto sum_4 = sums_12;
    if ((batch_start + batch_14 < batch) & (d_out < 11)) {
      y[(batch_start + batch_14) * 11 + d_out] = convert<bf16>(sum_4[0]);
    }
    if ((batch_start + batch_14 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_14) * 11 + d_out_2] = convert<bf16>(sum_4[1]);
    }
    if ((batch_start + batch_14 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_14) * 11 + d_out_3] = convert<bf16>(sum_4[2]);
    }
    if ((batch_start + batch_14 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_14) * 11 + d_out_4] = convert<bf16>(sum_4[3]);
    }
    const auto sum_5 = sums_16;
    if ((batch_start + batch_15 < batch) & (d_out < 11)) {
      y[(batch_start + batch_15) * 11 + d_out] = convert<bf16>(sum_5[0]);
    }
    if ((batch_start + batch_15 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_15) * 11 + d_out_2] = convert<bf16>(sum_5[1]);
    }
    if ((batch_start + batch_15 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_15) * 11 + d_out_3] = convert<bf16>(sum_5[2]);
    }
    if ((batch_start + batch_15 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_15) * 11 + d_out_4] = convert<bf16>(sum_5[3]);
    }
    const auto sum_6 = sums_20;
    if ((batch_start + batch_16 < batch) & (d_out < 11)) {
      y[(batch_start + batch_16) * 11 + d_out] = convert<bf16>(sum_6[0]);
    }
    if ((batch_start + batch_16 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_16) * 11 + d_out_2] = convert<bf16>(sum_6[1]);
    }
    if ((batch_start + batch_16 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_16) * 11 + d_out_3] = convert<bf16>(sum_6[2]);
    }
    if ((batch_start + batch_16 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_16) * 11 + d_out_4] = convert<bf16>(sum_6[3]);
    }
    const auto sum_7 = sums_24;
    if ((batch_start + batch_17 < batch) & (d_out < 11)) {
      y[(batch_start + batch_17) * 11 + d_out] = convert<bf16>(sum_7[0]);
    }
    if ((batch_start + batch_17 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_17) * 11 + d_out_2] = convert<bf16>(sum_7[1]);
    }
    if ((batch_start + batch_17 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_17) * 11 + d_out_3] = convert<bf16>(sum_7[2]);
    }
    if ((batch_start + batch_17 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_17) * 11 + d_out_4] = convert<bf16>(sum_7[3]);
    }
    const auto sum_8 = sums_28;
    if ((batch_start + batch_18 < batch) & (d_out < 11)) {
      y[(batch_start + batch_18) * 11 + d_out] = convert<bf16>(sum_8[0]);
    }
    if ((batch_start + batch_18 < batch) & (d_out_2 < 11)) {
      y[(batch_start + batch_18) * 11 + d_out_2] = convert<bf16>(sum_8[1]);
    }
    if ((batch_start + batch_18 < batch) & (d_out_3 < 11)) {
      y[(batch_start + batch_18) * 11 + d_out_3] = convert<bf16>(sum_8[2]);
    }
    if ((batch_start + batch_18 < batch) & (d_out_4 < 11)) {
      y[(batch_start + batch_18) * 11 + d_out_4] = convert<bf16>(sum_8[3]);
    }
  }
}
