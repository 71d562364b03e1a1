#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "core/network.h"
#include "importers/onnx/node_view.h"
#include "importers/onnx/translate.h"

namespace tessera::onnx_import {

/// What is known of each tensor, by name. References stay valid while it grows.
using FactsTable = std::unordered_map<std::string, TensorFacts>;

/// Writes translated nodes into a network.
class NetworkBuilder {
 public:
  explicit NetworkBuilder(std::string name);

  void addInput(TensorFacts& facts);
  void addOutput(TensorFacts& facts);

  /// Adds the node as `translation` says. `inputs` are the node's (null where absent), `outputs`
  /// those that exist.
  void addOperator(const NodeView& node, const Translation& translation,
                   const std::vector<TensorFacts*>& inputs,
                   const std::vector<TensorFacts*>& outputs);

  /// The network, without the conversions of constants that nobody reads.
  Network finish() &&;

 private:
  TensorId idOf(TensorFacts& facts);
  TensorId operandId(const NodeView& node, const Operand& operand, TensorFacts& facts);
  TensorId reshaped(const NodeView& node, TensorFacts& facts, const Shape& shape);
  TensorId scaled(const NodeView& node, TensorFacts& facts, double factor);
  void quantize(const NodeView& node, const QuantizedBy& by, TensorFacts& facts);

  Network network_;
};

}  // namespace tessera::onnx_import
