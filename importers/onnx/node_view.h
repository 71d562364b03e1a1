#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/ids.h"
#include "importers/onnx/value.h"

namespace onnx {
class AttributeProto;
class GraphProto;
class NodeProto;
class TensorProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// What the importer knows of one tensor, once the node that writes it has been visited.
struct TensorFacts {
  std::string name;
  DType dtype = DType::float32;
  Shape shape;
  bool constant = false;  ///< no operator computes it; its values may still be absent
  /// The DequantizeLinear that computes it from a constant, if one does.
  const ::onnx::NodeProto* dequantizedBy = nullptr;
  ConstantData data;                   ///< of constants only
  std::string missingFile;             ///< the external file of its values, where it is not there
  std::shared_ptr<const Value> value;  ///< of small constants, loaded when first asked for
  std::optional<TensorId> id;          ///< where it is in the network, once something mentions it

  /// True for constants, quantised ones included.
  bool fixed() const { return constant || dequantizedBy != nullptr; }
  /// The value where it is known and small; loads it from `data` the first time.
  const Value* load();
};

/// Read access to one node: every input and attribute is checked, and a fault is an Error(input)
/// whose place is "node 'name' (Type)" and the attribute.
class NodeView {
 public:
  /// An absent optional input is a null pointer, an absent output an empty name. The references
  /// must outlive the view.
  NodeView(const ::onnx::NodeProto& node, std::string name, std::int64_t opset,
           std::vector<TensorFacts*> inputs, std::vector<std::string> outputs);

  const std::string& name() const { return name_; }
  const std::string& type() const;
  /// "" for the default domain, however the file writes it.
  std::string_view domain() const;
  /// The version of the node's domain.
  std::int64_t opset() const { return opset_; }
  /// "node 'conv1' (Conv)".
  std::string where() const;
  const ::onnx::NodeProto& proto() const { return *node_; }

  std::size_t inputCount() const { return inputs_.size(); }
  std::size_t outputCount() const { return outputs_.size(); }
  bool hasOutput(std::size_t i) const { return i < outputs_.size() && !outputs_[i].empty(); }
  const std::vector<std::string>& outputs() const { return outputs_; }
  bool hasInput(std::size_t i) const { return i < inputs_.size() && inputs_[i] != nullptr; }
  /// Throws Error(input) where the input is absent.
  const TensorFacts& input(std::size_t i) const;
  const Shape& shape(std::size_t i) const { return input(i).shape; }
  DType dtype(std::size_t i) const { return input(i).dtype; }
  /// Throws Error(input) where the input's rank is below `rank`.
  const Shape& shapeOfRank(std::size_t i, std::size_t rank) const;

  /// The value of an input, or null where it is absent, unknown or large.
  const Value* value(std::size_t i) const;
  /// The input's value as integers or reals; nothing where unknown.
  std::optional<std::vector<std::int64_t>> intsOf(std::size_t i) const;
  std::optional<std::vector<double>> realsOf(std::size_t i) const;

  bool hasAttribute(std::string_view name) const { return find(name) != nullptr; }
  std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
  /// Throws Error(input) where the attribute is missing.
  std::int64_t requiredInteger(std::string_view name) const;
  double real(std::string_view name, double otherwise) const;
  std::string text(std::string_view name, std::string_view otherwise) const;
  std::optional<std::vector<std::int64_t>> integers(std::string_view name) const;
  std::optional<std::vector<double>> reals(std::string_view name) const;
  /// How many texts a list of them has; 0 where it is absent.
  std::size_t textCount(std::string_view name) const;
  /// Null where the attribute is absent.
  const ::onnx::TensorProto* tensor(std::string_view name) const;
  const ::onnx::GraphProto* graph(std::string_view name) const;

  /// A list that older opsets have as an attribute and newer ones as input `i`: the attribute where
  /// it is present, else the input's value. Nothing where neither is known.
  std::optional<std::vector<std::int64_t>> listOf(std::string_view attribute, std::size_t i) const;
  /// True where the list is given at all, be it known or not.
  bool hasList(std::string_view attribute, std::size_t i) const;

  /// The axis attribute as an index below `rank` (negative counts from the end).
  std::size_t axis(std::string_view name, std::int64_t otherwise, std::size_t rank) const;
  /// `axis` as an index below `rank`; throws Error(input) naming `name` where it is out of range.
  std::size_t normalized(std::int64_t axis, std::size_t rank, std::string_view name) const;
  /// All of `axes`, normalised; throws Error(input) where one is given twice.
  std::vector<std::size_t> normalized(const std::vector<std::int64_t>& axes, std::size_t rank,
                                      std::string_view name) const;

  /// Throws Error(input) at this node (and attribute, unless empty).
  [[noreturn]] void fail(const std::string& message, std::string_view attribute = {}) const;

 private:
  const ::onnx::AttributeProto* find(std::string_view name) const;
  const ::onnx::AttributeProto* findTyped(std::string_view name, int type,
                                          std::string_view typeName) const;

  const ::onnx::NodeProto* node_;
  std::string name_;
  std::int64_t opset_;
  std::vector<TensorFacts*> inputs_;
  std::vector<std::string> outputs_;
};

}  // namespace tessera::onnx_import
