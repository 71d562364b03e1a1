#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/export/library.h"
#include "sim/report/document.h"
#include "sim/study/results.h"

namespace tessera {

/// What came of running a generated library.
struct ExportProof {
  std::string core;  ///< "host"
  std::string compiler;
  bool bitsEqual = false;
  bool guardsIntact = false;  ///< what lies around the arena was not written
  /// Of the library's objects: the arena, initialised data, and code with constants.
  struct Sections {
    Bytes bss;
    Bytes data;
    Bytes flash;
  };
  std::optional<Sections> sections;

  bool passed() const { return bitsEqual && guardsIntact; }
};

/// What `tessera export` wrote.
struct ExportReport {
  ModelReport model;  ///< the graph as generated
  Runtime runtime;
  ScheduleRun run;  ///< with its arena
  std::string folder;
  exported::Library library;
  /// Where the values of each graph input of the test vector come from.
  std::vector<std::string> inputs;
  std::optional<ExportProof> proof;
};

/// What was written, what it takes, and what the proof says.
Document documentOf(const ExportReport& report, const Reader& reader);

/// As JSON: the keys of a simulation ("model", "schedule", "target", "counted"), "export" and,
/// where it was proven, "proof".
std::string exportJson(const ExportReport& report);

}  // namespace tessera
