// Runs the layer of layers.ein on a GPU and compares it with loops on the processor.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "btt.cuh"

namespace {

constexpr int size = 32;
constexpr int width = size * size;
constexpr int tokens = 100;

void check(cudaError_t error, const char* what) {
  if (error == cudaSuccess) return;
  std::fprintf(stderr, "%s: %s\n", what, cudaGetErrorString(error));
  std::exit(1);
}

std::vector<float> numbers(int length, float step) {
  std::vector<float> values(length);
  for (int at = 0; at < length; at += 1) values[at] = std::sin(step * static_cast<float>(at));
  return values;
}

// A tensor in memory of the device.
class DeviceTensor {
 public:
  explicit DeviceTensor(std::size_t length) : length_(length) {
    check(cudaMalloc(&data_, length * sizeof(float)), "cudaMalloc");
  }
  explicit DeviceTensor(const std::vector<float>& values) : DeviceTensor(values.size()) {
    check(cudaMemcpy(data_, values.data(), length_ * sizeof(float), cudaMemcpyHostToDevice), "copy to the device");
  }
  DeviceTensor(const DeviceTensor&) = delete;
  DeviceTensor& operator=(const DeviceTensor&) = delete;
  ~DeviceTensor() { cudaFree(data_); }

  float* data() const { return data_; }

  std::vector<float> read() const {
    std::vector<float> values(length_);
    check(cudaMemcpy(values.data(), data_, length_ * sizeof(float), cudaMemcpyDeviceToHost), "copy from the device");
    return values;
  }

 private:
  float* data_ = nullptr;
  std::size_t length_;
};

// y[t, p, e], the sum over g and a of x[t, g, a] * A[g, a, p] * B[p, g, e].
double expected(const std::vector<float>& x, const std::vector<float>& A, const std::vector<float>& B, int t, int p, int e) {
  double sum = 0;
  for (int g = 0; g < size; g += 1)
    for (int a = 0; a < size; a += 1)
      sum += static_cast<double>(x[t * width + g * size + a]) * A[(g * size + a) * size + p] * B[(p * size + g) * size + e];
  return sum;
}

}  // namespace

int main() {
  const std::vector<float> x = numbers(tokens * width, 0.37F);
  const std::vector<float> A = numbers(size * size * size, 0.11F);
  const std::vector<float> B = numbers(size * size * size, 0.23F);

  const DeviceTensor on_device_x(x), on_device_A(A), on_device_B(B), on_device_y(tokens * width);
  const DeviceTensor scratch(btt::scratch_bytes(tokens) / sizeof(float) + 1);
  check(btt::launch(on_device_x.data(), on_device_A.data(), on_device_B.data(), on_device_y.data(), tokens,
                    scratch.data(), nullptr),
        "btt::launch");
  check(cudaDeviceSynchronize(), "the kernels of btt");

  const std::vector<float> y = on_device_y.read();
  double largest = 0;
  for (int t = 0; t < tokens; t += 1)
    for (int p = 0; p < size; p += 1)
      for (int e = 0; e < size; e += 1)
        largest = std::fmax(largest, std::fabs(y[t * width + p * size + e] - expected(x, A, B, t, p, e)));
  std::printf("%d tokens of %d features; largest difference from the processor: %.1e\n", tokens, width, largest);
  return largest < 1e-3 ? 0 : 1;
}
