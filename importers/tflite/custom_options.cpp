#include "importers/tflite/custom_options.h"

#include <flatbuffers/flexbuffers.h>

#include "importers/tflite/schema_generated.h"

namespace tessera::tflite_import {

std::map<std::string, std::int64_t> integerOptions(const OperatorView& op) {
  const auto* bytes = op.table().custom_options();
  constexpr std::size_t most = 1U << 16U;  // they are a few dozen bytes
  if (bytes == nullptr || bytes->size() == 0 || bytes->size() > most) return {};
  // The bytes need not be aligned in the file; a copy is.
  const std::vector<std::uint8_t> copy(bytes->begin(), bytes->end());
  std::vector<std::uint8_t> tracked;
  if (!flexbuffers::VerifyBuffer(copy.data(), copy.size(), &tracked)) return {};
  const flexbuffers::Reference root = flexbuffers::GetRoot(copy.data(), copy.size());
  if (!root.IsMap()) return {};
  std::map<std::string, std::int64_t> options;
  const flexbuffers::Map map = root.AsMap();
  const flexbuffers::TypedVector keys = map.Keys();
  for (std::size_t i = 0; i < keys.size(); ++i) {
    const flexbuffers::Reference value = map.Values()[i];
    if (value.IsInt()) options[keys[i].AsKey()] = value.AsInt64();
  }
  return options;
}

}  // namespace tessera::tflite_import
