#include "sim/cost/layer_times.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "core/csv_cells.h"
#include "core/error.h"

namespace tessera {
namespace {

constexpr double mostIndex = 1e9;

std::optional<std::size_t> columnOf(const std::vector<std::string>& header, const char* name) {
  const auto at = std::find(header.begin(), header.end(), name);
  if (at == header.end()) return std::nullopt;
  return static_cast<std::size_t>(at - header.begin());
}

double numberIn(const std::string& cell, const std::string& place, const char* column) {
  char* end = nullptr;
  const double value = std::strtod(cell.c_str(), &end);
  if (cell.empty() || end != cell.c_str() + cell.size() || !std::isfinite(value) || value < 0) {
    throw Error(ErrorCode::input, "'" + oneLine(cell) + "' is no number of 0 or more",
                place + ": column '" + column + "'", "write it like 12.5");
  }
  return value;
}

std::size_t indexIn(const std::string& cell, const std::string& place) {
  const double index = numberIn(cell, place, "index");
  if (index != std::floor(index) || index > mostIndex) {
    throw Error(ErrorCode::input, "'" + oneLine(cell) + "' is no index", place + ": column 'index'",
                "count the operators from 0");
  }
  return static_cast<std::size_t>(index);
}

}  // namespace

std::vector<LayerTime> readLayerTimes(const std::string& text, const std::string& file) {
  const std::vector<CsvLine> lines = csvLines(text, file);
  if (lines.empty()) {
    throw Error(ErrorCode::input, "the file holds no measurements", file,
                "begin with a line of column names: operator,ms");
  }
  const std::vector<std::string>& header = lines.front().cells;
  const auto name = columnOf(header, "operator");
  const auto index = columnOf(header, "index");
  const auto cycles = columnOf(header, "cycles");
  const auto milliseconds = columnOf(header, "ms");
  if ((name && index) || (cycles && milliseconds)) {
    throw Error(ErrorCode::input,
                name && index ? "the columns 'operator' and 'index' are both there"
                              : "the columns 'ms' and 'cycles' are both there",
                file + ":" + std::to_string(lines.front().number), "leave one of them out");
  }
  if ((!name && !index) || (!cycles && !milliseconds)) {
    throw Error(ErrorCode::input,
                !name && !index ? "there is no column 'operator' or 'index'"
                                : "there is no column 'ms' or 'cycles'",
                file + ":" + std::to_string(lines.front().number),
                "begin with a line of column names: operator,ms");
  }
  std::vector<LayerTime> times;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::vector<std::string>& cells = lines[i].cells;
    const std::string place = file + ":" + std::to_string(lines[i].number);
    checkCellCount(lines.front(), lines[i], file);
    LayerTime time;
    time.line = lines[i].number;
    if (name) time.op = cells[*name];
    if (index) time.index = indexIn(cells[*index], place);
    time.isCycles = cycles.has_value();
    time.amount =
        numberIn(cells[cycles ? *cycles : *milliseconds], place, cycles ? "cycles" : "ms");
    times.push_back(std::move(time));
  }
  return times;
}

}  // namespace tessera
