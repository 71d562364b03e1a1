#pragma once

#include <string>
#include <vector>

#include "core/arithmetic.h"
#include "core/operator.h"
#include "core/tensor.h"

namespace tessera {

/// A network as plain data, before it is frozen into a Graph: what importers fill in and rewrites
/// (`importers/lower`) change. Operators are in the file's order; ids index the two tables. A
/// tensor that no operator and no input or output mentions is dropped by `Graph`.
struct Network {
  std::string name;
  Layout layout = Layout::channelsFirst;
  Arithmetic arithmetic = Arithmetic::onnx;  ///< that of the runtime that the operators are of
  std::vector<Tensor> tensors;
  std::vector<Operator> operators;
  std::vector<TensorId> inputs;
  std::vector<TensorId> outputs;

  Tensor& tensor(TensorId id) { return tensors[id.index()]; }
  const Tensor& tensor(TensorId id) const { return tensors[id.index()]; }
  TensorId addTensor(Tensor tensor) {
    tensors.push_back(std::move(tensor));
    return TensorId(tensors.size() - 1);
  }
};

}  // namespace tessera
