#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tessera {

struct CsvLine {
  std::size_t number = 0;  ///< in the file, from 1
  std::vector<std::string> cells;
};

/// The lines of a CSV text that are not empty and do not begin with '#', split into cells without
/// the spaces around them. A cell may be quoted (RFC 4180), but not span lines; line ends may be
/// CRLF, and a UTF-8 byte order mark is dropped. Throws Error(input) with FILE:LINE where a quote
/// has no end or is followed by more text.
std::vector<CsvLine> csvLines(const std::string& text, const std::string& file);

/// Throws Error(input) with FILE:LINE where a line has more or fewer cells than the header.
void checkCellCount(const CsvLine& header, const CsvLine& line, const std::string& file);

}  // namespace tessera
