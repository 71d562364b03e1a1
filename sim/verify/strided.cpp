#include "sim/verify/strided.h"

namespace tessera::verify {

std::optional<std::vector<std::int64_t>> broadcastStrides(const Shape& from, const Shape& to) {
  if (from.rank() > to.rank()) return std::nullopt;
  std::vector<std::int64_t> strides(to.rank(), 0);
  const std::size_t skipped = to.rank() - from.rank();
  const std::vector<std::int64_t> packed = rowMajorStrides(wholeBox(from));
  for (std::size_t i = 0; i < from.rank(); ++i) {
    if (from[i] != 1 && from[i] != to[skipped + i]) return std::nullopt;
    strides[skipped + i] = from[i] == 1 ? 0 : packed[i];
  }
  return strides;
}

}  // namespace tessera::verify
