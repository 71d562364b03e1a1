#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace tessera::test {

using CsvRow = std::map<std::string, std::string>;

/// The rows of a table of measurements by the words of its first line: cells that may be in quotes,
/// lines that may end with a carriage return; cells that are missing at a row's end are empty.
std::vector<CsvRow> csvRows(const std::string& path);

/// A cell as a whole number. Throws where it is none.
std::int64_t number(const CsvRow& row, const std::string& key);

}  // namespace tessera::test
