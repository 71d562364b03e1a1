#pragma once

#include <optional>
#include <string_view>

#include "core/error.h"

namespace tessera {

/// Whether a file that begins so is the small text that Git LFS keeps in place of one that was not
/// fetched.
bool isLfsPointer(std::string_view head);

/// The error at `where` of such a text; `what` is what should be there: "the model".
Error lfsPointerError(const std::string& what, const std::string& where);

/// Throws Error(input) where a text is what Git left of a file: an LFS pointer, or a merge with
/// conflicts that nobody settled, at its first marker ("FILE:12"). `file` is what errors call it.
void refuseGitLeftovers(std::string_view text, const std::string& file);

}  // namespace tessera
