#include <gmock/gmock.h>

#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNamed;
using test::operatorNames;
using testing::ElementsAre;

const Shape keptShape{1, 4, 8, 8};

/// input -> first -> `attributes` -> last -> output
Network around(Attributes attributes, const std::string& type = "Test",
               DType between = DType::float32) {
  NetworkBuilder net;
  const TensorId x = net.input("x", keptShape);
  const TensorId a = net.op("first", Activation{"relu", {}}, {x}, keptShape);
  const TensorId b = net.op("middle", std::move(attributes), {a}, keptShape, between, type);
  net.output(net.op("last", Activation{"relu", {}}, {b}, keptShape));
  return net.network();
}

TEST(DropIdentities, RemovesWhatChangesNoValue) {
  const std::vector<Attributes> identities{Cast{},
                                           Reshape{},
                                           Transpose{{0, 1, 2, 3}},
                                           Pad{{0, 0, 0, 0}, {0, 0, 0, 0}, "constant", 0.0},
                                           Concat{1},
                                           Slice{{0, 0, 0, 0}, {1, 1, 1, 1}}};
  for (const Attributes& attributes : identities) {
    const Rewritten result = dropIdentities(around(attributes));
    EXPECT_EQ(result.count, 1U) << kindName(attributes);
    EXPECT_THAT(operatorNames(result.network), ElementsAre("first", "last"));
    EXPECT_NO_THROW(Graph{result.network});
  }
  EXPECT_EQ(dropIdentities(around(Opaque{}, "Identity")).count, 1U);
  EXPECT_EQ(dropIdentities(around(Opaque{}, "Dropout")).count, 1U);
  EXPECT_EQ(dropIdentities(around(Cast{}, "Cast", DType::float16)).count, 1U);
}

TEST(DropIdentities, KeepsWhatChangesValues) {
  const std::vector<Attributes> changes{
      Transpose{{0, 1, 3, 2}}, Pad{{0, 0, 1, 0}, {0, 0, -1, 0}, "constant", 0.0},
      Slice{{0, 0, 0, 7}, {1, 1, 1, -1}}, Activation{"relu", {}}, Opaque{}};
  for (const Attributes& attributes : changes) {
    EXPECT_EQ(dropIdentities(around(attributes)).count, 0U) << kindName(attributes);
  }
  EXPECT_EQ(dropIdentities(around(Cast{}, "Cast", DType::int32)).count, 0U);
}

TEST(DropIdentities, GraphOutputKeepsItsName) {
  NetworkBuilder net;
  const TensorId x = net.input("x", keptShape);
  const TensorId a = net.op("first", Activation{"relu", {}}, {x}, keptShape);
  const TensorId b = net.op("second", Opaque{}, {a}, keptShape, DType::float32, "Identity");
  const TensorId c = net.op("third", Opaque{}, {b}, keptShape, DType::float32, "Identity");
  net.output(c);
  net.output(net.op("other", Activation{"relu", {}}, {a}, keptShape));
  const Rewritten result = dropIdentities(net.network());
  EXPECT_EQ(result.count, 2U);
  EXPECT_THAT(operatorNames(result.network), ElementsAre("first", "other"));
  EXPECT_THAT(test::names(result.network, result.network.operators[0].outputs),
              ElementsAre("third"));
  EXPECT_THAT(test::names(result.network, result.network.operators[1].inputs),
              ElementsAre("third"));
  EXPECT_NO_THROW(Graph{result.network});
}

TEST(DropIdentities, StaysBetweenTensorsThatMustBothExist) {
  NetworkBuilder net;
  const TensorId x = net.input("x", keptShape);
  net.output(net.op("a", Opaque{}, {x}, keptShape, DType::float32, "Identity"));
  const TensorId b = net.op("b", Activation{"relu", {}}, {x}, keptShape);
  net.output(b);
  net.output(net.op("c", Opaque{}, {b}, keptShape, DType::float32, "Identity"));
  EXPECT_EQ(dropIdentities(net.network()).count, 0U);
}

TEST(DropIdentities, TwoOutputsOfOneValueKeepOneIdentity) {
  NetworkBuilder net;
  const TensorId b = net.op("b", Activation{"relu", {}}, {net.input("x", keptShape)}, keptShape);
  net.output(net.op("c", Opaque{}, {b}, keptShape, DType::float32, "Identity"));
  net.output(net.op("d", Opaque{}, {b}, keptShape, DType::float32, "Identity"));
  const Rewritten result = dropIdentities(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("b", "d"));
  EXPECT_THAT(test::names(result.network, result.network.operators[1].inputs), ElementsAre("c"));
}

TEST(DropIdentities, MaskThatIsReadKeepsDropout) {
  Network network = around(Opaque{}, "Dropout");
  Tensor mask = network.tensors[0];
  mask.name = "mask";
  const TensorId id = network.addTensor(mask);
  network.operators[1].outputs.push_back(id);
  EXPECT_EQ(dropIdentities(network).count, 1U);
  network.outputs.push_back(id);
  EXPECT_EQ(dropIdentities(network).count, 0U);
}

TEST(DropIdentities, ConstantBehindACastBecomesTheWeights) {
  NetworkBuilder net;
  const TensorId x = net.input("x", keptShape);
  const TensorId half = net.constant("half", {2, 4, 1, 1}, TensorRole::constant, DType::float16);
  const TensorId weights = net.op("cast", Cast{}, {half}, {2, 4, 1, 1});
  net.output(net.op("conv", Convolution{test::window(2, 1), 1}, {x, weights}, {1, 2, 8, 8}));
  const Rewritten result = dropIdentities(net.network());
  EXPECT_EQ(result.count, 1U);
  EXPECT_EQ(operatorNamed(result.network, "conv").inputs[1], half);
  EXPECT_EQ(result.network.tensor(half).role, TensorRole::weight);
}

}  // namespace
}  // namespace tessera
