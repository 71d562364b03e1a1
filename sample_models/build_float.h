#pragma once

#include "importers/onnx/model_writer.h"
#include "sample_models/architecture.h"
#include "sample_models/onnx_nodes.h"

namespace tessera::samples {

/// The architecture as a float32 ONNX model as a training framework exports it: batch
/// normalization and activations are operators of their own. A tensor has the name of the node
/// that makes it; the graph's are "input" and "output". Throws like `planOf` and `makeWriter`.
onnx_import::ModelWriter buildFloat(const Architecture& architecture, const SampleOptions& options);

}  // namespace tessera::samples
