#include "tests/support/tflite_form.h"

#include <numeric>
#include <utility>
#include <vector>

namespace tessera::test {
namespace {

/// Tensors that have one scale.
class SameScales {
 public:
  explicit SameScales(std::size_t tensors) : first_(tensors) {
    std::iota(first_.begin(), first_.end(), std::size_t{0});
  }
  std::size_t firstOf(std::size_t tensor) const {
    while (first_[tensor] != tensor) tensor = first_[tensor];
    return tensor;
  }
  void join(TensorId a, TensorId b) { first_[firstOf(b.index())] = firstOf(a.index()); }

 private:
  std::vector<std::size_t> first_;
};

bool compares(const Operator& op) {
  const auto* elementwise = std::get_if<Elementwise>(&op.attributes);
  if (elementwise == nullptr) return false;
  return elementwise->function == "min" || elementwise->function == "max";
}

bool onlyMoves(const Operator& op) {
  return is<Pool>(op) || is<Concat>(op) || is<Split>(op) || is<Slice>(op) || is<Pad>(op) ||
         is<Resize>(op) || is<Reshape>(op) || is<Transpose>(op) || is<Rearrange>(op);
}

/// A global average pool as a window over the whole map, which TFLite has instead.
void turnIntoWindow(Operator& op, const Shape& map) {
  const auto* global = std::get_if<GlobalPool>(&op.attributes);
  if (global == nullptr || map.rank() != 4) return;
  Window window;
  for (const std::size_t axis : {1U, 2U}) window.push_back({map[axis], 1, 1, 0, 0});
  op.attributes = Pool{global->kind, std::move(window), false};
}

}  // namespace

Graph inTfliteForm(const Graph& graph) {
  Network network = toNetwork(graph);
  network.arithmetic = Arithmetic::tflite;
  SameScales same(network.tensors.size());
  for (Operator& op : network.operators) {
    turnIntoWindow(op, network.tensor(op.inputs.front()).shape);
    if (!onlyMoves(op) && !compares(op)) continue;
    const TensorId first = op.inputs.front();
    for (const TensorId id : op.outputs) same.join(first, id);
    if (!is<Concat>(op) && !compares(op)) continue;
    for (const TensorId id : op.inputs) same.join(first, id);
  }
  for (std::size_t i = 0; i < network.tensors.size(); ++i) {
    Tensor& tensor = network.tensors[i];
    const bool scaled = tensor.dtype == DType::int8 && tensor.quantization != nullptr &&
                        tensor.quantization->scales.size() == 1;
    if (scaled) tensor.quantization = network.tensors[same.firstOf(i)].quantization;
  }
  return Graph(std::move(network));
}

}  // namespace tessera::test
