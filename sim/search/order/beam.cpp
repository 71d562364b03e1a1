#include "sim/search/order/beam.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "sim/search/order/down_set.h"

namespace tessera {
namespace {

class Beam {
 public:
  Beam(const OrderSection& section, std::int64_t bound, std::int64_t ceiling, std::size_t width)
      : section_(section), bound_(bound), ceiling_(ceiling), width_(width), set_(section) {}

  std::optional<OperatorOrder> run(const std::function<bool()>& stopped) {
    runSafeOperators(set_, section_, bound_, sequence_);
    arrive(none, bound_);
    while (!levels_.empty() && sequence_.size() < longestSequence && !stopped()) {
      const auto level = levels_.extract(levels_.begin());
      if (level.key() == section_.operators.size()) return order(best(level.mapped()).front());
      for (const State& state : best(level.mapped())) expand(state, level.mapped());
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr std::size_t longestSequence = std::size_t{1} << 26;  // 256 MiB

  struct State {
    std::int64_t peak = 0;
    std::int64_t live = 0;
    std::uint32_t count = 0;
    std::uint32_t step = none;  ///< what ran last, in `steps_`
    std::size_t words = 0;      ///< its place in the level's words
  };

  /// Down-sets of one size.
  struct Level {
    std::vector<State> states;
    std::vector<std::uint64_t> words;
  };

  /// What ran since the previous one.
  struct Step {
    std::uint32_t previous = none;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
  };

  std::span<const std::uint64_t> words(const Level& level, const State& state) const {
    return std::span(level.words).subspan(state.words, set_.words().size());
  }

  /// The states that go on: the first `width_`, of equal down-sets one.
  std::vector<State> best(const Level& level) const {
    std::vector<State> sorted = level.states;
    std::stable_sort(sorted.begin(), sorted.end(), [](const State& a, const State& b) {
      return std::tuple(a.peak, a.live) < std::tuple(b.peak, b.live);
    });
    std::vector<State> chosen;
    for (const State& state : sorted) {
      if (chosen.size() == width_) break;
      const auto key = words(level, state);
      const bool isNew = std::none_of(chosen.begin(), chosen.end(), [&](const State& other) {
        return std::ranges::equal(words(level, other), key);
      });
      if (isNew) chosen.push_back(state);
    }
    return chosen;
  }

  void expand(const State& state, const Level& level) {
    moves_.clear();
    set_.load(words(level, state), state.live, state.count);
    set_.forEachReady([&](std::uint32_t op) {
      if (set_.step(op) < ceiling_) moves_.push_back(op);
    });
    for (const std::uint32_t op : moves_) {
      set_.load(words(level, state), state.live, state.count);
      const std::int64_t peak = std::max(state.peak, set_.step(op));
      runAndSafeOperators(set_, section_, op, peak, state.peak, sequence_);
      arrive(state.step, peak);
    }
  }

  /// Runs what is safe and files the current set under its size.
  void arrive(std::uint32_t previous, std::int64_t peak) {
    const std::uint32_t begin = steps_.empty() ? 0 : steps_.back().end;
    steps_.push_back({previous, begin, static_cast<std::uint32_t>(sequence_.size())});
    Level& level = levels_[set_.count()];
    level.states.push_back({peak, set_.live(), set_.count(),
                            static_cast<std::uint32_t>(steps_.size() - 1), level.words.size()});
    level.words.insert(level.words.end(), set_.words().begin(), set_.words().end());
  }

  OperatorOrder order(const State& last) const {
    std::vector<std::uint32_t> path;
    for (std::uint32_t at = last.step; at != none; at = steps_[at].previous) path.push_back(at);
    OperatorOrder order;
    for (auto at = path.rbegin(); at != path.rend(); ++at) {
      order.insert(order.end(), sequence_.begin() + steps_[*at].begin,
                   sequence_.begin() + steps_[*at].end);
    }
    return order;
  }

  const OrderSection& section_;
  std::int64_t bound_;
  std::int64_t ceiling_;
  std::size_t width_;
  DownSet set_;
  std::map<std::uint32_t, Level> levels_;  // by operators that have run
  std::vector<Step> steps_;
  std::vector<std::uint32_t> sequence_;
  std::vector<std::uint32_t> moves_;
};

}  // namespace

std::optional<OperatorOrder> beamOrder(const OrderSection& section, std::int64_t bound,
                                       std::int64_t ceiling, std::size_t width,
                                       const std::function<bool()>& stopped) {
  return Beam(section, bound, ceiling, width).run(stopped);
}

}  // namespace tessera
