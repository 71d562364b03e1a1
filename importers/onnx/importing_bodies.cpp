#include "core/error.h"
#include "importers/onnx/importing_state.h"
#include "importers/onnx/node_order.h"

// What takes the place of a node: the branch of an If, or the function of the model that it calls.

namespace tessera::onnx_import {

/// The network's names, as far as they are known before a body is inlined.
void Importing::takeNames() {
  if (takenTensors) return;
  takenTensors.emplace();
  takenNodes.emplace();
  for (const auto& [tensor, known] : facts) takenTensors->add(tensor);
  for (const auto& node : graph.node()) {
    for (const std::string& output : node.output()) takenTensors->add(output);
  }
  for (const std::string& node : names) takenNodes->add(node);
}

void Importing::importBody(const Body& body, const NodeList& nodes, Scope& scope) {
  const std::vector<std::string> inner = nodeNames(nodes);
  std::vector<std::string> outer;
  Names given;
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    outer.push_back(takenNodes->unique(body.name + "/" + inner[i]));
    const std::string place = nodePlace(outer.back(), nodes[i]->op_type());
    // Names grow with each body around the node.
    const std::size_t named = 1 + static_cast<std::size_t>(nodes[i]->output_size());
    budget.spend(nodes[i]->ByteSizeLong() + named * outer.back().size(), place);
    checkNode(*nodes[i], place);
    for (const std::string& name : readsOf(*nodes[i])) {
      const std::string* known = scope.find(name);
      if (known == nullptr) continue;
      read.insert(*known);
      if (known->empty() || facts.contains(*known)) given.insert(name);
    }
  }
  for (std::size_t i = 0; i < body.outputs.size(); ++i) {
    const std::string* copied = scope.find(body.inner[i]);
    if (body.outputs[i].empty()) continue;
    if (copied != nullptr && *copied != body.outputs[i]) read.insert(*copied);
  }
  for (const int index : nodeOrder(nodes, outer, given)) {
    const auto at = static_cast<std::size_t>(index);
    written.push_back(renamedNode(*nodes[at], scope));
    importNode(written.back(), outer[at], &scope);
  }
  passOutputs(body, scope);
}

/// An output that the body does not write itself is a copy of what it names.
void Importing::passOutputs(const Body& body, const Scope& scope) {
  for (std::size_t i = 0; i < body.outputs.size(); ++i) {
    const std::string* from = scope.find(body.inner[i]);
    if (body.outputs[i].empty() || (from != nullptr && *from == body.outputs[i])) continue;
    if (from == nullptr || !facts.contains(*from)) {
      throw Error(ErrorCode::input, "its output '" + body.inner[i] + "' is never written",
                  body.place, "the model is invalid; check it with its exporter");
    }
    ::onnx::NodeProto& identity = written.emplace_back();
    identity.set_op_type("Identity");
    identity.add_input(*from);
    identity.add_output(body.outputs[i]);
    importNode(identity, takenNodes->unique(body.name + "/Identity"), nullptr);
  }
}

/// An If whose condition is known is the nodes of that branch.
void Importing::importBranch(const NodeView& node, const Scope* around) {
  const Value* condition = node.value(0);
  if (condition == nullptr || condition->size() != 1) refuseBranch(node.where());
  const char* attribute = condition->asInt(0) != 0 ? "then_branch" : "else_branch";
  const ::onnx::GraphProto* branch = node.graph(attribute);
  if (branch == nullptr) node.fail("is missing", attribute);
  if (branch->input_size() > 0) node.fail("has inputs", attribute);
  if (branch->output_size() < static_cast<int>(node.outputCount())) {
    node.fail("has fewer outputs than the node", attribute);
  }
  checkNoSparse(*branch);
  checkNesting(nullptr, around, node.where());
  takeNames();
  Scope scope{around, nullptr, nullptr, around != nullptr ? around->opsets : opsets};
  Body body{node.name(), node.where(), node.outputs()};
  for (std::size_t i = 0; i < node.outputCount(); ++i) {
    body.inner.push_back(branch->output(static_cast<int>(i)).name());
  }
  for (const auto& tensor : branch->initializer()) {
    budget.spend(tensor.ByteSizeLong(), node.where());
    const std::string name = takenTensors->unique(node.name() + "/" + tensor.name());
    scope.names[tensor.name()] = name;
    addFacts(constantFacts(tensor, name));
  }
  const NodeList nodes = nodesOf(*branch);
  nameWritten(nodes, body, scope, *takenTensors);
  for (const auto& info : branch->value_info()) {
    const auto name = scope.names.find(info.name());
    if (name != scope.names.end()) declared->add(name->second, info.type());
  }
  importBody(body, nodes, scope);
}

/// A node that calls a function of the model is the nodes of that function.
void Importing::importCall(const ::onnx::NodeProto& call, const std::string& name,
                           const ::onnx::FunctionProto& function, const Scope* around) {
  const std::string place = nodePlace(name, call.op_type());
  checkCall(call, function, place);
  checkNesting(&function, around, place);
  takeNames();
  Scope scope{around, &function, &call, opsetsWithin(function, opsets)};
  for (int i = 0; i < function.input_size(); ++i) {
    scope.names[function.input(i)] = i < call.input_size() ? call.input(i) : std::string();
  }
  Body body{name, place, {call.output().begin(), call.output().end()}};
  body.inner.assign(function.output().begin(), function.output().begin() + call.output_size());
  const NodeList nodes = nodesOf(function);
  nameWritten(nodes, body, scope, *takenTensors);
  importBody(body, nodes, scope);
}

}  // namespace tessera::onnx_import
