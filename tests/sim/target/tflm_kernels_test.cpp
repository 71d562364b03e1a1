#include "sim/target/tflm_kernels.h"

#include <gtest/gtest.h>

#include "core/element_function.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

/// The kernel of one operator on x and a constant, of an ONNX file.
TflmKernel kernelOf(Attributes attributes) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2, 4, 4});
  net.output(net.op("op", std::move(attributes), {x, net.constant("w", {2})}, {1, 2, 4, 4}));
  const Graph graph = net.graph();
  return tflmKernel(graph, graph.operators().front());
}

TEST(TflmKernel, EveryFunctionThatTheTableGivesAKernelHasIt) {
  std::size_t count = 0;
  for (const ElementFunction& each : elementFunctions()) {
    const bool ofOneTensor = each.arguments == 1 + each.parameterCount();
    const std::string name(each.name);
    const TflmKernel kernel =
        ofOneTensor ? kernelOf(Activation{name, {}}) : kernelOf(Elementwise{name});
    EXPECT_EQ(kernel.assumed, !each.use.tflmKernel) << name;
    EXPECT_EQ(kernel.op, each.use.tflmKernel ? each.use.tflite : "") << name;
    count += each.use.tflmKernel ? 1 : 0;
  }
  EXPECT_EQ(count, 9U);
}

TEST(TflmKernel, FiguresStandUnderTheirNames) {
  const TflmKernel pool = kernelOf(Pool{PoolKind::average, test::window(2, 2), false});
  EXPECT_EQ(pool.op, "AVERAGE_POOL_2D");
  EXPECT_EQ(pool.reference, 32);
  EXPECT_EQ(pool.cmsisNn, 36);
  EXPECT_EQ(pool.options, 40);
  EXPECT_EQ(pool.alignment, 4);
  const TflmKernel unknown = kernelOf(Opaque{});
  EXPECT_TRUE(unknown.assumed);
  EXPECT_EQ(unknown.reference, 32);
  EXPECT_EQ(unknown.options, 8);
}

}  // namespace
}  // namespace tessera
