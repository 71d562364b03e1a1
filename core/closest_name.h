#pragma once

#include <string>
#include <vector>

namespace tessera {

/// "did you mean 'simulate'?" for the candidate closest to `word` (at most two edits, and fewer
/// than half of its letters), otherwise the list "one of: a, b, c", or where it is long how to see
/// it: `lister`, the end of a sentence.
std::string closestName(const std::string& word, const std::vector<std::string>& candidates,
                        const std::string& lister = "`tessera inspect --all` lists them");

}  // namespace tessera
