#include "core/operator.h"

namespace tessera {
namespace {

struct KindName {
  std::string_view operator()(const Convolution&) const { return "convolution"; }
  std::string_view operator()(const TransposedConvolution&) const {
    return "transposed convolution";
  }
  std::string_view operator()(const FullyConnected&) const { return "fully connected"; }
  std::string_view operator()(const MatMul&) const { return "matmul"; }
  std::string_view operator()(const Pool&) const { return "pool"; }
  std::string_view operator()(const GlobalPool&) const { return "global pool"; }
  std::string_view operator()(const Elementwise&) const { return "elementwise"; }
  std::string_view operator()(const Activation&) const { return "activation"; }
  std::string_view operator()(const Concat&) const { return "concat"; }
  std::string_view operator()(const Split&) const { return "split"; }
  std::string_view operator()(const Slice&) const { return "slice"; }
  std::string_view operator()(const Pad&) const { return "pad"; }
  std::string_view operator()(const Resize&) const { return "resize"; }
  std::string_view operator()(const Reshape&) const { return "reshape"; }
  std::string_view operator()(const Transpose&) const { return "transpose"; }
  std::string_view operator()(const Reduce&) const { return "reduce"; }
  std::string_view operator()(const Softmax&) const { return "softmax"; }
  std::string_view operator()(const LayerNormalization&) const { return "layer norm"; }
  std::string_view operator()(const BatchNormalization&) const { return "batch norm"; }
  std::string_view operator()(const Quantize&) const { return "quantize"; }
  std::string_view operator()(const Dequantize&) const { return "dequantize"; }
  std::string_view operator()(const Cast&) const { return "cast"; }
  std::string_view operator()(const Rearrange&) const { return "rearrange"; }
  std::string_view operator()(const Recurrent&) const { return "recurrent"; }
  std::string_view operator()(const Opaque&) const { return "opaque"; }
};

}  // namespace

std::string_view kindName(const Attributes& attributes) {
  return std::visit(KindName{}, attributes);
}

}  // namespace tessera
