#include "cli/glob.h"

#include <fnmatch.h>

#include <algorithm>
#include <system_error>

namespace tessera::cli {
namespace {

namespace fs = std::filesystem;

using Parts = std::vector<std::string>;

std::vector<fs::directory_entry> entriesOf(const fs::path& folder) {
  std::vector<fs::directory_entry> entries;
  std::error_code failed;
  fs::directory_iterator at(folder.empty() ? "." : folder, failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) entries.push_back(*at);
  return entries;
}

bool isFolder(const fs::directory_entry& entry) {
  std::error_code failed;
  return !entry.is_symlink(failed) && entry.is_directory(failed);
}

/// A link that leads nowhere is found too: it cannot be read, and whoever reads it says so.
void addFile(const fs::path& path, std::vector<fs::path>& found) {
  std::error_code failed;
  const bool exists = fs::exists(fs::symlink_status(path, failed));
  if (exists && !fs::is_directory(path, failed)) found.push_back(path);
}

void expand(const fs::path& folder, const Parts& parts, std::size_t at,
            std::vector<fs::path>& found) {
  if (at == parts.size()) return addFile(folder, found);
  const std::string& part = parts[at];
  if (!isGlob(part)) return expand(folder / part, parts, at + 1, found);
  const bool any = part == "**";
  if (any) expand(folder, parts, at + 1, found);
  for (const fs::directory_entry& entry : entriesOf(folder)) {
    const std::string name = entry.path().filename().string();
    if (any && isFolder(entry) && name.front() != '.') expand(folder / name, parts, at, found);
    if (!any && fnmatch(part.c_str(), name.c_str(), FNM_PERIOD) == 0) {
      expand(folder / name, parts, at + 1, found);
    }
  }
}

}  // namespace

bool isGlob(const std::string& path) { return path.find_first_of("*?[") != std::string::npos; }

std::vector<fs::path> globbed(const fs::path& folder, const std::string& pattern) {
  const fs::path path(pattern);
  Parts parts;
  for (const fs::path& part : path.relative_path()) {
    const bool twice = part == "**" && !parts.empty() && parts.back() == "**";
    if (!part.empty() && !twice) parts.push_back(part.string());
  }
  if (!parts.empty() && parts.back() == "**") parts.emplace_back("*");
  std::vector<fs::path> found;
  expand(path.is_absolute() ? path.root_path() : folder, parts, 0, found);
  for (fs::path& file : found) file = file.lexically_normal();
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace tessera::cli
