#include "sim/trace.h"

#include <algorithm>
#include <array>

namespace tessera {

std::string_view name(BufferKind kind) {
  constexpr std::array<std::string_view, 6> names{"activation", "stage-input", "stage-output",
                                                  "tile",       "cache",       "scratch"};
  return names.at(static_cast<std::size_t>(kind));
}

std::vector<std::size_t> liveBuffers(const Trace& trace, std::size_t step) {
  std::vector<std::size_t> live;
  for (std::size_t i = 0; i < trace.buffers.size(); ++i) {
    if (trace.buffers[i].steps.contains(static_cast<std::int64_t>(step))) live.push_back(i);
  }
  std::stable_sort(live.begin(), live.end(), [&](std::size_t a, std::size_t b) {
    return trace.buffers[a].bytes > trace.buffers[b].bytes;
  });
  return live;
}

}  // namespace tessera
