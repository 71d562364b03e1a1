#pragma once

#include "core/architecture/architecture.h"
#include "importers/architecture/onnx_nodes.h"
#include "importers/onnx/model_writer.h"

namespace tessera::arch {

/// The architecture quantised to int8, as quantisers write it (QDQ): batch normalization is folded,
/// every activation passes a QuantizeLinear ("<name>.q") and a DequantizeLinear ("<name>.dq"),
/// weights are int8 constants with a scale for each output channel, biases int32, each behind a
/// DequantizeLinear. The graph's input and output are int8, as an application hands them over. The
/// weights are those of `buildFloat` with the same seed.
///
/// Throws like `buildFloat`, and Error(usage) below opset 13, where a constant has only one scale.
onnx_import::ModelWriter buildQdq(const Architecture& architecture, const SampleOptions& options);

}  // namespace tessera::arch
