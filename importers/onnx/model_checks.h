#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace onnx {
class FunctionProto;
class GraphProto;
class ModelProto;
class NodeProto;
class TypeProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// The version of each operator domain; the default domain is "" however the file writes it.
using Opsets = std::unordered_map<std::string, std::int64_t>;

/// A unique name for each of the nodes: its own, else its type and index ("Conv_12").
std::vector<std::string> nodeNames(const std::vector<const ::onnx::NodeProto*>& nodes);

/// The model's opsets. Throws Error(unsupported) on an IR version outside 3 to 13 and on a default
/// opset above 24, Error(input) on versions that do not exist.
Opsets checkedOpsets(const ::onnx::ModelProto& model);

/// The opsets in a function's body: its own, else the model's. Throws as `checkedOpsets` does.
Opsets opsetsWithin(const ::onnx::FunctionProto& function, const Opsets& model);

/// Throws Error(unsupported) naming the node or tensor where the model has what Tessera does not
/// simulate: loops, sequences, optionals, maps, strings, sparse tensors, training. `names` are the
/// nodes' names.
void checkSupported(const ::onnx::ModelProto& model, const std::vector<std::string>& names);

/// The same for one node, `place`. An If passes: only the import knows its condition.
void checkNode(const ::onnx::NodeProto& node, const std::string& place);

/// Throws Error(unsupported) where the graph has sparse initializers.
void checkNoSparse(const ::onnx::GraphProto& graph);

/// True for the default domain's If.
bool isBranch(const ::onnx::NodeProto& node);

/// Throws the Error(unsupported) of an If whose condition is not known.
[[noreturn]] void refuseBranch(const std::string& place);

/// Throws Error(unsupported) where a value is not a tensor of numbers.
void checkTensorType(const ::onnx::TypeProto& type, const std::string& where);

/// "node 'x' (Loop)".
std::string nodePlace(std::string_view name, std::string_view type);

}  // namespace tessera::onnx_import
