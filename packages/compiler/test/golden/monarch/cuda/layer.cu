// square: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_y_kernel: blocks ceil(1*... / 64), 256 threads, 8256 bytes of shared memory; x, y.A_packed, y, y.B_packed

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

// y.y
extern "C" __global__ void __launch_bounds__(256)
y_y_kernel(const bf16* __restrict__ x, const bf16* __restrict__ y_A_packed, bf16* __restrict__ y, const bf16* __restrict__ y_B_packed, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  bf16* const kept_4 = reinterpret_cast<bf16*>(shared_memory + 0);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_4_0;
  vec<float, 4> sums_4_4;
  vec<float, 4> sums_5_0;
  vec<float, 4> sums_5_4;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  const auto start = workgroup * 64;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  for (int round_2 = 0; round_2 < 12; round_2++) {
    const auto pad = round_2 * 256 + invocation;
    if (pad < 3072) {
      kept_4[pad / 768 * 1032 + ((pad / 12) & 63) * 16 + (pad % 12 + 4)] = convert<bf16>(0.0f);
    }
  }
  // v4 ... m blocks: 8 pieces
  const auto item = subgroup;
  const auto digit = item >> 2;
  const auto digit_2 = item & 3;
  const auto first_row = digit_2 * 16 + row;
  sums_4_0 = splat<float, 4>(0.0f);
  sums_4_4 = splat<float, 4>(0.0f);
  const auto token = smaller(start + first_row, batch - 1);
  const auto left_base = pair * 4 + token * 16 + digit * 8;
  const auto token_2 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_2 = pair * 4 + token_2 * 16 + digit * 8;
  const auto token_3 = smaller(start + first_row, batch - 1);
  const auto left_base_3 = pair * 4 + token_3 * 16 + (digit * 2 + 1) * 4;
  const auto token_4 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_4 = pair * 4 + token_4 * 16 + (digit * 2 + 1) * 4;
  const auto right_base = lane * 4 + digit * 256;
  const auto right_base_2 = lane * 4 + (digit * 2 + 1) * 128;
  if (pair * 4 < 4) {
    chosen = wide<vec<bf16, 4>>(x + left_base);
  } else {
    chosen = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l = chosen;
  if (pair * 4 < 4) {
    chosen_2 = wide<vec<bf16, 4>>(x + left_base_2);
  } else {
    chosen_2 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_2 = chosen_2;
  if (pair * 4 < 4) {
    chosen_3 = wide<vec<bf16, 4>>(x + left_base_3);
  } else {
    chosen_3 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_3 = chosen_3;
  if (pair * 4 < 4) {
    chosen_4 = wide<vec<bf16, 4>>(x + left_base_4);
  } else {
    chosen_4 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_4 = chosen_4;
  const auto r = wide<vec<bf16, 4>>(y_A_packed + right_base);
  const auto r_2 = wide<vec<bf16, 4>>(y_A_packed + right_base_2);
  multiply_m16n8k16(bf16{}, sums_4_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_4_4, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_2.v[0], r_2.v[1]);
  const auto at = first_row * 16 + digit * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_4 + at) = make<bf16, 2>(convert<bf16>(sums_4_0[0]), convert<bf16>(sums_4_4[0]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_4 + (at + 4128)) = make<bf16, 2>(convert<bf16>(sums_4_0[1]), convert<bf16>(sums_4_4[1]));
  }
  const auto at_2 = (first_row + 8) * 16 + digit * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_4 + at_2) = make<bf16, 2>(convert<bf16>(sums_4_0[2]), convert<bf16>(sums_4_4[2]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_4 + (at_2 + 4128)) = make<bf16, 2>(convert<bf16>(sums_4_0[3]), convert<bf16>(sums_4_4[3]));
  }
  __syncthreads();
  // y.y ... blocks o: 8 pieces
  const auto item_2 = subgroup;
  const auto digit_3 = item_2 >> 1;
  const auto digit_4 = item_2 & 1;
  const auto first_row_2 = digit_4 * 32 + row;
  sums_5_0 = splat<float, 4>(0.0f);
  sums_5_4 = splat<float, 4>(0.0f);
  const auto left_base_5 = pair * 4 + first_row_2 * 16 + digit_3 * 1032;
  const auto left_base_6 = pair * 4 + (first_row_2 + 8) * 16 + digit_3 * 1032;
  const auto left_base_7 = pair * 4 + (first_row_2 + 16) * 16 + digit_3 * 1032;
  const auto left_base_8 = pair * 4 + (first_row_2 + 24) * 16 + digit_3 * 1032;
  const auto right_base_3 = lane * 4 + digit_3 * 128;
  const auto l_5 = wide<vec<bf16, 4>>(kept_4 + left_base_5);
  const auto l_6 = wide<vec<bf16, 4>>(kept_4 + left_base_6);
  const auto l_7 = wide<vec<bf16, 4>>(kept_4 + left_base_7);
  const auto l_8 = wide<vec<bf16, 4>>(kept_4 + left_base_8);
  const auto r_3 = wide<vec<bf16, 4>>(y_B_packed + right_base_3);
  multiply_m16n8k16(bf16{}, sums_5_0, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_5_4, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_3.v[0], r_3.v[1]);
  if (start + first_row_2 < batch) {
    const auto at_3 = (start + first_row_2) * 16 + digit_3 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      wide_at<vec<bf16, 2>>(y + at_3) = make<bf16, 2>(convert<bf16>(sums_5_0[0]), convert<bf16>(sums_5_0[1]));
    }
  }
  if (start + (first_row_2 + 8) < batch) {
    const auto at_4 = (start + (first_row_2 + 8)) * 16 + digit_3 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      wide_at<vec<bf16, 2>>(y + at_4) = make<bf16, 2>(convert<bf16>(sums_5_0[2]), convert<bf16>(sums_5_0[3]));
    }
  }
  if (start + (first_row_2 + 16) < batch) {
    const auto at_5 = (start + (first_row_2 + 16)) * 16 + digit_3 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      wide_at<vec<bf16, 2>>(y + at_5) = make<bf16, 2>(convert<bf16>(sums_5_4[0]), convert<bf16>(sums_5_4[1]));
    }
  }
  if (start + (first_row_2 + 24) < batch) {
    const auto at_6 = (start + (first_row_2 + 24)) * 16 + digit_3 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      wide_at<vec<bf16, 2>>(y + at_6) = make<bf16, 2>(convert<bf16>(sums_5_4[2]), convert<bf16>(sums_5_4[3]));
    }
  }
}
