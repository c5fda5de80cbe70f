// two: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 64), 256 threads, 33024 bytes of shared memory; x, up.A_packed, up.B_packed, bias, down.A_packed, y, down.B_packed

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
extern "C" __global__ void __launch_bounds__(256)
y_kernel(const bf16* __restrict__ x, const bf16* __restrict__ up_A_packed, const bf16* __restrict__ up_B_packed, const bf16* __restrict__ bias, const bf16* __restrict__ down_A_packed, bf16* __restrict__ y, const bf16* __restrict__ down_B_packed, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  bf16* const kept_6 = reinterpret_cast<bf16*>(shared_memory + 0);
  bf16* const kept_10 = reinterpret_cast<bf16*>(shared_memory + 8256);
  bf16* const kept_15 = reinterpret_cast<bf16*>(shared_memory + 24768);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_6_0;
  vec<float, 4> sums_6_4;
  vec<float, 4> sums_10_0;
  vec<float, 4> sums_10_4;
  vec<float, 4> sums_15_0;
  vec<float, 4> sums_15_4;
  vec<float, 4> sums_15_8;
  vec<float, 4> sums_15_12;
  vec<float, 4> sums_17_0;
  vec<float, 4> sums_17_4;
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
      kept_6[pad / 768 * 1032 + ((pad / 12) & 63) * 16 + (pad % 12 + 4)] = convert<bf16>(0.0f);
    }
  }
  // v6 ... g3 g: 8 pieces
  const auto item = subgroup;
  const auto digit = item >> 2;
  const auto digit_2 = item & 3;
  const auto first_row = digit_2 * 16 + row;
  sums_6_0 = splat<float, 4>(0.0f);
  sums_6_4 = splat<float, 4>(0.0f);
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
  const auto r = wide<vec<bf16, 4>>(up_A_packed + right_base);
  const auto r_2 = wide<vec<bf16, 4>>(up_A_packed + right_base_2);
  multiply_m16n8k16(bf16{}, sums_6_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_4, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_2.v[0], r_2.v[1]);
  const auto at = first_row * 16 + digit * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_6 + at) = make<bf16, 2>(convert<bf16>(sums_6_0[0]), convert<bf16>(sums_6_4[0]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_6 + (at + 4128)) = make<bf16, 2>(convert<bf16>(sums_6_0[1]), convert<bf16>(sums_6_4[1]));
  }
  const auto at_2 = (first_row + 8) * 16 + digit * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_6 + at_2) = make<bf16, 2>(convert<bf16>(sums_6_0[2]), convert<bf16>(sums_6_4[2]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_6 + (at_2 + 4128)) = make<bf16, 2>(convert<bf16>(sums_6_0[3]), convert<bf16>(sums_6_4[3]));
  }
  __syncthreads();
  for (int round_3 = 0; round_3 < 24; round_3++) {
    const auto pad_2 = round_3 * 256 + invocation;
    if (pad_2 < 6144) {
      kept_10[pad_2 / 768 * 1032 + ((pad_2 / 12) & 63) * 16 + (pad_2 % 12 + 4)] = convert<bf16>(0.0f);
    }
  }
  // up.y ... g g2 a: 8 pieces
  const auto item_2 = subgroup;
  const auto digit_3 = item_2 >> 1;
  const auto digit_4 = item_2 & 1;
  const auto first_row_2 = digit_4 * 32 + row;
  sums_10_0 = splat<float, 4>(0.0f);
  sums_10_4 = splat<float, 4>(0.0f);
  const auto left_base_5 = pair * 4 + first_row_2 * 16 + digit_3 * 1032;
  const auto left_base_6 = pair * 4 + (first_row_2 + 8) * 16 + digit_3 * 1032;
  const auto left_base_7 = pair * 4 + (first_row_2 + 16) * 16 + digit_3 * 1032;
  const auto left_base_8 = pair * 4 + (first_row_2 + 24) * 16 + digit_3 * 1032;
  const auto right_base_3 = lane * 4 + digit_3 * 128;
  const auto l_5 = wide<vec<bf16, 4>>(kept_6 + left_base_5);
  const auto l_6 = wide<vec<bf16, 4>>(kept_6 + left_base_6);
  const auto l_7 = wide<vec<bf16, 4>>(kept_6 + left_base_7);
  const auto l_8 = wide<vec<bf16, 4>>(kept_6 + left_base_8);
  const auto r_3 = wide<vec<bf16, 4>>(up_B_packed + right_base_3);
  multiply_m16n8k16(bf16{}, sums_10_0, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_4, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_3.v[0], r_3.v[1]);
  const auto at_3 = first_row_2 * 16 + digit_3 * 2064 + (pair >> 1) * 1032 + (pair & 1) * 2;
  const auto i = pair >> 1;
  const auto i_2 = (pair & 1) * 2;
  const auto finished = gelu(sums_10_0[0] + convert<float>(bias[digit_3 * 8 + i * 4 + i_2]));
  const auto i_3 = pair >> 1;
  const auto i_4 = (pair & 1) * 2 + 1;
  const auto finished_2 = gelu(sums_10_0[1] + convert<float>(bias[digit_3 * 8 + i_3 * 4 + i_4]));
  wide_at<vec<bf16, 2>>(kept_10 + at_3) = make<bf16, 2>(convert<bf16>(finished), convert<bf16>(finished_2));
  const auto at_4 = (first_row_2 + 8) * 16 + digit_3 * 2064 + (pair >> 1) * 1032 + (pair & 1) * 2;
  const auto i_5 = pair >> 1;
  const auto i_6 = (pair & 1) * 2;
  const auto finished_3 = gelu(sums_10_0[2] + convert<float>(bias[digit_3 * 8 + i_5 * 4 + i_6]));
  const auto i_7 = pair >> 1;
  const auto i_8 = (pair & 1) * 2 + 1;
  const auto finished_4 = gelu(sums_10_0[3] + convert<float>(bias[digit_3 * 8 + i_7 * 4 + i_8]));
  wide_at<vec<bf16, 2>>(kept_10 + at_4) = make<bf16, 2>(convert<bf16>(finished_3), convert<bf16>(finished_4));
  const auto at_5 = (first_row_2 + 16) * 16 + digit_3 * 2064 + (pair >> 1) * 1032 + (pair & 1) * 2;
  const auto i_9 = pair >> 1;
  const auto i_10 = (pair & 1) * 2;
  const auto finished_5 = gelu(sums_10_4[0] + convert<float>(bias[digit_3 * 8 + i_9 * 4 + i_10]));
  const auto i_11 = pair >> 1;
  const auto i_12 = (pair & 1) * 2 + 1;
  const auto finished_6 = gelu(sums_10_4[1] + convert<float>(bias[digit_3 * 8 + i_11 * 4 + i_12]));
  wide_at<vec<bf16, 2>>(kept_10 + at_5) = make<bf16, 2>(convert<bf16>(finished_5), convert<bf16>(finished_6));
  const auto at_6 = (first_row_2 + 24) * 16 + digit_3 * 2064 + (pair >> 1) * 1032 + (pair & 1) * 2;
  const auto i_13 = pair >> 1;
  const auto i_14 = (pair & 1) * 2;
  const auto finished_7 = gelu(sums_10_4[2] + convert<float>(bias[digit_3 * 8 + i_13 * 4 + i_14]));
  const auto i_15 = pair >> 1;
  const auto i_16 = (pair & 1) * 2 + 1;
  const auto finished_8 = gelu(sums_10_4[3] + convert<float>(bias[digit_3 * 8 + i_15 * 4 + i_16]));
  wide_at<vec<bf16, 2>>(kept_10 + at_6) = make<bf16, 2>(convert<bf16>(finished_7), convert<bf16>(finished_8));
  __syncthreads();
  for (int round_4 = 0; round_4 < 8; round_4++) {
    const auto pad_3 = round_4 * 256 + invocation;
    if (pad_3 < 2048) {
      kept_15[(pad_3 >> 9) * 1032 + ((pad_3 >> 3) & 63) * 16 + ((pad_3 & 7) + 8)] = convert<bf16>(0.0f);
    }
  }
  // v15 ... g g2 p: 8 pieces
  const auto item_3 = subgroup;
  const auto digit_5 = item_3 >> 1;
  const auto digit_6 = item_3 & 1;
  const auto first_row_3 = digit_6 * 32 + row;
  sums_15_0 = splat<float, 4>(0.0f);
  sums_15_4 = splat<float, 4>(0.0f);
  sums_15_8 = splat<float, 4>(0.0f);
  sums_15_12 = splat<float, 4>(0.0f);
  const auto left_base_9 = pair * 4 + first_row_3 * 16 + digit_5 * 2064;
  const auto left_base_10 = pair * 4 + (first_row_3 + 8) * 16 + digit_5 * 2064;
  const auto left_base_11 = pair * 4 + (first_row_3 + 16) * 16 + digit_5 * 2064;
  const auto left_base_12 = pair * 4 + (first_row_3 + 24) * 16 + digit_5 * 2064;
  const auto left_base_13 = pair * 4 + first_row_3 * 16 + digit_5 * 2064 + 1032;
  const auto left_base_14 = pair * 4 + (first_row_3 + 8) * 16 + digit_5 * 2064 + 1032;
  const auto left_base_15 = pair * 4 + (first_row_3 + 16) * 16 + digit_5 * 2064 + 1032;
  const auto left_base_16 = pair * 4 + (first_row_3 + 24) * 16 + digit_5 * 2064 + 1032;
  const auto right_base_4 = lane * 4 + digit_5 * 256;
  const auto right_base_5 = lane * 4 + digit_5 * 256 + 128;
  const auto l_9 = wide<vec<bf16, 4>>(kept_10 + left_base_9);
  const auto l_10 = wide<vec<bf16, 4>>(kept_10 + left_base_10);
  const auto l_11 = wide<vec<bf16, 4>>(kept_10 + left_base_11);
  const auto l_12 = wide<vec<bf16, 4>>(kept_10 + left_base_12);
  const auto l_13 = wide<vec<bf16, 4>>(kept_10 + left_base_13);
  const auto l_14 = wide<vec<bf16, 4>>(kept_10 + left_base_14);
  const auto l_15 = wide<vec<bf16, 4>>(kept_10 + left_base_15);
  const auto l_16 = wide<vec<bf16, 4>>(kept_10 + left_base_16);
  const auto r_4 = wide<vec<bf16, 4>>(down_A_packed + right_base_4);
  const auto r_5 = wide<vec<bf16, 4>>(down_A_packed + right_base_5);
  multiply_m16n8k16(bf16{}, sums_15_0, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_4.v[0], r_4.v[1]);
  multiply_m16n8k16(bf16{}, sums_15_4, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_4.v[0], r_4.v[1]);
  multiply_m16n8k16(bf16{}, sums_15_8, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_5.v[0], r_5.v[1]);
  multiply_m16n8k16(bf16{}, sums_15_12, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_5.v[0], r_5.v[1]);
  const auto at_7 = first_row_3 * 16 + digit_5 * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + at_7) = make<bf16, 2>(convert<bf16>(sums_15_0[0]), convert<bf16>(sums_15_8[0]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + (at_7 + 4128)) = make<bf16, 2>(convert<bf16>(sums_15_0[1]), convert<bf16>(sums_15_8[1]));
  }
  const auto at_8 = (first_row_3 + 8) * 16 + digit_5 * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + at_8) = make<bf16, 2>(convert<bf16>(sums_15_0[2]), convert<bf16>(sums_15_8[2]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + (at_8 + 4128)) = make<bf16, 2>(convert<bf16>(sums_15_0[3]), convert<bf16>(sums_15_8[3]));
  }
  const auto at_9 = (first_row_3 + 16) * 16 + digit_5 * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + at_9) = make<bf16, 2>(convert<bf16>(sums_15_4[0]), convert<bf16>(sums_15_12[0]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + (at_9 + 4128)) = make<bf16, 2>(convert<bf16>(sums_15_4[1]), convert<bf16>(sums_15_12[1]));
  }
  const auto at_10 = (first_row_3 + 24) * 16 + digit_5 * 2 + pair * 1032;
  if (pair < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + at_10) = make<bf16, 2>(convert<bf16>(sums_15_4[2]), convert<bf16>(sums_15_12[2]));
  }
  if (pair + 4 < 4) {
    wide_at<vec<bf16, 2>>(kept_15 + (at_10 + 4128)) = make<bf16, 2>(convert<bf16>(sums_15_4[3]), convert<bf16>(sums_15_12[3]));
  }
  __syncthreads();
  // down.y ... p e: 8 pieces
  const auto item_4 = subgroup;
  const auto digit_7 = item_4 >> 1;
  const auto digit_8 = item_4 & 1;
  const auto first_row_4 = digit_8 * 32 + row;
  sums_17_0 = splat<float, 4>(0.0f);
  sums_17_4 = splat<float, 4>(0.0f);
  const auto left_base_17 = pair * 4 + first_row_4 * 16 + digit_7 * 1032;
  const auto left_base_18 = pair * 4 + (first_row_4 + 8) * 16 + digit_7 * 1032;
  const auto left_base_19 = pair * 4 + (first_row_4 + 16) * 16 + digit_7 * 1032;
  const auto left_base_20 = pair * 4 + (first_row_4 + 24) * 16 + digit_7 * 1032;
  const auto right_base_6 = lane * 4 + digit_7 * 128;
  const auto l_17 = wide<vec<bf16, 4>>(kept_15 + left_base_17);
  const auto l_18 = wide<vec<bf16, 4>>(kept_15 + left_base_18);
  const auto l_19 = wide<vec<bf16, 4>>(kept_15 + left_base_19);
  const auto l_20 = wide<vec<bf16, 4>>(kept_15 + left_base_20);
  const auto r_6 = wide<vec<bf16, 4>>(down_B_packed + right_base_6);
  multiply_m16n8k16(bf16{}, sums_17_0, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_6.v[0], r_6.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_4, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_6.v[0], r_6.v[1]);
  if (start + first_row_4 < batch) {
    const auto at_11 = (start + first_row_4) * 16 + digit_7 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      const auto i_17 = smaller(start + first_row_4, batch - 1);
      const auto i_18 = smaller(pair * 2, 3);
      const auto finished_9 = convert<float>(x[i_17 * 16 + digit_7 * 4 + i_18]) + sums_17_0[0];
      const auto i_19 = smaller(start + first_row_4, batch - 1);
      const auto i_20 = smaller(pair * 2 + 1, 3);
      const auto finished_10 = convert<float>(x[i_19 * 16 + digit_7 * 4 + i_20]) + sums_17_0[1];
      wide_at<vec<bf16, 2>>(y + at_11) = make<bf16, 2>(convert<bf16>(finished_9), convert<bf16>(finished_10));
    }
  }
  if (start + (first_row_4 + 8) < batch) {
    const auto at_12 = (start + (first_row_4 + 8)) * 16 + digit_7 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      const auto i_21 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_22 = smaller(pair * 2, 3);
      const auto finished_11 = convert<float>(x[i_21 * 16 + digit_7 * 4 + i_22]) + sums_17_0[2];
      const auto i_23 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_24 = smaller(pair * 2 + 1, 3);
      const auto finished_12 = convert<float>(x[i_23 * 16 + digit_7 * 4 + i_24]) + sums_17_0[3];
      wide_at<vec<bf16, 2>>(y + at_12) = make<bf16, 2>(convert<bf16>(finished_11), convert<bf16>(finished_12));
    }
  }
  if (start + (first_row_4 + 16) < batch) {
    const auto at_13 = (start + (first_row_4 + 16)) * 16 + digit_7 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      const auto i_25 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_26 = smaller(pair * 2, 3);
      const auto finished_13 = convert<float>(x[i_25 * 16 + digit_7 * 4 + i_26]) + sums_17_4[0];
      const auto i_27 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_28 = smaller(pair * 2 + 1, 3);
      const auto finished_14 = convert<float>(x[i_27 * 16 + digit_7 * 4 + i_28]) + sums_17_4[1];
      wide_at<vec<bf16, 2>>(y + at_13) = make<bf16, 2>(convert<bf16>(finished_13), convert<bf16>(finished_14));
    }
  }
  if (start + (first_row_4 + 24) < batch) {
    const auto at_14 = (start + (first_row_4 + 24)) * 16 + digit_7 * 4 + pair * 2;
    if (pair * 2 + 1 < 4) {
      const auto i_29 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_30 = smaller(pair * 2, 3);
      const auto finished_15 = convert<float>(x[i_29 * 16 + digit_7 * 4 + i_30]) + sums_17_4[2];
      const auto i_31 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_32 = smaller(pair * 2 + 1, 3);
      const auto finished_16 = convert<float>(x[i_31 * 16 + digit_7 * 4 + i_32]) + sums_17_4[3];
      wide_at<vec<bf16, 2>>(y + at_14) = make<bf16, 2>(convert<bf16>(finished_15), convert<bf16>(finished_16));
    }
  }
}
