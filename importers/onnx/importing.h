#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "importers/onnx/graph_types.h"
#include "importers/onnx/model_checks.h"
#include "importers/onnx/model_file.h"
#include "importers/onnx/network_builder.h"

namespace tessera::onnx_import {

/// A network before lowering, and how it came about.
struct ImportedGraph {
  Network network;
  std::size_t folded = 0;  ///< nodes that only constants feed, computed at import
  std::vector<std::string> warnings;
};

/// Turns the graph of a model into a network. With `fold` false, what only constants feed stays in
/// the network as operators; its values resolve shapes all the same.
ImportedGraph importGraph(const ModelFile& file, const std::map<std::string, Shape>& inputShapes,
                          bool fold);

}  // namespace tessera::onnx_import
