/**
 * What a program around the kernels of a layer does: tensors from a file, each in memory of its own, so that whoever
 * reaches beyond one is found out; results that were NaN before; a comparison with what is expected.
 *
 *     NAME FILE        runs twice on the tensors of a file, and compares
 *     NAME --tokens N  runs three times on made-up tensors, for profilers
 */
#pragma once
#include <cuda_runtime.h>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

namespace host {

enum Type : std::uint32_t { F32, F16, BF16, I32 };

inline void check(cudaError_t error, const char* what) {
  if (error == cudaSuccess) return;
  std::fprintf(stderr, "%s: %s\n", what, cudaGetErrorString(error));
  std::exit(2);
}

/** A buffer that `launch` is handed: elements, times the number of tokens where it has that factor. */
struct Shape {
  bool is_output;
  Type type;
  std::size_t elements;
  int powers_of_tokens;
};

/** A pointer of whatever type the parameter has. */
struct Pointer {
  void* at;
  template <class T> operator T*() const { return static_cast<T*>(at); }
};

inline float number(Type type, const unsigned char* bytes) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, bytes, type == F32 || type == I32 ? 4 : 2);
  if (type == I32) return static_cast<float>(static_cast<std::int32_t>(bits));
  if (type == F16) {
    const int exponent = bits >> 10 & 31, fraction = bits & 1023;
    const float size = exponent == 31  ? (fraction == 0 ? HUGE_VALF : NAN)
                       : exponent == 0 ? std::ldexp(static_cast<float>(fraction), -24)
                                       : std::ldexp(static_cast<float>(1024 + fraction), exponent - 25);
    return bits >> 15 ? -size : size;
  }
  if (type == BF16) bits <<= 16;
  float value;
  std::memcpy(&value, &bits, 4);
  return value;
}

class Case {
 public:
  Case(int count, char** words, const std::vector<Shape>& shapes, std::size_t symbols) : shapes_(shapes) {
    if (count == 3 && std::strcmp(words[1], "--tokens") == 0) {
      extents_.assign(symbols, std::atoi(words[2]));
      runs_ = 3;
      for (const Shape& shape : shapes) make_up(shape);
    } else if (count == 2) {
      read(words[1], symbols);
    } else {
      std::fprintf(stderr, "usage: %s FILE | --tokens N\n", words[0]);
      std::exit(2);
    }
  }

  int extent(std::size_t symbol) const { return extents_[symbol]; }
  int runs() const { return runs_; }
  Pointer operator[](std::size_t at) const { return {tensors_[at].device}; }

  /** Results are NaN, or far from anything, before every run. */
  void poison() {
    for (std::size_t at = 0; at < tensors_.size(); at += 1)
      if (shapes_[at].is_output && tensors_[at].bytes > 0)
        check(cudaMemset(tensors_[at].device, 0xff, tensors_[at].bytes), "cudaMemset");
  }

  /** 0 when all results are as expected; frees everything. */
  int finish() {
    check(cudaDeviceSynchronize(), "kernels");
    int code = 0;
    for (std::size_t at = 0; at < tensors_.size(); at += 1) {
      const Tensor& tensor = tensors_[at];
      if (!tensor.expected.empty() && !is_right(at)) code = 1;
      check(cudaFree(tensor.device), "cudaFree");
    }
    return code;
  }

 private:
  struct Tensor {
    void* device = nullptr;
    std::size_t bytes = 0;
    std::vector<double> expected, tolerance;
  };

  static std::size_t size_of(Type type) { return type == F32 || type == I32 ? 4 : 2; }

  Tensor& add(std::size_t bytes) {
    tensors_.emplace_back();
    tensors_.back().bytes = bytes;
    if (bytes > 0) check(cudaMalloc(&tensors_.back().device, bytes), "cudaMalloc");
    return tensors_.back();
  }

  void make_up(const Shape& shape) {
    std::size_t elements = shape.elements;
    for (int power = 0; power < shape.powers_of_tokens; power += 1) elements *= extents_[0];
    const Tensor& tensor = add(elements * size_of(shape.type));
    // About 0.01 or 1 in every type but i32, where it is no position of a table.
    if (tensor.bytes > 0) check(cudaMemset(tensor.device, shape.type == I32 ? 0 : 0x3c, tensor.bytes), "cudaMemset");
  }

  /** Extents, then of each buffer its elements: bytes of an input, or expected numbers and tolerances. */
  void read(const char* path, std::size_t symbols) {
    std::FILE* file = std::fopen(path, "rb");
    const auto get = [&](void* to, std::size_t bytes) {
      if (file == nullptr || std::fread(to, 1, bytes, file) != bytes) {
        std::fprintf(stderr, "%s is not whole\n", path);
        std::exit(2);
      }
    };
    extents_.resize(symbols);
    get(extents_.data(), symbols * sizeof(std::int32_t));
    for (const Shape& shape : shapes_) {
      std::uint64_t elements = 0;
      get(&elements, sizeof elements);
      Tensor& tensor = add(elements * size_of(shape.type));
      if (shape.is_output) {
        tensor.expected.resize(elements);
        tensor.tolerance.resize(elements);
        get(tensor.expected.data(), elements * sizeof(double));
        get(tensor.tolerance.data(), elements * sizeof(double));
      } else if (tensor.bytes > 0) {
        std::vector<unsigned char> bytes(tensor.bytes);
        get(bytes.data(), bytes.size());
        check(cudaMemcpy(tensor.device, bytes.data(), bytes.size(), cudaMemcpyHostToDevice), "cudaMemcpy");
      }
    }
    std::fclose(file);
  }

  bool is_right(std::size_t at) const {
    const Tensor& tensor = tensors_[at];
    std::vector<unsigned char> bytes(tensor.bytes);
    check(cudaMemcpy(bytes.data(), tensor.device, bytes.size(), cudaMemcpyDeviceToHost), "cudaMemcpy");
    for (std::size_t element = 0; element < tensor.expected.size(); element += 1) {
      const double found = number(shapes_[at].type, &bytes[element * size_of(shapes_[at].type)]);
      if (std::fabs(found - tensor.expected[element]) <= tensor.tolerance[element]) continue;
      std::fprintf(stderr, "element %zu of buffer %zu is %g and not %g ± %g\n", element, at, found,
                   tensor.expected[element], tensor.tolerance[element]);
      return false;
    }
    return true;
  }

  const std::vector<Shape> shapes_;
  std::vector<std::int32_t> extents_;
  std::vector<Tensor> tensors_;
  int runs_ = 2;
};

}  // namespace host
