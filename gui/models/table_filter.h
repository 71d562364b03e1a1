#pragma once

#include <QString>
#include <vector>

#include "gui/models/table_data.h"

namespace tessera::gui {

/// Which rows of a table are wanted. Nothing set: all.
struct TableFilter {
  QString text;        ///< in any text column, in any case
  bool regex = false;  ///< `text` is a regular expression
  QString kind;        ///< the value of the table's kind column; empty: any

  friend bool operator==(const TableFilter&, const TableFilter&) = default;
};

/// Why `text` is no regular expression; empty where it is one or is not meant to be.
QString faultOf(const TableFilter& filter);

/// The rows of `table` that pass, in their order. A faulty expression filters nothing.
std::vector<std::size_t> rowsPassing(const TableData& table, const TableFilter& filter);

}  // namespace tessera::gui
