#include "sim/verify/arena_run.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

#include "core/error.h"
#include "core/receptive_field.h"
#include "sim/verify/blame.h"
#include "sim/verify/channel_chunk.h"
#include "sim/verify/in_place.h"
#include "sim/verify/kernels.h"
#include "sim/verify/product.h"
#include "sim/verify/step_views.h"
#include "sim/verify/sums.h"
#include "sim/verify/whole_bytes.h"

namespace tessera::verify {
namespace {

/// Executes a trace step by step.
class Run {
 public:
  Run(const ArenaSetup& setup, const TensorBytes& inputs, const TensorBytes& expected)
      : trace_(setup.trace),
        graph_(setup.graph),
        expected_(expected),
        views_(setup, inputs, expected, result_) {}

  ArenaRunResult finish(const ArenaRunOptions& options) {
    while (result_.steps < trace_.steps.size()) {
      if (options.stop != nullptr && *options.stop) {
        throw Error(ErrorCode::interrupted, "interrupted");
      }
      runStep();
      if (result_.fault) return std::move(result_);
      ++result_.steps;
      if (options.progress) options.progress(result_.steps, trace_.steps.size());
    }
    compareGraphOutputs();
    return std::move(result_);
  }

 private:
  void runStep() {
    views_.enter();
    const Operator& op = graph_[views_.step().op];
    const bool onlyViews = std::all_of(op.outputs.begin(), op.outputs.end(),
                                       [&](TensorId id) { return graph_.storage(id) != id; });
    const Region region = views_.tiles().computed(views_.step());
    if (onlyViews && is<Transpose>(op) && !views_.failed()) return transposeInPlace(op);
    if (!onlyViews && !region.empty() && !views_.failed()) compute(op, region);
    if (views_.failed() || !views_.isLastChunk()) return;
    for (const TensorId id : views_.tiles().lastReads(views_.step().op)) {
      if (views_.memory().holds(id)) views_.memory().move(id, views_.step().patch);
    }
  }

  void compute(const Operator& op, const Region& region) {
    if (const auto summed = views_.tiles().accumulates(views_.step().op)) {
      accumulate(op, *summed, region);
    } else if (const auto chunked = views_.tiles().chunked(views_.step().op)) {
      chunked->sums ? sumUpChunk(op, region) : computeChunk(op, region, chunked->expands);
    } else if (views_.writesOverWhatItReads(op)) {
      for (std::int64_t row = region.rows.begin; row < region.rows.end && !views_.failed(); ++row) {
        computeRegion(op, {{row, row + 1}, region.columns});
      }
    } else {
      computeRegion(op, region);
    }
    views_.dropCopies();
  }

  /// Some channels of an expanded tensor.
  void computeChunk(const Operator& op, const Region& region, bool expands) {
    const TensorId id = op.outputs.front();
    std::optional<std::size_t> over;
    const TensorView to = views_.output(id, region, over);
    views_.bytes().poisonWorkspace();
    const std::vector<TensorView> inputs = views_.inputsOf(op, region);
    if (views_.failed()) return;
    // In place: the kernel works in memory of its own.
    const StepViews::Packed apart = views_.packed(id, over ? region : Region{});
    const TensorView& target = over ? apart.view : to;
    guarded(id, [&] {
      runChunk(graph_, views_.step().op, inputs, target, region, views_.step().channels, expands);
    });
    if (over && !views_.failed()) copyFrom(target, to);
    views_.bytes().poisonWorkspace();
    views_.compareOutput(id, to, region);
  }

  /// Adds some channels to the sums of a tile; the last chunk makes the tile of them.
  void sumUpChunk(const Operator& op, const Region& region) {
    const TensorId id = op.outputs.front();
    const auto sums = views_.sumsOf(id, elements(views_.computedBox(id, region)));
    if (views_.failed()) return;
    views_.bytes().poisonWorkspace();
    const std::vector<TensorView> inputs = views_.inputsOf(op, region);
    if (views_.failed()) return;
    if (views_.step().channels.begin == 0) std::fill(sums.begin(), sums.end(), std::byte{});
    guarded(id, [&] {
      const TensorView none = StepViews::nothingOf(graph_[id]);
      addChunk(graph_, views_.step().op, inputs, none, region, views_.step().channels, sums);
    });
    views_.bytes().poisonWorkspace();
    if (!views_.isLastChunk() || views_.failed()) return;
    const StepViews::Packed held = views_.packed(id, views_.memory().holds(id) ? region : Region{});
    std::optional<std::size_t> over;
    const TensorView to = views_.memory().holds(id) ? held.view : views_.output(id, region, over);
    if (views_.failed()) return;
    guarded(id, [&] { finishChunks(graph_, views_.step().op, inputs, to, region, sums); });
    views_.compareOutput(id, to, region);
    if (views_.memory().holds(id)) views_.store(id, region, held);
  }

  /// Runs a kernel, whose word for a region that is not stored where it is read is a fault.
  template <class Kernel>
  void guarded(TensorId id, const Kernel& kernel) {
    try {
      kernel();
    } catch (const Error& error) {
      if (error.code() != ErrorCode::internal) throw;
      views_.fail(id, error.where() + " " + error.message());
    }
  }

  /// Adds the tile to the sums; the last tile makes the result of them.
  void accumulate(const Operator& op, TensorId id, const Region& region) {
    const TensorId result = op.outputs.front();
    const auto sums = views_.sumsOf(result, graph_[result].shape.elements());
    if (views_.failed()) return;
    if (views_.step().patch == Patch{}) std::fill(sums.begin(), sums.end(), std::byte{});
    const TensorView tile =
        views_.memory().holds(id) ? views_.heldPart(id, region) : views_.input(id);
    if (views_.failed()) return;
    const bool pools = std::holds_alternative<GlobalPool>(op.attributes);
    const std::vector<TensorView> inputs = pools ? std::vector<TensorView>{} : factors(op);
    guarded(id, [&] {
      if (pools) return addToSums(graph_[id], views_.layout(), tile, region, sums);
      const TensorView none = StepViews::nothingOf(graph_[result]);
      addToProduct({graph_, op, inputs, {&none, 1}, region, views_.layout()}, graph_[id], tile,
                   region, sums);
    });
    if (views_.failed()) return;
    const Region whole = wholeRegion(graph_, id);
    const bool last = region.rows.end == whole.rows.end && region.columns.end == whole.columns.end;
    if (!last) return;
    std::optional<std::size_t> over;
    const TensorView to = views_.output(result, wholeRegion(graph_, result), over);
    if (views_.failed()) return;
    if (pools) {
      finishAverages(graph_, views_.step().op, to, averagesOf(graph_[id], views_.layout(), sums));
    } else {
      finishProduct({graph_, op, inputs, {&to, 1}, wholeRegion(graph_, result), views_.layout()},
                    sums);
    }
    views_.compareOutput(result, to, wholeRegion(graph_, result));
  }

  /// The inputs of a product, of the first only what it is.
  std::vector<TensorView> factors(const Operator& op) {
    std::vector<TensorView> views{StepViews::nothingOf(graph_[op.inputs.front()])};
    for (std::size_t i = 1; i < op.inputs.size(); ++i) views.push_back(views_.input(op.inputs[i]));
    return views;
  }

  void computeRegion(const Operator& op, const Region& region) {
    std::vector<TensorView> outputs;
    std::optional<std::size_t> over;
    std::vector<StepViews::Packed> held;
    for (const TensorId id : op.outputs) {
      if (!views_.memory().holds(id)) {
        outputs.push_back(views_.output(id, region, over));
        continue;
      }
      held.push_back(views_.packed(id, region));
      outputs.push_back(held.back().view);
    }
    views_.bytes().poisonWorkspace();
    const std::vector<TensorView> inputs = views_.inputsOf(op, region);
    if (views_.failed()) return;
    guarded(op.outputs.front(), [&] {
      if (over) return computeInPlace(views_.buffer(*over).tensor, inputs, outputs.front(), region);
      runOperator(graph_, views_.step().op, inputs, outputs, region);
    });
    views_.bytes().poisonWorkspace();
    auto next = held.begin();
    for (std::size_t i = 0; i < outputs.size(); ++i) {
      views_.compareOutput(op.outputs[i], outputs[i], region);
      if (views_.memory().holds(op.outputs[i])) views_.store(op.outputs[i], region, *next++);
    }
  }

  /// On kernels with the channels last the view is the very bytes. These kernels have them first:
  /// the bytes take the view's order where they are, which nothing else reads.
  void transposeInPlace(const Operator& op) {
    const TensorId to = op.outputs.front();
    const TensorView from = views_.input(op.inputs.front());
    const auto index = views_.bytes().readable(graph_.storage(to));
    if (views_.failed() || !index) return;
    std::vector<std::byte> moved(static_cast<std::size_t>(storageBytes(graph_[to]).count()));
    const TensorView scratch = wholeView(graph_[to], moved.data());
    runOperator(graph_, views_.step().op, {&from, 1}, {&scratch, 1}, wholeRegion(graph_, to));
    const TensorView view = views_.view(to, *index);
    copyFrom(moved, view);
    views_.compareOutput(to, view, wholeRegion(graph_, to));
  }

  void computeInPlace(TensorId dying, std::span<const TensorView> inputs, const TensorView& output,
                      const Region& region) {
    if (!runsPlaneByPlane(graph_, views_.step().op, dying)) {
      return views_.fail(dying,
                         "is to be written in place over " + views_.quoted(dying) +
                             ", which only depthwise convolutions and elementwise operators can");
    }
    runInPlace(graph_, views_.step().op, inputs, output, region, dying);
  }

  void compareGraphOutputs() {
    for (const TensorId id : graph_.outputs()) {
      const TensorId storage = graph_.storage(id);
      if (graph_[storage].role != TensorRole::activation || trace_.steps.empty()) continue;
      const TensorView found = views_.input(id);
      if (views_.failed()) return;
      result_.outputElements += elements(found.stored);
    }
  }

  const Trace& trace_;
  const Graph& graph_;
  const TensorBytes& expected_;
  ArenaRunResult result_;
  StepViews views_;
};

/// A plan whose addresses cannot be executed at all.
std::optional<Fault> misplaced(const ArenaSetup& setup) {
  const auto nameOf = [&](std::size_t buffer) {
    return "'" + setup.graph[setup.trace.buffers[buffer].tensor].name + "'";
  };
  if (const auto buffer = outsideArena(setup.trace, setup.plan)) {
    return Fault{std::nullopt, setup.trace.buffers[*buffer].tensor,
                 "the plan puts " + nameOf(*buffer) + " outside its arena", std::nullopt};
  }
  if (const auto buffer = movedFromItsInput(setup.trace, setup.plan)) {
    const Buffer& moved = setup.trace.buffers[*buffer];
    const std::string where =
        moved.before ? exactBytes(*moved.before) + " before " : std::string("at the address of ");
    return Fault{std::nullopt, moved.tensor,
                 "the plan does not put " + nameOf(*buffer) + " " + where +
                     nameOf(*moved.overwrites) + ", over which it is written",
                 std::nullopt};
  }
  return std::nullopt;
}

}  // namespace

ArenaRunResult runInArena(const ArenaSetup& setup, const TensorBytes& inputs,
                          const TensorBytes& expected, const ArenaRunOptions& options) {
  if (auto fault = misplaced(setup)) {
    ArenaRunResult result;
    result.fault = std::move(fault);
    return result;
  }
  return Run(setup, inputs, expected).finish(options);
}

std::string describe(const Graph& graph, const Trace& trace, const Fault& fault) {
  if (!fault.step) return fault.what;
  if (*fault.step == trace.steps.size()) return "the end " + fault.what;
  const Step& step = trace.steps[*fault.step];
  const Operator& op = graph[step.op];
  const bool inPatch = std::any_of(trace.steps.begin(), trace.steps.end(), [&](const Step& other) {
    return other.block == step.block && !(other.patch == Patch{});
  });
  const std::string patch =
      inPatch ? fmt::format(", patch {},{}", step.patch.row, step.patch.column) : "";
  return fmt::format("step {}{}, '{}' ({}): {}", *fault.step, patch, op.name, op.type, fault.what);
}

}  // namespace tessera::verify
