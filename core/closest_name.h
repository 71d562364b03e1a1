#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tessera {

/// Whether two names are the same but for case.
bool equalNames(std::string_view a, std::string_view b);

/// The candidate closest to `word`, the first of several: at most two edits away, and at most half
/// of its letters. Nothing where none is that close.
std::optional<std::size_t> closestIndex(const std::string& word,
                                        const std::vector<std::string>& candidates);

/// "did you mean 'simulate'?" for that candidate, otherwise the list "one of: a, b, c", or where it
/// is long how to see it: `lister`, the end of a sentence.
std::string closestName(const std::string& word, const std::vector<std::string>& candidates,
                        const std::string& lister = "`tessera inspect --all` lists them");

}  // namespace tessera
