#pragma once

#include <string>

namespace tessera {

/// Why a block cannot run as its schedule says, and the nearest that can.
struct BlockRefusal {
  std::string why;
  std::string hint;
};

}  // namespace tessera
