#include "sim/verify/channel_chunk.h"

#include <gtest/gtest.h>

#include <deque>
#include <string>
#include <vector>

#include "core/deployment.h"
#include "core/receptive_field.h"
#include "sim/run/sum_bytes.h"
#include "sim/verify/constants.h"
#include "sim/verify/reference_run.h"
#include "tests/sim/verify/in_tflite.h"
#include "tests/support/channels_last.h"
#include "tests/support/int8_network.h"
#include "tests/support/real_values.h"

namespace tessera::verify {
namespace {

/// expand (2 -> 7), a depthwise convolution with a fused activation, project (7 -> 3).
Graph chunkNetwork() {
  test::Int8Network net;
  const TensorId x = net.input("x", {1, 2, 5, 6});
  const TensorId wide = net.conv("expand", x, 7, 1, 1, 0);
  const TensorId middle = net.conv("dw", wide, 7, 3, 2, 1, 7);
  return Graph(net.finish({net.conv("project", middle, 3, 3, 1, 1)}));
}

struct ChunkCase {
  Layout layout = Layout::channelsFirst;
  Deployment deployment = Deployment::asStored;
  Arithmetic arithmetic = Arithmetic::onnx;
};

class ChannelChunk : public testing::TestWithParam<ChunkCase> {
 protected:
  ChannelChunk() : run_(runOf(GetParam())), constants_(run_.graph) {}

  static Graph graphOf(Layout layout) {
    const Graph first = chunkNetwork();
    return test::withRealValues(layout == Layout::channelsLast ? test::channelsLast(first) : first,
                                5);
  }
  static ReferenceRun runOf(const ChunkCase& it) {
    const Graph graph = graphOf(it.layout);
    ReferenceRun run = referenceRun(graph, randomInputs(graph, 1), it.deployment);
    return it.arithmetic == Arithmetic::onnx ? run : test::inTflite(std::move(run));
  }

  const Graph& graph() const { return run_.graph; }
  std::vector<TensorView> inputsOf(OperatorId id) {
    std::vector<TensorView> views;
    for (const TensorId input : graph()[id].inputs) {
      const bool activation = graph()[input].role == TensorRole::activation;
      views.push_back(activation ? viewOf(input) : constants_.view(input));
    }
    return views;
  }
  TensorView viewOf(TensorId id) {
    memory_.push_back(bytesOf(graph(), run_.expected, id));
    return wholeView(graph()[id], memory_.back().data());
  }
  std::vector<std::byte> right(OperatorId id) const {
    return bytesOf(graph(), run_.expected, graph()[id].outputs.front());
  }

  ReferenceRun run_;
  Constants constants_;
  std::deque<std::vector<std::byte>> memory_;
};

constexpr Interval chunks[] = {{0, 3}, {3, 6}, {6, 7}};

TEST_P(ChannelChunk, ChannelsByChunksAreThoseOfTheWhole) {
  for (const std::size_t at : {0U, 1U}) {
    const OperatorId id(at);
    const TensorId output = graph()[id].outputs.front();
    std::vector<std::byte> made(right(id).size());
    for (const Interval chunk : chunks) {
      runChunk(graph(), id, inputsOf(id), wholeView(graph()[output], made.data()),
               wholeRegion(graph(), output), chunk, at == 0);
    }
    EXPECT_EQ(made, right(id)) << graph()[id].name;
  }
}

TEST_P(ChannelChunk, SumsOfChunksMakeTheWhole) {
  const OperatorId id(2);
  const TensorId output = graph()[id].outputs.front();
  std::vector<std::byte> made(right(id).size());
  const TensorView view = wholeView(graph()[output], made.data());
  const Region whole = wholeRegion(graph(), output);
  std::vector<std::byte> sums(
      static_cast<std::size_t>(graph()[output].shape.elements() * sumBytes(graph(), id)));
  for (const Interval chunk : chunks) {
    addChunk(graph(), id, inputsOf(id), view, whole, chunk, sums);
  }
  finishChunks(graph(), id, inputsOf(id), view, whole, sums);
  EXPECT_EQ(made, right(id));
  sums.pop_back();
  EXPECT_THROW(finishChunks(graph(), id, inputsOf(id), view, whole, sums), Error);
}

INSTANTIATE_TEST_SUITE_P(Layouts, ChannelChunk,
                         testing::Values(ChunkCase{Layout::channelsFirst, Deployment::asStored},
                                         ChunkCase{Layout::channelsFirst, Deployment::int8},
                                         ChunkCase{Layout::channelsLast, Deployment::asStored},
                                         ChunkCase{Layout::channelsLast, Deployment::int8},
                                         ChunkCase{Layout::channelsLast, Deployment::int8,
                                                   Arithmetic::tflite}),
                         [](const auto& info) {
                           const bool first = info.param.layout == Layout::channelsFirst;
                           const bool real = info.param.deployment == Deployment::asStored;
                           const bool tflite = info.param.arithmetic == Arithmetic::tflite;
                           return std::string(first ? "First" : "Last") + (real ? "Real" : "Int8") +
                                  (tflite ? "Tflite" : "");
                         });

}  // namespace
}  // namespace tessera::verify
