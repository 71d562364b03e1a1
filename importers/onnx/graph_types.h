#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "core/shape.h"
#include "importers/onnx/infer.h"

namespace onnx {
class GraphProto;
class TypeProto;
}  // namespace onnx

namespace tessera::onnx_import {

struct InputType {
  std::string name;
  DType dtype = DType::float32;
  Shape shape;
};

/// An input whose open first dimension we took as 1.
struct AssumedInput {
  std::string name;
  Shape shape;
  std::string option;  ///< "x=<frames>x10": what to pass instead
};

/// The graph's inputs with every dimension known.
struct ResolvedInputs {
  std::vector<InputType> inputs;
  std::map<std::string, std::int64_t> symbols;  ///< what each named dimension became
  bool changed = false;                         ///< a static dimension of the file was overridden
  std::vector<AssumedInput> assumed;
  std::vector<std::string> warnings;
};

/// Resolves the inputs that are not initializers (`constants`): a symbolic first dimension becomes
/// 1, with a warning; other symbolic ones come from `given` (shapes by input name), also where two
/// inputs share a name of a dimension.
///
/// Throws Error(unsupported) that lists every input with unknown dimensions and the option to pass,
/// Error(usage) where `given` names no input or has the wrong rank, Error(input) on duplicates.
ResolvedInputs resolvedInputs(const ::onnx::GraphProto& graph,
                              const std::unordered_set<std::string>& constants,
                              const std::map<std::string, Shape>& given);

/// What the file declares of its intermediate and output tensors.
class DeclaredTypes {
 public:
  /// With `inputs.changed`, only the element types are believed.
  DeclaredTypes(const ::onnx::GraphProto& graph, const ResolvedInputs& inputs);

  /// What a branch says of one of its tensors, which is called `tensor` in the network.
  void add(const std::string& tensor, const ::onnx::TypeProto& type) { types_[tensor] = &type; }

  /// Both parts may be unknown. Named dimensions are those of the inputs.
  Inferred of(std::string_view tensor) const;

 private:
  std::unordered_map<std::string, const ::onnx::TypeProto*> types_;
  std::map<std::string, std::int64_t> symbols_;
  bool shapesValid_ = true;
};

}  // namespace tessera::onnx_import
