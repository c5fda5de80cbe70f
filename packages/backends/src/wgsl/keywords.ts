/** Words that WGSL keeps for itself or declares beforehand; no name of ours may be one of them. */

const KEYWORDS = `alias break case const const_assert continue continuing default diagnostic discard else enable false fn
  for if let loop override requires return struct switch true var while`;

const RESERVED = `NULL Self abstract active alignas alignof as asm asm_fragment async attribute auto await become cast catch
  class co_await co_return co_yield coherent column_major common compile compile_fragment concept const_cast consteval
  constexpr constinit crate debugger decltype delete demote demote_to_helper do dynamic_cast enum explicit export extends
  extern external fallthrough filter final finally friend from fxgroup get goto groupshared highp impl implements import
  inline instanceof interface layout lowp macro macro_rules match mediump meta mod module move mut mutable namespace new
  nil noexcept noinline nointerpolation non_coherent noncoherent noperspective null nullptr of operator package packoffset
  partial pass patch pixelfragment precise precision premerge priv protected pub public readonly ref regardless register
  reinterpret_cast require resource restrict self set shared sizeof smooth snorm static static_assert static_cast std
  subroutine super target template this thread_local throw trait try type typedef typeid typename typeof union unless
  unorm unsafe unsized use using varying virtual volatile wgsl where with writeonly yield`;

/** Types, functions and enumerants that are declared beforehand: a name of ours would hide them. */
const PREDECLARED = `array atomic bool f16 f32 i32 u32 i64 u64 f64 i8 u8 i16 u16 ptr sampler sampler_comparison vec2 vec3 vec4
  vec2f vec3f vec4f vec2h vec3h vec4h vec2i vec3i vec4i vec2u vec3u vec4u mat2x2 mat2x3 mat2x4 mat3x2 mat3x3 mat3x4 mat4x2
  mat4x3 mat4x4 mat2x2f mat2x3f mat2x4f mat3x2f mat3x3f mat3x4f mat4x2f mat4x3f mat4x4f mat2x2h mat2x3h mat2x4h mat3x2h
  mat3x3h mat3x4h mat4x2h mat4x3h mat4x4h read write read_write function private workgroup uniform storage handle
  row_major column_major bitcast all any select arrayLength abs acos acosh asin asinh atan atanh atan2 ceil clamp cos cosh
  countLeadingZeros countOneBits countTrailingZeros cross degrees determinant distance dot dot4U8Packed dot4I8Packed exp
  exp2 extractBits faceForward firstLeadingBit firstTrailingBit floor fma fract frexp insertBits inverseSqrt ldexp length
  log log2 max min mix modf normalize pow quantizeToF16 radians reflect refract reverseBits round saturate sign sin sinh
  smoothstep sqrt step tan tanh transpose trunc workgroupBarrier storageBarrier textureBarrier workgroupUniformLoad
  subgroupAdd subgroupMax subgroupMin subgroupAll subgroupAny subgroupBallot subgroupBroadcast subgroupElect subgroupMul
  subgroupShuffleXor
  subgroup_matrix_left subgroup_matrix_right subgroup_matrix_result subgroupMatrixLoad subgroupMatrixStore
  subgroupMatrixMultiply subgroupMatrixMultiplyAccumulate print binding_array buffer buffer_view bufferView atomicAdd`;

const words = (text: string): readonly string[] => text.split(/\s+/);

/** Everything that cannot be the name of a variable or function. */
export const TAKEN: ReadonlySet<string> = new Set([KEYWORDS, RESERVED, PREDECLARED].flatMap(words));
