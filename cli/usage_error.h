#pragma once

#include <string>

#include "core/error.h"

namespace tessera::cli {

/// A command line that makes no sense, and what to write instead.
inline Error usageError(const std::string& message, const std::string& hint) {
  return Error(ErrorCode::usage, message, {}, hint);
}

}  // namespace tessera::cli
