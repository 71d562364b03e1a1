#include "sim/report/csv.h"

#include "core/csv.h"

namespace tessera {

std::string documentCsv(const Document& document) {
  const Table* table = programTable(document);
  if (table == nullptr) return {};
  std::string csv = csvLine(programTitles(*table));
  for (const Row& row : table->rows) csv += csvLine(programCells(*table, row));
  return csv;
}

}  // namespace tessera
