#pragma once

#include <string>
#include <vector>

#include "core/architecture/architecture.h"
#include "core/graph.h"
#include "importers/architecture/build_float.h"

namespace tessera::cli {

/// A network that keeps the weights of another one where a layer is unchanged.
struct Inherited {
  onnx_import::ModelWriter model;
  std::vector<std::string> kept;  ///< layers all of whose weights are the old ones
};

/// The ONNX model of `network`, batch normalizations folded: convolutions and fully connected
/// layers of the same name and shape as in `old`, a network in real numbers with its batch
/// normalizations folded, keep their weights; all others get pseudo-random ones.
Inherited withOldWeights(arch::Architecture network, const Graph& old);

}  // namespace tessera::cli
