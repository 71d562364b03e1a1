#pragma once

#include <string>
#include <vector>

#include "core/architecture/architecture.h"
#include "core/graph.h"
#include "importers/architecture/build_float.h"

namespace tessera::cli {

/// The layers of `network` all of whose weights have the name and shape of those in `old`.
std::vector<std::string> keptLayers(const arch::Architecture& network, const Graph& old);

/// The ONNX model of `network`, batch normalizations folded: convolutions and fully connected
/// layers of the same name and shape as in `old`, a network in real numbers with its batch
/// normalizations folded, keep their weights; all others get pseudo-random ones.
onnx_import::ModelWriter withOldWeights(arch::Architecture network, const Graph& old);

}  // namespace tessera::cli
