#pragma once

#include "importers/onnx/infer.h"

namespace tessera::onnx_import {

/// What libonnx's own inference (up to opset 17) says of a node for which we have no rule: its
/// operator's schema is run over the inputs' types and known values. Entries may be unknown; empty
/// where libonnx does not know the operator or fails in any way.
InferredOutputs schemaInference(const NodeView& node);

}  // namespace tessera::onnx_import
