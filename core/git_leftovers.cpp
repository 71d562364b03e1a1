#include "core/git_leftovers.h"

#include <algorithm>
#include <string>

namespace tessera {
namespace {

/// The marker at which the text of the two sides begins; neither JSON nor TOML has such a line.
constexpr std::string_view conflictMarker = "<<<<<<< ";

/// The line that begins so, from 1; 0 where there is none.
std::size_t lineOf(std::string_view marker, std::string_view text) {
  std::size_t at = text.find(marker);
  while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n') {
    at = text.find(marker, at + 1);
  }
  if (at == std::string_view::npos) return 0;
  return 1 + static_cast<std::size_t>(
                 std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

}  // namespace

bool isLfsPointer(std::string_view head) { return head.starts_with("version https://"); }

Error lfsPointerError(const std::string& what, const std::string& where) {
  return Error(ErrorCode::input, "a Git LFS pointer, not " + what + " itself", where,
               "fetch the file with `git lfs pull`");
}

void refuseGitLeftovers(std::string_view text, const std::string& file) {
  if (isLfsPointer(text)) throw lfsPointerError("the file", file);
  const std::size_t line = lineOf(conflictMarker, text);
  if (line == 0) return;
  throw Error(ErrorCode::input, "a merge conflict that is not settled",
              file + ":" + std::to_string(line),
              "keep one side of each <<<<<<< ======= >>>>>>> and take the markers out");
}

}  // namespace tessera
