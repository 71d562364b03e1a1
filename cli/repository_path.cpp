#include "cli/repository_path.h"

#include <filesystem>
#include <system_error>

namespace tessera::cli {

std::string fromRepository(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code failed;
  const fs::path file = fs::absolute(path, failed).lexically_normal();
  if (path.empty() || failed) return path;
  for (fs::path folder = file.parent_path();; folder = folder.parent_path()) {
    // A folder, or a file in other worktrees and in submodules.
    if (fs::exists(folder / ".git", failed))
      return file.lexically_relative(folder).generic_string();
    if (folder == folder.parent_path()) return path;
  }
}

}  // namespace tessera::cli
