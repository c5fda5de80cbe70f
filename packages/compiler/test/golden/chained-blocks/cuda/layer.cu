// two: one kernel, for sm_90a.
// A kernel takes a pointer for each buffer that it names, then the extents known only when it runs.
//   y_kernel: blocks ceil(1*... / 128), 256 threads, 65792 bytes of shared memory; x, up.A_packed, up.B_packed, bias, down.A_packed, y, down.B_packed

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
  bf16* const kept_10 = reinterpret_cast<bf16*>(shared_memory + 16448);
  bf16* const kept_15 = reinterpret_cast<bf16*>(shared_memory + 49344);
  const int workgroup = blockIdx.x;
  const int invocation = threadIdx.x;
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
  vec<float, 4> sums_10_0;
  vec<float, 4> sums_10_4;
  vec<float, 4> sums_10_8;
  vec<float, 4> sums_10_12;
  vec<float, 4> sums_10_16;
  vec<float, 4> sums_10_20;
  vec<float, 4> sums_10_24;
  vec<float, 4> sums_10_28;
  vec<float, 4> sums_10_32;
  vec<float, 4> sums_10_36;
  vec<float, 4> sums_10_40;
  vec<float, 4> sums_10_44;
  vec<float, 4> sums_10_48;
  vec<float, 4> sums_10_52;
  vec<float, 4> sums_10_56;
  vec<float, 4> sums_10_60;
  vec<float, 4> sums_15_0;
  vec<float, 4> sums_15_4;
  vec<float, 4> sums_15_8;
  vec<float, 4> sums_15_12;
  vec<float, 4> sums_15_16;
  vec<float, 4> sums_15_20;
  vec<float, 4> sums_15_24;
  vec<float, 4> sums_15_28;
  vec<float, 4> sums_15_32;
  vec<float, 4> sums_15_36;
  vec<float, 4> sums_15_40;
  vec<float, 4> sums_15_44;
  vec<float, 4> sums_15_48;
  vec<float, 4> sums_15_52;
  vec<float, 4> sums_15_56;
  vec<float, 4> sums_15_60;
  vec<float, 4> sums_17_0;
  vec<float, 4> sums_17_4;
  vec<float, 4> sums_17_8;
  vec<float, 4> sums_17_12;
  vec<float, 4> sums_17_16;
  vec<float, 4> sums_17_20;
  vec<float, 4> sums_17_24;
  vec<float, 4> sums_17_28;
  vec<float, 4> sums_17_32;
  vec<float, 4> sums_17_36;
  vec<float, 4> sums_17_40;
  vec<float, 4> sums_17_44;
  vec<float, 4> sums_17_48;
  vec<float, 4> sums_17_52;
  vec<float, 4> sums_17_56;
  vec<float, 4> sums_17_60;
  vec<bf16, 4> chosen;
  vec<bf16, 4> chosen_2;
  vec<bf16, 4> chosen_3;
  vec<bf16, 4> chosen_4;
  vec<bf16, 4> chosen_5;
  vec<bf16, 4> chosen_6;
  vec<bf16, 4> chosen_7;
  vec<bf16, 4> chosen_8;
  const auto start = workgroup * 128;
  const auto pair = lane & 3;
  const auto row = lane >> 2;
  for (int round_2 = 0; round_2 < 24; round_2++) {
    const auto pad = round_2 * 256 + invocation;
    if (pad < 6144) {
      kept_6[pad / 1536 * 2056 + ((pad / 12) & 127) * 16 + (pad % 12 + 4)] = convert<bf16>(0.0f);
    }
  }
  // v6 ... g3 g: 8 pieces
  const auto item = subgroup;
  const auto digit = item >> 1;
  const auto digit_2 = item & 1;
  const auto first_row = digit_2 * 64 + row;
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
  const auto left_base = pair * 4 + token * 16 + digit * 4;
  const auto token_2 = smaller(start + (first_row + 8), batch - 1);
  const auto left_base_2 = pair * 4 + token_2 * 16 + digit * 4;
  const auto token_3 = smaller(start + (first_row + 16), batch - 1);
  const auto left_base_3 = pair * 4 + token_3 * 16 + digit * 4;
  const auto token_4 = smaller(start + (first_row + 24), batch - 1);
  const auto left_base_4 = pair * 4 + token_4 * 16 + digit * 4;
  const auto token_5 = smaller(start + (first_row + 32), batch - 1);
  const auto left_base_5 = pair * 4 + token_5 * 16 + digit * 4;
  const auto token_6 = smaller(start + (first_row + 40), batch - 1);
  const auto left_base_6 = pair * 4 + token_6 * 16 + digit * 4;
  const auto token_7 = smaller(start + (first_row + 48), batch - 1);
  const auto left_base_7 = pair * 4 + token_7 * 16 + digit * 4;
  const auto token_8 = smaller(start + (first_row + 56), batch - 1);
  const auto left_base_8 = pair * 4 + token_8 * 16 + digit * 4;
  const auto right_base = lane * 4 + digit * 512;
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
  if (pair * 4 < 4) {
    chosen_5 = wide<vec<bf16, 4>>(x + left_base_5);
  } else {
    chosen_5 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_5 = chosen_5;
  if (pair * 4 < 4) {
    chosen_6 = wide<vec<bf16, 4>>(x + left_base_6);
  } else {
    chosen_6 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_6 = chosen_6;
  if (pair * 4 < 4) {
    chosen_7 = wide<vec<bf16, 4>>(x + left_base_7);
  } else {
    chosen_7 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_7 = chosen_7;
  if (pair * 4 < 4) {
    chosen_8 = wide<vec<bf16, 4>>(x + left_base_8);
  } else {
    chosen_8 = splat<bf16, 4>(convert<bf16>(0.0f));
  }
  const auto l_8 = chosen_8;
  const auto r = wide<vec<bf16, 4>>(up_A_packed + right_base);
  multiply_m16n8k16(bf16{}, sums_6_0, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_16, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_32, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r.v[0], r.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_48, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r.v[0], r.v[1]);
  const auto r_2 = wide<vec<bf16, 4>>(up_A_packed + (right_base + 128));
  multiply_m16n8k16(bf16{}, sums_6_4, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_2.v[0], r_2.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_20, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_2.v[0], r_2.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_36, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_2.v[0], r_2.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_52, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_2.v[0], r_2.v[1]);
  const auto r_3 = wide<vec<bf16, 4>>(up_A_packed + (right_base + 256));
  multiply_m16n8k16(bf16{}, sums_6_8, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_24, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_40, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_3.v[0], r_3.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_56, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_3.v[0], r_3.v[1]);
  const auto r_4 = wide<vec<bf16, 4>>(up_A_packed + (right_base + 384));
  multiply_m16n8k16(bf16{}, sums_6_12, l.v[0], l_2.v[0], l.v[1], l_2.v[1], r_4.v[0], r_4.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_28, l_3.v[0], l_4.v[0], l_3.v[1], l_4.v[1], r_4.v[0], r_4.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_44, l_5.v[0], l_6.v[0], l_5.v[1], l_6.v[1], r_4.v[0], r_4.v[1]);
  multiply_m16n8k16(bf16{}, sums_6_60, l_7.v[0], l_8.v[0], l_7.v[1], l_8.v[1], r_4.v[0], r_4.v[1]);
  const auto at = first_row * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at] = convert<bf16>(sums_6_0[0]);
  }
  if (pair + 4 < 4) {
    kept_6[at + 8224] = convert<bf16>(sums_6_0[1]);
  }
  if (pair + 8 < 4) {
    kept_6[at + 16448] = convert<bf16>(sums_6_4[0]);
  }
  if (pair + 12 < 4) {
    kept_6[at + 24672] = convert<bf16>(sums_6_4[1]);
  }
  if (pair + 16 < 4) {
    kept_6[at + 32896] = convert<bf16>(sums_6_8[0]);
  }
  if (pair + 20 < 4) {
    kept_6[at + 41120] = convert<bf16>(sums_6_8[1]);
  }
  if (pair + 24 < 4) {
    kept_6[at + 49344] = convert<bf16>(sums_6_12[0]);
  }
  if (pair + 28 < 4) {
    kept_6[at + 57568] = convert<bf16>(sums_6_12[1]);
  }
  const auto at_2 = (first_row + 8) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_2] = convert<bf16>(sums_6_0[2]);
  }
  if (pair + 4 < 4) {
    kept_6[at_2 + 8224] = convert<bf16>(sums_6_0[3]);
  }
  if (pair + 8 < 4) {
    kept_6[at_2 + 16448] = convert<bf16>(sums_6_4[2]);
  }
  if (pair + 12 < 4) {
    kept_6[at_2 + 24672] = convert<bf16>(sums_6_4[3]);
  }
  if (pair + 16 < 4) {
    kept_6[at_2 + 32896] = convert<bf16>(sums_6_8[2]);
  }
  if (pair + 20 < 4) {
    kept_6[at_2 + 41120] = convert<bf16>(sums_6_8[3]);
  }
  if (pair + 24 < 4) {
    kept_6[at_2 + 49344] = convert<bf16>(sums_6_12[2]);
  }
  if (pair + 28 < 4) {
    kept_6[at_2 + 57568] = convert<bf16>(sums_6_12[3]);
  }
  const auto at_3 = (first_row + 16) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_3] = convert<bf16>(sums_6_16[0]);
  }
  if (pair + 4 < 4) {
    kept_6[at_3 + 8224] = convert<bf16>(sums_6_16[1]);
  }
  if (pair + 8 < 4) {
    kept_6[at_3 + 16448] = convert<bf16>(sums_6_20[0]);
  }
  if (pair + 12 < 4) {
    kept_6[at_3 + 24672] = convert<bf16>(sums_6_20[1]);
  }
  if (pair + 16 < 4) {
    kept_6[at_3 + 32896] = convert<bf16>(sums_6_24[0]);
  }
  if (pair + 20 < 4) {
    kept_6[at_3 + 41120] = convert<bf16>(sums_6_24[1]);
  }
  if (pair + 24 < 4) {
    kept_6[at_3 + 49344] = convert<bf16>(sums_6_28[0]);
  }
  if (pair + 28 < 4) {
    kept_6[at_3 + 57568] = convert<bf16>(sums_6_28[1]);
  }
  const auto at_4 = (first_row + 24) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_4] = convert<bf16>(sums_6_16[2]);
  }
  if (pair + 4 < 4) {
    kept_6[at_4 + 8224] = convert<bf16>(sums_6_16[3]);
  }
  if (pair + 8 < 4) {
    kept_6[at_4 + 16448] = convert<bf16>(sums_6_20[2]);
  }
  if (pair + 12 < 4) {
    kept_6[at_4 + 24672] = convert<bf16>(sums_6_20[3]);
  }
  if (pair + 16 < 4) {
    kept_6[at_4 + 32896] = convert<bf16>(sums_6_24[2]);
  }
  if (pair + 20 < 4) {
    kept_6[at_4 + 41120] = convert<bf16>(sums_6_24[3]);
  }
  if (pair + 24 < 4) {
    kept_6[at_4 + 49344] = convert<bf16>(sums_6_28[2]);
  }
  if (pair + 28 < 4) {
    kept_6[at_4 + 57568] = convert<bf16>(sums_6_28[3]);
  }
  const auto at_5 = (first_row + 32) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_5] = convert<bf16>(sums_6_32[0]);
  }
  if (pair + 4 < 4) {
    kept_6[at_5 + 8224] = convert<bf16>(sums_6_32[1]);
  }
  if (pair + 8 < 4) {
    kept_6[at_5 + 16448] = convert<bf16>(sums_6_36[0]);
  }
  if (pair + 12 < 4) {
    kept_6[at_5 + 24672] = convert<bf16>(sums_6_36[1]);
  }
  if (pair + 16 < 4) {
    kept_6[at_5 + 32896] = convert<bf16>(sums_6_40[0]);
  }
  if (pair + 20 < 4) {
    kept_6[at_5 + 41120] = convert<bf16>(sums_6_40[1]);
  }
  if (pair + 24 < 4) {
    kept_6[at_5 + 49344] = convert<bf16>(sums_6_44[0]);
  }
  if (pair + 28 < 4) {
    kept_6[at_5 + 57568] = convert<bf16>(sums_6_44[1]);
  }
  const auto at_6 = (first_row + 40) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_6] = convert<bf16>(sums_6_32[2]);
  }
  if (pair + 4 < 4) {
    kept_6[at_6 + 8224] = convert<bf16>(sums_6_32[3]);
  }
  if (pair + 8 < 4) {
    kept_6[at_6 + 16448] = convert<bf16>(sums_6_36[2]);
  }
  if (pair + 12 < 4) {
    kept_6[at_6 + 24672] = convert<bf16>(sums_6_36[3]);
  }
  if (pair + 16 < 4) {
    kept_6[at_6 + 32896] = convert<bf16>(sums_6_40[2]);
  }
  if (pair + 20 < 4) {
    kept_6[at_6 + 41120] = convert<bf16>(sums_6_40[3]);
  }
  if (pair + 24 < 4) {
    kept_6[at_6 + 49344] = convert<bf16>(sums_6_44[2]);
  }
  if (pair + 28 < 4) {
    kept_6[at_6 + 57568] = convert<bf16>(sums_6_44[3]);
  }
  const auto at_7 = (first_row + 48) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_7] = convert<bf16>(sums_6_48[0]);
  }
  if (pair + 4 < 4) {
    kept_6[at_7 + 8224] = convert<bf16>(sums_6_48[1]);
  }
  if (pair + 8 < 4) {
    kept_6[at_7 + 16448] = convert<bf16>(sums_6_52[0]);
  }
  if (pair + 12 < 4) {
    kept_6[at_7 + 24672] = convert<bf16>(sums_6_52[1]);
  }
  if (pair + 16 < 4) {
    kept_6[at_7 + 32896] = convert<bf16>(sums_6_56[0]);
  }
  if (pair + 20 < 4) {
    kept_6[at_7 + 41120] = convert<bf16>(sums_6_56[1]);
  }
  if (pair + 24 < 4) {
    kept_6[at_7 + 49344] = convert<bf16>(sums_6_60[0]);
  }
  if (pair + 28 < 4) {
    kept_6[at_7 + 57568] = convert<bf16>(sums_6_60[1]);
  }
  const auto at_8 = (first_row + 56) * 16 + digit + pair * 2056;
  if (pair < 4) {
    kept_6[at_8] = convert<bf16>(sums_6_48[2]);
  }
  if (pair + 4 < 4) {
    kept_6[at_8 + 8224] = convert<bf16>(sums_6_48[3]);
  }
  if (pair + 8 < 4) {
    kept_6[at_8 + 16448] = convert<bf16>(sums_6_52[2]);
  }
  if (pair + 12 < 4) {
    kept_6[at_8 + 24672] = convert<bf16>(sums_6_52[3]);
  }
  if (pair + 16 < 4) {
    kept_6[at_8 + 32896] = convert<bf16>(sums_6_56[2]);
  }
  if (pair + 20 < 4) {
    kept_6[at_8 + 41120] = convert<bf16>(sums_6_56[3]);
  }
  if (pair + 24 < 4) {
    kept_6[at_8 + 49344] = convert<bf16>(sums_6_60[2]);
  }
  if (pair + 28 < 4) {
    kept_6[at_8 + 57568] = convert<bf16>(sums_6_60[3]);
  }
  __syncthreads();
  for (int round_3 = 0; round_3 < 48; round_3++) {
    const auto pad_2 = round_3 * 256 + invocation;
    if (pad_2 < 12288) {
      kept_10[pad_2 / 1536 * 2056 + ((pad_2 / 12) & 127) * 16 + (pad_2 % 12 + 4)] = convert<bf16>(0.0f);
    }
  }
  // up.y ... g g2 a: 8 pieces
  const auto item_2 = subgroup;
  const auto digit_3 = item_2 >> 2;
  const auto digit_4 = item_2 & 3;
  const auto first_row_2 = digit_4 * 32 + row;
  sums_10_0 = splat<float, 4>(0.0f);
  sums_10_4 = splat<float, 4>(0.0f);
  sums_10_8 = splat<float, 4>(0.0f);
  sums_10_12 = splat<float, 4>(0.0f);
  sums_10_16 = splat<float, 4>(0.0f);
  sums_10_20 = splat<float, 4>(0.0f);
  sums_10_24 = splat<float, 4>(0.0f);
  sums_10_28 = splat<float, 4>(0.0f);
  sums_10_32 = splat<float, 4>(0.0f);
  sums_10_36 = splat<float, 4>(0.0f);
  sums_10_40 = splat<float, 4>(0.0f);
  sums_10_44 = splat<float, 4>(0.0f);
  sums_10_48 = splat<float, 4>(0.0f);
  sums_10_52 = splat<float, 4>(0.0f);
  sums_10_56 = splat<float, 4>(0.0f);
  sums_10_60 = splat<float, 4>(0.0f);
  const auto left_base_9 = pair * 4 + first_row_2 * 16 + digit_3 * 4112;
  const auto left_base_10 = pair * 4 + (first_row_2 + 8) * 16 + digit_3 * 4112;
  const auto left_base_11 = pair * 4 + (first_row_2 + 16) * 16 + digit_3 * 4112;
  const auto left_base_12 = pair * 4 + (first_row_2 + 24) * 16 + digit_3 * 4112;
  const auto left_base_13 = pair * 4 + first_row_2 * 16 + (digit_3 * 2 + 1) * 2056;
  const auto left_base_14 = pair * 4 + (first_row_2 + 8) * 16 + (digit_3 * 2 + 1) * 2056;
  const auto left_base_15 = pair * 4 + (first_row_2 + 16) * 16 + (digit_3 * 2 + 1) * 2056;
  const auto left_base_16 = pair * 4 + (first_row_2 + 24) * 16 + (digit_3 * 2 + 1) * 2056;
  const auto right_base_2 = lane * 4 + digit_3 * 1024;
  const auto right_base_3 = lane * 4 + (digit_3 * 2 + 1) * 512;
  const auto l_9 = wide<vec<bf16, 4>>(kept_6 + left_base_9);
  const auto l_10 = wide<vec<bf16, 4>>(kept_6 + left_base_10);
  const auto l_11 = wide<vec<bf16, 4>>(kept_6 + left_base_11);
  const auto l_12 = wide<vec<bf16, 4>>(kept_6 + left_base_12);
  const auto l_13 = wide<vec<bf16, 4>>(kept_6 + left_base_13);
  const auto l_14 = wide<vec<bf16, 4>>(kept_6 + left_base_14);
  const auto l_15 = wide<vec<bf16, 4>>(kept_6 + left_base_15);
  const auto l_16 = wide<vec<bf16, 4>>(kept_6 + left_base_16);
  const auto r_5 = wide<vec<bf16, 4>>(up_B_packed + right_base_2);
  multiply_m16n8k16(bf16{}, sums_10_0, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_5.v[0], r_5.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_16, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_5.v[0], r_5.v[1]);
  const auto r_6 = wide<vec<bf16, 4>>(up_B_packed + right_base_3);
  multiply_m16n8k16(bf16{}, sums_10_32, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_6.v[0], r_6.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_48, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_6.v[0], r_6.v[1]);
  const auto r_7 = wide<vec<bf16, 4>>(up_B_packed + (right_base_2 + 128));
  multiply_m16n8k16(bf16{}, sums_10_4, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_7.v[0], r_7.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_20, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_7.v[0], r_7.v[1]);
  const auto r_8 = wide<vec<bf16, 4>>(up_B_packed + (right_base_3 + 128));
  multiply_m16n8k16(bf16{}, sums_10_36, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_8.v[0], r_8.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_52, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_8.v[0], r_8.v[1]);
  const auto r_9 = wide<vec<bf16, 4>>(up_B_packed + (right_base_2 + 256));
  multiply_m16n8k16(bf16{}, sums_10_8, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_9.v[0], r_9.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_24, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_9.v[0], r_9.v[1]);
  const auto r_10 = wide<vec<bf16, 4>>(up_B_packed + (right_base_3 + 256));
  multiply_m16n8k16(bf16{}, sums_10_40, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_10.v[0], r_10.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_56, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_10.v[0], r_10.v[1]);
  const auto r_11 = wide<vec<bf16, 4>>(up_B_packed + (right_base_2 + 384));
  multiply_m16n8k16(bf16{}, sums_10_12, l_9.v[0], l_10.v[0], l_9.v[1], l_10.v[1], r_11.v[0], r_11.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_28, l_11.v[0], l_12.v[0], l_11.v[1], l_12.v[1], r_11.v[0], r_11.v[1]);
  const auto r_12 = wide<vec<bf16, 4>>(up_B_packed + (right_base_3 + 384));
  multiply_m16n8k16(bf16{}, sums_10_44, l_13.v[0], l_14.v[0], l_13.v[1], l_14.v[1], r_12.v[0], r_12.v[1]);
  multiply_m16n8k16(bf16{}, sums_10_60, l_15.v[0], l_16.v[0], l_15.v[1], l_16.v[1], r_12.v[0], r_12.v[1]);
  const auto at_9 = first_row_2 * 16 + digit_3 * 8224 + pair * 2056;
  if (pair < 2) {
    const auto i = digit_3 * 2;
    const auto i_2 = smaller(pair, 1);
    const auto finished = gelu(sums_10_0[0] + convert<float>(bias[i * 8 + i_2 * 4]));
    const auto i_3 = digit_3 * 2;
    const auto i_4 = smaller(pair, 1);
    const auto finished_2 = gelu(sums_10_0[1] + convert<float>(bias[i_3 * 8 + i_4 * 4 + 1]));
    const auto i_5 = digit_3 * 2;
    const auto i_6 = smaller(pair, 1);
    const auto finished_3 = gelu(sums_10_4[0] + convert<float>(bias[i_5 * 8 + i_6 * 4 + 2]));
    const auto i_7 = digit_3 * 2;
    const auto i_8 = smaller(pair, 1);
    const auto finished_4 = gelu(sums_10_4[1] + convert<float>(bias[i_7 * 8 + i_8 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + at_9) = make<bf16, 4>(convert<bf16>(finished), convert<bf16>(finished_2), convert<bf16>(finished_3), convert<bf16>(finished_4));
  }
  if (pair < 2) {
    const auto i_9 = digit_3 * 2 + 1;
    const auto i_10 = smaller(pair, 1);
    const auto finished_5 = gelu(sums_10_32[0] + convert<float>(bias[i_9 * 8 + i_10 * 4]));
    const auto i_11 = digit_3 * 2 + 1;
    const auto i_12 = smaller(pair, 1);
    const auto finished_6 = gelu(sums_10_32[1] + convert<float>(bias[i_11 * 8 + i_12 * 4 + 1]));
    const auto i_13 = digit_3 * 2 + 1;
    const auto i_14 = smaller(pair, 1);
    const auto finished_7 = gelu(sums_10_36[0] + convert<float>(bias[i_13 * 8 + i_14 * 4 + 2]));
    const auto i_15 = digit_3 * 2 + 1;
    const auto i_16 = smaller(pair, 1);
    const auto finished_8 = gelu(sums_10_36[1] + convert<float>(bias[i_15 * 8 + i_16 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_9 + 4112)) = make<bf16, 4>(convert<bf16>(finished_5), convert<bf16>(finished_6), convert<bf16>(finished_7), convert<bf16>(finished_8));
  }
  if (pair + 4 < 2) {
    const auto i_17 = digit_3 * 2;
    const auto i_18 = smaller(pair + 4, 1);
    const auto finished_9 = gelu(sums_10_8[0] + convert<float>(bias[i_17 * 8 + i_18 * 4]));
    const auto i_19 = digit_3 * 2;
    const auto i_20 = smaller(pair + 4, 1);
    const auto finished_10 = gelu(sums_10_8[1] + convert<float>(bias[i_19 * 8 + i_20 * 4 + 1]));
    const auto i_21 = digit_3 * 2;
    const auto i_22 = smaller(pair + 4, 1);
    const auto finished_11 = gelu(sums_10_12[0] + convert<float>(bias[i_21 * 8 + i_22 * 4 + 2]));
    const auto i_23 = digit_3 * 2;
    const auto i_24 = smaller(pair + 4, 1);
    const auto finished_12 = gelu(sums_10_12[1] + convert<float>(bias[i_23 * 8 + i_24 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_9 + 8224)) = make<bf16, 4>(convert<bf16>(finished_9), convert<bf16>(finished_10), convert<bf16>(finished_11), convert<bf16>(finished_12));
  }
  if (pair + 4 < 2) {
    const auto i_25 = digit_3 * 2 + 1;
    const auto i_26 = smaller(pair + 4, 1);
    const auto finished_13 = gelu(sums_10_40[0] + convert<float>(bias[i_25 * 8 + i_26 * 4]));
    const auto i_27 = digit_3 * 2 + 1;
    const auto i_28 = smaller(pair + 4, 1);
    const auto finished_14 = gelu(sums_10_40[1] + convert<float>(bias[i_27 * 8 + i_28 * 4 + 1]));
    const auto i_29 = digit_3 * 2 + 1;
    const auto i_30 = smaller(pair + 4, 1);
    const auto finished_15 = gelu(sums_10_44[0] + convert<float>(bias[i_29 * 8 + i_30 * 4 + 2]));
    const auto i_31 = digit_3 * 2 + 1;
    const auto i_32 = smaller(pair + 4, 1);
    const auto finished_16 = gelu(sums_10_44[1] + convert<float>(bias[i_31 * 8 + i_32 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_9 + 12336)) = make<bf16, 4>(convert<bf16>(finished_13), convert<bf16>(finished_14), convert<bf16>(finished_15), convert<bf16>(finished_16));
  }
  const auto at_10 = (first_row_2 + 8) * 16 + digit_3 * 8224 + pair * 2056;
  if (pair < 2) {
    const auto i_33 = digit_3 * 2;
    const auto i_34 = smaller(pair, 1);
    const auto finished_17 = gelu(sums_10_0[2] + convert<float>(bias[i_33 * 8 + i_34 * 4]));
    const auto i_35 = digit_3 * 2;
    const auto i_36 = smaller(pair, 1);
    const auto finished_18 = gelu(sums_10_0[3] + convert<float>(bias[i_35 * 8 + i_36 * 4 + 1]));
    const auto i_37 = digit_3 * 2;
    const auto i_38 = smaller(pair, 1);
    const auto finished_19 = gelu(sums_10_4[2] + convert<float>(bias[i_37 * 8 + i_38 * 4 + 2]));
    const auto i_39 = digit_3 * 2;
    const auto i_40 = smaller(pair, 1);
    const auto finished_20 = gelu(sums_10_4[3] + convert<float>(bias[i_39 * 8 + i_40 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + at_10) = make<bf16, 4>(convert<bf16>(finished_17), convert<bf16>(finished_18), convert<bf16>(finished_19), convert<bf16>(finished_20));
  }
  if (pair < 2) {
    const auto i_41 = digit_3 * 2 + 1;
    const auto i_42 = smaller(pair, 1);
    const auto finished_21 = gelu(sums_10_32[2] + convert<float>(bias[i_41 * 8 + i_42 * 4]));
    const auto i_43 = digit_3 * 2 + 1;
    const auto i_44 = smaller(pair, 1);
    const auto finished_22 = gelu(sums_10_32[3] + convert<float>(bias[i_43 * 8 + i_44 * 4 + 1]));
    const auto i_45 = digit_3 * 2 + 1;
    const auto i_46 = smaller(pair, 1);
    const auto finished_23 = gelu(sums_10_36[2] + convert<float>(bias[i_45 * 8 + i_46 * 4 + 2]));
    const auto i_47 = digit_3 * 2 + 1;
    const auto i_48 = smaller(pair, 1);
    const auto finished_24 = gelu(sums_10_36[3] + convert<float>(bias[i_47 * 8 + i_48 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_10 + 4112)) = make<bf16, 4>(convert<bf16>(finished_21), convert<bf16>(finished_22), convert<bf16>(finished_23), convert<bf16>(finished_24));
  }
  if (pair + 4 < 2) {
    const auto i_49 = digit_3 * 2;
    const auto i_50 = smaller(pair + 4, 1);
    const auto finished_25 = gelu(sums_10_8[2] + convert<float>(bias[i_49 * 8 + i_50 * 4]));
    const auto i_51 = digit_3 * 2;
    const auto i_52 = smaller(pair + 4, 1);
    const auto finished_26 = gelu(sums_10_8[3] + convert<float>(bias[i_51 * 8 + i_52 * 4 + 1]));
    const auto i_53 = digit_3 * 2;
    const auto i_54 = smaller(pair + 4, 1);
    const auto finished_27 = gelu(sums_10_12[2] + convert<float>(bias[i_53 * 8 + i_54 * 4 + 2]));
    const auto i_55 = digit_3 * 2;
    const auto i_56 = smaller(pair + 4, 1);
    const auto finished_28 = gelu(sums_10_12[3] + convert<float>(bias[i_55 * 8 + i_56 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_10 + 8224)) = make<bf16, 4>(convert<bf16>(finished_25), convert<bf16>(finished_26), convert<bf16>(finished_27), convert<bf16>(finished_28));
  }
  if (pair + 4 < 2) {
    const auto i_57 = digit_3 * 2 + 1;
    const auto i_58 = smaller(pair + 4, 1);
    const auto finished_29 = gelu(sums_10_40[2] + convert<float>(bias[i_57 * 8 + i_58 * 4]));
    const auto i_59 = digit_3 * 2 + 1;
    const auto i_60 = smaller(pair + 4, 1);
    const auto finished_30 = gelu(sums_10_40[3] + convert<float>(bias[i_59 * 8 + i_60 * 4 + 1]));
    const auto i_61 = digit_3 * 2 + 1;
    const auto i_62 = smaller(pair + 4, 1);
    const auto finished_31 = gelu(sums_10_44[2] + convert<float>(bias[i_61 * 8 + i_62 * 4 + 2]));
    const auto i_63 = digit_3 * 2 + 1;
    const auto i_64 = smaller(pair + 4, 1);
    const auto finished_32 = gelu(sums_10_44[3] + convert<float>(bias[i_63 * 8 + i_64 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_10 + 12336)) = make<bf16, 4>(convert<bf16>(finished_29), convert<bf16>(finished_30), convert<bf16>(finished_31), convert<bf16>(finished_32));
  }
  const auto at_11 = (first_row_2 + 16) * 16 + digit_3 * 8224 + pair * 2056;
  if (pair < 2) {
    const auto i_65 = digit_3 * 2;
    const auto i_66 = smaller(pair, 1);
    const auto finished_33 = gelu(sums_10_16[0] + convert<float>(bias[i_65 * 8 + i_66 * 4]));
    const auto i_67 = digit_3 * 2;
    const auto i_68 = smaller(pair, 1);
    const auto finished_34 = gelu(sums_10_16[1] + convert<float>(bias[i_67 * 8 + i_68 * 4 + 1]));
    const auto i_69 = digit_3 * 2;
    const auto i_70 = smaller(pair, 1);
    const auto finished_35 = gelu(sums_10_20[0] + convert<float>(bias[i_69 * 8 + i_70 * 4 + 2]));
    const auto i_71 = digit_3 * 2;
    const auto i_72 = smaller(pair, 1);
    const auto finished_36 = gelu(sums_10_20[1] + convert<float>(bias[i_71 * 8 + i_72 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + at_11) = make<bf16, 4>(convert<bf16>(finished_33), convert<bf16>(finished_34), convert<bf16>(finished_35), convert<bf16>(finished_36));
  }
  if (pair < 2) {
    const auto i_73 = digit_3 * 2 + 1;
    const auto i_74 = smaller(pair, 1);
    const auto finished_37 = gelu(sums_10_48[0] + convert<float>(bias[i_73 * 8 + i_74 * 4]));
    const auto i_75 = digit_3 * 2 + 1;
    const auto i_76 = smaller(pair, 1);
    const auto finished_38 = gelu(sums_10_48[1] + convert<float>(bias[i_75 * 8 + i_76 * 4 + 1]));
    const auto i_77 = digit_3 * 2 + 1;
    const auto i_78 = smaller(pair, 1);
    const auto finished_39 = gelu(sums_10_52[0] + convert<float>(bias[i_77 * 8 + i_78 * 4 + 2]));
    const auto i_79 = digit_3 * 2 + 1;
    const auto i_80 = smaller(pair, 1);
    const auto finished_40 = gelu(sums_10_52[1] + convert<float>(bias[i_79 * 8 + i_80 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_11 + 4112)) = make<bf16, 4>(convert<bf16>(finished_37), convert<bf16>(finished_38), convert<bf16>(finished_39), convert<bf16>(finished_40));
  }
  if (pair + 4 < 2) {
    const auto i_81 = digit_3 * 2;
    const auto i_82 = smaller(pair + 4, 1);
    const auto finished_41 = gelu(sums_10_24[0] + convert<float>(bias[i_81 * 8 + i_82 * 4]));
    const auto i_83 = digit_3 * 2;
    const auto i_84 = smaller(pair + 4, 1);
    const auto finished_42 = gelu(sums_10_24[1] + convert<float>(bias[i_83 * 8 + i_84 * 4 + 1]));
    const auto i_85 = digit_3 * 2;
    const auto i_86 = smaller(pair + 4, 1);
    const auto finished_43 = gelu(sums_10_28[0] + convert<float>(bias[i_85 * 8 + i_86 * 4 + 2]));
    const auto i_87 = digit_3 * 2;
    const auto i_88 = smaller(pair + 4, 1);
    const auto finished_44 = gelu(sums_10_28[1] + convert<float>(bias[i_87 * 8 + i_88 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_11 + 8224)) = make<bf16, 4>(convert<bf16>(finished_41), convert<bf16>(finished_42), convert<bf16>(finished_43), convert<bf16>(finished_44));
  }
  if (pair + 4 < 2) {
    const auto i_89 = digit_3 * 2 + 1;
    const auto i_90 = smaller(pair + 4, 1);
    const auto finished_45 = gelu(sums_10_56[0] + convert<float>(bias[i_89 * 8 + i_90 * 4]));
    const auto i_91 = digit_3 * 2 + 1;
    const auto i_92 = smaller(pair + 4, 1);
    const auto finished_46 = gelu(sums_10_56[1] + convert<float>(bias[i_91 * 8 + i_92 * 4 + 1]));
    const auto i_93 = digit_3 * 2 + 1;
    const auto i_94 = smaller(pair + 4, 1);
    const auto finished_47 = gelu(sums_10_60[0] + convert<float>(bias[i_93 * 8 + i_94 * 4 + 2]));
    const auto i_95 = digit_3 * 2 + 1;
    const auto i_96 = smaller(pair + 4, 1);
    const auto finished_48 = gelu(sums_10_60[1] + convert<float>(bias[i_95 * 8 + i_96 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_11 + 12336)) = make<bf16, 4>(convert<bf16>(finished_45), convert<bf16>(finished_46), convert<bf16>(finished_47), convert<bf16>(finished_48));
  }
  const auto at_12 = (first_row_2 + 24) * 16 + digit_3 * 8224 + pair * 2056;
  if (pair < 2) {
    const auto i_97 = digit_3 * 2;
    const auto i_98 = smaller(pair, 1);
    const auto finished_49 = gelu(sums_10_16[2] + convert<float>(bias[i_97 * 8 + i_98 * 4]));
    const auto i_99 = digit_3 * 2;
    const auto i_100 = smaller(pair, 1);
    const auto finished_50 = gelu(sums_10_16[3] + convert<float>(bias[i_99 * 8 + i_100 * 4 + 1]));
    const auto i_101 = digit_3 * 2;
    const auto i_102 = smaller(pair, 1);
    const auto finished_51 = gelu(sums_10_20[2] + convert<float>(bias[i_101 * 8 + i_102 * 4 + 2]));
    const auto i_103 = digit_3 * 2;
    const auto i_104 = smaller(pair, 1);
    const auto finished_52 = gelu(sums_10_20[3] + convert<float>(bias[i_103 * 8 + i_104 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + at_12) = make<bf16, 4>(convert<bf16>(finished_49), convert<bf16>(finished_50), convert<bf16>(finished_51), convert<bf16>(finished_52));
  }
  if (pair < 2) {
    const auto i_105 = digit_3 * 2 + 1;
    const auto i_106 = smaller(pair, 1);
    const auto finished_53 = gelu(sums_10_48[2] + convert<float>(bias[i_105 * 8 + i_106 * 4]));
    const auto i_107 = digit_3 * 2 + 1;
    const auto i_108 = smaller(pair, 1);
    const auto finished_54 = gelu(sums_10_48[3] + convert<float>(bias[i_107 * 8 + i_108 * 4 + 1]));
    const auto i_109 = digit_3 * 2 + 1;
    const auto i_110 = smaller(pair, 1);
    const auto finished_55 = gelu(sums_10_52[2] + convert<float>(bias[i_109 * 8 + i_110 * 4 + 2]));
    const auto i_111 = digit_3 * 2 + 1;
    const auto i_112 = smaller(pair, 1);
    const auto finished_56 = gelu(sums_10_52[3] + convert<float>(bias[i_111 * 8 + i_112 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_12 + 4112)) = make<bf16, 4>(convert<bf16>(finished_53), convert<bf16>(finished_54), convert<bf16>(finished_55), convert<bf16>(finished_56));
  }
  if (pair + 4 < 2) {
    const auto i_113 = digit_3 * 2;
    const auto i_114 = smaller(pair + 4, 1);
    const auto finished_57 = gelu(sums_10_24[2] + convert<float>(bias[i_113 * 8 + i_114 * 4]));
    const auto i_115 = digit_3 * 2;
    const auto i_116 = smaller(pair + 4, 1);
    const auto finished_58 = gelu(sums_10_24[3] + convert<float>(bias[i_115 * 8 + i_116 * 4 + 1]));
    const auto i_117 = digit_3 * 2;
    const auto i_118 = smaller(pair + 4, 1);
    const auto finished_59 = gelu(sums_10_28[2] + convert<float>(bias[i_117 * 8 + i_118 * 4 + 2]));
    const auto i_119 = digit_3 * 2;
    const auto i_120 = smaller(pair + 4, 1);
    const auto finished_60 = gelu(sums_10_28[3] + convert<float>(bias[i_119 * 8 + i_120 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_12 + 8224)) = make<bf16, 4>(convert<bf16>(finished_57), convert<bf16>(finished_58), convert<bf16>(finished_59), convert<bf16>(finished_60));
  }
  if (pair + 4 < 2) {
    const auto i_121 = digit_3 * 2 + 1;
    const auto i_122 = smaller(pair + 4, 1);
    const auto finished_61 = gelu(sums_10_56[2] + convert<float>(bias[i_121 * 8 + i_122 * 4]));
    const auto i_123 = digit_3 * 2 + 1;
    const auto i_124 = smaller(pair + 4, 1);
    const auto finished_62 = gelu(sums_10_56[3] + convert<float>(bias[i_123 * 8 + i_124 * 4 + 1]));
    const auto i_125 = digit_3 * 2 + 1;
    const auto i_126 = smaller(pair + 4, 1);
    const auto finished_63 = gelu(sums_10_60[2] + convert<float>(bias[i_125 * 8 + i_126 * 4 + 2]));
    const auto i_127 = digit_3 * 2 + 1;
    const auto i_128 = smaller(pair + 4, 1);
    const auto finished_64 = gelu(sums_10_60[3] + convert<float>(bias[i_127 * 8 + i_128 * 4 + 3]));
    wide_at<vec<bf16, 4>>(kept_10 + (at_12 + 12336)) = make<bf16, 4>(convert<bf16>(finished_61), convert<bf16>(finished_62), convert<bf16>(finished_63), convert<bf16>(finished_64));
  }
  __syncthreads();
  for (int round_4 = 0; round_4 < 16; round_4++) {
    const auto pad_3 = round_4 * 256 + invocation;
    if (pad_3 < 4096) {
      kept_15[(pad_3 >> 10) * 2056 + ((pad_3 >> 3) & 127) * 16 + ((pad_3 & 7) + 8)] = convert<bf16>(0.0f);
    }
  }
  // v15 ... g g2 p: 16 pieces
  for (int round_5 = 0; round_5 < 2; round_5++) {
    const auto item_3 = round_5 * 8 + subgroup;
    const auto digit_5 = item_3 >> 2;
    const auto digit_6 = (item_3 >> 1) & 1;
    const auto digit_7 = item_3 & 1;
    const auto first_row_3 = digit_7 * 64 + row;
    sums_15_0 = splat<float, 4>(0.0f);
    sums_15_4 = splat<float, 4>(0.0f);
    sums_15_8 = splat<float, 4>(0.0f);
    sums_15_12 = splat<float, 4>(0.0f);
    sums_15_16 = splat<float, 4>(0.0f);
    sums_15_20 = splat<float, 4>(0.0f);
    sums_15_24 = splat<float, 4>(0.0f);
    sums_15_28 = splat<float, 4>(0.0f);
    sums_15_32 = splat<float, 4>(0.0f);
    sums_15_36 = splat<float, 4>(0.0f);
    sums_15_40 = splat<float, 4>(0.0f);
    sums_15_44 = splat<float, 4>(0.0f);
    sums_15_48 = splat<float, 4>(0.0f);
    sums_15_52 = splat<float, 4>(0.0f);
    sums_15_56 = splat<float, 4>(0.0f);
    sums_15_60 = splat<float, 4>(0.0f);
    const auto left_base_17 = pair * 4 + first_row_3 * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_18 = pair * 4 + (first_row_3 + 8) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_19 = pair * 4 + (first_row_3 + 16) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_20 = pair * 4 + (first_row_3 + 24) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_21 = pair * 4 + (first_row_3 + 32) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_22 = pair * 4 + (first_row_3 + 40) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_23 = pair * 4 + (first_row_3 + 48) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto left_base_24 = pair * 4 + (first_row_3 + 56) * 16 + digit_5 * 4112 + digit_6 * 2056;
    const auto right_base_4 = lane * 4 + digit_5 * 1024 + digit_6 * 512;
    const auto l_17 = wide<vec<bf16, 4>>(kept_10 + left_base_17);
    const auto l_18 = wide<vec<bf16, 4>>(kept_10 + left_base_18);
    const auto l_19 = wide<vec<bf16, 4>>(kept_10 + left_base_19);
    const auto l_20 = wide<vec<bf16, 4>>(kept_10 + left_base_20);
    const auto l_21 = wide<vec<bf16, 4>>(kept_10 + left_base_21);
    const auto l_22 = wide<vec<bf16, 4>>(kept_10 + left_base_22);
    const auto l_23 = wide<vec<bf16, 4>>(kept_10 + left_base_23);
    const auto l_24 = wide<vec<bf16, 4>>(kept_10 + left_base_24);
    const auto r_13 = wide<vec<bf16, 4>>(down_A_packed + right_base_4);
    multiply_m16n8k16(bf16{}, sums_15_0, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_13.v[0], r_13.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_16, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_13.v[0], r_13.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_32, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_13.v[0], r_13.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_48, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_13.v[0], r_13.v[1]);
    const auto r_14 = wide<vec<bf16, 4>>(down_A_packed + (right_base_4 + 128));
    multiply_m16n8k16(bf16{}, sums_15_4, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_14.v[0], r_14.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_20, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_14.v[0], r_14.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_36, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_14.v[0], r_14.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_52, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_14.v[0], r_14.v[1]);
    const auto r_15 = wide<vec<bf16, 4>>(down_A_packed + (right_base_4 + 256));
    multiply_m16n8k16(bf16{}, sums_15_8, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_15.v[0], r_15.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_24, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_15.v[0], r_15.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_40, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_15.v[0], r_15.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_56, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_15.v[0], r_15.v[1]);
    const auto r_16 = wide<vec<bf16, 4>>(down_A_packed + (right_base_4 + 384));
    multiply_m16n8k16(bf16{}, sums_15_12, l_17.v[0], l_18.v[0], l_17.v[1], l_18.v[1], r_16.v[0], r_16.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_28, l_19.v[0], l_20.v[0], l_19.v[1], l_20.v[1], r_16.v[0], r_16.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_44, l_21.v[0], l_22.v[0], l_21.v[1], l_22.v[1], r_16.v[0], r_16.v[1]);
    multiply_m16n8k16(bf16{}, sums_15_60, l_23.v[0], l_24.v[0], l_23.v[1], l_24.v[1], r_16.v[0], r_16.v[1]);
    const auto at_13 = first_row_3 * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_13] = convert<bf16>(sums_15_0[0]);
    }
    if (pair + 4 < 4) {
      kept_15[at_13 + 8224] = convert<bf16>(sums_15_0[1]);
    }
    if (pair + 8 < 4) {
      kept_15[at_13 + 16448] = convert<bf16>(sums_15_4[0]);
    }
    if (pair + 12 < 4) {
      kept_15[at_13 + 24672] = convert<bf16>(sums_15_4[1]);
    }
    if (pair + 16 < 4) {
      kept_15[at_13 + 32896] = convert<bf16>(sums_15_8[0]);
    }
    if (pair + 20 < 4) {
      kept_15[at_13 + 41120] = convert<bf16>(sums_15_8[1]);
    }
    if (pair + 24 < 4) {
      kept_15[at_13 + 49344] = convert<bf16>(sums_15_12[0]);
    }
    if (pair + 28 < 4) {
      kept_15[at_13 + 57568] = convert<bf16>(sums_15_12[1]);
    }
    const auto at_14 = (first_row_3 + 8) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_14] = convert<bf16>(sums_15_0[2]);
    }
    if (pair + 4 < 4) {
      kept_15[at_14 + 8224] = convert<bf16>(sums_15_0[3]);
    }
    if (pair + 8 < 4) {
      kept_15[at_14 + 16448] = convert<bf16>(sums_15_4[2]);
    }
    if (pair + 12 < 4) {
      kept_15[at_14 + 24672] = convert<bf16>(sums_15_4[3]);
    }
    if (pair + 16 < 4) {
      kept_15[at_14 + 32896] = convert<bf16>(sums_15_8[2]);
    }
    if (pair + 20 < 4) {
      kept_15[at_14 + 41120] = convert<bf16>(sums_15_8[3]);
    }
    if (pair + 24 < 4) {
      kept_15[at_14 + 49344] = convert<bf16>(sums_15_12[2]);
    }
    if (pair + 28 < 4) {
      kept_15[at_14 + 57568] = convert<bf16>(sums_15_12[3]);
    }
    const auto at_15 = (first_row_3 + 16) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_15] = convert<bf16>(sums_15_16[0]);
    }
    if (pair + 4 < 4) {
      kept_15[at_15 + 8224] = convert<bf16>(sums_15_16[1]);
    }
    if (pair + 8 < 4) {
      kept_15[at_15 + 16448] = convert<bf16>(sums_15_20[0]);
    }
    if (pair + 12 < 4) {
      kept_15[at_15 + 24672] = convert<bf16>(sums_15_20[1]);
    }
    if (pair + 16 < 4) {
      kept_15[at_15 + 32896] = convert<bf16>(sums_15_24[0]);
    }
    if (pair + 20 < 4) {
      kept_15[at_15 + 41120] = convert<bf16>(sums_15_24[1]);
    }
    if (pair + 24 < 4) {
      kept_15[at_15 + 49344] = convert<bf16>(sums_15_28[0]);
    }
    if (pair + 28 < 4) {
      kept_15[at_15 + 57568] = convert<bf16>(sums_15_28[1]);
    }
    const auto at_16 = (first_row_3 + 24) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_16] = convert<bf16>(sums_15_16[2]);
    }
    if (pair + 4 < 4) {
      kept_15[at_16 + 8224] = convert<bf16>(sums_15_16[3]);
    }
    if (pair + 8 < 4) {
      kept_15[at_16 + 16448] = convert<bf16>(sums_15_20[2]);
    }
    if (pair + 12 < 4) {
      kept_15[at_16 + 24672] = convert<bf16>(sums_15_20[3]);
    }
    if (pair + 16 < 4) {
      kept_15[at_16 + 32896] = convert<bf16>(sums_15_24[2]);
    }
    if (pair + 20 < 4) {
      kept_15[at_16 + 41120] = convert<bf16>(sums_15_24[3]);
    }
    if (pair + 24 < 4) {
      kept_15[at_16 + 49344] = convert<bf16>(sums_15_28[2]);
    }
    if (pair + 28 < 4) {
      kept_15[at_16 + 57568] = convert<bf16>(sums_15_28[3]);
    }
    const auto at_17 = (first_row_3 + 32) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_17] = convert<bf16>(sums_15_32[0]);
    }
    if (pair + 4 < 4) {
      kept_15[at_17 + 8224] = convert<bf16>(sums_15_32[1]);
    }
    if (pair + 8 < 4) {
      kept_15[at_17 + 16448] = convert<bf16>(sums_15_36[0]);
    }
    if (pair + 12 < 4) {
      kept_15[at_17 + 24672] = convert<bf16>(sums_15_36[1]);
    }
    if (pair + 16 < 4) {
      kept_15[at_17 + 32896] = convert<bf16>(sums_15_40[0]);
    }
    if (pair + 20 < 4) {
      kept_15[at_17 + 41120] = convert<bf16>(sums_15_40[1]);
    }
    if (pair + 24 < 4) {
      kept_15[at_17 + 49344] = convert<bf16>(sums_15_44[0]);
    }
    if (pair + 28 < 4) {
      kept_15[at_17 + 57568] = convert<bf16>(sums_15_44[1]);
    }
    const auto at_18 = (first_row_3 + 40) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_18] = convert<bf16>(sums_15_32[2]);
    }
    if (pair + 4 < 4) {
      kept_15[at_18 + 8224] = convert<bf16>(sums_15_32[3]);
    }
    if (pair + 8 < 4) {
      kept_15[at_18 + 16448] = convert<bf16>(sums_15_36[2]);
    }
    if (pair + 12 < 4) {
      kept_15[at_18 + 24672] = convert<bf16>(sums_15_36[3]);
    }
    if (pair + 16 < 4) {
      kept_15[at_18 + 32896] = convert<bf16>(sums_15_40[2]);
    }
    if (pair + 20 < 4) {
      kept_15[at_18 + 41120] = convert<bf16>(sums_15_40[3]);
    }
    if (pair + 24 < 4) {
      kept_15[at_18 + 49344] = convert<bf16>(sums_15_44[2]);
    }
    if (pair + 28 < 4) {
      kept_15[at_18 + 57568] = convert<bf16>(sums_15_44[3]);
    }
    const auto at_19 = (first_row_3 + 48) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_19] = convert<bf16>(sums_15_48[0]);
    }
    if (pair + 4 < 4) {
      kept_15[at_19 + 8224] = convert<bf16>(sums_15_48[1]);
    }
    if (pair + 8 < 4) {
      kept_15[at_19 + 16448] = convert<bf16>(sums_15_52[0]);
    }
    if (pair + 12 < 4) {
      kept_15[at_19 + 24672] = convert<bf16>(sums_15_52[1]);
    }
    if (pair + 16 < 4) {
      kept_15[at_19 + 32896] = convert<bf16>(sums_15_56[0]);
    }
    if (pair + 20 < 4) {
      kept_15[at_19 + 41120] = convert<bf16>(sums_15_56[1]);
    }
    if (pair + 24 < 4) {
      kept_15[at_19 + 49344] = convert<bf16>(sums_15_60[0]);
    }
    if (pair + 28 < 4) {
      kept_15[at_19 + 57568] = convert<bf16>(sums_15_60[1]);
    }
    const auto at_20 = (first_row_3 + 56) * 16 + digit_5 * 2 + digit_6 + pair * 2056;
    if (pair < 4) {
      kept_15[at_20] = convert<bf16>(sums_15_48[2]);
    }
    if (pair + 4 < 4) {
      kept_15[at_20 + 8224] = convert<bf16>(sums_15_48[3]);
    }
    if (pair + 8 < 4) {
      kept_15[at_20 + 16448] = convert<bf16>(sums_15_52[2]);
    }
    if (pair + 12 < 4) {
      kept_15[at_20 + 24672] = convert<bf16>(sums_15_52[3]);
    }
    if (pair + 16 < 4) {
      kept_15[at_20 + 32896] = convert<bf16>(sums_15_56[2]);
    }
    if (pair + 20 < 4) {
      kept_15[at_20 + 41120] = convert<bf16>(sums_15_56[3]);
    }
    if (pair + 24 < 4) {
      kept_15[at_20 + 49344] = convert<bf16>(sums_15_60[2]);
    }
    if (pair + 28 < 4) {
      kept_15[at_20 + 57568] = convert<bf16>(sums_15_60[3]);
    }
  }
  __syncthreads();
  // down.y ... p e: 8 pieces
  const auto item_4 = subgroup;
  const auto digit_8 = item_4 >> 1;
  const auto digit_9 = item_4 & 1;
  const auto first_row_4 = digit_9 * 64 + row;
  sums_17_0 = splat<float, 4>(0.0f);
  sums_17_4 = splat<float, 4>(0.0f);
  sums_17_8 = splat<float, 4>(0.0f);
  sums_17_12 = splat<float, 4>(0.0f);
  sums_17_16 = splat<float, 4>(0.0f);
  sums_17_20 = splat<float, 4>(0.0f);
  sums_17_24 = splat<float, 4>(0.0f);
  sums_17_28 = splat<float, 4>(0.0f);
  sums_17_32 = splat<float, 4>(0.0f);
  sums_17_36 = splat<float, 4>(0.0f);
  sums_17_40 = splat<float, 4>(0.0f);
  sums_17_44 = splat<float, 4>(0.0f);
  sums_17_48 = splat<float, 4>(0.0f);
  sums_17_52 = splat<float, 4>(0.0f);
  sums_17_56 = splat<float, 4>(0.0f);
  sums_17_60 = splat<float, 4>(0.0f);
  const auto left_base_25 = pair * 4 + first_row_4 * 16 + digit_8 * 2056;
  const auto left_base_26 = pair * 4 + (first_row_4 + 8) * 16 + digit_8 * 2056;
  const auto left_base_27 = pair * 4 + (first_row_4 + 16) * 16 + digit_8 * 2056;
  const auto left_base_28 = pair * 4 + (first_row_4 + 24) * 16 + digit_8 * 2056;
  const auto left_base_29 = pair * 4 + (first_row_4 + 32) * 16 + digit_8 * 2056;
  const auto left_base_30 = pair * 4 + (first_row_4 + 40) * 16 + digit_8 * 2056;
  const auto left_base_31 = pair * 4 + (first_row_4 + 48) * 16 + digit_8 * 2056;
  const auto left_base_32 = pair * 4 + (first_row_4 + 56) * 16 + digit_8 * 2056;
  const auto right_base_5 = lane * 4 + digit_8 * 512;
  const auto l_25 = wide<vec<bf16, 4>>(kept_15 + left_base_25);
  const auto l_26 = wide<vec<bf16, 4>>(kept_15 + left_base_26);
  const auto l_27 = wide<vec<bf16, 4>>(kept_15 + left_base_27);
  const auto l_28 = wide<vec<bf16, 4>>(kept_15 + left_base_28);
  const auto l_29 = wide<vec<bf16, 4>>(kept_15 + left_base_29);
  const auto l_30 = wide<vec<bf16, 4>>(kept_15 + left_base_30);
  const auto l_31 = wide<vec<bf16, 4>>(kept_15 + left_base_31);
  const auto l_32 = wide<vec<bf16, 4>>(kept_15 + left_base_32);
  const auto r_17 = wide<vec<bf16, 4>>(down_B_packed + right_base_5);
  multiply_m16n8k16(bf16{}, sums_17_0, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_17.v[0], r_17.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_16, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_17.v[0], r_17.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_32, l_29.v[0], l_30.v[0], l_29.v[1], l_30.v[1], r_17.v[0], r_17.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_48, l_31.v[0], l_32.v[0], l_31.v[1], l_32.v[1], r_17.v[0], r_17.v[1]);
  const auto r_18 = wide<vec<bf16, 4>>(down_B_packed + (right_base_5 + 128));
  multiply_m16n8k16(bf16{}, sums_17_4, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_18.v[0], r_18.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_20, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_18.v[0], r_18.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_36, l_29.v[0], l_30.v[0], l_29.v[1], l_30.v[1], r_18.v[0], r_18.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_52, l_31.v[0], l_32.v[0], l_31.v[1], l_32.v[1], r_18.v[0], r_18.v[1]);
  const auto r_19 = wide<vec<bf16, 4>>(down_B_packed + (right_base_5 + 256));
  multiply_m16n8k16(bf16{}, sums_17_8, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_19.v[0], r_19.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_24, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_19.v[0], r_19.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_40, l_29.v[0], l_30.v[0], l_29.v[1], l_30.v[1], r_19.v[0], r_19.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_56, l_31.v[0], l_32.v[0], l_31.v[1], l_32.v[1], r_19.v[0], r_19.v[1]);
  const auto r_20 = wide<vec<bf16, 4>>(down_B_packed + (right_base_5 + 384));
  multiply_m16n8k16(bf16{}, sums_17_12, l_25.v[0], l_26.v[0], l_25.v[1], l_26.v[1], r_20.v[0], r_20.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_28, l_27.v[0], l_28.v[0], l_27.v[1], l_28.v[1], r_20.v[0], r_20.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_44, l_29.v[0], l_30.v[0], l_29.v[1], l_30.v[1], r_20.v[0], r_20.v[1]);
  multiply_m16n8k16(bf16{}, sums_17_60, l_31.v[0], l_32.v[0], l_31.v[1], l_32.v[1], r_20.v[0], r_20.v[1]);
  if (start + first_row_4 < batch) {
    const auto at_21 = (start + first_row_4) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_129 = smaller(start + first_row_4, batch - 1);
      const auto i_130 = smaller(pair * 8, 3);
      const auto finished_65 = convert<float>(x[i_129 * 16 + digit_8 * 4 + i_130]) + sums_17_0[0];
      const auto i_131 = smaller(start + first_row_4, batch - 1);
      const auto i_132 = smaller(pair * 8 + 1, 3);
      const auto finished_66 = convert<float>(x[i_131 * 16 + digit_8 * 4 + i_132]) + sums_17_0[1];
      const auto i_133 = smaller(start + first_row_4, batch - 1);
      const auto i_134 = smaller(pair * 8 + 2, 3);
      const auto finished_67 = convert<float>(x[i_133 * 16 + digit_8 * 4 + i_134]) + sums_17_4[0];
      const auto i_135 = smaller(start + first_row_4, batch - 1);
      const auto i_136 = smaller(pair * 8 + 3, 3);
      const auto finished_68 = convert<float>(x[i_135 * 16 + digit_8 * 4 + i_136]) + sums_17_4[1];
      wide_at<vec<bf16, 4>>(y + at_21) = make<bf16, 4>(convert<bf16>(finished_65), convert<bf16>(finished_66), convert<bf16>(finished_67), convert<bf16>(finished_68));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_137 = smaller(start + first_row_4, batch - 1);
      const auto i_138 = smaller(pair * 8 + 4, 3);
      const auto finished_69 = convert<float>(x[i_137 * 16 + digit_8 * 4 + i_138]) + sums_17_8[0];
      const auto i_139 = smaller(start + first_row_4, batch - 1);
      const auto i_140 = smaller(pair * 8 + 5, 3);
      const auto finished_70 = convert<float>(x[i_139 * 16 + digit_8 * 4 + i_140]) + sums_17_8[1];
      const auto i_141 = smaller(start + first_row_4, batch - 1);
      const auto i_142 = smaller(pair * 8 + 6, 3);
      const auto finished_71 = convert<float>(x[i_141 * 16 + digit_8 * 4 + i_142]) + sums_17_12[0];
      const auto i_143 = smaller(start + first_row_4, batch - 1);
      const auto i_144 = smaller(pair * 8 + 7, 3);
      const auto finished_72 = convert<float>(x[i_143 * 16 + digit_8 * 4 + i_144]) + sums_17_12[1];
      wide_at<vec<bf16, 4>>(y + (at_21 + 4)) = make<bf16, 4>(convert<bf16>(finished_69), convert<bf16>(finished_70), convert<bf16>(finished_71), convert<bf16>(finished_72));
    }
  }
  if (start + (first_row_4 + 8) < batch) {
    const auto at_22 = (start + (first_row_4 + 8)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_145 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_146 = smaller(pair * 8, 3);
      const auto finished_73 = convert<float>(x[i_145 * 16 + digit_8 * 4 + i_146]) + sums_17_0[2];
      const auto i_147 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_148 = smaller(pair * 8 + 1, 3);
      const auto finished_74 = convert<float>(x[i_147 * 16 + digit_8 * 4 + i_148]) + sums_17_0[3];
      const auto i_149 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_150 = smaller(pair * 8 + 2, 3);
      const auto finished_75 = convert<float>(x[i_149 * 16 + digit_8 * 4 + i_150]) + sums_17_4[2];
      const auto i_151 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_152 = smaller(pair * 8 + 3, 3);
      const auto finished_76 = convert<float>(x[i_151 * 16 + digit_8 * 4 + i_152]) + sums_17_4[3];
      wide_at<vec<bf16, 4>>(y + at_22) = make<bf16, 4>(convert<bf16>(finished_73), convert<bf16>(finished_74), convert<bf16>(finished_75), convert<bf16>(finished_76));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_153 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_154 = smaller(pair * 8 + 4, 3);
      const auto finished_77 = convert<float>(x[i_153 * 16 + digit_8 * 4 + i_154]) + sums_17_8[2];
      const auto i_155 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_156 = smaller(pair * 8 + 5, 3);
      const auto finished_78 = convert<float>(x[i_155 * 16 + digit_8 * 4 + i_156]) + sums_17_8[3];
      const auto i_157 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_158 = smaller(pair * 8 + 6, 3);
      const auto finished_79 = convert<float>(x[i_157 * 16 + digit_8 * 4 + i_158]) + sums_17_12[2];
      const auto i_159 = smaller(start + (first_row_4 + 8), batch - 1);
      const auto i_160 = smaller(pair * 8 + 7, 3);
      const auto finished_80 = convert<float>(x[i_159 * 16 + digit_8 * 4 + i_160]) + sums_17_12[3];
      wide_at<vec<bf16, 4>>(y + (at_22 + 4)) = make<bf16, 4>(convert<bf16>(finished_77), convert<bf16>(finished_78), convert<bf16>(finished_79), convert<bf16>(finished_80));
    }
  }
  if (start + (first_row_4 + 16) < batch) {
    const auto at_23 = (start + (first_row_4 + 16)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_161 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_162 = smaller(pair * 8, 3);
      const auto finished_81 = convert<float>(x[i_161 * 16 + digit_8 * 4 + i_162]) + sums_17_16[0];
      const auto i_163 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_164 = smaller(pair * 8 + 1, 3);
      const auto finished_82 = convert<float>(x[i_163 * 16 + digit_8 * 4 + i_164]) + sums_17_16[1];
      const auto i_165 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_166 = smaller(pair * 8 + 2, 3);
      const auto finished_83 = convert<float>(x[i_165 * 16 + digit_8 * 4 + i_166]) + sums_17_20[0];
      const auto i_167 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_168 = smaller(pair * 8 + 3, 3);
      const auto finished_84 = convert<float>(x[i_167 * 16 + digit_8 * 4 + i_168]) + sums_17_20[1];
      wide_at<vec<bf16, 4>>(y + at_23) = make<bf16, 4>(convert<bf16>(finished_81), convert<bf16>(finished_82), convert<bf16>(finished_83), convert<bf16>(finished_84));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_169 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_170 = smaller(pair * 8 + 4, 3);
      const auto finished_85 = convert<float>(x[i_169 * 16 + digit_8 * 4 + i_170]) + sums_17_24[0];
      const auto i_171 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_172 = smaller(pair * 8 + 5, 3);
      const auto finished_86 = convert<float>(x[i_171 * 16 + digit_8 * 4 + i_172]) + sums_17_24[1];
      const auto i_173 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_174 = smaller(pair * 8 + 6, 3);
      const auto finished_87 = convert<float>(x[i_173 * 16 + digit_8 * 4 + i_174]) + sums_17_28[0];
      const auto i_175 = smaller(start + (first_row_4 + 16), batch - 1);
      const auto i_176 = smaller(pair * 8 + 7, 3);
      const auto finished_88 = convert<float>(x[i_175 * 16 + digit_8 * 4 + i_176]) + sums_17_28[1];
      wide_at<vec<bf16, 4>>(y + (at_23 + 4)) = make<bf16, 4>(convert<bf16>(finished_85), convert<bf16>(finished_86), convert<bf16>(finished_87), convert<bf16>(finished_88));
    }
  }
  if (start + (first_row_4 + 24) < batch) {
    const auto at_24 = (start + (first_row_4 + 24)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_177 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_178 = smaller(pair * 8, 3);
      const auto finished_89 = convert<float>(x[i_177 * 16 + digit_8 * 4 + i_178]) + sums_17_16[2];
      const auto i_179 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_180 = smaller(pair * 8 + 1, 3);
      const auto finished_90 = convert<float>(x[i_179 * 16 + digit_8 * 4 + i_180]) + sums_17_16[3];
      const auto i_181 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_182 = smaller(pair * 8 + 2, 3);
      const auto finished_91 = convert<float>(x[i_181 * 16 + digit_8 * 4 + i_182]) + sums_17_20[2];
      const auto i_183 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_184 = smaller(pair * 8 + 3, 3);
      const auto finished_92 = convert<float>(x[i_183 * 16 + digit_8 * 4 + i_184]) + sums_17_20[3];
      wide_at<vec<bf16, 4>>(y + at_24) = make<bf16, 4>(convert<bf16>(finished_89), convert<bf16>(finished_90), convert<bf16>(finished_91), convert<bf16>(finished_92));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_185 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_186 = smaller(pair * 8 + 4, 3);
      const auto finished_93 = convert<float>(x[i_185 * 16 + digit_8 * 4 + i_186]) + sums_17_24[2];
      const auto i_187 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_188 = smaller(pair * 8 + 5, 3);
      const auto finished_94 = convert<float>(x[i_187 * 16 + digit_8 * 4 + i_188]) + sums_17_24[3];
      const auto i_189 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_190 = smaller(pair * 8 + 6, 3);
      const auto finished_95 = convert<float>(x[i_189 * 16 + digit_8 * 4 + i_190]) + sums_17_28[2];
      const auto i_191 = smaller(start + (first_row_4 + 24), batch - 1);
      const auto i_192 = smaller(pair * 8 + 7, 3);
      const auto finished_96 = convert<float>(x[i_191 * 16 + digit_8 * 4 + i_192]) + sums_17_28[3];
      wide_at<vec<bf16, 4>>(y + (at_24 + 4)) = make<bf16, 4>(convert<bf16>(finished_93), convert<bf16>(finished_94), convert<bf16>(finished_95), convert<bf16>(finished_96));
    }
  }
  if (start + (first_row_4 + 32) < batch) {
    const auto at_25 = (start + (first_row_4 + 32)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_193 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_194 = smaller(pair * 8, 3);
      const auto finished_97 = convert<float>(x[i_193 * 16 + digit_8 * 4 + i_194]) + sums_17_32[0];
      const auto i_195 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_196 = smaller(pair * 8 + 1, 3);
      const auto finished_98 = convert<float>(x[i_195 * 16 + digit_8 * 4 + i_196]) + sums_17_32[1];
      const auto i_197 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_198 = smaller(pair * 8 + 2, 3);
      const auto finished_99 = convert<float>(x[i_197 * 16 + digit_8 * 4 + i_198]) + sums_17_36[0];
      const auto i_199 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_200 = smaller(pair * 8 + 3, 3);
      const auto finished_100 = convert<float>(x[i_199 * 16 + digit_8 * 4 + i_200]) + sums_17_36[1];
      wide_at<vec<bf16, 4>>(y + at_25) = make<bf16, 4>(convert<bf16>(finished_97), convert<bf16>(finished_98), convert<bf16>(finished_99), convert<bf16>(finished_100));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_201 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_202 = smaller(pair * 8 + 4, 3);
      const auto finished_101 = convert<float>(x[i_201 * 16 + digit_8 * 4 + i_202]) + sums_17_40[0];
      const auto i_203 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_204 = smaller(pair * 8 + 5, 3);
      const auto finished_102 = convert<float>(x[i_203 * 16 + digit_8 * 4 + i_204]) + sums_17_40[1];
      const auto i_205 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_206 = smaller(pair * 8 + 6, 3);
      const auto finished_103 = convert<float>(x[i_205 * 16 + digit_8 * 4 + i_206]) + sums_17_44[0];
      const auto i_207 = smaller(start + (first_row_4 + 32), batch - 1);
      const auto i_208 = smaller(pair * 8 + 7, 3);
      const auto finished_104 = convert<float>(x[i_207 * 16 + digit_8 * 4 + i_208]) + sums_17_44[1];
      wide_at<vec<bf16, 4>>(y + (at_25 + 4)) = make<bf16, 4>(convert<bf16>(finished_101), convert<bf16>(finished_102), convert<bf16>(finished_103), convert<bf16>(finished_104));
    }
  }
  if (start + (first_row_4 + 40) < batch) {
    const auto at_26 = (start + (first_row_4 + 40)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_209 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_210 = smaller(pair * 8, 3);
      const auto finished_105 = convert<float>(x[i_209 * 16 + digit_8 * 4 + i_210]) + sums_17_32[2];
      const auto i_211 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_212 = smaller(pair * 8 + 1, 3);
      const auto finished_106 = convert<float>(x[i_211 * 16 + digit_8 * 4 + i_212]) + sums_17_32[3];
      const auto i_213 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_214 = smaller(pair * 8 + 2, 3);
      const auto finished_107 = convert<float>(x[i_213 * 16 + digit_8 * 4 + i_214]) + sums_17_36[2];
      const auto i_215 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_216 = smaller(pair * 8 + 3, 3);
      const auto finished_108 = convert<float>(x[i_215 * 16 + digit_8 * 4 + i_216]) + sums_17_36[3];
      wide_at<vec<bf16, 4>>(y + at_26) = make<bf16, 4>(convert<bf16>(finished_105), convert<bf16>(finished_106), convert<bf16>(finished_107), convert<bf16>(finished_108));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_217 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_218 = smaller(pair * 8 + 4, 3);
      const auto finished_109 = convert<float>(x[i_217 * 16 + digit_8 * 4 + i_218]) + sums_17_40[2];
      const auto i_219 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_220 = smaller(pair * 8 + 5, 3);
      const auto finished_110 = convert<float>(x[i_219 * 16 + digit_8 * 4 + i_220]) + sums_17_40[3];
      const auto i_221 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_222 = smaller(pair * 8 + 6, 3);
      const auto finished_111 = convert<float>(x[i_221 * 16 + digit_8 * 4 + i_222]) + sums_17_44[2];
      const auto i_223 = smaller(start + (first_row_4 + 40), batch - 1);
      const auto i_224 = smaller(pair * 8 + 7, 3);
      const auto finished_112 = convert<float>(x[i_223 * 16 + digit_8 * 4 + i_224]) + sums_17_44[3];
      wide_at<vec<bf16, 4>>(y + (at_26 + 4)) = make<bf16, 4>(convert<bf16>(finished_109), convert<bf16>(finished_110), convert<bf16>(finished_111), convert<bf16>(finished_112));
    }
  }
  if (start + (first_row_4 + 48) < batch) {
    const auto at_27 = (start + (first_row_4 + 48)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_225 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_226 = smaller(pair * 8, 3);
      const auto finished_113 = convert<float>(x[i_225 * 16 + digit_8 * 4 + i_226]) + sums_17_48[0];
      const auto i_227 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_228 = smaller(pair * 8 + 1, 3);
      const auto finished_114 = convert<float>(x[i_227 * 16 + digit_8 * 4 + i_228]) + sums_17_48[1];
      const auto i_229 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_230 = smaller(pair * 8 + 2, 3);
      const auto finished_115 = convert<float>(x[i_229 * 16 + digit_8 * 4 + i_230]) + sums_17_52[0];
      const auto i_231 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_232 = smaller(pair * 8 + 3, 3);
      const auto finished_116 = convert<float>(x[i_231 * 16 + digit_8 * 4 + i_232]) + sums_17_52[1];
      wide_at<vec<bf16, 4>>(y + at_27) = make<bf16, 4>(convert<bf16>(finished_113), convert<bf16>(finished_114), convert<bf16>(finished_115), convert<bf16>(finished_116));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_233 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_234 = smaller(pair * 8 + 4, 3);
      const auto finished_117 = convert<float>(x[i_233 * 16 + digit_8 * 4 + i_234]) + sums_17_56[0];
      const auto i_235 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_236 = smaller(pair * 8 + 5, 3);
      const auto finished_118 = convert<float>(x[i_235 * 16 + digit_8 * 4 + i_236]) + sums_17_56[1];
      const auto i_237 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_238 = smaller(pair * 8 + 6, 3);
      const auto finished_119 = convert<float>(x[i_237 * 16 + digit_8 * 4 + i_238]) + sums_17_60[0];
      const auto i_239 = smaller(start + (first_row_4 + 48), batch - 1);
      const auto i_240 = smaller(pair * 8 + 7, 3);
      const auto finished_120 = convert<float>(x[i_239 * 16 + digit_8 * 4 + i_240]) + sums_17_60[1];
      wide_at<vec<bf16, 4>>(y + (at_27 + 4)) = make<bf16, 4>(convert<bf16>(finished_117), convert<bf16>(finished_118), convert<bf16>(finished_119), convert<bf16>(finished_120));
    }
  }
  if (start + (first_row_4 + 56) < batch) {
    const auto at_28 = (start + (first_row_4 + 56)) * 16 + digit_8 * 4 + pair * 8;
    if (pair * 8 + 3 < 4) {
      const auto i_241 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_242 = smaller(pair * 8, 3);
      const auto finished_121 = convert<float>(x[i_241 * 16 + digit_8 * 4 + i_242]) + sums_17_48[2];
      const auto i_243 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_244 = smaller(pair * 8 + 1, 3);
      const auto finished_122 = convert<float>(x[i_243 * 16 + digit_8 * 4 + i_244]) + sums_17_48[3];
      const auto i_245 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_246 = smaller(pair * 8 + 2, 3);
      const auto finished_123 = convert<float>(x[i_245 * 16 + digit_8 * 4 + i_246]) + sums_17_52[2];
      const auto i_247 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_248 = smaller(pair * 8 + 3, 3);
      const auto finished_124 = convert<float>(x[i_247 * 16 + digit_8 * 4 + i_248]) + sums_17_52[3];
      wide_at<vec<bf16, 4>>(y + at_28) = make<bf16, 4>(convert<bf16>(finished_121), convert<bf16>(finished_122), convert<bf16>(finished_123), convert<bf16>(finished_124));
    }
    if (pair * 8 + 7 < 4) {
      const auto i_249 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_250 = smaller(pair * 8 + 4, 3);
      const auto finished_125 = convert<float>(x[i_249 * 16 + digit_8 * 4 + i_250]) + sums_17_56[2];
      const auto i_251 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_252 = smaller(pair * 8 + 5, 3);
      const auto finished_126 = convert<float>(x[i_251 * 16 + digit_8 * 4 + i_252]) + sums_17_56[3];
      const auto i_253 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_254 = smaller(pair * 8 + 6, 3);
      const auto finished_127 = convert<float>(x[i_253 * 16 + digit_8 * 4 + i_254]) + sums_17_60[2];
      const auto i_255 = smaller(start + (first_row_4 + 56), batch - 1);
      const auto i_256 = smaller(pair * 8 + 7, 3);
      const auto finished_128 = convert<float>(x[i_255 * 16 + digit_8 * 4 + i_256]) + sums_17_60[3];
      wide_at<vec<bf16, 4>>(y + (at_28 + 4)) = make<bf16, 4>(convert<bf16>(finished_125), convert<bf16>(finished_126), convert<bf16>(finished_127), convert<bf16>(finished_128));
    }
  }
}
