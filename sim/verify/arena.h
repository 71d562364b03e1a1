#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/interval.h"

namespace tessera::verify {

/// The one byte array that a plan's buffers lie in.
class Arena {
 public:
  explicit Arena(std::size_t bytes) : bytes_(bytes) {}

  std::byte* at(std::int64_t offset) { return bytes_.data() + offset; }
  bool holds(Interval addresses) const {
    return Interval{0, static_cast<std::int64_t>(bytes_.size())}.contains(addresses);
  }

  /// Destroys what lies at these addresses: every byte becomes another one than it was, by a
  /// pattern that differs from call to call.
  void poison(Interval addresses);

 private:
  std::vector<std::byte> bytes_;
  std::uint64_t calls_ = 0;
};

}  // namespace tessera::verify
