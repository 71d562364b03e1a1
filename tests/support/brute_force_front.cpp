#include "tests/support/brute_force_front.h"

#include <algorithm>
#include <array>

#include "core/receptive_field.h"
#include "sim/run/simulate.h"
#include "sim/schedule/patch_based.h"

namespace tessera::test {
namespace {

constexpr std::array bothOverlaps{Overlap::recompute, Overlap::cache};

/// All that one stretch of operators comes to as a block, the others running whole.
class Stretch {
 public:
  Stretch(const Program& program, StageInput input, std::size_t begin, std::size_t end)
      : program_(program), graph_(program.graph), input_(input), begin_(begin), end_(end) {
    for (std::size_t i = 0; i < graph_.operators().size(); ++i) {
      const bool joins = begin < i && i < end;
      if (!joins) schedule_.blocks.emplace_back();
      schedule_.blocks.back().operators.emplace_back(i);
    }
  }

  BudgetFront run() {
    if (end_ == begin_ + 1) note();
    for (const BlockResult result : {BlockResult::fresh, BlockResult::accumulate}) {
      if (!whyNoStage(graph_, block().operators, result).empty()) continue;
      block().result = result;
      block().input = input_;
      everyTile();
    }
    return front_;
  }

 private:
  Block& block() { return schedule_.blocks[begin_]; }

  std::vector<TensorId> kept() const {
    std::vector<TensorId> tensors;
    for (std::size_t i = begin_; i + 1 < end_; ++i) {
      tensors.push_back(graph_[OperatorId(i)].outputs.front());
    }
    const TensorId image = graph_.inputs().front();
    const auto readers = graph_.consumers(image);
    const bool inside = std::all_of(readers.begin(), readers.end(), [&](OperatorId reader) {
      return reader.index() >= begin_ && reader.index() < end_;
    });
    if (inside && input_ == StageInput::streamed) tensors.push_back(image);
    return tensors;
  }

  void everyTile() {
    const Region map = wholeRegion(graph_, tiledTensor(graph_, block()));
    const std::vector<TensorId> tensors = kept();
    for (std::int64_t rows = 1; rows <= map.rows.end; ++rows) {
      for (std::int64_t columns = 1; columns <= map.columns.end; ++columns) {
        if (rows == map.rows.end && columns == map.columns.end) continue;
        setTile(graph_, block(), {rows, columns});
        everyMode(tensors, 0);
      }
    }
  }

  void everyMode(const std::vector<TensorId>& tensors, std::size_t next) {
    if (next == tensors.size()) return note();
    for (const Overlap rows : bothOverlaps) {
      for (const Overlap columns : bothOverlaps) {
        block().overlaps[tensors[next]] = {rows, columns};
        everyMode(tensors, next + 1);
      }
    }
  }

  void note() {
    const Trace trace = simulate(program_, schedule_);
    std::int64_t peak = 0;
    for (const Step& step : trace.steps) {
      if (step.block == begin_) peak = std::max(peak, step.live.count());
    }
    Cycles cycles;
    for (const Step& step : trace.steps) {
      if (step.block == begin_) cycles += step.cycles.value_or(Cycles(0));
    }
    front_.add({peak, (trace.totals.executed - trace.totals.macs).count(), cycles.count()});
  }

  const Program& program_;
  const Graph& graph_;
  StageInput input_;
  std::size_t begin_;
  std::size_t end_;
  Schedule schedule_;
  BudgetFront front_;
};

}  // namespace

std::vector<FrontCost> bruteForceFront(const Program& program, StageInput input) {
  const std::size_t count = program.graph.operators().size();
  std::vector<BudgetFront> fronts(count + 1);
  fronts.front().add({});
  for (std::size_t end = 1; end <= count; ++end) {
    for (std::size_t begin = 0; begin < end; ++begin) {
      const BudgetFront stretch = Stretch(program, input, begin, end).run();
      for (const FrontCost& before : fronts[begin].costs()) {
        for (const FrontCost& own : stretch.costs()) {
          fronts[end].add(inSequence(before, own));
        }
      }
    }
  }
  std::vector<FrontCost> costs = fronts.back().costs();
  std::sort(costs.begin(), costs.end(),
            [](const FrontCost& a, const FrontCost& b) { return a.peak < b.peak; });
  return costs;
}

}  // namespace tessera::test
