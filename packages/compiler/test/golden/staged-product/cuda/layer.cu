// scores: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks 1*h * ceil(60 / 32), 128 threads, 5376 bytes of shared memory; y, x, z

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
extern "C" __global__ void __launch_bounds__(128)
y_kernel(bf16* __restrict__ y, const bf16* __restrict__ x, const bf16* __restrict__ z, int h) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 1152);
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
  float ahead_0;
  float ahead_1;
  float ahead_2;
  float ahead_3;
  float ahead_0_2;
  float ahead_1_2;
  float ahead_2_2;
  float ahead_3_2;
  float ahead_4;
  float ahead_5;
  float ahead_6;
  float ahead_7;
  const auto rest = workgroup >> 1;
  const auto n_start = (workgroup & 1) * 32;
  const auto task = invocation;
  const auto column_task = task & 31;
  const auto row_task = (task >> 5) & 3;
  const auto batch_task = task >> 7;
  const auto n = row_task * 8;
  const auto n_2 = row_task * 8 + 1;
  const auto n_3 = row_task * 8 + 2;
  const auto n_4 = row_task * 8 + 3;
  const auto n_5 = row_task * 8 + 4;
  const auto n_6 = row_task * 8 + 5;
  const auto n_7 = row_task * 8 + 6;
  const auto n_8 = row_task * 8 + 7;
  const auto m = column_task * 4;
  sums_0 = splat<float, 4>(0.0f);
  sums_4 = splat<float, 4>(0.0f);
  sums_8 = splat<float, 4>(0.0f);
  sums_12 = splat<float, 4>(0.0f);
  sums_16 = splat<float, 4>(0.0f);
  sums_20 = splat<float, 4>(0.0f);
  sums_24 = splat<float, 4>(0.0f);
  sums_28 = splat<float, 4>(0.0f);
  const auto unit = invocation;
  const auto unit_2 = smaller(unit, 63);
  const auto h_2 = unit_2 >> 6;
  const auto n_9 = ((unit_2 >> 3) & 7) * 4;
  const auto d = unit_2 & 7;
  ahead_0 = convert<float>(x[smaller(rest + h_2, h - 1) * 3840 + smaller(n_start + n_9, 59) * 64 + d]);
  ahead_1 = convert<float>(x[smaller(rest + h_2, h - 1) * 3840 + smaller(n_start + (n_9 + 1), 59) * 64 + d]);
  ahead_2 = convert<float>(x[smaller(rest + h_2, h - 1) * 3840 + smaller(n_start + (n_9 + 2), 59) * 64 + d]);
  ahead_3 = convert<float>(x[smaller(rest + h_2, h - 1) * 3840 + smaller(n_start + (n_9 + 3), 59) * 64 + d]);
  const auto unit_3 = invocation;
  const auto h_3 = unit_3 >> 8;
  const auto m_2 = ((unit_3 >> 3) & 31) * 4;
  const auto d_2 = unit_3 & 7;
  ahead_0_2 = convert<float>(z[smaller(rest + h_3, h - 1) * 8192 + m_2 * 64 + d_2]);
  ahead_1_2 = convert<float>(z[smaller(rest + h_3, h - 1) * 8192 + (m_2 + 1) * 64 + d_2]);
  ahead_2_2 = convert<float>(z[smaller(rest + h_3, h - 1) * 8192 + (m_2 + 2) * 64 + d_2]);
  ahead_3_2 = convert<float>(z[smaller(rest + h_3, h - 1) * 8192 + (m_2 + 3) * 64 + d_2]);
  const auto unit_4 = invocation + 128;
  const auto h_4 = unit_4 >> 8;
  const auto m_3 = ((unit_4 >> 3) & 31) * 4;
  const auto d_3 = unit_4 & 7;
  ahead_4 = convert<float>(z[smaller(rest + h_4, h - 1) * 8192 + m_3 * 64 + d_3]);
  ahead_5 = convert<float>(z[smaller(rest + h_4, h - 1) * 8192 + (m_3 + 1) * 64 + d_3]);
  ahead_6 = convert<float>(z[smaller(rest + h_4, h - 1) * 8192 + (m_3 + 2) * 64 + d_3]);
  ahead_7 = convert<float>(z[smaller(rest + h_4, h - 1) * 8192 + (m_3 + 3) * 64 + d_3]);
  for (int chunk = 0; chunk < 8; chunk++) {
    const auto d_start = chunk * 8;
    __syncthreads();
    const auto unit_5 = invocation;
    if (unit_5 < 64) {
      const auto h_5 = unit_5 >> 6;
      const auto n_10 = ((unit_5 >> 3) & 7) * 4;
      const auto d_4 = unit_5 & 7;
      wide_at<vec<float, 4>>(staged_left + (h_5 * 288 + n_10 + d_4 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
    }
    const auto unit_6 = invocation;
    const auto h_6 = unit_6 >> 8;
    const auto m_4 = ((unit_6 >> 3) & 31) * 4;
    const auto d_5 = unit_6 & 7;
    wide_at<vec<float, 4>>(staged_right + (h_6 * 1056 + m_4 + d_5 * 132)) = make<float, 4>(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
    const auto unit_7 = invocation + 128;
    const auto h_7 = unit_7 >> 8;
    const auto m_5 = ((unit_7 >> 3) & 31) * 4;
    const auto d_6 = unit_7 & 7;
    wide_at<vec<float, 4>>(staged_right + (h_7 * 1056 + m_5 + d_6 * 132)) = make<float, 4>(ahead_4, ahead_5, ahead_6, ahead_7);
    __syncthreads();
    if (chunk + 1 < 8) {
      const auto unit_8 = invocation;
      const auto unit_9 = smaller(unit_8, 63);
      const auto h_8 = unit_9 >> 6;
      const auto n_11 = ((unit_9 >> 3) & 7) * 4;
      const auto d_7 = unit_9 & 7;
      ahead_0 = convert<float>(x[smaller(rest + h_8, h - 1) * 3840 + smaller(n_start + n_11, 59) * 64 + (d_start + 8 + d_7)]);
      ahead_1 = convert<float>(x[smaller(rest + h_8, h - 1) * 3840 + smaller(n_start + (n_11 + 1), 59) * 64 + (d_start + 8 + d_7)]);
      ahead_2 = convert<float>(x[smaller(rest + h_8, h - 1) * 3840 + smaller(n_start + (n_11 + 2), 59) * 64 + (d_start + 8 + d_7)]);
      ahead_3 = convert<float>(x[smaller(rest + h_8, h - 1) * 3840 + smaller(n_start + (n_11 + 3), 59) * 64 + (d_start + 8 + d_7)]);
      const auto unit_10 = invocation;
      const auto h_9 = unit_10 >> 8;
      const auto m_6 = ((unit_10 >> 3) & 31) * 4;
      const auto d_8 = unit_10 & 7;
      ahead_0_2 = convert<float>(z[smaller(rest + h_9, h - 1) * 8192 + m_6 * 64 + (d_start + 8 + d_8)]);
      ahead_1_2 = convert<float>(z[smaller(rest + h_9, h - 1) * 8192 + (m_6 + 1) * 64 + (d_start + 8 + d_8)]);
      ahead_2_2 = convert<float>(z[smaller(rest + h_9, h - 1) * 8192 + (m_6 + 2) * 64 + (d_start + 8 + d_8)]);
      ahead_3_2 = convert<float>(z[smaller(rest + h_9, h - 1) * 8192 + (m_6 + 3) * 64 + (d_start + 8 + d_8)]);
      const auto unit_11 = invocation + 128;
      const auto h_10 = unit_11 >> 8;
      const auto m_7 = ((unit_11 >> 3) & 31) * 4;
      const auto d_9 = unit_11 & 7;
      ahead_4 = convert<float>(z[smaller(rest + h_10, h - 1) * 8192 + m_7 * 64 + (d_start + 8 + d_9)]);
      ahead_5 = convert<float>(z[smaller(rest + h_10, h - 1) * 8192 + (m_7 + 1) * 64 + (d_start + 8 + d_9)]);
      ahead_6 = convert<float>(z[smaller(rest + h_10, h - 1) * 8192 + (m_7 + 2) * 64 + (d_start + 8 + d_9)]);
      ahead_7 = convert<float>(z[smaller(rest + h_10, h - 1) * 8192 + (m_7 + 3) * 64 + (d_start + 8 + d_9)]);
    }
    const auto left = batch_task * 288 + n;
    const auto left_2 = batch_task * 288 + n_5;
    const auto right = batch_task * 1056 + m;
    const auto l = wide<vec<float, 4>>(staged_left + left);
    const auto l_2 = wide<vec<float, 4>>(staged_left + left_2);
    const auto r = wide<vec<float, 4>>(staged_right + right);
    sums_0 = multiply_add(splat<float, 4>(l[0]), r, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l[1]), r, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l[2]), r, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l[3]), r, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_2[0]), r, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_2[1]), r, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_2[2]), r, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_2[3]), r, sums_28);
    const auto l_3 = wide<vec<float, 4>>(staged_left + (left + 36));
    const auto l_4 = wide<vec<float, 4>>(staged_left + (left_2 + 36));
    const auto r_2 = wide<vec<float, 4>>(staged_right + (right + 132));
    sums_0 = multiply_add(splat<float, 4>(l_3[0]), r_2, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_3[1]), r_2, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_3[2]), r_2, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_3[3]), r_2, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_4[0]), r_2, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_4[1]), r_2, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_4[2]), r_2, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_4[3]), r_2, sums_28);
    const auto l_5 = wide<vec<float, 4>>(staged_left + (left + 72));
    const auto l_6 = wide<vec<float, 4>>(staged_left + (left_2 + 72));
    const auto r_3 = wide<vec<float, 4>>(staged_right + (right + 264));
    sums_0 = multiply_add(splat<float, 4>(l_5[0]), r_3, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_5[1]), r_3, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_5[2]), r_3, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_5[3]), r_3, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_6[0]), r_3, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_6[1]), r_3, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_6[2]), r_3, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_6[3]), r_3, sums_28);
    const auto l_7 = wide<vec<float, 4>>(staged_left + (left + 108));
    const auto l_8 = wide<vec<float, 4>>(staged_left + (left_2 + 108));
    const auto r_4 = wide<vec<float, 4>>(staged_right + (right + 396));
    sums_0 = multiply_add(splat<float, 4>(l_7[0]), r_4, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_7[1]), r_4, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_7[2]), r_4, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_7[3]), r_4, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_8[0]), r_4, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_8[1]), r_4, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_8[2]), r_4, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_8[3]), r_4, sums_28);
    const auto l_9 = wide<vec<float, 4>>(staged_left + (left + 144));
    const auto l_10 = wide<vec<float, 4>>(staged_left + (left_2 + 144));
    const auto r_5 = wide<vec<float, 4>>(staged_right + (right + 528));
    sums_0 = multiply_add(splat<float, 4>(l_9[0]), r_5, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_9[1]), r_5, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_9[2]), r_5, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_9[3]), r_5, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_10[0]), r_5, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_10[1]), r_5, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_10[2]), r_5, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_10[3]), r_5, sums_28);
    const auto l_11 = wide<vec<float, 4>>(staged_left + (left + 180));
    const auto l_12 = wide<vec<float, 4>>(staged_left + (left_2 + 180));
    const auto r_6 = wide<vec<float, 4>>(staged_right + (right + 660));
    sums_0 = multiply_add(splat<float, 4>(l_11[0]), r_6, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_11[1]), r_6, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_11[2]), r_6, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_11[3]), r_6, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_12[0]), r_6, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_12[1]), r_6, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_12[2]), r_6, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_12[3]), r_6, sums_28);
    const auto l_13 = wide<vec<float, 4>>(staged_left + (left + 216));
    const auto l_14 = wide<vec<float, 4>>(staged_left + (left_2 + 216));
    const auto r_7 = wide<vec<float, 4>>(staged_right + (right + 792));
    sums_0 = multiply_add(splat<float, 4>(l_13[0]), r_7, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_13[1]), r_7, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_13[2]), r_7, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_13[3]), r_7, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_14[0]), r_7, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_14[1]), r_7, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_14[2]), r_7, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_14[3]), r_7, sums_28);
    const auto l_15 = wide<vec<float, 4>>(staged_left + (left + 252));
    const auto l_16 = wide<vec<float, 4>>(staged_left + (left_2 + 252));
    const auto r_8 = wide<vec<float, 4>>(staged_right + (right + 924));
    sums_0 = multiply_add(splat<float, 4>(l_15[0]), r_8, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_15[1]), r_8, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_15[2]), r_8, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_15[3]), r_8, sums_12);
    sums_16 = multiply_add(splat<float, 4>(l_16[0]), r_8, sums_16);
    sums_20 = multiply_add(splat<float, 4>(l_16[1]), r_8, sums_20);
    sums_24 = multiply_add(splat<float, 4>(l_16[2]), r_8, sums_24);
    sums_28 = multiply_add(splat<float, 4>(l_16[3]), r_8, sums_28);
  }
  const auto sum = sums_0;
  if ((rest + batch_task < h) & (n_start + n < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n) * 128 + m)) = convert_all<bf16>(sum);
  }
  const auto sum_2 = sums_4;
  if ((rest + batch_task < h) & (n_start + n_2 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_2) * 128 + m)) = convert_all<bf16>(sum_2);
  }
  const auto sum_3 = sums_8;
  if ((rest + batch_task < h) & (n_start + n_3 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_3) * 128 + m)) = convert_all<bf16>(sum_3);
  }
  const auto sum_4 = sums_12;
  if ((rest + batch_task < h) & (n_start + n_4 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_4) * 128 + m)) = convert_all<bf16>(sum_4);
  }
  const auto sum_5 = sums_16;
  if ((rest + batch_task < h) & (n_start + n_5 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_5) * 128 + m)) = convert_all<bf16>(sum_5);
  }
  const auto sum_6 = sums_20;
  if ((rest + batch_task < h) & (n_start + n_6 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_6) * 128 + m)) = convert_all<bf16>(sum_6);
  }
  const auto sum_7 = sums_24;
  if ((rest + batch_task < h) & (n_start + n_7 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_7) * 128 + m)) = convert_all<bf16>(sum_7);
  }
  const auto sum_8 = sums_28;
  if ((rest + batch_task < h) & (n_start + n_8 < 60)) {
    wide_at<vec<bf16, 4>>(y + ((rest + batch_task) * 7680 + (n_start + n_8) * 128 + m)) = convert_all<bf16>(sum_8);
  }
}
