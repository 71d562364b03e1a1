#include "sim/search/order/best_order.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

#include "core/error.h"
#include "sim/search/order/beam.h"
#include "sim/search/order/cut_bound.h"
#include "sim/search/order/depth_first.h"
#include "sim/search/order/section.h"

namespace tessera {
namespace {

constexpr std::size_t quickSteps = 1024;   ///< before cuts and beams are worth their time
constexpr std::size_t firstSteps = 16384;  ///< of the first round; four times as many in each next
constexpr std::size_t stepsBetweenLooks = 256;  ///< at the clock
constexpr std::size_t firstWidth = 32;          ///< of the beam, likewise
constexpr std::size_t beamRounds = 5;           ///< up to a width of 8192

/// A section and what is known of it.
struct Task {
  OrderSection section;
  OperatorOrder order;
  std::int64_t peak = 0;
  std::optional<DepthFirst> search;
};

class Solver {
 public:
  Solver(const OrderProblem& problem, const OrderOptions& options)
      : problem_(problem),
        options_(options),
        end_(Clock::now() + options.timeLimit),
        order_(givenOrder(problem)) {}

  OrderResult run() {
    divide();
    for (Task& task : tasks_) search(task, quickSteps);
    for (Task& task : tasks_) raiseByCuts(task);
    for (std::size_t round = 0; isOpen() && !stopped() && !isExhausted(round); ++round) {
      for (Task& task : tasks_) {
        search(task, firstSteps << 2 * round);
        if (round < beamRounds) improve(task, firstWidth << 2 * round);
      }
    }
    return result();
  }

 private:
  using Clock = std::chrono::steady_clock;

  /// Sections that the given order may not suit, the highest peak first.
  void divide() {
    const std::vector<Bytes> steps = stepBytes(problem_, order_);
    Division division = divided(problem_);
    for (std::size_t i = 0; i < steps.size(); ++i) {
      if (division.isFixed[i]) bound_ = std::max(bound_, steps[i].count());
    }
    for (OrderSection& section : division.sections) {
      bound_ = std::max(bound_, trivialBound(section));
    }
    for (OrderSection& section : division.sections) {
      Task task;
      task.order.resize(section.operators.size());
      std::iota(task.order.begin(), task.order.end(), 0U);
      const auto begin = steps.begin() + section.first;
      const auto end = begin + static_cast<std::ptrdiff_t>(task.order.size());
      task.peak = std::max_element(begin, end)->count();
      task.section = std::move(section);
      if (isOpen(task)) tasks_.push_back(std::move(task));
    }
    std::stable_sort(tasks_.begin(), tasks_.end(),
                     [](const Task& a, const Task& b) { return a.peak > b.peak; });
  }

  /// Whether a better order of the section would matter.
  bool isOpen(const Task& task) const { return task.peak > bound_; }

  bool isOpen() const {
    return std::any_of(tasks_.begin(), tasks_.end(),
                       [&](const Task& task) { return isOpen(task); });
  }

  /// Whether another round could do nothing.
  bool isExhausted(std::size_t round) const {
    return round >= beamRounds && memory() > options_.memoryLimit;
  }

  bool stopped() const {
    if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) return true;
    if (steps_ >= options_.stepLimit) return true;
    return options_.timeLimit.count() > 0 && Clock::now() >= end_;
  }

  /// How many steps one in a large section counts for, since it takes as long.
  static std::size_t weight(const Task& task) { return 1 + task.order.size() / 512; }

  void search(Task& task, std::size_t steps) {
    while (isOpen(task) && steps > 0 && !stopped()) {
      if (!task.search) task.search.emplace(task.section);
      DepthFirst& search = *task.search;
      if (memory() > options_.memoryLimit) return;
      const std::size_t slice = std::min(steps, stepsBetweenLooks);
      search.advance(bound_, task.peak, slice);
      steps_ += slice * weight(task);
      steps -= slice;
      if (search.found()) improveTo(task, search.order());
      bound_ = std::max(bound_, search.capacity());
      report();
    }
    if (!isOpen(task)) task.search.reset();
  }

  void improve(Task& task, std::size_t width) {
    if (!isOpen(task)) return;
    const auto isStopped = [&] {
      steps_ += width * weight(task);
      return stopped();
    };
    const auto order = beamOrder(task.section, bound_, task.peak, width, isStopped);
    if (order) improveTo(task, *order);
  }

  static void improveTo(Task& task, OperatorOrder order) {
    const std::vector<std::int64_t> steps = sectionSteps(task.section, order);
    task.peak = *std::max_element(steps.begin(), steps.end());
    task.order = std::move(order);
  }

  /// Only operators whose step in the known order exceeds the bound can raise it.
  void raiseByCuts(Task& task) {
    const std::vector<std::int64_t> steps = sectionSteps(task.section, task.order);
    std::vector<std::uint32_t> heaviest = task.order;
    std::stable_sort(heaviest.begin(), heaviest.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return steps[a] > steps[b]; });
    CutBound cuts(task.section);
    for (const std::uint32_t op : heaviest) {
      if (steps[op] <= bound_ || stopped()) return;
      steps_ += 8 * weight(task);
      bound_ = std::max(bound_, cuts.bytes(op));
    }
  }

  std::size_t memory() const {
    std::size_t bytes = 0;
    for (const Task& task : tasks_) {
      if (task.search) bytes += task.search->memory();
    }
    return bytes;
  }

  void report() const {
    if (!options_.progress) return;
    std::int64_t peak = bound_;
    for (const Task& task : tasks_) peak = std::max(peak, task.peak);
    options_.progress(Bytes(peak), Bytes(bound_));
  }

  OrderResult result() {
    for (const Task& task : tasks_) {
      for (std::size_t i = 0; i < task.order.size(); ++i) {
        order_[task.section.first + i] = task.section.first + task.order[i];
      }
    }
    const Bytes peak = orderPeak(problem_, order_);
    if (peak < Bytes(bound_)) {
      throw Error(ErrorCode::internal, "an order has a peak below the proven bound");
    }
    return {std::move(order_), peak, Bytes(bound_), end(peak)};
  }

  SearchEnd end(Bytes peak) const {
    if (peak == Bytes(bound_)) return SearchEnd::proven;
    if (options_.stop != nullptr && options_.stop->load(std::memory_order_relaxed)) {
      return SearchEnd::stopped;
    }
    if (steps_ >= options_.stepLimit) return SearchEnd::steps;
    if (memory() > options_.memoryLimit) return SearchEnd::memory;
    return options_.timeLimit.count() > 0 ? SearchEnd::time : SearchEnd::exhausted;
  }

  const OrderProblem& problem_;
  const OrderOptions& options_;
  Clock::time_point end_;
  OperatorOrder order_;
  std::vector<Task> tasks_;
  std::int64_t bound_ = 0;
  std::size_t steps_ = 0;
};

}  // namespace

OrderResult bestOrder(const OrderProblem& problem, const OrderOptions& options) {
  checkProblem(problem);
  return Solver(problem, options).run();
}

}  // namespace tessera
