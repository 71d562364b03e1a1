#pragma once

#include <vector>

#include "core/network.h"
#include "importers/lower/uses.h"

namespace tessera {

/// Tensors that stand for others once some operators are gone; chains resolve in near-constant
/// time.
class Renaming {
 public:
  explicit Renaming(const Network& network);

  /// The tensor that `id` stands for now.
  TensorId operator()(TensorId id);

  /// Removes the boundary between the input and the output of an operator that is to go: readers of
  /// `output` read `input`, or, where the graph outputs `output`, whoever writes `input` writes
  /// `output`. False where neither is possible: `output` must stay and so must `input` (a graph
  /// input, a graph output or a constant). Keeps `uses` up to date.
  bool join(const Network& network, Uses& uses, TensorId input, TensorId output);

  /// `from` no longer exists: whoever wrote or read it now writes or reads `to`.
  void replace(Uses& uses, TensorId from, TensorId to);

  /// Puts the names into every operator. A constant that takes the place of an activation gets the
  /// role of the operand that it becomes (weight, bias, ...).
  void apply(Network& network);

 private:
  std::vector<TensorId> forward_;
};

}  // namespace tessera
