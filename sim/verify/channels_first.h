#pragma once

#include <deque>
#include <span>
#include <vector>

#include "core/graph.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// Tensors with their channels last, seen with them first: the same bytes under permuted axes, so
/// that the kernels know one layout only. Weights [out, k..., in] become [out, in, k...],
/// depthwise ones [1, k..., out] become [out, 1, k...], those of a transposed convolution
/// [out, k..., in] become [in, out, k...].
class ChannelsFirst {
 public:
  ChannelsFirst(const Operator& op, std::span<const TensorView> inputs,
                std::span<const TensorView> outputs);

  std::span<const TensorView> inputs() const { return inputs_; }
  std::span<const TensorView> outputs() const { return outputs_; }

 private:
  TensorView permuted(const TensorView& view, const std::vector<std::size_t>& axes);

  std::deque<Tensor> tensors_;  // the views point at them
  std::vector<TensorView> inputs_;
  std::vector<TensorView> outputs_;
};

}  // namespace tessera::verify
