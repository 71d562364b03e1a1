#include "sim/report/describe.h"

#include <algorithm>

#include "core/depthwise.h"
#include "core/kinds.h"

namespace tessera {
namespace {

template <class Member>
std::string joined(const Window& window, Member member) {
  std::string text;
  for (const WindowAxis& axis : window) {
    if (!text.empty()) text += 'x';
    text += std::to_string(axis.*member);
  }
  return text;
}

template <class Member>
bool allEqual(const Window& window, Member member, std::int64_t value) {
  return std::all_of(window.begin(), window.end(),
                     [&](const WindowAxis& axis) { return axis.*member == value; });
}

/// "3x3 /2 d2": the stride once where all axes share it.
std::string windowText(const Window& window) {
  std::string text = joined(window, &WindowAxis::kernel);
  if (!allEqual(window, &WindowAxis::stride, 1)) {
    const bool same = allEqual(window, &WindowAxis::stride, window.front().stride);
    text +=
        " /" + (same ? std::to_string(window.front().stride) : joined(window, &WindowAxis::stride));
  }
  if (!allEqual(window, &WindowAxis::dilation, 1)) {
    text += " d" + joined(window, &WindowAxis::dilation);
  }
  return text;
}

std::string poolName(PoolKind kind) {
  if (kind == PoolKind::max) return "max pool";
  return kind == PoolKind::average ? "average pool" : "lp pool";
}

struct Describe {
  const Graph& graph;
  const Operator& op;

  std::string operator()(const Convolution& conv) const {
    if (isDepthwise(graph, op)) return "depthwise " + windowText(conv.window);
    if (allEqual(conv.window, &WindowAxis::kernel, 1) && conv.groups == 1) {
      const bool strided = !allEqual(conv.window, &WindowAxis::stride, 1);
      return strided ? "conv " + windowText(conv.window) : "pointwise";
    }
    const std::string kind = conv.groups > 1 ? "grouped conv " : "conv ";
    return kind + windowText(conv.window);
  }
  std::string operator()(const TransposedConvolution& conv) const {
    return "transposed conv " + windowText(conv.window);
  }
  std::string operator()(const Pool& pool) const {
    return poolName(pool.kind) + " " + windowText(pool.window);
  }
  std::string operator()(const GlobalPool& pool) const { return "global " + poolName(pool.kind); }
  std::string operator()(const Elementwise& elementwise) const { return elementwise.function; }
  std::string operator()(const Activation& activation) const { return activation.function; }
  std::string operator()(const Reduce& reduce) const { return "reduce " + reduce.function; }
  std::string operator()(const Recurrent&) const { return op.type + " (opaque)"; }
  std::string operator()(const Opaque&) const { return op.type + " (opaque)"; }
  template <
      OneOf<FullyConnected, MatMul, Concat, Split, Slice, Pad, Resize, Reshape, Transpose, Softmax,
            LayerNormalization, BatchNormalization, Quantize, Dequantize, Cast, Rearrange>
          Kind>
  std::string operator()(const Kind&) const {
    return std::string(kindName(op.attributes));
  }
};

}  // namespace

std::string describe(const Graph& graph, const Operator& op) {
  std::string text = std::visit(Describe{graph, op}, op.attributes);
  if (op.fusedActivation) text += " + " + op.fusedActivation->function;
  return text;
}

}  // namespace tessera
