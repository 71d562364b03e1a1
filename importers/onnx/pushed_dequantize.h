#pragma once

#include <onnx/onnx_pb.h>

#include <optional>

#include "importers/onnx/node_view.h"

namespace tessera::onnx_import {

/// `move` after a DequantizeLinear, the other way round: first the stored integers are moved, then
/// the result is dequantised. So a weight that an exporter transposes stays a quantised constant.
struct PushedDequantize {
  ::onnx::NodeProto move;        ///< reads the stored constant, writes "<output>/stored"
  ::onnx::NodeProto dequantize;  ///< reads that, writes the output of the given move
};

/// Nothing where `move`, whose input 0 is written by `dequantize`, does more than change the shape
/// or the order of elements, or where scales by channel would not survive it. `scales` is how many
/// there are.
std::optional<PushedDequantize> pushedDequantize(const NodeView& move,
                                                 const ::onnx::NodeProto& dequantize,
                                                 std::int64_t scales);

}  // namespace tessera::onnx_import
