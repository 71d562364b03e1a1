#include "cli/commands/calibrate.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
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
#include "sim/cost/engine_version.h"
#include "sim/cost/latency.h"
#include "sim/cost/move_board.h"
#include "sim/cost/one_row_back.h"
#include "sim/report/calibration.h"
#include "sim/report/moved_board.h"
#include "sim/report/pairs.h"
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
  if (report.rows.empty()) {
    throw Error(ErrorCode::input, "no rows are left to fit to", {},
                report.leftOut.empty() ? "the file has column names alone" : report.leftOut.back());
  }
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

/// The rows of all files; versions that are one ("9.0", "9.0.0") under the name that comes first.
std::vector<Measurement> readAll(const std::vector<std::string>& files) {
  if (files.empty()) {
    throw Error(ErrorCode::usage, "there is nothing to fit to", {}, "--measurements FILE.csv");
  }
  std::vector<Measurement> rows;
  for (const std::string& file : files) {
    const std::vector<Measurement> more = readMeasurements(
        readText(file, "the measurements", "give a .csv file (docs/latency.md)"), file);
    rows.insert(rows.end(), more.begin(), more.end());
  }
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto same = std::find_if(
        rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(i), [&](const Measurement& row) {
          return row.engine == rows[i].engine && sameVersion(row.version, rows[i].version);
        });
    rows[i].version = same->version;
  }
  return rows;
}

/// Which rows of an engine are meant.
struct Selection {
  std::string engine;  ///< empty: the only one
  std::vector<std::string> only;
  std::vector<std::string> without;
};

CalibrationReport selectedRows(const std::vector<Measurement>& all, const Selection& selection) {
  CalibrationReport report;
  report.rows = all;
  for (const std::string& text : selection.only) {
    const Condition condition = parseCondition(text);
    filter(report, "not " + text, [&](const Measurement& row) { return meets(row, condition); });
  }
  for (const std::string& text : selection.without) {
    const Condition condition = parseCondition(text);
    filter(report, text, [&](const Measurement& row) { return !meets(row, condition); });
  }
  chooseEngine(report, selection.engine);
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
CalibrationRow countedRow(const Graph& graph, const Measurement& measured, Bytes fast, bool prunes,
                          bool foldsPads) {
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
  row.counted = countedCycles(graph, measured.core, foldsPads, prunes ? &live : nullptr);
  for (std::size_t i = 0; i < graph.operators().size(); ++i) {
    if (isFree(graph.operators()[i], foldsPads)) continue;
    const KernelWork work = kernelWork(graph, OperatorId(i), prunes ? &live : nullptr);
    if (work.kind == KernelKind::fullyConnected) row.flashBytes += work.weightBytes;
    row.spilledBytes += spilledBytes(work, fast);
  }
  return row;
}

/// The model's file in the first folder that has it, with one of our endings where it has none.
std::string fileOf(const CalibrateArguments& arguments, const Measurement& row) {
  std::vector<std::filesystem::path> folders(arguments.models.begin(), arguments.models.end());
  for (const std::string& file : arguments.measurements) {
    if (arguments.models.empty()) folders.push_back(std::filesystem::path(file).parent_path());
  }
  for (const std::filesystem::path& folder : folders) {
    for (const char* ending : {"", ".tflite", ".onnx"}) {
      const std::filesystem::path path = folder / (row.path + ending);
      if (std::filesystem::is_regular_file(path)) return path.string();
    }
  }
  return (folders.front() / row.path).string();
}

std::vector<CalibrationRow> countedRows(const CalibrateArguments& arguments, const Runtime& base,
                                        const std::vector<Measurement>& rows) {
  Progress progress("importing", arguments.output.verbosity);
  const ModelReader reader = modelReader(arguments.output.verbosity);
  const std::vector<Device> devices = builtInDevices();
  std::optional<Condition> assumed;
  if (!arguments.clockAssumed.empty()) assumed = parseCondition(arguments.clockAssumed);
  std::map<std::string, Graph> graphs;
  std::vector<CalibrationRow> counted;
  for (const Measurement& row : rows) {
    auto at = graphs.find(row.path);
    if (at == graphs.end()) {
      StudyRequest request;
      request.deployment = Deployment::asStored;
      const std::string path = fileOf(arguments, row);
      at = graphs.emplace(row.path, loadModel(path, request, base, reader).graph).first;
    }
    counted.push_back(countedRow(at->second, row, fastBytes(devices, row.board),
                                 arguments.prunes.value_or(false), arguments.foldsPads));
    counted.back().clockAssumed = assumed && meets(row, *assumed);
    progress.update(counted.size(), rows.size());
  }
  return counted;
}

/// The factors that other engines' rows give together.
TermCycles factorsOfOthers(const CalibrateArguments& arguments,
                           const std::vector<Measurement>& measured, const Runtime& base,
                           const CalibrationOptions& options) {
  std::vector<CalibrationRow> all;
  for (const std::string& engine : arguments.heldTo) {
    const CalibrationReport report = selectedRows(measured, {engine, arguments.heldOnly, {}});
    for (CalibrationRow& row : countedRows(arguments, base, report.rows)) {
      row.version = engine + " " + row.version;
      all.push_back(std::move(row));
    }
  }
  return commonFactors(all, options);
}

CalibrationOptions optionsOf(const CalibrateArguments& arguments,
                             const std::vector<Measurement>& measured, const Runtime& base) {
  CalibrationOptions options;
  options.priorWeight = arguments.priorWeight;
  options.prunesDeadChannels = arguments.prunes;
  options.foldsPads = arguments.foldsPads;
  options.ownKernels = arguments.ownKernels;
  if (!arguments.factorsFrom.empty() && !arguments.heldTo.empty()) {
    throw Error(ErrorCode::usage, "--factors-from and --held-to contradict", {},
                "leave one of them out");
  }
  if (!arguments.heldTo.empty()) {
    options.priorFactors = factorsOfOthers(arguments, measured, base, options);
    return options;
  }
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
  std::string text = "tessera calibrate";
  for (const std::string& file : arguments.measurements) {
    text += " --measurements " + std::filesystem::path(file).filename().string();
  }
  text += fmt::format(" --engine '{}'", report.engine);
  for (const std::string& only : arguments.only) text += " --only '" + only + "'";
  for (const std::string& without : arguments.without) text += " --without '" + without + "'";
  if (arguments.prunes) {
    text += std::string(" --prunes-dead-channels ") + (*arguments.prunes ? "yes" : "no");
  }
  if (arguments.foldsPads) text += " --folds-pads";
  if (arguments.ownKernels) text += " --own-kernels";
  if (!arguments.clockAssumed.empty()) text += " --clock-assumed '" + arguments.clockAssumed + "'";
  for (const std::string& engine : arguments.heldTo) text += " --held-to '" + engine + "'";
  for (const std::string& only : arguments.heldOnly) text += " --held-only '" + only + "'";
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

namespace {

constexpr const char* measurementsTemplate =
    "# Times of whole inferences, a line each. model_local is the model's file below --models; "
    "core is "
    "Cortex-M0+,\n# M3, M4, M7, M33, M55 or M85; mcu, family, dtype and engine_version may be left "
    "out.\n"
    "model,model_local,board,mcu,core,clock_mhz,engine,engine_version,latency_ms\n"
    "My network,my_network.tflite,My board,STM32F446RE,Cortex-M4,180,TFLM+CMSIS-NN,,12.5\n";

/// The runtime's name where it is saved, and its file.
void save(const CalibrateArguments& arguments, Runtime runtime, OutputArguments& output) {
  std::string saved = arguments.saveRuntime;
  moveOutput({"--save-runtime", ".toml", ""}, output, saved);
  if (saved.empty()) return;
  runtime.name = runtimeNameOf(saved);
  writeOutput(saved, writeRuntime(runtime));
}

std::size_t modelsIn(const std::vector<Measurement>& rows) {
  std::set<std::string> models;
  for (const Measurement& row : rows) models.insert(row.path);
  return models.size();
}

constexpr std::size_t rowsOfAUser = 4;

/// Whether the rows move the scale of a board instead of making a fit: up to four of the engine
/// that the base was calibrated for, unless the fit is told what to hold to.
bool movesScale(const CalibrateArguments& arguments, const Runtime& base,
                const CalibrationReport& report) {
  const bool asksForFit = !arguments.factorsFrom.empty() || !arguments.heldTo.empty();
  const bool few = modelsIn(report.rows) < modelsOfAFit;
  if (!base.latency || asksForFit) return false;
  if (base.latency->engine == report.engine) return few || report.rows.size() <= rowsOfAUser;
  if (!few) return false;
  throw Error(ErrorCode::input,
              "the rows are of '" + report.engine + "', and '" + base.name +
                  "' was calibrated for '" + base.latency->engine + "'",
              {}, "name another --base, or write that engine where it is the same");
}

/// They move the scale of their board under the base.
int moveScale(const CalibrateArguments& arguments, Runtime runtime,
              std::vector<Measurement> measured, const std::vector<CalibrationRow>& rows) {
  MovedBoardReport report{runtime.name, std::move(measured),
                          moveBoard(*runtime.latency, rows, builtInBoardSpeeds())};
  runtime.latency = withBoard(std::move(*runtime.latency), report.moved.board);
  OutputArguments output = arguments.output;
  save(arguments, std::move(runtime), output);
  const auto document = [](const MovedBoardReport& of, const Reader& reader) {
    return documentOf(of, reader);
  };
  writeReports(report,
               withDocuments<MovedBoardReport>(document, {plainFormat("json", movedBoardJson)}),
               output);
  return exitDone;
}

/// The built-in runtimes' latencies without those of that engine.
std::vector<LatencyModel> modelsOfOthers(const std::string& engine) {
  std::vector<LatencyModel> models = builtInBoardSpeeds().models;
  std::erase_if(models, [&](const LatencyModel& model) { return model.engine == engine; });
  return models;
}

}  // namespace

int calibrate(const CalibrateArguments& arguments) {
  if (arguments.pairs) {
    const auto document = [](const std::vector<PairLeftOut>& pairs, const Reader& reader) {
      return pairsDocument(pairs, reader);
    };
    writeReports(pairsLeftOut(pairsOf(builtInBoardSpeeds().models)),
                 withDocuments<std::vector<PairLeftOut>>(document, {}), arguments.output);
    return exitDone;
  }
  if (arguments.printTemplate) {
    writeOutput(arguments.output.path, measurementsTemplate);
    return exitDone;
  }
  Runtime runtime = runtimeNamedOrRead(arguments.base);
  const std::vector<Measurement> measured = readAll(arguments.measurements);
  CalibrationReport report =
      selectedRows(measured, {arguments.engine, arguments.only, arguments.without});
  CalibrateArguments counted = arguments;
  const bool few = movesScale(arguments, runtime, report);
  if (few) {
    counted.prunes = runtime.latency->prunesDeadChannels;
    counted.foldsPads = runtime.latency->foldsPads;
  }
  const std::vector<CalibrationRow> rows = countedRows(counted, runtime, report.rows);
  if (few) return moveScale(arguments, std::move(runtime), std::move(report.rows), rows);
  const CalibrationOptions options = optionsOf(arguments, measured, runtime);
  report.fit = tessera::calibrate(rows, options);
  report.dataAlone = tessera::calibrate(rows, weighted(options, barelyHeld));
  report.countsAlone = tessera::calibrate(rows, weighted(options, onlyScales));
  report.oneRowBack = errorsWithOneRowBack(rows, options, builtInBoardSpeeds().models);
  if (arguments.coverage) {
    report.familiesLeftOut = coverageOf(rowsWithoutTheirFamily(rows, options));
    report.pairsLeftOut =
        coverageOf(rowsWithoutTheirPair(rows, options, modelsOfOthers(report.engine)));
  }
  report.heldTo = arguments.factorsFrom;
  for (const std::string& engine : arguments.heldTo) {
    report.heldTo += (report.heldTo.empty() ? "" : " and ") + engine;
  }
  report.fit.model.engine = report.engine;
  report.fit.model.source = sourceOf(arguments, report);
  OutputArguments output = arguments.output;
  runtime.latency = report.fit.model;
  save(arguments, std::move(runtime), output);
  writeReports(report, calibrateFormats(arguments), output);
  return exitDone;
}

}  // namespace tessera::cli
