#include "gui/models/coverage_map.h"

#include <algorithm>

namespace tessera::gui {
namespace {

void sortOnce(std::vector<std::int64_t>& edges) {
  std::sort(edges.begin(), edges.end());
  edges.erase(std::unique(edges.begin(), edges.end()), edges.end());
}

/// The position of an edge.
std::size_t find(const std::vector<std::int64_t>& edges, std::int64_t edge) {
  return static_cast<std::size_t>(std::lower_bound(edges.begin(), edges.end(), edge) -
                                  edges.begin());
}

/// The interval between two edges that a position lies in.
std::size_t intervalAt(const std::vector<std::int64_t>& edges, std::int64_t position) {
  return static_cast<std::size_t>(std::upper_bound(edges.begin(), edges.end(), position) -
                                  edges.begin()) -
         1;
}

bool isInside(const std::vector<std::int64_t>& edges, std::int64_t position) {
  return edges.size() > 1 && edges.front() <= position && position < edges.back();
}

}  // namespace

CoverageMap::CoverageMap(const Region& whole, const std::vector<Region>& patches)
    : rowEdges_{whole.rows.begin, whole.rows.end},
      columnEdges_{whole.columns.begin, whole.columns.end} {
  std::vector<Region> clipped;
  for (const Region& patch : patches) {
    const Region part = intersect(patch, whole);
    if (part.empty()) continue;
    clipped.push_back(part);
    rowEdges_.insert(rowEdges_.end(), {part.rows.begin, part.rows.end});
    columnEdges_.insert(columnEdges_.end(), {part.columns.begin, part.columns.end});
  }
  sortOnce(rowEdges_);
  sortOnce(columnEdges_);
  times_.assign((rowEdges_.size() - 1) * (columnEdges_.size() - 1), 0);
  for (const Region& patch : clipped) {
    const std::size_t lastRow = find(rowEdges_, patch.rows.end);
    const std::size_t lastColumn = find(columnEdges_, patch.columns.end);
    for (std::size_t row = find(rowEdges_, patch.rows.begin); row < lastRow; ++row) {
      for (std::size_t column = find(columnEdges_, patch.columns.begin); column < lastColumn;
           ++column) {
        most_ = std::max(most_, ++at(row, column));
      }
    }
  }
}

int CoverageMap::timesAt(std::int64_t row, std::int64_t column) const {
  if (!isInside(rowEdges_, row) || !isInside(columnEdges_, column)) return 0;
  return at(intervalAt(rowEdges_, row), intervalAt(columnEdges_, column));
}

bool CoverageMap::isComplete() const {
  return std::find(times_.begin(), times_.end(), 0) == times_.end();
}

std::vector<CoverageCell> CoverageMap::cells() const {
  std::vector<CoverageCell> cells;
  for (std::size_t row = 0; row + 1 < rowEdges_.size(); ++row) {
    for (std::size_t column = 0; column + 1 < columnEdges_.size(); ++column) {
      if (at(row, column) == 0) continue;
      cells.push_back(
          {{{rowEdges_[row], rowEdges_[row + 1]}, {columnEdges_[column], columnEdges_[column + 1]}},
           at(row, column)});
    }
  }
  return cells;
}

Region CoverageMap::owned(const Region& patch) const {
  Region owned;
  for (std::size_t row = 0; row + 1 < rowEdges_.size(); ++row) {
    if (!patch.rows.contains(rowEdges_[row])) continue;
    for (std::size_t column = 0; column + 1 < columnEdges_.size(); ++column) {
      if (!patch.columns.contains(columnEdges_[column]) || at(row, column) != 1) continue;
      owned = hull(owned, {{rowEdges_[row], rowEdges_[row + 1]},
                           {columnEdges_[column], columnEdges_[column + 1]}});
    }
  }
  return owned;
}

}  // namespace tessera::gui
