#include "sim/report/csv.h"

#include <utility>

#include "core/csv.h"

namespace tessera {

std::string documentCsv(const Document& document) {
  const Table* table = programTable(document);
  if (table == nullptr) return {};
  std::string csv = csvLine(programTitles(*table));
  for (const Row& row : table->rows) {
    std::vector<std::string> cells = programCells(*table, row);
    for (std::string& cell : cells) cell = spreadsheetText(std::move(cell));
    csv += csvLine(cells);
  }
  return csv;
}

}  // namespace tessera
