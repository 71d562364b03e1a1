#include "sim/verify/live_bytes.h"

#include <gtest/gtest.h>

#include <cstring>

#include "tests/support/network_builder.h"

namespace tessera::verify {
namespace {

/// x -> a -> b, ten bytes each, one step an operator.
struct Chain {
  Chain() {
    trace.steps = {{0, {}, OperatorId(0), {}, {}, {}, {}, {}},
                   {1, {}, OperatorId(1), {}, {}, {}, {}, {}}};
    plan.arena = Bytes(40);
  }

  std::size_t buffer(TensorId tensor, Interval steps, std::int64_t bytes, std::int64_t offset) {
    Buffer next;
    next.tensor = tensor;
    next.steps = steps;
    next.bytes = Bytes(bytes);
    trace.buffers.push_back(next);
    plan.offsets.emplace_back(offset);
    return trace.buffers.size() - 1;
  }

  static Graph network() {
    test::NetworkBuilder net;
    const TensorId x = net.input("x", {10}, DType::int8);
    const TensorId a = net.op("a", Activation{"relu", {}}, {x}, {10}, DType::int8);
    net.output(net.op("b", Activation{"relu", {}}, {a}, {10}, DType::int8));
    return net.graph();
  }

  Graph graph = network();
  TensorId x = graph.inputs().front();
  TensorId a = graph[OperatorId(0)].outputs.front();
  TensorId b = graph.outputs().front();
  Trace trace;
  ArenaPlan plan;
};

TEST(LiveBytes, BuffersAreFoundWhileTheyLiveAndPoisonedAtBothEnds) {
  Chain chain;
  const std::size_t first = chain.buffer(chain.x, {0, 1}, 10, 0);
  const std::size_t second = chain.buffer(chain.a, {0, 2}, 10, 10);
  const std::size_t third = chain.buffer(chain.b, {1, 2}, 10, 0);
  LiveBytes live(chain.graph, chain.trace, chain.plan);
  live.enter(0);
  EXPECT_EQ(live.readable(chain.x), first);
  EXPECT_EQ(live.writable(chain.a), second);
  EXPECT_EQ(live.readable(chain.b), std::nullopt);
  EXPECT_EQ(live.begun(), (std::vector<std::size_t>{first, second}));
  std::memset(live.at(first), 7, 10);
  std::memset(live.at(second), 7, 10);
  live.enter(1);
  EXPECT_EQ(live.readable(chain.x), std::nullopt);
  EXPECT_EQ(live.readable(chain.a), second);
  EXPECT_EQ(live.writable(chain.b), third);
  EXPECT_EQ(live.overwritten(third), std::nullopt);
  EXPECT_NE(std::memcmp(live.at(first), std::vector<char>(10, 7).data(), 10), 0);
  EXPECT_EQ(std::memcmp(live.at(second), std::vector<char>(10, 7).data(), 10), 0);
}

TEST(LiveBytes, AnOutputThatGrowsTakesOverWhenItIsWritten) {
  Chain chain;
  const std::size_t input = chain.buffer(chain.x, {0, 1}, 10, 10);
  const std::size_t dying = chain.buffer(chain.a, {0, 1}, 10, 0);
  const std::size_t output = chain.buffer(chain.b, {1, 2}, 20, 0);
  chain.trace.buffers[output].overwrites = dying;
  LiveBytes live(chain.graph, chain.trace, chain.plan);
  live.enter(0);
  EXPECT_EQ(live.overwritten(output), std::nullopt);
  std::memset(live.at(input), 7, 10);
  std::memset(live.at(dying), 7, 10);
  live.enter(1);
  EXPECT_EQ(live.readable(chain.a), dying);
  EXPECT_EQ(live.writable(chain.b), output);
  EXPECT_EQ(live.overwritten(output), dying);
  const std::vector<char> seven(20, 7);
  EXPECT_EQ(std::memcmp(live.at(dying), seven.data(), 10), 0);
  EXPECT_NE(std::memcmp(live.at(dying) + 10, seven.data(), 10), 0);
}

TEST(LiveBytes, AnOutputThatShrinksTakesOverAfterItIsWritten) {
  Chain chain;
  chain.buffer(chain.x, {0, 1}, 10, 20);
  const std::size_t dying = chain.buffer(chain.a, {0, 2}, 10, 0);
  chain.trace.steps.push_back(chain.trace.steps.back());  // a step after it
  chain.trace.steps.back().op = OperatorId(0);
  const std::size_t output = chain.buffer(chain.b, {2, 3}, 6, 0);
  chain.trace.buffers[output].overwrites = dying;
  LiveBytes live(chain.graph, chain.trace, chain.plan);
  live.enter(0);
  std::memset(live.at(dying), 7, 10);
  live.enter(1);
  EXPECT_EQ(live.readable(chain.a), dying);
  EXPECT_EQ(live.writable(chain.b), output);
  EXPECT_EQ(live.overwritten(output), dying);
  std::memset(live.at(output), 8, 6);
  live.enter(2);
  EXPECT_EQ(live.readable(chain.a), std::nullopt);
  EXPECT_EQ(live.readable(chain.b), output);
  EXPECT_EQ(std::memcmp(live.at(output), std::vector<char>(6, 8).data(), 6), 0);
  EXPECT_NE(std::memcmp(live.at(output) + 6, std::vector<char>(4, 7).data(), 4), 0);
}

TEST(LiveBytes, WorkspaceIsPoisonedOnDemandAndHoldsNoTensor) {
  Chain chain;
  const std::size_t scratch = chain.buffer(chain.a, {0, 2}, 10, 0);
  chain.trace.buffers[scratch].kind = BufferKind::scratch;
  LiveBytes live(chain.graph, chain.trace, chain.plan);
  live.enter(0);
  EXPECT_EQ(live.readable(chain.a), std::nullopt);
  EXPECT_EQ(live.writable(chain.a), std::nullopt);
  std::memset(live.at(scratch), 7, 10);
  live.enter(1);
  live.poisonWorkspace();
  EXPECT_NE(std::memcmp(live.at(scratch), std::vector<char>(10, 7).data(), 10), 0);
}

}  // namespace
}  // namespace tessera::verify
