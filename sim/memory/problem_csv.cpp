#include "sim/memory/problem_csv.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/closest_name.h"
#include "core/csv.h"
#include "core/csv_cells.h"
#include "core/error.h"

namespace tessera {
namespace {

enum CsvColumn : std::size_t {
  idColumn,
  lowerColumn,
  upperColumn,
  sizeColumn,
  alignmentColumn,
  offsetColumn,
  sameOffsetAsColumn,
  distanceColumn,
  lastColumn,
  csvColumns
};

struct ColumnName {
  std::string_view name;
  CsvColumn column;
};

/// minimalloc's names and its synonyms; the first of each column is the one to write.
constexpr std::array<ColumnName, 13> columnNames{{{"id", idColumn},
                                                  {"lower", lowerColumn},
                                                  {"upper", upperColumn},
                                                  {"size", sizeColumn},
                                                  {"alignment", alignmentColumn},
                                                  {"offset", offsetColumn},
                                                  {"same_offset_as", sameOffsetAsColumn},
                                                  {"distance", distanceColumn},
                                                  {"end", lastColumn},
                                                  {"buffer", idColumn},
                                                  {"buffer_id", idColumn},
                                                  {"begin", lowerColumn},
                                                  {"start", lowerColumn}}};

std::string nameOf(CsvColumn column) { return std::string(columnNames[column].name); }

/// A place in the file that an error can name.
struct Place {
  const std::string& file;
  std::size_t line = 0;

  [[noreturn]] void fail(const std::string& message, const std::string& hint,
                         std::optional<CsvColumn> column = std::nullopt) const {
    std::string where = file + ":" + std::to_string(line);
    if (column) where += ": column '" + nameOf(*column) + "'";
    throw Error(ErrorCode::input, message, where, hint);
  }
};

/// Which cell of a line holds each column.
struct Header {
  std::array<std::optional<std::size_t>, csvColumns> cellOf;
  std::size_t cells = 0;

  bool has(CsvColumn column) const { return cellOf[column].has_value(); }
};

CsvColumn columnNamed(const std::string& name, const Place& place) {
  std::vector<std::string> known;
  for (const ColumnName& entry : columnNames) {
    if (entry.name == name) return entry.column;
    known.emplace_back(entry.name);
  }
  place.fail("there is no column '" + name + "'", closestName(name, known));
}

Header parseHeader(const std::vector<std::string>& cells, const Place& place) {
  Header header;
  header.cells = cells.size();
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const CsvColumn column = columnNamed(cells[i], place);
    if (header.has(column)) place.fail("the column '" + cells[i] + "' is there twice", "drop one");
    header.cellOf[column] = i;
  }
  if (header.has(upperColumn) && header.has(lastColumn)) {
    place.fail("it has both 'upper' and 'end'", "keep 'upper', which is half-open");
  }
  const bool ends = header.has(upperColumn) || header.has(lastColumn);
  for (const CsvColumn column : {idColumn, lowerColumn, upperColumn, sizeColumn}) {
    if (header.has(column) || (column == upperColumn && ends)) continue;
    place.fail("the column '" + nameOf(column) + "' is missing",
               "the header is id,lower,upper,size and optionally alignment,offset");
  }
  return header;
}

struct CsvRow {
  const Header& header;
  const std::vector<std::string>& cells;
  const Place& place;

  /// The cell of a column; empty where there is no such column.
  std::string cell(CsvColumn column) const {
    return header.has(column) ? cells[*header.cellOf[column]] : std::string();
  }
  std::int64_t number(CsvColumn column) const {
    const std::string text = cell(column);
    std::int64_t value = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, fault] = std::from_chars(text.data(), end, value);
    if (fault != std::errc() || stopped != end) {
      place.fail("'" + text + "' is not a whole number of 64 bits", "write digits only", column);
    }
    return value;
  }
  /// The step behind the last.
  std::int64_t end() const {
    if (!header.has(lastColumn)) return number(upperColumn);
    const std::int64_t last = number(lastColumn);
    if (last == INT64_MAX) {
      place.fail("no step lies behind " + cell(lastColumn), "number the steps from 0", lastColumn);
    }
    return last + 1;
  }
};

using IdIndex = std::unordered_map<std::string, std::size_t>;

PlanBuffer parseBuffer(const CsvRow& row, const IdIndex& known) {
  PlanBuffer buffer;
  buffer.size = Bytes(row.number(sizeColumn));
  buffer.steps = {row.number(lowerColumn), row.end()};
  if (!row.cell(alignmentColumn).empty()) buffer.alignment = row.number(alignmentColumn);
  if (!row.cell(offsetColumn).empty()) buffer.offset = Bytes(row.number(offsetColumn));
  if (const std::string earlier = row.cell(sameOffsetAsColumn); !earlier.empty()) {
    const auto found = known.find(earlier);
    if (found == known.end()) {
      row.place.fail("no line above has the id '" + earlier + "'", "put that buffer first",
                     sameOffsetAsColumn);
    }
    buffer.sameOffsetAs = found->second;
  }
  if (!row.cell(distanceColumn).empty()) {
    buffer.distance = Bytes(row.number(distanceColumn));
    buffer.together = buffer.distance == Bytes(0);
  }
  return buffer;
}

void checkLines(const NamedProblem& named, const std::vector<std::size_t>& lines,
                const std::string& file) {
  const std::optional<ProblemFault> fault = faultOf(named.problem);
  if (!fault) return;
  const std::string column = fault->field == "steps"          ? "upper"
                             : fault->field == "sameOffsetAs" ? "same_offset_as"
                                                              : fault->field;
  const std::string where = file + ":" + std::to_string(lines[fault->buffer]) + ": column '" +
                            column + "' of '" + named.names[fault->buffer] + "'";
  throw Error(ErrorCode::input, fault->message, where, fault->hint);
}

}  // namespace

NamedProblem parseProblemCsv(const std::string& text, const std::string& file) {
  NamedProblem named;
  std::optional<Header> header;
  IdIndex known;
  std::vector<std::size_t> lines;
  for (const CsvLine& line : csvLines(text, file)) {
    const Place place{file, line.number};
    if (!header) {
      header = parseHeader(line.cells, place);
      continue;
    }
    if (line.cells.size() != header->cells) {
      place.fail("the line has " + std::to_string(line.cells.size()) + " cells, the header " +
                     std::to_string(header->cells),
                 "give each buffer a cell for each column");
    }
    const CsvRow row{*header, line.cells, place};
    const std::string name = row.cell(idColumn);
    named.problem.buffers.push_back(parseBuffer(row, known));
    if (!known.emplace(name, named.names.size()).second) {
      place.fail("the id '" + name + "' is there twice", "give each buffer its own", idColumn);
    }
    named.names.push_back(name);
    lines.push_back(line.number);
  }
  if (!header) Place{file, 1}.fail("there is no header line", "begin with id,lower,upper,size");
  checkLines(named, lines, file);
  return named;
}

std::string problemCsv(const NamedProblem& named) {
  std::array<bool, csvColumns> needed{true, true, true, true};
  for (const PlanBuffer& buffer : named.problem.buffers) {
    needed[alignmentColumn] = needed[alignmentColumn] || buffer.alignment != 1;
    needed[offsetColumn] = needed[offsetColumn] || buffer.offset;
    needed[sameOffsetAsColumn] = needed[sameOffsetAsColumn] || buffer.sameOffsetAs;
    needed[distanceColumn] = needed[distanceColumn] || buffer.sharesAddresses();
  }
  const auto line = [&](const std::array<std::string, csvColumns>& all) {
    std::vector<std::string> cells;
    for (std::size_t column = 0; column < csvColumns; ++column) {
      if (needed[column]) cells.push_back(all[column]);
    }
    return csvLine(cells);
  };
  std::array<std::string, csvColumns> cells;
  for (std::size_t column = 0; column < csvColumns; ++column)
    cells[column] = columnNames[column].name;
  std::string text = line(cells);
  for (std::size_t i = 0; i < named.problem.buffers.size(); ++i) {
    const PlanBuffer& buffer = named.problem.buffers[i];
    cells[idColumn] = named.names[i];
    cells[lowerColumn] = std::to_string(buffer.steps.begin);
    cells[upperColumn] = std::to_string(buffer.steps.end);
    cells[sizeColumn] = std::to_string(buffer.size.count());
    cells[alignmentColumn] = std::to_string(buffer.alignment);
    cells[offsetColumn] = buffer.offset ? std::to_string(buffer.offset->count()) : "";
    cells[sameOffsetAsColumn] = buffer.sameOffsetAs ? named.names[*buffer.sameOffsetAs] : "";
    cells[distanceColumn] = buffer.sharesAddresses() ? std::to_string(buffer.distance.count()) : "";
    text += line(cells);
  }
  return text;
}

}  // namespace tessera
