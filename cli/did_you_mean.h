#pragma once

#include <string>
#include <vector>

namespace tessera::cli {

/// "did you mean 'simulate'?" for the candidate closest to `word` (at most two edits, and fewer
/// than half of its letters), otherwise the list "one of: a, b, c".
std::string didYouMean(const std::string& word, const std::vector<std::string>& candidates);

}  // namespace tessera::cli
