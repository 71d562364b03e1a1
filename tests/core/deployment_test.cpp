#include "core/deployment.h"

#include <gtest/gtest.h>

#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;

struct Types {
  DType activation, weight, bias, quantized, quantizedBias, index;
  friend bool operator==(const Types&, const Types&) = default;
};

Types typesAfter(Deployment deployment) {
  NetworkBuilder net;
  const TensorId x = net.input("x", {4});
  const TensorId w = net.constant("w", {4});
  const TensorId b = net.constant("b", {4}, TensorRole::bias);
  const TensorId q = net.input("q", {4}, DType::uint8);
  net.quantize(q, 0.5F, 128);
  const TensorId qb = net.constant("qb", {4}, TensorRole::bias, DType::int32);
  const TensorId i = net.constant("i", {4}, TensorRole::constant, DType::int64);
  const Network network = deploy(net.network(), deployment);
  const auto type = [&](TensorId id) { return network.tensor(id).dtype; };
  return {type(x), type(w), type(b), type(q), type(qb), type(i)};
}

TEST(Deployment, TypesOfEachMode) {
  using enum DType;
  EXPECT_EQ(typesAfter(Deployment::asStored),
            (Types{float32, float32, float32, uint8, int32, int64}));
  EXPECT_EQ(typesAfter(Deployment::int8), (Types{int8, int8, int32, uint8, int32, int64}));
  EXPECT_EQ(typesAfter(Deployment::int16), (Types{int16, int8, int64, uint8, int32, int64}));
  EXPECT_EQ(typesAfter(Deployment::float32),
            (Types{float32, float32, float32, float32, float32, int64}));
}

TEST(Deployment, EachSaysWhatItAssumes) {
  for (const Deployment deployment :
       {Deployment::asStored, Deployment::int8, Deployment::int16, Deployment::float32}) {
    EXPECT_FALSE(assumption(deployment).empty());
  }
}

}  // namespace
}  // namespace tessera
