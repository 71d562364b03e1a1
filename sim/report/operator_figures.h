#pragma once

#include <optional>

#include "core/graph.h"
#include "core/units.h"
#include "core/work.h"

namespace tessera {

/// The figures of one operator that every form of the inspection prints.
struct OperatorFigures {
  std::optional<Macs> macs;
  ModelSize size;
  Bytes inputBytes;   ///< activations that it reads, each storage once
  Bytes outputBytes;  ///< activations that it writes; a view writes none
  Shape outputShape;  ///< of its first output
};

OperatorFigures operatorFigures(const Graph& graph, OperatorId id);

}  // namespace tessera
