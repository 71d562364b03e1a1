#include "core/blocks.h"

#include <gmock/gmock.h>

#include "core/work.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::window;
using testing::ElementsAre;

Network asInt8(Network network) {
  for (Tensor& tensor : network.tensors) tensor.dtype = DType::int8;
  return network;
}

class MobileNetBuilder : public NetworkBuilder {
 public:
  TensorId conv(const std::string& name, TensorId x, std::int64_t channels, std::int64_t kernel,
                std::int64_t stride, std::int64_t groups = 1) {
    const Shape in = (*this)[x].shape;
    const TensorId w = constant(name + ".w", {channels, in[1] / groups, kernel, kernel});
    return op(name, Convolution{window(2, kernel, stride, kernel / 2), groups}, {x, w},
              {1, channels, in[2] / stride, in[3] / stride});
  }

  TensorId bottleneck(const std::string& name, TensorId x, std::int64_t expansion,
                      std::int64_t channels, std::int64_t stride) {
    const std::int64_t in = (*this)[x].shape[1];
    const std::int64_t wide = in * expansion;
    TensorId y = expansion == 1 ? x : conv(name + "/expand", x, wide, 1, 1);
    y = conv(name + "/depthwise", y, wide, 3, stride, wide);
    y = conv(name + "/project", y, channels, 1, 1);
    if (stride > 1 || in != channels) return y;
    return op(name + "/add", Elementwise{"add"}, {x, y}, (*this)[y].shape);
  }
};

// Table 2 of Sandler et al., 2018, "MobileNetV2": expansion, channels, repeats, stride.
Network mobileNetV2() {
  MobileNetBuilder net;
  TensorId x = net.conv("stem", net.input("image", {1, 3, 224, 224}), 32, 3, 2);
  constexpr std::array<std::array<std::int64_t, 4>, 7> rows{{{1, 16, 1, 1},
                                                             {6, 24, 2, 2},
                                                             {6, 32, 3, 2},
                                                             {6, 64, 4, 2},
                                                             {6, 96, 3, 1},
                                                             {6, 160, 3, 2},
                                                             {6, 320, 1, 1}}};
  int block = 0;
  for (const auto& [expansion, channels, repeats, stride] : rows) {
    for (std::int64_t i = 0; i < repeats; ++i) {
      x = net.bottleneck("block" + std::to_string(block++), x, expansion, channels,
                         i == 0 ? stride : 1);
    }
  }
  x = net.conv("head", x, 1280, 1, 1);
  x = net.op("pool", GlobalPool{}, {x}, {1, 1280, 1, 1});
  const TensorId flat = net.op("flatten", Reshape{}, {x}, {1, 1280});
  net[flat].aliasOf = x;
  net.output(net.op("classifier", FullyConnected{1280, true},
                    {flat, net.constant("w", {1000, 1280})}, {1, 1000}));
  return asInt8(net.network());
}

TEST(NetworkBlocks, MobileNetV2HasItsPapersBlocks) {
  const Graph graph(mobileNetV2());
  const std::vector<NetworkBlock> blocks = networkBlocks(graph);
  ASSERT_EQ(blocks.size(), 19U);
  EXPECT_EQ(blocks[0].label, "stem");
  for (std::size_t i = 0; i < 17; ++i) EXPECT_EQ(blocks[i + 1].label, "block" + std::to_string(i));
  EXPECT_EQ(blocks[18].label, "head..classifier");
  EXPECT_EQ(blocks[2].peak, Bytes(1505280));  // the network's own peak: 112x112x96 + 56x56x96
  EXPECT_EQ(blocks[0].peak, Bytes(224 * 224 * 3 + 112 * 112 * 32));
  // A residual is held while its branch runs: 56x56x24 beside twice 56x56x144.
  EXPECT_EQ(blocks[3].peak, Bytes(56 * 56 * (24 + 144 + 144)));
}

TEST(NetworkBlocks, PartitionTheOperatorsAndTheirSums) {
  const Graph graph(mobileNetV2());
  std::int64_t next = 0;
  Macs macs;
  Bytes weights;
  for (const NetworkBlock& block : networkBlocks(graph)) {
    EXPECT_EQ(block.operators.begin, next);
    EXPECT_FALSE(block.operators.empty());
    next = block.operators.end;
    macs += block.macs;
    weights += block.weightBytes;
  }
  EXPECT_EQ(next, static_cast<std::int64_t>(graph.operators().size()));
  EXPECT_EQ(macs, modelWork(graph).macs);
  EXPECT_EQ(weights, modelSize(graph).weightBytes);
}

TEST(NetworkBlocks, OutputThatIsStillNeededHoldsTheBlockTogether) {
  NetworkBuilder net;
  const Shape shape{8};
  const TensorId a = net.op("a", Activation{"relu", {}}, {net.input("x", shape)}, shape);
  const TensorId b = net.op("b", Activation{"relu", {}}, {a}, shape);
  const TensorId c = net.op("c", Activation{"relu", {}}, {b}, shape);
  net.output(c);
  EXPECT_EQ(networkBlocks(net.graph()).size(), 3U);
  net.output(a);
  const auto blocks = networkBlocks(net.graph());
  ASSERT_EQ(blocks.size(), 2U);  // after a only a crosses; after b, a and b do
  EXPECT_EQ(blocks[1].label, "b..c");
  EXPECT_EQ(blocks[1].peak, Bytes(3 * 32));
}

TEST(NetworkBlocks, SharedPrefixOfTheWholeNetworkIsNoLabel) {
  NetworkBuilder net;
  TensorId x = net.input("x", {8});
  for (const char* name : {"/model/one/relu", "/model/one/tanh", "/model/three/relu",
                           "/model/two/relu", "/model/two/tanh"}) {
    const bool narrow = std::string(name) == "/model/three/relu";
    x = net.op(name, Activation{"relu", {}}, {x}, {narrow ? 1 : 8});
  }
  net.output(x);
  std::vector<std::string> labels;
  for (const NetworkBlock& block : networkBlocks(net.graph())) labels.push_back(block.label);
  EXPECT_THAT(labels, ElementsAre("model/one/relu", "one/tanh..three/relu", "model/two/relu",
                                  "model/two/tanh"));
}

TEST(NetworkBlocks, NoOperatorsNoBlocks) { EXPECT_TRUE(networkBlocks(Graph(Network{})).empty()); }

}  // namespace
}  // namespace tessera
