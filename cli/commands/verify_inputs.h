#pragma once

#include <string>
#include <vector>

#include "cli/arguments.h"
#include "core/graph.h"
#include "sim/verify/execute.h"

namespace tessera::cli {

/// Values for the graph inputs, and where those of each come from, in the graph's order.
struct VerifyInputs {
  tessera::verify::TensorBytes values;
  std::vector<std::string> sources;  ///< "random, seed 1", "from photo.npy"
};

/// Reads the files that the arguments name; inputs without one are random. Throws Error(usage)
/// where a name is no graph input, Error(input) where a file does not fit its input.
VerifyInputs verifyInputs(const Graph& graph, const VerifyArguments& arguments);

}  // namespace tessera::cli
