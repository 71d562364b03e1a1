#include "importers/onnx/node_view.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <utility>

#include "core/error.h"

namespace tessera::onnx_import {

using ::onnx::AttributeProto;

const Value* TensorFacts::load() {
  if (value == nullptr && constant && data.present() && shape.elements() <= valueLimit) {
    if (std::optional<Value> decoded = decode(data, dtype, shape)) {
      value = std::make_shared<const Value>(*std::move(decoded));
    }
  }
  return value.get();
}

NodeView::NodeView(const ::onnx::NodeProto& node, std::string name, std::int64_t opset,
                   std::vector<TensorFacts*> inputs, std::vector<std::string> outputs)
    : node_(&node),
      name_(std::move(name)),
      opset_(opset),
      inputs_(std::move(inputs)),
      outputs_(std::move(outputs)) {}

const std::string& NodeView::type() const { return node_->op_type(); }

std::string_view NodeView::domain() const {
  return node_->domain() == "ai.onnx" ? std::string_view() : std::string_view(node_->domain());
}

std::string NodeView::where() const { return "node '" + name_ + "' (" + type() + ")"; }

const TensorFacts& NodeView::input(std::size_t i) const {
  if (!hasInput(i)) fail("input " + std::to_string(i) + " is missing");
  return *inputs_[i];
}

const Shape& NodeView::shapeOfRank(std::size_t i, std::size_t rank) const {
  const Shape& found = shape(i);
  if (found.rank() < rank) {
    fail("input " + std::to_string(i) + " has shape " + found.text() + " but needs rank " +
         std::to_string(rank));
  }
  return found;
}

const Value* NodeView::value(std::size_t i) const {
  return hasInput(i) ? inputs_[i]->load() : nullptr;
}

std::optional<std::vector<std::int64_t>> NodeView::intsOf(std::size_t i) const {
  const Value* known = value(i);
  if (known == nullptr) return std::nullopt;
  std::vector<std::int64_t> list(known->size());
  for (std::size_t k = 0; k < list.size(); ++k) list[k] = known->asInt(k);
  return list;
}

std::optional<std::vector<double>> NodeView::realsOf(std::size_t i) const {
  const Value* known = value(i);
  if (known == nullptr) return std::nullopt;
  std::vector<double> list(known->size());
  for (std::size_t k = 0; k < list.size(); ++k) list[k] = known->asReal(k);
  return list;
}

const AttributeProto* NodeView::find(std::string_view name) const {
  for (const AttributeProto& attribute : node_->attribute()) {
    if (attribute.name() == name) return &attribute;
  }
  return nullptr;
}

const AttributeProto* NodeView::findTyped(std::string_view name, int type,
                                          std::string_view typeName) const {
  const AttributeProto* attribute = find(name);
  if (attribute == nullptr) return nullptr;
  if (!attribute->ref_attr_name().empty()) fail("refers to an attribute of a function", name);
  // Very old files leave the type out (IR version 1); protobuf then says UNDEFINED.
  if (attribute->type() != type && attribute->type() != AttributeProto::UNDEFINED) {
    fail("is not " + std::string(typeName), name);
  }
  return attribute;
}

std::int64_t NodeView::integer(std::string_view name, std::int64_t otherwise) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::INT, "an integer");
  return attribute == nullptr ? otherwise : attribute->i();
}

std::int64_t NodeView::requiredInteger(std::string_view name) const {
  if (!hasAttribute(name)) fail("is missing", name);
  return integer(name, 0);
}

double NodeView::real(std::string_view name, double otherwise) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::FLOAT, "a number");
  return attribute == nullptr ? otherwise : static_cast<double>(attribute->f());
}

std::string NodeView::text(std::string_view name, std::string_view otherwise) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::STRING, "a string");
  return attribute == nullptr ? std::string(otherwise) : attribute->s();
}

std::optional<std::vector<std::int64_t>> NodeView::integers(std::string_view name) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::INTS, "a list of integers");
  if (attribute == nullptr) return std::nullopt;
  return std::vector<std::int64_t>(attribute->ints().begin(), attribute->ints().end());
}

std::optional<std::vector<double>> NodeView::reals(std::string_view name) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::FLOATS, "a list of numbers");
  if (attribute == nullptr) return std::nullopt;
  return std::vector<double>(attribute->floats().begin(), attribute->floats().end());
}

std::size_t NodeView::textCount(std::string_view name) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::STRINGS, "a list of strings");
  return attribute == nullptr ? 0 : static_cast<std::size_t>(attribute->strings_size());
}

const ::onnx::TensorProto* NodeView::tensor(std::string_view name) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::TENSOR, "a tensor");
  return attribute == nullptr ? nullptr : &attribute->t();
}

const ::onnx::GraphProto* NodeView::graph(std::string_view name) const {
  const AttributeProto* attribute = findTyped(name, AttributeProto::GRAPH, "a graph");
  return attribute == nullptr ? nullptr : &attribute->g();
}

std::optional<std::vector<std::int64_t>> NodeView::listOf(std::string_view attribute,
                                                          std::size_t i) const {
  return hasAttribute(attribute) ? integers(attribute) : intsOf(i);
}

bool NodeView::hasList(std::string_view attribute, std::size_t i) const {
  return hasAttribute(attribute) || hasInput(i);
}

std::size_t NodeView::axis(std::string_view name, std::int64_t otherwise, std::size_t rank) const {
  return normalized(integer(name, otherwise), rank, name);
}

std::size_t NodeView::normalized(std::int64_t axis, std::size_t rank, std::string_view name) const {
  const auto extent = static_cast<std::int64_t>(rank);
  if (axis < -extent || axis >= extent) {
    fail(std::to_string(axis) + " is out of range for rank " + std::to_string(rank), name);
  }
  return static_cast<std::size_t>(axis < 0 ? axis + extent : axis);
}

std::vector<std::size_t> NodeView::normalized(const std::vector<std::int64_t>& axes,
                                              std::size_t rank, std::string_view name) const {
  std::vector<std::size_t> result;
  std::vector<bool> seen(rank, false);
  for (const std::int64_t axis : axes) {
    result.push_back(normalized(axis, rank, name));
    if (seen[result.back()]) fail("names axis " + std::to_string(axis) + " twice", name);
    seen[result.back()] = true;
  }
  return result;
}

void NodeView::fail(const std::string& message, std::string_view attribute) const {
  const std::string place =
      attribute.empty() ? where() : where() + ", '" + std::string(attribute) + "'";
  throw Error(ErrorCode::input, message, place, "the model is invalid; check it with its exporter");
}

}  // namespace tessera::onnx_import
