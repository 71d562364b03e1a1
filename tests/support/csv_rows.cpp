#include "tests/support/csv_rows.h"

#include <fstream>

namespace tessera::test {
namespace {

std::vector<std::string> cells(std::string line) {
  if (!line.empty() && line.back() == '\r') line.pop_back();
  std::vector<std::string> parts(1);
  bool quoted = false;
  for (const char letter : line) {
    if (letter == '"') {
      quoted = !quoted;
    } else if (letter == ',' && !quoted) {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

}  // namespace

std::vector<CsvRow> csvRows(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> keys = cells(line);
  std::vector<CsvRow> rows;
  while (std::getline(file, line)) {
    std::vector<std::string> values = cells(line);
    values.resize(keys.size());
    CsvRow& row = rows.emplace_back();
    for (std::size_t i = 0; i < keys.size(); ++i) row[keys[i]] = values[i];
  }
  return rows;
}

std::int64_t number(const CsvRow& row, const std::string& key) { return std::stoll(row.at(key)); }

}  // namespace tessera::test
