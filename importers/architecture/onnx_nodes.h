#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/architecture/plan.h"
#include "core/shape.h"
#include "importers/onnx/model_writer.h"

namespace tessera::arch {

/// What of a sample model its architecture leaves open.
struct SampleOptions {
  int opset = 13;
  std::uint64_t seed = 0;
};

/// A writer of one graph under the options' opset; throws Error(usage) unless it is from 7 to 17
/// (older ones spell operators differently, newer ones are unknown to libonnx 1.12).
onnx_import::ModelWriter makeWriter(const std::string& graph, const SampleOptions& options);

/// Adds a float32, int8 or int32 constant.
void addConstant(onnx_import::ModelWriter& writer, const std::string& name, const Shape& shape,
                 std::span<const float> values);
void addConstant(onnx_import::ModelWriter& writer, const std::string& name, const Shape& shape,
                 std::span<const std::int8_t> values);
void addConstant(onnx_import::ModelWriter& writer, const std::string& name, const Shape& shape,
                 std::span<const std::int32_t> values);

/// Adds the ONNX operator of `node` alone, without batch normalization and activation. `inputs`
/// names the data and, for layers with weights, the weight and possibly the bias.
void addOperator(onnx_import::ModelWriter& writer, const PlannedNode& node,
                 const std::vector<std::string>& inputs, const std::string& output);

/// Adds the constants that the activations of the plan need: the bounds of Clip from opset 11 on.
void addActivationConstants(onnx_import::ModelWriter& writer, const Plan& plan, int opset);

/// Adds the activation of `node` as "<name>.act"; it must have one.
void addActivation(onnx_import::ModelWriter& writer, const PlannedNode& node,
                   const std::string& input, const std::string& output, int opset);

}  // namespace tessera::arch
