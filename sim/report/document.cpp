#include "sim/report/document.h"

#include <algorithm>
#include <utility>

namespace tessera {

Document programDocument(Table table) {
  Document document;
  document.sections.resize(1);
  document.sections.front().content.emplace_back(std::move(table));
  return document;
}

const Table* programTable(const Document& document) {
  for (const Section& section : document.sections) {
    for (const Content& content : section.content) {
      const auto* table = std::get_if<Table>(&content);
      if (table == nullptr) continue;
      const bool isRead = std::any_of(table->columns.begin(), table->columns.end(),
                                      [](const Column& each) { return each.isForPrograms(); });
      if (isRead) return table;
    }
  }
  return nullptr;
}

}  // namespace tessera
