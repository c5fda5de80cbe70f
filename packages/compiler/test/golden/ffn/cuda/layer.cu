// ffn: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 32), 32 threads, 2416 bytes of shared memory; x, U, y, D

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
y_kernel(const bf16* __restrict__ x, const bf16* __restrict__ U, bf16* __restrict__ y, const bf16* __restrict__ D, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const kept_4 = reinterpret_cast<float*>(shared_memory + 1008);
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
  const auto batch_start = workgroup * 32;
  const auto unit = invocation;
  const auto unit_2 = smaller(unit, 55);
  const auto batch_2 = unit_2 / 7 * 4;
  const auto i = unit_2 % 7;
  ahead_0 = convert<float>(x[smaller(batch_start + batch_2, batch - 1) * 7 + i]);
  ahead_1 = convert<float>(x[smaller(batch_start + (batch_2 + 1), batch - 1) * 7 + i]);
  ahead_2 = convert<float>(x[smaller(batch_start + (batch_2 + 2), batch - 1) * 7 + i]);
  ahead_3 = convert<float>(x[smaller(batch_start + (batch_2 + 3), batch - 1) * 7 + i]);
  const auto unit_3 = invocation;
  if (unit_3 < 56) {
    const auto batch_3 = unit_3 / 7 * 4;
    const auto i_2 = unit_3 % 7;
    wide_at<vec<float, 4>>(staged_left + (batch_3 + i_2 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_4 = invocation + 32;
  const auto unit_5 = smaller(unit_4, 55);
  const auto batch_4 = unit_5 / 7 * 4;
  const auto i_3 = unit_5 % 7;
  ahead_0 = convert<float>(x[smaller(batch_start + batch_4, batch - 1) * 7 + i_3]);
  ahead_1 = convert<float>(x[smaller(batch_start + (batch_4 + 1), batch - 1) * 7 + i_3]);
  ahead_2 = convert<float>(x[smaller(batch_start + (batch_4 + 2), batch - 1) * 7 + i_3]);
  ahead_3 = convert<float>(x[smaller(batch_start + (batch_4 + 3), batch - 1) * 7 + i_3]);
  const auto unit_6 = invocation + 32;
  if (unit_6 < 56) {
    const auto batch_5 = unit_6 / 7 * 4;
    const auto i_4 = unit_6 % 7;
    wide_at<vec<float, 4>>(staged_left + (batch_5 + i_4 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  __syncthreads();
  // v3 ... f: 24 micro-tiles
  const auto task = invocation;
  if (task < 24) {
    const auto row_task = task & 7;
    const auto column_task = (task >> 3) % 3;
    const auto batch_6 = row_task * 4;
    const auto f = column_task * 4;
    const auto f_2 = column_task * 4 + 1;
    const auto f_3 = column_task * 4 + 2;
    const auto f_4 = column_task * 4 + 3;
    sums_0 = splat<float, 4>(0.0f);
    sums_4 = splat<float, 4>(0.0f);
    sums_8 = splat<float, 4>(0.0f);
    sums_12 = splat<float, 4>(0.0f);
    const auto right = smaller(f, 10);
    const auto right_2 = smaller(f_2, 10);
    const auto right_3 = smaller(f_3, 10);
    const auto right_4 = smaller(f_4, 10);
    const auto l = wide<vec<float, 4>>(staged_left + batch_6);
    const auto r = convert<float>(U[right]);
    const auto r_2 = convert<float>(U[right_2]);
    const auto r_3 = convert<float>(U[right_3]);
    const auto r_4 = convert<float>(U[right_4]);
    sums_0 = multiply_add(splat<float, 4>(l[0]), make<float, 4>(r, r_2, r_3, r_4), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l[1]), make<float, 4>(r, r_2, r_3, r_4), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l[2]), make<float, 4>(r, r_2, r_3, r_4), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l[3]), make<float, 4>(r, r_2, r_3, r_4), sums_12);
    const auto l_2 = wide<vec<float, 4>>(staged_left + (batch_6 + 36));
    const auto r_5 = convert<float>(U[right + 11]);
    const auto r_6 = convert<float>(U[right_2 + 11]);
    const auto r_7 = convert<float>(U[right_3 + 11]);
    const auto r_8 = convert<float>(U[right_4 + 11]);
    sums_0 = multiply_add(splat<float, 4>(l_2[0]), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_2[1]), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_2[2]), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_2[3]), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
    const auto l_3 = wide<vec<float, 4>>(staged_left + (batch_6 + 72));
    const auto r_9 = convert<float>(U[right + 22]);
    const auto r_10 = convert<float>(U[right_2 + 22]);
    const auto r_11 = convert<float>(U[right_3 + 22]);
    const auto r_12 = convert<float>(U[right_4 + 22]);
    sums_0 = multiply_add(splat<float, 4>(l_3[0]), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_3[1]), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_3[2]), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_3[3]), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
    const auto l_4 = wide<vec<float, 4>>(staged_left + (batch_6 + 108));
    const auto r_13 = convert<float>(U[right + 33]);
    const auto r_14 = convert<float>(U[right_2 + 33]);
    const auto r_15 = convert<float>(U[right_3 + 33]);
    const auto r_16 = convert<float>(U[right_4 + 33]);
    sums_0 = multiply_add(splat<float, 4>(l_4[0]), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_4[1]), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_4[2]), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_4[3]), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
    const auto l_5 = wide<vec<float, 4>>(staged_left + (batch_6 + 144));
    const auto r_17 = convert<float>(U[right + 44]);
    const auto r_18 = convert<float>(U[right_2 + 44]);
    const auto r_19 = convert<float>(U[right_3 + 44]);
    const auto r_20 = convert<float>(U[right_4 + 44]);
    sums_0 = multiply_add(splat<float, 4>(l_5[0]), make<float, 4>(r_17, r_18, r_19, r_20), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_5[1]), make<float, 4>(r_17, r_18, r_19, r_20), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_5[2]), make<float, 4>(r_17, r_18, r_19, r_20), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_5[3]), make<float, 4>(r_17, r_18, r_19, r_20), sums_12);
    const auto l_6 = wide<vec<float, 4>>(staged_left + (batch_6 + 180));
    const auto r_21 = convert<float>(U[right + 55]);
    const auto r_22 = convert<float>(U[right_2 + 55]);
    const auto r_23 = convert<float>(U[right_3 + 55]);
    const auto r_24 = convert<float>(U[right_4 + 55]);
    sums_0 = multiply_add(splat<float, 4>(l_6[0]), make<float, 4>(r_21, r_22, r_23, r_24), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_6[1]), make<float, 4>(r_21, r_22, r_23, r_24), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_6[2]), make<float, 4>(r_21, r_22, r_23, r_24), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_6[3]), make<float, 4>(r_21, r_22, r_23, r_24), sums_12);
    const auto l_7 = wide<vec<float, 4>>(staged_left + (batch_6 + 216));
    const auto r_25 = convert<float>(U[right + 66]);
    const auto r_26 = convert<float>(U[right_2 + 66]);
    const auto r_27 = convert<float>(U[right_3 + 66]);
    const auto r_28 = convert<float>(U[right_4 + 66]);
    sums_0 = multiply_add(splat<float, 4>(l_7[0]), make<float, 4>(r_25, r_26, r_27, r_28), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_7[1]), make<float, 4>(r_25, r_26, r_27, r_28), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_7[2]), make<float, 4>(r_25, r_26, r_27, r_28), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_7[3]), make<float, 4>(r_25, r_26, r_27, r_28), sums_12);
    const auto finished = gelu(sums_0[0]);
    const auto finished_2 = gelu(sums_4[0]);
    const auto finished_3 = gelu(sums_8[0]);
    const auto finished_4 = gelu(sums_12[0]);
    if (f < 11) {
      wide_at<vec<float, 4>>(kept_4 + (batch_6 + f * 32)) = make<float, 4>(finished, finished_2, finished_3, finished_4);
    }
    const auto finished_5 = gelu(sums_0[1]);
    const auto finished_6 = gelu(sums_4[1]);
    const auto finished_7 = gelu(sums_8[1]);
    const auto finished_8 = gelu(sums_12[1]);
    if (f_2 < 11) {
      wide_at<vec<float, 4>>(kept_4 + (batch_6 + f_2 * 32)) = make<float, 4>(finished_5, finished_6, finished_7, finished_8);
    }
    const auto finished_9 = gelu(sums_0[2]);
    const auto finished_10 = gelu(sums_4[2]);
    const auto finished_11 = gelu(sums_8[2]);
    const auto finished_12 = gelu(sums_12[2]);
    if (f_3 < 11) {
      wide_at<vec<float, 4>>(kept_4 + (batch_6 + f_3 * 32)) = make<float, 4>(finished_9, finished_10, finished_11, finished_12);
    }
    const auto finished_13 = gelu(sums_0[3]);
    const auto finished_14 = gelu(sums_4[3]);
    const auto finished_15 = gelu(sums_8[3]);
    const auto finished_16 = gelu(sums_12[3]);
    if (f_4 < 11) {
      wide_at<vec<float, 4>>(kept_4 + (batch_6 + f_4 * 32)) = make<float, 4>(finished_13, finished_14, finished_15, finished_16);
    }
  }
  __syncthreads();
  // y ... d: 16 micro-tiles
  const auto task_2 = invocation;
  if (task_2 < 16) {
    const auto column_task_2 = task_2 & 1;
    const auto row_task_2 = (task_2 >> 1) & 7;
    const auto batch_7 = row_task_2 * 4;
    const auto batch_8 = row_task_2 * 4 + 1;
    const auto batch_9 = row_task_2 * 4 + 2;
    const auto batch_10 = row_task_2 * 4 + 3;
    const auto d = column_task_2 * 4;
    const auto d_2 = column_task_2 * 4 + 1;
    const auto d_3 = column_task_2 * 4 + 2;
    const auto d_4 = column_task_2 * 4 + 3;
    sums_0_2 = splat<float, 4>(0.0f);
    sums_4_2 = splat<float, 4>(0.0f);
    sums_8_2 = splat<float, 4>(0.0f);
    sums_12_2 = splat<float, 4>(0.0f);
    const auto right_5 = smaller(d, 6);
    const auto right_6 = smaller(d_2, 6);
    const auto right_7 = smaller(d_3, 6);
    const auto right_8 = smaller(d_4, 6);
    const auto l_8 = wide<vec<float, 4>>(kept_4 + batch_7);
    const auto r_29 = convert<float>(D[right_5]);
    const auto r_30 = convert<float>(D[right_6]);
    const auto r_31 = convert<float>(D[right_7]);
    const auto r_32 = convert<float>(D[right_8]);
    sums_0_2 = multiply_add(splat<float, 4>(l_8[0]), make<float, 4>(r_29, r_30, r_31, r_32), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_8[1]), make<float, 4>(r_29, r_30, r_31, r_32), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_8[2]), make<float, 4>(r_29, r_30, r_31, r_32), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_8[3]), make<float, 4>(r_29, r_30, r_31, r_32), sums_12_2);
    const auto l_9 = wide<vec<float, 4>>(kept_4 + (batch_7 + 32));
    const auto r_33 = convert<float>(D[right_5 + 7]);
    const auto r_34 = convert<float>(D[right_6 + 7]);
    const auto r_35 = convert<float>(D[right_7 + 7]);
    const auto r_36 = convert<float>(D[right_8 + 7]);
    sums_0_2 = multiply_add(splat<float, 4>(l_9[0]), make<float, 4>(r_33, r_34, r_35, r_36), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_9[1]), make<float, 4>(r_33, r_34, r_35, r_36), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_9[2]), make<float, 4>(r_33, r_34, r_35, r_36), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_9[3]), make<float, 4>(r_33, r_34, r_35, r_36), sums_12_2);
    const auto l_10 = wide<vec<float, 4>>(kept_4 + (batch_7 + 64));
    const auto r_37 = convert<float>(D[right_5 + 14]);
    const auto r_38 = convert<float>(D[right_6 + 14]);
    const auto r_39 = convert<float>(D[right_7 + 14]);
    const auto r_40 = convert<float>(D[right_8 + 14]);
    sums_0_2 = multiply_add(splat<float, 4>(l_10[0]), make<float, 4>(r_37, r_38, r_39, r_40), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_10[1]), make<float, 4>(r_37, r_38, r_39, r_40), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_10[2]), make<float, 4>(r_37, r_38, r_39, r_40), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_10[3]), make<float, 4>(r_37, r_38, r_39, r_40), sums_12_2);
    const auto l_11 = wide<vec<float, 4>>(kept_4 + (batch_7 + 96));
    const auto r_41 = convert<float>(D[right_5 + 21]);
    const auto r_42 = convert<float>(D[right_6 + 21]);
    const auto r_43 = convert<float>(D[right_7 + 21]);
    const auto r_44 = convert<float>(D[right_8 + 21]);
    sums_0_2 = multiply_add(splat<float, 4>(l_11[0]), make<float, 4>(r_41, r_42, r_43, r_44), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_11[1]), make<float, 4>(r_41, r_42, r_43, r_44), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_11[2]), make<float, 4>(r_41, r_42, r_43, r_44), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_11[3]), make<float, 4>(r_41, r_42, r_43, r_44), sums_12_2);
    const auto l_12 = wide<vec<float, 4>>(kept_4 + (batch_7 + 128));
    const auto r_45 = convert<float>(D[right_5 + 28]);
    const auto r_46 = convert<float>(D[right_6 + 28]);
    const auto r_47 = convert<float>(D[right_7 + 28]);
    const auto r_48 = convert<float>(D[right_8 + 28]);
    sums_0_2 = multiply_add(splat<float, 4>(l_12[0]), make<float, 4>(r_45, r_46, r_47, r_48), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_12[1]), make<float, 4>(r_45, r_46, r_47, r_48), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_12[2]), make<float, 4>(r_45, r_46, r_47, r_48), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_12[3]), make<float, 4>(r_45, r_46, r_47, r_48), sums_12_2);
    const auto l_13 = wide<vec<float, 4>>(kept_4 + (batch_7 + 160));
    const auto r_49 = convert<float>(D[right_5 + 35]);
    const auto r_50 = convert<float>(D[right_6 + 35]);
    const auto r_51 = convert<float>(D[right_7 + 35]);
    const auto r_52 = convert<float>(D[right_8 + 35]);
    sums_0_2 = multiply_add(splat<float, 4>(l_13[0]), make<float, 4>(r_49, r_50, r_51, r_52), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_13[1]), make<float, 4>(r_49, r_50, r_51, r_52), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_13[2]), make<float, 4>(r_49, r_50, r_51, r_52), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_13[3]), make<float, 4>(r_49, r_50, r_51, r_52), sums_12_2);
    const auto l_14 = wide<vec<float, 4>>(kept_4 + (batch_7 + 192));
    const auto r_53 = convert<float>(D[right_5 + 42]);
    const auto r_54 = convert<float>(D[right_6 + 42]);
    const auto r_55 = convert<float>(D[right_7 + 42]);
    const auto r_56 = convert<float>(D[right_8 + 42]);
    sums_0_2 = multiply_add(splat<float, 4>(l_14[0]), make<float, 4>(r_53, r_54, r_55, r_56), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_14[1]), make<float, 4>(r_53, r_54, r_55, r_56), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_14[2]), make<float, 4>(r_53, r_54, r_55, r_56), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_14[3]), make<float, 4>(r_53, r_54, r_55, r_56), sums_12_2);
    const auto l_15 = wide<vec<float, 4>>(kept_4 + (batch_7 + 224));
    const auto r_57 = convert<float>(D[right_5 + 49]);
    const auto r_58 = convert<float>(D[right_6 + 49]);
    const auto r_59 = convert<float>(D[right_7 + 49]);
    const auto r_60 = convert<float>(D[right_8 + 49]);
    sums_0_2 = multiply_add(splat<float, 4>(l_15[0]), make<float, 4>(r_57, r_58, r_59, r_60), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_15[1]), make<float, 4>(r_57, r_58, r_59, r_60), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_15[2]), make<float, 4>(r_57, r_58, r_59, r_60), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_15[3]), make<float, 4>(r_57, r_58, r_59, r_60), sums_12_2);
    const auto l_16 = wide<vec<float, 4>>(kept_4 + (batch_7 + 256));
    const auto r_61 = convert<float>(D[right_5 + 56]);
    const auto r_62 = convert<float>(D[right_6 + 56]);
    const auto r_63 = convert<float>(D[right_7 + 56]);
    const auto r_64 = convert<float>(D[right_8 + 56]);
    sums_0_2 = multiply_add(splat<float, 4>(l_16[0]), make<float, 4>(r_61, r_62, r_63, r_64), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_16[1]), make<float, 4>(r_61, r_62, r_63, r_64), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_16[2]), make<float, 4>(r_61, r_62, r_63, r_64), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_16[3]), make<float, 4>(r_61, r_62, r_63, r_64), sums_12_2);
    const auto l_17 = wide<vec<float, 4>>(kept_4 + (batch_7 + 288));
    const auto r_65 = convert<float>(D[right_5 + 63]);
    const auto r_66 = convert<float>(D[right_6 + 63]);
    const auto r_67 = convert<float>(D[right_7 + 63]);
    const auto r_68 = convert<float>(D[right_8 + 63]);
    sums_0_2 = multiply_add(splat<float, 4>(l_17[0]), make<float, 4>(r_65, r_66, r_67, r_68), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_17[1]), make<float, 4>(r_65, r_66, r_67, r_68), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_17[2]), make<float, 4>(r_65, r_66, r_67, r_68), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_17[3]), make<float, 4>(r_65, r_66, r_67, r_68), sums_12_2);
    const auto l_18 = wide<vec<float, 4>>(kept_4 + (batch_7 + 320));
    const auto r_69 = convert<float>(D[right_5 + 70]);
    const auto r_70 = convert<float>(D[right_6 + 70]);
    const auto r_71 = convert<float>(D[right_7 + 70]);
    const auto r_72 = convert<float>(D[right_8 + 70]);
    sums_0_2 = multiply_add(splat<float, 4>(l_18[0]), make<float, 4>(r_69, r_70, r_71, r_72), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_18[1]), make<float, 4>(r_69, r_70, r_71, r_72), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_18[2]), make<float, 4>(r_69, r_70, r_71, r_72), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_18[3]), make<float, 4>(r_69, r_70, r_71, r_72), sums_12_2);
    const auto sum = sums_0_2;
    if ((batch_start + batch_7 < batch) & (d < 7)) {
      y[(batch_start + batch_7) * 7 + d] = convert<bf16>(sum[0]);
    }
    if ((batch_start + batch_7 < batch) & (d_2 < 7)) {
      y[(batch_start + batch_7) * 7 + d_2] = convert<bf16>(sum[1]);
    }
    if ((batch_start + batch_7 < batch) & (d_3 < 7)) {
      y[(batch_start + batch_7) * 7 + d_3] = convert<bf16>(sum[2]);
    }
    if ((batch_start + batch_7 < batch) & (d_4 < 7)) {
      y[(batch_start + batch_7) * 7 + d_4] = convert<bf16>(sum[3]);
    }
    const auto sum_2 = sums_4_2;
    if ((batch_start + batch_8 < batch) & (d < 7)) {
      y[(batch_start + batch_8) * 7 + d] = convert<bf16>(sum_2[0]);
    }
    if ((batch_start + batch_8 < batch) & (d_2 < 7)) {
      y[(batch_start + batch_8) * 7 + d_2] = convert<bf16>(sum_2[1]);
    }
    if ((batch_start + batch_8 < batch) & (d_3 < 7)) {
      y[(batch_start + batch_8) * 7 + d_3] = convert<bf16>(sum_2[2]);
    }
    if ((batch_start + batch_8 < batch) & (d_4 < 7)) {
      y[(batch_start + batch_8) * 7 + d_4] = convert<bf16>(sum_2[3]);
    }
    const auto sum_3 = sums_8_2;
    if ((batch_start + batch_9 < batch) & (d < 7)) {
      y[(batch_start + batch_9) * 7 + d] = convert<bf16>(sum_3[0]);
    }
    if ((batch_start + batch_9 < batch) & (d_2 < 7)) {
      y[(batch_start + batch_9) * 7 + d_2] = convert<bf16>(sum_3[1]);
    }
    if ((batch_start + batch_9 < batch) & (d_3 < 7)) {
      y[(batch_start + batch_9) * 7 + d_3] = convert<bf16>(sum_3[2]);
    }
    if ((batch_start + batch_9 < batch) & (d_4 < 7)) {
      y[(batch_start + batch_9) * 7 + d_4] = convert<bf16>(sum_3[3]);
    }
    const auto sum_4 = sums_12_2;
    if ((batch_start + batch_10 < batch) & (d < 7)) {
      y[(batch_start + batch_10) * 7 + d] = convert<bf16>(sum_4[0]);
    }
    if ((batch_start + batch_10 < batch) & (d_2 < 7)) {
      y[(batch_start + batch_10) * 7 + d_2] = convert<bf16>(sum_4[1]);
    }
    if ((batch_start + batch_10 < batch) & (d_3 < 7)) {
      y[(batch_start + batch_10) * 7 + d_3] = convert<bf16>(sum_4[2]);
    }
    if ((batch_start + batch_10 < batch) & (d_4 < 7)) {
      y[(batch_start + batch_10) * 7 + d_4] = convert<bf16>(sum_4[3]);
    }
  }
}
