#include "core/closest_name.h"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <utility>

namespace tessera {
namespace {

/// Levenshtein's distance, one row of the table at a time.
std::size_t edits(const std::string& a, const std::string& b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = std::exchange(row[j], std::min({replaced, row[j] + 1, row[j - 1] + 1}));
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::size_t> closestIndex(const std::string& word,
                                        const std::vector<std::string>& candidates) {
  const auto closest = std::min_element(
      candidates.begin(), candidates.end(),
      [&](const std::string& a, const std::string& b) { return edits(word, a) < edits(word, b); });
  if (closest == candidates.end()) return std::nullopt;
  const std::size_t distance = edits(word, *closest);
  if (distance > 2 || 2 * distance > closest->size()) return std::nullopt;
  return static_cast<std::size_t>(closest - candidates.begin());
}

std::string closestName(const std::string& word, const std::vector<std::string>& candidates,
                        const std::string& lister) {
  if (const auto closest = closestIndex(word, candidates)) {
    return "did you mean '" + candidates[*closest] + "'?";
  }
  constexpr std::size_t listable = 20;
  if (candidates.size() > listable)
    return "none of its " + std::to_string(candidates.size()) + " names is close; " + lister;
  std::string list = "one of: ";
  for (const std::string& candidate : candidates) {
    list += (candidate == candidates.front() ? "" : ", ") + candidate;
  }
  return list;
}

bool equalNames(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

}  // namespace tessera
