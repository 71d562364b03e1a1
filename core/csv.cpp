#include "core/csv.h"

#include <cctype>

#include "core/trimmed.h"

namespace tessera {
namespace {

/// Bare, a cell would lose blanks at its ends, and a line that begins with '#' is a comment.
bool needsQuotes(const std::string& cell) {
  return cell.find_first_of(",\"\r\n") != std::string::npos || trimmed(cell) != cell ||
         cell.starts_with('#');
}

std::string csvQuoted(const std::string& cell) {
  if (!needsQuotes(cell)) return cell;
  std::string result = "\"";
  for (const char c : cell) {
    if (c == '"') result += '"';
    result += c;
  }
  return result + '"';
}

}  // namespace

std::string spreadsheetText(std::string cell) {
  for (char& c : cell) {
    const auto code = static_cast<unsigned char>(c);
    if (code < ' ' || code == 0x7F) c = ' ';
  }
  if (cell.empty()) return cell;
  const bool isSigned = cell.front() == '+' || cell.front() == '-';
  const bool isNumber = cell.size() > 1 && (std::isdigit(static_cast<unsigned char>(cell[1])) != 0);
  const bool isFormula = cell.front() == '=' || cell.front() == '@' || (isSigned && !isNumber);
  return isFormula && cell != "-" ? "'" + cell : cell;
}

std::string csvLine(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    line += csvQuoted(cells[i]);
  }
  return line + '\n';
}

}  // namespace tessera
