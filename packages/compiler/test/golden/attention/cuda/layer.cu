// heads: 7 kernels, launched in order, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   v5_kernel: blocks 1*... * ceil(1*t / 128), 128 threads, 0 bytes of shared memory; v5, x, y.Q_packed
//   v6_kernel: blocks 1*... * ceil(1*t / 128), 128 threads, 0 bytes of shared memory; v6, x, y.K_packed
//   y_s_kernel: blocks 1*... * 2 * ceil(1*t / 64) * ceil(1*t / 128), 128 threads, 3200 bytes of shared memory; v5, v6, y.s
//   v9_kernel: blocks 2*...*t, 64 threads, 256 bytes of shared memory; v9, y.s
//   v10_kernel: blocks 1*... * ceil(1*t / 128), 128 threads, 0 bytes of shared memory; v10, x, y.V_packed
//   v11_kernel: blocks 1*... * 2 * ceil(1*t / 512), 128 threads, 0 bytes of shared memory; v11, v9, v10
//   y_y_kernel: blocks 1*... * ceil(1*t / 128), 128 threads, 0 bytes of shared memory; y, v11, y.O_packed

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

// v5
extern "C" __global__ void __launch_bounds__(128)
v5_kernel(bf16* __restrict__ v5, const bf16* __restrict__ x, const bf16* __restrict__ y_Q_packed, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_5_0;
  vec<float, 4> sums_5_4;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  const auto rest = workgroup / ((t + 127) >> 7);
  const auto start = workgroup % ((t + 127) >> 7) * 128;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  // v5 ... i heads c: 4 pieces
  const auto item = subgroup;
  const auto digit = item >> 2;
  const auto digit_2 = item & 3;
  const auto first_row = digit_2 * 32 + row;
  sums_5_0 = splat<float, 4>(0.0f);
  sums_5_4 = splat<float, 4>(0.0f);
  const auto token = smaller(start + first_row, t - 1);
  const auto left_base = pair * 4 + (rest + digit) * (t * 8) + token * 8;
  const auto token_2 = smaller(start + (first_row + 8), t - 1);
  const auto left_base_2 = pair * 4 + (rest + digit) * (t * 8) + token_2 * 8;
  const auto token_3 = smaller(start + (first_row + 16), t - 1);
  const auto left_base_3 = pair * 4 + (rest + digit) * (t * 8) + token_3 * 8;
  const auto token_4 = smaller(start + (first_row + 24), t - 1);
  const auto left_base_4 = pair * 4 + (rest + digit) * (t * 8) + token_4 * 8;
  const auto right_base = lane * 4;
  if (pair * 4 < 8) {
    chosen = wide<vec<bf16, 4>>(x + left_base);
  } else {
    chosen = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l = chosen;
  if (pair * 4 < 8) {
    chosen_2 = wide<vec<bf16, 4>>(x + left_base_2);
  } else {
    chosen_2 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_2 = chosen_2;
  if (pair * 4 < 8) {
    chosen_3 = wide<vec<bf16, 4>>(x + left_base_3);
  } else {
    chosen_3 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_3 = chosen_3;
  if (pair * 4 < 8) {
    chosen_4 = wide<vec<bf16, 4>>(x + left_base_4);
  } else {
    chosen_4 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_4 = chosen_4;
  const auto r = wide<vec<bf16, 4>>(y_Q_packed + right_base);
  multiply_m16n8k16(bf16{}, sums_5_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_5_4, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
  if (start + first_row < t) {
    const auto at = (rest + digit) * (t * 8) + (start + first_row) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v5 + at) = make<bf16, 2>(convert<bf16>(sums_5_0[0]), convert<bf16>(sums_5_0[1]));
  }
  if (start + (first_row + 8) < t) {
    const auto at_2 = (rest + digit) * (t * 8) + (start + (first_row + 8)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v5 + at_2) = make<bf16, 2>(convert<bf16>(sums_5_0[2]), convert<bf16>(sums_5_0[3]));
  }
  if (start + (first_row + 16) < t) {
    const auto at_3 = (rest + digit) * (t * 8) + (start + (first_row + 16)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v5 + at_3) = make<bf16, 2>(convert<bf16>(sums_5_4[0]), convert<bf16>(sums_5_4[1]));
  }
  if (start + (first_row + 24) < t) {
    const auto at_4 = (rest + digit) * (t * 8) + (start + (first_row + 24)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v5 + at_4) = make<bf16, 2>(convert<bf16>(sums_5_4[2]), convert<bf16>(sums_5_4[3]));
  }
}

// v6
extern "C" __global__ void __launch_bounds__(128)
v6_kernel(bf16* __restrict__ v6, const bf16* __restrict__ x, const bf16* __restrict__ y_K_packed, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_6_0;
  vec<float, 4> sums_6_4;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  const auto rest = workgroup / ((t + 127) >> 7);
  const auto start = workgroup % ((t + 127) >> 7) * 128;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  // v6 ... j heads c: 4 pieces
  const auto item = subgroup;
  const auto digit = item >> 2;
  const auto digit_2 = item & 3;
  const auto first_row = digit_2 * 32 + row;
  sums_6_0 = splat<float, 4>(0.0f);
  sums_6_4 = splat<float, 4>(0.0f);
  const auto token = smaller(start + first_row, t - 1);
  const auto left_base = pair * 4 + (rest + digit) * (t * 8) + token * 8;
  const auto token_2 = smaller(start + (first_row + 8), t - 1);
  const auto left_base_2 = pair * 4 + (rest + digit) * (t * 8) + token_2 * 8;
  const auto token_3 = smaller(start + (first_row + 16), t - 1);
  const auto left_base_3 = pair * 4 + (rest + digit) * (t * 8) + token_3 * 8;
  const auto token_4 = smaller(start + (first_row + 24), t - 1);
  const auto left_base_4 = pair * 4 + (rest + digit) * (t * 8) + token_4 * 8;
  const auto right_base = lane * 4;
  if (pair * 4 < 8) {
    chosen = wide<vec<bf16, 4>>(x + left_base);
  } else {
    chosen = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l = chosen;
  if (pair * 4 < 8) {
    chosen_2 = wide<vec<bf16, 4>>(x + left_base_2);
  } else {
    chosen_2 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_2 = chosen_2;
  if (pair * 4 < 8) {
    chosen_3 = wide<vec<bf16, 4>>(x + left_base_3);
  } else {
    chosen_3 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_3 = chosen_3;
  if (pair * 4 < 8) {
    chosen_4 = wide<vec<bf16, 4>>(x + left_base_4);
  } else {
    chosen_4 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_4 = chosen_4;
  const auto r = wide<vec<bf16, 4>>(y_K_packed + right_base);
  multiply_m16n8k16(bf16{}, sums_6_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_4, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
  if (start + first_row < t) {
    const auto at = (rest + digit) * (t * 8) + (start + first_row) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v6 + at) = make<bf16, 2>(convert<bf16>(sums_6_0[0]), convert<bf16>(sums_6_0[1]));
  }
  if (start + (first_row + 8) < t) {
    const auto at_2 = (rest + digit) * (t * 8) + (start + (first_row + 8)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v6 + at_2) = make<bf16, 2>(convert<bf16>(sums_6_0[2]), convert<bf16>(sums_6_0[3]));
  }
  if (start + (first_row + 16) < t) {
    const auto at_3 = (rest + digit) * (t * 8) + (start + (first_row + 16)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v6 + at_3) = make<bf16, 2>(convert<bf16>(sums_6_4[0]), convert<bf16>(sums_6_4[1]));
  }
  if (start + (first_row + 24) < t) {
    const auto at_4 = (rest + digit) * (t * 8) + (start + (first_row + 24)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v6 + at_4) = make<bf16, 2>(convert<bf16>(sums_6_4[2]), convert<bf16>(sums_6_4[3]));
  }
}

// y.s
extern "C" __global__ void __launch_bounds__(128)
y_s_kernel(const bf16* __restrict__ v5, const bf16* __restrict__ v6, bf16* __restrict__ y_s, int batch, int t) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  float* const staged_left = reinterpret_cast<float*>(shared_memory + 0);
  float* const staged_right = reinterpret_cast<float*>(shared_memory + 1088);
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
  const auto unit_2 = smaller(unit, 63);
  const auto batch_2 = unit_2 >> 6;
  const auto i = ((unit_2 >> 2) & 15) * 4;
  const auto c = unit_2 & 3;
  ahead_0 = convert<float>(v5[smaller(rest_3 + batch_2, batch - 1) * (t * 8) + smaller(i_start + i, t - 1) * 8 + heads_start * 4 + c]);
  ahead_1 = convert<float>(v5[smaller(rest_3 + batch_2, batch - 1) * (t * 8) + smaller(i_start + (i + 1), t - 1) * 8 + heads_start * 4 + c]);
  ahead_2 = convert<float>(v5[smaller(rest_3 + batch_2, batch - 1) * (t * 8) + smaller(i_start + (i + 2), t - 1) * 8 + heads_start * 4 + c]);
  ahead_3 = convert<float>(v5[smaller(rest_3 + batch_2, batch - 1) * (t * 8) + smaller(i_start + (i + 3), t - 1) * 8 + heads_start * 4 + c]);
  const auto unit_3 = invocation;
  if (unit_3 < 64) {
    const auto batch_3 = unit_3 >> 6;
    const auto i_2 = ((unit_3 >> 2) & 15) * 4;
    const auto c_2 = unit_3 & 3;
    wide_at<vec<float, 4>>(staged_left + (batch_3 * 272 + i_2 + c_2 * 68)) = make<float, 4>(ahead_0, ahead_1, ahead_2, ahead_3);
  }
  const auto unit_4 = invocation;
  const auto batch_4 = unit_4 >> 7;
  const auto j = ((unit_4 >> 2) & 31) * 4;
  const auto c_3 = unit_4 & 3;
  ahead_0_2 = convert<float>(v6[smaller(rest_3 + batch_4, batch - 1) * (t * 8) + smaller(j_start + j, t - 1) * 8 + heads_start * 4 + c_3]);
  ahead_1_2 = convert<float>(v6[smaller(rest_3 + batch_4, batch - 1) * (t * 8) + smaller(j_start + (j + 1), t - 1) * 8 + heads_start * 4 + c_3]);
  ahead_2_2 = convert<float>(v6[smaller(rest_3 + batch_4, batch - 1) * (t * 8) + smaller(j_start + (j + 2), t - 1) * 8 + heads_start * 4 + c_3]);
  ahead_3_2 = convert<float>(v6[smaller(rest_3 + batch_4, batch - 1) * (t * 8) + smaller(j_start + (j + 3), t - 1) * 8 + heads_start * 4 + c_3]);
  const auto unit_5 = invocation;
  const auto batch_5 = unit_5 >> 7;
  const auto j_2 = ((unit_5 >> 2) & 31) * 4;
  const auto c_4 = unit_5 & 3;
  wide_at<vec<float, 4>>(staged_right + (batch_5 * 528 + j_2 + c_4 * 132)) = make<float, 4>(ahead_0_2, ahead_1_2, ahead_2_2, ahead_3_2);
  __syncthreads();
  // v7 ... heads i j: 128 micro-tiles
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
  const auto left = batch_task * 272 + i_3;
  const auto left_2 = batch_task * 272 + i_7;
  const auto right = batch_task * 528 + j_3;
  const auto right_2 = batch_task * 528 + j_7;
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
  const auto l_7 = wide<vec<float, 4>>(staged_left + (left + 204));
  const auto l_8 = wide<vec<float, 4>>(staged_left + (left_2 + 204));
  const auto r_7 = wide<vec<float, 4>>(staged_right + (right + 396));
  const auto r_8 = wide<vec<float, 4>>(staged_right + (right_2 + 396));
  sums_0 = multiply_add(splat<float, 4>(l_7[0]), r_7, sums_0);
  sums_4 = multiply_add(splat<float, 4>(l_7[0]), r_8, sums_4);
  sums_8 = multiply_add(splat<float, 4>(l_7[1]), r_7, sums_8);
  sums_12 = multiply_add(splat<float, 4>(l_7[1]), r_8, sums_12);
  sums_16 = multiply_add(splat<float, 4>(l_7[2]), r_7, sums_16);
  sums_20 = multiply_add(splat<float, 4>(l_7[2]), r_8, sums_20);
  sums_24 = multiply_add(splat<float, 4>(l_7[3]), r_7, sums_24);
  sums_28 = multiply_add(splat<float, 4>(l_7[3]), r_8, sums_28);
  sums_32 = multiply_add(splat<float, 4>(l_8[0]), r_7, sums_32);
  sums_36 = multiply_add(splat<float, 4>(l_8[0]), r_8, sums_36);
  sums_40 = multiply_add(splat<float, 4>(l_8[1]), r_7, sums_40);
  sums_44 = multiply_add(splat<float, 4>(l_8[1]), r_8, sums_44);
  sums_48 = multiply_add(splat<float, 4>(l_8[2]), r_7, sums_48);
  sums_52 = multiply_add(splat<float, 4>(l_8[2]), r_8, sums_52);
  sums_56 = multiply_add(splat<float, 4>(l_8[3]), r_7, sums_56);
  sums_60 = multiply_add(splat<float, 4>(l_8[3]), r_8, sums_60);
  const auto sum = sums_0;
  const auto finished = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_3, t - 1), sum[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_3)] = convert<bf16>(finished);
  }
  const auto finished_2 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_3, t - 1), sum[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_4)] = convert<bf16>(finished_2);
  }
  const auto finished_3 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_3, t - 1), sum[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_5)] = convert<bf16>(finished_3);
  }
  const auto finished_4 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_3, t - 1), sum[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_6)] = convert<bf16>(finished_4);
  }
  const auto sum_2 = sums_4;
  const auto finished_5 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_7)] = convert<bf16>(finished_5);
  }
  const auto finished_6 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_8)] = convert<bf16>(finished_6);
  }
  const auto finished_7 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_9)] = convert<bf16>(finished_7);
  }
  const auto finished_8 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_3, t - 1), sum_2[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_3 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_3) * t + (j_start + j_10)] = convert<bf16>(finished_8);
  }
  const auto sum_3 = sums_8;
  const auto finished_9 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_3)] = convert<bf16>(finished_9);
  }
  const auto finished_10 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_4)] = convert<bf16>(finished_10);
  }
  const auto finished_11 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_5)] = convert<bf16>(finished_11);
  }
  const auto finished_12 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_4, t - 1), sum_3[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_6)] = convert<bf16>(finished_12);
  }
  const auto sum_4 = sums_12;
  const auto finished_13 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_7)] = convert<bf16>(finished_13);
  }
  const auto finished_14 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_8)] = convert<bf16>(finished_14);
  }
  const auto finished_15 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_9)] = convert<bf16>(finished_15);
  }
  const auto finished_16 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_4, t - 1), sum_4[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_4 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_4) * t + (j_start + j_10)] = convert<bf16>(finished_16);
  }
  const auto sum_5 = sums_16;
  const auto finished_17 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_3)] = convert<bf16>(finished_17);
  }
  const auto finished_18 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_4)] = convert<bf16>(finished_18);
  }
  const auto finished_19 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_5)] = convert<bf16>(finished_19);
  }
  const auto finished_20 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_5, t - 1), sum_5[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_6)] = convert<bf16>(finished_20);
  }
  const auto sum_6 = sums_20;
  const auto finished_21 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_7)] = convert<bf16>(finished_21);
  }
  const auto finished_22 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_8)] = convert<bf16>(finished_22);
  }
  const auto finished_23 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_9)] = convert<bf16>(finished_23);
  }
  const auto finished_24 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_5, t - 1), sum_6[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_5 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_5) * t + (j_start + j_10)] = convert<bf16>(finished_24);
  }
  const auto sum_7 = sums_24;
  const auto finished_25 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_3)] = convert<bf16>(finished_25);
  }
  const auto finished_26 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_4)] = convert<bf16>(finished_26);
  }
  const auto finished_27 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_5)] = convert<bf16>(finished_27);
  }
  const auto finished_28 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_6, t - 1), sum_7[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_6)] = convert<bf16>(finished_28);
  }
  const auto sum_8 = sums_28;
  const auto finished_29 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_7)] = convert<bf16>(finished_29);
  }
  const auto finished_30 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_8)] = convert<bf16>(finished_30);
  }
  const auto finished_31 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_9)] = convert<bf16>(finished_31);
  }
  const auto finished_32 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_6, t - 1), sum_8[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_6 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_6) * t + (j_start + j_10)] = convert<bf16>(finished_32);
  }
  const auto sum_9 = sums_32;
  const auto finished_33 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_3)] = convert<bf16>(finished_33);
  }
  const auto finished_34 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_4)] = convert<bf16>(finished_34);
  }
  const auto finished_35 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_5)] = convert<bf16>(finished_35);
  }
  const auto finished_36 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_7, t - 1), sum_9[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_6)] = convert<bf16>(finished_36);
  }
  const auto sum_10 = sums_36;
  const auto finished_37 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_7)] = convert<bf16>(finished_37);
  }
  const auto finished_38 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_8)] = convert<bf16>(finished_38);
  }
  const auto finished_39 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_9)] = convert<bf16>(finished_39);
  }
  const auto finished_40 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_7, t - 1), sum_10[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_7 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_7) * t + (j_start + j_10)] = convert<bf16>(finished_40);
  }
  const auto sum_11 = sums_40;
  const auto finished_41 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_3)] = convert<bf16>(finished_41);
  }
  const auto finished_42 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_4)] = convert<bf16>(finished_42);
  }
  const auto finished_43 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_5)] = convert<bf16>(finished_43);
  }
  const auto finished_44 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_8, t - 1), sum_11[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_6)] = convert<bf16>(finished_44);
  }
  const auto sum_12 = sums_44;
  const auto finished_45 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_7)] = convert<bf16>(finished_45);
  }
  const auto finished_46 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_8)] = convert<bf16>(finished_46);
  }
  const auto finished_47 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_9)] = convert<bf16>(finished_47);
  }
  const auto finished_48 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_8, t - 1), sum_12[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_8 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_8) * t + (j_start + j_10)] = convert<bf16>(finished_48);
  }
  const auto sum_13 = sums_48;
  const auto finished_49 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_3)] = convert<bf16>(finished_49);
  }
  const auto finished_50 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_4)] = convert<bf16>(finished_50);
  }
  const auto finished_51 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_5)] = convert<bf16>(finished_51);
  }
  const auto finished_52 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_9, t - 1), sum_13[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_6)] = convert<bf16>(finished_52);
  }
  const auto sum_14 = sums_52;
  const auto finished_53 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_7)] = convert<bf16>(finished_53);
  }
  const auto finished_54 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_8)] = convert<bf16>(finished_54);
  }
  const auto finished_55 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_9)] = convert<bf16>(finished_55);
  }
  const auto finished_56 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_9, t - 1), sum_14[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_9 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_9) * t + (j_start + j_10)] = convert<bf16>(finished_56);
  }
  const auto sum_15 = sums_56;
  const auto finished_57 = choose(smaller(j_start + j_3, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_3 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_3)] = convert<bf16>(finished_57);
  }
  const auto finished_58 = choose(smaller(j_start + j_4, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_4 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_4)] = convert<bf16>(finished_58);
  }
  const auto finished_59 = choose(smaller(j_start + j_5, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_5 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_5)] = convert<bf16>(finished_59);
  }
  const auto finished_60 = choose(smaller(j_start + j_6, t - 1) <= smaller(i_start + i_10, t - 1), sum_15[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_6 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_6)] = convert<bf16>(finished_60);
  }
  const auto sum_16 = sums_60;
  const auto finished_61 = choose(smaller(j_start + j_7, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[0] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_7 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_7)] = convert<bf16>(finished_61);
  }
  const auto finished_62 = choose(smaller(j_start + j_8, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[1] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_8 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_8)] = convert<bf16>(finished_62);
  }
  const auto finished_63 = choose(smaller(j_start + j_9, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[2] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_9 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_9)] = convert<bf16>(finished_63);
  }
  const auto finished_64 = choose(smaller(j_start + j_10, t - 1) <= smaller(i_start + i_10, t - 1), sum_16[3] * 0.5f, bits_to_float(0xff800000u));
  if ((rest_3 + batch_task < batch) & (i_start + i_10 < t) & (j_start + j_10 < t)) {
    y_s[(rest_3 + batch_task) * (t * t * 2) + heads_start * (t * t) + (i_start + i_10) * t + (j_start + j_10)] = convert<bf16>(finished_64);
  }
}

// v9
extern "C" __global__ void __launch_bounds__(64)
v9_kernel(bf16* __restrict__ v9, const bf16* __restrict__ y_s, int batch, int t) {
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
      total = larger(total, convert<float>(y_s[kept * (t * t * 2) + kept_2 * (t * t) + kept_3 * t + flat]));
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
      total = total + expf(convert<float>(y_s[kept * (t * t * 2) + kept_2 * (t * t) + kept_3 * t + flat_2]) - top);
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
        v9[((kept * 2 + kept_2) * t + kept_3) * t + flat_3] = convert<bf16>(expf(convert<float>(y_s[kept * (t * t * 2) + kept_2 * (t * t) + kept_3 * t + flat_3]) - top) / sum);
      }
    }
  }
}

// v10
extern "C" __global__ void __launch_bounds__(128)
v10_kernel(bf16* __restrict__ v10, const bf16* __restrict__ x, const bf16* __restrict__ y_V_packed, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_10_0;
  vec<float, 4> sums_10_4;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  const auto rest = workgroup / ((t + 127) >> 7);
  const auto start = workgroup % ((t + 127) >> 7) * 128;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  // v10 ... j heads c: 4 pieces
  const auto item = subgroup;
  const auto digit = item >> 2;
  const auto digit_2 = item & 3;
  const auto first_row = digit_2 * 32 + row;
  sums_10_0 = splat<float, 4>(0.0f);
  sums_10_4 = splat<float, 4>(0.0f);
  const auto token = smaller(start + first_row, t - 1);
  const auto left_base = pair * 4 + (rest + digit) * (t * 8) + token * 8;
  const auto token_2 = smaller(start + (first_row + 8), t - 1);
  const auto left_base_2 = pair * 4 + (rest + digit) * (t * 8) + token_2 * 8;
  const auto token_3 = smaller(start + (first_row + 16), t - 1);
  const auto left_base_3 = pair * 4 + (rest + digit) * (t * 8) + token_3 * 8;
  const auto token_4 = smaller(start + (first_row + 24), t - 1);
  const auto left_base_4 = pair * 4 + (rest + digit) * (t * 8) + token_4 * 8;
  const auto right_base = lane * 4;
  if (pair * 4 < 8) {
    chosen = wide<vec<bf16, 4>>(x + left_base);
  } else {
    chosen = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l = chosen;
  if (pair * 4 < 8) {
    chosen_2 = wide<vec<bf16, 4>>(x + left_base_2);
  } else {
    chosen_2 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_2 = chosen_2;
  if (pair * 4 < 8) {
    chosen_3 = wide<vec<bf16, 4>>(x + left_base_3);
  } else {
    chosen_3 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_3 = chosen_3;
  if (pair * 4 < 8) {
    chosen_4 = wide<vec<bf16, 4>>(x + left_base_4);
  } else {
    chosen_4 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_4 = chosen_4;
  const auto r = wide<vec<bf16, 4>>(y_V_packed + right_base);
  multiply_m16n8k16(bf16{}, sums_10_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_4, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
  if (start + first_row < t) {
    const auto at = (rest + digit) * (t * 8) + (start + first_row) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v10 + at) = make<bf16, 2>(convert<bf16>(sums_10_0[0]), convert<bf16>(sums_10_0[1]));
  }
  if (start + (first_row + 8) < t) {
    const auto at_2 = (rest + digit) * (t * 8) + (start + (first_row + 8)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v10 + at_2) = make<bf16, 2>(convert<bf16>(sums_10_0[2]), convert<bf16>(sums_10_0[3]));
  }
  if (start + (first_row + 16) < t) {
    const auto at_3 = (rest + digit) * (t * 8) + (start + (first_row + 16)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v10 + at_3) = make<bf16, 2>(convert<bf16>(sums_10_4[0]), convert<bf16>(sums_10_4[1]));
  }
  if (start + (first_row + 24) < t) {
    const auto at_4 = (rest + digit) * (t * 8) + (start + (first_row + 24)) * 8 + (pair >> 1) * 4 + (pair & 1) * 2;
    wide_at<vec<bf16, 2>>(v10 + at_4) = make<bf16, 2>(convert<bf16>(sums_10_4[2]), convert<bf16>(sums_10_4[3]));
  }
}

// v11
extern "C" __global__ void __launch_bounds__(128)
v11_kernel(bf16* __restrict__ v11, const bf16* __restrict__ v9, const bf16* __restrict__ v10, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  vec<float, 4> sums_0;
  vec<float, 4> sums_4;
  vec<float, 4> sums_8;
  vec<float, 4> sums_12;
  const auto rest = workgroup / ((t + 511) >> 9);
  const auto t_start = workgroup % ((t + 511) >> 9) * 512;
  const auto rest_2 = rest >> 1;
  const auto heads_start = rest & 1;
  // v11 ... heads t c: 128 micro-tiles
  const auto task = invocation;
  const auto row_task = task & 127;
  const auto batch_task = task >> 7;
  const auto t_2 = row_task * 4;
  const auto t_3 = row_task * 4 + 1;
  const auto t_4 = row_task * 4 + 2;
  const auto t_5 = row_task * 4 + 3;
  sums_0 = splat<float, 4>(0.0f);
  sums_4 = splat<float, 4>(0.0f);
  sums_8 = splat<float, 4>(0.0f);
  sums_12 = splat<float, 4>(0.0f);
  const auto left = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_2, t - 1) * t;
  const auto left_2 = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_3, t - 1) * t;
  const auto left_3 = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_4, t - 1) * t;
  const auto left_4 = smaller(rest_2 + batch_task, batch - 1) * (t * t * 2) + heads_start * (t * t) + smaller(t_start + t_5, t - 1) * t;
  const auto right = smaller(rest_2 + batch_task, batch - 1) * (t * 8) + heads_start * 4;
  for (int j = 0; j < t; j++) {
    const auto l = convert<float>(v9[left + j]);
    const auto l_2 = convert<float>(v9[left_2 + j]);
    const auto l_3 = convert<float>(v9[left_3 + j]);
    const auto l_4 = convert<float>(v9[left_4 + j]);
    const auto r = convert_all<float>(wide<vec<bf16, 4>>(v10 + (right + j * 8)));
    sums_0 = multiply_add(splat<float, 4>(l), r, sums_0);
    sums_4 = multiply_add(splat<float, 4>(l_2), r, sums_4);
    sums_8 = multiply_add(splat<float, 4>(l_3), r, sums_8);
    sums_12 = multiply_add(splat<float, 4>(l_4), r, sums_12);
  }
  const auto sum = sums_0;
  if ((rest_2 + batch_task < batch) & (t_start + t_2 < t)) {
    wide_at<vec<bf16, 4>>(v11 + ((rest_2 + batch_task) * (t * 8) + heads_start * (t * 4) + (t_start + t_2) * 4)) = convert_all<bf16>(sum);
  }
  const auto sum_2 = sums_4;
  if ((rest_2 + batch_task < batch) & (t_start + t_3 < t)) {
    wide_at<vec<bf16, 4>>(v11 + ((rest_2 + batch_task) * (t * 8) + heads_start * (t * 4) + (t_start + t_3) * 4)) = convert_all<bf16>(sum_2);
  }
  const auto sum_3 = sums_8;
  if ((rest_2 + batch_task < batch) & (t_start + t_4 < t)) {
    wide_at<vec<bf16, 4>>(v11 + ((rest_2 + batch_task) * (t * 8) + heads_start * (t * 4) + (t_start + t_4) * 4)) = convert_all<bf16>(sum_3);
  }
  const auto sum_4 = sums_12;
  if ((rest_2 + batch_task < batch) & (t_start + t_5 < t)) {
    wide_at<vec<bf16, 4>>(v11 + ((rest_2 + batch_task) * (t * 8) + heads_start * (t * 4) + (t_start + t_5) * 4)) = convert_all<bf16>(sum_4);
  }
}

// y.y
extern "C" __global__ void __launch_bounds__(128)
y_y_kernel(bf16* __restrict__ y, const bf16* __restrict__ v11, const bf16* __restrict__ y_O_packed, int batch, int t) {
  const int workgroup = blockIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_12_0;
  vec<float, 4> sums_12_4;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  vec<bf16, 4> chosen_5;
  vec<bf16, 4> chosen_6;
  vec<bf16, 4> chosen_7;
  vec<bf16, 4> chosen_8;
  const auto rest = workgroup / ((t + 127) >> 7);
  const auto start = workgroup % ((t + 127) >> 7) * 128;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  // y.y ... t d: 4 pieces
  const auto item = subgroup;
  const auto digit = item >> 2;
  const auto digit_2 = item & 3;
  const auto first_row = digit_2 * 32 + row;
  sums_12_0 = splat<float, 4>(0.0f);
  sums_12_4 = splat<float, 4>(0.0f);
  const auto token = smaller(start + first_row, t - 1);
  const auto left_base = pair * 4 + (rest + digit) * (t * 8) + token * 4;
  const auto token_2 = smaller(start + (first_row + 8), t - 1);
  const auto left_base_2 = pair * 4 + (rest + digit) * (t * 8) + token_2 * 4;
  const auto token_3 = smaller(start + (first_row + 16), t - 1);
  const auto left_base_3 = pair * 4 + (rest + digit) * (t * 8) + token_3 * 4;
  const auto token_4 = smaller(start + (first_row + 24), t - 1);
  const auto left_base_4 = pair * 4 + (rest + digit) * (t * 8) + token_4 * 4;
  const auto right_base = lane * 4;
  if (pair * 4 < 4) {
    chosen = wide<vec<bf16, 4>>(v11 + left_base);
  } else {
    chosen = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l = chosen;
  if (pair * 4 < 4) {
    chosen_2 = wide<vec<bf16, 4>>(v11 + left_base_2);
  } else {
    chosen_2 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_2 = chosen_2;
  if (pair * 4 < 4) {
    chosen_3 = wide<vec<bf16, 4>>(v11 + left_base_3);
  } else {
    chosen_3 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_3 = chosen_3;
  if (pair * 4 < 4) {
    chosen_4 = wide<vec<bf16, 4>>(v11 + left_base_4);
  } else {
    chosen_4 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_4 = chosen_4;
  const auto r = wide<vec<bf16, 4>>(y_O_packed + right_base);
  multiply_m16n8k16(bf16{}, sums_12_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_12_4, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
  if (pair * 4 < 4) {
    chosen_5 = wide<vec<bf16, 4>>(v11 + (left_base + t * 4));
  } else {
    chosen_5 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_5 = chosen_5;
  if (pair * 4 < 4) {
    chosen_6 = wide<vec<bf16, 4>>(v11 + (left_base_2 + t * 4));
  } else {
    chosen_6 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_6 = chosen_6;
  if (pair * 4 < 4) {
    chosen_7 = wide<vec<bf16, 4>>(v11 + (left_base_3 + t * 4));
  } else {
    chosen_7 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_7 = chosen_7;
  if (pair * 4 < 4) {
    chosen_8 = wide<vec<bf16, 4>>(v11 + (left_base_4 + t * 4));
  } else {
    chosen_8 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_8 = chosen_8;
  const auto r_2 = wide<vec<bf16, 4>>(y_O_packed + (right_base + 128));
  multiply_m16n8k16(bf16{}, sums_12_0, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_2.v[0], r_2.v[1]);
  multiply_m16n8k16(bf16{}, sums_12_4, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_2.v[0], r_2.v[1]);
  if (start + first_row < t) {
    const auto at = (rest + digit) * (t * 8) + (start + first_row) * 8 + pair * 2;
    wide_at<vec<bf16, 2>>(y + at) = make<bf16, 2>(convert<bf16>(sums_12_0[0]), convert<bf16>(sums_12_0[1]));
  }
  if (start + (first_row + 8) < t) {
    const auto at_2 = (rest + digit) * (t * 8) + (start + (first_row + 8)) * 8 + pair * 2;
    wide_at<vec<bf16, 2>>(y + at_2) = make<bf16, 2>(convert<bf16>(sums_12_0[2]), convert<bf16>(sums_12_0[3]));
  }
  if (start + (first_row + 16) < t) {
    const auto at_3 = (rest + digit) * (t * 8) + (start + (first_row + 16)) * 8 + pair * 2;
    wide_at<vec<bf16, 2>>(y + at_3) = make<bf16, 2>(convert<bf16>(sums_12_4[0]), convert<bf16>(sums_12_4[1]));
  }
  if (start + (first_row + 24) < t) {
    const auto at_4 = (rest + digit) * (t * 8) + (start + (first_row + 24)) * 8 + pair * 2;
    wide_at<vec<bf16, 2>>(y + at_4) = make<bf16, 2>(convert<bf16>(sums_12_4[2]), convert<bf16>(sums_12_4[3]));
  }
}
