#pragma once

#include <string>
#include <vector>

namespace tessera {

/// One CSV line (RFC 4180 quoting where a cell needs it), ended by a newline. `csvLines` reads the
/// same cells back, unless one holds a line break.
std::string csvLine(const std::vector<std::string>& cells);

/// A cell that a spreadsheet takes for text: one that begins as a formula ('=', '@', or '+' and '-'
/// before what is no number) gets an apostrophe in front, and control characters become spaces.
/// Names in a report come from a file.
std::string spreadsheetText(std::string cell);

}  // namespace tessera
