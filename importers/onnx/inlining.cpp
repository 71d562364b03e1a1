#include "importers/onnx/inlining.h"

#include <google/protobuf/unknown_field_set.h>
#include <onnx/onnx_pb.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "importers/refusal.h"

namespace tessera::onnx_import {
namespace {

using ::onnx::AttributeProto;

constexpr std::size_t mostInlinedNodes = 100'000;
constexpr std::size_t mostInlinedBytes = 256U << 20U;
constexpr std::size_t deepestBody = 64;
constexpr const char* inlineThere = "inline the model's functions when exporting";

template <class Owner>
NodeList listOfNodes(const Owner& owner) {
  NodeList nodes;
  nodes.reserve(static_cast<std::size_t>(owner.node_size()));
  for (const auto& node : owner.node()) nodes.push_back(&node);
  return nodes;
}

using NameSet = std::unordered_set<std::string_view>;

/// What the graph itself defines.
NameSet namesWithin(const ::onnx::GraphProto& graph) {
  NameSet names;
  for (const auto& input : graph.input()) names.insert(input.name());
  for (const auto& tensor : graph.initializer()) names.insert(tensor.name());
  for (const auto& node : graph.node()) names.insert(node.output().begin(), node.output().end());
  return names;
}

void addCaptures(const ::onnx::GraphProto& graph, std::vector<std::string>& reads) {
  const NameSet within = namesWithin(graph);
  const auto add = [&](const std::string& name) {
    if (!within.contains(name)) reads.push_back(name);
  };
  for (const auto& node : graph.node()) {
    for (const std::string& name : readsOf(node)) add(name);
  }
  for (const auto& output : graph.output()) add(output.name());
}

const AttributeProto* findAttribute(const ::onnx::NodeProto& node, std::string_view name) {
  for (const AttributeProto& attribute : node.attribute()) {
    if (attribute.name() == name) return &attribute;
  }
  return nullptr;
}

/// The default of FunctionProto.attribute_proto, a field newer than the library that parsed it.
std::optional<AttributeProto> defaultOf(const ::onnx::FunctionProto& function,
                                        std::string_view name) {
  constexpr int attributeProtoField = 11;
  const auto& fields = function.unknown_fields();
  for (int i = 0; i < fields.field_count(); ++i) {
    const auto& field = fields.field(i);
    const bool wanted = field.number() == attributeProtoField &&
                        field.type() == google::protobuf::UnknownField::TYPE_LENGTH_DELIMITED;
    AttributeProto attribute;
    if (!wanted || !attribute.ParseFromString(field.length_delimited())) continue;
    if (attribute.name() == name) return attribute;
  }
  return std::nullopt;
}

/// The attribute that the reference stands for.
std::optional<AttributeProto> referred(const AttributeProto& reference, const Scope& body) {
  const std::string& name = reference.ref_attr_name();
  std::optional<AttributeProto> found;
  if (const AttributeProto* given = findAttribute(*body.call, name)) {
    found = *given;
  } else {
    found = defaultOf(*body.function, name);
  }
  if (found) found->set_name(reference.name());
  return found;
}

const Scope* functionScope(const Scope& scope) {
  const Scope* at = &scope;
  while (at != nullptr && at->function == nullptr) at = at->around;
  return at;
}

void takeReferredAttributes(::onnx::NodeProto& node, const Scope& body) {
  std::vector<AttributeProto> attributes(node.attribute().begin(), node.attribute().end());
  node.clear_attribute();
  for (AttributeProto& attribute : attributes) {
    std::optional<AttributeProto> kept = attribute.ref_attr_name().empty()
                                             ? std::optional(std::move(attribute))
                                             : referred(attribute, body);
    if (kept) *node.add_attribute() = *std::move(kept);
  }
}

template <class Names>
void rename(Names& names, const Scope& scope) {
  for (std::string& name : names) {
    if (name.empty()) continue;
    if (const std::string* known = scope.find(name)) name = *known;
  }
}

/// Both spellings of the default domain are the same one.
std::string functionKey(std::string_view domain, std::string_view name) {
  if (domain == "ai.onnx") domain = {};
  std::string key(domain);
  key += '\0';
  return key.append(name);
}

}  // namespace

NodeList nodesOf(const ::onnx::GraphProto& graph) { return listOfNodes(graph); }

NodeList nodesOf(const ::onnx::FunctionProto& function) { return listOfNodes(function); }

std::vector<std::string> readsOf(const ::onnx::NodeProto& node) {
  std::vector<std::string> reads(node.input().begin(), node.input().end());
  for (const AttributeProto& attribute : node.attribute()) {
    if (attribute.has_g()) addCaptures(attribute.g(), reads);
  }
  return reads;
}

const std::string* Scope::find(const std::string& name) const {
  for (const Scope* scope = this; scope != nullptr; scope = scope->around) {
    const auto found = scope->names.find(name);
    if (found != scope->names.end()) return &found->second;
    if (scope->function != nullptr) return nullptr;
  }
  return &name;
}

std::size_t Scope::depth() const {
  std::size_t depth = 1;
  for (const Scope* scope = around; scope != nullptr; scope = scope->around) ++depth;
  return depth;
}

::onnx::NodeProto renamedNode(const ::onnx::NodeProto& node, const Scope& scope) {
  ::onnx::NodeProto renamed = node;
  rename(*renamed.mutable_input(), scope);
  rename(*renamed.mutable_output(), scope);
  const bool refers =
      std::any_of(node.attribute().begin(), node.attribute().end(),
                  [](const AttributeProto& each) { return !each.ref_attr_name().empty(); });
  const Scope* body = functionScope(scope);
  if (refers && body != nullptr) takeReferredAttributes(renamed, *body);
  return renamed;
}

Functions::Functions(const ::onnx::ModelProto& model) {
  for (const auto& function : model.functions()) {
    byName_.emplace(functionKey(function.domain(), function.name()), &function);
  }
}

const ::onnx::FunctionProto* Functions::calledBy(const ::onnx::NodeProto& node) const {
  if (byName_.empty()) return nullptr;
  const auto found = byName_.find(functionKey(node.domain(), node.op_type()));
  return found == byName_.end() ? nullptr : found->second;
}

std::string TakenNames::unique(std::string name) {
  while (!names_.insert(name).second) name += '_';
  return name;
}

void nameWritten(const NodeList& nodes, const Body& body, Scope& scope, TakenNames& taken) {
  std::unordered_map<std::string_view, const std::string*> passedOut;
  for (std::size_t i = 0; i < body.outputs.size(); ++i) {
    if (!body.outputs[i].empty()) passedOut.emplace(body.inner[i], &body.outputs[i]);
  }
  for (const ::onnx::NodeProto* node : nodes) {
    for (const std::string& output : node->output()) {
      if (output.empty() || scope.names.contains(output)) continue;
      const auto found = passedOut.find(output);
      scope.names[output] =
          found != passedOut.end() ? *found->second : taken.unique(body.name + "/" + output);
    }
  }
}

void checkCall(const ::onnx::NodeProto& call, const ::onnx::FunctionProto& function,
               const std::string& place) {
  const auto check = [&](const char* what, int given, int known) {
    if (given <= known) return;
    throw Error(ErrorCode::input,
                "has " + std::to_string(given) + what + ", its function " + std::to_string(known),
                place, "the model is invalid; check it with its exporter");
  };
  check(" inputs", call.input_size(), function.input_size());
  check(" outputs", call.output_size(), function.output_size());
}

void InliningBudget::spend(std::size_t bytes, const std::string& place) {
  bytes_ += bytes;
  if (++nodes_ <= mostInlinedNodes && bytes_ <= mostInlinedBytes) return;
  throw refusal(Refusal::function,
                "inlining comes to more than " + std::to_string(mostInlinedNodes) + " nodes or " +
                    std::to_string(mostInlinedBytes >> 20U) + " MiB",
                place, inlineThere);
}

void checkNesting(const ::onnx::FunctionProto* function, const Scope* around,
                  const std::string& place) {
  for (const Scope* scope = around; scope != nullptr && function != nullptr;
       scope = scope->around) {
    if (scope->function != function) continue;
    throw Error(ErrorCode::input, "the function '" + function->name() + "' calls itself", place,
                "the model is invalid; check it with its exporter");
  }
  if (around == nullptr || around->depth() < deepestBody) return;
  throw refusal(Refusal::function, "bodies are nested deeper than " + std::to_string(deepestBody),
                place, "inline the model's functions when exporting");
}

}  // namespace tessera::onnx_import
