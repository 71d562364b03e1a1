#include <gmock/gmock.h>

#include "importers/lower/rewrite.h"
#include "tests/support/network_builder.h"

namespace tessera {
namespace {

using test::NetworkBuilder;
using test::operatorNamed;
using test::operatorNames;
using testing::ElementsAre;

const Shape integerShape{1, 2, 4, 4};

/// Writes quantise/dequantise operators as an exporter does: with scale and zero point operands.
class QdqBuilder : public NetworkBuilder {
 public:
  TensorId quantized(const std::string& name, TensorId x, float scale = 0.5F,
                     std::int32_t zeroPoint = 3) {
    const TensorId y = op(name, Quantize{}, withScale(name, x), shapeOf(x), DType::int8);
    quantize(y, scale, zeroPoint);
    return y;
  }
  TensorId dequantized(const std::string& name, TensorId x) {
    return op(name, Dequantize{}, withScale(name, x), shapeOf(x));
  }
  TensorId weights(const std::string& name, Shape shape, DType dtype) {
    const TensorId stored =
        constant(name + "_quantized", std::move(shape), TensorRole::constant, dtype);
    quantize(stored, 0.1F, 0);
    return dequantized(name, stored);
  }

 private:
  Shape shapeOf(TensorId id) { return (*this)[id].shape; }
  std::vector<TensorId> withScale(const std::string& name, TensorId x) {
    return {x, constant(name + "_scale", {}, TensorRole::constant),
            constant(name + "_zero", {}, TensorRole::constant, DType::int8)};
  }
};

Tensor tensorNamed(const Network& network, const std::string& name) {
  for (const Tensor& tensor : network.tensors) {
    if (tensor.name == name) return tensor;
  }
  throw std::out_of_range(name);
}

TEST(IntegerForms, ConvolutionReluBetweenPairs) {
  QdqBuilder net;
  const TensorId x = net.dequantized("x_dq", net.quantized("x_q", net.input("x", integerShape)));
  const TensorId w = net.weights("w", {2, 2, 1, 1}, DType::int8);
  const TensorId b = net.weights("b", {2}, DType::int32);
  const TensorId y = net.op("conv", Convolution{test::window(2, 1), 1}, {x, w, b}, integerShape);
  const TensorId z = net.op("relu", Activation{"relu", {}}, {y}, integerShape);
  net.output(net.dequantized("z_dq", net.quantized("z_q", z, 0.25F, -7)));

  const Rewritten result = integerForms(net.network());
  const Network& lowered = result.network;
  EXPECT_EQ(result.count, 6U);
  EXPECT_THAT(operatorNames(lowered), ElementsAre("x_q", "conv", "relu", "z_dq"));
  const Operator& conv = lowered.operators[1];
  EXPECT_THAT(test::names(lowered, conv.inputs), ElementsAre("x_q", "w_quantized", "b_quantized"));
  EXPECT_EQ(lowered.tensor(conv.inputs[0]).dtype, DType::int8);
  EXPECT_EQ(lowered.tensor(conv.inputs[0]).quantization->zeroPoints, std::vector<int>{3});
  EXPECT_EQ(lowered.tensor(conv.inputs[1]).role, TensorRole::weight);
  EXPECT_EQ(lowered.tensor(conv.inputs[2]).role, TensorRole::bias);
  // The tensor between the convolution and its Relu has the form of the Relu's output.
  EXPECT_EQ(lowered.tensor(conv.outputs[0]).dtype, DType::int8);
  EXPECT_EQ(lowered.tensor(conv.outputs[0]).quantization->zeroPoints, std::vector<int>{-7});
  // The graph's ends keep their names and their type.
  EXPECT_THAT(test::names(lowered, lowered.inputs), ElementsAre("x"));
  EXPECT_THAT(test::names(lowered, lowered.outputs), ElementsAre("z_dq"));
  EXPECT_EQ(tensorNamed(lowered, "x").dtype, DType::float32);
  EXPECT_EQ(tensorNamed(lowered, "z_dq").dtype, DType::float32);
  EXPECT_NO_THROW(Graph{lowered});

  const Rewritten ends = integerEnds(lowered);
  EXPECT_EQ(ends.count, 2U);
  EXPECT_THAT(operatorNames(ends.network), ElementsAre("conv", "relu"));
  EXPECT_EQ(tensorNamed(ends.network, "x").dtype, DType::int8);
  EXPECT_EQ(tensorNamed(ends.network, "z_dq").dtype, DType::int8);
  EXPECT_EQ(tensorNamed(ends.network, "z_dq").quantization->scales, std::vector<float>{0.25F});
  EXPECT_NO_THROW(Graph{ends.network});
}

TEST(IntegerForms, ConversionsBehindMovesGoToTheEnds) {
  QdqBuilder net;
  const TensorId x =
      net.op("turn", Transpose{{0, 1, 3, 2}}, {net.input("x", integerShape)}, integerShape);
  const TensorId y = net.op("relu", Activation{"relu", {}},
                            {net.dequantized("x_dq", net.quantized("x_q", x))}, integerShape);
  const TensorId z = net.dequantized("y_dq", net.quantized("y_q", y));
  net.output(net.op("back", Transpose{{0, 1, 3, 2}}, {z}, integerShape));
  const Network lowered = integerForms(net.network()).network;
  EXPECT_THAT(operatorNames(lowered),
              ElementsAre("x_quantize", "turn", "relu", "back", "back_dequantize"));
  EXPECT_EQ(tensorNamed(lowered, "x").dtype, DType::float32);
  EXPECT_EQ(tensorNamed(lowered, "back").dtype, DType::float32);
  EXPECT_EQ(lowered.tensor(operatorNamed(lowered, "turn").outputs[0]).dtype, DType::int8);
  EXPECT_NO_THROW(Graph{lowered});
  EXPECT_THAT(operatorNames(integerEnds(lowered).network), ElementsAre("turn", "relu", "back"));
}

TEST(IntegerForms, AnInputThatOthersReadAsRealStaysReal) {
  QdqBuilder net;
  const TensorId x = net.input("x", integerShape);
  const TensorId q = net.dequantized("x_dq", net.quantized("x_q", x));
  net.output(net.op("a", Opaque{}, {q}, integerShape));
  net.output(net.op("b", Opaque{}, {x}, integerShape));
  const Network lowered = integerEnds(integerForms(net.network()).network).network;
  EXPECT_THAT(operatorNames(lowered), ElementsAre("x_q", "x_dq", "a", "b"));
  EXPECT_EQ(tensorNamed(lowered, "x").dtype, DType::float32);
}

/// What writes real values computes with real ones, which take their bytes.
TEST(IntegerForms, AnOperatorThatStaysRealReadsRealValues) {
  QdqBuilder net;
  const TensorId x = net.input("x", integerShape);
  const TensorId real = net.dequantized("dq", net.quantized("q", x));
  const TensorId sigmoid = net.op("sigmoid", Activation{"sigmoid", {}}, {real}, integerShape);
  net.output(net.op("whole", Activation{"relu", {}}, {sigmoid}, integerShape));
  net.output(net.quantized("r_q", net.op("r", Activation{"relu", {}}, {real}, integerShape)));
  const Network lowered = integerEnds(integerForms(net.network()).network).network;
  EXPECT_THAT(test::names(lowered, operatorNamed(lowered, "sigmoid").inputs), ElementsAre("dq"));
  EXPECT_EQ(tensorNamed(lowered, "dq").dtype, DType::float32);
  const Operator& integer = operatorNamed(lowered, "r");
  EXPECT_EQ(lowered.tensor(integer.inputs[0]).dtype, DType::int8);
  EXPECT_NO_THROW(Graph{lowered});
}

TEST(IntegerForms, EveryReaderOfAQuantisedValueReadsTheIntegers) {
  QdqBuilder net;
  const TensorId x =
      net.op("relu", Activation{"relu", {}}, {net.input("x", integerShape)}, integerShape);
  const TensorId first = net.dequantized("dq1", net.quantized("q1", x));
  const TensorId second = net.dequantized("dq2", net.quantized("q2", x));
  net.output(net.op("a", Opaque{}, {first}, integerShape, DType::int8));
  net.output(net.op("b", Opaque{}, {second}, integerShape, DType::int8));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("relu", "a", "b"));
  for (const char* reader : {"a", "b"}) {
    EXPECT_THAT(test::names(result.network, operatorNamed(result.network, reader).inputs),
                ElementsAre("q1"));
  }
}

TEST(IntegerForms, AValueThatOthersReadAsRealStaysReal) {
  QdqBuilder net;
  const TensorId x =
      net.op("relu", Activation{"relu", {}}, {net.input("x", integerShape)}, integerShape);
  net.output(net.op("a", Opaque{}, {net.dequantized("dq", net.quantized("q", x))}, integerShape));
  net.output(net.op("c", Opaque{}, {x}, integerShape));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("relu", "q", "dq", "a", "c"));
  EXPECT_EQ(tensorNamed(result.network, "relu").dtype, DType::float32);
}

TEST(IntegerForms, AValueOfTwoScalesStaysReal) {
  QdqBuilder net;
  const TensorId x =
      net.op("relu", Activation{"relu", {}}, {net.input("x", integerShape)}, integerShape);
  net.output(net.quantized("q1", x, 0.5F));
  net.output(net.quantized("q2", x, 0.25F));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("relu", "q1", "q2"));
  const Operator& second = operatorNamed(result.network, "q2");
  EXPECT_THAT(test::names(result.network, second.inputs), ElementsAre("relu"));
}

TEST(IntegerForms, RealGraphOutputKeepsItsMeaning) {
  QdqBuilder net;
  const TensorId x =
      net.op("relu", Activation{"relu", {}}, {net.input("x", integerShape)}, integerShape);
  net.output(x);
  net.output(net.op("a", Opaque{}, {net.dequantized("dq", net.quantized("q", x))}, integerShape));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("relu", "q", "dq", "a"));
  EXPECT_EQ(tensorNamed(result.network, "relu").dtype, DType::float32);
  EXPECT_EQ(operatorNamed(result.network, "q").inputs.size(), 1U);
}

TEST(IntegerForms, ConversionsBetweenInputAndOutputStay) {
  QdqBuilder net;
  net.output(net.quantized("q", net.input("x", integerShape)));
  const TensorId stored = net.input("stored", integerShape, DType::int8);
  net.quantize(stored, 0.5F, 0);
  net.output(net.dequantized("real", stored));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("q", "real"));
  EXPECT_EQ(result.network.tensor(net.network().inputs[0]).dtype, DType::float32);
  EXPECT_EQ(tensorNamed(result.network, "real").dtype, DType::float32);
}

TEST(IntegerForms, ScalesThatAreComputedKeepTheConversion) {
  QdqBuilder net;
  const TensorId stored = net.quantized("q", net.input("x", integerShape));
  const TensorId real = net.op("dq", Dequantize{}, {stored, net.input("scale", {})}, integerShape);
  net.output(net.op("a", Opaque{}, {real}, integerShape));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("q", "dq", "a"));
  EXPECT_EQ(operatorNamed(result.network, "dq").inputs.size(), 2U);
}

TEST(IntegerForms, QuantisedConstantBecomesAnIntegerConstant) {
  QdqBuilder net;
  const TensorId w = net.floats("w", {2, 2, 1, 1}, {1, 2, 3, 4});
  const TensorId folded = net.dequantized("w_dq", net.quantized("w_q", w));
  const TensorId x = net.input("x", integerShape, DType::int8);
  net.output(net.op("conv", Convolution{test::window(2, 1), 1}, {x, folded}, integerShape));
  const Rewritten result = integerForms(net.network());
  EXPECT_THAT(operatorNames(result.network), ElementsAre("conv"));
  const Tensor& weights = result.network.tensor(result.network.operators[0].inputs[1]);
  EXPECT_EQ(weights.role, TensorRole::weight);
  EXPECT_EQ(weights.dtype, DType::int8);
  EXPECT_EQ(storedBytes(weights.data), 16U);
}

TEST(IntegerForms, MovedValuesKeepTheirForm) {
  QdqBuilder net;
  const TensorId stored = net.input("x", integerShape, DType::int8);
  net.quantize(stored, 0.5F, 3);
  const TensorId pooled = net.op("pool", Pool{PoolKind::max, test::window(2, 1), false},
                                 {net.dequantized("dq", stored)}, integerShape);
  const TensorId flat = net.op("flat", Reshape{}, {pooled}, {1, 32});
  net.output(flat);
  const TensorId soft = net.op("soft", Softmax{1, false}, {flat}, {1, 32});
  net.output(soft);
  const Network lowered = integerForms(net.network()).network;
  EXPECT_EQ(lowered.tensor(pooled).dtype, DType::int8);
  EXPECT_EQ(lowered.tensor(flat).dtype, DType::float32) << "the graph's output";
  const Tensor& moved = lowered.tensor(operatorNamed(lowered, "flat").outputs[0]);
  ASSERT_NE(moved.quantization, nullptr);
  EXPECT_EQ(moved.quantization->zeroPoints, std::vector<int>{3});
  EXPECT_EQ(lowered.tensor(soft).dtype, DType::float32);
}

TEST(IntegerForms, PadValueIsStoredUnits) {
  for (const auto& [real, stored] : {std::pair{0.0, 3.0}, {1.0, 5.0}, {-1e30, -128.0}}) {
    QdqBuilder net;
    const TensorId x = net.dequantized("dq", net.quantized("q", net.input("x", integerShape)));
    const Pad pad{{0, 0, 1, 1}, {0, 0, 1, 1}, "constant", real};
    net.output(net.quantized("out", net.op("pad", pad, {x}, {1, 2, 6, 6})));
    const Rewritten result = integerForms(net.network());
    ASSERT_THAT(operatorNames(result.network), ElementsAre("q", "pad"));
    EXPECT_EQ(std::get<Pad>(result.network.operators[1].attributes).value, stored);
  }
}

TEST(IntegerForms, QlinearOperatorsLoseTheirScaleOperands) {
  QdqBuilder net;
  const TensorId x = net.input("x", integerShape, DType::int8);
  const TensorId w = net.constant("w", {2, 2, 1, 1}, TensorRole::weight, DType::int8);
  const TensorId b = net.constant("b", {2}, TensorRole::bias, DType::int32);
  const TensorId s = net.constant("s", {2}, TensorRole::constant);
  const TensorId z = net.constant("z", {}, TensorRole::constant, DType::int8);
  const Convolution conv{test::window(2, 1), 1};
  net.output(net.op("a", conv, {x, w, b, s, z, s, z}, integerShape, DType::int8, "QLinearConv"));
  net.output(net.op("b", conv, {x, w, z, z}, integerShape, DType::int32, "ConvInteger"));
  net.output(net.op("c", Opaque{}, {x, s, z}, integerShape, DType::int8, "Custom"));
  const Rewritten result = integerForms(net.network());
  EXPECT_EQ(result.count, 1U);
  EXPECT_THAT(test::names(result.network, result.network.operators[0].inputs),
              ElementsAre("x", "w", "b"));
  // Without scales there is no quantization that would know its zero points.
  EXPECT_THAT(test::names(result.network, result.network.operators[1].inputs),
              ElementsAre("x", "w", "z", "z"));
  EXPECT_EQ(result.network.operators[2].inputs.size(), 3U);
}

}  // namespace
}  // namespace tessera
