#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/interval.h"

namespace tessera::verify {

/// The SRAM of a run: one byte array, whose buffers a plan has placed.
class Memory {
 public:
  explicit Memory(std::size_t bytes) : bytes_(bytes) {}

  std::byte* at(std::int64_t address) { return bytes_.data() + address; }

  /// Destroys what lies at these addresses: every byte becomes another one than it was, by a
  /// pattern that differs from call to call.
  void poison(Interval addresses);

 private:
  std::vector<std::byte> bytes_;
  std::uint64_t calls_ = 0;
};

}  // namespace tessera::verify
