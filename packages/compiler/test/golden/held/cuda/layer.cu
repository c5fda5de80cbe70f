// btt: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 64), 256 threads, 33024 bytes of shared memory; x, A_packed, y, B_packed

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
y_kernel(const bf16* __restrict__ x, const bf16* __restrict__ A_packed, bf16* __restrict__ y, const bf16* __restrict__ B_packed, int batch) {
  extern __shared__ __align__(16) unsigned char shared_memory[];
  bf16* const kept_6 = reinterpret_cast<bf16*>(shared_memory + 0);
  const int workgroup = blockIdx.x;
  const int subgroup = __shfl_sync(0xffffffffu, (int)threadIdx.x / 32, 0);
  const int lane = (int)threadIdx.x % 32;
  vec<float, 4> sums_6_0;
  vec<float, 4> sums_6_4;
  vec<float, 4> sums_6_8;
  vec<float, 4> sums_6_12;
  vec<float, 4> sums_6_16;
  vec<float, 4> sums_6_20;
  vec<float, 4> sums_6_24;
  vec<float, 4> sums_6_28;
  vec<float, 4> sums_6_32;
  vec<float, 4> sums_6_36;
  vec<float, 4> sums_6_40;
  vec<float, 4> sums_6_44;
  vec<float, 4> sums_6_48;
  vec<float, 4> sums_6_52;
  vec<float, 4> sums_6_56;
  vec<float, 4> sums_6_60;
  vec<float, 4> sums_7_0;
  vec<float, 4> sums_7_4;
  vec<float, 4> sums_7_8;
  vec<float, 4> sums_7_12;
  vec<float, 4> sums_7_16;
  vec<float, 4> sums_7_20;
  vec<float, 4> sums_7_24;
  vec<float, 4> sums_7_28;
  vec<float, 4> sums_7_32;
  vec<float, 4> sums_7_36;
  vec<float, 4> sums_7_40;
  vec<float, 4> sums_7_44;
  vec<float, 4> sums_7_48;
  vec<float, 4> sums_7_52;
  vec<float, 4> sums_7_56;
  vec<float, 4> sums_7_60;
  const auto start = workgroup * 64;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  // v6 ... g p: 8 pieces
  const auto item = subgroup;
  const auto digit = item >> 1;
  const auto digit_2 = item & 1;
  const auto first_row = digit_2 * 32 + row;
  sums_6_0 = splat<float, 4>(0.0f);
  sums_6_4 = splat<float, 4>(0.0f);
  sums_6_8 = splat<float, 4>(0.0f);
  sums_6_12 = splat<float, 4>(0.0f);
  sums_6_16 = splat<float, 4>(0.0f);
  sums_6_20 = splat<float, 4>(0.0f);
  sums_6_24 = splat<float, 4>(0.0f);
  sums_6_28 = splat<float, 4>(0.0f);
  sums_6_32 = splat<float, 4>(0.0f);
  sums_6_36 = splat<float, 4>(0.0f);
  sums_6_40 = splat<float, 4>(0.0f);
  sums_6_44 = splat<float, 4>(0.0f);
  sums_6_48 = splat<float, 4>(0.0f);
  sums_6_52 = splat<float, 4>(0.0f);
  sums_6_56 = splat<float, 4>(0.0f);
  sums_6_60 = splat<float, 4>(0.0f);
  const auto token = smaller(start + first_row, batch - 1);
  const auto left_base = pair * 4 + token * 256 + digit * 64;
  const auto token_2 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_2 = pair * 4 + token_2 * 256 + digit * 64;
  const auto token_3 = smaller(start + (first_row + 16), batch - 1);
  const auto left_base_3 = pair * 4 + token_3 * 256 + digit * 64;
  const auto token_4 = smaller(start + (first_row + 24), batch - 1);
  const auto left_base_4 = pair * 4 + token_4 * 256 + digit * 64;
  const auto token_5 = smaller(start + first_row, batch - 1);
  const auto left_base_5 = pair * 4 + token_5 * 256 + (digit * 4 + 1) * 16;
  const auto token_6 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_6 = pair * 4 + token_6 * 256 + (digit * 4 + 1) * 16;
  const auto token_7 = smaller(start + (first_row + 16), batch - 1);
  const auto left_base_7 = pair * 4 + token_7 * 256 + (digit * 4 + 1) * 16;
  const auto token_8 = smaller(start + (first_row + 24), batch - 1);
  const auto left_base_8 = pair * 4 + token_8 * 256 + (digit * 4 + 1) * 16;
  const auto token_9 = smaller(start + first_row, batch - 1);
  const auto left_base_9 = pair * 4 + token_9 * 256 + (digit * 4 + 2) * 16;
  const auto token_10 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_10 = pair * 4 + token_10 * 256 + (digit * 4 + 2) * 16;
  const auto token_11 = smaller(start + (first_row + 16), batch - 1);
  const auto left_base_11 = pair * 4 + token_11 * 256 + (digit * 4 + 2) * 16;
  const auto token_12 = smaller(start + (first_row + 24), batch - 1);
  const auto left_base_12 = pair * 4 + token_12 * 256 + (digit * 4 + 2) * 16;
  const auto token_13 = smaller(start + first_row, batch - 1);
  const auto left_base_13 = pair * 4 + token_13 * 256 + (digit * 4 + 3) * 16;
  const auto token_14 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_14 = pair * 4 + token_14 * 256 + (digit * 4 + 3) * 16;
  const auto token_15 = smaller(start + (first_row + 16), batch - 1);
  const auto left_base_15 = pair * 4 + token_15 * 256 + (digit * 4 + 3) * 16;
  const auto token_16 = smaller(start + (first_row + 24), batch - 1);
  const auto left_base_16 = pair * 4 + token_16 * 256 + (digit * 4 + 3) * 16;
  const auto right_base = lane * 4 + digit * 1024;
  const auto right_base_2 = lane * 4 + (digit * 4 + 1) * 256;
  const auto right_base_3 = lane * 4 + (digit * 4 + 2) * 256;
  const auto right_base_4 = lane * 4 + (digit * 4 + 3) * 256;
  const auto l = wide<vec<bf16, 4>>(x + left_base);
  const auto l_2 = wide<vec<bf16, 4>>(x + left_base_2);
  const auto l_3 = wide<vec<bf16, 4>>(x + left_base_3);
  const auto l_4 = wide<vec<bf16, 4>>(x + left_base_4);
  const auto l_5 = wide<vec<bf16, 4>>(x + left_base_5);
  const auto l_6 = wide<vec<bf16, 4>>(x + left_base_6);
  const auto l_7 = wide<vec<bf16, 4>>(x + left_base_7);
  const auto l_8 = wide<vec<bf16, 4>>(x + left_base_8);
  const auto l_9 = wide<vec<bf16, 4>>(x + left_base_9);
  const auto l_10 = wide<vec<bf16, 4>>(x + left_base_10);
  const auto l_11 = wide<vec<bf16, 4>>(x + left_base_11);
  const auto l_12 = wide<vec<bf16, 4>>(x + left_base_12);
  const auto l_13 = wide<vec<bf16, 4>>(x + left_base_13);
  const auto l_14 = wide<vec<bf16, 4>>(x + left_base_14);
  const auto l_15 = wide<vec<bf16, 4>>(x + left_base_15);
  const auto l_16 = wide<vec<bf16, 4>>(x + left_base_16);
  const auto r = wide<vec<bf16, 4>>(A_packed + right_base);
  const auto r_2 = wide<vec<bf16, 4>>(A_packed + right_base_2);
  const auto r_3 = wide<vec<bf16, 4>>(A_packed + right_base_3);
  const auto r_4 = wide<vec<bf16, 4>>(A_packed + right_base_4);
  multiply_m16n8k16(bf16{}, sums_6_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_8, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_16, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_2.v[0], r_2.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_24, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_2.v[0], r_2.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_32, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_40, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_48, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_4.v[0], r_4.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_56, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_4.v[0], r_4.v[1]);
  const auto r_5 = wide<vec<bf16, 4>>(A_packed + (right_base + 128));
  const auto r_6 = wide<vec<bf16, 4>>(A_packed + (right_base_2 + 128));
  const auto r_7 = wide<vec<bf16, 4>>(A_packed + (right_base_3 + 128));
  const auto r_8 = wide<vec<bf16, 4>>(A_packed + (right_base_4 + 128));
  multiply_m16n8k16(bf16{}, sums_6_4, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_5.v[0], r_5.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_12, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_5.v[0], r_5.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_20, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_6.v[0], r_6.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_28, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_6.v[0], r_6.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_36, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_7.v[0], r_7.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_44, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_7.v[0], r_7.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_52, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_8.v[0], r_8.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_60, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_8.v[0], r_8.v[1]);
  const auto at = first_row * 16 + digit * 4 + pair * 1032;
  wide_at<vec<bf16, 4>>(kept_6 + at) = make<bf16, 4>(convert<bf16>(sums_6_0[0]), convert<bf16>(sums_6_16[0]), convert<bf16>(sums_6_32[0]), convert<bf16>(sums_6_48[0]));
  wide_at<vec<bf16, 4>>(kept_6 + (at + 4128)) = make<bf16, 4>(convert<bf16>(sums_6_0[1]), convert<bf16>(sums_6_16[1]), convert<bf16>(sums_6_32[1]), convert<bf16>(sums_6_48[1]));
  wide_at<vec<bf16, 4>>(kept_6 + (at + 8256)) = make<bf16, 4>(convert<bf16>(sums_6_4[0]), convert<bf16>(sums_6_20[0]), convert<bf16>(sums_6_36[0]), convert<bf16>(sums_6_52[0]));
  wide_at<vec<bf16, 4>>(kept_6 + (at + 12384)) = make<bf16, 4>(convert<bf16>(sums_6_4[1]), convert<bf16>(sums_6_20[1]), convert<bf16>(sums_6_36[1]), convert<bf16>(sums_6_52[1]));
  const auto at_2 = (first_row + 8) * 16 + digit * 4 + pair * 1032;
  wide_at<vec<bf16, 4>>(kept_6 + at_2) = make<bf16, 4>(convert<bf16>(sums_6_0[2]), convert<bf16>(sums_6_16[2]), convert<bf16>(sums_6_32[2]), convert<bf16>(sums_6_48[2]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_2 + 4128)) = make<bf16, 4>(convert<bf16>(sums_6_0[3]), convert<bf16>(sums_6_16[3]), convert<bf16>(sums_6_32[3]), convert<bf16>(sums_6_48[3]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_2 + 8256)) = make<bf16, 4>(convert<bf16>(sums_6_4[2]), convert<bf16>(sums_6_20[2]), convert<bf16>(sums_6_36[2]), convert<bf16>(sums_6_52[2]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_2 + 12384)) = make<bf16, 4>(convert<bf16>(sums_6_4[3]), convert<bf16>(sums_6_20[3]), convert<bf16>(sums_6_36[3]), convert<bf16>(sums_6_52[3]));
  const auto at_3 = (first_row + 16) * 16 + digit * 4 + pair * 1032;
  wide_at<vec<bf16, 4>>(kept_6 + at_3) = make<bf16, 4>(convert<bf16>(sums_6_8[0]), convert<bf16>(sums_6_24[0]), convert<bf16>(sums_6_40[0]), convert<bf16>(sums_6_56[0]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_3 + 4128)) = make<bf16, 4>(convert<bf16>(sums_6_8[1]), convert<bf16>(sums_6_24[1]), convert<bf16>(sums_6_40[1]), convert<bf16>(sums_6_56[1]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_3 + 8256)) = make<bf16, 4>(convert<bf16>(sums_6_12[0]), convert<bf16>(sums_6_28[0]), convert<bf16>(sums_6_44[0]), convert<bf16>(sums_6_60[0]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_3 + 12384)) = make<bf16, 4>(convert<bf16>(sums_6_12[1]), convert<bf16>(sums_6_28[1]), convert<bf16>(sums_6_44[1]), convert<bf16>(sums_6_60[1]));
  const auto at_4 = (first_row + 24) * 16 + digit * 4 + pair * 1032;
  wide_at<vec<bf16, 4>>(kept_6 + at_4) = make<bf16, 4>(convert<bf16>(sums_6_8[2]), convert<bf16>(sums_6_24[2]), convert<bf16>(sums_6_40[2]), convert<bf16>(sums_6_56[2]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_4 + 4128)) = make<bf16, 4>(convert<bf16>(sums_6_8[3]), convert<bf16>(sums_6_24[3]), convert<bf16>(sums_6_40[3]), convert<bf16>(sums_6_56[3]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_4 + 8256)) = make<bf16, 4>(convert<bf16>(sums_6_12[2]), convert<bf16>(sums_6_28[2]), convert<bf16>(sums_6_44[2]), convert<bf16>(sums_6_60[2]));
  wide_at<vec<bf16, 4>>(kept_6 + (at_4 + 12384)) = make<bf16, 4>(convert<bf16>(sums_6_12[3]), convert<bf16>(sums_6_28[3]), convert<bf16>(sums_6_44[3]), convert<bf16>(sums_6_60[3]));
  __syncthreads();
  // y ... p e: 8 pieces
  const auto item_2 = subgroup;
  sums_7_0 = splat<float, 4>(0.0f);
  sums_7_4 = splat<float, 4>(0.0f);
  sums_7_8 = splat<float, 4>(0.0f);
  sums_7_12 = splat<float, 4>(0.0f);
  sums_7_16 = splat<float, 4>(0.0f);
  sums_7_20 = splat<float, 4>(0.0f);
  sums_7_24 = splat<float, 4>(0.0f);
  sums_7_28 = splat<float, 4>(0.0f);
  sums_7_32 = splat<float, 4>(0.0f);
  sums_7_36 = splat<float, 4>(0.0f);
  sums_7_40 = splat<float, 4>(0.0f);
  sums_7_44 = splat<float, 4>(0.0f);
  sums_7_48 = splat<float, 4>(0.0f);
  sums_7_52 = splat<float, 4>(0.0f);
  sums_7_56 = splat<float, 4>(0.0f);
  sums_7_60 = splat<float, 4>(0.0f);
  const auto left_base_17 = pair * 4 + row * 16 + item_2 * 2064;
  const auto left_base_18 = pair * 4 + (row + 8) * 16 + item_2 * 2064;
  const auto left_base_19 = pair * 4 + (row + 16) * 16 + item_2 * 2064;
  const auto left_base_20 = pair * 4 + (row + 24) * 16 + item_2 * 2064;
  const auto left_base_21 = pair * 4 + (row + 32) * 16 + item_2 * 2064;
  const auto left_base_22 = pair * 4 + (row + 40) * 16 + item_2 * 2064;
  const auto left_base_23 = pair * 4 + (row + 48) * 16 + item_2 * 2064;
  const auto left_base_24 = pair * 4 + (row + 56) * 16 + item_2 * 2064;
  const auto left_base_25 = pair * 4 + row * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_26 = pair * 4 + (row + 8) * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_27 = pair * 4 + (row + 16) * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_28 = pair * 4 + (row + 24) * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_29 = pair * 4 + (row + 32) * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_30 = pair * 4 + (row + 40) * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_31 = pair * 4 + (row + 48) * 16 + (item_2 * 2 + 1) * 1032;
  const auto left_base_32 = pair * 4 + (row + 56) * 16 + (item_2 * 2 + 1) * 1032;
  const auto right_base_5 = lane * 4 + item_2 * 512;
  const auto right_base_6 = lane * 4 + (item_2 * 2 + 1) * 256;
  const auto l_17 = wide<vec<bf16, 4>>(kept_6 + left_base_17);
  const auto l_18 = wide<vec<bf16, 4>>(kept_6 + left_base_18);
  const auto l_19 = wide<vec<bf16, 4>>(kept_6 + left_base_19);
  const auto l_20 = wide<vec<bf16, 4>>(kept_6 + left_base_20);
  const auto l_21 = wide<vec<bf16, 4>>(kept_6 + left_base_21);
  const auto l_22 = wide<vec<bf16, 4>>(kept_6 + left_base_22);
  const auto l_23 = wide<vec<bf16, 4>>(kept_6 + left_base_23);
  const auto l_24 = wide<vec<bf16, 4>>(kept_6 + left_base_24);
  const auto l_25 = wide<vec<bf16, 4>>(kept_6 + left_base_25);
  const auto l_26 = wide<vec<bf16, 4>>(kept_6 + left_base_26);
  const auto l_27 = wide<vec<bf16, 4>>(kept_6 + left_base_27);
  const auto l_28 = wide<vec<bf16, 4>>(kept_6 + left_base_28);
  const auto l_29 = wide<vec<bf16, 4>>(kept_6 + left_base_29);
  const auto l_30 = wide<vec<bf16, 4>>(kept_6 + left_base_30);
  const auto l_31 = wide<vec<bf16, 4>>(kept_6 + left_base_31);
  const auto l_32 = wide<vec<bf16, 4>>(kept_6 + left_base_32);
  const auto r_9 = wide<vec<bf16, 4>>(B_packed + right_base_5);
  const auto r_10 = wide<vec<bf16, 4>>(B_packed + right_base_6);
  multiply_m16n8k16(bf16{}, sums_7_0, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_9.v[0], r_9.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_8, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_9.v[0], r_9.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_16, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_9.v[0], r_9.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_24, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_9.v[0], r_9.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_32, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_10.v[0], r_10.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_40, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_10.v[0], r_10.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_48, l_29.v[0], l_30.v[0], l_29.v[1], l_30.v[1], r_10.v[0], r_10.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_56, l_31.v[0], l_32.v[0], l_31.v[1], l_32.v[1], r_10.v[0], r_10.v[1]);
  const auto r_11 = wide<vec<bf16, 4>>(B_packed + (right_base_5 + 128));
  const auto r_12 = wide<vec<bf16, 4>>(B_packed + (right_base_6 + 128));
  multiply_m16n8k16(bf16{}, sums_7_4, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_11.v[0], r_11.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_12, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_11.v[0], r_11.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_20, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_11.v[0], r_11.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_28, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_11.v[0], r_11.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_36, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_12.v[0], r_12.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_44, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_12.v[0], r_12.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_52, l_29.v[0], l_30.v[0], l_29.v[1], l_30.v[1], r_12.v[0], r_12.v[1]);
  multiply_m16n8k16(bf16{}, sums_7_60, l_31.v[0], l_32.v[0], l_31.v[1], l_32.v[1], r_12.v[0], r_12.v[1]);
  if (start + row < batch) {
    const auto at_5 = (start + row) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_5) = make<bf16, 4>(convert<bf16>(sums_7_0[0]), convert<bf16>(sums_7_0[1]), convert<bf16>(sums_7_4[0]), convert<bf16>(sums_7_4[1]));
    wide_at<vec<bf16, 4>>(y + (at_5 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_32[0]), convert<bf16>(sums_7_32[1]), convert<bf16>(sums_7_36[0]), convert<bf16>(sums_7_36[1]));
  }
  if (start + (row + 8) < batch) {
    const auto at_6 = (start + (row + 8)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_6) = make<bf16, 4>(convert<bf16>(sums_7_0[2]), convert<bf16>(sums_7_0[3]), convert<bf16>(sums_7_4[2]), convert<bf16>(sums_7_4[3]));
    wide_at<vec<bf16, 4>>(y + (at_6 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_32[2]), convert<bf16>(sums_7_32[3]), convert<bf16>(sums_7_36[2]), convert<bf16>(sums_7_36[3]));
  }
  if (start + (row + 16) < batch) {
    const auto at_7 = (start + (row + 16)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_7) = make<bf16, 4>(convert<bf16>(sums_7_8[0]), convert<bf16>(sums_7_8[1]), convert<bf16>(sums_7_12[0]), convert<bf16>(sums_7_12[1]));
    wide_at<vec<bf16, 4>>(y + (at_7 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_40[0]), convert<bf16>(sums_7_40[1]), convert<bf16>(sums_7_44[0]), convert<bf16>(sums_7_44[1]));
  }
  if (start + (row + 24) < batch) {
    const auto at_8 = (start + (row + 24)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_8) = make<bf16, 4>(convert<bf16>(sums_7_8[2]), convert<bf16>(sums_7_8[3]), convert<bf16>(sums_7_12[2]), convert<bf16>(sums_7_12[3]));
    wide_at<vec<bf16, 4>>(y + (at_8 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_40[2]), convert<bf16>(sums_7_40[3]), convert<bf16>(sums_7_44[2]), convert<bf16>(sums_7_44[3]));
  }
  if (start + (row + 32) < batch) {
    const auto at_9 = (start + (row + 32)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_9) = make<bf16, 4>(convert<bf16>(sums_7_16[0]), convert<bf16>(sums_7_16[1]), convert<bf16>(sums_7_20[0]), convert<bf16>(sums_7_20[1]));
    wide_at<vec<bf16, 4>>(y + (at_9 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_48[0]), convert<bf16>(sums_7_48[1]), convert<bf16>(sums_7_52[0]), convert<bf16>(sums_7_52[1]));
  }
  if (start + (row + 40) < batch) {
    const auto at_10 = (start + (row + 40)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_10) = make<bf16, 4>(convert<bf16>(sums_7_16[2]), convert<bf16>(sums_7_16[3]), convert<bf16>(sums_7_20[2]), convert<bf16>(sums_7_20[3]));
    wide_at<vec<bf16, 4>>(y + (at_10 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_48[2]), convert<bf16>(sums_7_48[3]), convert<bf16>(sums_7_52[2]), convert<bf16>(sums_7_52[3]));
  }
  if (start + (row + 48) < batch) {
    const auto at_11 = (start + (row + 48)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_11) = make<bf16, 4>(convert<bf16>(sums_7_24[0]), convert<bf16>(sums_7_24[1]), convert<bf16>(sums_7_28[0]), convert<bf16>(sums_7_28[1]));
    wide_at<vec<bf16, 4>>(y + (at_11 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_56[0]), convert<bf16>(sums_7_56[1]), convert<bf16>(sums_7_60[0]), convert<bf16>(sums_7_60[1]));
  }
  if (start + (row + 56) < batch) {
    const auto at_12 = (start + (row + 56)) * 256 + item_2 * 32 + pair * 4;
    wide_at<vec<bf16, 4>>(y + at_12) = make<bf16, 4>(convert<bf16>(sums_7_24[2]), convert<bf16>(sums_7_24[3]), convert<bf16>(sums_7_28[2]), convert<bf16>(sums_7_28[3]));
    wide_at<vec<bf16, 4>>(y + (at_12 + 16)) = make<bf16, 4>(convert<bf16>(sums_7_56[2]), convert<bf16>(sums_7_56[3]), convert<bf16>(sums_7_60[2]), convert<bf16>(sums_7_60[3]));
  }
}
