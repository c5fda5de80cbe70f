// embedding: 2 kernels, launched in order, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   v3_kernel: blocks ceil(1*b*t / 32), 64 threads, 256 bytes of shared memory; v3, token, E
//   score_kernel: blocks 1*b * ceil(1*t / 372), 128 threads, 9200 bytes of shared memory; v3, E, score

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

// v3
extern "C" __global__ void __launch_bounds__(64)
v3_kernel(bf16* __restrict__ v3, const int* __restrict__ token, const bf16* __restrict__ E, int b, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const scratch = reinterpret_cast<float*>(shared_memory + 0);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float total;
  const auto lane_2 = invocation & 1;
  const auto row = workgroup * 32 + (invocation >> 1);
  const auto safe_row = smaller(row, b * t - 1);
  const auto kept = safe_row / t;
  const auto kept_2 = safe_row % t;
  total = 0.0f;
  for (int step = 0; step < 3; step++) {
    const auto flat = step * 2 + lane_2;
    const auto row_2 = larger(smaller(token[kept * t + kept_2], 10), 0);
    total = total + convert<float>(E[row_2 * 6 + flat]);
  }
  scratch[invocation] = total;
  __syncthreads();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  __syncthreads();
  const auto sum = scratch[(invocation >> 1) * 2];
  __syncthreads();
  const auto mean = sum / 6.0f;
  total = 0.0f;
  for (int step_2 = 0; step_2 < 3; step_2++) {
    const auto flat_2 = step_2 * 2 + lane_2;
    const auto row_3 = larger(smaller(token[kept * t + kept_2], 10), 0);
    total = total + (convert<float>(E[row_3 * 6 + flat_2]) - mean) * (convert<float>(E[row_3 * 6 + flat_2]) - mean);
  }
  scratch[invocation] = total;
  __syncthreads();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  __syncthreads();
  const auto squares = scratch[(invocation >> 1) * 2];
  __syncthreads();
  const auto scale = rsqrtf(squares / 6.0f + 0.000009999999747378752f);
  for (int step_3 = 0; step_3 < 3; step_3++) {
    const auto flat_3 = step_3 * 2 + lane_2;
    const auto row_4 = larger(smaller(token[kept * t + kept_2], 10), 0);
    if (row < b * t) {
      v3[(kept * t + kept_2) * 6 + flat_3] = convert<bf16>((convert<float>(E[row_4 * 6 + flat_3]) - mean) * scale);
    }
  }
}

// score
extern "C" __global__ void __launch_bounds__(128)
score_kernel(const bf16* __restrict__ v3, const bf16* __restrict__ E, bf16* __restrict__ score, int b, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 8928);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead_0;
  float ahead_1;
  float ahead_2;
  float ahead_3;
  float ahead;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  const auto rest = workgroup / ((t + 371) / 372);
  const auto t_start = workgroup % ((t + 371) / 372) * 372;
  for (int copy = 0; copy < 5; copy++) {
    const auto unit = copy * 128 + invocation;
    const auto unit_2 = smaller(unit, 557);
    const auto b_2 = unit_2 / 558;
    const auto t_2 = unit_2 / 6 % 93 * 4;
    const auto d = unit_2 % 6;
    ahead_0 = convert<float>(v3[smaller(rest + b_2, b - 1) * (t * 6) + smaller(t_start + t_2, t - 1) * 6 + d]);
    ahead_1 = convert<float>(v3[smaller(rest + b_2, b - 1) * (t * 6) + smaller(t_start + (t_2 + 1), t - 1) * 6 + d]);
    ahead_2 = convert<float>(v3[smaller(rest + b_2, b - 1) * (t * 6) + smaller(t_start + (t_2 + 2), t - 1) * 6 + d]);
    ahead_3 = convert<float>(v3[smaller(rest + b_2, b - 1) * (t * 6) + smaller(t_start + (t_2 + 3), t - 1) * 6 + d]);
    const auto unit_3 = copy * 128 + invocation;
    if (unit_3 < 558) {
      const auto b_3 = unit_3 / 558;
      const auto t_3 = unit_3 / 6 % 93 * 4;
      const auto d_2 = unit_3 % 6;
      wide_at<vec<float, 4>>(staged_left + (b_3 * 372 + t_3 + d_2 * 372)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
    }
  }
  const auto unit_4 = invocation;
  const auto unit_5 = smaller(unit_4, 65);
  const auto v = unit_5 / 6;
  const auto d_3 = unit_5 % 6;
  ahead = convert<float>(E[v * 6 + d_3]);
  const auto unit_6 = invocation;
  if (unit_6 < 66) {
    const auto v_2 = unit_6 / 6;
    const auto d_4 = unit_6 % 6;
    staged_right[v_2 + d_4 * 11] = ahead;
  }
  __syncthreads();
  // score b t v: 279 micro-tiles
  for (int round_2 = 0; round_2 < 3; round_2++) {
    const auto task = round_2 * 128 + invocation;
    if (task < 279) {
      const auto column_task = task % 3;
      const auto row_task = task / 3 % 93;
      const auto b_4 = row_task / 93;
      const auto t_4 = row_task % 93 * 4;
      const auto b_5 = row_task / 93;
      const auto t_5 = row_task % 93 * 4 + 1;
      const auto b_6 = row_task / 93;
      const auto t_6 = row_task % 93 * 4 + 2;
      const auto b_7 = row_task / 93;
      const auto t_7 = row_task % 93 * 4 + 3;
      const auto v_3 = column_task * 4;
      const auto v_4 = column_task * 4 + 1;
      const auto v_5 = column_task * 4 + 2;
      const auto v_6 = column_task * 4 + 3;
      sums_0 = splat<float, 4>(0.0f);
      sums_4 = splat<float, 4>(0.0f);
      sums_8 = splat<float, 4>(0.0f);
      sums_12 = splat<float, 4>(0.0f);
      const auto left = b_4 * 372 + t_4;
      const auto right = smaller(v_3, 10);
      const auto right_2 = smaller(v_4, 10);
      const auto right_3 = smaller(v_5, 10);
      const auto right_4 = smaller(v_6, 10);
      const auto l = wide<vec<float, 4>>(staged_left + left);
      const auto r = staged_right[right];
      const auto r_2 = staged_right[right_2];
      const auto r_3 = staged_right[right_3];
      const auto r_4 = staged_right[right_4];
      sums_0 = multiply_add(splat<float, 4>(l[0]), make<float, 4>(r, r_2, r_3, r_4), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l[1]), make<float, 4>(r, r_2, r_3, r_4), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l[2]), make<float, 4>(r, r_2, r_3, r_4), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l[3]), make<float, 4>(r, r_2, r_3, r_4), sums_12);
      const auto l_2 = wide<vec<float, 4>>(staged_left + (left + 372));
      const auto r_5 = staged_right[right + 11];
      const auto r_6 = staged_right[right_2 + 11];
      const auto r_7 = staged_right[right_3 + 11];
      const auto r_8 = staged_right[right_4 + 11];
      sums_0 = multiply_add(splat<float, 4>(l_2[0]), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_2[1]), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_2[2]), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_2[3]), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
      const auto l_3 = wide<vec<float, 4>>(staged_left + (left + 744));
      const auto r_9 = staged_right[right + 22];
      const auto r_10 = staged_right[right_2 + 22];
      const auto r_11 = staged_right[right_3 + 22];
      const auto r_12 = staged_right[right_4 + 22];
      sums_0 = multiply_add(splat<float, 4>(l_3[0]), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_3[1]), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_3[2]), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_3[3]), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      const auto l_4 = wide<vec<float, 4>>(staged_left + (left + 1116));
      const auto r_13 = staged_right[right + 33];
      const auto r_14 = staged_right[right_2 + 33];
      const auto r_15 = staged_right[right_3 + 33];
      const auto r_16 = staged_right[right_4 + 33];
      sums_0 = multiply_add(splat<float, 4>(l_4[0]), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_4[1]), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_4[2]), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_4[3]), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
      const auto l_5 = wide<vec<float, 4>>(staged_left + (left + 1488));
      const auto r_17 = staged_right[right + 44];
      const auto r_18 = staged_right[right_2 + 44];
      const auto r_19 = staged_right[right_3 + 44];
      const auto r_20 = staged_right[right_4 + 44];
      sums_0 = multiply_add(splat<float, 4>(l_5[0]), make<float, 4>(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_5[1]), make<float, 4>(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_5[2]), make<float, 4>(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_5[3]), make<float, 4>(r_17, r_18, r_19, r_20), sums_12);
      const auto l_6 = wide<vec<float, 4>>(staged_left + (left + 1860));
      const auto r_21 = staged_right[right + 55];
      const auto r_22 = staged_right[right_2 + 55];
      const auto r_23 = staged_right[right_3 + 55];
      const auto r_24 = staged_right[right_4 + 55];
      sums_0 = multiply_add(splat<float, 4>(l_6[0]), make<float, 4>(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_6[1]), make<float, 4>(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_6[2]), make<float, 4>(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_6[3]), make<float, 4>(r_21, r_22, r_23, r_24), sums_12);
      const auto sum = sums_0;
      if ((rest + b_4 < b) & (t_start + t_4 < t) & (v_3 < 11)) {
        score[(rest + b_4) * (t * 11) + (t_start + t_4) * 11 + v_3] = convert<bf16>(sum[0]);
      }
      if ((rest + b_4 < b) & (t_start + t_4 < t) & (v_4 < 11)) {
        score[(rest + b_4) * (t * 11) + (t_start + t_4) * 11 + v_4] = convert<bf16>(sum[1]);
      }
      if ((rest + b_4 < b) & (t_start + t_4 < t) & (v_5 < 11)) {
        score[(rest + b_4) * (t * 11) + (t_start + t_4) * 11 + v_5] = convert<bf16>(sum[2]);
      }
      if ((rest + b_4 < b) & (t_start + t_4 < t) & (v_6 < 11)) {
        score[(rest + b_4) * (t * 11) + (t_start + t_4) * 11 + v_6] = convert<bf16>(sum[3]);
      }
      const auto sum_2 = sums_4;
      if ((rest + b_5 < b) & (t_start + t_5 < t) & (v_3 < 11)) {
        score[(rest + b_5) * (t * 11) + (t_start + t_5) * 11 + v_3] = convert<bf16>(sum_2[0]);
      }
      if ((rest + b_5 < b) & (t_start + t_5 < t) & (v_4 < 11)) {
        score[(rest + b_5) * (t * 11) + (t_start + t_5) * 11 + v_4] = convert<bf16>(sum_2[1]);
      }
      if ((rest + b_5 < b) & (t_start + t_5 < t) & (v_5 < 11)) {
        score[(rest + b_5) * (t * 11) + (t_start + t_5) * 11 + v_5] = convert<bf16>(sum_2[2]);
      }
      if ((rest + b_5 < b) & (t_start + t_5 < t) & (v_6 < 11)) {
        score[(rest + b_5) * (t * 11) + (t_start + t_5) * 11 + v_6] = convert<bf16>(sum_2[3]);
      }
      const auto sum_3 = sums_8;
      if ((rest + b_6 < b) & (t_start + t_6 < t) & (v_3 < 11)) {
        score[(rest + b_6) * (t * 11) + (t_start + t_6) * 11 + v_3] = convert<bf16>(sum_3[0]);
      }
      if ((rest + b_6 < b) & (t_start + t_6 < t) & (v_4 < 11)) {
        score[(rest + b_6) * (t * 11) + (t_start + t_6) * 11 + v_4] = convert<bf16>(sum_3[1]);
      }
      if ((rest + b_6 < b) & (t_start + t_6 < t) & (v_5 < 11)) {
        score[(rest + b_6) * (t * 11) + (t_start + t_6) * 11 + v_5] = convert<bf16>(sum_3[2]);
      }
      if ((rest + b_6 < b) & (t_start + t_6 < t) & (v_6 < 11)) {
        score[(rest + b_6) * (t * 11) + (t_start + t_6) * 11 + v_6] = convert<bf16>(sum_3[3]);
      }
      const auto sum_4 = sums_12;
      if ((rest + b_7 < b) & (t_start + t_7 < t) & (v_3 < 11)) {
        score[(rest + b_7) * (t * 11) + (t_start + t_7) * 11 + v_3] = convert<bf16>(sum_4[0]);
      }
      if ((rest + b_7 < b) & (t_start + t_7 < t) & (v_4 < 11)) {
        score[(rest + b_7) * (t * 11) + (t_start + t_7) * 11 + v_4] = convert<bf16>(sum_4[1]);
      }
      if ((rest + b_7 < b) & (t_start + t_7 < t) & (v_5 < 11)) {
        score[(rest + b_7) * (t * 11) + (t_start + t_7) * 11 + v_5] = convert<bf16>(sum_4[2]);
      }
      if ((rest + b_7 < b) & (t_start + t_7 < t) & (v_6 < 11)) {
        score[(rest + b_7) * (t * 11) + (t_start + t_7) * 11 + v_6] = convert<bf16>(sum_4[3]);
      }
    }
  }
}
