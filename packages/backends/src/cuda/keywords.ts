/** Words that C++ and CUDA keep for themselves or that the prelude declares; no name of ours may be one of them. */
import { Namer } from '../c-like/namer.ts';
import { PRELUDE_NAMES } from './prelude.ts';

const KEYWORDS = `alignas alignof and and_eq asm atomic_cancel auto bitand bitor bool break case catch char char8_t char16_t
  char32_t class compl concept const consteval constexpr constinit const_cast continue co_await co_return co_yield decltype
  default delete do double dynamic_cast else enum explicit export extern false final float for friend goto if import inline
  int long module mutable namespace new noexcept not not_eq nullptr operator or or_eq override private protected public
  register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct switch template
  this thread_local throw true try typedef typeid typename union unsigned using virtual void volatile wchar_t while xor
  xor_eq`;

const BUILT_IN = `main std blockIdx blockDim gridDim threadIdx warpSize dim3 int1 int2 int3 int4 uint1 uint2 uint3 uint4
  float1 float2 float3 float4 double1 double2 double3 double4 char1 char2 char3 char4 short1 short2 short3 short4 long1 long2
  long3 long4 half half2 size_t ptrdiff_t printf malloc free memcpy memset abs min max exp log sin cos tan sqrt rsqrt pow erf
  erfc tanh fma abs fabs floor ceil round trunc clock time exit index signgam y0 y1 yn j0 j1 jn gamma lgamma random select
  div remove rename read write link pipe signal system`;

/** Functions that kernels call by these names. */
const CALLED = 'expf logf sqrtf rsqrtf sinf cosf tanhf erff fabsf fmaf powf erfcf';

/** Macros of the headers that nvcc reads before a source and that the header of a layer reads. */
const MACROS = `NULL NAN INFINITY EOF BUFSIZ MAXFLOAT NZERO NFDBITS SNAN SNANF SNANF32 SNANF64 SNANL CUDARTAPI
  L_ctermid L_cuserid L_tmpnam P_tmpdir WCONTINUED WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG
  WNOWAIT WSTOPPED WSTOPSIG WTERMSIG WUNTRACED alloca assert assert_perror math_errhandling offsetof stderr stdin stdout
  strdupa strndupa issubnormal toascii isascii errno linux unix i386`;

const FRAME = 'workgroup rank invocation subgroup lane shared_memory arrivals batches';

export const TAKEN: readonly string[] = [
  ...[KEYWORDS, BUILT_IN, CALLED, MACROS, FRAME].join(' ').split(/\s+/),
  ...PRELUDE_NAMES,
];

/** Families of macros, too many to list: `M_PI`, `INT_MAX`, `cudaEventDefault`, `htobe32`, `isalpha_l`. */
const isOfHeaders = (name: string): boolean =>
  /^(M_|[A-Z]{2,}[A-Z0-9]*_)[A-Z0-9]|^SNANF?\d|^cuda[A-Z]|^(htobe|htole|be|le)\d+|^is[a-z]+_l$|^toascii_l$/.test(name);

/** Gives out names for a source or a header; `more` are taken as well. */
export const cudaNamer = (...more: readonly string[]): Namer => new Namer([...TAKEN, ...more], isOfHeaders);
