// hidden: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 32), 128 threads, 0 bytes of shared memory; y, x, W_packed, bias

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
y_kernel(bf16* __restrict__ y, const bf16* __restrict__ x, const bf16* __restrict__ W_packed, const bf16* __restrict__ bias, int batch) {
  const int workgroup = blockIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_4_0;
  vec<float, 4> sums_4_4;
  vec<float, 4> sums_4_8;
  vec<float, 4> sums_4_12;
  vec<float, 4> sums_4_16;
  vec<float, 4> sums_4_20;
  vec<float, 4> sums_4_24;
  vec<float, 4> sums_4_28;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  vec<bf16, 4> chosen_5;
  vec<bf16, 4> chosen_6;
  vec<bf16, 4> chosen_7;
  vec<bf16, 4> chosen_8;
  vec<bf16, 4> chosen_9;
  vec<bf16, 4> chosen_10;
  vec<bf16, 4> chosen_11;
  vec<bf16, 4> chosen_12;
  vec<bf16, 4> chosen_13;
  vec<bf16, 4> chosen_14;
  vec<bf16, 4> chosen_15;
  vec<bf16, 4> chosen_16;
  vec<bf16, 4> chosen_17;
  vec<bf16, 4> chosen_18;
  vec<bf16, 4> chosen_19;
  vec<bf16, 4> chosen_20;
  vec<bf16, 4> chosen_21;
  vec<bf16, 4> chosen_22;
  vec<bf16, 4> chosen_23;
  vec<bf16, 4> chosen_24;
  vec<bf16, 4> chosen_25;
  vec<bf16, 4> chosen_26;
  vec<bf16, 4> chosen_27;
  vec<bf16, 4> chosen_28;
  const auto start = workgroup * 32;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  // v3 ... h: 3 pieces
  const auto item = subgroup;
  if (item < 3) {
    const auto digit = item / 3;
    const auto digit_2 = item % 3;
    const auto first_row = digit * 32 + row;
    sums_4_0 = splat<float, 4>(0.0f);
    sums_4_4 = splat<float, 4>(0.0f);
    sums_4_8 = splat<float, 4>(0.0f);
    sums_4_12 = splat<float, 4>(0.0f);
    sums_4_16 = splat<float, 4>(0.0f);
    sums_4_20 = splat<float, 4>(0.0f);
    sums_4_24 = splat<float, 4>(0.0f);
    sums_4_28 = splat<float, 4>(0.0f);
    const auto token = smaller(start + first_row, batch - 1);
    const auto left_base = pair * 4 + token * 100;
    const auto token_2 = smaller(start + (first_row + 8), batch - 1);
    const auto left_base_2 = pair * 4 + token_2 * 100;
    const auto token_3 = smaller(start + (first_row + 16), batch - 1);
    const auto left_base_3 = pair * 4 + token_3 * 100;
    const auto token_4 = smaller(start + (first_row + 24), batch - 1);
    const auto left_base_4 = pair * 4 + token_4 * 100;
    const auto right_base = lane * 4 + digit_2 * 3584;
    if (pair * 4 < 100) {
      chosen = wide<vec<bf16, 4>>(x + left_base);
    } else {
      chosen = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l = chosen;
    if (pair * 4 < 100) {
      chosen_2 = wide<vec<bf16, 4>>(x + left_base_2);
    } else {
      chosen_2 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_2 = chosen_2;
    if (pair * 4 < 100) {
      chosen_3 = wide<vec<bf16, 4>>(x + left_base_3);
    } else {
      chosen_3 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_3 = chosen_3;
    if (pair * 4 < 100) {
      chosen_4 = wide<vec<bf16, 4>>(x + left_base_4);
    } else {
      chosen_4 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_4 = chosen_4;
    const auto r = wide<vec<bf16, 4>>(W_packed + right_base);
    multiply_m16n8k16(bf16{}, sums_4_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
    const auto r_2 = wide<vec<bf16, 4>>(W_packed + (right_base + 896));
    multiply_m16n8k16(bf16{}, sums_4_4, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_2.v[0], r_2.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_2.v[0], r_2.v[1]);
    const auto r_3 = wide<vec<bf16, 4>>(W_packed + (right_base + 1792));
    multiply_m16n8k16(bf16{}, sums_4_8, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_3.v[0], r_3.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_3.v[0], r_3.v[1]);
    const auto r_4 = wide<vec<bf16, 4>>(W_packed + (right_base + 2688));
    multiply_m16n8k16(bf16{}, sums_4_12, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_4.v[0], r_4.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_4.v[0], r_4.v[1]);
    if (pair * 4 + 16 < 100) {
      chosen_5 = wide<vec<bf16, 4>>(x + (left_base + 16));
    } else {
      chosen_5 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_5 = chosen_5;
    if (pair * 4 + 16 < 100) {
      chosen_6 = wide<vec<bf16, 4>>(x + (left_base_2 + 16));
    } else {
      chosen_6 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_6 = chosen_6;
    if (pair * 4 + 16 < 100) {
      chosen_7 = wide<vec<bf16, 4>>(x + (left_base_3 + 16));
    } else {
      chosen_7 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_7 = chosen_7;
    if (pair * 4 + 16 < 100) {
      chosen_8 = wide<vec<bf16, 4>>(x + (left_base_4 + 16));
    } else {
      chosen_8 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_8 = chosen_8;
    const auto r_5 = wide<vec<bf16, 4>>(W_packed + (right_base + 128));
    multiply_m16n8k16(bf16{}, sums_4_0, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_5.v[0], r_5.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_5.v[0], r_5.v[1]);
    const auto r_6 = wide<vec<bf16, 4>>(W_packed + (right_base + 1024));
    multiply_m16n8k16(bf16{}, sums_4_4, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_6.v[0], r_6.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_6.v[0], r_6.v[1]);
    const auto r_7 = wide<vec<bf16, 4>>(W_packed + (right_base + 1920));
    multiply_m16n8k16(bf16{}, sums_4_8, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_7.v[0], r_7.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_7.v[0], r_7.v[1]);
    const auto r_8 = wide<vec<bf16, 4>>(W_packed + (right_base + 2816));
    multiply_m16n8k16(bf16{}, sums_4_12, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_8.v[0], r_8.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_8.v[0], r_8.v[1]);
    if (pair * 4 + 32 < 100) {
      chosen_9 = wide<vec<bf16, 4>>(x + (left_base + 32));
    } else {
      chosen_9 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_9 = chosen_9;
    if (pair * 4 + 32 < 100) {
      chosen_10 = wide<vec<bf16, 4>>(x + (left_base_2 + 32));
    } else {
      chosen_10 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_10 = chosen_10;
    if (pair * 4 + 32 < 100) {
      chosen_11 = wide<vec<bf16, 4>>(x + (left_base_3 + 32));
    } else {
      chosen_11 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_11 = chosen_11;
    if (pair * 4 + 32 < 100) {
      chosen_12 = wide<vec<bf16, 4>>(x + (left_base_4 + 32));
    } else {
      chosen_12 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_12 = chosen_12;
    const auto r_9 = wide<vec<bf16, 4>>(W_packed + (right_base + 256));
    multiply_m16n8k16(bf16{}, sums_4_0, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_9.v[0], r_9.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_9.v[0], r_9.v[1]);
    const auto r_10 = wide<vec<bf16, 4>>(W_packed + (right_base + 1152));
    multiply_m16n8k16(bf16{}, sums_4_4, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_10.v[0], r_10.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_10.v[0], r_10.v[1]);
    const auto r_11 = wide<vec<bf16, 4>>(W_packed + (right_base + 2048));
    multiply_m16n8k16(bf16{}, sums_4_8, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_11.v[0], r_11.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_11.v[0], r_11.v[1]);
    const auto r_12 = wide<vec<bf16, 4>>(W_packed + (right_base + 2944));
    multiply_m16n8k16(bf16{}, sums_4_12, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_12.v[0], r_12.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_12.v[0], r_12.v[1]);
    if (pair * 4 + 48 < 100) {
      chosen_13 = wide<vec<bf16, 4>>(x + (left_base + 48));
    } else {
      chosen_13 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_13 = chosen_13;
    if (pair * 4 + 48 < 100) {
      chosen_14 = wide<vec<bf16, 4>>(x + (left_base_2 + 48));
    } else {
      chosen_14 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_14 = chosen_14;
    if (pair * 4 + 48 < 100) {
      chosen_15 = wide<vec<bf16, 4>>(x + (left_base_3 + 48));
    } else {
      chosen_15 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_15 = chosen_15;
    if (pair * 4 + 48 < 100) {
      chosen_16 = wide<vec<bf16, 4>>(x + (left_base_4 + 48));
    } else {
      chosen_16 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_16 = chosen_16;
    const auto r_13 = wide<vec<bf16, 4>>(W_packed + (right_base + 384));
    multiply_m16n8k16(bf16{}, sums_4_0, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_13.v[0], r_13.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_13.v[0], r_13.v[1]);
    const auto r_14 = wide<vec<bf16, 4>>(W_packed + (right_base + 1280));
    multiply_m16n8k16(bf16{}, sums_4_4, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_14.v[0], r_14.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_14.v[0], r_14.v[1]);
    const auto r_15 = wide<vec<bf16, 4>>(W_packed + (right_base + 2176));
    multiply_m16n8k16(bf16{}, sums_4_8, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_15.v[0], r_15.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_15.v[0], r_15.v[1]);
    const auto r_16 = wide<vec<bf16, 4>>(W_packed + (right_base + 3072));
    multiply_m16n8k16(bf16{}, sums_4_12, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_16.v[0], r_16.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_16.v[0], r_16.v[1]);
    if (pair * 4 + 64 < 100) {
      chosen_17 = wide<vec<bf16, 4>>(x + (left_base + 64));
    } else {
      chosen_17 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_17 = chosen_17;
    if (pair * 4 + 64 < 100) {
      chosen_18 = wide<vec<bf16, 4>>(x + (left_base_2 + 64));
    } else {
      chosen_18 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_18 = chosen_18;
    if (pair * 4 + 64 < 100) {
      chosen_19 = wide<vec<bf16, 4>>(x + (left_base_3 + 64));
    } else {
      chosen_19 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_19 = chosen_19;
    if (pair * 4 + 64 < 100) {
      chosen_20 = wide<vec<bf16, 4>>(x + (left_base_4 + 64));
    } else {
      chosen_20 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_20 = chosen_20;
    const auto r_17 = wide<vec<bf16, 4>>(W_packed + (right_base + 512));
    multiply_m16n8k16(bf16{}, sums_4_0, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_17.v[0], r_17.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_17.v[0], r_17.v[1]);
    const auto r_18 = wide<vec<bf16, 4>>(W_packed + (right_base + 1408));
    multiply_m16n8k16(bf16{}, sums_4_4, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_18.v[0], r_18.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_18.v[0], r_18.v[1]);
    const auto r_19 = wide<vec<bf16, 4>>(W_packed + (right_base + 2304));
    multiply_m16n8k16(bf16{}, sums_4_8, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_19.v[0], r_19.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_19.v[0], r_19.v[1]);
    const auto r_20 = wide<vec<bf16, 4>>(W_packed + (right_base + 3200));
    multiply_m16n8k16(bf16{}, sums_4_12, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_20.v[0], r_20.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_20.v[0], r_20.v[1]);
    if (pair * 4 + 80 < 100) {
      chosen_21 = wide<vec<bf16, 4>>(x + (left_base + 80));
    } else {
      chosen_21 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_21 = chosen_21;
    if (pair * 4 + 80 < 100) {
      chosen_22 = wide<vec<bf16, 4>>(x + (left_base_2 + 80));
    } else {
      chosen_22 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_22 = chosen_22;
    if (pair * 4 + 80 < 100) {
      chosen_23 = wide<vec<bf16, 4>>(x + (left_base_3 + 80));
    } else {
      chosen_23 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_23 = chosen_23;
    if (pair * 4 + 80 < 100) {
      chosen_24 = wide<vec<bf16, 4>>(x + (left_base_4 + 80));
    } else {
      chosen_24 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_24 = chosen_24;
    const auto r_21 = wide<vec<bf16, 4>>(W_packed + (right_base + 640));
    multiply_m16n8k16(bf16{}, sums_4_0, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_21.v[0], r_21.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_21.v[0], r_21.v[1]);
    const auto r_22 = wide<vec<bf16, 4>>(W_packed + (right_base + 1536));
    multiply_m16n8k16(bf16{}, sums_4_4, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_22.v[0], r_22.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_22.v[0], r_22.v[1]);
    const auto r_23 = wide<vec<bf16, 4>>(W_packed + (right_base + 2432));
    multiply_m16n8k16(bf16{}, sums_4_8, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_23.v[0], r_23.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_23.v[0], r_23.v[1]);
    const auto r_24 = wide<vec<bf16, 4>>(W_packed + (right_base + 3328));
    multiply_m16n8k16(bf16{}, sums_4_12, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_24.v[0], r_24.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_24.v[0], r_24.v[1]);
    if (pair * 4 + 96 < 100) {
      chosen_25 = wide<vec<bf16, 4>>(x + (left_base + 96));
    } else {
      chosen_25 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_25 = chosen_25;
    if (pair * 4 + 96 < 100) {
      chosen_26 = wide<vec<bf16, 4>>(x + (left_base_2 + 96));
    } else {
      chosen_26 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_26 = chosen_26;
    if (pair * 4 + 96 < 100) {
      chosen_27 = wide<vec<bf16, 4>>(x + (left_base_3 + 96));
    } else {
      chosen_27 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_27 = chosen_27;
    if (pair * 4 + 96 < 100) {
      chosen_28 = wide<vec<bf16, 4>>(x + (left_base_4 + 96));
    } else {
      chosen_28 = splat<bf16, 4>(convert<bf16>(0.0f));
    }
    const auto l_28 = chosen_28;
    const auto r_25 = wide<vec<bf16, 4>>(W_packed + (right_base + 768));
    multiply_m16n8k16(bf16{}, sums_4_0, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_25.v[0], r_25.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_16, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_25.v[0], r_25.v[1]);
    const auto r_26 = wide<vec<bf16, 4>>(W_packed + (right_base + 1664));
    multiply_m16n8k16(bf16{}, sums_4_4, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_26.v[0], r_26.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_20, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_26.v[0], r_26.v[1]);
    const auto r_27 = wide<vec<bf16, 4>>(W_packed + (right_base + 2560));
    multiply_m16n8k16(bf16{}, sums_4_8, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_27.v[0], r_27.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_24, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_27.v[0], r_27.v[1]);
    const auto r_28 = wide<vec<bf16, 4>>(W_packed + (right_base + 3456));
    multiply_m16n8k16(bf16{}, sums_4_12, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_28.v[0], r_28.v[1]);
    multiply_m16n8k16(bf16{}, sums_4_28, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_28.v[0], r_28.v[1]);
    if (start + first_row < batch) {
      const auto at = (start + first_row) * 72 + (digit_2 * 32 + pair * 8);
      if (digit_2 * 32 + pair * 8 + 7 < 72) {
        const auto i = smaller(digit_2 * 32 + pair * 8, 71);
        const auto finished = gelu(sums_4_0[0] + convert<float>(bias[i]));
        const auto i_2 = smaller(digit_2 * 32 + pair * 8 + 1, 71);
        const auto finished_2 = gelu(sums_4_0[1] + convert<float>(bias[i_2]));
        const auto i_3 = smaller(digit_2 * 32 + pair * 8 + 2, 71);
        const auto finished_3 = gelu(sums_4_4[0] + convert<float>(bias[i_3]));
        const auto i_4 = smaller(digit_2 * 32 + pair * 8 + 3, 71);
        const auto finished_4 = gelu(sums_4_4[1] + convert<float>(bias[i_4]));
        const auto i_5 = smaller(digit_2 * 32 + pair * 8 + 4, 71);
        const auto finished_5 = gelu(sums_4_8[0] + convert<float>(bias[i_5]));
        const auto i_6 = smaller(digit_2 * 32 + pair * 8 + 5, 71);
        const auto finished_6 = gelu(sums_4_8[1] + convert<float>(bias[i_6]));
        const auto i_7 = smaller(digit_2 * 32 + pair * 8 + 6, 71);
        const auto finished_7 = gelu(sums_4_12[0] + convert<float>(bias[i_7]));
        const auto i_8 = smaller(digit_2 * 32 + pair * 8 + 7, 71);
        const auto finished_8 = gelu(sums_4_12[1] + convert<float>(bias[i_8]));
        wide_at<vec<bf16, 8>>(y + at) = make<bf16, 8>(convert<bf16>(finished), convert<bf16>(finished_2), convert<bf16>(finished_3), convert<bf16>(finished_4), convert<bf16>(finished_5), convert<bf16>(finished_6), convert<bf16>(finished_7), convert<bf16>(finished_8));
      }
    }
    if (start + (first_row + 8) < batch) {
      const auto at_2 = (start + (first_row + 8)) * 72 + (digit_2 * 32 + pair * 8);
      if (digit_2 * 32 + pair * 8 + 7 < 72) {
        const auto i_9 = smaller(digit_2 * 32 + pair * 8, 71);
        const auto finished_9 = gelu(sums_4_0[2] + convert<float>(bias[i_9]));
        const auto i_10 = smaller(digit_2 * 32 + pair * 8 + 1, 71);
        const auto finished_10 = gelu(sums_4_0[3] + convert<float>(bias[i_10]));
        const auto i_11 = smaller(digit_2 * 32 + pair * 8 + 2, 71);
        const auto finished_11 = gelu(sums_4_4[2] + convert<float>(bias[i_11]));
        const auto i_12 = smaller(digit_2 * 32 + pair * 8 + 3, 71);
        const auto finished_12 = gelu(sums_4_4[3] + convert<float>(bias[i_12]));
        const auto i_13 = smaller(digit_2 * 32 + pair * 8 + 4, 71);
        const auto finished_13 = gelu(sums_4_8[2] + convert<float>(bias[i_13]));
        const auto i_14 = smaller(digit_2 * 32 + pair * 8 + 5, 71);
        const auto finished_14 = gelu(sums_4_8[3] + convert<float>(bias[i_14]));
        const auto i_15 = smaller(digit_2 * 32 + pair * 8 + 6, 71);
        const auto finished_15 = gelu(sums_4_12[2] + convert<float>(bias[i_15]));
        const auto i_16 = smaller(digit_2 * 32 + pair * 8 + 7, 71);
        const auto finished_16 = gelu(sums_4_12[3] + convert<float>(bias[i_16]));
        wide_at<vec<bf16, 8>>(y + at_2) = make<bf16, 8>(convert<bf16>(finished_9), convert<bf16>(finished_10), convert<bf16>(finished_11), convert<bf16>(finished_12), convert<bf16>(finished_13), convert<bf16>(finished_14), convert<bf16>(finished_15), convert<bf16>(finished_16));
      }
    }
    if (start + (first_row + 16) < batch) {
      const auto at_3 = (start + (first_row + 16)) * 72 + (digit_2 * 32 + pair * 8);
      if (digit_2 * 32 + pair * 8 + 7 < 72) {
        const auto i_17 = smaller(digit_2 * 32 + pair * 8, 71);
        const auto finished_17 = gelu(sums_4_16[0] + convert<float>(bias[i_17]));
        const auto i_18 = smaller(digit_2 * 32 + pair * 8 + 1, 71);
        const auto finished_18 = gelu(sums_4_16[1] + convert<float>(bias[i_18]));
        const auto i_19 = smaller(digit_2 * 32 + pair * 8 + 2, 71);
        const auto finished_19 = gelu(sums_4_20[0] + convert<float>(bias[i_19]));
        const auto i_20 = smaller(digit_2 * 32 + pair * 8 + 3, 71);
        const auto finished_20 = gelu(sums_4_20[1] + convert<float>(bias[i_20]));
        const auto i_21 = smaller(digit_2 * 32 + pair * 8 + 4, 71);
        const auto finished_21 = gelu(sums_4_24[0] + convert<float>(bias[i_21]));
        const auto i_22 = smaller(digit_2 * 32 + pair * 8 + 5, 71);
        const auto finished_22 = gelu(sums_4_24[1] + convert<float>(bias[i_22]));
        const auto i_23 = smaller(digit_2 * 32 + pair * 8 + 6, 71);
        const auto finished_23 = gelu(sums_4_28[0] + convert<float>(bias[i_23]));
        const auto i_24 = smaller(digit_2 * 32 + pair * 8 + 7, 71);
        const auto finished_24 = gelu(sums_4_28[1] + convert<float>(bias[i_24]));
        wide_at<vec<bf16, 8>>(y + at_3) = make<bf16, 8>(convert<bf16>(finished_17), convert<bf16>(finished_18), convert<bf16>(finished_19), convert<bf16>(finished_20), convert<bf16>(finished_21), convert<bf16>(finished_22), convert<bf16>(finished_23), convert<bf16>(finished_24));
      }
    }
    if (start + (first_row + 24) < batch) {
      const auto at_4 = (start + (first_row + 24)) * 72 + (digit_2 * 32 + pair * 8);
      if (digit_2 * 32 + pair * 8 + 7 < 72) {
        const auto i_25 = smaller(digit_2 * 32 + pair * 8, 71);
        const auto finished_25 = gelu(sums_4_16[2] + convert<float>(bias[i_25]));
        const auto i_26 = smaller(digit_2 * 32 + pair * 8 + 1, 71);
        const auto finished_26 = gelu(sums_4_16[3] + convert<float>(bias[i_26]));
        const auto i_27 = smaller(digit_2 * 32 + pair * 8 + 2, 71);
        const auto finished_27 = gelu(sums_4_20[2] + convert<float>(bias[i_27]));
        const auto i_28 = smaller(digit_2 * 32 + pair * 8 + 3, 71);
        const auto finished_28 = gelu(sums_4_20[3] + convert<float>(bias[i_28]));
        const auto i_29 = smaller(digit_2 * 32 + pair * 8 + 4, 71);
        const auto finished_29 = gelu(sums_4_24[2] + convert<float>(bias[i_29]));
        const auto i_30 = smaller(digit_2 * 32 + pair * 8 + 5, 71);
        const auto finished_30 = gelu(sums_4_24[3] + convert<float>(bias[i_30]));
        const auto i_31 = smaller(digit_2 * 32 + pair * 8 + 6, 71);
        const auto finished_31 = gelu(sums_4_28[2] + convert<float>(bias[i_31]));
        const auto i_32 = smaller(digit_2 * 32 + pair * 8 + 7, 71);
        const auto finished_32 = gelu(sums_4_28[3] + convert<float>(bias[i_32]));
        wide_at<vec<bf16, 8>>(y + at_4) = make<bf16, 8>(convert<bf16>(finished_25), convert<bf16>(finished_26), convert<bf16>(finished_27), convert<bf16>(finished_28), convert<bf16>(finished_29), convert<bf16>(finished_30), convert<bf16>(finished_31), convert<bf16>(finished_32));
      }
    }
  }
}
