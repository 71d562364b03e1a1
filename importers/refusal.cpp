#include "importers/refusal.h"

#include <array>
#include <cstddef>

namespace tessera {

std::string_view name(Refusal reason) {
  // In the order of the enumerators.
  constexpr std::array<std::string_view, 17> names{
      "control flow",   "sequence",       "optional",       "map",           "sparse",
      "string",         "training",       "function",       "element type",  "opset",
      "IR version",     "schema version", "symbolic input", "unknown shape", "external data",
      "weights format", "no output"};
  return names.at(static_cast<std::size_t>(reason));
}

Error refusal(Refusal reason, const std::string& detail, const std::string& where,
              const std::string& hint) {
  return Error(ErrorCode::unsupported, std::string(name(reason)) + ": " + detail, where, hint);
}

}  // namespace tessera
