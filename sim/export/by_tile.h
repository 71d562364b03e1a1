#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace tessera::exported {

/// Values of the tiles of a block, in the smallest table that has them all.
template <class Value>
struct ByTile {
  std::string_view by;  ///< C's word for what the table is indexed by
  std::vector<Value> values;
};

/// `tiles` in row-major order; nothing where any value will do.
template <class Value>
ByTile<Value> byTile(const std::vector<std::optional<Value>>& tiles, std::size_t columns) {
  struct Index {
    std::string_view by;
    std::size_t size;
    std::size_t (*of)(std::size_t strip, std::size_t column, std::size_t columns);
  };
  const std::size_t strips = tiles.size() / columns;
  const Index indices[] = {
      {"tsr_always", 1, [](std::size_t, std::size_t, std::size_t) { return std::size_t{0}; }},
      {"tsr_by_column", columns, [](std::size_t, std::size_t c, std::size_t) { return c; }},
      {"tsr_by_strip", strips, [](std::size_t s, std::size_t, std::size_t) { return s; }},
      {"tsr_by_phase", 4,
       [](std::size_t s, std::size_t c, std::size_t) {
         return std::size_t{s > 0 ? 2U : 0U} + (c > 0 ? 1U : 0U);
       }},
      {"tsr_by_tile", tiles.size(),
       [](std::size_t s, std::size_t c, std::size_t n) { return s * n + c; }},
  };
  ByTile<Value> best;
  for (const Index& index : indices) {
    std::vector<std::optional<Value>> table(index.size);
    bool fits = best.values.empty() || index.size < best.values.size();
    for (std::size_t tile = 0; tile < tiles.size() && fits; ++tile) {
      if (!tiles[tile]) continue;
      auto& entry = table[index.of(tile / columns, tile % columns, columns)];
      fits = !entry || *entry == *tiles[tile];
      entry = tiles[tile];
    }
    if (!fits) continue;
    best = {index.by, {}};
    for (const auto& entry : table) best.values.push_back(entry.value_or(Value{}));
  }
  return best;
}

}  // namespace tessera::exported
