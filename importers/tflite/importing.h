#pragma once

#include <string>
#include <vector>

#include "core/imported.h"
#include "core/network.h"
#include "importers/tflite/model_file.h"

namespace tessera::tflite_import {

/// A network before lowering, and how it came about.
struct ImportedGraph {
  Network network;
  std::size_t folded = 0;  ///< operators that only constants feed, computed at import
  std::size_t stored = 0;  ///< dequantised constants that are read as they are stored
  std::vector<std::string> warnings;
  std::vector<std::string> fileTensors;  ///< names, in the file's order
};

/// The rewrites that the import itself makes.
struct ConstantRewrites {
  bool fold = false;   ///< what only constants feed is computed; otherwise it stays operators,
                       ///< whose values resolve shapes all the same
  bool stored = true;  ///< a constant that is only dequantised is read as it is stored
};

/// Turns the first subgraph of a model into a network whose tensors are in the file's order.
///
/// Shapes are the file's, which is what TFLite Micro allocates. Where `inputShapes` changes them,
/// and where the file leaves them open, they are those that the operators give.
ImportedGraph importGraph(const ModelFile& file, const ImportOptions& options,
                          ConstantRewrites rewrites);

}  // namespace tessera::tflite_import
