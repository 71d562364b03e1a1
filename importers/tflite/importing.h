#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/network.h"
#include "importers/tflite/model_file.h"

namespace tessera::tflite_import {

/// A network before lowering, and how it came about.
struct ImportedGraph {
  Network network;
  std::size_t folded = 0;  ///< operators that only constants feed, computed at import
  std::vector<std::string> warnings;
};

/// Turns the first subgraph of a model into a network whose tensors are in the file's order. With
/// `fold` false, what only constants feed stays in the network as operators; its values resolve
/// shapes all the same.
///
/// Shapes are the file's, which is what TFLite Micro allocates. Where `inputShapes` changes them,
/// and where the file leaves them open, they are those that the operators give.
ImportedGraph importGraph(const ModelFile& file, const std::map<std::string, Shape>& inputShapes,
                          bool fold);

}  // namespace tessera::tflite_import
