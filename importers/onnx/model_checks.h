#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace onnx {
class GraphProto;
class ModelProto;
class TypeProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// The version of each operator domain; the default domain is "" however the file writes it.
using Opsets = std::unordered_map<std::string, std::int64_t>;

/// A unique name for each node of the graph: its own, else its type and index ("Conv_12").
std::vector<std::string> nodeNames(const ::onnx::GraphProto& graph);

/// The model's opsets. Throws Error(unsupported) on an IR version outside 3 to 13 and on a default
/// opset above 24, Error(input) on versions that do not exist.
Opsets checkedOpsets(const ::onnx::ModelProto& model);

/// Throws Error(unsupported) naming the node or tensor where the model has what Tessera does not
/// simulate: control flow, functions, sequences, optionals, maps, strings, sparse tensors,
/// training. `names` are the nodes' names.
void checkSupported(const ::onnx::ModelProto& model, const std::vector<std::string>& names);

/// Throws Error(unsupported) where a value is not a tensor of numbers.
void checkTensorType(const ::onnx::TypeProto& type, const std::string& where);

/// "node 'x' (Loop)".
std::string nodePlace(std::string_view name, std::string_view type);

}  // namespace tessera::onnx_import
