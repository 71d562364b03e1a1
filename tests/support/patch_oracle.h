#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/graph.h"
#include "core/region.h"

namespace tessera::test {

/// Whether a window may read elements that its input does not have.
enum class Borders { clipped, full };

/// What one tile makes one operator do.
struct OracleWork {
  Region computed;        ///< of the operator's output
  std::int64_t macs = 0;  ///< nominal: taps on padding count
};

struct OracleTile {
  std::vector<OracleWork> operators;  ///< in the order given
  std::map<TensorId, Region> read;    ///< of the activations that none of the operators writes
};

/// Patch-based execution element by element, without a formula for intervals: for each tile of the
/// last operator's output (`rows` x `columns` tiles in row-major order, sizes differing by at most
/// one, larger first) walks back over every element (row, column) and every tap of every window.
/// What is computed of a tensor is the smallest rectangle around the elements that are read of it.
///
/// Knows the operators that `randomStage` makes, in the channels-first layout.
std::vector<OracleTile> patchOracle(const Graph& graph, const std::vector<OperatorId>& operators,
                                    std::int64_t rows, std::int64_t columns, Borders borders);

/// The smallest rectangle around the elements of `input` that the operator reads for the elements
/// `computed` of its first output, tap by tap.
Region elementsRead(const Graph& graph, OperatorId op, TensorId input, const Region& computed,
                    Borders borders);

}  // namespace tessera::test
