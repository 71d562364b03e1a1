#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "core/graph.h"
#include "sim/verify/tensor_view.h"

namespace tessera::verify {

/// The constants of a graph in memory, each loaded when it is first asked for.
class Constants {
 public:
  explicit Constants(const Graph& graph) : graph_(graph) {}

  /// The values of a constant in its own type: what is stored in another type is converted
  /// (quantised where the tensor has scales), folded batch norms are multiplied in.
  /// Throws Error(unsupported) where the file carries no values for it, Error(input) where it
  /// cannot be read or has too few.
  TensorView view(TensorId id);

 private:
  const Graph& graph_;
  std::map<TensorId, std::vector<std::byte>> loaded_;
};

}  // namespace tessera::verify
