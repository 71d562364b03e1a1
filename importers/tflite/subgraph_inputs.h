#pragma once

#include <string>
#include <vector>

#include "core/imported.h"
#include "importers/tflite/tensors.h"

namespace tessera::tflite_import {

/// The tensors that enter and leave the subgraph, by index, each once.
struct SubgraphEnds {
  std::vector<std::size_t> inputs;
  std::vector<std::size_t> outputs;
};

/// Finds the ends and gives each input its shape: that of `options.inputShapes`, else the file's,
/// whose open batch is 1. Inputs that are constants are left out, with a warning. Where
/// `options.openAsOne` says so every open extent of any tensor is 1, with a warning.
///
/// Throws Error(unsupported) that lists every input with other open dimensions and the option to
/// pass, Error(usage) where a shape is given to no input or has the wrong rank, Error(input) on an
/// index out of range.
SubgraphEnds resolveEnds(const schema::SubGraph& subgraph, std::vector<TensorInfo>& tensors,
                         Lists& lists, const ImportOptions& options,
                         std::vector<std::string>& warnings);

}  // namespace tessera::tflite_import
