#pragma once

#include <string>
#include <vector>

#include "sim/memory/plan.h"

namespace tessera {

/// A problem whose buffers have names.
struct NamedProblem {
  PlanProblem problem;
  std::vector<std::string> names;  ///< one for each buffer
};

/// Reads a problem in the CSV format of github.com/google/minimalloc: a header line, then a line
/// for each buffer. Columns, in any order:
///   id              its name; no two are equal (also `buffer`, `buffer_id`)
///   lower, upper    its live range, half-open (also `begin` or `start`; a column `end` states the
///                   last step instead)
///   size            bytes
///   alignment       optional; an empty cell is 1
///   offset          optional, where it must lie; an empty cell: anywhere
///   same_offset_as  optional, the id of an earlier buffer; not in minimalloc's format
///   distance        optional, its offset minus that one's; an empty cell is 0; not in minimalloc's
///                   format either
/// Empty lines and lines that begin with '#' are skipped, spaces around a cell are dropped, and a
/// cell may be quoted (RFC 4180, without line breaks).
///
/// Throws Error(input) with FILE:LINE and the column where the text is not that, or where
/// `checkProblem` would reject the problem.
NamedProblem parseProblemCsv(const std::string& text, const std::string& file);

/// The problem in that format; the optional columns only where a buffer needs them.
std::string problemCsv(const NamedProblem& named);

}  // namespace tessera
