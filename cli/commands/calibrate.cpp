#include "cli/commands/calibrate.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "cli/document_formats.h"
#include "cli/exit_code.h"
#include "cli/model_reader.h"
#include "cli/moved_output.h"
#include "cli/progress.h"
#include "core/closest_name.h"
#include "core/dead_channels.h"
#include "core/error.h"
#include "core/read_text.h"
#include "sim/report/calibration.h"
#include "sim/study/load_model.h"
#include "sim/target/devices.h"
#include "sim/target/named_or_read.h"
#include "sim/target/read_runtime.h"

namespace tessera::cli {
namespace {

constexpr double onlyScales = 1e6;  // a prior that leaves no factor free
constexpr double barelyHeld = 1e-6;

using Condition = std::pair<std::string, std::string>;  // column, text

Condition parseCondition(const std::string& text) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    throw Error(ErrorCode::usage, "'" + text + "' is no condition", {},
                "write COLUMN=TEXT, e.g. notes=copied");
  }
  return {text.substr(0, equals), text.substr(equals + 1)};
}

bool meets(const Measurement& row, const Condition& condition) {
  return cellOf(row, condition.first).find(condition.second) != std::string::npos;
}

/// Takes the rows out that `keep` rejects and notes how many and why.
template <class Keep>
void filter(CalibrationReport& report, const std::string& why, const Keep& keep) {
  std::vector<Measurement> kept;
  for (Measurement& row : report.rows) {
    if (keep(row)) kept.push_back(std::move(row));
  }
  const std::size_t gone = report.rows.size() - kept.size();
  if (gone > 0)
    report.leftOut.push_back(fmt::format("{} row{}: {}", gone, gone == 1 ? "" : "s", why));
  report.rows = std::move(kept);
}

void chooseEngine(CalibrationReport& report, const std::string& wanted) {
  std::vector<std::string> engines;
  for (const Measurement& row : report.rows) {
    if (std::find(engines.begin(), engines.end(), row.engine) == engines.end()) {
      engines.push_back(row.engine);
    }
  }
  if (wanted.empty() && engines.size() != 1) {
    std::string all;
    for (const std::string& engine : engines) all += (all.empty() ? "" : ", ") + engine;
    throw Error(ErrorCode::usage, "the rows are of several engines, which are never pooled", {},
                "choose one with --engine: " + all);
  }
  report.engine = wanted.empty() ? engines.front() : wanted;
  if (std::find(engines.begin(), engines.end(), report.engine) == engines.end()) {
    throw Error(ErrorCode::usage, "no row is of the engine '" + report.engine + "'", {},
                closestName(report.engine, engines));
  }
  filter(report, "of other engines",
         [&](const Measurement& row) { return row.engine == report.engine; });
}

CalibrationReport selectedRows(const CalibrateArguments& arguments) {
  if (arguments.measurements.empty()) {
    throw Error(ErrorCode::usage, "there is nothing to fit to", {}, "--measurements FILE.csv");
  }
  CalibrationReport report;
  report.rows = readMeasurements(
      readText(arguments.measurements, "the measurements", "give a .csv file (docs/latency.md)"),
      arguments.measurements);
  for (const std::string& text : arguments.only) {
    const Condition condition = parseCondition(text);
    filter(report, "not " + text, [&](const Measurement& row) { return meets(row, condition); });
  }
  for (const std::string& text : arguments.without) {
    const Condition condition = parseCondition(text);
    filter(report, text, [&](const Measurement& row) { return !meets(row, condition); });
  }
  chooseEngine(report, arguments.engine);
  filter(report, "not int8, for which alone kernels are counted",
         [](const Measurement& row) { return row.dtype.empty() || row.dtype == "int8"; });
  return report;
}

/// The largest arena that the board holds on the chip; beyond it activations spill. 0: not known.
Bytes fastBytes(const std::vector<Device>& devices, const std::string& board) {
  for (const Device& device : devices) {
    const auto& aliases = device.aliases;
    const bool called =
        device.name == board || std::find(aliases.begin(), aliases.end(), board) != aliases.end();
    if (called) return largestContiguous(device);
  }
  return Bytes(0);
}

/// What a network does on one core.
CalibrationRow countedRow(const Graph& graph, const Measurement& measured, Bytes fast,
                          bool prunes) {
  CalibrationRow row;
  row.id = measured.id;
  row.model = measured.path;
  row.family = measured.family;
  row.board = measured.board;
  row.mcu = measured.mcu;
  row.version = measured.version;
  row.core = measured.core;
  row.clockHz = measured.clockHz;
  row.measured = measured.seconds * measured.clockHz;
  std::vector<double> live;
  if (prunes) live = liveShares(graph, deadOutputChannels(graph));
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    const KernelWork work = kernelWork(graph, OperatorId(i), prunes ? &live : nullptr);
    const TermCycles counted = countedCycles(work, measured.core);
    for (std::size_t t = 0; t < latencyTerms; ++t) row.counted[t] += counted[t];
    if (work.kind == KernelKind::fullyConnected) row.flashBytes += work.weightBytes;
    row.spilledBytes += spilledBytes(work, fast);
  }
  return row;
}

std::vector<CalibrationRow> countedRows(const CalibrateArguments& arguments, const Runtime& base,
                                        const std::vector<Measurement>& rows) {
  const std::filesystem::path folder =
      arguments.models.empty() ? std::filesystem::path(arguments.measurements).parent_path()
                               : std::filesystem::path(arguments.models);
  Progress progress("importing", arguments.output.verbosity);
  const ModelReader reader = modelReader(arguments.output.verbosity);
  const std::vector<Device> devices = builtInDevices();
  std::map<std::string, Graph> graphs;
  std::vector<CalibrationRow> counted;
  for (const Measurement& row : rows) {
    auto at = graphs.find(row.path);
    if (at == graphs.end()) {
      StudyRequest request;
      request.deployment = Deployment::asStored;
      const std::string path = (folder / row.path).string();
      at = graphs.emplace(row.path, loadModel(path, request, base, reader).graph).first;
    }
    counted.push_back(countedRow(at->second, row, fastBytes(devices, row.board),
                                 arguments.prunes.value_or(false)));
    progress.update(counted.size(), rows.size());
  }
  return counted;
}

CalibrationOptions optionsOf(const CalibrateArguments& arguments) {
  CalibrationOptions options;
  options.priorWeight = arguments.priorWeight;
  options.prunesDeadChannels = arguments.prunes;
  if (arguments.factorsFrom.empty()) return options;
  const Runtime runtime = runtimeNamedOrRead(arguments.factorsFrom);
  if (!runtime.latency) {
    throw Error(ErrorCode::usage, "the runtime '" + runtime.name + "' has no latency", {},
                "--factors-from needs one that was calibrated");
  }
  options.priorFactors = runtime.latency->factors;
  return options;
}

CalibrationOptions weighted(CalibrationOptions options, double priorWeight) {
  options.priorWeight = priorWeight;
  return options;
}

/// What made the coefficients, so that anybody can make them again.
std::string sourceOf(const CalibrateArguments& arguments, const CalibrationReport& report) {
  std::string text =
      fmt::format("tessera calibrate --measurements {} --engine '{}'",
                  std::filesystem::path(arguments.measurements).filename().string(), report.engine);
  for (const std::string& only : arguments.only) text += " --only '" + only + "'";
  for (const std::string& without : arguments.without) text += " --without '" + without + "'";
  if (arguments.prunes) {
    text += std::string(" --prunes-dead-channels ") + (*arguments.prunes ? "yes" : "no");
  }
  if (!arguments.factorsFrom.empty()) text += " --factors-from " + arguments.factorsFrom;
  if (arguments.priorWeight != CalibrationOptions{}.priorWeight) {
    text += fmt::format(" --prior {}", arguments.priorWeight);
  }
  return text;
}

/// "runtimes/st-balanced.toml" -> "st-balanced".
std::string runtimeNameOf(const std::string& path) {
  return std::filesystem::path(path).stem().string();
}

}  // namespace

ReportFormats<CalibrationReport> calibrateFormats(const CalibrateArguments& arguments) {
  const auto document = [all = arguments.all](const CalibrationReport& report,
                                              const Reader& reader) {
    return documentOf(report, all, reader);
  };
  return withDocuments<CalibrationReport>(document, {plainFormat("json", calibrationJson)});
}

int calibrate(const CalibrateArguments& arguments) {
  Runtime runtime = runtimeNamedOrRead(arguments.base);
  CalibrationReport report = selectedRows(arguments);
  const std::vector<CalibrationRow> rows = countedRows(arguments, runtime, report.rows);
  CalibrationOptions options = optionsOf(arguments);
  report.fit = tessera::calibrate(rows, options);
  report.dataAlone = tessera::calibrate(rows, weighted(options, barelyHeld));
  report.countsAlone = tessera::calibrate(rows, weighted(options, onlyScales));
  report.heldTo = arguments.factorsFrom;
  report.fit.model.engine = report.engine;
  report.fit.model.source = sourceOf(arguments, report);
  OutputArguments output = arguments.output;
  std::string saved = arguments.saveRuntime;
  moveOutput({"--save-runtime", ".toml", ""}, output, saved);
  if (!saved.empty()) {
    runtime.name = runtimeNameOf(saved);
    runtime.latency = report.fit.model;
    writeOutput(saved, writeRuntime(runtime));
  }
  writeReports(report, calibrateFormats(arguments), output);
  return exitDone;
}

}  // namespace tessera::cli
