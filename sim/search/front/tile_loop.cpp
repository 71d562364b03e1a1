#include "sim/search/front/tile_loop.h"

namespace tessera {

PhaseBytes TileLoop::liveIn(const Interval& operators, const TileNeeds::Kept& kept,
                            std::int64_t lastReader) const {
  const bool before = operators.begin <= lastReader;  // its tile lives
  const bool after = operators.begin >= lastReader;   // what is held has begun in the first tile
  const bool over = operators.begin > lastReader;
  PhaseBytes bytes{};
  for (std::size_t phase = 0; phase < loopPhases; ++phase) {
    const bool ended = over && lastAlone(phase);
    const bool ring = phase == 0 ? kept.whole || after : !ended;
    const bool firstColumn = phase % 2 == 0;
    const bool beside = firstColumn ? after : !ended && !(over && columns == 2);
    if (before) bytes[phase] += kept.tile[phase];
    if (ring) bytes[phase] += kept.ring;
    if (beside) bytes[phase] += kept.beside[phase / 2];
  }
  return bytes;
}

}  // namespace tessera
