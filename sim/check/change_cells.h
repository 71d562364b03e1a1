#pragma once

#include <string>
#include <vector>

#include "sim/check/difference.h"

namespace tessera {

/// A line of a difference as people read it, in words.
struct ChangeCells {
  std::string before;
  std::string after;
  std::string change;  ///< with its sign
  std::string share;   ///< "+16.7 %", "new", "gone"
  std::string name;
};

/// The totals that one side at least knows and that are not 0 on both.
std::vector<ChangeCells> totalCells(const Difference& difference);

/// The changes of a table, at most 20 unless `all`, then "[N others]" and "TOTAL".
std::vector<ChangeCells> tableCells(const ChangeTable& table, bool all);

}  // namespace tessera
