#include "sim/verify/reference_run.h"

#include <gtest/gtest.h>

#include "tests/support/expect_error.h"
#include "tests/support/network_builder.h"

namespace tessera::verify {
namespace {

/// An identity of four numbers; those of a TFLite file have its arithmetic.
Graph network(Arithmetic arithmetic, DType dtype) {
  test::NetworkBuilder net;
  const TensorId x = net.input("x", {1, 4}, dtype);
  const TensorId y = net.op("y", Activation{"relu", {}}, {x}, {1, 4}, dtype);
  if (dtype == DType::int8) {
    for (const TensorId id : {x, y}) net.quantize(id, 0.5F, 0);
  }
  net.output(y);
  net.network().arithmetic = arithmetic;
  return net.graph();
}

Arithmetic arithmeticOf(const Graph& graph, Deployment deployment = Deployment::asStored,
                        std::optional<Arithmetic> asked = {}) {
  return referenceRun(graph, randomInputs(graph, 1), deployment, asked).graph.arithmetic();
}

TEST(ChosenArithmetic, IntegersOfATfliteFileHaveItsArithmetic) {
  EXPECT_EQ(arithmeticOf(network(Arithmetic::tflite, DType::int8)), Arithmetic::tflite);
  EXPECT_EQ(arithmeticOf(network(Arithmetic::tflite, DType::float32)), Arithmetic::onnx);
  EXPECT_EQ(arithmeticOf(network(Arithmetic::onnx, DType::int8)), Arithmetic::onnx);
  EXPECT_EQ(arithmeticOf(network(Arithmetic::tflite, DType::float32), Deployment::int8),
            Arithmetic::onnx);
}

TEST(ChosenArithmetic, RunsInTheArithmeticThatIsAskedFor) {
  const Graph graph = network(Arithmetic::tflite, DType::int8);
  EXPECT_EQ(arithmeticOf(graph, Deployment::asStored, Arithmetic::onnx), Arithmetic::onnx);
  EXPECT_EQ(arithmeticOf(graph, Deployment::asStored, Arithmetic::tflite), Arithmetic::tflite);
}

TEST(ChosenArithmetic, TflitesArithmeticTakesTheIntegersOfATfliteFile) {
  test::expectError(ErrorCode::usage, {"--arithmetic tflite", "a TFLite file's operators"}, [] {
    arithmeticOf(network(Arithmetic::onnx, DType::int8), Deployment::asStored, Arithmetic::tflite);
  });
  test::expectError(ErrorCode::usage, {"calibrated here", "--dtype as-stored"}, [] {
    arithmeticOf(network(Arithmetic::tflite, DType::float32), Deployment::int8, Arithmetic::tflite);
  });
}

}  // namespace
}  // namespace tessera::verify
