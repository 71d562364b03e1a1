#include "sim/report/arena_text.h"

#include <fmt/core.h>

#include "sim/report/model_text.h"

namespace tessera {

std::string arenaText(const RunArena& arena) {
  const ArenaPlan& plan = arena.plan;
  std::string text = fmt::format("{} by {}, ", bytesText(plan.arena), name(arena.planner));
  text += plan.proven ? "proven least"
                      : fmt::format("may not be least (lower bound {}{})", kib(plan.lowerBound),
                                    cutText(plan.end));
  if (plan.fragmentation() == Bytes(0)) return text + ", no fragmentation";
  return text + fmt::format(", {} of fragmentation", kib(plan.fragmentation()));
}

std::string cutText(SearchEnd end) {
  switch (end) {
    case SearchEnd::proven:
    case SearchEnd::exhausted:
    case SearchEnd::steps:
      return {};
    case SearchEnd::time:
      return ", the search was cut by its time limit";
    case SearchEnd::stopped:
      return ", the search was stopped";
    case SearchEnd::memory:
      return ", the search ended at its limit of memory";
  }
  return {};
}

std::string fragmentationText(const ArenaPlan& plan) {
  if (plan.fragmentation() == Bytes(0)) return "none: the arena equals the peak";
  const double share =
      static_cast<double>(plan.fragmentation().count()) / static_cast<double>(plan.arena.count());
  return fmt::format("{}, {} of the arena", bytesText(plan.fragmentation()), percent(share));
}

}  // namespace tessera
