#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/network.h"

namespace tessera {

/// Keeps the ends of a graph real while the conversions inside it go: a graph input or output that
/// took an integer form gets its real type back, with a conversion between it and the rest.
class RealEnds {
 public:
  /// Remembers which ends of the network are real.
  explicit RealEnds(const Network& network);

  /// The operator at `conversion` converted that end, and stands for it in the end; `integer` is
  /// what the file calls the other side.
  void keep(std::size_t conversion, TensorId end, std::string integer);

  /// Puts the conversions back: those that were kept where the file has them, others behind the
  /// graph input or the writer of the graph output. `removed` has a flag for each operator.
  void restore(Network& network, std::vector<bool>& removed) const;

 private:
  struct Conversion {
    std::size_t at;
    TensorId end;
    std::string integer;
  };

  std::vector<TensorId> inputs_;
  std::vector<TensorId> outputs_;
  std::vector<Conversion> kept_;
};

}  // namespace tessera
