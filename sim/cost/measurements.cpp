#include "sim/cost/measurements.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <sstream>

#include "core/closest_name.h"
#include "core/csv_cells.h"
#include "core/error.h"

namespace tessera {
namespace {

constexpr double mostMegahertz = 10'000;

class Line {
 public:
  Line(const CsvLine& header, const CsvLine& line, const std::string& file)
      : header_(header.cells), line_(line), file_(file) {
    checkCellCount(header, line, file);
  }

  std::string optional(const std::string& column) const {
    const auto at = std::find(header_.begin(), header_.end(), column);
    return at == header_.end() ? "" : line_.cells[static_cast<std::size_t>(at - header_.begin())];
  }

  std::string text(const std::string& column) const {
    std::string cell = optional(column);
    if (cell.empty()) {
      throw Error(ErrorCode::input, "the cell is empty", place() + ": column '" + column + "'",
                  "every row needs one");
    }
    return cell;
  }

  double positive(const std::string& column) const {
    const std::string cell = text(column);
    char* end = nullptr;
    const double value = std::strtod(cell.c_str(), &end);
    if (end != cell.c_str() + cell.size() || !std::isfinite(value) || value <= 0) {
      throw Error(ErrorCode::input, "'" + oneLine(cell) + "' is no number above 0",
                  place() + ": column '" + column + "'", "write it like 12.5");
    }
    return value;
  }

  double atMost(const std::string& column, double most, const char* hint) const {
    const double value = positive(column);
    if (value <= most) return value;
    throw Error(ErrorCode::input, "'" + oneLine(text(column)) + "' is out of range",
                place() + ": column '" + column + "'", hint);
  }

  CoreBuild core() const {
    const std::string cell = text("core");
    const auto build = coreBuildOf(cell);
    if (!build) {
      throw Error(
          ErrorCode::input, "there are no kernel counts for the core '" + oneLine(cell) + "'",
          place() + ": column 'core'", "counted are Cortex-M0+, M3, M4, M7, M33, M55 and M85");
    }
    return *build;
  }

  std::string place() const { return file_ + ":" + std::to_string(line_.number); }

 private:
  const std::vector<std::string>& header_;
  const CsvLine& line_;
  const std::string& file_;
};

void checkHeader(const CsvLine& header, const std::string& file) {
  for (const char* column : {"model", "board", "core", "clock_mhz", "engine", "latency_ms"}) {
    if (std::find(header.cells.begin(), header.cells.end(), column) != header.cells.end()) continue;
    throw Error(ErrorCode::input, std::string("there is no column '") + column + "'",
                file + ":" + std::to_string(header.number), closestName(column, header.cells));
  }
}

bool endsFamily(const std::string& word) {
  return std::isdigit(static_cast<unsigned char>(word.front())) != 0 || word == "tfs" ||
         word == "fft" || word == "tl" || word == "pruned" || word.front() == '(';
}

}  // namespace

std::string familyOf(const std::string& model) {
  std::istringstream words(model);
  std::string family;
  for (std::string word; words >> word;) {
    for (char& c : word) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (family.empty() && word == "st") continue;
    if (!family.empty() && endsFamily(word)) break;
    family += (family.empty() ? "" : " ") + word;
  }
  return family;
}

std::vector<Measurement> readMeasurements(const std::string& text, const std::string& file) {
  const std::vector<CsvLine> lines = csvLines(text, file);
  if (lines.empty()) {
    throw Error(ErrorCode::input, "the file holds no measurements", file,
                "begin with a line of column names");
  }
  const std::vector<std::string>& header = lines.front().cells;
  checkHeader(lines.front(), file);
  std::vector<Measurement> measurements;
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const Line line(lines.front(), lines[i], file);
    Measurement made;
    made.line = lines[i].number;
    made.id = line.optional("id");
    if (made.id.empty()) made.id = "line " + std::to_string(made.line);
    made.model = line.text("model");
    made.path = line.optional("model_local");
    if (made.path.empty()) made.path = made.model;
    made.family = line.optional("family");
    if (made.family.empty()) made.family = familyOf(made.model);
    made.dtype = line.optional("dtype");
    made.board = line.text("board");
    made.mcu = line.optional("mcu");
    made.core = line.core();
    made.clockHz = 1e6 * line.atMost("clock_mhz", mostMegahertz, "give the clock in MHz");
    made.engine = line.text("engine");
    made.version = line.optional("engine_version");
    made.seconds = 1e-3 * line.positive("latency_ms");
    for (std::size_t c = 0; c < header.size(); ++c) {
      made.cells.emplace_back(header[c], lines[i].cells[c]);
    }
    measurements.push_back(std::move(made));
  }
  return measurements;
}

std::string cellOf(const Measurement& measurement, const std::string& column) {
  for (const auto& [name, cell] : measurement.cells) {
    if (name == column) return cell;
  }
  return {};
}

}  // namespace tessera
