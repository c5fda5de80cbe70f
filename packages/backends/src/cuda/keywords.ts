/** Words that C++ and CUDA keep for themselves or that the prelude declares; no name of ours may be one of them. */
import { PRELUDE_NAMES } from './prelude.ts';

const KEYWORDS = `alignas alignof and and_eq asm atomic_cancel auto bitand bitor bool break case catch char char8_t char16_t
  char32_t class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype
  default delete do double dynamic_cast else enum explicit export extern false final float for friend goto if import inline
  int long module mutable namespace new noexcept not not_eq nullptr operator or or_eq override private protected public
  register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template
  this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor
  xor_eq`;

const BUILT_IN = `main blockIdx blockDim gridDim threadIdx warpSize dim3 int1 int2 int3 int4 uint1 uint2 uint3 uint4 float1
  float2 float3 float4 double1 double2 double3 double4 char1 char2 char3 char4 short1 short2 short3 short4 long1 long2 long3
  long4 half half2 size_t ptrdiff_t printf malloc free memcpy memset abs min max exp log sin cos tan sqrt rsqrt pow erf erfc
  tanh fma fabs floor ceil round trunc assert clock time exit stdin stdout stderr errno NULL INFINITY NAN INT_MAX INT_MIN linux
  unix y0 y1 yn j0 j1 jn gamma lgamma index signgam`;

const FRAME = 'workgroup rank invocation subgroup lane shared_memory arrivals batches';

export const TAKEN: readonly string[] = [...[KEYWORDS, BUILT_IN, FRAME].join(' ').split(/\s+/), ...PRELUDE_NAMES];
