#include "sim/verify/side_by_side.h"

#include <gtest/gtest.h>

#include <vector>

#include "tests/support/network_builder.h"

namespace tessera::verify {
namespace {

TEST(SideBySide, HasTheChannelsOfAPositionTogether) {
  Tensor tensor;
  tensor.shape = {1, 3, 2, 4};
  std::vector<std::byte> memory(24);
  const TensorView view = sideBySide(wholeView(tensor, memory.data()), Layout::channelsFirst);
  EXPECT_EQ(view.strides[1], 1);
  EXPECT_EQ(view.strides[2], 12);
  EXPECT_EQ(view.strides[3], 3);
  const TensorView last = sideBySide(wholeView(tensor, memory.data()), Layout::channelsLast);
  EXPECT_EQ(last.strides, wholeView(tensor, memory.data()).strides);
}

TEST(ChannelsSideBySide, GoOnToWhatIsWrittenInPlace) {
  test::NetworkBuilder net;
  const Shape map{1, 2, 4, 4};
  TensorId at = net.input("x", map);
  for (const char* name : {"a", "b", "c"}) at = net.op(name, Activation{"relu", {}}, {at}, map);
  net.output(at);
  const Graph graph = net.graph();
  Trace trace;
  for (std::size_t i = 0; i < 4; ++i) {
    Buffer buffer;
    buffer.tensor = i == 0 ? graph.inputs().front() : graph.operators()[i - 1].outputs.front();
    trace.buffers.push_back(buffer);
  }
  trace.buffers[1].overwrites = 0;
  trace.buffers[1].before = Bytes(8);
  trace.buffers[2].overwrites = 1;
  const std::vector<bool> turned = channelsSideBySide(graph, trace);
  const auto isTurned = [&](std::size_t buffer) {
    return turned[trace.buffers[buffer].tensor.index()];
  };
  EXPECT_TRUE(isTurned(0) && isTurned(1) && isTurned(2));
  EXPECT_FALSE(isTurned(3));
}

}  // namespace
}  // namespace tessera::verify
