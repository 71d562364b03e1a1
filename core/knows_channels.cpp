#include "core/knows_channels.h"

#include "core/kinds.h"

namespace tessera {

bool knowsChannels(const Operator& op) {
  if (const auto* rearrange = std::get_if<Rearrange>(&op.attributes)) {
    return rearrange->moves != Moves::other;
  }
  return isAmong(
      op, KindList<Convolution, TransposedConvolution, Pool, GlobalPool, BatchNormalization>{},
      KindList<FullyConnected, MatMul, Elementwise, Activation, Concat, Split, Slice, Pad, Resize,
               Reshape, Transpose, Reduce, Softmax, LayerNormalization, Quantize, Dequantize, Cast,
               Rearrange, Recurrent, Opaque>{});
}

}  // namespace tessera
