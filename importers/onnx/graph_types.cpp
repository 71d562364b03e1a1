#include "importers/onnx/graph_types.h"

#include <onnx/onnx_pb.h>

#include <algorithm>
#include <optional>

#include "core/error.h"
#include "importers/onnx/dtype.h"
#include "importers/refusal.h"
#include "importers/shapes.h"

namespace tessera::onnx_import {
namespace {

using ::onnx::TensorShapeProto_Dimension;
using Symbols = std::map<std::string, std::int64_t>;

/// The extent, or nothing for a named or missing one (some exporters write -1).
std::optional<std::int64_t> extentOf(const TensorShapeProto_Dimension& dimension,
                                     const Symbols& symbols) {
  if (dimension.has_dim_value()) {
    return dimension.dim_value() < 0 ? std::nullopt : std::optional(dimension.dim_value());
  }
  const auto found = symbols.find(dimension.dim_param());
  if (dimension.dim_param().empty() || found == symbols.end()) return std::nullopt;
  return found->second;
}

std::string label(const TensorShapeProto_Dimension& dimension) {
  if (dimension.has_dim_value() && dimension.dim_value() >= 0) {
    return std::to_string(dimension.dim_value());
  }
  return dimension.dim_param().empty() ? "?" : dimension.dim_param();
}

const ::onnx::TypeProto_Tensor& tensorType(const ::onnx::ValueInfoProto& input) {
  return input.type().tensor_type();
}

/// "input 'x' has symbolic dimensions [batch, 3, height]" and "x=1x3x<height>".
struct InputRequest {
  std::string problem;
  std::string option;
};

/// `first` stands for an open first dimension; "" for its own name.
InputRequest requestFor(const ::onnx::ValueInfoProto& input, const Symbols& symbols,
                        const std::string& first) {
  const auto& type = tensorType(input);
  const std::string name = "input '" + input.name() + "'";
  if (!type.has_shape()) return {name + " has no shape", input.name() + "=<extents>"};
  std::string dims;
  std::string option;
  for (int axis = 0; axis < type.shape().dim_size(); ++axis) {
    const auto& dimension = type.shape().dim(axis);
    const auto extent = extentOf(dimension, symbols);
    const std::string text = label(dimension);
    if (axis > 0) dims += ", ";
    if (axis > 0) option += 'x';
    dims += text;
    if (extent) {
      option += std::to_string(*extent);
    } else {
      option += axis == 0 && !first.empty()
                    ? first
                    : "<" + (text == "?" ? "dim" + std::to_string(axis) : text) + ">";
    }
  }
  return {name + " has symbolic dimensions [" + dims + "]", input.name() + "=" + option};
}

struct Resolver {
  const std::map<std::string, Shape>& given;
  ResolvedInputs result = {};
  std::vector<InputRequest> requests = {};

  void checkRank(const ::onnx::ValueInfoProto& input, const Shape& shape) const {
    const auto& type = tensorType(input);
    if (!type.has_shape()) return;
    checkGivenRank(input.name(), shape, static_cast<std::size_t>(type.shape().dim_size()));
  }

  /// Names the dimensions of an input whose shape is given.
  void bind(const ::onnx::ValueInfoProto& input) {
    const auto found = given.find(input.name());
    if (found == given.end()) return;
    checkRank(input, found->second);
    const auto& dims = tensorType(input).shape();
    for (int axis = 0; axis < dims.dim_size(); ++axis) {
      const std::int64_t extent = found->second[static_cast<std::size_t>(axis)];
      const auto& dimension = dims.dim(axis);
      if (!dimension.dim_param().empty()) {
        result.symbols.emplace(dimension.dim_param(), extent);
      } else if (dimension.has_dim_value() && dimension.dim_value() >= 0) {
        result.changed = result.changed || dimension.dim_value() != extent;
      }
    }
  }

  void resolve(const ::onnx::ValueInfoProto& input) {
    const auto& type = tensorType(input);
    const DType dtype = dtypeOf(type.elem_type()).value_or(DType::float32);
    if (const auto found = given.find(input.name()); found != given.end()) {
      result.inputs.push_back({input.name(), dtype, found->second});
      return;
    }
    std::vector<std::int64_t> extents;
    bool assumed = false;
    bool known = type.has_shape();
    for (int axis = 0; axis < type.shape().dim_size(); ++axis) {
      const auto& dimension = type.shape().dim(axis);
      auto extent = extentOf(dimension, result.symbols);
      if (!extent && axis == 0) {
        extent = 1;
        assumed = true;
        warnBatch(input, dimension);
      }
      known = known && extent;
      extents.push_back(extent.value_or(0));
    }
    if (!known) requests.push_back(requestFor(input, result.symbols, "1"));
    const bool empty = std::find(extents.begin(), extents.end(), 0) != extents.end();
    const Shape shape(std::move(extents));
    if (known && empty) warnEmpty(input, shape);
    if (known && assumed) {
      const std::string option = requestFor(input, result.symbols, {}).option;
      result.assumed.push_back({input.name(), shape, oneLine(option)});
    }
    result.inputs.push_back({input.name(), dtype, shape});
  }

  void warnEmpty(const ::onnx::ValueInfoProto& input, const Shape& shape) {
    result.warnings.push_back("input '" + oneLine(input.name()) + "': its shape " + shape.text() +
                              " holds no elements and takes no bytes; if the 0 stands for an "
                              "unknown extent, pass --input-shape");
  }

  void warnBatch(const ::onnx::ValueInfoProto& input, const TensorShapeProto_Dimension& dimension) {
    result.warnings.push_back("input '" + oneLine(input.name()) + "': the first dimension '" +
                              oneLine(label(dimension)) + "' is taken as 1");
  }

  [[noreturn]] void refuse() const {
    std::string problem;
    std::string option = "pass";
    for (const InputRequest& request : requests) {
      problem += (problem.empty() ? "" : ", ") + request.problem;
      option += " --input-shape " + request.option;
    }
    throw refusal(Refusal::symbolicInput, problem, {}, option);
  }
};

}  // namespace

ResolvedInputs resolvedInputs(const ::onnx::GraphProto& graph,
                              const std::unordered_set<std::string>& constants,
                              const std::map<std::string, Shape>& given) {
  std::vector<const ::onnx::ValueInfoProto*> inputs;
  std::unordered_set<std::string> names;
  for (const auto& input : graph.input()) {
    if (constants.contains(input.name())) continue;
    if (!names.insert(input.name()).second) {
      throw Error(ErrorCode::input, "is declared twice", "input '" + input.name() + "'",
                  "export the model again");
    }
    inputs.push_back(&input);
  }
  checkGivenShapes(given, {names.begin(), names.end()});
  Resolver resolver{given};
  for (const auto* input : inputs) resolver.bind(*input);
  for (const auto* input : inputs) resolver.resolve(*input);
  if (!resolver.requests.empty()) resolver.refuse();
  // Only now: a batch taken as 1 must not resolve another input's inner dimension of that name.
  for (const auto* input : inputs) {
    const auto& dims = tensorType(*input).shape();
    if (dims.dim_size() > 0 && !dims.dim(0).dim_param().empty()) {
      resolver.result.symbols.emplace(dims.dim(0).dim_param(), 1);
    }
  }
  return std::move(resolver.result);
}

DeclaredTypes::DeclaredTypes(const ::onnx::GraphProto& graph, const ResolvedInputs& inputs)
    : symbols_(inputs.symbols), shapesValid_(!inputs.changed) {
  for (const auto& info : graph.value_info()) types_[info.name()] = &info.type();
  for (const auto& info : graph.output()) types_[info.name()] = &info.type();
}

Inferred DeclaredTypes::of(std::string_view tensor) const {
  const auto found = types_.find(std::string(tensor));
  if (found == types_.end() || !found->second->has_tensor_type()) return {};
  const auto& type = found->second->tensor_type();
  Inferred result{dtypeOf(type.elem_type()), std::nullopt};
  if (!shapesValid_ || !type.has_shape()) return result;
  std::vector<std::int64_t> extents;
  for (const auto& dimension : type.shape().dim()) {
    const auto extent = extentOf(dimension, symbols_);
    if (!extent) return result;
    extents.push_back(*extent);
  }
  result.shape = Shape(std::move(extents));
  return result;
}

}  // namespace tessera::onnx_import
