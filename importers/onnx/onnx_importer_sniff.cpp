#include <optional>

#include "importers/onnx/onnx_importer.h"
#include "importers/onnx/wire.h"

namespace tessera::onnx_import {
namespace {

/// How ModelProto (onnx.proto) encodes a field; nothing for a number that it does not use.
std::optional<WireType> modelFieldType(std::uint64_t number) {
  switch (number) {
    case 1:  // ir_version
    case 5:  // model_version
      return WireType::varint;
    case 2:   // producer_name
    case 3:   // producer_version
    case 4:   // domain
    case 6:   // doc_string
    case 7:   // graph
    case 8:   // opset_import
    case 14:  // metadata_props
    case 20:  // training_info
    case 25:  // functions
      return WireType::bytes;
    default:
      return std::nullopt;
  }
}

}  // namespace

bool looksLikeOnnx(std::span<const std::byte> head) {
  VarintDecoder decoder;
  for (const std::byte next : head) {
    const auto result = decoder.push(next);
    if (result == VarintDecoder::Result::more) continue;
    if (result == VarintDecoder::Result::malformed) return false;
    const auto type = modelFieldType(decoder.value() >> 3U);
    return type && *type == static_cast<WireType>(decoder.value() & 7U);
  }
  return false;
}

}  // namespace tessera::onnx_import
