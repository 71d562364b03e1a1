#include "tests/support/real_values.h"

#include <random>
#include <span>
#include <utility>
#include <vector>

namespace tessera::test {

Graph withRealValues(const Graph& graph, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_real_distribution<float> magnitude(0.25F, 1.0F);
  Network network = toNetwork(graph);
  for (Tensor& tensor : network.tensors) {
    if (tensor.dtype == DType::int8) tensor.dtype = DType::float32;
    if (tensor.role == TensorRole::activation || tensor.data.present()) continue;
    std::vector<float> values(static_cast<std::size_t>(tensor.shape.elements()));
    for (float& value : values) value = magnitude(random) * ((random() & 1U) == 0 ? 1.0F : -1.0F);
    tensor.data = inlineConstant(std::span<const float>(values), DType::float32);
  }
  return Graph(std::move(network));
}

}  // namespace tessera::test
