#include <gmock/gmock.h>

#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNames;
using testing::ElementsAre;

/// A 3x3 convolution of 8x8 by that stride, with those pads on both axes.
Network padded(std::int64_t stride, std::int64_t before, std::int64_t after,
               DType dtype = DType::float32) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {1, 2, 8, 8}, dtype);
  if (dtype == DType::int8) net.quantize(x, 0.5F, 7);
  const std::int64_t out = (8 + before + after - 3) / stride + 1;
  const Window window(2, WindowAxis{3, stride, 1, before, after});
  net.output(net.op("conv", Convolution{window, 1}, {x, net.constant("w", {2, 2, 3, 3})},
                    {1, 2, out, out}, dtype));
  return net.network();
}

TEST(SplitPads, WhatTfliteSaysStays) {
  for (const Network& network : {padded(1, 1, 1), padded(2, 0, 1), padded(2, 0, 0)}) {
    const Rewritten result = splitPads(network);
    EXPECT_EQ(result.count, 0U);
    EXPECT_THAT(operatorNames(result.network), ElementsAre("conv"));
  }
}

TEST(SplitPads, OtherPaddingIsAPadOfItsOwn) {
  const Rewritten result = splitPads(padded(2, 1, 1, DType::int8));
  EXPECT_EQ(result.count, 1U);
  ASSERT_THAT(operatorNames(result.network), ElementsAre("conv_pad", "conv"));
  const Operator& pad = result.network.operators[0];
  EXPECT_THAT(std::get<Pad>(pad.attributes).before, ElementsAre(0, 0, 1, 1));
  EXPECT_EQ(std::get<Pad>(pad.attributes).value, 7.0) << "a real 0 in stored units";
  EXPECT_EQ(result.network.tensor(pad.outputs[0]).shape, (Shape{1, 2, 10, 10}));
  EXPECT_EQ(result.network.tensor(pad.outputs[0]).dtype, DType::int8);
  const Window& window = std::get<Convolution>(result.network.operators[1].attributes).window;
  EXPECT_EQ(window[0].padBefore + window[1].padAfter, 0);
  EXPECT_NO_THROW(Graph{result.network});
}

TEST(SplitPads, IsTheContraryOfFusePads) {
  const Network network = padded(2, 1, 1);
  const Network back = fusePads(splitPads(network).network).network;
  EXPECT_THAT(operatorNames(back), ElementsAre("conv"));
  EXPECT_EQ(std::get<Convolution>(back.operators[0].attributes).window,
            std::get<Convolution>(network.operators[0].attributes).window);
}

}  // namespace
}  // namespace tessera
