#include "sim/run/why.h"

#include <gtest/gtest.h>

#include "sim/run/simulate.h"
#include "tests/support/int8_network.h"

namespace tessera {
namespace {

std::vector<std::string> reasons(const Graph& graph, std::size_t step) {
  const Trace trace = simulate(graph, layerWise(graph), runtimeNamed("liveness"));
  std::vector<std::string> texts;
  for (const LiveReason& live : whyLive(graph, trace, step)) {
    texts.push_back(graph[trace.buffers[live.buffer].tensor].name + ": " + live.reason);
  }
  return texts;
}

TEST(Why, NamesReaderWriterAndWhoIsWaitedFor) {
  test::Int8Network builder;
  const TensorId x = builder.input("x", {1, 10});
  const TensorId a = builder.add("a", Opaque{}, {x}, {1, 100});
  const TensorId b = builder.add("b", Opaque{}, {a}, {1, 50});
  const Graph graph(builder.finish({a, builder.add("sum", Elementwise{"add"}, {b, x}, {1, 10})}));
  EXPECT_EQ(reasons(graph, 0),
            (std::vector<std::string>{"a: written in this step",
                                      "x: read in this step, then by 'sum' (step 2)"}));
  EXPECT_EQ(reasons(graph, 1),
            (std::vector<std::string>{"a: read in this step", "b: written in this step",
                                      "x: graph input, waits for 'sum' (step 2)"}));
  EXPECT_EQ(reasons(graph, 2).front(), "a: graph output, kept to the end");
}

}  // namespace
}  // namespace tessera
