#pragma once

#include <string>
#include <string_view>

#include "core/error.h"

namespace tessera {

/// Why a valid model is refused. The message of such an error begins with the reason and a colon.
enum class Refusal {
  controlFlow,
  sequence,
  optional,
  map,
  sparse,
  string,
  training,
  function,
  elementType,
  opset,
  irVersion,
  schemaVersion,
  symbolicInput,
  unknownShape,
  externalData,
  weightsFormat,
  noOutput,
};

/// "control flow", "sequence", ...
std::string_view name(Refusal reason);

/// Error(unsupported) with the message "<reason>: <detail>".
Error refusal(Refusal reason, const std::string& detail, const std::string& where,
              const std::string& hint);

}  // namespace tessera
