#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/report/fact.h"
#include "sim/report/table.h"
#include "sim/study/results.h"

namespace tessera {

/// A titled table.
struct Section {
  std::string title;
  std::vector<Column> columns;
  std::vector<Row> rows;
};

/// A report as a title, a summary and tables: what Markdown and HTML print, each in its own
/// language. Plain text throughout, unescaped.
struct Digest {
  std::string title;
  std::vector<Fact> facts;
  std::vector<Section> sections;
  std::vector<std::string> notes;  ///< the counting rules in force, and warnings
};

/// Tables of steps and of candidates have at most `rows` rows, the heaviest, and say how many they
/// leave out.
Digest digestOf(const SimulationReport& report, std::size_t rows);
Digest digestOf(const ComparisonReport& report);
Digest digestOf(const SearchReport& report, std::size_t rows);

}  // namespace tessera
