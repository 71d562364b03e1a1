#include "sim/search/front/sweep_label.h"

#include <algorithm>

namespace tessera {

bool dominates(const SweepLabel& a, const SweepLabel& b, std::size_t classes) {
  if (a.extra > b.extra || a.cycles > b.cycles || a.tail > b.tail) return false;
  for (std::size_t i = 0; i < 3; ++i) {
    if (a.held[i] > b.held[i]) return false;
  }
  for (std::size_t i = 0; i < classes; ++i) {
    for (std::size_t phase = 0; phase < loopPhases; ++phase) {
      if (a.live[i][phase] > b.live[i][phase]) return false;
    }
  }
  return true;
}

std::int32_t mostLive(const SweepLabel& label, std::size_t classes) {
  std::int32_t most = 0;
  for (std::size_t i = 0; i < classes; ++i) {
    for (const std::int32_t bytes : label.live[i]) most = std::max(most, bytes);
  }
  return most;
}

}  // namespace tessera
