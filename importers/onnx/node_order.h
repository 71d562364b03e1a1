#pragma once

#include <string>
#include <unordered_set>
#include <vector>

namespace onnx {
class GraphProto;
}  // namespace onnx

namespace tessera::onnx_import {

/// The node indices in the executable order closest to the file's.
///
/// `given` are the names that no node writes: inputs and initializers. Throws Error(input) naming
/// node and tensor where a tensor is written twice or never, or where nodes wait for each other.
std::vector<int> nodeOrder(const ::onnx::GraphProto& graph, const std::vector<std::string>& names,
                           const std::unordered_set<std::string>& given);

}  // namespace tessera::onnx_import
