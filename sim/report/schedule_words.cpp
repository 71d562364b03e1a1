#include "sim/report/schedule_words.h"

#include <fmt/core.h>

#include <algorithm>
#include <vector>

#include "sim/report/text.h"

namespace tessera {
namespace {

/// The least and the most of what was counted.
struct Span {
  std::int64_t least = INT64_MAX;
  std::int64_t most = 0;

  void add(std::int64_t value) {
    least = std::min(least, value);
    most = std::max(most, value);
  }
  std::string text() const {
    return least == most ? std::to_string(least) : fmt::format("{}-{}", least, most);
  }
  std::string text(const char* one, const char* several) const {
    return text() + " " + (most == 1 ? one : several);
  }
};

struct Counted {
  std::int64_t blocks = 0;
  Span operators, rows, columns;
  bool gridded = false;
  std::int64_t cached = 0;
  std::int64_t recomputed = 0;
  std::int64_t sums = 0;
};

Counted countedOf(const Graph& graph, const Schedule& schedule) {
  Counted counted;
  for (const Block& block : schedule.blocks) {
    if (block.grid.whole()) continue;
    ++counted.blocks;
    counted.operators.add(static_cast<std::int64_t>(block.operators.size()));
    if (block.tile) {
      counted.rows.add(block.tile->rows);
      counted.columns.add(block.tile->columns);
    } else {
      counted.gridded = true;
    }
    if (block.result == BlockResult::accumulate) ++counted.sums;
    for (const OperatorId id : block.operators) {
      if (id == block.operators.back()) continue;
      for (const TensorId output : graph[id].outputs) {
        const bool cached = block.overlapOf(output) == OverlapModes{Overlap::cache, Overlap::cache};
        ++(cached ? counted.cached : counted.recomputed);
      }
    }
  }
  return counted;
}

}  // namespace

std::string scheduleWords(const Graph& graph, const Schedule& schedule) {
  const Counted counted = countedOf(graph, schedule);
  if (counted.blocks == 0) return "layer by layer";
  std::string words =
      fmt::format("{} fused block{} of {}", counted.blocks, counted.blocks == 1 ? "" : "s",
                  counted.operators.text("operator", "operators"));
  if (!counted.gridded) {
    words += fmt::format(", tiles of {} x {}", counted.rows.text("row", "rows"),
                         counted.columns.text("column", "columns"));
  }
  if (counted.recomputed == 0) {
    words += "; all overlap cached";
  } else if (counted.cached == 0) {
    words += "; all overlap recomputed";
  } else {
    words += fmt::format("; overlap of {} tensors cached, of {} recomputed along an axis",
                         counted.cached, counted.recomputed);
  }
  if (counted.sums > 0) words += "; the pool accumulated";
  return words;
}

}  // namespace tessera
