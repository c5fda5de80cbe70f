// transformer_block: 12 kernels, launched in order, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   v3_kernel: blocks ceil(1*...*t / 32), 64 threads, 256 bytes of shared memory; v3, x
//   n_kernel: blocks ceil(6*...*t / 64), 64 threads, 0 bytes of shared memory; n, v3, attention_gain
//   v9_kernel: blocks 1*... * ceil(1*t / 682), 128 threads, 16512 bytes of shared memory; n, a.Q, v9
//   v10_kernel: blocks 1*... * ceil(1*t / 682), 128 threads, 16512 bytes of shared memory; n, a.K, v10
//   a_s_kernel: blocks 1*... * 2 * ceil(1*t / 64) * ceil(1*t / 128), 128 threads, 2400 bytes of shared memory; v9, v10, a.s
//   v13_kernel: blocks 2*...*t, 64 threads, 256 bytes of shared memory; v13, a.s
//   v14_kernel: blocks 1*... * ceil(1*t / 682), 128 threads, 16512 bytes of shared memory; n, a.V, v14
//   v15_kernel: blocks 1*... * 2 * ceil(1*t / 1365), 128 threads, 0 bytes of shared memory; v15, v13, v14
//   h_kernel: blocks 1*... * ceil(1*t / 682), 128 threads, 16512 bytes of shared memory; v15, a.O, h, x
//   v18_kernel: blocks ceil(1*...*t / 32), 64 threads, 256 bytes of shared memory; v18, h
//   b_y_kernel: blocks ceil(1*...*t / 32), 32 threads, 2016 bytes of shared memory; v18, ffn_gain, b.U, b.y, b.D
//   y_kernel: blocks ceil(6*...*t / 64), 64 threads, 0 bytes of shared memory; y, h, b.y

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
v3_kernel(bf16* __restrict__ v3, const bf16* __restrict__ x, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const scratch = reinterpret_cast<float*>(shared_memory + 0);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float total;
  const auto lane_2 = invocation & 1;
  const auto row = workgroup * 32 + (invocation >> 1);
  const auto safe_row = smaller(row, batch * t - 1);
  const auto kept = safe_row / t;
  const auto kept_2 = safe_row % t;
  total = 0.0f;
  for (int step = 0; step < 3; step++) {
    const auto flat = step * 2 + lane_2;
    total = total + convert<float>(x[kept * (t * 6) + kept_2 * 6 + flat]);
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
    total = total + (convert<float>(x[kept * (t * 6) + kept_2 * 6 + flat_2]) - mean) * (convert<float>(x[kept * (t * 6) + kept_2 * 6 + flat_2]) - mean);
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
    if (row < batch * t) {
      v3[(kept * t + kept_2) * 6 + flat_3] = convert<bf16>((convert<float>(x[kept * (t * 6) + kept_2 * 6 + flat_3]) - mean) * scale);
    }
  }
}

// n
extern "C" __global__ void __launch_bounds__(64)
n_kernel(bf16* __restrict__ n, const bf16* __restrict__ v3, const bf16* __restrict__ attention_gain, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  const auto at = workgroup * 64 + invocation;
  if (at < batch * t * 6) {
    const auto i0 = at / 6 / t;
    const auto i1 = at / 6 % t;
    const auto i2 = at % 6;
    n[at] = convert<bf16>(convert<float>(v3[i0 * (t * 6) + i1 * 6 + i2]) * convert<float>(attention_gain[i2]));
  }
}

// v9
extern "C" __global__ void __launch_bounds__(128)
v9_kernel(const bf16* __restrict__ n, const bf16* __restrict__ a_Q, bf16* __restrict__ v9, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 16368);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead;
  float ahead_2;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  const auto rest = workgroup / ((t + 681) / 682);
  const auto i_start = workgroup % ((t + 681) / 682) * 682;
  for (int copy = 0; copy < 32; copy++) {
    const auto unit = copy * 128 + invocation;
    const auto unit_2 = smaller(unit, 4091);
    const auto batch_2 = unit_2 / 4092;
    const auto i = unit_2 / 6 % 682;
    const auto d = unit_2 % 6;
    ahead = convert<float>(n[smaller(rest + batch_2, batch - 1) * (t * 6) + smaller(i_start + i, t - 1) * 6 + d]);
    const auto unit_3 = copy * 128 + invocation;
    if (unit_3 < 4092) {
      const auto batch_3 = unit_3 / 4092;
      const auto i_2 = unit_3 / 6 % 682;
      const auto d_2 = unit_3 % 6;
      staged_left[batch_3 * 682 + i_2 + d_2 * 682] = ahead;
    }
  }
  const auto unit_4 = invocation;
  const auto unit_5 = smaller(unit_4, 35);
  const auto d_3 = unit_5 / 6;
  const auto heads = (unit_5 / 3) & 1;
  const auto c = unit_5 % 3;
  ahead_2 = convert<float>(a_Q[d_3 * 6 + heads * 3 + c]);
  const auto unit_6 = invocation;
  if (unit_6 < 36) {
    const auto d_4 = unit_6 / 6;
    const auto heads_2 = (unit_6 / 3) & 1;
    const auto c_2 = unit_6 % 3;
    staged_right[d_4 * 6 + heads_2 * 3 + c_2] = ahead_2;
  }
  __syncthreads();
  // v9 ... i heads c: 342 micro-tiles
  for (int round_2 = 0; round_2 < 3; round_2++) {
    const auto task = round_2 * 128 + invocation;
    if (task < 342) {
      const auto column_task = task & 1;
      const auto row_task = (task >> 1) % 171;
      const auto batch_4 = row_task * 4 / 682;
      const auto i_3 = row_task * 4 % 682;
      const auto batch_5 = (row_task * 4 + 1) / 682;
      const auto i_4 = (row_task * 4 + 1) % 682;
      const auto batch_6 = (row_task * 4 + 2) / 682;
      const auto i_5 = (row_task * 4 + 2) % 682;
      const auto batch_7 = (row_task * 4 + 3) / 682;
      const auto i_6 = (row_task * 4 + 3) % 682;
      const auto heads_3 = column_task * 4 / 3;
      const auto c_3 = column_task * 4 % 3;
      const auto heads_4 = (column_task * 4 + 1) / 3;
      const auto c_4 = (column_task * 4 + 1) % 3;
      const auto heads_5 = (column_task * 4 + 2) / 3;
      const auto c_5 = (column_task * 4 + 2) % 3;
      const auto heads_6 = (column_task * 4 + 3) / 3;
      const auto c_6 = (column_task * 4 + 3) % 3;
      sums_0 = splat<float, 4>(0.0f);
      sums_4 = splat<float, 4>(0.0f);
      sums_8 = splat<float, 4>(0.0f);
      sums_12 = splat<float, 4>(0.0f);
      const auto left = smaller(batch_4, 0) * 682 + i_3;
      const auto left_2 = smaller(batch_5, 0) * 682 + i_4;
      const auto left_3 = smaller(batch_6, 0) * 682 + i_5;
      const auto left_4 = smaller(batch_7, 0) * 682 + i_6;
      const auto right = smaller(heads_3, 1) * 3 + c_3;
      const auto right_2 = smaller(heads_4, 1) * 3 + c_4;
      const auto right_3 = smaller(heads_5, 1) * 3 + c_5;
      const auto right_4 = smaller(heads_6, 1) * 3 + c_6;
      const auto l = staged_left[left];
      const auto l_2 = staged_left[left_2];
      const auto l_3 = staged_left[left_3];
      const auto l_4 = staged_left[left_4];
      const auto r = staged_right[right];
      const auto r_2 = staged_right[right_2];
      const auto r_3 = staged_right[right_3];
      const auto r_4 = staged_right[right_4];
      sums_0 = multiply_add(splat<float, 4>(l), make<float, 4>(r, r_2, r_3, r_4), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_2), make<float, 4>(r, r_2, r_3, r_4), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_3), make<float, 4>(r, r_2, r_3, r_4), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_4), make<float, 4>(r, r_2, r_3, r_4), sums_12);
      const auto l_5 = staged_left[left + 682];
      const auto l_6 = staged_left[left_2 + 682];
      const auto l_7 = staged_left[left_3 + 682];
      const auto l_8 = staged_left[left_4 + 682];
      const auto r_5 = staged_right[right + 6];
      const auto r_6 = staged_right[right_2 + 6];
      const auto r_7 = staged_right[right_3 + 6];
      const auto r_8 = staged_right[right_4 + 6];
      sums_0 = multiply_add(splat<float, 4>(l_5), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_6), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_7), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_8), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
      const auto l_9 = staged_left[left + 1364];
      const auto l_10 = staged_left[left_2 + 1364];
      const auto l_11 = staged_left[left_3 + 1364];
      const auto l_12 = staged_left[left_4 + 1364];
      const auto r_9 = staged_right[right + 12];
      const auto r_10 = staged_right[right_2 + 12];
      const auto r_11 = staged_right[right_3 + 12];
      const auto r_12 = staged_right[right_4 + 12];
      sums_0 = multiply_add(splat<float, 4>(l_9), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_10), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_11), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_12), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      const auto l_13 = staged_left[left + 2046];
      const auto l_14 = staged_left[left_2 + 2046];
      const auto l_15 = staged_left[left_3 + 2046];
      const auto l_16 = staged_left[left_4 + 2046];
      const auto r_13 = staged_right[right + 18];
      const auto r_14 = staged_right[right_2 + 18];
      const auto r_15 = staged_right[right_3 + 18];
      const auto r_16 = staged_right[right_4 + 18];
      sums_0 = multiply_add(splat<float, 4>(l_13), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_14), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_15), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_16), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
      const auto l_17 = staged_left[left + 2728];
      const auto l_18 = staged_left[left_2 + 2728];
      const auto l_19 = staged_left[left_3 + 2728];
      const auto l_20 = staged_left[left_4 + 2728];
      const auto r_17 = staged_right[right + 24];
      const auto r_18 = staged_right[right_2 + 24];
      const auto r_19 = staged_right[right_3 + 24];
      const auto r_20 = staged_right[right_4 + 24];
      sums_0 = multiply_add(splat<float, 4>(l_17), make<float, 4>(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_18), make<float, 4>(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_19), make<float, 4>(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_20), make<float, 4>(r_17, r_18, r_19, r_20), sums_12);
      const auto l_21 = staged_left[left + 3410];
      const auto l_22 = staged_left[left_2 + 3410];
      const auto l_23 = staged_left[left_3 + 3410];
      const auto l_24 = staged_left[left_4 + 3410];
      const auto r_21 = staged_right[right + 30];
      const auto r_22 = staged_right[right_2 + 30];
      const auto r_23 = staged_right[right_3 + 30];
      const auto r_24 = staged_right[right_4 + 30];
      sums_0 = multiply_add(splat<float, 4>(l_21), make<float, 4>(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_22), make<float, 4>(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_23), make<float, 4>(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_24), make<float, 4>(r_21, r_22, r_23, r_24), sums_12);
      const auto sum = sums_0;
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (i_start + i_3 < t) & (heads_3 < 2)) {
        v9[(rest + batch_4) * (t * 6) + (i_start + i_3) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum[0]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (i_start + i_3 < t) & (heads_4 < 2)) {
        v9[(rest + batch_4) * (t * 6) + (i_start + i_3) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum[1]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (i_start + i_3 < t) & (heads_5 < 2)) {
        v9[(rest + batch_4) * (t * 6) + (i_start + i_3) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum[2]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (i_start + i_3 < t) & (heads_6 < 2)) {
        v9[(rest + batch_4) * (t * 6) + (i_start + i_3) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum[3]);
      }
      const auto sum_2 = sums_4;
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (i_start + i_4 < t) & (heads_3 < 2)) {
        v9[(rest + batch_5) * (t * 6) + (i_start + i_4) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_2[0]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (i_start + i_4 < t) & (heads_4 < 2)) {
        v9[(rest + batch_5) * (t * 6) + (i_start + i_4) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_2[1]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (i_start + i_4 < t) & (heads_5 < 2)) {
        v9[(rest + batch_5) * (t * 6) + (i_start + i_4) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_2[2]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (i_start + i_4 < t) & (heads_6 < 2)) {
        v9[(rest + batch_5) * (t * 6) + (i_start + i_4) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_2[3]);
      }
      const auto sum_3 = sums_8;
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (i_start + i_5 < t) & (heads_3 < 2)) {
        v9[(rest + batch_6) * (t * 6) + (i_start + i_5) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_3[0]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (i_start + i_5 < t) & (heads_4 < 2)) {
        v9[(rest + batch_6) * (t * 6) + (i_start + i_5) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_3[1]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (i_start + i_5 < t) & (heads_5 < 2)) {
        v9[(rest + batch_6) * (t * 6) + (i_start + i_5) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_3[2]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (i_start + i_5 < t) & (heads_6 < 2)) {
        v9[(rest + batch_6) * (t * 6) + (i_start + i_5) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_3[3]);
      }
      const auto sum_4 = sums_12;
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (i_start + i_6 < t) & (heads_3 < 2)) {
        v9[(rest + batch_7) * (t * 6) + (i_start + i_6) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_4[0]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (i_start + i_6 < t) & (heads_4 < 2)) {
        v9[(rest + batch_7) * (t * 6) + (i_start + i_6) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_4[1]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (i_start + i_6 < t) & (heads_5 < 2)) {
        v9[(rest + batch_7) * (t * 6) + (i_start + i_6) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_4[2]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (i_start + i_6 < t) & (heads_6 < 2)) {
        v9[(rest + batch_7) * (t * 6) + (i_start + i_6) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_4[3]);
      }
    }
  }
}

// v10
extern "C" __global__ void __launch_bounds__(128)
v10_kernel(const bf16* __restrict__ n, const bf16* __restrict__ a_K, bf16* __restrict__ v10, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 16368);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead;
  float ahead_2;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  const auto rest = workgroup / ((t + 681) / 682);
  const auto j_start = workgroup % ((t + 681) / 682) * 682;
  for (int copy = 0; copy < 32; copy++) {
    const auto unit = copy * 128 + invocation;
    const auto unit_2 = smaller(unit, 4091);
    const auto batch_2 = unit_2 / 4092;
    const auto j = unit_2 / 6 % 682;
    const auto d2 = unit_2 % 6;
    ahead = convert<float>(n[smaller(rest + batch_2, batch - 1) * (t * 6) + smaller(j_start + j, t - 1) * 6 + d2]);
    const auto unit_3 = copy * 128 + invocation;
    if (unit_3 < 4092) {
      const auto batch_3 = unit_3 / 4092;
      const auto j_2 = unit_3 / 6 % 682;
      const auto d2_2 = unit_3 % 6;
      staged_left[batch_3 * 682 + j_2 + d2_2 * 682] = ahead;
    }
  }
  const auto unit_4 = invocation;
  const auto unit_5 = smaller(unit_4, 35);
  const auto d2_3 = unit_5 / 6;
  const auto heads = (unit_5 / 3) & 1;
  const auto c = unit_5 % 3;
  ahead_2 = convert<float>(a_K[d2_3 * 6 + heads * 3 + c]);
  const auto unit_6 = invocation;
  if (unit_6 < 36) {
    const auto d2_4 = unit_6 / 6;
    const auto heads_2 = (unit_6 / 3) & 1;
    const auto c_2 = unit_6 % 3;
    staged_right[d2_4 * 6 + heads_2 * 3 + c_2] = ahead_2;
  }
  __syncthreads();
  // v10 ... j heads c: 342 micro-tiles
  for (int round_2 = 0; round_2 < 3; round_2++) {
    const auto task = round_2 * 128 + invocation;
    if (task < 342) {
      const auto column_task = task & 1;
      const auto row_task = (task >> 1) % 171;
      const auto batch_4 = row_task * 4 / 682;
      const auto j_3 = row_task * 4 % 682;
      const auto batch_5 = (row_task * 4 + 1) / 682;
      const auto j_4 = (row_task * 4 + 1) % 682;
      const auto batch_6 = (row_task * 4 + 2) / 682;
      const auto j_5 = (row_task * 4 + 2) % 682;
      const auto batch_7 = (row_task * 4 + 3) / 682;
      const auto j_6 = (row_task * 4 + 3) % 682;
      const auto heads_3 = column_task * 4 / 3;
      const auto c_3 = column_task * 4 % 3;
      const auto heads_4 = (column_task * 4 + 1) / 3;
      const auto c_4 = (column_task * 4 + 1) % 3;
      const auto heads_5 = (column_task * 4 + 2) / 3;
      const auto c_5 = (column_task * 4 + 2) % 3;
      const auto heads_6 = (column_task * 4 + 3) / 3;
      const auto c_6 = (column_task * 4 + 3) % 3;
      sums_0 = splat<float, 4>(0.0f);
      sums_4 = splat<float, 4>(0.0f);
      sums_8 = splat<float, 4>(0.0f);
      sums_12 = splat<float, 4>(0.0f);
      const auto left = smaller(batch_4, 0) * 682 + j_3;
      const auto left_2 = smaller(batch_5, 0) * 682 + j_4;
      const auto left_3 = smaller(batch_6, 0) * 682 + j_5;
      const auto left_4 = smaller(batch_7, 0) * 682 + j_6;
      const auto right = smaller(heads_3, 1) * 3 + c_3;
      const auto right_2 = smaller(heads_4, 1) * 3 + c_4;
      const auto right_3 = smaller(heads_5, 1) * 3 + c_5;
      const auto right_4 = smaller(heads_6, 1) * 3 + c_6;
      const auto l = staged_left[left];
      const auto l_2 = staged_left[left_2];
      const auto l_3 = staged_left[left_3];
      const auto l_4 = staged_left[left_4];
      const auto r = staged_right[right];
      const auto r_2 = staged_right[right_2];
      const auto r_3 = staged_right[right_3];
      const auto r_4 = staged_right[right_4];
      sums_0 = multiply_add(splat<float, 4>(l), make<float, 4>(r, r_2, r_3, r_4), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_2), make<float, 4>(r, r_2, r_3, r_4), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_3), make<float, 4>(r, r_2, r_3, r_4), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_4), make<float, 4>(r, r_2, r_3, r_4), sums_12);
      const auto l_5 = staged_left[left + 682];
      const auto l_6 = staged_left[left_2 + 682];
      const auto l_7 = staged_left[left_3 + 682];
      const auto l_8 = staged_left[left_4 + 682];
      const auto r_5 = staged_right[right + 6];
      const auto r_6 = staged_right[right_2 + 6];
      const auto r_7 = staged_right[right_3 + 6];
      const auto r_8 = staged_right[right_4 + 6];
      sums_0 = multiply_add(splat<float, 4>(l_5), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_6), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_7), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_8), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
      const auto l_9 = staged_left[left + 1364];
      const auto l_10 = staged_left[left_2 + 1364];
      const auto l_11 = staged_left[left_3 + 1364];
      const auto l_12 = staged_left[left_4 + 1364];
      const auto r_9 = staged_right[right + 12];
      const auto r_10 = staged_right[right_2 + 12];
      const auto r_11 = staged_right[right_3 + 12];
      const auto r_12 = staged_right[right_4 + 12];
      sums_0 = multiply_add(splat<float, 4>(l_9), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_10), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_11), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_12), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      const auto l_13 = staged_left[left + 2046];
      const auto l_14 = staged_left[left_2 + 2046];
      const auto l_15 = staged_left[left_3 + 2046];
      const auto l_16 = staged_left[left_4 + 2046];
      const auto r_13 = staged_right[right + 18];
      const auto r_14 = staged_right[right_2 + 18];
      const auto r_15 = staged_right[right_3 + 18];
      const auto r_16 = staged_right[right_4 + 18];
      sums_0 = multiply_add(splat<float, 4>(l_13), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_14), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_15), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_16), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
      const auto l_17 = staged_left[left + 2728];
      const auto l_18 = staged_left[left_2 + 2728];
      const auto l_19 = staged_left[left_3 + 2728];
      const auto l_20 = staged_left[left_4 + 2728];
      const auto r_17 = staged_right[right + 24];
      const auto r_18 = staged_right[right_2 + 24];
      const auto r_19 = staged_right[right_3 + 24];
      const auto r_20 = staged_right[right_4 + 24];
      sums_0 = multiply_add(splat<float, 4>(l_17), make<float, 4>(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_18), make<float, 4>(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_19), make<float, 4>(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_20), make<float, 4>(r_17, r_18, r_19, r_20), sums_12);
      const auto l_21 = staged_left[left + 3410];
      const auto l_22 = staged_left[left_2 + 3410];
      const auto l_23 = staged_left[left_3 + 3410];
      const auto l_24 = staged_left[left_4 + 3410];
      const auto r_21 = staged_right[right + 30];
      const auto r_22 = staged_right[right_2 + 30];
      const auto r_23 = staged_right[right_3 + 30];
      const auto r_24 = staged_right[right_4 + 30];
      sums_0 = multiply_add(splat<float, 4>(l_21), make<float, 4>(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_22), make<float, 4>(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_23), make<float, 4>(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_24), make<float, 4>(r_21, r_22, r_23, r_24), sums_12);
      const auto sum = sums_0;
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_3 < 2)) {
        v10[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum[0]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_4 < 2)) {
        v10[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum[1]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_5 < 2)) {
        v10[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum[2]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_6 < 2)) {
        v10[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum[3]);
      }
      const auto sum_2 = sums_4;
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_3 < 2)) {
        v10[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_2[0]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_4 < 2)) {
        v10[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_2[1]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_5 < 2)) {
        v10[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_2[2]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_6 < 2)) {
        v10[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_2[3]);
      }
      const auto sum_3 = sums_8;
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_3 < 2)) {
        v10[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_3[0]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_4 < 2)) {
        v10[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_3[1]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_5 < 2)) {
        v10[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_3[2]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_6 < 2)) {
        v10[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_3[3]);
      }
      const auto sum_4 = sums_12;
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_3 < 2)) {
        v10[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_4[0]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_4 < 2)) {
        v10[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_4[1]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_5 < 2)) {
        v10[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_4[2]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_6 < 2)) {
        v10[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_4[3]);
      }
    }
  }
}

// a.s
extern "C" __global__ void __launch_bounds__(128)
a_s_kernel(const bf16* __restrict__ v9, const bf16* __restrict__ v10, bf16* __restrict__ a_s, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 816);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead_0;
  float ahead_1;
  float ahead_2;
  float ahead_3;
  float ahead_0_2;
  float ahead_1_2;
  float ahead_2_2;
  float ahead_3_2;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  vec<float, 4> sums_16;
  vec<float, 4> sums_20;
  vec<float, 4> sums_24;
  vec<float, 4> sums_28;
  vec<float, 4> sums_32;
  vec<float, 4> sums_36;
  vec<float, 4> sums_40;
  vec<float, 4> sums_44;
  vec<float, 4> sums_48;
  vec<float, 4> sums_52;
  vec<float, 4> sums_56;
  vec<float, 4> sums_60;
  const auto rest = workgroup / ((t + 127) >> 7);
  const auto j_start = workgroup % ((t + 127) >> 7) * 128;
  const auto rest_2 = rest / ((t + 63) >> 6);
  const auto i_start = rest % ((t + 63) >> 6) * 64;
  const auto rest_3 = rest_2 >> 1;
  const auto heads_start = rest_2 & 1;
  const auto unit = invocation;
  const auto unit_2 = smaller(unit, 47);
  const auto batch_2 = unit_2 / 48;
  const auto i = ((unit_2 / 3) & 15) * 4;
  const auto c = unit_2 % 3;
  ahead_0 = convert<float>(v9[smaller(rest_3 + batch_2, batch - 1) * (t * 6) + smaller(i_start + i, t - 1) * 6 + heads_start * 3 + c]);
  ahead_1 = convert<float>(v9[smaller(rest_3 + batch_2, batch - 1) * (t * 6) + smaller(i_start + (i + 1), t - 1) * 6 + heads_start * 3 + c]);
  ahead_2 = convert<float>(v9[smaller(rest_3 + batch_2, batch - 1) * (t * 6) + smaller(i_start + (i + 2), t - 1) * 6 + heads_start * 3 + c]);
  ahead_3 = convert<float>(v9[smaller(rest_3 + batch_2, batch - 1) * (t * 6) + smaller(i_start + (i + 3), t - 1) * 6 + heads_start * 3 + c]);
  const auto unit_3 = invocation;
  if (unit_3 < 48) {
    const auto batch_3 = unit_3 / 48;
    const auto i_2 = ((unit_3 / 3) & 15) * 4;
    const auto c_2 = unit_3 % 3;
    wide_at<vec<float, 4>>(staged_left + (batch_3 * 204 + i_2 + c_2 * 68)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_4 = invocation;
  const auto unit_5 = smaller(unit_4, 95);
  const auto batch_4 = unit_5 / 96;
  const auto j = ((unit_5 / 3) & 31) * 4;
  const auto c_3 = unit_5 % 3;
  ahead_0_2 = convert<float>(v10[smaller(rest_3 + batch_4, batch - 1) * (t * 6) + smaller(j_start + j, t - 1) * 6 + heads_start * 3 + c_3]);
  ahead_1_2 = convert<float>(v10[smaller(rest_3 + batch_4, batch - 1) * (t * 6) + smaller(j_start + (j + 1), t - 1) * 6 + heads_start * 3 + c_3]);
  ahead_2_2 = convert<float>(v10[smaller(rest_3 + batch_4, batch - 1) * (t * 6) + smaller(j_start + (j + 2), t - 1) * 6 + heads_start * 3 + c_3]);
  ahead_3_2 = convert<float>(v10[smaller(rest_3 + batch_4, batch - 1) * (t * 6) + smaller(j_start + (j + 3), t - 1) * 6 + heads_start * 3 + c_3]);
  const auto unit_6 = invocation;
  if (unit_6 < 96) {
    const auto batch_5 = unit_6 / 96;
    const auto j_2 = ((unit_6 / 3) & 31) * 4;
    const auto c_4 = unit_6 % 3;
    wide_at<vec<float, 4>>(staged_right + (batch_5 * 396 + j_2 + c_4 * 132)) = make<float, 4>(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
  }
  __syncthreads();
  // v11 ... heads i j: 128 micro-tiles
  const auto task = invocation;
  const auto column_task = task & 15;
  const auto row_task = (task >> 4) & 7;
  const auto batch_task = task >> 7;
  const auto i_3 = row_task * 8;
  const auto i_4 = row_task * 8 + 1;
  const auto i_5 = row_task * 8 + 2;
  const auto i_6 = row_task * 8 + 3;
  const auto i_7 = row_task * 8 + 4;
  const auto i_8 = row_task * 8 + 5;
  const auto i_9 = row_task * 8 + 6;
  const auto i_10 = row_task * 8 + 7;
  const auto j_3 = column_task * 4;
  const auto j_4 = column_task * 4 + 1;
  const auto j_5 = column_task * 4 + 2;
  const auto j_6 = column_task * 4 + 3;
  const auto j_7 = (column_task + 16) * 4;
  const auto j_8 = (column_task + 16) * 4 + 1;
  const auto j_9 = (column_task + 16) * 4 + 2;
  const auto j_10 = (column_task + 16) * 4 + 3;
  sums_0 = splat<float, 4>(0.0f);
  sums_4 = splat<float, 4>(0.0f);
  sums_8 = splat<float, 4>(0.0f);
  sums_12 = splat<float, 4>(0.0f);
  sums_16 = splat<float, 4>(0.0f);
  sums_20 = splat<float, 4>(0.0f);
  sums_24 = splat<float, 4>(0.0f);
  sums_28 = splat<float, 4>(0.0f);
  sums_32 = splat<float, 4>(0.0f);
  sums_36 = splat<float, 4>(0.0f);
  sums_40 = splat<float, 4>(0.0f);
  sums_44 = splat<float, 4>(0.0f);
  sums_48 = splat<float, 4>(0.0f);
  sums_52 = splat<float, 4>(0.0f);
  sums_56 = splat<float, 4>(0.0f);
  sums_60 = splat<float, 4>(0.0f);
  const auto left = batch_task * 204 + i_3;
  const auto left_2 = batch_task * 204 + i_7;
  const auto right = batch_task * 396 + j_3;
  const auto right_2 = batch_task * 396 + j_7;
  const auto l = wide<vec<float, 4>>(staged_left + left);
  const auto l_2 = wide<vec<float, 4>>(staged_left + left_2);
  const auto r = wide<vec<float, 4>>(staged_right + right);
  const auto r_2 = wide<vec<float, 4>>(staged_right + right_2);
  sums_0 = multiply_add(splat<float, 4>(l[0]), r, sums_0);
  sums_4 = multiply_add(splat<float, 4>(l[0]), r_2, sums_4);
  sums_8 = multiply_add(splat<float, 4>(l[1]), r, sums_8);
  sums_12 = multiply_add(splat<float, 4>(l[1]), r_2, sums_12);
  sums_16 = multiply_add(splat<float, 4>(l[2]), r, sums_16);
  sums_20 = multiply_add(splat<float, 4>(l[2]), r_2, sums_20);
  sums_24 = multiply_add(splat<float, 4>(l[3]), r, sums_24);
  sums_28 = multiply_add(splat<float, 4>(l[3]), r_2, sums_28);
  sums_32 = multiply_add(splat<float, 4>(l_2[0]), r, sums_32);
  sums_36 = multiply_add(splat<float, 4>(l_2[0]), r_2, sums_36);
  sums_40 = multiply_add(splat<float, 4>(l_2[1]), r, sums_40);
  sums_44 = multiply_add(splat<float, 4>(l_2[1]), r_2, sums_44);
  sums_48 = multiply_add(splat<float, 4>(l_2[2]), r, sums_48);
  sums_52 = multiply_add(splat<float, 4>(l_2[2]), r_2, sums_52);
  sums_56 = multiply_add(splat<float, 4>(l_2[3]), r, sums_56);
  sums_60 = multiply_add(splat<float, 4>(l_2[3]), r_2, sums_60);
  const auto l_3 = wide<vec<float, 4>>(staged_left + (left + 68));
  const auto l_4 = wide<vec<float, 4>>(staged_left + (left_2 + 68));
  const auto r_3 = wide<vec<float, 4>>(staged_right + (right + 132));
  const auto r_4 = wide<vec<float, 4>>(staged_right + (right_2 + 132));
  sums_0 = multiply_add(splat<float, 4>(l_3[0]), r_3, sums_0);
  sums_4 = multiply_add(splat<float, 4>(l_3[0]), r_4, sums_4);
  sums_8 = multiply_add(splat<float, 4>(l_3[1]), r_3, sums_8);
  sums_12 = multiply_add(splat<float, 4>(l_3[1]), r_4, sums_12);
  sums_16 = multiply_add(splat<float, 4>(l_3[2]), r_3, sums_16);
  sums_20 = multiply_add(splat<float, 4>(l_3[2]), r_4, sums_20);
  sums_24 = multiply_add(splat<float, 4>(l_3[3]), r_3, sums_24);
  sums_28 = multiply_add(splat<float, 4>(l_3[3]), r_4, sums_28);
  sums_32 = multiply_add(splat<float, 4>(l_4[0]), r_3, sums_32);
  sums_36 = multiply_add(splat<float, 4>(l_4[0]), r_4, sums_36);
  sums_40 = multiply_add(splat<float, 4>(l_4[1]), r_3, sums_40);
  sums_44 = multiply_add(splat<float, 4>(l_4[1]), r_4, sums_44);
  sums_48 = multiply_add(splat<float, 4>(l_4[2]), r_3, sums_48);
  sums_52 = multiply_add(splat<float, 4>(l_4[2]), r_4, sums_52);
  sums_56 = multiply_add(splat<float, 4>(l_4[3]), r_3, sums_56);
  sums_60 = multiply_add(splat<float, 4>(l_4[3]), r_4, sums_60);
  const auto l_5 = wide<vec<float, 4>>(staged_left + (left + 136));
  const auto l_6 = wide<vec<float, 4>>(staged_left + (left_2 + 136));
  const auto r_5 = wide<vec<float, 4>>(staged_right + (right + 264));
  const auto r_6 = wide<vec<float, 4>>(staged_right + (right_2 + 264));
  sums_0 = multiply_add(splat<float, 4>(l_5[0]), r_5, sums_0);
  sums_4 = multiply_add(splat<float, 4>(l_5[0]), r_6, sums_4);
  sums_8 = multiply_add(splat<float, 4>(l_5[1]), r_5, sums_8);
  sums_12 = multiply_add(splat<float, 4>(l_5[1]), r_6, sums_12);
  sums_16 = multiply_add(splat<float, 4>(l_5[2]), r_5, sums_16);
  sums_20 = multiply_add(splat<float, 4>(l_5[2]), r_6, sums_20);
  sums_24 = multiply_add(splat<float, 4>(l_5[3]), r_5, sums_24);
  sums_28 = multiply_add(splat<float, 4>(l_5[3]), r_6, sums_28);
  sums_32 = multiply_add(splat<float, 4>(l_6[0]), r_5, sums_32);
  sums_36 = multiply_add(splat<float, 4>(l_6[0]), r_6, sums_36);
  sums_40 = multiply_add(splat<float, 4>(l_6[1]), r_5, sums_40);
  sums_44 = multiply_add(splat<float, 4>(l_6[1]), r_6, sums_44);
  sums_48 = multiply_add(splat<float, 4>(l_6[2]), r_5, sums_48);
  sums_52 = multiply_add(splat<float, 4>(l_6[2]), r_6, sums_52);
  sums_56 = multiply_add(splat<float, 4>(l_6[3]), r_5, sums_56);
  sums_60 = multiply_add(splat<float, 4>(l_6[3]), r_6, sums_60);
  const auto sum = sums_0;
  const auto finished = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_3, t - 1), sum[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_3)] = convert<bf16>(finished);
  }
  const auto finished_2 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_3, t - 1), sum[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_4)] = convert<bf16>(finished_2);
  }
  const auto finished_3 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_3, t - 1), sum[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_5)] = convert<bf16>(finished_3);
  }
  const auto finished_4 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_3, t - 1), sum[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_6)] = convert<bf16>(finished_4);
  }
  const auto sum_2 = sums_4;
  const auto finished_5 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_7)] = convert<bf16>(finished_5);
  }
  const auto finished_6 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_8)] = convert<bf16>(finished_6);
  }
  const auto finished_7 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_9)] = convert<bf16>(finished_7);
  }
  const auto finished_8 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_10)] = convert<bf16>(finished_8);
  }
  const auto sum_3 = sums_8;
  const auto finished_9 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_3)] = convert<bf16>(finished_9);
  }
  const auto finished_10 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_4)] = convert<bf16>(finished_10);
  }
  const auto finished_11 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_5)] = convert<bf16>(finished_11);
  }
  const auto finished_12 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_6)] = convert<bf16>(finished_12);
  }
  const auto sum_4 = sums_12;
  const auto finished_13 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_7)] = convert<bf16>(finished_13);
  }
  const auto finished_14 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_8)] = convert<bf16>(finished_14);
  }
  const auto finished_15 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_9)] = convert<bf16>(finished_15);
  }
  const auto finished_16 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_10)] = convert<bf16>(finished_16);
  }
  const auto sum_5 = sums_16;
  const auto finished_17 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_3)] = convert<bf16>(finished_17);
  }
  const auto finished_18 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_4)] = convert<bf16>(finished_18);
  }
  const auto finished_19 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_5)] = convert<bf16>(finished_19);
  }
  const auto finished_20 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_6)] = convert<bf16>(finished_20);
  }
  const auto sum_6 = sums_20;
  const auto finished_21 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_7)] = convert<bf16>(finished_21);
  }
  const auto finished_22 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_8)] = convert<bf16>(finished_22);
  }
  const auto finished_23 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_9)] = convert<bf16>(finished_23);
  }
  const auto finished_24 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_10)] = convert<bf16>(finished_24);
  }
  const auto sum_7 = sums_24;
  const auto finished_25 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_3)] = convert<bf16>(finished_25);
  }
  const auto finished_26 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_4)] = convert<bf16>(finished_26);
  }
  const auto finished_27 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_5)] = convert<bf16>(finished_27);
  }
  const auto finished_28 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_6)] = convert<bf16>(finished_28);
  }
  const auto sum_8 = sums_28;
  const auto finished_29 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_7)] = convert<bf16>(finished_29);
  }
  const auto finished_30 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_8)] = convert<bf16>(finished_30);
  }
  const auto finished_31 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_9)] = convert<bf16>(finished_31);
  }
  const auto finished_32 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_10)] = convert<bf16>(finished_32);
  }
  const auto sum_9 = sums_32;
  const auto finished_33 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_3)] = convert<bf16>(finished_33);
  }
  const auto finished_34 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_4)] = convert<bf16>(finished_34);
  }
  const auto finished_35 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_5)] = convert<bf16>(finished_35);
  }
  const auto finished_36 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_6)] = convert<bf16>(finished_36);
  }
  const auto sum_10 = sums_36;
  const auto finished_37 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_7)] = convert<bf16>(finished_37);
  }
  const auto finished_38 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_8)] = convert<bf16>(finished_38);
  }
  const auto finished_39 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_9)] = convert<bf16>(finished_39);
  }
  const auto finished_40 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_10)] = convert<bf16>(finished_40);
  }
  const auto sum_11 = sums_40;
  const auto finished_41 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_3)] = convert<bf16>(finished_41);
  }
  const auto finished_42 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_4)] = convert<bf16>(finished_42);
  }
  const auto finished_43 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_5)] = convert<bf16>(finished_43);
  }
  const auto finished_44 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_6)] = convert<bf16>(finished_44);
  }
  const auto sum_12 = sums_44;
  const auto finished_45 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_7)] = convert<bf16>(finished_45);
  }
  const auto finished_46 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_8)] = convert<bf16>(finished_46);
  }
  const auto finished_47 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_9)] = convert<bf16>(finished_47);
  }
  const auto finished_48 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_10)] = convert<bf16>(finished_48);
  }
  const auto sum_13 = sums_48;
  const auto finished_49 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_3)] = convert<bf16>(finished_49);
  }
  const auto finished_50 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_4)] = convert<bf16>(finished_50);
  }
  const auto finished_51 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_5)] = convert<bf16>(finished_51);
  }
  const auto finished_52 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_6)] = convert<bf16>(finished_52);
  }
  const auto sum_14 = sums_52;
  const auto finished_53 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_7)] = convert<bf16>(finished_53);
  }
  const auto finished_54 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_8)] = convert<bf16>(finished_54);
  }
  const auto finished_55 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_9)] = convert<bf16>(finished_55);
  }
  const auto finished_56 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_10)] = convert<bf16>(finished_56);
  }
  const auto sum_15 = sums_56;
  const auto finished_57 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_3 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_3)] = convert<bf16>(finished_57);
  }
  const auto finished_58 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_4 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_4)] = convert<bf16>(finished_58);
  }
  const auto finished_59 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_5 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_5)] = convert<bf16>(finished_59);
  }
  const auto finished_60 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_6 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_6)] = convert<bf16>(finished_60);
  }
  const auto sum_16 = sums_60;
  const auto finished_61 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[0] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_7 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_7)] = convert<bf16>(finished_61);
  }
  const auto finished_62 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[1] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_8 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_8)] = convert<bf16>(finished_62);
  }
  const auto finished_63 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[2] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_9 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_9)] = convert<bf16>(finished_63);
  }
  const auto finished_64 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[3] * 0.5773502588272095f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_10 < t)) {
    a_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_10)] = convert<bf16>(finished_64);
  }
}

// v13
extern "C" __global__ void __launch_bounds__(64)
v13_kernel(bf16* __restrict__ v13, const bf16* __restrict__ a_s, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const scratch = reinterpret_cast<float*>(shared_memory + 0);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float total;
  const auto lane_2 = invocation & 63;
  const auto row = workgroup + (invocation >> 6);
  const auto safe_row = smaller(row, batch * t * 2 - 1);
  const auto kept = (safe_row / t) >> 1;
  const auto kept_2 = (safe_row / t) & 1;
  const auto kept_3 = safe_row % t;
  total = bits_to_float(0xff800000u);
  for (int step = 0; step < ((t + 63) >> 6); step++) {
    const auto flat = step * 64 + lane_2;
    if (flat < t) {
      total = larger(total, convert<float>(a_s[kept * (t * t * 2) + kept_2 * (t * t) + kept_3 * t + flat]));
    }
  }
  scratch[invocation] = total;
  __syncthreads();
  if (lane_2 < 32) {
    scratch[invocation] = larger(scratch[invocation], scratch[invocation + 32]);
  }
  __syncthreads();
  if (lane_2 < 16) {
    scratch[invocation] = larger(scratch[invocation], scratch[invocation + 16]);
  }
  __syncthreads();
  if (lane_2 < 8) {
    scratch[invocation] = larger(scratch[invocation], scratch[invocation + 8]);
  }
  __syncthreads();
  if (lane_2 < 4) {
    scratch[invocation] = larger(scratch[invocation], scratch[invocation + 4]);
  }
  __syncthreads();
  if (lane_2 < 2) {
    scratch[invocation] = larger(scratch[invocation], scratch[invocation + 2]);
  }
  __syncthreads();
  if (lane_2 < 1) {
    scratch[invocation] = larger(scratch[invocation], scratch[invocation + 1]);
  }
  __syncthreads();
  const auto top = scratch[(invocation >> 6) * 64];
  __syncthreads();
  total = 0.0f;
  for (int step_2 = 0; step_2 < ((t + 63) >> 6); step_2++) {
    const auto flat_2 = step_2 * 64 + lane_2;
    if (flat_2 < t) {
      total = total + expf(convert<float>(a_s[kept * (t * t * 2) + kept_2 * (t * t) + kept_3 * t + flat_2]) - top);
    }
  }
  scratch[invocation] = total;
  __syncthreads();
  if (lane_2 < 32) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 32];
  }
  __syncthreads();
  if (lane_2 < 16) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 16];
  }
  __syncthreads();
  if (lane_2 < 8) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 8];
  }
  __syncthreads();
  if (lane_2 < 4) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 4];
  }
  __syncthreads();
  if (lane_2 < 2) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 2];
  }
  __syncthreads();
  if (lane_2 < 1) {
    scratch[invocation] = scratch[invocation] + scratch[invocation + 1];
  }
  __syncthreads();
  const auto sum = scratch[(invocation >> 6) * 64];
  __syncthreads();
  for (int step_3 = 0; step_3 < ((t + 63) >> 6); step_3++) {
    const auto flat_3 = step_3 * 64 + lane_2;
    if (flat_3 < t) {
      if (row < batch * t * 2) {
        v13[((kept * 2 + kept_2) * t + kept_3) * t + flat_3] = convert<bf16>(expf(convert<float>(a_s[kept * (t * t * 2) + kept_2 * (t * t) + kept_3 * t + flat_3]) - top) / sum);
      }
    }
  }
}

// v14
extern "C" __global__ void __launch_bounds__(128)
v14_kernel(const bf16* __restrict__ n, const bf16* __restrict__ a_V, bf16* __restrict__ v14, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 16368);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead;
  float ahead_2;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  const auto rest = workgroup / ((t + 681) / 682);
  const auto j_start = workgroup % ((t + 681) / 682) * 682;
  for (int copy = 0; copy < 32; copy++) {
    const auto unit = copy * 128 + invocation;
    const auto unit_2 = smaller(unit, 4091);
    const auto batch_2 = unit_2 / 4092;
    const auto j = unit_2 / 6 % 682;
    const auto d2 = unit_2 % 6;
    ahead = convert<float>(n[smaller(rest + batch_2, batch - 1) * (t * 6) + smaller(j_start + j, t - 1) * 6 + d2]);
    const auto unit_3 = copy * 128 + invocation;
    if (unit_3 < 4092) {
      const auto batch_3 = unit_3 / 4092;
      const auto j_2 = unit_3 / 6 % 682;
      const auto d2_2 = unit_3 % 6;
      staged_left[batch_3 * 682 + j_2 + d2_2 * 682] = ahead;
    }
  }
  const auto unit_4 = invocation;
  const auto unit_5 = smaller(unit_4, 35);
  const auto d2_3 = unit_5 / 6;
  const auto heads = (unit_5 / 3) & 1;
  const auto c = unit_5 % 3;
  ahead_2 = convert<float>(a_V[d2_3 * 6 + heads * 3 + c]);
  const auto unit_6 = invocation;
  if (unit_6 < 36) {
    const auto d2_4 = unit_6 / 6;
    const auto heads_2 = (unit_6 / 3) & 1;
    const auto c_2 = unit_6 % 3;
    staged_right[d2_4 * 6 + heads_2 * 3 + c_2] = ahead_2;
  }
  __syncthreads();
  // v14 ... j heads c: 342 micro-tiles
  for (int round_2 = 0; round_2 < 3; round_2++) {
    const auto task = round_2 * 128 + invocation;
    if (task < 342) {
      const auto column_task = task & 1;
      const auto row_task = (task >> 1) % 171;
      const auto batch_4 = row_task * 4 / 682;
      const auto j_3 = row_task * 4 % 682;
      const auto batch_5 = (row_task * 4 + 1) / 682;
      const auto j_4 = (row_task * 4 + 1) % 682;
      const auto batch_6 = (row_task * 4 + 2) / 682;
      const auto j_5 = (row_task * 4 + 2) % 682;
      const auto batch_7 = (row_task * 4 + 3) / 682;
      const auto j_6 = (row_task * 4 + 3) % 682;
      const auto heads_3 = column_task * 4 / 3;
      const auto c_3 = column_task * 4 % 3;
      const auto heads_4 = (column_task * 4 + 1) / 3;
      const auto c_4 = (column_task * 4 + 1) % 3;
      const auto heads_5 = (column_task * 4 + 2) / 3;
      const auto c_5 = (column_task * 4 + 2) % 3;
      const auto heads_6 = (column_task * 4 + 3) / 3;
      const auto c_6 = (column_task * 4 + 3) % 3;
      sums_0 = splat<float, 4>(0.0f);
      sums_4 = splat<float, 4>(0.0f);
      sums_8 = splat<float, 4>(0.0f);
      sums_12 = splat<float, 4>(0.0f);
      const auto left = smaller(batch_4, 0) * 682 + j_3;
      const auto left_2 = smaller(batch_5, 0) * 682 + j_4;
      const auto left_3 = smaller(batch_6, 0) * 682 + j_5;
      const auto left_4 = smaller(batch_7, 0) * 682 + j_6;
      const auto right = smaller(heads_3, 1) * 3 + c_3;
      const auto right_2 = smaller(heads_4, 1) * 3 + c_4;
      const auto right_3 = smaller(heads_5, 1) * 3 + c_5;
      const auto right_4 = smaller(heads_6, 1) * 3 + c_6;
      const auto l = staged_left[left];
      const auto l_2 = staged_left[left_2];
      const auto l_3 = staged_left[left_3];
      const auto l_4 = staged_left[left_4];
      const auto r = staged_right[right];
      const auto r_2 = staged_right[right_2];
      const auto r_3 = staged_right[right_3];
      const auto r_4 = staged_right[right_4];
      sums_0 = multiply_add(splat<float, 4>(l), make<float, 4>(r, r_2, r_3, r_4), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_2), make<float, 4>(r, r_2, r_3, r_4), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_3), make<float, 4>(r, r_2, r_3, r_4), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_4), make<float, 4>(r, r_2, r_3, r_4), sums_12);
      const auto l_5 = staged_left[left + 682];
      const auto l_6 = staged_left[left_2 + 682];
      const auto l_7 = staged_left[left_3 + 682];
      const auto l_8 = staged_left[left_4 + 682];
      const auto r_5 = staged_right[right + 6];
      const auto r_6 = staged_right[right_2 + 6];
      const auto r_7 = staged_right[right_3 + 6];
      const auto r_8 = staged_right[right_4 + 6];
      sums_0 = multiply_add(splat<float, 4>(l_5), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_6), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_7), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_8), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
      const auto l_9 = staged_left[left + 1364];
      const auto l_10 = staged_left[left_2 + 1364];
      const auto l_11 = staged_left[left_3 + 1364];
      const auto l_12 = staged_left[left_4 + 1364];
      const auto r_9 = staged_right[right + 12];
      const auto r_10 = staged_right[right_2 + 12];
      const auto r_11 = staged_right[right_3 + 12];
      const auto r_12 = staged_right[right_4 + 12];
      sums_0 = multiply_add(splat<float, 4>(l_9), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_10), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_11), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_12), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      const auto l_13 = staged_left[left + 2046];
      const auto l_14 = staged_left[left_2 + 2046];
      const auto l_15 = staged_left[left_3 + 2046];
      const auto l_16 = staged_left[left_4 + 2046];
      const auto r_13 = staged_right[right + 18];
      const auto r_14 = staged_right[right_2 + 18];
      const auto r_15 = staged_right[right_3 + 18];
      const auto r_16 = staged_right[right_4 + 18];
      sums_0 = multiply_add(splat<float, 4>(l_13), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_14), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_15), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_16), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
      const auto l_17 = staged_left[left + 2728];
      const auto l_18 = staged_left[left_2 + 2728];
      const auto l_19 = staged_left[left_3 + 2728];
      const auto l_20 = staged_left[left_4 + 2728];
      const auto r_17 = staged_right[right + 24];
      const auto r_18 = staged_right[right_2 + 24];
      const auto r_19 = staged_right[right_3 + 24];
      const auto r_20 = staged_right[right_4 + 24];
      sums_0 = multiply_add(splat<float, 4>(l_17), make<float, 4>(r_17, r_18, r_19, r_20), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_18), make<float, 4>(r_17, r_18, r_19, r_20), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_19), make<float, 4>(r_17, r_18, r_19, r_20), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_20), make<float, 4>(r_17, r_18, r_19, r_20), sums_12);
      const auto l_21 = staged_left[left + 3410];
      const auto l_22 = staged_left[left_2 + 3410];
      const auto l_23 = staged_left[left_3 + 3410];
      const auto l_24 = staged_left[left_4 + 3410];
      const auto r_21 = staged_right[right + 30];
      const auto r_22 = staged_right[right_2 + 30];
      const auto r_23 = staged_right[right_3 + 30];
      const auto r_24 = staged_right[right_4 + 30];
      sums_0 = multiply_add(splat<float, 4>(l_21), make<float, 4>(r_21, r_22, r_23, r_24), sums_0);
      sums_4 = multiply_add(splat<float, 4>(l_22), make<float, 4>(r_21, r_22, r_23, r_24), sums_4);
      sums_8 = multiply_add(splat<float, 4>(l_23), make<float, 4>(r_21, r_22, r_23, r_24), sums_8);
      sums_12 = multiply_add(splat<float, 4>(l_24), make<float, 4>(r_21, r_22, r_23, r_24), sums_12);
      const auto sum = sums_0;
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_3 < 2)) {
        v14[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum[0]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_4 < 2)) {
        v14[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum[1]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_5 < 2)) {
        v14[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum[2]);
      }
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (j_start + j_3 < t) & (heads_6 < 2)) {
        v14[(rest + batch_4) * (t * 6) + (j_start + j_3) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum[3]);
      }
      const auto sum_2 = sums_4;
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_3 < 2)) {
        v14[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_2[0]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_4 < 2)) {
        v14[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_2[1]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_5 < 2)) {
        v14[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_2[2]);
      }
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (j_start + j_4 < t) & (heads_6 < 2)) {
        v14[(rest + batch_5) * (t * 6) + (j_start + j_4) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_2[3]);
      }
      const auto sum_3 = sums_8;
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_3 < 2)) {
        v14[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_3[0]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_4 < 2)) {
        v14[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_3[1]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_5 < 2)) {
        v14[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_3[2]);
      }
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (j_start + j_5 < t) & (heads_6 < 2)) {
        v14[(rest + batch_6) * (t * 6) + (j_start + j_5) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_3[3]);
      }
      const auto sum_4 = sums_12;
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_3 < 2)) {
        v14[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_3 * 3 + c_3] = convert<bf16>(sum_4[0]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_4 < 2)) {
        v14[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_4 * 3 + c_4] = convert<bf16>(sum_4[1]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_5 < 2)) {
        v14[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_5 * 3 + c_5] = convert<bf16>(sum_4[2]);
      }
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (j_start + j_6 < t) & (heads_6 < 2)) {
        v14[(rest + batch_7) * (t * 6) + (j_start + j_6) * 6 + heads_6 * 3 + c_6] = convert<bf16>(sum_4[3]);
      }
    }
  }
}

// v15
extern "C" __global__ void __launch_bounds__(128)
v15_kernel(bf16* __restrict__ v15, const bf16* __restrict__ v13, const bf16* __restrict__ v14, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
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
  const auto rest = workgroup / ((t + 1364) / 1365);
  const auto t_start = workgroup % ((t + 1364) / 1365) * 1365;
  const auto rest_2 = rest >> 1;
  const auto heads_start = rest & 1;
  // v15 ... heads t c: 342 micro-tiles
  for (int round_2 = 0; round_2 < 3; round_2++) {
    const auto task = round_2 * 128 + invocation;
    if (task < 342) {
      const auto row_task = task % 342;
      const auto batch_task = task / 342;
      const auto t_2 = row_task * 4;
      const auto t_3 = row_task * 4 + 1;
      const auto t_4 = row_task * 4 + 2;
      const auto t_5 = row_task * 4 + 3;
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
      const auto left = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_2, t - 1) * t;
      const auto left_2 = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_3, t - 1) * t;
      const auto left_3 = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_4, t - 1) * t;
      const auto left_4 = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_5, t - 1) * t;
      const auto right = smaller(rest_2 + batch_task, batch - 1) * (t * 6) + heads_start * 3;
      const auto right_2 = smaller(rest_2 + batch_task, batch - 1) * (t * 6) + heads_start * 3 + 1;
      const auto right_3 = smaller(rest_2 + batch_task, batch - 1) * (t * 6) + heads_start * 3 + 2;
      for (int j = 0; j < t; j++) {
        const auto l = convert<float>(v13[left + j]);
        const auto l_2 = convert<float>(v13[left_2 + j]);
        const auto l_3 = convert<float>(v13[left_3 + j]);
        const auto l_4 = convert<float>(v13[left_4 + j]);
        const auto r = convert<float>(v14[right + j * 6]);
        const auto r_2 = convert<float>(v14[right_2 + j * 6]);
        const auto r_3 = convert<float>(v14[right_3 + j * 6]);
        sums_0 = multiply_add(l, r, sums_0);
        sums_1 = multiply_add(l, r_2, sums_1);
        sums_2 = multiply_add(l, r_3, sums_2);
        sums_3 = multiply_add(l_2, r, sums_3);
        sums_4 = multiply_add(l_2, r_2, sums_4);
        sums_5 = multiply_add(l_2, r_3, sums_5);
        sums_6 = multiply_add(l_3, r, sums_6);
        sums_7 = multiply_add(l_3, r_2, sums_7);
        sums_8 = multiply_add(l_3, r_3, sums_8);
        sums_9 = multiply_add(l_4, r, sums_9);
        sums_10 = multiply_add(l_4, r_2, sums_10);
        sums_11 = multiply_add(l_4, r_3, sums_11);
      }
      const auto sum = sums_0;
      if ((rest_2 + batch_task < batch) & (t_2 < 1365) & (t_start + t_2 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_2) * 3] = convert<bf16>(sum);
      }
      const auto sum_2 = sums_1;
      if ((rest_2 + batch_task < batch) & (t_2 < 1365) & (t_start + t_2 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_2) * 3 + 1] = convert<bf16>(sum_2);
      }
      const auto sum_3 = sums_2;
      if ((rest_2 + batch_task < batch) & (t_2 < 1365) & (t_start + t_2 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_2) * 3 + 2] = convert<bf16>(sum_3);
      }
      const auto sum_4 = sums_3;
      if ((rest_2 + batch_task < batch) & (t_3 < 1365) & (t_start + t_3 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_3) * 3] = convert<bf16>(sum_4);
      }
      const auto sum_5 = sums_4;
      if ((rest_2 + batch_task < batch) & (t_3 < 1365) & (t_start + t_3 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_3) * 3 + 1] = convert<bf16>(sum_5);
      }
      const auto sum_6 = sums_5;
      if ((rest_2 + batch_task < batch) & (t_3 < 1365) & (t_start + t_3 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_3) * 3 + 2] = convert<bf16>(sum_6);
      }
      const auto sum_7 = sums_6;
      if ((rest_2 + batch_task < batch) & (t_4 < 1365) & (t_start + t_4 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_4) * 3] = convert<bf16>(sum_7);
      }
      const auto sum_8 = sums_7;
      if ((rest_2 + batch_task < batch) & (t_4 < 1365) & (t_start + t_4 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_4) * 3 + 1] = convert<bf16>(sum_8);
      }
      const auto sum_9 = sums_8;
      if ((rest_2 + batch_task < batch) & (t_4 < 1365) & (t_start + t_4 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_4) * 3 + 2] = convert<bf16>(sum_9);
      }
      const auto sum_10 = sums_9;
      if ((rest_2 + batch_task < batch) & (t_5 < 1365) & (t_start + t_5 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_5) * 3] = convert<bf16>(sum_10);
      }
      const auto sum_11 = sums_10;
      if ((rest_2 + batch_task < batch) & (t_5 < 1365) & (t_start + t_5 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_5) * 3 + 1] = convert<bf16>(sum_11);
      }
      const auto sum_12 = sums_11;
      if ((rest_2 + batch_task < batch) & (t_5 < 1365) & (t_start + t_5 < t)) {
        v15[(rest_2 + batch_task) * (t * 6) + heads_start * (t * 3) + (t_start + t_5) * 3 + 2] = convert<bf16>(sum_12);
      }
    }
  }
}

// h
extern "C" __global__ void __launch_bounds__(128)
h_kernel(const bf16* __restrict__ v15, const bf16* __restrict__ a_O, bf16* __restrict__ h, const bf16* __restrict__ x, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 16368);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float ahead;
  float ahead_2;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  const auto rest = workgroup / ((t + 681) / 682);
  const auto t_start = workgroup % ((t + 681) / 682) * 682;
  for (int copy = 0; copy < 32; copy++) {
    const auto unit = copy * 128 + invocation;
    const auto unit_2 = smaller(unit, 4091);
    const auto batch_2 = unit_2 / 4092;
    const auto heads = (unit_2 / 2046) & 1;
    const auto t_2 = unit_2 / 3 % 682;
    const auto c = unit_2 % 3;
    ahead = convert<float>(v15[smaller(rest + batch_2, batch - 1) * (t * 6) + heads * (t * 3) + smaller(t_start + t_2, t - 1) * 3 + c]);
    const auto unit_3 = copy * 128 + invocation;
    if (unit_3 < 4092) {
      const auto batch_3 = unit_3 / 4092;
      const auto heads_2 = (unit_3 / 2046) & 1;
      const auto t_3 = unit_3 / 3 % 682;
      const auto c_2 = unit_3 % 3;
      staged_left[batch_3 * 682 + heads_2 * 2046 + t_3 + c_2 * 682] = ahead;
    }
  }
  const auto unit_4 = invocation;
  const auto unit_5 = smaller(unit_4, 35);
  const auto heads_3 = unit_5 / 18;
  const auto c_3 = unit_5 / 6 % 3;
  const auto d = unit_5 % 6;
  ahead_2 = convert<float>(a_O[heads_3 * 18 + c_3 * 6 + d]);
  const auto unit_6 = invocation;
  if (unit_6 < 36) {
    const auto heads_4 = unit_6 / 18;
    const auto c_4 = unit_6 / 6 % 3;
    const auto d_2 = unit_6 % 6;
    staged_right[heads_4 * 18 + c_4 * 6 + d_2] = ahead_2;
  }
  __syncthreads();
  // a.y ... t d: 342 micro-tiles
  for (int round_2 = 0; round_2 < 3; round_2++) {
    const auto task = round_2 * 128 + invocation;
    if (task < 342) {
      const auto column_task = task & 1;
      const auto row_task = (task >> 1) % 171;
      const auto batch_4 = row_task * 4 / 682;
      const auto t_4 = row_task * 4 % 682;
      const auto batch_5 = (row_task * 4 + 1) / 682;
      const auto t_5 = (row_task * 4 + 1) % 682;
      const auto batch_6 = (row_task * 4 + 2) / 682;
      const auto t_6 = (row_task * 4 + 2) % 682;
      const auto batch_7 = (row_task * 4 + 3) / 682;
      const auto t_7 = (row_task * 4 + 3) % 682;
      const auto d_3 = column_task * 4;
      const auto d_4 = column_task * 4 + 1;
      const auto d_5 = column_task * 4 + 2;
      const auto d_6 = column_task * 4 + 3;
      sums_0 = splat<float, 4>(0.0f);
      sums_4 = splat<float, 4>(0.0f);
      sums_8 = splat<float, 4>(0.0f);
      sums_12 = splat<float, 4>(0.0f);
      const auto left = smaller(batch_4, 0) * 682 + t_4;
      const auto left_2 = smaller(batch_5, 0) * 682 + t_5;
      const auto left_3 = smaller(batch_6, 0) * 682 + t_6;
      const auto left_4 = smaller(batch_7, 0) * 682 + t_7;
      const auto right = smaller(d_3, 5);
      const auto right_2 = smaller(d_4, 5);
      const auto right_3 = smaller(d_5, 5);
      const auto right_4 = smaller(d_6, 5);
      for (int heads_5 = 0; heads_5 < 2; heads_5++) {
        const auto l = staged_left[left + heads_5 * 2046];
        const auto l_2 = staged_left[left_2 + heads_5 * 2046];
        const auto l_3 = staged_left[left_3 + heads_5 * 2046];
        const auto l_4 = staged_left[left_4 + heads_5 * 2046];
        const auto r = staged_right[right + heads_5 * 18];
        const auto r_2 = staged_right[right_2 + heads_5 * 18];
        const auto r_3 = staged_right[right_3 + heads_5 * 18];
        const auto r_4 = staged_right[right_4 + heads_5 * 18];
        sums_0 = multiply_add(splat<float, 4>(l), make<float, 4>(r, r_2, r_3, r_4), sums_0);
        sums_4 = multiply_add(splat<float, 4>(l_2), make<float, 4>(r, r_2, r_3, r_4), sums_4);
        sums_8 = multiply_add(splat<float, 4>(l_3), make<float, 4>(r, r_2, r_3, r_4), sums_8);
        sums_12 = multiply_add(splat<float, 4>(l_4), make<float, 4>(r, r_2, r_3, r_4), sums_12);
        const auto l_5 = staged_left[left + (heads_5 * 2046 + 682)];
        const auto l_6 = staged_left[left_2 + (heads_5 * 2046 + 682)];
        const auto l_7 = staged_left[left_3 + (heads_5 * 2046 + 682)];
        const auto l_8 = staged_left[left_4 + (heads_5 * 2046 + 682)];
        const auto r_5 = staged_right[right + (heads_5 * 18 + 6)];
        const auto r_6 = staged_right[right_2 + (heads_5 * 18 + 6)];
        const auto r_7 = staged_right[right_3 + (heads_5 * 18 + 6)];
        const auto r_8 = staged_right[right_4 + (heads_5 * 18 + 6)];
        sums_0 = multiply_add(splat<float, 4>(l_5), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
        sums_4 = multiply_add(splat<float, 4>(l_6), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
        sums_8 = multiply_add(splat<float, 4>(l_7), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
        sums_12 = multiply_add(splat<float, 4>(l_8), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
        const auto l_9 = staged_left[left + (heads_5 * 2046 + 1364)];
        const auto l_10 = staged_left[left_2 + (heads_5 * 2046 + 1364)];
        const auto l_11 = staged_left[left_3 + (heads_5 * 2046 + 1364)];
        const auto l_12 = staged_left[left_4 + (heads_5 * 2046 + 1364)];
        const auto r_9 = staged_right[right + (heads_5 * 18 + 12)];
        const auto r_10 = staged_right[right_2 + (heads_5 * 18 + 12)];
        const auto r_11 = staged_right[right_3 + (heads_5 * 18 + 12)];
        const auto r_12 = staged_right[right_4 + (heads_5 * 18 + 12)];
        sums_0 = multiply_add(splat<float, 4>(l_9), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
        sums_4 = multiply_add(splat<float, 4>(l_10), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
        sums_8 = multiply_add(splat<float, 4>(l_11), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
        sums_12 = multiply_add(splat<float, 4>(l_12), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
      }
      const auto sum = sums_0;
      const auto finished = convert<float>(x[smaller(rest + batch_4, batch - 1) * (t * 6) + smaller(t_start + t_4, t - 1) * 6 + smaller(d_3, 5)]) + sum[0];
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (t_start + t_4 < t) & (d_3 < 6)) {
        h[(rest + batch_4) * (t * 6) + (t_start + t_4) * 6 + d_3] = convert<bf16>(finished);
      }
      const auto finished_2 = convert<float>(x[smaller(rest + batch_4, batch - 1) * (t * 6) + smaller(t_start + t_4, t - 1) * 6 + smaller(d_4, 5)]) + sum[1];
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (t_start + t_4 < t) & (d_4 < 6)) {
        h[(rest + batch_4) * (t * 6) + (t_start + t_4) * 6 + d_4] = convert<bf16>(finished_2);
      }
      const auto finished_3 = convert<float>(x[smaller(rest + batch_4, batch - 1) * (t * 6) + smaller(t_start + t_4, t - 1) * 6 + smaller(d_5, 5)]) + sum[2];
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (t_start + t_4 < t) & (d_5 < 6)) {
        h[(rest + batch_4) * (t * 6) + (t_start + t_4) * 6 + d_5] = convert<bf16>(finished_3);
      }
      const auto finished_4 = convert<float>(x[smaller(rest + batch_4, batch - 1) * (t * 6) + smaller(t_start + t_4, t - 1) * 6 + smaller(d_6, 5)]) + sum[3];
      if ((batch_4 < 1) & (rest + batch_4 < batch) & (t_start + t_4 < t) & (d_6 < 6)) {
        h[(rest + batch_4) * (t * 6) + (t_start + t_4) * 6 + d_6] = convert<bf16>(finished_4);
      }
      const auto sum_2 = sums_4;
      const auto finished_5 = convert<float>(x[smaller(rest + batch_5, batch - 1) * (t * 6) + smaller(t_start + t_5, t - 1) * 6 + smaller(d_3, 5)]) + sum_2[0];
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (t_start + t_5 < t) & (d_3 < 6)) {
        h[(rest + batch_5) * (t * 6) + (t_start + t_5) * 6 + d_3] = convert<bf16>(finished_5);
      }
      const auto finished_6 = convert<float>(x[smaller(rest + batch_5, batch - 1) * (t * 6) + smaller(t_start + t_5, t - 1) * 6 + smaller(d_4, 5)]) + sum_2[1];
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (t_start + t_5 < t) & (d_4 < 6)) {
        h[(rest + batch_5) * (t * 6) + (t_start + t_5) * 6 + d_4] = convert<bf16>(finished_6);
      }
      const auto finished_7 = convert<float>(x[smaller(rest + batch_5, batch - 1) * (t * 6) + smaller(t_start + t_5, t - 1) * 6 + smaller(d_5, 5)]) + sum_2[2];
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (t_start + t_5 < t) & (d_5 < 6)) {
        h[(rest + batch_5) * (t * 6) + (t_start + t_5) * 6 + d_5] = convert<bf16>(finished_7);
      }
      const auto finished_8 = convert<float>(x[smaller(rest + batch_5, batch - 1) * (t * 6) + smaller(t_start + t_5, t - 1) * 6 + smaller(d_6, 5)]) + sum_2[3];
      if ((batch_5 < 1) & (rest + batch_5 < batch) & (t_start + t_5 < t) & (d_6 < 6)) {
        h[(rest + batch_5) * (t * 6) + (t_start + t_5) * 6 + d_6] = convert<bf16>(finished_8);
      }
      const auto sum_3 = sums_8;
      const auto finished_9 = convert<float>(x[smaller(rest + batch_6, batch - 1) * (t * 6) + smaller(t_start + t_6, t - 1) * 6 + smaller(d_3, 5)]) + sum_3[0];
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (t_start + t_6 < t) & (d_3 < 6)) {
        h[(rest + batch_6) * (t * 6) + (t_start + t_6) * 6 + d_3] = convert<bf16>(finished_9);
      }
      const auto finished_10 = convert<float>(x[smaller(rest + batch_6, batch - 1) * (t * 6) + smaller(t_start + t_6, t - 1) * 6 + smaller(d_4, 5)]) + sum_3[1];
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (t_start + t_6 < t) & (d_4 < 6)) {
        h[(rest + batch_6) * (t * 6) + (t_start + t_6) * 6 + d_4] = convert<bf16>(finished_10);
      }
      const auto finished_11 = convert<float>(x[smaller(rest + batch_6, batch - 1) * (t * 6) + smaller(t_start + t_6, t - 1) * 6 + smaller(d_5, 5)]) + sum_3[2];
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (t_start + t_6 < t) & (d_5 < 6)) {
        h[(rest + batch_6) * (t * 6) + (t_start + t_6) * 6 + d_5] = convert<bf16>(finished_11);
      }
      const auto finished_12 = convert<float>(x[smaller(rest + batch_6, batch - 1) * (t * 6) + smaller(t_start + t_6, t - 1) * 6 + smaller(d_6, 5)]) + sum_3[3];
      if ((batch_6 < 1) & (rest + batch_6 < batch) & (t_start + t_6 < t) & (d_6 < 6)) {
        h[(rest + batch_6) * (t * 6) + (t_start + t_6) * 6 + d_6] = convert<bf16>(finished_12);
      }
      const auto sum_4 = sums_12;
      const auto finished_13 = convert<float>(x[smaller(rest + batch_7, batch - 1) * (t * 6) + smaller(t_start + t_7, t - 1) * 6 + smaller(d_3, 5)]) + sum_4[0];
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (t_start + t_7 < t) & (d_3 < 6)) {
        h[(rest + batch_7) * (t * 6) + (t_start + t_7) * 6 + d_3] = convert<bf16>(finished_13);
      }
      const auto finished_14 = convert<float>(x[smaller(rest + batch_7, batch - 1) * (t * 6) + smaller(t_start + t_7, t - 1) * 6 + smaller(d_4, 5)]) + sum_4[1];
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (t_start + t_7 < t) & (d_4 < 6)) {
        h[(rest + batch_7) * (t * 6) + (t_start + t_7) * 6 + d_4] = convert<bf16>(finished_14);
      }
      const auto finished_15 = convert<float>(x[smaller(rest + batch_7, batch - 1) * (t * 6) + smaller(t_start + t_7, t - 1) * 6 + smaller(d_5, 5)]) + sum_4[2];
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (t_start + t_7 < t) & (d_5 < 6)) {
        h[(rest + batch_7) * (t * 6) + (t_start + t_7) * 6 + d_5] = convert<bf16>(finished_15);
      }
      const auto finished_16 = convert<float>(x[smaller(rest + batch_7, batch - 1) * (t * 6) + smaller(t_start + t_7, t - 1) * 6 + smaller(d_6, 5)]) + sum_4[3];
      if ((batch_7 < 1) & (rest + batch_7 < batch) & (t_start + t_7 < t) & (d_6 < 6)) {
        h[(rest + batch_7) * (t * 6) + (t_start + t_7) * 6 + d_6] = convert<bf16>(finished_16);
      }
    }
  }
}

// v18
extern "C" __global__ void __launch_bounds__(64)
v18_kernel(bf16* __restrict__ v18, const bf16* __restrict__ h, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const scratch = reinterpret_cast<float*>(shared_memory + 0);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  float total;
  const auto lane_2 = invocation & 1;
  const auto row = workgroup * 32 + (invocation >> 1);
  const auto safe_row = smaller(row, batch * t - 1);
  const auto kept = safe_row / t;
  const auto kept_2 = safe_row % t;
  total = 0.0f;
  for (int step = 0; step < 3; step++) {
    const auto flat = step * 2 + lane_2;
    total = total + convert<float>(h[kept * (t * 6) + kept_2 * 6 + flat]);
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
    total = total + (convert<float>(h[kept * (t * 6) + kept_2 * 6 + flat_2]) - mean) * (convert<float>(h[kept * (t * 6) + kept_2 * 6 + flat_2]) - mean);
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
    if (row < batch * t) {
      v18[(kept * t + kept_2) * 6 + flat_3] = convert<bf16>((convert<float>(h[kept * (t * 6) + kept_2 * 6 + flat_3]) - mean) * scale);
    }
  }
}

// b.y
extern "C" __global__ void __launch_bounds__(32)
b_y_kernel(const bf16* __restrict__ v18, const bf16* __restrict__ ffn_gain, const bf16* __restrict__ b_U, bf16* __restrict__ b_y, const bf16* __restrict__ b_D, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const kept_24 = reinterpret_cast<float*>(shared_memory + 864);
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
  const auto unit_2 = smaller(unit, 47);
  const auto batch_2 = unit_2 / 6 * 4;
  const auto i = unit_2 % 6;
  const auto flat = smaller(batch_start + batch_2, batch * t - 1) * 6 + i;
  ahead_0 = convert<float>(v18[flat / 6 / t * (t * 6) + flat / 6 % t * 6 + flat % 6]) * convert<float>(ffn_gain[flat % 6]);
  const auto flat_2 = smaller(batch_start + (batch_2 + 1), batch * t - 1) * 6 + i;
  ahead_1 = convert<float>(v18[flat_2 / 6 / t * (t * 6) + flat_2 / 6 % t * 6 + flat_2 % 6]) * convert<float>(ffn_gain[flat_2 % 6]);
  const auto flat_3 = smaller(batch_start + (batch_2 + 2), batch * t - 1) * 6 + i;
  ahead_2 = convert<float>(v18[flat_3 / 6 / t * (t * 6) + flat_3 / 6 % t * 6 + flat_3 % 6]) * convert<float>(ffn_gain[flat_3 % 6]);
  const auto flat_4 = smaller(batch_start + (batch_2 + 3), batch * t - 1) * 6 + i;
  ahead_3 = convert<float>(v18[flat_4 / 6 / t * (t * 6) + flat_4 / 6 % t * 6 + flat_4 % 6]) * convert<float>(ffn_gain[flat_4 % 6]);
  const auto unit_3 = invocation;
  if (unit_3 < 48) {
    const auto batch_3 = unit_3 / 6 * 4;
    const auto i_2 = unit_3 % 6;
    wide_at<vec<float, 4>>(staged_left + (batch_3 + i_2 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_4 = invocation + 32;
  const auto unit_5 = smaller(unit_4, 47);
  const auto batch_4 = unit_5 / 6 * 4;
  const auto i_3 = unit_5 % 6;
  const auto flat_5 = smaller(batch_start + batch_4, batch * t - 1) * 6 + i_3;
  ahead_0 = convert<float>(v18[flat_5 / 6 / t * (t * 6) + flat_5 / 6 % t * 6 + flat_5 % 6]) * convert<float>(ffn_gain[flat_5 % 6]);
  const auto flat_6 = smaller(batch_start + (batch_4 + 1), batch * t - 1) * 6 + i_3;
  ahead_1 = convert<float>(v18[flat_6 / 6 / t * (t * 6) + flat_6 / 6 % t * 6 + flat_6 % 6]) * convert<float>(ffn_gain[flat_6 % 6]);
  const auto flat_7 = smaller(batch_start + (batch_4 + 2), batch * t - 1) * 6 + i_3;
  ahead_2 = convert<float>(v18[flat_7 / 6 / t * (t * 6) + flat_7 / 6 % t * 6 + flat_7 % 6]) * convert<float>(ffn_gain[flat_7 % 6]);
  const auto flat_8 = smaller(batch_start + (batch_4 + 3), batch * t - 1) * 6 + i_3;
  ahead_3 = convert<float>(v18[flat_8 / 6 / t * (t * 6) + flat_8 / 6 % t * 6 + flat_8 % 6]) * convert<float>(ffn_gain[flat_8 % 6]);
  const auto unit_6 = invocation + 32;
  if (unit_6 < 48) {
    const auto batch_5 = unit_6 / 6 * 4;
    const auto i_4 = unit_6 % 6;
    wide_at<vec<float, 4>>(staged_left + (batch_5 + i_4 * 36)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  __syncthreads();
  // v23 ... f: 24 micro-tiles
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
    const auto right = smaller(f, 8);
    const auto right_2 = smaller(f_2, 8);
    const auto right_3 = smaller(f_3, 8);
    const auto right_4 = smaller(f_4, 8);
    const auto l = wide<vec<float, 4>>(staged_left + batch_6);
    const auto r = convert<float>(b_U[right]);
    const auto r_2 = convert<float>(b_U[right_2]);
    const auto r_3 = convert<float>(b_U[right_3]);
    const auto r_4 = convert<float>(b_U[right_4]);
    sums_0 = multiply_add(splat<float, 4>(l[0]), make<float, 4>(r, r_2, r_3, r_4), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l[1]), make<float, 4>(r, r_2, r_3, r_4), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l[2]), make<float, 4>(r, r_2, r_3, r_4), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l[3]), make<float, 4>(r, r_2, r_3, r_4), sums_12);
    const auto l_2 = wide<vec<float, 4>>(staged_left + (batch_6 + 36));
    const auto r_5 = convert<float>(b_U[right + 9]);
    const auto r_6 = convert<float>(b_U[right_2 + 9]);
    const auto r_7 = convert<float>(b_U[right_3 + 9]);
    const auto r_8 = convert<float>(b_U[right_4 + 9]);
    sums_0 = multiply_add(splat<float, 4>(l_2[0]), make<float, 4>(r_5, r_6, r_7, r_8), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_2[1]), make<float, 4>(r_5, r_6, r_7, r_8), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_2[2]), make<float, 4>(r_5, r_6, r_7, r_8), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_2[3]), make<float, 4>(r_5, r_6, r_7, r_8), sums_12);
    const auto l_3 = wide<vec<float, 4>>(staged_left + (batch_6 + 72));
    const auto r_9 = convert<float>(b_U[right + 18]);
    const auto r_10 = convert<float>(b_U[right_2 + 18]);
    const auto r_11 = convert<float>(b_U[right_3 + 18]);
    const auto r_12 = convert<float>(b_U[right_4 + 18]);
    sums_0 = multiply_add(splat<float, 4>(l_3[0]), make<float, 4>(r_9, r_10, r_11, r_12), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_3[1]), make<float, 4>(r_9, r_10, r_11, r_12), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_3[2]), make<float, 4>(r_9, r_10, r_11, r_12), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_3[3]), make<float, 4>(r_9, r_10, r_11, r_12), sums_12);
    const auto l_4 = wide<vec<float, 4>>(staged_left + (batch_6 + 108));
    const auto r_13 = convert<float>(b_U[right + 27]);
    const auto r_14 = convert<float>(b_U[right_2 + 27]);
    const auto r_15 = convert<float>(b_U[right_3 + 27]);
    const auto r_16 = convert<float>(b_U[right_4 + 27]);
    sums_0 = multiply_add(splat<float, 4>(l_4[0]), make<float, 4>(r_13, r_14, r_15, r_16), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_4[1]), make<float, 4>(r_13, r_14, r_15, r_16), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_4[2]), make<float, 4>(r_13, r_14, r_15, r_16), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_4[3]), make<float, 4>(r_13, r_14, r_15, r_16), sums_12);
    const auto l_5 = wide<vec<float, 4>>(staged_left + (batch_6 + 144));
    const auto r_17 = convert<float>(b_U[right + 36]);
    const auto r_18 = convert<float>(b_U[right_2 + 36]);
    const auto r_19 = convert<float>(b_U[right_3 + 36]);
    const auto r_20 = convert<float>(b_U[right_4 + 36]);
    sums_0 = multiply_add(splat<float, 4>(l_5[0]), make<float, 4>(r_17, r_18, r_19, r_20), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_5[1]), make<float, 4>(r_17, r_18, r_19, r_20), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_5[2]), make<float, 4>(r_17, r_18, r_19, r_20), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_5[3]), make<float, 4>(r_17, r_18, r_19, r_20), sums_12);
    const auto l_6 = wide<vec<float, 4>>(staged_left + (batch_6 + 180));
    const auto r_21 = convert<float>(b_U[right + 45]);
    const auto r_22 = convert<float>(b_U[right_2 + 45]);
    const auto r_23 = convert<float>(b_U[right_3 + 45]);
    const auto r_24 = convert<float>(b_U[right_4 + 45]);
    sums_0 = multiply_add(splat<float, 4>(l_6[0]), make<float, 4>(r_21, r_22, r_23, r_24), sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_6[1]), make<float, 4>(r_21, r_22, r_23, r_24), sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_6[2]), make<float, 4>(r_21, r_22, r_23, r_24), sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_6[3]), make<float, 4>(r_21, r_22, r_23, r_24), sums_12);
    const auto finished = gelu(sums_0[0]);
    const auto finished_2 = gelu(sums_4[0]);
    const auto finished_3 = gelu(sums_8[0]);
    const auto finished_4 = gelu(sums_12[0]);
    if (f < 9) {
      wide_at<vec<float, 4>>(kept_24 + (batch_6 + f * 32)) = make<float, 4>(finished, finished_2, finished_3, finished_4);
    }
    const auto finished_5 = gelu(sums_0[1]);
    const auto finished_6 = gelu(sums_4[1]);
    const auto finished_7 = gelu(sums_8[1]);
    const auto finished_8 = gelu(sums_12[1]);
    if (f_2 < 9) {
      wide_at<vec<float, 4>>(kept_24 + (batch_6 + f_2 * 32)) = make<float, 4>(finished_5, finished_6, finished_7, finished_8);
    }
    const auto finished_9 = gelu(sums_0[2]);
    const auto finished_10 = gelu(sums_4[2]);
    const auto finished_11 = gelu(sums_8[2]);
    const auto finished_12 = gelu(sums_12[2]);
    if (f_3 < 9) {
      wide_at<vec<float, 4>>(kept_24 + (batch_6 + f_3 * 32)) = make<float, 4>(finished_9, finished_10, finished_11, finished_12);
    }
    const auto finished_13 = gelu(sums_0[3]);
    const auto finished_14 = gelu(sums_4[3]);
    const auto finished_15 = gelu(sums_8[3]);
    const auto finished_16 = gelu(sums_12[3]);
    if (f_4 < 9) {
      wide_at<vec<float, 4>>(kept_24 + (batch_6 + f_4 * 32)) = make<float, 4>(finished_13, finished_14, finished_15, finished_16);
    }
  }
  __syncthreads();
  // b.y ... d: 16 micro-tiles
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
    const auto right_5 = smaller(d, 5);
    const auto right_6 = smaller(d_2, 5);
    const auto right_7 = smaller(d_3, 5);
    const auto right_8 = smaller(d_4, 5);
    const auto l_7 = wide<vec<float, 4>>(kept_24 + batch_7);
    const auto r_25 = convert<float>(b_D[right_5]);
    const auto r_26 = convert<float>(b_D[right_6]);
    const auto r_27 = convert<float>(b_D[right_7]);
    const auto r_28 = convert<float>(b_D[right_8]);
    sums_0_2 = multiply_add(splat<float, 4>(l_7[0]), make<float, 4>(r_25, r_26, r_27, r_28), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_7[1]), make<float, 4>(r_25, r_26, r_27, r_28), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_7[2]), make<float, 4>(r_25, r_26, r_27, r_28), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_7[3]), make<float, 4>(r_25, r_26, r_27, r_28), sums_12_2);
    const auto l_8 = wide<vec<float, 4>>(kept_24 + (batch_7 + 32));
    const auto r_29 = convert<float>(b_D[right_5 + 6]);
    const auto r_30 = convert<float>(b_D[right_6 + 6]);
    const auto r_31 = convert<float>(b_D[right_7 + 6]);
    const auto r_32 = convert<float>(b_D[right_8 + 6]);
    sums_0_2 = multiply_add(splat<float, 4>(l_8[0]), make<float, 4>(r_29, r_30, r_31, r_32), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_8[1]), make<float, 4>(r_29, r_30, r_31, r_32), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_8[2]), make<float, 4>(r_29, r_30, r_31, r_32), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_8[3]), make<float, 4>(r_29, r_30, r_31, r_32), sums_12_2);
    const auto l_9 = wide<vec<float, 4>>(kept_24 + (batch_7 + 64));
    const auto r_33 = convert<float>(b_D[right_5 + 12]);
    const auto r_34 = convert<float>(b_D[right_6 + 12]);
    const auto r_35 = convert<float>(b_D[right_7 + 12]);
    const auto r_36 = convert<float>(b_D[right_8 + 12]);
    sums_0_2 = multiply_add(splat<float, 4>(l_9[0]), make<float, 4>(r_33, r_34, r_35, r_36), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_9[1]), make<float, 4>(r_33, r_34, r_35, r_36), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_9[2]), make<float, 4>(r_33, r_34, r_35, r_36), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_9[3]), make<float, 4>(r_33, r_34, r_35, r_36), sums_12_2);
    const auto l_10 = wide<vec<float, 4>>(kept_24 + (batch_7 + 96));
    const auto r_37 = convert<float>(b_D[right_5 + 18]);
    const auto r_38 = convert<float>(b_D[right_6 + 18]);
    const auto r_39 = convert<float>(b_D[right_7 + 18]);
    const auto r_40 = convert<float>(b_D[right_8 + 18]);
    sums_0_2 = multiply_add(splat<float, 4>(l_10[0]), make<float, 4>(r_37, r_38, r_39, r_40), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_10[1]), make<float, 4>(r_37, r_38, r_39, r_40), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_10[2]), make<float, 4>(r_37, r_38, r_39, r_40), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_10[3]), make<float, 4>(r_37, r_38, r_39, r_40), sums_12_2);
    const auto l_11 = wide<vec<float, 4>>(kept_24 + (batch_7 + 128));
    const auto r_41 = convert<float>(b_D[right_5 + 24]);
    const auto r_42 = convert<float>(b_D[right_6 + 24]);
    const auto r_43 = convert<float>(b_D[right_7 + 24]);
    const auto r_44 = convert<float>(b_D[right_8 + 24]);
    sums_0_2 = multiply_add(splat<float, 4>(l_11[0]), make<float, 4>(r_41, r_42, r_43, r_44), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_11[1]), make<float, 4>(r_41, r_42, r_43, r_44), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_11[2]), make<float, 4>(r_41, r_42, r_43, r_44), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_11[3]), make<float, 4>(r_41, r_42, r_43, r_44), sums_12_2);
    const auto l_12 = wide<vec<float, 4>>(kept_24 + (batch_7 + 160));
    const auto r_45 = convert<float>(b_D[right_5 + 30]);
    const auto r_46 = convert<float>(b_D[right_6 + 30]);
    const auto r_47 = convert<float>(b_D[right_7 + 30]);
    const auto r_48 = convert<float>(b_D[right_8 + 30]);
    sums_0_2 = multiply_add(splat<float, 4>(l_12[0]), make<float, 4>(r_45, r_46, r_47, r_48), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_12[1]), make<float, 4>(r_45, r_46, r_47, r_48), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_12[2]), make<float, 4>(r_45, r_46, r_47, r_48), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_12[3]), make<float, 4>(r_45, r_46, r_47, r_48), sums_12_2);
    const auto l_13 = wide<vec<float, 4>>(kept_24 + (batch_7 + 192));
    const auto r_49 = convert<float>(b_D[right_5 + 36]);
    const auto r_50 = convert<float>(b_D[right_6 + 36]);
    const auto r_51 = convert<float>(b_D[right_7 + 36]);
    const auto r_52 = convert<float>(b_D[right_8 + 36]);
    sums_0_2 = multiply_add(splat<float, 4>(l_13[0]), make<float, 4>(r_49, r_50, r_51, r_52), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_13[1]), make<float, 4>(r_49, r_50, r_51, r_52), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_13[2]), make<float, 4>(r_49, r_50, r_51, r_52), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_13[3]), make<float, 4>(r_49, r_50, r_51, r_52), sums_12_2);
    const auto l_14 = wide<vec<float, 4>>(kept_24 + (batch_7 + 224));
    const auto r_53 = convert<float>(b_D[right_5 + 42]);
    const auto r_54 = convert<float>(b_D[right_6 + 42]);
    const auto r_55 = convert<float>(b_D[right_7 + 42]);
    const auto r_56 = convert<float>(b_D[right_8 + 42]);
    sums_0_2 = multiply_add(splat<float, 4>(l_14[0]), make<float, 4>(r_53, r_54, r_55, r_56), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_14[1]), make<float, 4>(r_53, r_54, r_55, r_56), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_14[2]), make<float, 4>(r_53, r_54, r_55, r_56), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_14[3]), make<float, 4>(r_53, r_54, r_55, r_56), sums_12_2);
    const auto l_15 = wide<vec<float, 4>>(kept_24 + (batch_7 + 256));
    const auto r_57 = convert<float>(b_D[right_5 + 48]);
    const auto r_58 = convert<float>(b_D[right_6 + 48]);
    const auto r_59 = convert<float>(b_D[right_7 + 48]);
    const auto r_60 = convert<float>(b_D[right_8 + 48]);
    sums_0_2 = multiply_add(splat<float, 4>(l_15[0]), make<float, 4>(r_57, r_58, r_59, r_60), sums_0_2);
    sums_4_2 = multiply_add(splat<float, 4>(l_15[1]), make<float, 4>(r_57, r_58, r_59, r_60), sums_4_2);
    sums_8_2 = multiply_add(splat<float, 4>(l_15[2]), make<float, 4>(r_57, r_58, r_59, r_60), sums_8_2);
    sums_12_2 = multiply_add(splat<float, 4>(l_15[3]), make<float, 4>(r_57, r_58, r_59, r_60), sums_12_2);
    const auto sum = sums_0_2;
    if ((batch_start + batch_7 < batch * t) & (d < 6)) {
      b_y[(batch_start + batch_7) * 6 + d] = convert<bf16>(sum[0]);
    }
    if ((batch_start + batch_7 < batch * t) & (d_2 < 6)) {
      b_y[(batch_start + batch_7) * 6 + d_2] = convert<bf16>(sum[1]);
    }
    if ((batch_start + batch_7 < batch * t) & (d_3 < 6)) {
      b_y[(batch_start + batch_7) * 6 + d_3] = convert<bf16>(sum[2]);
    }
    if ((batch_start + batch_7 < batch * t) & (d_4 < 6)) {
      b_y[(batch_start + batch_7) * 6 + d_4] = convert<bf16>(sum[3]);
    }
    const auto sum_2 = sums_4_2;
    if ((batch_start + batch_8 < batch * t) & (d < 6)) {
      b_y[(batch_start + batch_8) * 6 + d] = convert<bf16>(sum_2[0]);
    }
    if ((batch_start + batch_8 < batch * t) & (d_2 < 6)) {
      b_y[(batch_start + batch_8) * 6 + d_2] = convert<bf16>(sum_2[1]);
    }
    if ((batch_start + batch_8 < batch * t) & (d_3 < 6)) {
      b_y[(batch_start + batch_8) * 6 + d_3] = convert<bf16>(sum_2[2]);
    }
    if ((batch_start + batch_8 < batch * t) & (d_4 < 6)) {
      b_y[(batch_start + batch_8) * 6 + d_4] = convert<bf16>(sum_2[3]);
    }
    const auto sum_3 = sums_8_2;
    if ((batch_start + batch_9 < batch * t) & (d < 6)) {
      b_y[(batch_start + batch_9) * 6 + d] = convert<bf16>(sum_3[0]);
    }
    if ((batch_start + batch_9 < batch * t) & (d_2 < 6)) {
      b_y[(batch_start + batch_9) * 6 + d_2] = convert<bf16>(sum_3[1]);
    }
    if ((batch_start + batch_9 < batch * t) & (d_3 < 6)) {
      b_y[(batch_start + batch_9) * 6 + d_3] = convert<bf16>(sum_3[2]);
    }
    if ((batch_start + batch_9 < batch * t) & (d_4 < 6)) {
      b_y[(batch_start + batch_9) * 6 + d_4] = convert<bf16>(sum_3[3]);
    }
    const auto sum_4 = sums_12_2;
    if ((batch_start + batch_10 < batch * t) & (d < 6)) {
      b_y[(batch_start + batch_10) * 6 + d] = convert<bf16>(sum_4[0]);
    }
    if ((batch_start + batch_10 < batch * t) & (d_2 < 6)) {
      b_y[(batch_start + batch_10) * 6 + d_2] = convert<bf16>(sum_4[1]);
    }
    if ((batch_start + batch_10 < batch * t) & (d_3 < 6)) {
      b_y[(batch_start + batch_10) * 6 + d_3] = convert<bf16>(sum_4[2]);
    }
    if ((batch_start + batch_10 < batch * t) & (d_4 < 6)) {
      b_y[(batch_start + batch_10) * 6 + d_4] = convert<bf16>(sum_4[3]);
    }
  }
}

// y
extern "C" __global__ void __launch_bounds__(64)
y_kernel(bf16* __restrict__ y, const bf16* __restrict__ h, const bf16* __restrict__ b_y, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  const auto at = workgroup * 64 + invocation;
  if (at < batch * t * 6) {
    const auto i0 = at / 6 / t;
    const auto i1 = at / 6 % t;
    const auto i2 = at % 6;
    y[at] = convert<bf16>(convert<float>(h[i0 * (t * 6) + i1 * 6 + i2]) + convert<float>(b_y[i0 * (t * 6) + i1 * 6 + i2]));
  }
}
