#include "importers/onnx/refusal.h"

#include <array>
#include <cstddef>

namespace tessera::onnx_import {

std::string_view name(Refusal reason) {
  // In the order of the enumerators.
  constexpr std::array<std::string_view, 13> names{
      "control flow", "sequence",       "optional",     "map",          "sparse",
      "string",       "training",       "function",     "element type", "opset",
      "IR version",   "symbolic input", "unknown shape"};
  return names.at(static_cast<std::size_t>(reason));
}

Error refusal(Refusal reason, const std::string& detail, const std::string& where,
              const std::string& hint) {
  return Error(ErrorCode::unsupported, std::string(name(reason)) + ": " + detail, where, hint);
}

}  // namespace tessera::onnx_import
