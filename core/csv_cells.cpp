#include "core/csv_cells.h"

#include <string_view>

#include "core/error.h"
#include "core/trimmed.h"

namespace tessera {
namespace {

/// Takes the quoted cell at the head of `rest`, up to behind its closing quote; false where there
/// is none.
bool takeQuoted(std::string_view& rest, std::string& cell) {
  for (std::size_t i = 1; i < rest.size(); ++i) {
    const bool quote = rest[i] == '"';
    if (quote && rest.substr(i + 1, 1) != "\"") {
      rest.remove_prefix(i + 1);
      return true;
    }
    if (quote) ++i;
    cell += rest[i];
  }
  return false;
}

CsvLine split(std::string_view rest, std::size_t number, const std::string& file) {
  CsvLine line{number, {}};
  while (true) {
    std::string cell;
    rest = rest.substr(std::min(rest.size(), rest.find_first_not_of(" \t")));
    const bool quoted = rest.substr(0, 1) == "\"";
    if (quoted && !takeQuoted(rest, cell)) {
      throw Error(ErrorCode::input, "a quoted cell has no end", file + ":" + std::to_string(number),
                  "close it with '\"'");
    }
    const std::size_t comma = rest.find(',');
    const std::string_view text = trimmed(rest.substr(0, comma));
    if (quoted && !text.empty()) {
      throw Error(ErrorCode::input, "a quoted cell is followed by more text",
                  file + ":" + std::to_string(number), "put a comma behind it");
    }
    line.cells.push_back(quoted ? cell : std::string(text));
    if (comma == std::string_view::npos) return line;
    rest.remove_prefix(comma + 1);
  }
}

}  // namespace

std::vector<CsvLine> csvLines(const std::string& text, const std::string& file) {
  std::vector<CsvLine> lines;
  std::string_view rest = text;
  if (rest.substr(0, 3) == "\xEF\xBB\xBF") rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    const std::string_view line = trimmed(rest.substr(0, end));
    if (!line.empty() && line.front() != '#') lines.push_back(split(line, number, file));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return lines;
}

void checkCellCount(const CsvLine& header, const CsvLine& line, const std::string& file) {
  if (line.cells.size() == header.cells.size()) return;
  throw Error(ErrorCode::input,
              "has " + std::to_string(line.cells.size()) + " cells under " +
                  std::to_string(header.cells.size()) + " columns",
              file + ":" + std::to_string(line.number), "quote cells that hold commas");
}

}  // namespace tessera
