#include "sim/check/model_names.h"

#include <gtest/gtest.h>

namespace tessera {
namespace {

using Names = std::vector<std::string>;

TEST(ModelNames, AreThoseOfTheFilesAsLongAsTheyDiffer) {
  EXPECT_EQ(modelNames({"a/x.onnx", "b/y.tflite"}), (Names{"x", "y"}));
}

TEST(ModelNames, HaveAsMuchOfThePathAsItTakes) {
  EXPECT_EQ(modelNames({"a/m.onnx", "b/m.onnx", "b/n.onnx"}), (Names{"a/m", "b/m", "n"}));
  EXPECT_EQ(modelNames({"a/m.onnx", "a/m.tflite"}), (Names{"a/m.onnx", "a/m.tflite"}));
  EXPECT_EQ(modelNames({"m.onnx", "a/m.onnx"}), (Names{"m.onnx", "a/m"}));
}

TEST(ModelNames, LeaveThoseThatAreTaken) {
  EXPECT_EQ(modelNames({"a/m.onnx"}, {"m"}), Names{"a/m"});
  EXPECT_EQ(modelNames({"a/m.onnx"}, {"m", "a/m"}), Names{"a/m.onnx"});
}

TEST(ModelNames, AreOneLine) { EXPECT_EQ(modelNames({"a\n.onnx"}), Names{"a?"}); }

}  // namespace
}  // namespace tessera
