#pragma once

#include <cstring>
#include <vector>

#include "sim/verify/execute.h"
#include "tests/support/network_builder.h"

namespace tessera::test {

/// The elements of the graph's only output, all of whose operands are constants.
template <class Value>
std::vector<Value> outputOf(const Graph& graph) {
  const verify::TensorBytes run = verify::plainRun(graph, {});
  const std::vector<std::byte>& bytes = verify::bytesOf(graph, run, graph.outputs().front());
  std::vector<Value> values(bytes.size() / sizeof(Value));
  std::memcpy(values.data(), bytes.data(), bytes.size());
  return values;
}

/// The same for one float32 operator on float32 operands.
inline std::vector<float> computed(NetworkBuilder& net, Attributes attributes,
                                   std::vector<TensorId> operands, Shape shape,
                                   const std::string& type = "Test") {
  net.output(net.op("y", std::move(attributes), std::move(operands), std::move(shape),
                    DType::float32, type));
  return outputOf<float>(net.graph());
}

}  // namespace tessera::test
