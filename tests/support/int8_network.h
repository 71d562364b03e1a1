#pragma once

#include <string>
#include <utility>
#include <vector>

#include "tests/support/network_builder.h"

namespace tessera::test {

/// NetworkBuilder for networks in which every tensor is int8: one byte an element.
class Int8Network {
 public:
  TensorId input(const std::string& name, Shape shape) {
    return builder_.input(name, std::move(shape), DType::int8);
  }

  TensorId add(const std::string& name, Attributes attributes, std::vector<TensorId> inputs,
               Shape shape) {
    return builder_.op(name, std::move(attributes), std::move(inputs), std::move(shape),
                       DType::int8);
  }

  TensorId weights(const std::string& name, Shape shape) {
    return builder_.constant(name, std::move(shape), TensorRole::weight, DType::int8);
  }

  /// A square convolution, weights included, with `pad` on every side.
  TensorId conv(const std::string& name, TensorId input, std::int64_t outChannels,
                std::int64_t kernel, std::int64_t stride, std::int64_t pad,
                std::int64_t groups = 1) {
    const Shape in = builder_[input].shape;
    const auto extent = [&](std::int64_t size) { return (size + 2 * pad - kernel) / stride + 1; };
    const TensorId weights =
        builder_.constant(name + ".w", {outChannels, in[1] / groups, kernel, kernel},
                          TensorRole::weight, DType::int8);
    return add(name, Convolution{window(2, kernel, stride, pad), groups}, {input, weights},
               {in[0], outChannels, extent(in[2]), extent(in[3])});
  }

  Tensor& operator[](TensorId id) { return builder_[id]; }

  Network finish(std::vector<TensorId> outputs) {
    builder_.network().outputs = std::move(outputs);
    return builder_.network();
  }

 private:
  NetworkBuilder builder_;
};

}  // namespace tessera::test
