#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "core/network.h"

namespace tessera {

/// Who writes and who reads each tensor of a network: what a rewrite looks up, by tensor index.
struct Uses {
  static constexpr std::uint32_t none = UINT32_MAX;

  std::vector<std::uint32_t> producer;  ///< the writing operator's index, or `none`
  std::vector<std::uint32_t> readers;   ///< input slots that name it; reading twice counts twice
  std::vector<bool> isInput;  ///< graph inputs and variable tensors: not for a rewrite to replace
  std::vector<bool> isOutput;

  /// The operator that writes `id`, if only one input slot reads `id` and the graph does not
  /// output it: then the reader may be merged into that operator.
  std::optional<std::size_t> mergeableProducer(TensorId id) const;
};

Uses usesOf(const Network& network);

inline bool isConstant(const Tensor& tensor) { return tensor.role != TensorRole::activation; }

/// True where all inputs from `first` on are constants.
bool constantsFrom(const Network& network, const Operator& op, std::size_t first);

/// Whether `between`, which leads to `output`, is stored in integers that the file asks for: an
/// operator that is merged into the one before it then reads other values than in the file. A form
/// that `integerForms` spread is the very object of the tensor that it came from.
inline bool isRounded(const Tensor& between, const Tensor& output) {
  if (isFloat(between.dtype)) return false;
  return between.dtype != output.dtype || between.quantization != output.quantization;
}

/// How often a Quantize with constant scales converts each tensor, by tensor index; 0 where they
/// convert it to several forms.
std::vector<std::uint32_t> conversionsOf(const Network& network);

/// Merges the operator at `reader` into the one at `producer`: the producer writes the reader's
/// first output instead of its own. The caller removes the reader.
void takeOverOutput(Network& network, Uses& uses, std::size_t producer, std::size_t reader);

/// Drops the flagged operators, one flag each; the rest keep their order.
void removeOperators(Network& network, const std::vector<bool>& removed);

}  // namespace tessera
