#include "core/operator.h"

#include <array>

namespace tessera {

std::string_view kindName(const Attributes& attributes) {
  // In the order of the variant's alternatives.
  constexpr std::array<std::string_view, std::variant_size_v<Attributes>> names{
      "convolution",
      "transposed convolution",
      "fully connected",
      "matmul",
      "pool",
      "global pool",
      "elementwise",
      "activation",
      "concat",
      "split",
      "slice",
      "pad",
      "resize",
      "reshape",
      "transpose",
      "reduce",
      "softmax",
      "batch norm",
      "quantize",
      "dequantize",
      "cast",
      "rearrange",
      "recurrent",
      "opaque"};
  return names.at(attributes.index());
}

}  // namespace tessera
