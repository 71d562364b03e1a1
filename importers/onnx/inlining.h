#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "importers/onnx/model_checks.h"

namespace onnx {
class FunctionProto;
class GraphProto;
class ModelProto;
class NodeProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// The nodes of a graph or of a function, in the file's order.
using NodeList = std::vector<const ::onnx::NodeProto*>;

NodeList nodesOf(const ::onnx::GraphProto& graph);
NodeList nodesOf(const ::onnx::FunctionProto& function);

/// The names that a node reads: its inputs, then what its subgraphs capture from around them.
std::vector<std::string> readsOf(const ::onnx::NodeProto& node);

/// What the names in a body mean that takes the place of a node: of a branch of an If, which sees
/// the names around it, or of a function of the model, which sees only its own.
struct Scope {
  const Scope* around = nullptr;                    ///< of the node; null in the main graph
  const ::onnx::FunctionProto* function = nullptr;  ///< null for a branch
  const ::onnx::NodeProto* call = nullptr;          ///< of the function, with its attributes
  Opsets opsets = {};                               ///< of the body
  std::unordered_map<std::string, std::string> names = {};  ///< in the body -> in the network

  /// The tensor's name in the network; null where a function does not define it.
  const std::string* find(const std::string& name) const;
  /// How many bodies this one is in.
  std::size_t depth() const;
};

/// A node of a body in the terms of the network: its tensors renamed, and each attribute that
/// refers to one of the function taken from the call, from the function's defaults, or left out.
::onnx::NodeProto renamedNode(const ::onnx::NodeProto& node, const Scope& scope);

/// The model's functions by domain and name, as ModelProto.functions has them. An operator of that
/// name is the function, also where we know one ourselves.
class Functions {
 public:
  explicit Functions(const ::onnx::ModelProto& model);
  /// Null where the node calls none.
  const ::onnx::FunctionProto* calledBy(const ::onnx::NodeProto& node) const;

 private:
  std::unordered_map<std::string, const ::onnx::FunctionProto*> byName_;
};

/// Names that are taken, so that others keep clear of them.
class TakenNames {
 public:
  void add(std::string_view name) { names_.emplace(name); }
  /// The name, behind which as many '_' as it takes to be new.
  std::string unique(std::string name);

 private:
  std::unordered_set<std::string> names_;
};

/// A node in whose place a body comes, and what the body calls the node's outputs.
struct Body {
  std::string name;                     ///< the node's
  std::string place;                    ///< for errors
  std::vector<std::string> outputs;     ///< the node's, in the network
  std::vector<std::string> inner = {};  ///< the same ones in the body
};

/// Names what the nodes of a body write: the node's own outputs, else "node/inner", made unique.
void nameWritten(const NodeList& nodes, const Body& body, Scope& scope, TakenNames& taken);

/// Throws Error(input) at `place` where the call gives or asks for more than the function has.
void checkCall(const ::onnx::NodeProto& call, const ::onnx::FunctionProto& function,
               const std::string& place);

/// Counts what inlining adds, so that functions that call functions cannot fill the memory.
class InliningBudget {
 public:
  /// Throws Error(unsupported) at `place` where more than 100,000 nodes or 256 MiB come of it.
  void spend(std::size_t bytes, const std::string& place);

 private:
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
};

/// Throws Error(input) at `place` where the function's body is around the call already, and
/// Error(unsupported) where bodies are nested deeper than 64.
void checkNesting(const ::onnx::FunctionProto* function, const Scope* around,
                  const std::string& place);

}  // namespace tessera::onnx_import
