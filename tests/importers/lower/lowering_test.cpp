#include "importers/lower/lowering.h"

#include <gmock/gmock.h>

#include "core/work.h"
#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;

/// x -> pad -> conv (+ bias by an add) -> norm -> identity -> relu -> flatten -> matmul + add ->
/// sigmoid
NetworkBuilder everyPattern() {
  NetworkBuilder net;
  const Shape map{1, 2, 4, 4};
  const TensorId x =
      net.op("turn", Transpose{{0, 3, 1, 2}}, {net.input("x", {1, 4, 4, 3})}, {1, 3, 4, 4});
  const Pad pad{{0, 0, 1, 1}, {0, 0, 1, 1}, "constant", 0.0};
  TensorId y = net.op("pad", pad, {x}, {1, 3, 6, 6});
  y = net.op("conv", Convolution{test::window(2, 3), 1}, {y, net.constant("w", {2, 3, 3, 3})}, map);
  y = net.op("bias", Elementwise{"add"}, {y, net.constant("b", {2, 1, 1}, TensorRole::parameter)},
             map);
  std::vector<TensorId> norm{y};
  for (const char* name : {"scale", "shift", "mean", "variance"}) {
    norm.push_back(net.constant(name, {2}, TensorRole::parameter));
  }
  y = net.op("norm", BatchNormalization{}, norm, map);
  y = net.op("identity", Opaque{}, {y}, map, DType::float32, "Identity");
  y = net.op("relu", Activation{"relu", {}}, {y}, map);
  y = net.op("flatten", Reshape{}, {y}, {1, 32});
  y = net.op("matmul", MatMul{32, false, false}, {y, net.constant("m", {32, 5})}, {1, 5});
  y = net.op("sum", Elementwise{"add"}, {net.constant("c", {5}, TensorRole::parameter), y}, {1, 5});
  net.output(net.op("gate", Activation{"sigmoid", {}}, {y}, {1, 5}));
  return net;
}

TEST(Lower, EveryRewriteMeetsItsPattern) {
  const NetworkBuilder net = everyPattern();
  const Lowered lowered = lower(toNetwork(net.graph()), {});
  const Graph graph(lowered.network);
  EXPECT_THAT(operatorNames(lowered.network), ElementsAre("conv", "flatten", "matmul"));
  EXPECT_TRUE(graph.operators()[0].fusedActivation.has_value());
  EXPECT_EQ(graph[graph.outputs()[0]].name, "gate");
  EXPECT_EQ(modelWork(graph).macs, modelWork(net.graph()).macs);
  EXPECT_EQ(modelSize(graph).parameters, 2 * 3 * 9 + 2 + 32 * 5 + 5);
  for (const RewriteCount& rewrite : lowered.rewrites) {
    const bool isUnused = rewrite.name.starts_with("integer-") || rewrite.name == "split-pad" ||
                          rewrite.name == "fuse-shuffle";
    const std::size_t expected = isUnused ? 0 : rewrite.name == "fuse-bias" ? 2 : 1;
    EXPECT_EQ(rewrite.count, expected) << rewrite.name;
    EXPECT_TRUE(rewrite.enabled);
  }
}

TEST(Lower, EachRewriteCanBeLeftOut) {
  for (const Rewrite& rewrite : allRewrites()) {
    const Lowered lowered =
        lower(everyPattern().network(), {.disabled = {std::string(rewrite.name)}});
    ASSERT_EQ(lowered.rewrites.size(), allRewrites().size());
    for (const RewriteCount& row : lowered.rewrites) {
      EXPECT_EQ(row.enabled, row.name != rewrite.name);
      EXPECT_FALSE(row.description.empty());
      EXPECT_TRUE(row.enabled || row.count == 0);
    }
    EXPECT_NO_THROW(Graph{lowered.network});
  }
}

TEST(Lower, NothingIsLeftForASecondRound) {
  const Lowered once = lower(everyPattern().network(), {});
  const Lowered twice = lower(once.network, {});
  EXPECT_EQ(operatorNames(twice.network), operatorNames(once.network));
}

TEST(Lower, UnknownNameIsAUsageError) {
  test::expectError(ErrorCode::usage, {"fuse-pads", "did you mean 'fuse-pad'"},
                    [] { lower(Network{}, {.disabled = {"fuse-pads"}}); });
}

TEST(Lower, EmptyNetworkStaysEmpty) { EXPECT_TRUE(lower(Network{}, {}).network.operators.empty()); }

}  // namespace
}  // namespace tessera
