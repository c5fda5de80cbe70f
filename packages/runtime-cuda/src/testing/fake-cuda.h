/** What a CUDA source needs to be C++ for the processor: kernels without barriers run thread by thread. */
#include <cstddef>
#include <utility>

struct EinlayIndex {
  unsigned x = 0, y = 0, z = 0;
};

static EinlayIndex threadIdx, blockIdx, blockDim, gridDim;

#define __global__
#define __device__
#define __host__
#define __forceinline__ inline
#define __restrict__ __restrict
#define __launch_bounds__(...)

/** What the parameters of a kernel are, and how to call it with their addresses. */
template <class... Parameters>
struct EinlayKernel {
  static int sizes(void (*)(Parameters...), unsigned long* sizes) {
    const unsigned long found[] = {sizeof(Parameters)..., 0};
    for (std::size_t at = 0; at < sizeof...(Parameters); at += 1) sizes[at] = found[at];
    return sizeof...(Parameters);
  }

  template <std::size_t... At>
  static void call(void (*kernel)(Parameters...), void** given, std::index_sequence<At...>) {
    kernel(*static_cast<std::remove_reference_t<Parameters>*>(given[At])...);
  }

  static void run(void (*kernel)(Parameters...), void** given, unsigned blocks, unsigned threads) {
    gridDim = {blocks, 1, 1};
    blockDim = {threads, 1, 1};
    for (blockIdx.x = 0; blockIdx.x < blocks; blockIdx.x += 1)
      for (threadIdx.x = 0; threadIdx.x < threads; threadIdx.x += 1)
        call(kernel, given, std::index_sequence_for<Parameters...>());
  }
};

template <class... Parameters>
EinlayKernel<Parameters...> einlayKernelOf(void (*)(Parameters...));

/** Follows the source, for each of its entries. */
#define EINLAY_ENTRY(name)                                                                   \
  extern "C" int name##__sizes(unsigned long* sizes) {                                       \
    return decltype(einlayKernelOf(name))::sizes(name, sizes);                               \
  }                                                                                          \
  extern "C" void name##__run(void** given, unsigned blocks, unsigned threads) {             \
    decltype(einlayKernelOf(name))::run(name, given, blocks, threads);                       \
  }
