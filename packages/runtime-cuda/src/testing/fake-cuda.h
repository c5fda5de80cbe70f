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
#include <type_traits>

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
#define __cluster_dims__(...)
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __CUDA_ARCH__ 900

namespace einlay {

enum { WARP = 32, MOST_THREADS = 1024, MOST_WARPS = MOST_THREADS / WARP, MOST_BLOCKS = 8 };
/** Bytes: of a stack, of as much shared memory as a block can have, and of what must stay as it is behind it. */
enum { STACK = 256 * 1024, SHARED = 227 * 1024, BEHIND = 1024 };
/** Of 32 bits, that lanes show each other at once. */
enum { WORDS = 6 };
enum State { IDLE, READY, AT_BARRIER, AT_CLUSTER, AT_EXCHANGE, FOR_EVER };
/** Copies of a block that can be on their way, and how often a thread asks whether something has arrived. */
enum { MOST_COPIES = 256, MOST_QUESTIONS = 100000 };

/** Blocks of a cluster run at the same time, and there is one cluster at a time. */
static unsigned blocks_of_cluster, rank, first_block;

alignas(16) static unsigned char memories[MOST_BLOCKS][SHARED + BEHIND];

/** Where the shared memory of the block is; `plain-asm.c` has every kernel ask. */
inline unsigned char* block_memory() { return memories[rank]; }

struct Fibre {
  ucontext_t context;
  char* stack;
  State state;
  unsigned thread, rank;
};

/** Counts what arrives in shared memory: `phase` turns when all of it has. */
struct Arrivals {
  unsigned count, pending, phase;
  long long bytes;
};

struct Copy {
  unsigned to, bytes, arrivals;
  const void* from;
};

static Arrivals arrivals_of[MOST_BLOCKS][SHARED / 8];
static Copy copies[MOST_BLOCKS][MOST_COPIES];
static unsigned copies_of[MOST_BLOCKS];

/** Threads have a stack once they wait. */
static Fibre fibres[MOST_BLOCKS * MOST_THREADS];
static unsigned made, started, finished;
static Fibre* current;
static ucontext_t scheduler;
static void (*body)();

/** What the lanes of warps show each other: the next may be written while the last is read. */
static unsigned shown[2][MOST_BLOCKS][MOST_THREADS][WORDS];
static unsigned turns[MOST_BLOCKS][MOST_THREADS];

inline void wait(State state) {
  Fibre* self = current;
  self->state = state;
  swapcontext(&self->context, &scheduler);
}

static void become(const Fibre* fibre) {
  rank = fibre->rank;
  threadIdx.x = fibre->thread;
  blockIdx.x = first_block + fibre->rank;
}

static unsigned threads_of_cluster() { return blockDim.x * blocks_of_cluster; }

/** Starts threads until all have, or one waits. */
static void work() {
  for (;;) {
    while (started < threads_of_cluster()) {
      const bool forwards = first_block / blocks_of_cluster % 2 == 0;
      const unsigned next = forwards ? started : threads_of_cluster() - 1 - started;
      started += 1;
      current->thread = next % blockDim.x;
      current->rank = next / blockDim.x;
      become(current);
      body();
      finished += 1;
    }
    wait(IDLE);
  }
}

static void resume(Fibre* fibre) {
  current = fibre;
  become(fibre);
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

/** Lets those go on for whom all others have come: lanes of a warp, threads of a block or of a cluster. */
static bool release() {
  unsigned in_cluster = 0, in_block[MOST_BLOCKS] = {}, in_warp[MOST_BLOCKS][MOST_WARPS] = {};
  for (unsigned at = 0; at < made; at += 1) {
    const Fibre& fibre = fibres[at];
    if (fibre.state == AT_CLUSTER) in_cluster += 1;
    if (fibre.state == AT_BARRIER) in_block[fibre.rank] += 1;
    if (fibre.state == AT_EXCHANGE) in_warp[fibre.rank][fibre.thread / WARP] += 1;
  }
  bool released = false;
  for (unsigned at = 0; at < made; at += 1) {
    Fibre& fibre = fibres[at];
    const unsigned warp = fibre.thread / WARP, rest = blockDim.x - warp * WARP;
    if ((fibre.state == AT_CLUSTER && in_cluster == threads_of_cluster()) ||
        (fibre.state == AT_BARRIER && in_block[fibre.rank] == blockDim.x) ||
        (fibre.state == AT_EXCHANGE && in_warp[fibre.rank][warp] == (rest < WARP ? rest : WARP))) {
      fibre.state = READY;
      released = true;
    }
  }
  return released;
}

static bool run_cluster() {
  started = finished = 0;
  memset(turns, 0, sizeof turns);
  memset(copies_of, 0, sizeof copies_of);
  while (finished < threads_of_cluster()) {
    bool ran = false;
    while (started < threads_of_cluster()) {
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

static void poison(unsigned shared) {
  for (unsigned at = 0; shared > 0 && at < blocks_of_cluster; at += 1) {
    memset(memories[at], 0xff, shared);
    memset(memories[at] + shared, 0xee, BEHIND);
  }
}

static bool is_kept_to(unsigned shared) {
  for (unsigned at = 0; shared > 0 && at < blocks_of_cluster; at += 1)
    for (unsigned behind = 0; behind < BEHIND; behind += 1)
      if (memories[at][shared + behind] != 0xee) return false;
  return true;
}

/** Whether all blocks came to their end and kept to their memory. */
static bool run(void (*thread)(), unsigned cluster, unsigned blocks, unsigned threads, unsigned shared) {
  gridDim.x = blocks;
  blockDim.x = threads;
  blocks_of_cluster = cluster;
  body = thread;
  bool well = threads <= MOST_THREADS && shared <= SHARED && cluster <= MOST_BLOCKS && blocks % cluster == 0;
  for (first_block = 0; well && first_block < blocks; first_block += cluster) {
    poison(shared);
    well = run_cluster() && is_kept_to(shared);
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
    auto& slots = shown[turns[rank][thread]++ % 2][rank];
    const unsigned all[] = {mine...};
    for (unsigned at = 0; at < sizeof...(Words); at += 1) slots[thread][at] = all[at];
    wait(AT_EXCHANGE);
    words = &slots[thread / WARP * WARP];
  }
};

inline Arrivals& arrivals_at(unsigned at) { return arrivals_of[rank][at / 8]; }

inline void turn_when_complete(Arrivals& arrivals) {
  if (arrivals.pending > 0 || arrivals.bytes != 0) return;
  arrivals.phase += 1;
  arrivals.pending = arrivals.count;
}

/** Copies are done as late as they may be: when a thread asks for them. */
inline void copy_what_arrives_at(unsigned at) {
  unsigned left = 0;
  for (unsigned each = 0; each < copies_of[rank]; each += 1) {
    const Copy copy = copies[rank][each];
    if (copy.arrivals != at) {
      copies[rank][left++] = copy;
      continue;
    }
    memcpy(block_memory() + copy.to, copy.from, copy.bytes);
    arrivals_at(at).bytes -= copy.bytes;
    turn_when_complete(arrivals_at(at));
  }
  copies_of[rank] = left;
}

/** What a device refuses: a thread that waits for ever makes the block fail. */
inline void demand(bool isAllowed) {
  if (!isAllowed) wait(FOR_EVER);
}

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

/**
 * sums += left * right by four warps: 16 rows each, as many columns as there are sums, depth 16. The right matrix is in
 * shared memory, in pieces of 8 columns by 8 of the depth; the descriptor says where, and how far pieces are apart.
 */
template <class Number>
void multiply_staged(Number number, float* const* sums, unsigned count, const unsigned* a, unsigned long long descriptor) {
  const auto field = [&](unsigned shift) { return static_cast<unsigned>(descriptor >> shift & 0x3fff) << 4; };
  const unsigned start = field(0), depth_step = field(16), column_step = field(32);
  const Exchange exchange(a[0], a[1], a[2], a[3]);
  demand(blockDim.x % 128 == 0 && start + depth_step + count / 4 * column_step <= SHARED);
  const unsigned lane = threadIdx.x % WARP;
  for (unsigned at = 0; at < count; at += 1) {
    const unsigned row = lane / 4 + at % 4 / 2 * 8, column = at / 4 * 8 + lane % 4 * 2 + at % 2;
    double sum = *sums[at];
    for (unsigned k = 0; k < 16; k += 1) {
      const unsigned word = exchange.words[row % 8 * 4 + k % 8 / 2][row / 8 + 2 * (k / 8)];
      unsigned short right;
      memcpy(&right, block_memory() + start + column / 8 * column_step + k / 8 * depth_step + column % 8 * 16 + k % 8 * 2, 2);
      sum += static_cast<double>(number(static_cast<unsigned short>(word >> 16 * (k % 2)))) * number(right);
    }
    *sums[at] = static_cast<float>(sum);
  }
}

}  // namespace einlay

/* Built-in functions. */

inline unsigned long long __cvta_generic_to_shared(const void* at) {
  return static_cast<const unsigned char*>(at) - einlay::block_memory();
}

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

inline void ptx_mov_u32(const char* text, unsigned& to) {
  if (strstr(text, "%%cluster_ctarank") == nullptr) abort();
  to = einlay::rank;
}

inline void ptx_barrier_cluster_arrive_aligned(const char*) { einlay::wait(einlay::AT_CLUSTER); }

inline void ptx_mbarrier_init_shared__cta_b64(const char* text, unsigned at) {
  const unsigned count = static_cast<unsigned>(atoi(strstr(text, "],") + 2));
  einlay::arrivals_at(at) = {count, count, 0, 0};
}

inline void ptx_fence_mbarrier_init_release_cluster(const char*) {}
inline void ptx_fence_proxy_async_shared__cta(const char*) {}

inline void ptx_mbarrier_expect_tx_relaxed_cta_shared__cta_b64(const char*, unsigned at, int bytes) {
  einlay::arrivals_at(at).bytes += bytes;
}

inline void ptx_mbarrier_arrive_shared__cta_b64(const char*, unsigned at) {
  einlay::demand(einlay::arrivals_at(at).pending > 0);
  einlay::arrivals_at(at).pending -= 1;
  einlay::turn_when_complete(einlay::arrivals_at(at));
}

inline void ptx_mbarrier_try_wait_parity_shared__cta_b64(const char*, int& done, unsigned at, int parity) {
  static unsigned questions;
  einlay::copy_what_arrives_at(at);
  done = einlay::arrivals_at(at).phase % 2 != static_cast<unsigned>(parity);
  questions = done ? 0 : questions + 1;
  einlay::demand(questions < einlay::MOST_QUESTIONS);
  if (!done) einlay::wait(einlay::READY);
}

template <class T>
void ptx_cp_async_bulk_shared__cluster_global_mbarrier__complete_tx__bytes(const char*, unsigned to, const T* from,
                                                                           int bytes, unsigned arrivals) {
  const bool isAligned = to % 16 == 0 && reinterpret_cast<unsigned long long>(from) % 16 == 0 && bytes % 16 == 0;
  einlay::demand(isAligned && to + bytes <= einlay::SHARED && einlay::copies_of[einlay::rank] < einlay::MOST_COPIES);
  einlay::copies[einlay::rank][einlay::copies_of[einlay::rank]++] = {to, static_cast<unsigned>(bytes), arrivals, from};
}

inline void ptx_wgmma_fence_sync_aligned(const char*) {}
inline void ptx_wgmma_commit_group_sync_aligned(const char*) {}
inline void ptx_wgmma_wait_group_sync_aligned(const char*, int = 0) {}

/** Sums, four words of the left matrix, and the descriptor of the right one. */
template <class... Operands> void ptx_wgmma_mma_async_sync_aligned(const char* text, Operands&&... operands) {
  constexpr unsigned count = sizeof...(Operands) - 5;
  float* sums[count];
  unsigned left[4], at = 0;
  unsigned long long descriptor = 0;
  const auto take = [&](auto& operand) {
    using Operand = std::remove_reference_t<decltype(operand)>;
    if constexpr (std::is_same_v<Operand, float>) sums[at] = &operand;
    else if (at < count + 4) left[at - count] = static_cast<unsigned>(operand);
    else descriptor = operand;
    at += 1;
  };
  (take(operands), ...);
  if (strstr(text, "bf16") != nullptr) einlay::multiply_staged(einlay::number_of_bf16, sums, count, left, descriptor);
  else einlay::multiply_staged(einlay::number_of_f16, sums, count, left, descriptor);
}

template <class T> void ptx_mapa_u64(const char*, T*& there, T* own, int rank) {
  const auto* from = reinterpret_cast<unsigned char*>(own);
  there = reinterpret_cast<T*>(einlay::memories[rank] + (from - einlay::block_memory()));
}

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

  static int run(void (*entry)(Parameters...), void** values, unsigned cluster, unsigned blocks,
                 unsigned threads, unsigned shared) {
    kernel = entry;
    given = values;
    return einlay::run(thread, cluster, blocks, threads, shared);
  }
};

template <class... Parameters>
EinlayKernel<Parameters...> einlayKernelOf(void (*)(Parameters...));

/** Follows the source, for each of its entries: how many blocks of it make a cluster. */
#define EINLAY_ENTRY(name, cluster)                                                              \
  extern "C" int name##__sizes(unsigned long* sizes) {                                           \
    return decltype(einlayKernelOf(name))::sizes(sizes);                                         \
  }                                                                                              \
  extern "C" int name##__run(void** given, unsigned blocks, unsigned threads, unsigned shared) { \
    return decltype(einlayKernelOf(name))::run(name, given, cluster, blocks, threads, shared);   \
  }
