#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/tensor.h"

namespace tessera::verify {

/// An element that has other bits than it should.
struct Difference {
  std::vector<std::int64_t> element;  ///< coordinates in the whole tensor
  std::string expected;               ///< the stored values, for people
  std::string actual;
};

/// "[0, 3, 12, 7]"
std::string elementText(const Difference& difference);

/// The value of one stored element; its bits too where the type is real: "0.25 (0x3e800000)".
std::string storedText(const Tensor& tensor, const std::byte* at);

}  // namespace tessera::verify
