#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/graph.h"
#include "core/region.h"
#include "sim/verify/dense.h"

namespace tessera::verify {

/// One run of an operator: what every kernel works on.
struct Call {
  const Graph& graph;
  const Operator& op;
  std::span<const TensorView> inputs;     ///< as Operator::inputs
  std::span<const TensorView> outputs;    ///< as Operator::outputs
  Region region;                          ///< of the outputs
  Layout layout = Layout::channelsFirst;  ///< of the views

  const Shape& inputShape(std::size_t i) const { return inputs[i].tensor->shape; }
  const Shape& outputShape(std::size_t i = 0) const { return outputs[i].tensor->shape; }
  /// What is to be computed of output `i`.
  Box outputBox(std::size_t i = 0) const {
    return computedBox(outputShape(), outputShape(i), layout, region);
  }
};

/// Throws Error(unsupported): the interpreter cannot run this operator, because `why`.
[[noreturn]] void cannotRun(const Call& call, const std::string& why);

/// Throws Error(unsupported) unless the call wants all of its outputs: for kernels that read the
/// whole input.
void requireWhole(const Call& call);

/// Applies the fused activation to the computed reals of output 0 and writes them.
void finish(const Call& call, const Box& box, std::vector<double> values);

/// The stored output of the stored inputs at one position.
using StoredFunction = std::function<std::int64_t(std::span<const std::int64_t>)>;

/// The function of the stored inputs at each position of the output box, in row-major order.
std::vector<std::int64_t> applied(const Call& call, const Box& output,
                                  const StoredFunction& function);

/// Whether the operator's type says integer semantics of its own ("QLinearConv", "ConvInteger").
bool isQLinear(const Operator& op);
bool isIntegerType(const Operator& op);

/// Adds what some input channels contribute to the sums of a convolution of one group: one for each
/// element that the call wants, image by image, in the order in which the whole kernel adds them.
void addChannels(const Call& call, const Convolution& convolution, Interval channels,
                 std::vector<double>& sums);

/// Makes the result of the sums of all channels.
void finishChannels(const Call& call, const Convolution& convolution, std::vector<double> sums);

// One kernel for each kind of operator. All throw like `runOperator`.
void run(const Call& call, const Convolution& convolution);
void run(const Call& call, const TransposedConvolution& convolution);
void run(const Call& call, const FullyConnected& connected);
void run(const Call& call, const MatMul& product);
void run(const Call& call, const Pool& pool);
void run(const Call& call, const GlobalPool& pool);
void run(const Call& call, const Elementwise& elementwise);
void run(const Call& call, const Activation& activation);
void run(const Call& call, const Concat& concat);
void run(const Call& call, const Split& split);
void run(const Call& call, const Slice& slice);
void run(const Call& call, const Pad& pad);
void run(const Call& call, const Resize& resize);
void run(const Call& call, const Reshape& reshape);
void run(const Call& call, const Transpose& transpose);
void run(const Call& call, const Reduce& reduce);
void run(const Call& call, const Softmax& softmax);
void run(const Call& call, const LayerNormalization& norm);
void run(const Call& call, const BatchNormalization& norm);
void run(const Call& call, const Quantize& quantize);
void run(const Call& call, const Dequantize& dequantize);
void run(const Call& call, const Cast& cast);
void run(const Call& call, const Rearrange& rearrange);
void run(const Call& call, const Recurrent& recurrent);
void run(const Call& call, const Opaque& opaque);

}  // namespace tessera::verify
