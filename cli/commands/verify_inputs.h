#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/graph.h"
#include "sim/verify/execute.h"

namespace tessera::cli {

/// Values for the graph inputs, and where those of each come from, in the graph's order.
struct VerifyInputs {
  tessera::verify::TensorBytes values;
  std::vector<std::string> sources;  ///< "random, seed 1", "from photo.npy"
};

/// Reads the files that are named by graph input; inputs without one are random. Throws
/// Error(usage) where a name is no graph input, Error(input) where a file does not fit its input.
VerifyInputs verifyInputs(const Graph& graph, std::int64_t seed,
                          const std::map<std::string, std::string>& files);

}  // namespace tessera::cli
