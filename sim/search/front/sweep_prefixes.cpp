#include "sim/search/front/sweep_prefixes.h"

#include <algorithm>
#include <utility>

namespace tessera {
namespace {

bool nowhereWorse(const SweepPrefix& a, const SweepPrefix& b) {
  return a.alive <= b.alive && covers(a.cost, b.cost);
}

}  // namespace

SweepPrefixes::SweepPrefixes(std::vector<bool> begins, std::vector<std::int64_t> alive,
                             std::size_t longest)
    : begins_(std::move(begins)), alive_(std::move(alive)), longest_(longest) {
  at_.reserve(begins_.size());
  upTo_.reserve(begins_.size());
}

void SweepPrefixes::reach(const std::vector<FrontCost>& costs) {
  const std::size_t cut = at_.size();
  at_.push_back(begins_[cut] ? costs : std::vector<FrontCost>());
  std::vector<SweepPrefix> near;
  if (cut >= longest_ && !at_[cut - longest_].empty()) {
    for (std::size_t i = cut - longest_ + 1; i < cut; ++i) add(i, near);
  } else if (cut > 0) {
    near = upTo_.back();
  }
  add(cut, near);
  upTo_.push_back(std::move(near));
}

void SweepPrefixes::add(std::size_t cut, std::vector<SweepPrefix>& to) const {
  for (const FrontCost& cost : at_[cut]) {
    const SweepPrefix added{alive_[cut], cost};
    const auto isWorse = [&](const SweepPrefix& other) { return nowhereWorse(added, other); };
    const bool covered = std::any_of(
        to.begin(), to.end(), [&](const SweepPrefix& other) { return nowhereWorse(other, added); });
    if (covered) continue;
    std::erase_if(to, isWorse);
    to.push_back(added);
  }
}

}  // namespace tessera
