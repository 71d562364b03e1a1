#pragma once

#include <string>

namespace tessera {

/// A line of a summary.
struct Fact {
  std::string key;
  std::string value;
};

}  // namespace tessera
