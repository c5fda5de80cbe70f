/**
 * What a CUDA source needs to be C++ for the processor, one thread after the other.
 *
 * A thread that waits, at a barrier or for the lanes of its warp, keeps its stack, and others go on. Nothing is forgiven
 * that a device might punish: shared memory is filled with NaN before each block and must be left alone behind its end,
 * and a block whose threads wait for each other in vain has failed. Threads run backwards in every other block, so that
 * what depends on their order shows.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>

struct EinlayIndex {
  unsigned x = 0, y = 0, z = 0;
};

static EinlayIndex threadIdx, blockIdx, blockDim, gridDim;

#define __global__
#define __device__
#define __host__
#define __shared__
#define __forceinline__ inline
#define __restrict__ __restrict
#define __launch_bounds__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))

/** As much as a block can have, and what must stay as it is. */
enum { EINLAY_SHARED = 227 * 1024, EINLAY_BEHIND = 1024 };

/** Kernels declare it themselves. */
alignas(16) unsigned char shared_memory[EINLAY_SHARED + EINLAY_BEHIND];

/** Threads, each with a stack once it waits. */
namespace einlay {

enum { WARP = 32, MOST_THREADS = 1024, STACK = 256 * 1024, WORDS = 6 };
enum State { IDLE, READY, AT_BARRIER, AT_EXCHANGE };

struct Fibre {
  ucontext_t context;
  char* stack;
  State state;
  unsigned thread;
};

static Fibre fibres[MOST_THREADS];
static unsigned made, started, finished;
static Fibre* current;
static ucontext_t scheduler;
static void (*body)();

/** What the lanes of warps show each other: the next may be written while the last is read. */
static unsigned shown[2][MOST_THREADS][WORDS];
static unsigned turns[MOST_THREADS];

inline void wait(State state) {
  Fibre* self = current;
  self->state = state;
  swapcontext(&self->context, &scheduler);
}

/** Starts threads until all have, or one waits. */
static void work() {
  for (;;) {
    while (started < blockDim.x) {
      const unsigned next = blockIdx.x % 2 == 0 ? started : blockDim.x - 1 - started;
      started += 1;
      threadIdx.x = current->thread = next;
      body();
      finished += 1;
    }
    wait(IDLE);
  }
}

static void resume(Fibre* fibre) {
  current = fibre;
  threadIdx.x = fibre->thread;
  fibre->state = READY;
  swapcontext(&scheduler, &fibre->context);
}

static Fibre* make_fibre() {
  Fibre* fibre = &fibres[made++];
  getcontext(&fibre->context);
  fibre->stack = static_cast<char*>(malloc(STACK));
  fibre->context.uc_stack.ss_sp = fibre->stack;
  fibre->context.uc_stack.ss_size = STACK;
  fibre->context.uc_link = nullptr;
  makecontext(&fibre->context, work, 0);
  return fibre;
}

/** Lets those go on for whom all others have come: lanes of a warp, threads of a block. */
static bool release() {
  unsigned at_barrier = 0, at_exchange[MOST_THREADS / WARP] = {};
  for (unsigned at = 0; at < made; at += 1) {
    if (fibres[at].state == AT_BARRIER) at_barrier += 1;
    if (fibres[at].state == AT_EXCHANGE) at_exchange[fibres[at].thread / WARP] += 1;
  }
  bool released = false;
  for (unsigned at = 0; at < made; at += 1) {
    Fibre* fibre = &fibres[at];
    const unsigned warp = fibre->thread / WARP;
    const unsigned rest = blockDim.x - warp * WARP;
    const bool warp_is_here = at_exchange[warp] == (rest < WARP ? rest : WARP);
    if ((fibre->state == AT_BARRIER && at_barrier == blockDim.x) || (fibre->state == AT_EXCHANGE && warp_is_here)) {
      fibre->state = READY;
      released = true;
    }
  }
  return released;
}

static bool run_block() {
  started = finished = 0;
  memset(turns, 0, sizeof turns);
  while (finished < blockDim.x) {
    bool ran = false;
    while (started < blockDim.x) {
      Fibre* idle = nullptr;
      for (unsigned at = 0; at < made && idle == nullptr; at += 1)
        if (fibres[at].state == IDLE) idle = &fibres[at];
      resume(idle == nullptr ? make_fibre() : idle);
      ran = true;
    }
    for (unsigned at = 0; at < made; at += 1)
      if (fibres[at].state == READY) {
        resume(&fibres[at]);
        ran = true;
      }
    if (!release() && !ran) return false;
  }
  return true;
}

/** Whether all blocks came to their end and kept to their memory. */
static bool run(void (*thread)(), unsigned blocks, unsigned threads, unsigned shared) {
  gridDim.x = blocks;
  blockDim.x = threads;
  body = thread;
  bool well = threads <= MOST_THREADS && shared <= EINLAY_SHARED;
  for (blockIdx.x = 0; well && blockIdx.x < blocks; blockIdx.x += 1) {
    if (shared > 0) {
      memset(shared_memory, 0xff, shared);
      memset(shared_memory + shared, 0xee, EINLAY_BEHIND);
    }
    well = run_block();
    for (unsigned at = 0; shared > 0 && at < EINLAY_BEHIND; at += 1) well = well && shared_memory[shared + at] == 0xee;
  }
  for (unsigned at = 0; at < made; at += 1) free(fibres[at].stack);
  made = 0;
  return well;
}

/** Shows words to the lanes of the warp; what a lane shows. */
struct Exchange {
  const unsigned (*words)[WORDS];

  template <class... Words> explicit Exchange(Words... mine) {
    const unsigned thread = threadIdx.x;
    auto& slots = shown[turns[thread]++ % 2];
    const unsigned all[] = {mine...};
    for (unsigned at = 0; at < sizeof...(Words); at += 1) slots[thread][at] = all[at];
    wait(AT_EXCHANGE);
    words = &slots[thread / WARP * WARP];
  }
};

template <class T> T shuffle(T value, unsigned lane) {
  static_assert(sizeof(T) == sizeof(unsigned), "lanes exchange words of 32 bits");
  unsigned bits;
  memcpy(&bits, &value, sizeof bits);
  // A lane that is not there is read as one's own.
  const unsigned from = threadIdx.x / WARP * WARP + lane < blockDim.x ? lane : threadIdx.x % WARP;
  const Exchange exchange(bits);
  memcpy(&value, &exchange.words[from][0], sizeof bits);
  return value;
}

inline float of_bits(unsigned bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}

inline float number_of_bf16(unsigned short bits) { return of_bits(static_cast<unsigned>(bits) << 16); }

inline float number_of_f16(unsigned short bits) {
  const int exponent = bits >> 10 & 31, fraction = bits & 1023;
  const float size = exponent == 31  ? (fraction == 0 ? HUGE_VALF : NAN)
                     : exponent == 0 ? ldexpf(static_cast<float>(fraction), -24)
                                     : ldexpf(static_cast<float>(1024 + fraction), exponent - 25);
  return bits >> 15 ? -size : size;
}

/** sums += left * right by a warp: 16 rows, 8 columns, depth 16. */
template <class Number>
void multiply(Number number, float (&sums)[4], unsigned a0, unsigned a1, unsigned a2, unsigned a3, unsigned b0,
              unsigned b1) {
  const Exchange exchange(a0, a1, a2, a3, b0, b1);
  const auto half = [&](unsigned lane, unsigned word, unsigned which) {
    return number(static_cast<unsigned short>(exchange.words[lane][word] >> 16 * which));
  };
  for (unsigned at = 0; at < 4; at += 1) {
    const unsigned lane = threadIdx.x % WARP, row = lane / 4 + at / 2 * 8, column = lane % 4 * 2 + at % 2;
    double sum = sums[at];
    for (unsigned k = 0; k < 16; k += 1) {
      const unsigned part = k % 8 / 2, upper = k / 8;
      const double left = half(row % 8 * 4 + part, row / 8 + 2 * upper, k % 2);
      sum += left * half(column * 4 + part, 4 + upper, k % 2);
    }
    sums[at] = static_cast<float>(sum);
  }
}

}  // namespace einlay

/* Built-in functions. */

inline void __syncthreads() { einlay::wait(einlay::AT_BARRIER); }
inline float __uint_as_float(unsigned bits) { return einlay::of_bits(bits); }
inline float rsqrtf(float x) { return 1.0f / sqrtf(x); }
template <class T> T __shfl_sync(unsigned, T value, int lane) { return einlay::shuffle(value, lane); }
template <class T> T __shfl_xor_sync(unsigned, T value, int mask) {
  return einlay::shuffle(value, threadIdx.x % einlay::WARP ^ mask);
}

/*
 * Instructions: `plain-asm.c` makes a call of each inline assembly, named after its first instruction. Parameters are its
 * text and its operands, results first.
 */

inline void ptx_cvt_f32_f16(const char*, float& to, unsigned short from) { to = einlay::number_of_f16(from); }

inline void ptx_cvt_rn_bf16_f32(const char*, unsigned short& to, float from) {
  unsigned bits;
  memcpy(&bits, &from, sizeof bits);
  to = isnan(from) ? 0x7fff : static_cast<unsigned short>((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

inline void ptx_cvt_rn_f16_f32(const char*, unsigned short& to, float from) {
  const double size = fabs(from);
  const unsigned short sign = signbit(from) ? 0x8000 : 0;
  if (isnan(from)) {
    to = 0x7fff;
  } else if (size >= 65520) {
    to = sign | 0x7c00;
  } else {
    // Below the normal numbers, steps are as wide as theirs.
    const int exponent = size < 0x1p-14 ? -14 : ilogb(size);
    const int steps = static_cast<int>(nearbyint(ldexp(size, 10 - exponent)));
    // Steps that are a power of two too many carry into the exponent by themselves.
    to = static_cast<unsigned short>(sign | (((exponent + 14) << 10) + steps));
  }
}

#define EINLAY_MULTIPLY(TYPE)                                                                                       \
  inline void ptx_mma_sync_aligned_m16n8k16_row_col_f32_##TYPE##_##TYPE##_f32(                                      \
      const char*, float& c0, float& c1, float& c2, float& c3, unsigned a0, unsigned a1, unsigned a2, unsigned a3, \
      unsigned b0, unsigned b1) {                                                                                   \
    float sums[4] = {c0, c1, c2, c3};                                                                               \
    einlay::multiply(einlay::number_of_##TYPE, sums, a0, a1, a2, a3, b0, b1);                                       \
    c0 = sums[0], c1 = sums[1], c2 = sums[2], c3 = sums[3];                                                         \
  }
EINLAY_MULTIPLY(bf16)
EINLAY_MULTIPLY(f16)

/* Kernels as functions that a driver can call. */

/** A kernel with its parameters, which a driver hands over by their addresses. */
template <class... Parameters>
struct EinlayKernel {
  static inline void (*kernel)(Parameters...);
  static inline void** given;

  /** Calls the kernel when it is made: what stands in braces is read in order. */
  struct Call {
    explicit Call(Parameters... values) { kernel(values...); }
  };

  template <class T> static T read(void**& next) { return *static_cast<T*>(*next++); }

  static void thread() {
    [[maybe_unused]] void** next = given;
    Call{read<Parameters>(next)...};
  }

  static int sizes(unsigned long* sizes) {
    const unsigned long found[] = {sizeof(Parameters)..., 0};
    memcpy(sizes, found, sizeof...(Parameters) * sizeof *sizes);
    return sizeof...(Parameters);
  }

  static int run(void (*entry)(Parameters...), void** values, unsigned blocks, unsigned threads, unsigned shared) {
    kernel = entry;
    given = values;
    return einlay::run(thread, blocks, threads, shared);
  }
};

template <class... Parameters>
EinlayKernel<Parameters...> einlayKernelOf(void (*)(Parameters...));

/** Follows the source, for each of its entries. */
#define EINLAY_ENTRY(name)                                                                             \
  extern "C" int name##__sizes(unsigned long* sizes) {                                                 \
    return decltype(einlayKernelOf(name))::sizes(sizes);                                               \
  }                                                                                                    \
  extern "C" int name##__run(void** given, unsigned blocks, unsigned threads, unsigned shared) {       \
    return decltype(einlayKernelOf(name))::run(name, given, blocks, threads, shared);                  \
  }
