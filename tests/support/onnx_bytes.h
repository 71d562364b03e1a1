#pragma once

#include <onnx/onnx_pb.h>

#include <cstdint>
#include <string>

namespace tessera::test {

/// The protobuf encoding of a number.
inline std::string varint(std::uint64_t value) {
  std::string bytes;
  for (; value >= 0x80; value >>= 7U) bytes += static_cast<char>(value | 0x80U);
  return bytes + static_cast<char>(value);
}

inline std::string tag(std::uint64_t number, std::uint64_t wireType) {
  return varint(number << 3U | wireType);
}

/// A length-delimited field.
inline std::string field(std::uint64_t number, const std::string& payload) {
  return tag(number, 2) + varint(payload.size()) + payload;
}

/// A valid model around a graph that is given as bytes, so that a test may encode it as it likes.
inline std::string modelBytes(const std::string& graph) {
  onnx::ModelProto model;
  model.set_ir_version(8);
  model.add_opset_import()->set_version(13);
  return model.SerializeAsString() + field(onnx::ModelProto::kGraphFieldNumber, graph);
}

/// A model whose graph has the one initializer, also as bytes.
inline std::string modelWithInitializer(const std::string& tensor) {
  return modelBytes(field(onnx::GraphProto::kInitializerFieldNumber, tensor));
}

}  // namespace tessera::test
