#include "sim/study/fit_advice.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "core/error.h"
#include "sim/study/run_search.h"
#include "sim/target/devices.h"

namespace tessera {
namespace {

/// Whether it is nearer to fitting: the engine runs it where it did not, or what exceeded its room
/// takes less.
bool isNearer(const FitRow& row, const FitRow& than) {
  if (!row.failed.empty() || !row.cannotRun.empty()) return false;
  if (row.fits() || !than.cannotRun.empty()) return true;
  if (!than.fit.sram.fits()) return row.fit.sram.needed < than.fit.sram.needed;
  if (than.fit.flash && !than.fit.flash->fits()) {
    return row.fit.flash && row.fit.flash->needed < than.fit.flash->needed;
  }
  if (than.inTime.value_or(true) || !row.milliseconds) return false;
  return *row.milliseconds < than.milliseconds.value_or(0.0);
}

/// Rows and columns of a graph input as the file's user names its axes; nothing where it has none.
std::optional<std::pair<std::size_t, std::size_t>> spatialAxes(const Graph& graph, TensorId input) {
  if (graph[input].shape.rank() != 4) return std::nullopt;
  const bool last = graph.layout() == Layout::channelsLast || graph[input].channelsLastInFile;
  return last ? std::pair<std::size_t, std::size_t>{1, 2}
              : std::pair<std::size_t, std::size_t>{2, 3};
}

/// Networks that halve their maps five times want multiples of 32.
std::int64_t scaled(std::int64_t extent, double factor) {
  const std::int64_t step = extent >= 128 ? 32 : extent >= 32 ? 8 : 1;
  const auto wanted = static_cast<std::int64_t>(static_cast<double>(extent) * factor);
  return std::max<std::int64_t>(step, wanted / step * step);
}

class Helper {
 public:
  Helper(const FitRow& row, const FitQuestion& question, const ModelReader& reader,
         const FitWatch& watch)
      : row_(row),
        question_(question),
        reader_(reader),
        stop_(watch.stop),
        runtimes_(runtimesOf(row)) {}

  std::vector<Advice> finish() {
    tryLayers();
    tryOrder();
    tryPlanner();
    tryPatches();
    tryStreaming();
    tryRuntimes();
    tryBoards();
    tryInteger();
    trySmallerInput();
    std::stable_sort(found_.begin(), found_.end(), [](const Advice& a, const Advice& b) {
      if (a.row.fits() != b.row.fits()) return a.row.fits();
      return !a.row.fits() && a.row.fit.sram.needed < b.row.fit.sram.needed;
    });
    return std::move(found_);
  }

 private:
  bool stopped() const { return stop_ != nullptr && *stop_; }

  StudyRequest request() const { return row_.request; }

  /// The row of a changed request; nothing where it cannot be asked or was stopped.
  std::optional<FitRow> asked(const StudyRequest& request) const {
    if (stopped()) return std::nullopt;
    try {
      return fitRow(row_.path, request, question_, reader_, {stop_});
    } catch (const Error&) {
      return std::nullopt;  // the network does not allow it
    }
  }

  void keep(std::string change, std::string price, const std::optional<FitRow>& row) {
    if (!row || !isNearer(*row, row_)) return;
    found_.push_back({std::move(change), std::move(price), *row});
  }

  void tryOrder() {
    if (row_.request.order == OrderKind::best || row_.schedule != "layer") return;
    StudyRequest changed = request();
    changed.order = OrderKind::best;
    keep("in the order of least peak", "the file's operators are put in another order",
         asked(changed));
  }

  /// The runtimes that run networks and are made for the board.
  static std::vector<Runtime> runtimesOf(const FitRow& row) {
    std::vector<Runtime> runtimes;
    for (const std::string& name : usualRuntimes(false)) {
      Runtime runtime = runtimeNamed(name);
      const bool made = !row.target || isMadeFor(runtime, row.target->device);
      if (made) runtimes.push_back(std::move(runtime));
    }
    return runtimes;
  }

  /// Those that run patches: the row's own, or all.
  std::set<std::string> patchRuntimes() const {
    if (row_.runtime.runs == Runs::patches) return {row_.request.runtime};
    std::set<std::string> runtimes;
    for (const Runtime& runtime : runtimes_) {
      if (runtime.runs == Runs::patches) runtimes.insert(runtime.name);
    }
    return runtimes;
  }

  void tryPatches() {
    for (const std::string& runtime : patchRuntimes()) {
      if (stopped()) return;
      StudyRequest changed = request();
      changed.runtime = runtime;
      changed.schedule = "layer";
      try {
        const Study study = studyOf(row_.path, changed, reader_, {stop_});
        SearchRequest search;
        search.patches = study.patches();
        const SearchReport report = study.search(search, {stop_, {}});
        if (!report.result.recommended) continue;
        changed.schedule = recommendedSchedule(report, search.patches).name;
      } catch (const Error&) {
        continue;
      }
      const auto row = asked(changed);
      if (!row) continue;
      const double extra = static_cast<double>((row->totals.executed - row->totals.macs).count()) /
                           static_cast<double>(std::max<std::int64_t>(1, row->totals.macs.count()));
      keep("in patches, " + row->schedule,
           fmt::format("{:+.1f} % MACs; {} runs patches", 100 * extra, row->runtime.name), row);
    }
  }

  void tryStreaming() {
    const bool inPatches = row_.schedule != "layer";
    if (!inPatches || row_.request.stageInput || row_.runtime.rules.stageInputStreamed) return;
    StudyRequest changed = request();
    changed.stageInput = StageInput::streamed;
    keep("with the input streamed", "the application hands the image over patch by patch",
         asked(changed));
  }

  /// The other runtimes that are made for the board, whether they were asked or not.
  void tryRuntimes() {
    for (const Runtime& other : runtimes_) {
      const bool own = other.name == row_.request.runtime;
      if (own || other.interpreter != Interpreter::none) continue;
      StudyRequest changed = request();
      changed.runtime = other.name;
      changed.schedule = "layer";
      const auto row = asked(changed);
      if (row && row->fits()) keep("under " + other.name, other.description, row);
    }
  }

  /// Layer by layer, where a schedule is asked for that does not fit or cannot run.
  void tryLayers() {
    if (row_.request.schedule == "layer") return;
    StudyRequest changed = request();
    changed.schedule = "layer";
    keep("layer by layer", "no patches", asked(changed));
  }

  void tryPlanner() {
    if (row_.runtime.planner == PlannerKind::exact) return;
    StudyRequest changed = request();
    changed.planner = PlannerKind::exact;
    keep("with addresses planned by exact", "firmware takes the plan: tessera plan",
         asked(changed));
  }

  void tryBoards() {
    if (row_.request.board.empty() || stopped()) return;
    FitQuestion everywhere = question_;
    everywhere.common = request();
    everywhere.models = {row_.path};
    everywhere.boards = builtInDeviceNames();
    everywhere.types = {row_.request.deployment};
    const FitAnswer boards = answerFit(everywhere, reader_, {stop_, {}});
    for (const FitRow& other : boards.rows) {
      if (!other.fits() || !isMadeFor(other.runtime, other.target->device)) continue;
      const Device& device = other.target->device;
      if (device.mcu == "FPGA") continue;  // nobody buys one to run a network on
      found_.push_back({"on " + device.name,
                        "another board: " + chipText(device) + ", " +
                            kib(largestContiguous(device)) + " of SRAM",
                        other});
      return;
    }
  }

  void tryInteger() {
    if (row_.deployment == "int8") return;
    StudyRequest changed = request();
    changed.deployment = Deployment::int8;
    keep("as int8", "quantise the network and measure its accuracy", asked(changed));
  }

  /// The only input of the network, where it is a picture.
  struct Picture {
    std::string name;
    Shape shape;  ///< as the file's user knows it
    std::pair<std::size_t, std::size_t> axes;
  };

  std::optional<Picture> picture() const {
    const Study study = studyOf(row_.path, row_.request, reader_, {stop_});
    const Graph& graph = study.graph();
    if (graph.inputs().size() != 1) return std::nullopt;
    const TensorId input = graph.inputs().front();
    const auto axes = spatialAxes(graph, input);
    if (!axes) return std::nullopt;
    return Picture{graph[input].name, fileShape(graph[input]), *axes};
  }

  /// The largest of a few smaller inputs that fits; else the smallest that the network takes.
  void trySmallerInput() {
    const auto input = stopped() ? std::nullopt : picture();
    if (!input) return;
    std::optional<Advice> best;
    for (const double factor : {0.875, 0.75, 0.625, 0.5}) {
      std::vector<std::int64_t> extents = input->shape.extents();
      for (const std::size_t axis : {input->axes.first, input->axes.second}) {
        extents[axis] = scaled(extents[axis], factor);
      }
      StudyRequest changed = request();
      const Shape shape(std::move(extents));
      changed.inputShapes[input->name] = shape;
      const auto row = asked(changed);
      if (!row || !isNearer(*row, row_)) continue;
      best = {"with an input of " + shape.text(), "train it again at that size", *row};
      if (row->fits()) break;
    }
    if (best) found_.push_back(std::move(*best));
  }

  const FitRow& row_;
  const FitQuestion& question_;
  const ModelReader& reader_;
  const std::atomic<bool>* stop_;
  std::vector<Runtime> runtimes_;
  std::vector<Advice> found_;
};

}  // namespace

std::vector<Advice> whatHelps(const FitRow& row, const FitQuestion& question,
                              const ModelReader& reader, const FitWatch& watch) {
  return Helper(row, question, reader, watch).finish();
}

}  // namespace tessera
