#pragma once

#include <gtest/gtest.h>
#include <onnx/shape_inference/implementation.h>

#include <optional>

#include "tests/importers/onnx/test_model.h"

namespace tessera::onnx_import {

/// libonnx's shape of the first output; nothing where it is not fully known.
inline std::optional<Shape> libonnxShape(const TestModel& model) {
  ::onnx::ModelProto copy = model.proto;
  ::onnx::shape_inference::InferShapes(copy);
  const auto& output = copy.graph().output(0).type().tensor_type();
  if (!output.has_shape()) return std::nullopt;
  Ints extents;
  for (const auto& dim : output.shape().dim()) {
    if (!dim.has_dim_value()) return std::nullopt;
    extents.push_back(dim.dim_value());
  }
  return Shape(extents);
}

inline void expectAsLibonnx(const TestModel& model) {
  const auto expected = libonnxShape(model);
  ASSERT_TRUE(expected) << model.proto.ShortDebugString();
  EXPECT_EQ(model.outputShape().text(), expected->text()) << model.proto.ShortDebugString();
}

}  // namespace tessera::onnx_import
