#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "importers/onnx/inlining.h"

namespace tessera::onnx_import {

/// The node indices in the executable order closest to the list's. A node waits for what its
/// subgraphs read, too.
///
/// `given` are the names that no node writes: inputs and initializers. Throws Error(input) naming
/// node and tensor where a tensor is written twice or never, or where nodes wait for each other.
std::vector<int> nodeOrder(const NodeList& nodes, const std::vector<std::string>& names,
                           const std::unordered_set<std::string>& given);

}  // namespace tessera::onnx_import
