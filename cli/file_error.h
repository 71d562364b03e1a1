#pragma once

#include <filesystem>

#include "core/error.h"

namespace tessera::cli {

/// What the file system refused to say about a path: a name too long, a folder that may not be
/// read or that is gone.
inline Error fileError(const std::filesystem::filesystem_error& error) {
  return Error(ErrorCode::input, error.code().message(), error.path1().string(),
               "check the path and its permissions");
}

}  // namespace tessera::cli
