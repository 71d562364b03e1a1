#pragma once

#include <span>
#include <string_view>

#include "importers/onnx/fold.h"
#include "importers/onnx/infer.h"
#include "importers/onnx/translate.h"

namespace tessera::onnx_import {

/// All that we know of an operator, in any version. A row that leaves a piece out does not compile.
struct OnnxOperator {
  std::string_view name;    ///< NodeProto.op_type
  InferRule infer;          ///< never null
  TranslateRule translate;  ///< never null; `translate::opaque` where its work is not known
  FoldRule fold;            ///< `notFolded` where constants do not go through it
};

inline constexpr FoldRule notFolded = nullptr;

/// The row of an operator, or null where we have none. `domain` is "" for the default domain.
const OnnxOperator* findOperator(std::string_view domain, std::string_view type);

/// All rows of a domain, in alphabetical order; none where we do not know the domain.
std::span<const OnnxOperator> operatorsOf(std::string_view domain);

}  // namespace tessera::onnx_import
