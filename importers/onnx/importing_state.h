#pragma once

#include <onnx/onnx_pb.h>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "importers/onnx/importing.h"
#include "importers/onnx/inlining.h"
#include "importers/onnx/later_shapes.h"
#include "importers/onnx/node_types.h"

// Of importing*.cpp alone.

namespace tessera::onnx_import {

/// The import under way.
struct Importing {
  using Names = std::unordered_set<std::string>;

  Importing(const ModelFile& modelFile, bool foldConstants);

  void addConstants();
  void addInputs(const std::map<std::string, Shape>& given);
  void importNode(const ::onnx::NodeProto& proto, const std::string& name, const Scope* scope);
  void addOutputs();

  NodeView view(const ::onnx::NodeProto& node, const std::string& name, const Scope* scope);
  std::vector<TensorFacts*> inputsOf(const ::onnx::NodeProto& node);
  TensorFacts constantFacts(const ::onnx::TensorProto& tensor, std::string name);
  std::vector<std::string> missingLines() const;
  TensorFacts& addFacts(TensorFacts added);
  void importConstant(const NodeView& node);
  bool pushDequantize(const NodeView& node, const Scope* scope);
  void takeNames();
  void importBody(const Body& body, const NodeList& nodes, Scope& scope);
  void passOutputs(const Body& body, const Scope& scope);
  void importBranch(const NodeView& node, const Scope* around);
  void importCall(const ::onnx::NodeProto& call, const std::string& name,
                  const ::onnx::FunctionProto& function, const Scope* around);
  bool foldNode(const NodeView& node, const InferredOutputs& types);
  bool passConstant(const NodeView& node, const InferredOutputs& types);
  void addNode(const NodeView& node, const InferredOutputs& types);

  const ModelFile& file;
  const ::onnx::GraphProto& graph;
  std::vector<std::string> names;
  Functions functions;
  Opsets opsets;
  NetworkBuilder builder;
  FactsTable facts;
  Names constants;
  Names read;  // by nodes and graph outputs
  ResolvedInputs inputs;
  std::optional<DeclaredTypes> declared;
  std::optional<LaterShapes> later;
  TypeWarnings warnings;
  std::map<std::string, std::size_t> missing;  // external files -> tensors whose values they have
  std::deque<::onnx::NodeProto> written;       // by us, in place of nodes of the file
  std::optional<TakenNames> takenTensors;      // both only once a body is inlined
  std::optional<TakenNames> takenNodes;
  InliningBudget budget;
  std::size_t begun = 0;  // nodes
  std::size_t folded = 0;
  bool fold = true;
};

}  // namespace tessera::onnx_import
