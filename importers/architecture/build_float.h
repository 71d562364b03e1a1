#pragma once

#include <cstddef>
#include <functional>

#include "core/architecture/architecture.h"
#include "core/architecture/weights.h"
#include "importers/architecture/onnx_nodes.h"
#include "importers/onnx/model_writer.h"

namespace tessera::arch {

/// The architecture as a float32 ONNX model as a training framework exports it: batch
/// normalization and activations are operators of their own. A tensor has the name of the node
/// that makes it; the graph's are "input" and "output". Throws like `planOf` and `makeWriter`.
onnx_import::ModelWriter buildFloat(const Architecture& architecture, const SampleOptions& options);

/// The constants of one layer: node number `index` of a plan.
using WeightsOf = std::function<LayerWeights(const Plan& plan, std::size_t index)>;

/// The same with constants of the caller's.
onnx_import::ModelWriter buildFloat(Plan plan, const SampleOptions& options, WeightsOf weights);

}  // namespace tessera::arch
